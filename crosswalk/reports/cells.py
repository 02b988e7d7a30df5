"""A cell as text: cleaned of what no file may hold, in lines, shortened with a word of how much is left out."""

from __future__ import annotations

import math
import re

from crosswalk.reports.content import Cell

#: What stands where there are no rows.
NOTHING = "Nothing to list."

#: What XML 1.0 (section 2.2) lets no document hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without characters that XML forbids, its line ends all ``\\n``."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("", text)


def plain(value: object) -> str:
    """A value as one text: nothing for None, yes and no for truth, a line for each item of a tuple."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "\n".join(plain(item) for item in value)
    return clean(str(value))


def is_number(value: object) -> bool:
    """Whether a value is a number that a sheet can count with: finite, and exact in fifteen digits. Truth is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 10**15 if isinstance(value, int) else math.isfinite(value)


def lines(cell: Cell, most: int) -> list[str]:
    """The lines of a cell for a page; of a list of more than `most` items the first, and how many more there are."""
    if not isinstance(cell, tuple):
        return [plain(cell)]
    kept = [plain(item) for item in cell[:most]]
    return [*kept, f"… and {len(cell) - most:,} more"] if len(cell) > most else kept


def alone(text: str) -> str:
    """The text in one line, for a heading or a title."""
    return " ".join(clean(text).split())
