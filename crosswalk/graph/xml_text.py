"""Text on its way into XML, as XML 1.0 can hold it: characters that it has no way to write are refused, others kept.

A carriage return stands in a document only as a reference (§2.11: a raw one is read as a line feed). A few characters
may not stand there in any way (§2.2). Engines write both as they are; since no markup holds either, they can be found
in what is written.
"""

from __future__ import annotations

import re
from typing import Protocol

from crosswalk.errors import NotSayable

#: What rule [2] of XML 1.0 (Char) leaves out, in UTF-8, which has no surrogates.
_NO_CHARACTER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")

#: The syntaxes that are XML, with what else there is for those who meet what it cannot say.
INSTEAD = {"xml": "JSON, CSV or TSV", "rdfxml": "Turtle, N-Triples or JSON-LD"}


class Sink(Protocol):
    """What text is written into."""

    def write(self, data: bytes) -> int:
        """Take more of it."""
        ...

    def flush(self) -> None:
        """Pass on what is held."""
        ...


class XmlText:
    """A file to write a document in `syntax` into, which `sink` gets in the way that its readers read it."""

    def __init__(self, syntax: str, sink: Sink) -> None:
        self._instead = INSTEAD[syntax]
        self._sink = sink
        self._tail = b""

    def write(self, data: bytes) -> int:
        """Take more of the document, in pieces that may begin anywhere. Raises NotSayable."""
        found = _NO_CHARACTER.search(self._tail + data)
        if found is not None:
            raise NotSayable(
                f"A value holds the character U+{ord(found[0].decode()):04X}, which XML has no way to write; ask for "
                f"{self._instead}."
            )
        self._tail = (self._tail + data)[-2:]
        self._sink.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        """Pass on what is held."""
        self._sink.flush()


def checked(document: bytes, syntax: str) -> bytes:
    """A whole document as its readers read it (see `XmlText`). Raises NotSayable."""
    from io import BytesIO

    made = BytesIO()
    XmlText(syntax, made).write(document)
    return made.getvalue()
