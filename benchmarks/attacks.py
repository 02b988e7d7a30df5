"""Attacks on a web service, each one connection of its own: slow, huge, malformed, or asking more than anybody should.

What matters is how each ends: with a status, or closed by the server, and within which time. Attackers come from many
addresses of the loopback network (Linux answers for all of 127.0.0.0/8), so that what holds them is not only a limit
on what one client may do. Bytes are written as they are, by no HTTP client that would mend them.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple
from urllib.parse import quote

#: How an attack can end without a status: the server closed the connection; or nothing came until patience ran out.
CLOSED, HUNG = 0, -1

#: From so many addresses attacks come, 127.0.0.2 onwards; 127.0.0.1 is left to those who mean well.
ADDRESSES = 200

#: An answer of rows without number, some kilobytes each.
LARGE = "SELECT * WHERE { ?s ?p ?o . ?t ?q ?r BIND(CONCAT(%s) AS ?x) }" % ", ".join(["STR(?p)"] * 40)  # noqa: UP031
#: A product that nobody lives to see counted.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) < STR(?g)) }"
#: An answer that must be held whole before its first row is known.
GREEDY = "SELECT DISTINCT ?a ?d ?g WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?g ?d ?a"
LOOKUP = "SELECT * WHERE { ?s <http://www.w3.org/2004/02/skos/core#notation> '3.4' }"


class Ended(NamedTuple):
    """How an attack ended: its name, the status (or CLOSED, HUNG), and after how many seconds."""

    attack: str
    status: int
    seconds: float


class Attack(NamedTuple):
    """What one attacker sends: pieces, each written `pace` seconds after the one before.

    A slow reader takes `sip` bytes every tenth of a second. `allowed` are the ways in which a sound server ends it.
    """

    name: str
    pieces: Callable[[], Iterable[bytes]]
    allowed: frozenset[int]
    pace: float = 0.0
    sip: int = 0


REFUSED = frozenset((400, 429, 503, CLOSED))


def head(line: str, *headers: str) -> bytes:
    """The head of a request, as text."""
    return "\r\n".join((line, "Host: 127.0.0.1", "Connection: close", *headers, "", "")).encode("latin-1")


def get(path: str, *headers: str) -> bytes:
    """A whole request for a path."""
    return head(f"GET {path} HTTP/1.1", *headers)


def asking(text: str) -> bytes:
    """A whole request that asks a query."""
    return get(f"/sparql?query={quote(text)}", "Accept: application/sparql-results+json")


def _slow_head() -> Iterator[bytes]:
    yield b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    for number in itertools.count():
        yield f"X-{number}: x\r\n".encode()


def _slow_body() -> Iterator[bytes]:
    yield head("POST /sparql HTTP/1.1", "Content-Type: application/sparql-query", "Content-Length: 5000")
    yield from itertools.repeat(b"#")


def _declared() -> Iterator[bytes]:
    yield head("POST /sparql HTTP/1.1", "Content-Type: application/sparql-query", "Content-Length: 10000000000")
    yield from itertools.repeat(b" " * 65536)


def _chunked() -> Iterator[bytes]:
    yield head("POST /sparql HTTP/1.1", "Content-Type: application/sparql-query", "Transfer-Encoding: chunked")
    yield from itertools.repeat(b"10000\r\n" + b" " * 65536 + b"\r\n")


_asked = itertools.count()


def _open_query() -> Iterator[bytes]:
    """A query that nobody asked before, so that no answer to it is kept."""
    yield asking(f"{LOOKUP} # {next(_asked)}")


def _once(*requests: bytes) -> Callable[[], Iterable[bytes]]:
    """One of several requests, the next for each attacker."""
    turn = itertools.cycle(requests)
    return lambda: (next(turn),)


def _nested(depth: int) -> str:
    return "SELECT * WHERE " + "{" * depth + " ?s ?p ?o " + "}" * depth


def _posted(text: str) -> bytes:
    body = text.encode()
    kind = "Content-Type: application/sparql-query"
    return head("POST /sparql HTTP/1.1", kind, f"Content-Length: {len(body)}") + body


NESTED = (
    _posted(_nested(200)),
    _posted(_nested(4000)),
    _posted("SELECT * WHERE { FILTER(" + "(" * 9000 + "1" + ")" * 9000 + ") }"),
    _posted("ASK { ?s " + "(" * 4000 + "<p:p>" + ")+" * 4000 + " ?o }"),
    _posted("SELECT * WHERE { ?s ?p " + "[ ?p " * 2000 + "1" + "]" * 2000 + " }"),
    _posted("ASK { FILTER(" + "!" * 20000 + "true) }"),
)
ENCODED = tuple(
    get(path)
    for path in (
        "/sparql?query=%",
        "/sparql?query=%zz",
        "/sparql?query=%C3%28",
        "/sparql?query=%ED%A0%80",
        "/sparql?query=ASK%00%7B%7D",
        "/sparql?%ff=%fe",
        "/id/%",
        "/id/%2e%2e/%2e%2e/etc/passwd",
        "/id/..%2f..%2fetc%2fpasswd",
        "/%00",
        "/static/..%5c..%5cx",
        "/" + "%c0%ae" * 50,
        "//evil.example/x",
    )
)
SMUGGLED = (
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 6\r\nContent-Length: 5\r\n\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5, 6\r\n\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",  # noqa: E501
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: +6\r\n\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx\r\n",
    b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: b\r\nConnection: close\r\n\r\n",
    b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost : 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"GET /health HTTP/1.1\r\n folded: x\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\x00b\r\nConnection: close\r\n\r\n",
    b"GET http://evil.example/health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET /health HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64 + b"\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: a\r\n" * 20_000 + b"\r\n",
    head("POST /sparql HTTP/1.1", "Upgrade: h2c", "Content-Length: 27") + b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n",
    head("POST /sparql HTTP/1.1", "Transfer-Encoding: chunked") + b"0\r\nHost: evil.example\r\n\r\n",
)
QUEUED = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 300 + get("/health")
UPLOADS = (
    head("PUT /_stcore/upload_file/any/any HTTP/1.1", "Content-Length: 1000") + b"x" * 1000,
    head("POST /_stcore/upload_file/any/any HTTP/1.1", "Content-Length: 10000000000"),
    head("DELETE /_stcore/upload_file/any/any HTTP/1.1"),
    head("POST /component/any/../../etc/passwd HTTP/1.1", "Content-Length: 0"),
)
UPGRADES = (
    head("GET /_stcore/stream HTTP/1.1", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: x"),
    get("/_stcore/stream", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA"),
    get("/_stcore/stream"),
)

#: Statuses of a request that was looked at and found wanting.
WANTING = REFUSED | {404, 405, 406, 413, 414, 415, 421, 431, 408, 411, 501, 505}

ATTACKS = {
    attack.name: attack
    for attack in (
        Attack("slow readers", _once(asking(LARGE)), REFUSED | {200}, sip=256),
        Attack("slow heads", _slow_head, REFUSED | {408}, pace=0.3),
        Attack("slow bodies", _slow_body, REFUSED | {408}, pace=0.3),
        Attack("declared bodies", _declared, REFUSED | {413}),
        Attack("chunked bodies", _chunked, REFUSED | {413}),
        Attack("endless queries", _once(asking(ENDLESS), asking(GREEDY)), REFUSED),
        Attack("nested queries", _once(*NESTED), REFUSED | {200, 413}),
        Attack("bad encodings", _once(*ENCODED), WANTING | {200}),
        Attack("smuggled requests", _once(*SMUGGLED), WANTING | {200}),
        Attack("queued requests", _once(QUEUED), REFUSED | {200}),
        Attack("uploads", _once(*UPLOADS), WANTING | {403}),
        Attack("upgrades", _once(*UPGRADES), WANTING | {403, 426, 200}),
        Attack("open queries", _open_query, REFUSED | {200}),
    )
}

_addresses = itertools.cycle(range(2, 2 + ADDRESSES))


async def strike(attack: Attack, port: int, patience: float) -> Ended:
    """Carry one attack out, and say how it ended."""
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(patience):
            status = await _strike(attack, port)
    except TimeoutError:
        status = HUNG
    except OSError:
        status = CLOSED
    return Ended(attack.name, status, time.perf_counter() - begun)


async def _strike(attack: Attack, port: int) -> int:
    source = f"127.0.0.{next(_addresses)}"
    with socket.socket() as plug:
        plug.setblocking(False)
        if attack.sip:
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plug.bind((source, 0))
        loop = asyncio.get_running_loop()
        await loop.sock_connect(plug, ("127.0.0.1", port))
        sending = asyncio.create_task(_send(plug, attack))
        try:
            return await _receive(plug, attack.sip)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)


async def _send(plug: socket.socket, attack: Attack) -> None:
    loop = asyncio.get_running_loop()
    for piece in attack.pieces():
        await loop.sock_sendall(plug, piece)
        await asyncio.sleep(attack.pace)


async def _receive(plug: socket.socket, sip: int) -> int:
    """The status of what comes, once the server has closed the connection."""
    loop, begun = asyncio.get_running_loop(), b""
    try:
        while part := await loop.sock_recv(plug, sip or 65536):
            begun = (begun + part)[:16]
            if sip:
                await asyncio.sleep(0.1)
    except OSError:
        pass  # cut off, after its status or before
    return int(begun[9:12]) if begun.startswith(b"HTTP/1.1 ") and begun[9:12].isdigit() else CLOSED


def carry_out(port: int, counts: dict[str, int], patience: float) -> list[Ended]:
    """Carry out so many attacks of each name, all at once and mixed, and say how each ended.

    The attackers are in a process of their own, so that whoever measures meanwhile does not wait for them.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        return apart.submit(_carry_out, port, counts, patience).result()


def _carry_out(port: int, counts: dict[str, int], patience: float) -> list[Ended]:
    queues = [[ATTACKS[name]] * count for name, count in counts.items()]
    mixed = [attack for row in itertools.zip_longest(*queues) for attack in row if attack is not None]

    async def all_at_once() -> list[Ended]:
        return list(await asyncio.gather(*(strike(attack, port, patience) for attack in mixed)))

    return asyncio.run(all_at_once())
