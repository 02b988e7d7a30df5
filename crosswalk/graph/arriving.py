"""SPARQL 1.1 JSON results read while they arrive: the variables first, then row by row, none of them kept."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from crosswalk.graph.results import from_binding
from crosswalk.terms import Term

#: A row, or what else is read at once, may have so many characters.
LARGEST = 16 * 1024 * 1024

#: What may follow what looks like a whole number, which is then none yet; at the end of what is there, anything may.
_MAY_GO_ON = ("", *".eE+-0123456789")

Row = tuple[Term | None, ...]


class ArrivingRows(NamedTuple):
    """The variables of an answer, and its rows as they come."""

    variables: tuple[str, ...]
    rows: Iterator[Row]


def read(pieces: Iterable[bytes]) -> ArrivingRows:
    """The answer whose bytes come in pieces of any size; where its head comes last, it is read whole.

    Raises ValueError, LookupError, TypeError, AttributeError or RecursionError, now or when a row is asked for, where
    it is none.
    """
    text = _Text(pieces)
    names: tuple[str, ...] | None = None
    for key in text.members():
        if key == "head":
            names = tuple(text.value()["vars"])
        elif key == "results" and names is not None:
            return ArrivingRows(names, _rows(text, names))
        elif key == "results":
            later = text.value()["bindings"]
            names = tuple({other: text.value() for other in text.members(begun=True)}["head"]["vars"])
            return ArrivingRows(names, (_row(binding, names) for binding in later))
        else:
            text.value()
    raise ValueError("There are no results.")


def _rows(text: _Text, names: tuple[str, ...]) -> Iterator[Row]:
    found = False
    for key in text.members():
        if key != "bindings":
            text.value()
            continue
        found = True
        for binding in text.items():
            yield _row(binding, names)
    for _ in text.members(begun=True):
        text.value()
    if text.sign() or not found:
        raise ValueError("The results do not end as they should.")


def _row(binding: dict[str, Any], names: tuple[str, ...]) -> Row:
    return tuple(from_binding(binding[name]) if name in binding else None for name in names)


class _Text:
    """JSON that comes in pieces, read from its beginning; what was read is let go."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._values = json.JSONDecoder()
        self._held = ""
        self._at = 0
        self._whole = False

    def members(self, begun: bool = False) -> Iterator[str]:
        """The keys of an object; the value of each is to be read before the next. `begun` goes on after a value."""
        if not begun:
            self._expect("{")
            if self.sign() == "}":
                self._at += 1
                return
        elif not self._goes_on("}"):
            return
        while True:
            key = self.value()
            self._expect(":")
            yield key
            if not self._goes_on("}"):
                return

    def items(self) -> Iterator[Any]:
        """The values of an array."""
        self._expect("[")
        if self.sign() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if not self._goes_on("]"):
                return

    def value(self) -> Any:
        """The value that comes next, whole. Raises ValueError, RecursionError."""
        self.sign()
        while True:
            try:
                value, end = self._values.raw_decode(self._held, self._at)
                if self._whole or self._held[end : end + 1] not in _MAY_GO_ON:
                    self._at = end
                    return value
            except json.JSONDecodeError:
                if self._whole:
                    raise
            self._more(len(self._held) - self._at)

    def sign(self) -> str:
        """The sign that comes next, blanks left out; "" at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._held) or self._whole:
                return self._held[self._at : self._at + 1]
            self._more(0)

    def _expect(self, sign: str) -> None:
        if self.sign() != sign:
            raise ValueError(f"There is no {sign} where it should be.")
        self._at += 1

    def _goes_on(self, end: str) -> bool:
        """Whether a comma follows, not the end."""
        sign = self.sign()
        if sign not in (",", end) or not sign:
            raise ValueError(f"There is neither a comma nor {end} where one should be.")
        self._at += 1
        return sign == ","

    def _more(self, wanted: int) -> None:
        """Hold at least so many characters more, so that what is large is not tried again for each of its pieces."""
        kept, size = [self._held[self._at :]], 0
        if len(kept[0]) > LARGEST:
            raise ValueError("A row is too large.")
        while size <= wanted and not self._whole:
            piece = next(self._pieces, None)
            self._whole = piece is None
            kept.append(self._decoder.decode(piece or b"", final=self._whole))
            size += len(kept[-1])
        self._held, self._at = "".join(kept), 0
