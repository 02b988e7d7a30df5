"""The head of a request as bytes, before a parser of the server has it: where it ends, and what is taken out of it.

One of uvicorn's two parsers, httptools, takes a request that offers another protocol (``Upgrade: h2c``, as Java's
client sends) for one without a body, and its body for the next request. A server may pass over the offer (RFC 9110
§7.8), and only websockets are spoken here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_END = b"\r\n\r\n"
#: A line that offers anything but websockets alone.
_OFFER = re.compile(rb"\r\nupgrade:(?![ \t]*websocket[ \t]*\r\n)[^\r\n]*(?=\r\n)", re.IGNORECASE)


def end(received: bytes | bytearray) -> int:
    """After how many bytes the head ends with which they begin, 0 where its end has not come yet."""
    return received.find(_END) + len(_END) if _END in received else 0


def without_offers(head: bytes) -> bytes:
    """A head without the lines by which it offers to go on in another protocol."""
    return _OFFER.sub(b"", head)


def offers(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a request still offers another protocol than websockets: it did so where it could not be taken out."""
    return any(name == b"upgrade" and value.strip().lower() != b"websocket" for name, value in headers)
