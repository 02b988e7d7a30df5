"""An answer on its way out of a worker: gathered into parts, its rows counted as they pass, ended beyond its limits.

The engine writes an answer in its final syntax, some kilobytes at a time, and tells nobody how many rows it wrote. They
are counted in what it writes: each syntax has a mark that stands between rows and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable

#: A part is sent once it has so many bytes.
PART = 64 * 1024

#: What begins every row, or ends it, and cannot stand within a value: JSON escapes the quotation mark of a string, XML
#: its less-than, TSV its line end. A row of JSON without any value is not counted. (CSV: see `_Quoted`.)
_MARKS = {"json": b'},{"', "xml": b"<result>", "tsv": b"\n"}


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

    def __init__(self, mark: bytes) -> None:
        self._mark = mark
        self._tail = b""
        self._found = 0

    def more(self, data: bytes) -> int:
        """How many there are by now."""
        text = self._tail + data
        self._found += text.count(self._mark)
        # Too short for a whole mark, so that none is counted twice.
        self._tail = text[max(0, len(text) - len(self._mark) + 1) :]
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
