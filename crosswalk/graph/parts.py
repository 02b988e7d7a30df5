"""An answer on its way out of a worker: gathered into parts, its rows counted as they pass, ended beyond its limits.

The engine writes an answer in its final syntax, some kilobytes at a time, and tells nobody how many rows it wrote. They
are counted in what it writes: each syntax has a mark that stands between rows and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

#: A part is sent once it has so many bytes.
PART = 64 * 1024


class _Mark(NamedTuple):
    """What begins every row, or ends it; it is none where one of some bytes follows it."""

    text: bytes
    none_before: tuple[bytes, ...] = ()

    @property
    def length(self) -> int:
        """How many bytes tell whether it is one."""
        return len(self.text) + bool(self.none_before)

    def count(self, within: bytes) -> int:
        """How many of them there are; where what follows has a say, one at the very end is not counted yet."""
        known = within[:-1] if self.none_before else within
        return known.count(self.text) - sum(within.count(self.text + after) for after in self.none_before)


#: Marks that cannot stand within a value: XML escapes the less-than of one, TSV its line end. JSON escapes quotation
#: marks, so that the one of its mark opens the name of a variable, or closes a value, which a brace or a comma follows.
#: A row of JSON without any value is not counted. (CSV: see `_Quoted`.)
_MARKS = {"json": _Mark(b'},{"', (b"}", b",")), "xml": _Mark(b"<result>"), "tsv": _Mark(b"\n")}


class TooManyRows(Exception):
    """The answer has more rows, or triples, than its limit."""


class TooLarge(Exception):
    """The answer has more bytes than its limit."""


class Parts:
    """A file to write an answer into; `send` gets it part by part, none of them empty."""

    def __init__(self, syntax: str, row_limit: int, byte_limit: int, send: Callable[[bytes], object]) -> None:
        self._count = _Quoted() if syntax == "csv" else _Marked(_MARKS[syntax]) if syntax in _MARKS else None
        # JSON has its mark between rows, CSV and TSV one more, after their heading.
        self._most = row_limit + {"json": -1, "csv": 1, "tsv": 1}.get(syntax, 0)
        self._row_limit = row_limit
        self._left = byte_limit
        self._send = send
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take more of the answer. Raises TooManyRows, TooLarge."""
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge
        if self._count is not None and self._count.more(data) > self._most:
            raise TooManyRows
        self._held += data
        if len(self._held) >= PART:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what is held."""
        if self._held:
            self._send(bytes(self._held))
            self._held.clear()

    def counted(self, number: int) -> None:
        """Tell how many triples are written by now, which no mark tells. Raises TooManyRows."""
        if number > self._row_limit:
            raise TooManyRows


class _Marked:
    """Counts a mark in bytes that come in pieces."""

    def __init__(self, mark: _Mark) -> None:
        self._mark = mark
        self._tail = b""
        self._found = 0

    def more(self, data: bytes) -> int:
        """How many there are by now."""
        text = self._tail + data
        self._found += self._mark.count(text)
        # Too short to tell of a mark, so that none is counted twice.
        self._tail = text[max(0, len(text) - self._mark.length + 1) :]
        return self._found


class _Quoted:
    """Counts the line ends of CSV that stand outside quotation marks (RFC 4180; a doubled mark closes and opens)."""

    def __init__(self) -> None:
        self._within = False
        self._found = 0

    def more(self, data: bytes) -> int:
        """How many there are by now."""
        pieces = data.split(b'"')
        self._found += sum(piece.count(b"\n") for piece in pieces[self._within :: 2])
        self._within ^= len(pieces) % 2 == 0
        return self._found
