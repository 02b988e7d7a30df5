"""A person's growth record: cycles of self-assessment against a rubric, rating by rating, and goals.

A rating is a record of its own, under an identifier that its cycle and criterion give, so that two people who rate
different criteria never meet, and rating a criterion again is a revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple

from crosswalk.errors import InputError, UnknownIdentifier
from crosswalk.evidence.database import Stored
from crosswalk.evidence.vocabulary import Criterion, Level, Vocabulary
from crosswalk.evidence.workspace import Workspace
from crosswalk.graph.identifiers import nearest

NOT_RATED = "not rated"


class Rated(NamedTuple):
    """A criterion with its rating, None where there is none yet."""

    criterion: Criterion
    rating: Stored | None

    @property
    def level(self) -> str:
        """The place of the level, "" where it is not rated."""
        return str(self.rating.body["level"]) if self.rating else ""


class Part(NamedTuple):
    """One PSI of a profile: the rating that the person gives it as a whole, if any, and its criteria in order."""

    subject: str
    label: str
    own: Stored | None
    criteria: tuple[Rated, ...]

    def counts(self, levels: Iterable[Level]) -> dict[str, int]:
        """How many of its criteria are at each level, by the label of the level, and how many are not rated."""
        found = {level.label: sum(one.level == level.place for one in self.criteria) for level in levels}
        return {**found, NOT_RATED: sum(one.rating is None for one in self.criteria)}


class Profile(NamedTuple):
    """A cycle with all its ratings; `levels` are those of the rubric, the highest first.

    `strange` are ratings at a level that the rubric has not, as a sheet may bring them; they are not counted.
    """

    cycle: Stored
    levels: tuple[Level, ...]
    parts: tuple[Part, ...]
    goals: tuple[Stored, ...]
    strange: tuple[Stored, ...] = ()

    @property
    def rated(self) -> tuple[Rated, ...]:
        """The criteria of all parts, in order."""
        return tuple(one for part in self.parts for one in part.criteria)


class Step(NamedTuple):
    """What the next level asks: the level, None where there is none; what the rubric says, or why it says nothing."""

    level: Level | None
    texts: tuple[str, ...]
    told: str


def levels_of(vocabulary: Vocabulary, framework: str) -> tuple[Level, ...]:
    """The levels of a framework's rubric, the highest first. Raises InputError where it has no rubric."""
    used = {cell.level for c in vocabulary.criteria.values() if c.framework == framework for cell in c.cells}
    found = [level for level in vocabulary.levels.values() if level.place in used]
    if not found:
        rubrics = sorted({criterion.framework for criterion in vocabulary.criteria.values()})
        told = f"{' and '.join(rubrics)} has one" if rubrics else "nor has any other framework of this data"
        raise InputError(f"{framework} has no rubric to assess against; {told}.")
    return tuple(sorted(found, key=lambda level: level.rank))


def start(workspace: Workspace, given: Mapping[str, Any], who: str, id_: str = "") -> Stored:
    """Open a cycle. Raises InputError for a framework without a rubric, InvalidRecord, EditConflict."""
    body = workspace.prepare("cycle", given)
    levels_of(workspace.vocabulary, body["framework"])
    return workspace.add("cycle", body, who, id_)


def rating_id(cycle: str, about: str) -> str:
    """The identifier of the rating of a criterion, or of a PSI, in a cycle; `about` is its place.

    >>> rating_id("c1", "ais-psi/rubric/PSI1/1-vision")
    'c1-1-vision'

    One that would be too long ends in a hash, so that no two criteria share a record.
    """
    whole = f"{cycle}-{about.rpartition('/')[2]}"
    cleaned = re.sub(r"[^A-Za-z0-9._-]", "-", whole)
    return cleaned if len(cleaned) <= 64 else f"{cleaned[:51]}-{sha256(whole.encode()).hexdigest()[:12]}"


def rate(workspace: Workspace, cycle: str, given: Mapping[str, Any], who: str, expected: int | None = None) -> Stored:
    """Rate a criterion or a PSI, or rate it again. `given` has about, level, and perhaps evidence and reflection.

    `expected` is the revision that was read, 0 for none, None to take the last. Raises InputError for a criterion or
    level of another rubric, UnknownIdentifier, InvalidRecord, EditConflict.
    """
    vocabulary = workspace.vocabulary
    stored = open_cycle(workspace, cycle)
    framework = str(stored.body["framework"])
    about = _about(vocabulary, framework, str(given.get("about", "")))
    level = _level(vocabulary, framework, str(given.get("level", "")))
    values = {**given, "cycle": stored.id, "about": about, "level": level, **_cited(workspace, given)}
    id_ = rating_id(stored.id, about)
    held = next((one for one in workspace.records("rating", retired=True) if one.id == id_), None)
    if held is None:
        return workspace.add("rating", values, who, id_)
    if (held.body["cycle"], held.body["about"]) != (stored.id, about):
        raise InputError(f"The rating {id_} is about {held.body['about']} in {held.body['cycle']}; retire it first.")
    if held.body["status"] == "retired":
        values |= {"status": "inForce"}
        expected = expected or held.number
    return workspace.edit("rating", id_, held.number if expected is None else expected, values, who)


def open_cycle(workspace: Workspace, given: str) -> Stored:
    """A cycle that may be written to. Raises InputError for one that is closed or retired, UnknownIdentifier."""
    stored = workspace.get("cycle", given)
    if stored.body["status"] != "open":
        raise InputError(f"The cycle {stored.id} is {stored.body['status']}; open it again, or start another.")
    return stored


def _about(vocabulary: Vocabulary, framework: str, given: str) -> str:
    place = vocabulary.place(given)
    criterion = vocabulary.criteria.get(place)
    subjects = {c.subject.replace(":", "/", 1) for c in vocabulary.criteria.values() if c.framework == framework}
    if (criterion is None or criterion.framework != framework) and place not in subjects:
        raise InputError(f"{given!r} is no criterion and no PSI of the rubric of {framework}.")
    return place


def _level(vocabulary: Vocabulary, framework: str, given: str) -> str:
    levels = levels_of(vocabulary, framework)
    word = given.strip().lower()
    found = next((level.place for level in levels if word in (level.label.lower(), level.place)), None)
    if found is None:
        near = nearest(given, [level.label for level in levels], 1)
        hint = f"did you mean {near[0]}?" if near else f"it can be {', '.join(level.label for level in levels)}."
        raise UnknownIdentifier(f"The rubric has no level {given[:40]!r}; {hint}", near)
    return found


def add_goal(workspace: Workspace, cycle: str, given: Mapping[str, Any], who: str, id_: str = "") -> Stored:
    """Set a goal in a cycle. Raises as `rate` does."""
    stored = open_cycle(workspace, cycle)
    return workspace.add("goal", {**given, "cycle": stored.id, **_cited(workspace, given)}, who, id_)


def _cited(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, list[str]]:
    """The evidence that is named, by whole identifiers; nothing where none is spoken of."""
    if given.get("evidence") is None:
        return {}
    return {"evidence": [workspace.get("evidence", one.strip()).id for one in given["evidence"] if one.strip()]}


def profile(workspace: Workspace, cycle: str) -> Profile:
    """A cycle with its ratings and goals. Raises UnknownIdentifier, InputError."""
    vocabulary = workspace.vocabulary
    stored = workspace.get("cycle", cycle)
    framework = str(stored.body["framework"])
    levels = levels_of(vocabulary, framework)
    given = [one for one in workspace.records("rating") if one.body["cycle"] == stored.id]
    given.sort(key=lambda one: one.id == rating_id(stored.id, str(one.body["about"])))  # the last one counts
    places = {level.place for level in levels}
    ratings = {str(one.body["about"]): one for one in given if one.body["level"] in places}
    strange = tuple(one for one in given if one.body["level"] not in places)
    by_subject: dict[str, list[Rated]] = {}
    for criterion in vocabulary.criteria.values():
        if criterion.framework == framework:
            by_subject.setdefault(criterion.subject, []).append(Rated(criterion, ratings.get(criterion.place)))
    parts = tuple(
        Part(subject, vocabulary.label(subject), ratings.get(subject.replace(":", "/", 1)), tuple(rated))
        for subject, rated in by_subject.items()
    )
    goals = tuple(one for one in workspace.records("goal") if one.body["cycle"] == stored.id)
    return Profile(stored, levels, parts, goals, strange)


def next_step(criterion: Criterion, level: str, levels: Sequence[Level]) -> Step:
    """What the nearest higher level asks for which the rubric has words at this criterion.

    `level` is the place of the present one, "" where it is not rated; `levels` are the rubric's, the highest first.
    """
    by_place = {one.place: one for one in levels}
    present = by_place.get(level)
    if present is None:
        return Step(None, (), "It is not rated yet.")
    silent = (
        "" if any(c.level == level for c in criterion.cells) else f"The rubric has no words for {present.label} here. "
    )
    higher = [one for one in reversed(levels) if one.rank < present.rank]
    if not higher:
        return Step(None, (), f"{silent}{present.label} is the highest level.")
    for one in higher:
        cells = [cell for cell in criterion.cells if cell.level == one.place]
        if cells:
            texts = tuple(cell.text for cell in cells if cell.text)
            told = f"{silent}{one.label} asks:" if texts else f"{silent}The wording of {one.label} is not held here."
            return Step(one, texts, told)
    return Step(None, (), f"{silent}The rubric has no words for this criterion above {present.label}.")


class Compared(NamedTuple):
    """A criterion in several cycles: the label of its level in each, and what changed from each to the next."""

    criterion: Criterion
    levels: tuple[str, ...]
    changes: tuple[str, ...]


def compare(profiles: Sequence[Profile]) -> tuple[Compared, ...]:
    """The criteria of cycles of one rubric, in order. Raises InputError for different rubrics, or fewer than two.

    No two levels are subtracted: a change is told as up, down or same, and nothing is summed over criteria.
    """
    if len(profiles) < 2:
        raise InputError("A comparison needs two cycles or more; name them.")
    frameworks = {str(one.cycle.body["framework"]) for one in profiles}
    if len(frameworks) > 1:
        raise InputError(f"The cycles use different rubrics ({', '.join(sorted(frameworks))}), which are not compared.")
    ranks = {level.place: level.rank for level in profiles[0].levels}
    labels = {level.place: level.label for level in profiles[0].levels}
    found = []
    for at, rated in enumerate(profiles[0].rated):
        places = [one.rated[at].level for one in profiles]
        changes = tuple(_change(a, b, ranks) for a, b in pairwise(places))
        found.append(Compared(rated.criterion, tuple(labels.get(p, NOT_RATED) for p in places), changes))
    return tuple(found)


def _change(before: str, after: str, ranks: Mapping[str, int]) -> str:
    if before == after:
        return "same" if before else NOT_RATED
    if not before or not after:
        return "rated for the first time" if after else "no longer rated"
    return "up" if ranks[after] < ranks[before] else "down"
