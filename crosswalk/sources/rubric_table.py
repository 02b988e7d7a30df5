"""Cuts the flattened cells of a rubric into bullets: by capitals first, then by the repairs that no rule replaces.

The rules, in the order they apply:

1. A row that stands again after a page break goes on cell by cell where the first left off.
2. A bullet begins at a word with a capital letter, unless the word is part of a proper name.
3. A loose list after the table goes on with the columns in order, one item a bullet; an item in lower case is no bullet
   but the rest of the last one of the next level.
4. A bullet that runs over the end of a row, or has such a rest, is marked as joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from crosswalk.sources.document import Span, Use, words
from crosswalk.sources.outline import PsiSource
from crosswalk.sources.repairs import Repair, least

#: The keys of the levels, highest first, in the order of the columns.
LEVEL_KEYS = ("exceeds", "meets", "approaches", "does-not-meet")

#: Names whose capitals begin no bullet. Several words are one name only together.
PROPER_NAMES: frozenset[tuple[str, ...]] = frozenset(
    tuple(name.split())
    for name in (
        "AIS",
        "Atlanta International School",
        "IB",
        "IB Continuum",
        "IB World Community",
        "International Mindedness",
        "ISTE",
    )
)

_LONGEST_NAME = max(map(len, PROPER_NAMES))


class Bullet(NamedTuple):
    """One bullet of a cell, in words, with how sure its edges are and whether it was joined across a page break."""

    level: str
    position: int
    text: str
    stem: str
    split: str
    joined: bool


class RubricReading(NamedTuple):
    """The bullets of one PSI's rubric, what its words were used for, and the repairs that took effect."""

    bullets: tuple[Bullet, ...]
    uses: tuple[Use, ...]
    applied: frozenset[Repair]


class _Column:
    """The words of one level, the indexes where bullets begin, and which segment (row or item) each word is from."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.words: list[str] = []
        self.segments: list[int] = []
        self.starts: set[int] = set()
        self.stem = 0
        self.edges: dict[int, str] = {}
        self.doubts: dict[int, str] = {}

    def extend(self, text: str, spans: Sequence[Span], segment: int, *, whole: bool) -> None:
        """Adds the words of a row's cell, cut by capitals, or of a `whole` bullet."""
        first = len(self.words)
        for span in spans:
            self.spans.extend(words(text, span))
        added = [text[start:end] for start, end in self.spans[first:]]
        self.words.extend(added)
        self.segments.extend([segment] * len(added))
        if added:
            self.starts.update({first} if whole else (first + index for index in _capitals(added)))
            self.starts.add(0)

    def find(self, wanted: tuple[str, ...]) -> list[int]:
        """Every index at which the words stand."""
        size = len(wanted)
        return [index for index, word in enumerate(self.words) if word == wanted[0] and self._at(index, wanted, size)]

    def _at(self, index: int, wanted: tuple[str, ...], size: int) -> bool:
        return tuple(self.words[index : index + size]) == wanted


def read_rubric(text: str, psi: PsiSource, repairs: Sequence[Repair]) -> RubricReading:
    """The bullets of a PSI's rubric, level by level, after the repairs whose place is in it. Never raises."""
    columns = tuple(_Column() for _ in LEVEL_KEYS)
    for segment, row in enumerate(psi.rows):
        for column, span in zip(columns, row, strict=True):
            column.extend(text, [span], segment, whole=False)
    applied = _loose_list(text, psi, columns, repairs)
    bullets: list[Bullet] = []
    uses: list[Use] = []
    for level, column in zip(LEVEL_KEYS, columns, strict=True):
        place = f"{psi.notation}/{level}"
        applied |= {repair for repair in _ordered(repairs, place) if _apply(repair, column)}
        found = _bullets(level, column)
        bullets.extend(found)
        uses.extend(_uses(place, column))
    return RubricReading(tuple(bullets), tuple(uses), frozenset(applied))


def _capitals(added: Sequence[str]) -> list[int]:
    """The indexes of words that begin a bullet by their capital letter."""
    found, index = [], 0
    while index < len(added):
        named = _name_length(added, index)
        if not named and added[index].lstrip("\"'“‘(")[:1].isupper():
            found.append(index)
        index += named or 1
    return found


def _name_length(added: Sequence[str], index: int) -> int:
    """How many words the longest proper name has that stands here; 0 where there is none."""
    for size in range(min(_LONGEST_NAME, len(added) - index), 0, -1):
        if tuple(word.strip("\"'“”‘’(),.;:") for word in added[index : index + size]) in PROPER_NAMES:
            return size
    return 0


def _loose_list(text: str, psi: PsiSource, columns: Sequence[_Column], repairs: Sequence[Repair]) -> set[Repair]:
    """Rule 3 with the `level` repairs, which say where a level begins that nothing marks."""
    applied: set[Repair] = set()
    level = 0
    for number, spans in enumerate(psi.loose):
        item = tuple(text[word.start : word.end] for span in spans for word in words(text, span))
        tail = bool(item) and item[0][:1].islower()
        change = next((repair for repair in repairs if _changes_level(repair, psi.notation, item, level)), None)
        if change is not None:
            level = LEVEL_KEYS.index(change.place.partition("/")[2])
            applied.add(change)
        elif tail:
            level = min(level + 1, len(columns) - 1)
        columns[level].extend(text, spans, len(psi.rows) + number, whole=not tail)
    return applied


def _changes_level(repair: Repair, psi: str, item: tuple[str, ...], level: int) -> bool:
    notation, _, key = repair.place.partition("/")
    if repair.kind != "level" or notation != psi or key not in LEVEL_KEYS or LEVEL_KEYS[level] == key:
        return False
    return item[: len(repair.wording)] == repair.wording


def _ordered(repairs: Sequence[Repair], place: str) -> list[Repair]:
    """The repairs of a cell, a stem before the splits of its list."""
    order = ("stem", "split", "join", "doubt")
    here = [repair for repair in repairs if repair.place == place and repair.kind in order]
    return sorted(here, key=lambda repair: order.index(repair.kind))


def _apply(repair: Repair, column: _Column) -> bool:
    """Applies a repair where its words stand exactly once and it changes something; says whether it did."""
    found = column.find(repair.wording)
    if len(found) != 1:
        return False
    index = found[0]
    if repair.kind == "stem":
        if index or column.stem or len(repair.wording) >= len(column.words):
            return False
        column.stem = len(repair.wording)
        column.starts = {column.stem}
    elif repair.kind == "split":
        if index in column.starts or index < column.stem:
            return False
        column.starts.add(index)
    elif index not in column.starts or (repair.kind == "join" and index in (0, column.stem)):
        return False
    elif repair.kind == "join":
        column.starts.discard(index)
    if repair.kind != "stem":
        (column.edges if repair.kind == "split" else column.doubts)[index] = repair.confidence
    return True


def _bullets(level: str, column: _Column) -> list[Bullet]:
    """A split is as sure for the bullet before it as for the one after it; other doubts are about one bullet alone."""
    edges = [*sorted(column.starts), len(column.words)]
    stem = " ".join(column.words[: column.stem])
    found = []
    for position, (start, end) in enumerate(pairwise(edges), start=1):
        around = [column.edges.get(edge, "high") for edge in (start, end)]
        split = least(around + [sure for index, sure in column.doubts.items() if start <= index < end])
        joined = len(set(column.segments[start:end])) > 1
        found.append(Bullet(level, position, " ".join(column.words[start:end]), stem, split, joined))
    return found


def _uses(place: str, column: _Column) -> list[Use]:
    roles = ["stem" if index < column.stem else "cell" for index in range(len(column.spans))]
    return [Use(span.start, span.end, role, place) for span, role in zip(column.spans, roles, strict=True)]
