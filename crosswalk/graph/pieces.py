"""Bytes that come in pieces, as the file that an engine reads: it asks for the next as it needs them."""

from __future__ import annotations

from collections.abc import Iterable


class Pieces:
    """A file over pieces of any size; what the iterator raises, whoever reads gets."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, and none only at the end; without a size, all."""
        if size < 0:
            made, self._held = self._held + b"".join(self._pieces), b""
            return made
        while size and not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = piece
        made, self._held = self._held[:size], self._held[size:]
        return made
