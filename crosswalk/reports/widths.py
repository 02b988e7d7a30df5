"""How wide columns are: as wide beside each other as the report says, but never so narrow that a code breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosswalk.reports.cells import alone, plain
from crosswalk.reports.content import Cell, Column

#: Up to so many characters a code or a status stays in one line; what is longer may break.
UNBROKEN = 24

#: Of running text and headings, up to so many characters of the longest word stay in one line.
_WORD = 14

#: What a column needs besides its characters: the space left and right of them.
_MARGIN = 2

_BREAKS = re.compile(r"[\s/–—-]+")


def least(column: Column, cells: Sequence[Cell]) -> int:
    """The least width of a column in characters, so that its heading's words, its codes and its words are whole."""
    # A heading is bold, and wider by a character.
    need = min(max((len(word) for word in alone(column.title).split()), default=0) + 1, _WORD)
    if column.kind == "text":
        words = (word for cell in cells for word in _BREAKS.split(plain(cell)))
        return max(need, min(max(map(len, words), default=0), _WORD)) + _MARGIN
    lines = (line for cell in set(cells) for line in plain(cell).split("\n"))
    return max(need, min(max(map(len, lines), default=0), UNBROKEN)) + _MARGIN


def shares(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], line: int) -> list[float]:
    """The part of the page's width that each column has, together 1, where a line of text holds `line` characters.

    Columns that would be too narrow get what they need; the others share the rest as the report says.
    """
    needs = [least(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    asked = [max(column.width, 1) for column in columns]
    if sum(needs) >= line:
        return [need / sum(needs) for need in needs]
    held: dict[int, float] = {}
    while True:
        free = [at for at in range(len(columns)) if at not in held]
        unit = (line - sum(held.values())) / max(sum(asked[at] for at in free), 1)
        narrow = [at for at in free if asked[at] * unit < needs[at]]
        if not narrow:
            return [held.get(at, asked[at] * unit) / line for at in range(len(columns))]
        held.update((at, needs[at]) for at in narrow)
