"""Why a statement stands as it does, in sentences, and as plain values for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from crosswalk.evidence.database import Stored
from crosswalk.evidence.lists import EvidenceList, Line, telling
from crosswalk.evidence.standing import Bearing, Way, contribution
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.model import Mapping as Claim
from crosswalk.words import count

#: The keys of a row of a list, in their order.
FIELDS = (
    "statement", "label", "section", "section_label", "status", "evidence", "via", "why", "proposed", "joint", "denied",
    "out_of_scope",
)  # fmt: skip

#: What stands in the place of a title that may not leave unless it is asked for by name.
WITHHELD = "confidential"


#: What a document says of a statement that has evidence ({}), by how strongly it supports.
_PRINTED = {
    "full": "says that {} covers it",
    "partial": "says that {} overlaps it",
    "cited only": "cites it with {}, and says no more",
    "none": "says of {} what cannot support it",
}


class Shown(NamedTuple):
    """Which confidential records are shown whole: those named, or all of them."""

    named: frozenset[str] = frozenset()
    everything: bool = False

    def hides(self, stored: Stored) -> bool:
        """Whether only the identifier of a record is shown."""
        return bool(stored.body.get("confidential")) and not self.everything and stored.id not in self.named


def row(line: Line, found: EvidenceList, vocabulary: Vocabulary, shown: Shown) -> dict[str, Any]:
    """A statement of a list as plain values with the keys of `FIELDS`.

    `proposed` says that it stands so only by claims that nobody reviewed, `joint` that joint support makes it stand so.
    """
    standing = line.standing
    counted = [way for way, _ in standing.counted] if standing.status != "none" else []
    pieces: dict[str, dict[str, Any]] = {}
    via: dict[str, None] = {}
    for bearing in listed(line):
        stored = found.evidence[bearing.evidence]
        piece = pieces.setdefault(stored.id, evidence(stored, vocabulary, shown))
        piece.setdefault("level", vocabulary.level_label(bearing.level))
        piece.setdefault("held_back", bearing.held_back)
        piece.setdefault("reason", _reason(stored, bearing.at, vocabulary, shown))
    for way, _ in telling(line):
        if way.kind != "direct":
            via |= dict.fromkeys((*way.start, *way.claims))
    return {
        "statement": line.statement,
        "label": line.label,
        "section": line.section,
        "section_label": vocabulary.label(line.section),
        "status": standing.status,
        "evidence": list(pieces.values()),
        "via": list(via),
        "why": why(line, found.claims, vocabulary),
        "proposed": bool(counted) and all(way.proposed for way in counted),
        "joint": any(way.kind == "joint" for way in counted),
        "denied": [
            {"statement": way.start[0], "reason": way.reason, "claims": list(way.claims)} for way in standing.denied
        ],
        "out_of_scope": standing.out_of_scope,
    }  # fmt: skip


def listed(line: Line) -> Iterator[Bearing]:
    """The evidence that a list names at a statement: what supports it, and whatever was entered for it."""
    for way, bearings in telling(line):
        for bearing in bearings:
            if bearing.quality != "no" or way.kind == "direct":
                yield bearing


def evidence_of(found: EvidenceList) -> list[Stored]:
    """The records that a list names, in the order of their identifiers."""
    named_ = {bearing.evidence for line in found.lines for bearing in listed(line)}
    return [found.evidence[id_] for id_ in sorted(named_)]


def evidence(stored: Stored, vocabulary: Vocabulary, shown: Shown) -> dict[str, Any]:
    """A record of evidence as a list names it; of a confidential one only that, and its identifier."""
    body = stored.body
    if shown.hides(stored):
        return {"id": stored.id, "title": WITHHELD, "status": body["status"], "confidential": True}
    type_ = vocabulary.types.get(body["type"])
    return {
        "id": stored.id,
        "title": body["title"],
        "type": type_.label if type_ else body["type"],
        "status": body["status"],
        "date": body.get("date", ""),
        "expires": body.get("expires", ""),
        "owner": body.get("owner", ""),
        "link": body.get("link", ""),
        "confidential": bool(body.get("confidential")),
    }


def _reason(stored: Stored, statement: str, vocabulary: Vocabulary, shown: Shown) -> str:
    """What the record gives as the reason why it is evidence for a statement."""
    supports = () if shown.hides(stored) else stored.body.get("supports", ())
    return next((str(s.get("reason", "")) for s in supports if vocabulary.shown(s["statement"]) == statement), "")


def named(piece: Mapping[str, Any]) -> str:
    """A piece of evidence in one line of text: its title, what else is known, and the reason given with it."""
    known = [str(piece.get(key) or "") for key in ("type", "level", "date")]
    known.append(f"expires {piece['expires']}" if piece.get("expires") else "")
    known += ["draft" if piece["status"] == "draft" else "", str(piece.get("held_back") or ""), str(piece["id"])]
    reason = " ".join(str(piece.get("reason") or "").split())
    return f"{piece['title']} ({'; '.join(one for one in known if one)})" + (f": {reason}" if reason else "")


def why(line: Line, claims: Mapping[str, Claim], vocabulary: Vocabulary) -> list[str]:
    """Why a statement stands as it does, a sentence for each way, the strongest first; then what was denied."""
    standing = line.standing
    told = [f"Out of scope: {standing.out_of_scope}"] if standing.out_of_scope else []
    told += [sentence(way, bearings, claims, vocabulary) for way, bearings in telling(line)]
    told += [
        f"Denied, and not counted: {way.start[0]}, {way.reason.removeprefix('denied ')}" for way in standing.denied
    ]
    return told


def sentence(way: Way, bearings: Iterable[Bearing], claims: Mapping[str, Claim], vocabulary: Vocabulary) -> str:
    """How evidence comes along a way, in one sentence that begins with how much it supports."""
    bearings = tuple(bearings)
    start = " + ".join(f"{s} {vocabulary.label(s)}" for s in way.start)
    said = {
        "direct": "entered for this statement",
        "part": f"entered for {start}, one of its parts",
        "heading": f"entered for {start}, the heading above it",
        "printed": "a document " + _PRINTED.get(way.strength, "names {}").format(start),
        "judged": f"{start}: {_judged(way, claims)}",
        "entailed": f"{start}: it follows from {len(way.claims)} claims by way of {', '.join(way.hubs) or 'none'}",
        "candidate": f"{start} meets it in {', '.join(way.hubs)}; nothing follows, it is a place to look",
        "joint": f"{start}, jointly",
        "denied": start,
    }[way.kind]
    strength = contribution(way, bearings)
    note = f" ({way.reason})" if way.reason and way.kind in ("judged", "entailed", "joint") else ""
    proposed = "; rests on a claim that nobody has reviewed" if way.proposed else ""
    return f"{strength.capitalize()}: {said}{note}; {_held(bearings, vocabulary)}{proposed}."


def _judged(way: Way, claims: Mapping[str, Claim]) -> str:
    authors = dict.fromkeys(claims[name].author_label for name in way.claims if claims[name].kind == "judged")
    covers = "judged to cover it" if way.strength == "full" else "judged to overlap it"
    return f"{covers if way.strength in ('full', 'partial') else 'judged'} by {', '.join(authors)}"


def _held(bearings: tuple[Bearing, ...], vocabulary: Vocabulary) -> str:
    """How many pieces there are, at which levels, and what holds some of them back."""
    levels = Counter(vocabulary.level_label(bearing.level) or "no level given" for bearing in bearings)
    pieces = f"{count(len(bearings), 'piece')} of evidence"
    told = ", ".join(f"{times} × {word}" if len(bearings) > 1 else word for word, times in levels.items())
    held = Counter(bearing.held_back for bearing in bearings if bearing.held_back)
    back = (reason if times == len(bearings) else f"{times} of them {reason}" for reason, times in held.items())
    return "; ".join([f"{pieces}, {told}", *back])
