"""Says what a printed citation means: one statement, several, none, and then which codes come nearest.

Nothing is guessed silently. `exact` and `normalised` (another spelling) are sure; `ambiguous` names a best reading and
why it is not the only one; `outOfRange` links to nothing and lists the nearest codes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from crosswalk.model import Citation
from crosswalk.sources.citations import DEPARTURES, PrintedCitation
from crosswalk.sources.georgia_numbering import GEORGIA_NUMBERING, NUMBERING, TARGET

#: At most so many nearest codes are named, and none that is further than so many one-character slips away.
_NEAREST, _SLIPS = 4, 2


def resolve(
    printed: PrintedCitation,
    frameworks: Mapping[str, Collection[str]],
    *,
    citing: str = "",
    correspondences: Mapping[str, Sequence[str]] = GEORGIA_NUMBERING,
) -> Citation:
    """What a printed citation means among the frameworks given (framework id → its notations).

    `citing` is the short form of the statement that cites, empty where the text is none of ours. `correspondences` maps
    the dotted numbers of the Georgia set to notations of ISTE Coaches 2011, the surer first.
    """
    notations = frameworks.get(printed.framework, ())
    if not printed.framework:
        return _unnamed(printed, frameworks, citing)
    if printed.framework not in frameworks:
        note = f"The framework {printed.framework} is not among those loaded, so the code cannot be looked up."
        return _citation(printed, citing, "outOfRange", "low", note=note)
    if printed.code in notations:
        return _found(printed, citing)
    meant = [code for code in correspondences.get(printed.code, ()) if code in notations]
    if printed.framework == TARGET and meant:
        return _renumbered(printed, citing, meant)
    base, letter = _lettered(printed)
    if letter and base in notations:
        return _without_programme(printed, citing, base, letter, notations)
    return _out_of_range(printed, citing, notations)


def _citation(
    printed: PrintedCitation,
    citing: str,
    verdict: str,
    confidence: str,
    *,
    resolved: str | None = None,
    through: str | None = None,
    nearest: tuple[str, ...] = (),
    note: str = "",
) -> Citation:
    return Citation(
        citing=citing,
        target=printed.framework,
        printed_text=printed.printed_text,
        printed_code=printed.printed_code,
        start=printed.start,
        end=printed.end,
        verdict=verdict,
        confidence=confidence,
        resolved=resolved,
        through=through,
        nearest=nearest,
        note=note,
    )


def _unnamed(printed: PrintedCitation, frameworks: Mapping[str, Collection[str]], citing: str) -> Citation:
    """A code without a framework: the candidates are every loaded statement that has it."""
    having = (framework for framework in sorted(frameworks) if printed.code in frameworks[framework])
    candidates = tuple(f"{framework}:{printed.code}" for framework in having)
    could = f"; {_listed(candidates)} could be meant" if candidates else ", and none of those loaded has this code"
    note = f"No framework is named{could}."
    return _citation(printed, citing, "ambiguous" if candidates else "outOfRange", "low", nearest=candidates, note=note)


def _found(printed: PrintedCitation, citing: str) -> Citation:
    note = " ".join(DEPARTURES[departure] for departure in printed.departures)
    verdict = "normalised" if printed.departures else "exact"
    return _citation(printed, citing, verdict, "high", resolved=f"{printed.framework}:{printed.code}", note=note)


def _renumbered(printed: PrintedCitation, citing: str, meant: Sequence[str]) -> Citation:
    others = f"; it may also stand for {_listed(meant[1:])}" if meant[1:] else ""
    return _citation(
        printed,
        citing,
        "ambiguous",
        "medium",
        resolved=f"{TARGET}:{meant[0]}",
        through=f"{NUMBERING}:{printed.code}",
        note=f"ISTE letters its indicators. Read as Georgia number {printed.code}, it stands for {meant[0]}{others}.",
    )


def _lettered(printed: PrintedCitation) -> tuple[str, str]:
    match = re.fullmatch(r"([A-Z]\d+(?:\.\d+)?)([a-z])", printed.code)
    return (match[1], match[2]) if match else ("", "")


def _without_programme(
    printed: PrintedCitation, citing: str, base: str, letter: str, notations: Collection[str]
) -> Citation:
    """A lettered IB requirement whose programme is not printed: linked to its practice, the letter left open."""
    known = sorted(notation for notation in notations if notation.startswith(f"{base}{letter}-"))
    if known:
        differ = "Lettered requirements differ by programme and none is named"
        note = f"{differ}; known here: {', '.join(known)}. Linked to {base}."
    else:
        note = f"No requirement ({letter}) under {base} is known here. Linked to {base}."
    return _citation(printed, citing, "ambiguous", "low", resolved=f"{printed.framework}:{base}", note=note)


def _out_of_range(printed: PrintedCitation, citing: str, notations: Collection[str]) -> Citation:
    """The confidence is that of the first nearest code: medium where it alone keeps the first letter or digit."""
    near = nearest_codes(printed.code, notations)
    kept = [code for code in near if code[:1] == printed.code[:1]]
    sure = bool(kept) and kept[0] == near[0] and len(kept) == 1
    named = f"; the nearest that do: {_listed(near[:_NEAREST])}" if near else ""
    return _citation(
        printed,
        citing,
        "outOfRange",
        "medium" if sure else "low",
        nearest=tuple(f"{printed.framework}:{code}" for code in near[:_NEAREST]),
        note=f"{printed.framework} has no {printed.code}{named}. Nothing is linked.",
    )


def nearest_codes(code: str, notations: Iterable[str]) -> tuple[str, ...]:
    """The notations that the fewest one-character slips turn into the code, the smallest step first.

    A slip is an insertion, a deletion or a replacement (Levenshtein distance); a code without an inner number may also
    be spelled with a dot ("A8" is written "A.8" too), and the nearer spelling counts. Among equals the notation comes
    first whose parts lie the smallest step away, and of those the one that differs further to the right.
    """
    from rapidfuzz.distance import Levenshtein

    ranked = []
    for notation in notations:
        if code[-1:].isalpha() and not notation[-1:].isalpha():
            continue  # "3z" is a slip for an indicator, never for the whole standard
        slips = min(Levenshtein.distance(code, spelling, score_cutoff=_SLIPS) for spelling in _spellings(notation))
        if slips <= _SLIPS:
            steps = _steps(code, notation)
            ranked.append((slips, sum(steps), steps, notation))
    fewest = min((rank[0] for rank in ranked), default=0)
    return tuple(rank[-1] for rank in sorted(ranked) if rank[0] == fewest)


def _spellings(notation: str) -> tuple[str, ...]:
    match = re.fullmatch(r"([A-Z])(\d+)", notation)
    return (notation, f"{match[1]}.{match[2]}") if match else (notation,)


def _parts(code: str) -> list[str]:
    return re.findall(r"[A-Za-z]+|\d+", code)


def _steps(code: str, notation: str) -> tuple[int, ...]:
    """How far each part lies from its counterpart, first parts and last parts aligned, a missing part one step."""
    one, other = _parts(code), _parts(notation)
    while one and other and len(one) != len(other):
        shorter = one if len(one) < len(other) else other
        shorter.insert(len(shorter) - 1 or len(shorter), "")
    return tuple(_step(a, b) for a, b in zip(one, other, strict=False))


def _step(one: str, other: str) -> int:
    if one.isdecimal() and other.isdecimal():
        return abs(int(one) - int(other))
    if len(one) == 1 and len(other) == 1:
        return abs(ord(one) - ord(other))
    return int(one != other)


def _listed(codes: Iterable[str]) -> str:
    *others, last = codes
    return f"{', '.join(others)} or {last}" if others else last
