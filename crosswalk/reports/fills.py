"""The light fills behind the words of a status; the words are always there, the fill only finds them faster."""

from __future__ import annotations

from typing import NamedTuple

from crosswalk.reports.content import Cell


class Fill(NamedTuple):
    """A fill as six hexadecimal digits, behind dark text and behind light text, and its name for a style sheet."""

    name: str
    light: str
    dark: str


#: The fill of each status. Black on the light ones and white on the dark ones stand out by more than 7 to 1.
FILLS: dict[str, Fill] = {
    "full": Fill("full", "D3EBD6", "1F4D2B"),
    "partial": Fill("partial", "FFF0C2", "5A4500"),
    "cited only": Fill("cited", "D9E8F8", "1D4468"),
    "candidate only": Fill("candidate", "E8DFF4", "47336B"),
    "none": Fill("none", "F9D8D4", "6B2A23"),
    "out of scope": Fill("outside", "E4E4E4", "474747"),
}


def fill(cell: Cell) -> Fill | None:
    """The fill of a cell that names a status, whatever its capitals; None for any other."""
    return FILLS.get(" ".join(cell.split()).casefold()) if isinstance(cell, str) else None
