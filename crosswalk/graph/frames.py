"""How a guard and its workers talk over a pipe: four bytes, the length of what follows, big-endian, then that much."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">I")

#: Bytes that are read at once; a pipe of Linux holds as many.
_AT_ONCE = 64 * 1024


def write_frame(stream: BinaryIO, data: bytes, flush: bool = True) -> None:
    """Write one frame, and flush unless more comes at once. Raises OSError where nobody reads any more."""
    stream.write(_LENGTH.pack(len(data)) + data)
    if flush:
        stream.flush()


def read_frame(stream: BinaryIO) -> bytes:
    """The next frame. Raises EOFError where the stream ends before it does."""
    head = stream.read(_LENGTH.size)
    if len(head) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        data = stream.read(length)
        if len(data) == length:
            return data
    raise EOFError


class Frames:
    """The frames that come out of a pipe; for one reader at a time, who waits for the next or takes what is here."""

    def __init__(self, stream: BinaryIO) -> None:
        #: The pipe, to see whether more can be read.
        self.descriptor = stream.fileno()
        self._held = bytearray()

    def more(self) -> None:
        """Read some bytes, once there are any. Raises EOFError at the end, OSError."""
        found = os.read(self.descriptor, _AT_ONCE)
        if not found:
            raise EOFError
        self._held += found

    def taken(self) -> bytes | None:
        """The next frame, None where it has not come yet as a whole."""
        if len(self._held) < _LENGTH.size:
            return None
        end = _LENGTH.size + _LENGTH.unpack_from(self._held)[0]
        if len(self._held) < end:
            return None
        frame = bytes(memoryview(self._held)[_LENGTH.size : end])
        del self._held[:end]
        return frame
