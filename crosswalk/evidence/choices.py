"""What a list is asked for: the filters and the rules that a person may move, and what they are in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from crosswalk.errors import InputError
from crosswalk.evidence.database import Body, Stored
from crosswalk.evidence.kinds import EVIDENCE, RETIRED
from crosswalk.evidence.levels import LINES, NEGATIVE, meaning
from crosswalk.evidence.standing import STATUSES, Bearing, Quality
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.graph.alignment import MAX_HOPS, checked_hops


class Choices(NamedTuple):
    """The filters of a list, and its rules.

    `statuses`, `owner`, `types`, `period_start` and `period_end` choose the evidence; `section`, `programme` and
    `standings` the statements. `reviewed_only` leaves out claims that nobody reviewed, `count_expired` counts what has
    expired, `lines` moves the line of a scale (scale → place of a level), `max_hops` is how long chains of claims may
    be. `today` is the day by which things expire.
    """

    section: str = ""
    programme: str = ""
    standings: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    owner: str = ""
    types: tuple[str, ...] = ()
    period_start: str = ""
    period_end: str = ""
    reviewed_only: bool = False
    count_expired: bool = False
    lines: tuple[tuple[str, str], ...] = ()
    max_hops: int = MAX_HOPS
    today: str = ""


def checked(choices: Choices, vocabulary: Vocabulary) -> Choices:
    """The choices with types as codes, and today filled in. Raises InputError for a word that is none."""
    for word in choices.standings:
        if word not in STATUSES:
            raise InputError(
                f"{word!r} is no way to stand; it can be {', '.join(STATUSES[:4])}, {', '.join(STATUSES[4:])}."
            )
    for word in choices.statuses:
        if word not in EVIDENCE.statuses:
            raise InputError(f"{word!r} is no status of evidence; it can be {', '.join(EVIDENCE.statuses)}.")
    for day in (choices.period_start, choices.period_end, choices.today):
        try:
            written = date.fromisoformat(day).isoformat() if day else ""
        except ValueError:
            written = None
        if written != day:  # other ways of writing a day would not compare as text
            raise InputError(f"{day[:40]!r} is no date; write year, month and day, such as 2026-03-31.")
    if choices.period_start and choices.period_end and choices.period_end < choices.period_start:
        raise InputError(
            f"The period ends on {choices.period_end}, before it begins on {choices.period_start}; turn the two round."
        )
    checked_hops(choices.max_hops)
    types = tuple(vocabulary.evidence_type(given) for given in choices.types)
    return choices._replace(types=types, today=choices.today or date.today().isoformat())


def line(given: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A level, by place or label, as the line of its scale. Raises UnknownIdentifier, InputError."""
    level = vocabulary.levels[vocabulary.level(given)]
    if level.place in NEGATIVE:
        raise InputError(f"{level.label} says that a statement is not met, so it cannot count as full; name another.")
    return level.scale, level.place


def chosen(stored: Iterable[Stored], choices: Choices, vocabulary: Vocabulary) -> list[Stored]:
    """The evidence that the filters let through; what is retired only where that status is asked for."""
    return [one for one in stored if _passes(one.body, choices, vocabulary)]


def _passes(body: Body, choices: Choices, vocabulary: Vocabulary) -> bool:
    status = body["status"]
    if status not in choices.statuses if choices.statuses else status == RETIRED:
        return False
    if choices.owner and str(body.get("owner", "")).lower() != choices.owner.lower():
        return False
    if choices.types:
        type_ = vocabulary.types.get(body["type"])
        if body["type"] not in choices.types and (type_ is None or type_.category not in choices.types):
            return False
    if not (choices.period_start or choices.period_end):
        return True
    begun = body.get("period_start") or body.get("date") or body.get("period_end")
    ended = body.get("period_end") or body.get("date") or body.get("period_start")
    return bool(
        begun
        and ended
        and (not choices.period_end or begun <= choices.period_end)
        and (not choices.period_start or ended >= choices.period_start)
    )


def bearings(stored: Iterable[Stored], choices: Choices, vocabulary: Vocabulary) -> dict[str, list[Bearing]]:
    """Each statement that evidence was entered for, with how good each piece of it is there."""
    lines: Mapping[str, str] = dict(choices.lines)
    found: dict[str, list[Bearing]] = {}
    for one in stored:
        expires = one.body.get("expires", "")
        expired = bool(expires) and expires < choices.today and not choices.count_expired
        for support in one.body.get("supports", ()):
            level = support.get("level", "")
            told = meaning(level, vocabulary.levels, lines) if level else "met"
            held_back = [f"expired on {expires}"] if expired else []
            if told != "met":
                word = vocabulary.level_label(level)
                held_back.append(f"{word} is below the line" if told == "below" else f"{word} supports nothing")
            quality: Quality = "no" if told == "not met" else "partial" if held_back else "full"
            statement = vocabulary.shown(support["statement"])
            found.setdefault(statement, []).append(Bearing(one.id, quality, level, ", ".join(held_back), statement))
    return found


def in_words(choices: Choices, vocabulary: Vocabulary, evidence: Iterable[Stored] = ()) -> dict[str, str]:
    """The filters and rules as names and sentences; of scales, those at whose levels the evidence is, and the moved."""
    told: dict[str, str] = {}
    if choices.section:
        told["Section"] = f"{choices.section} {vocabulary.label(choices.section)}"
    if choices.programme:
        told["Programme"] = f"{choices.programme}, with the requirements that name it"
    if choices.standings:
        told["Only statements that stand as"] = ", ".join(choices.standings)
    if choices.statuses:
        told["Only evidence with the status"] = ", ".join(choices.statuses)
    if choices.owner:
        told["Only evidence of the owner"] = choices.owner
    if choices.types:
        told["Only evidence of the type"] = ", ".join(vocabulary.types[code].label for code in choices.types)
    if choices.period_start or choices.period_end:
        told["Only evidence of the period"] = (
            f"{choices.period_start or '…'} to {choices.period_end or '…'}; evidence without a date is left out"
        )
    told["Claims"] = (
        "only claims that were reviewed; a denial counts all the same"
        if choices.reviewed_only
        else "claims that are proposed count, too, and are marked so"
    )
    if choices.max_hops != MAX_HOPS:
        told["Chains"] = f"what follows from chains of up to {choices.max_hops} claims counts, too"
    told["Expired evidence"] = (
        "counts as if it had not expired"
        if choices.count_expired
        else f"does not count as full; the day is {choices.today}"
    )
    told["Levels"] = "; ".join(_lines_in_words(choices, vocabulary, evidence)) or "no evidence names one"
    return told


def _lines_in_words(choices: Choices, vocabulary: Vocabulary, evidence: Iterable[Stored]) -> Iterable[str]:
    moved = dict(choices.lines)
    shown = {support.get("level") for one in evidence for support in one.body.get("supports", ())}
    used = {vocabulary.levels[place].scale for place in shown if place in vocabulary.levels} | set(moved)
    for scale in sorted(used):
        place = moved.get(scale) or (LINES[scale].place if scale in LINES else "")
        if place in vocabulary.levels:
            level = vocabulary.levels[place]
            ground = "moved by whoever made this list" if scale in moved else LINES[scale].ground
            yield f"{level.scale_label}: from {level.label} on a level counts as full ({ground})"
