"""What no rule can decide about a flattened rubric: one row per decision with its reason, in a file beside the source.

The kinds::

    split   a bullet begins at these words although nothing marks it
    join    no bullet begins at these words although a capital letter says so
    stem    the cell opens with these words, which its whole list shares; the list's items begin at `split` rows alone
    level   from the loose item with these words on, a list cut off by a page break belongs to this level
    doubt   the bullet that begins with these words could be cut otherwise
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import NamedTuple

from crosswalk.errors import InputError

#: The kinds of repair, as the module's docstring explains them.
REPAIR_KINDS = ("split", "join", "stem", "level", "doubt")

#: How sure a reading is, surest first.
CONFIDENCES = ("high", "medium", "low")

_COLUMNS = ("kind", "place", "words", "confidence", "reason")


class Repair(NamedTuple):
    """One decision: its kind, the cell it is about (``PSI3/does-not-meet``), the words concerned, how sure, and why."""

    kind: str
    place: str
    words: str
    confidence: str
    reason: str
    line: int = 0

    @property
    def wording(self) -> tuple[str, ...]:
        """The words one by one."""
        return tuple(self.words.split())


def read_repairs(text: str, name: str = "repairs") -> tuple[Repair, ...]:
    """The repairs of a CSV text with the columns kind, place, words, confidence, reason.

    Raises InputError with the line where a column is missing, a kind or confidence unknown, or words or reason empty.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{name} lacks the column {missing[0]}; the columns are {', '.join(_COLUMNS)}.")
    return tuple(_repair(row, reader.line_num, name) for row in reader)


def _repair(row: dict[str, str], line: int, name: str) -> Repair:
    values = {column: (row.get(column) or "").strip() for column in _COLUMNS}
    if values["kind"] not in REPAIR_KINDS:
        raise InputError(f"{name}:{line} has the kind '{values['kind']}'; use one of {', '.join(REPAIR_KINDS)}.")
    if values["confidence"] not in CONFIDENCES:
        raise InputError(f"{name}:{line} has the confidence '{values['confidence']}'; use high, medium or low.")
    empty = next((column for column in ("place", "words", "reason") if not values[column]), None)
    if empty:
        raise InputError(f"{name}:{line} leaves {empty} empty; every repair names its place, its words and its reason.")
    return Repair(**values, line=line)


def least(confidences: Iterable[str]) -> str:
    """The least sure of several confidences; ``high`` where there is none."""
    return max(confidences, key=CONFIDENCES.index, default="high")
