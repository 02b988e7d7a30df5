"""The SPARQL endpoint: a request by the protocol in, the answer in the syntax that the client takes out, or a refusal.

Queries run in worker processes, and the event loop hears of their answers by pipes; what can only be waited for waits
in threads of its own. A short answer is sent whole, and kept; of a longer one the beginning is sent while the rest is
still being found. If it then fails, the connection is broken off: a client must not take a part for the whole. A client
that goes away ends its query.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from crosswalk.errors import CrosswalkError
from crosswalk.graph.service import Service
from crosswalk.graph.streaming import AnswerStream
from crosswalk.web import asking, media, protocol
from crosswalk.web.admission import Admission
from crosswalk.web.description import Description
from crosswalk.web.kept import KeptAnswers
from crosswalk.web.leaving import ended_when_gone
from crosswalk.web.negotiation import choose
from crosswalk.web.parts import beginning, next_part
from crosswalk.web.reading import CORS, SHORT, Asked, Reading, not_acceptable
from crosswalk.web.refusal import Refusal, refusal
from crosswalk.web.threads import Threads

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

#: An answer up to this size, in bytes, is sent only once it is whole, so that what goes wrong has its status.
WHOLE = 1024 * 1024

#: What is sent at once, in bytes.
PIECE = 64 * 1024

#: Seconds for a body to come.
BODY_TIME = 20.0

METHODS = "GET, HEAD, POST, OPTIONS"

PREFLIGHT: dict[str, str] = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}

_T = TypeVar("_T")


class SparqlEndpoint:
    """``/sparql`` as an ASGI application, and ``/sparql/``, which is taken for the same."""

    def __init__(self, service: Service, description: Description, per_client: int, waiting: int) -> None:
        self._service = service
        self._description = description
        self._reading = Reading(service)
        self._kept = KeptAnswers()
        self._admission = Admission(service.limits.workers, per_client, waiting)
        # As many as are admitted may wait for one, and those that are only read.
        self._threads = Threads(2 * service.limits.workers + 4, waiting=sys.maxsize)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; not one that is broken off before it is all there."""
        from starlette.requests import ClientDisconnect, Request

        request = Request(scope, receive)
        try:
            prepared = await self._prepare(request)
            if isinstance(prepared, Asked):
                if (kept := self._kept.get(prepared.tag)) is not None:
                    await _send_whole(prepared, kept, send)
                    return
                async with self._admission.admitted(_client(request)):
                    await self._answer(request, prepared, send)
                return
            response = prepared
            response.headers.update({**CORS, "Vary": "Accept"})
        except ClientDisconnect:
            return
        except Refusal as error:
            response = _refused(error)
        except CrosswalkError as error:
            response = _refused(refusal(error))
        await response(scope, receive, send)

    async def _prepare(self, request: Request) -> Asked | Response:
        """What is to be asked, or the answer where no query needs to run. Raises Refusal, CrosswalkError."""
        from starlette.responses import RedirectResponse, Response

        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": METHODS, **PREFLIGHT})
        if request.method not in METHODS.split(", "):
            raise Refusal(405, f"{request.method} is not for a query; use GET or POST.", {"Allow": METHODS})
        accept, page = asking.accept(request), request.method == "GET"
        found: Asked | protocol.Operation | None
        if request.method == "POST":
            found = await self._posted(request)
        else:
            found = self._reading.by_address(bytes(request.scope.get("query_string", b"")), accept, page)
        if isinstance(found, protocol.Operation):
            if (text := found.query) is None:
                return await self._described(request)
            dataset = found.dataset
            found = await self._read(text, lambda: self._reading.asked(text, dataset, accept, page))
            if found is None:  # a link to a query, opened by a person
                return RedirectResponse(f"{_page(request)}?{urlencode({'q': text})}", 303)
        if found.tag and asking.has_already(request, found.tag, exists=False):
            return _bare(304, found)
        return found

    async def _posted(self, request: Request) -> protocol.Operation:
        """Raises Refusal."""
        import anyio

        address, headers = bytes(request.scope.get("query_string", b"")), request.headers
        protocol.check_coding(", ".join(headers.getlist("content-encoding")))
        try:
            with anyio.fail_after(BODY_TIME):
                return await protocol.by_post(headers.get("content-type", ""), address, request.stream())
        except TimeoutError:
            raise Refusal(408, f"The body did not come within {BODY_TIME:g} seconds; send it again.") from None

    async def _described(self, request: Request) -> Response:
        """What the service is, where no query is sent (SPARQL 1.1 Service Description §2)."""
        from starlette.responses import RedirectResponse, Response

        chosen = choose(asking.accept(request), [*media.GRAPHS, media.HTML])
        if chosen is None:
            raise not_acceptable(media.GRAPHS)
        if chosen == media.HTML:
            return RedirectResponse(_page(request), 303)
        address = str(request.url.replace(query="", fragment="")).rstrip("/")
        content = await self._threads.run(lambda: self._description.written(address, media.GRAPHS[chosen]))
        return Response(content, headers={"Cache-Control": "no-cache"}, media_type=media.with_charset(chosen))

    async def _answer(self, request: Request, asked: Asked, send: Send) -> None:
        import anyio

        stream = await self._read(asked.text, lambda: self._service.answer(asked.text, asked.syntax, asked.dataset))
        try:
            with ended_when_gone(request.receive, stream.stop):
                await self._send(request, asked, stream, send)
        finally:
            if not stream.ended:
                stream.stop()
                with anyio.CancelScope(shield=True):
                    await self._threads.run(stream.close)

    async def _send(self, request: Request, asked: Asked, stream: AnswerStream, send: Send) -> None:
        """Send the answer, or why there is none. Nobody keeps a turn longer than a query may run."""
        import anyio

        try:
            async with self._admission.turn(_client(request)):
                end = anyio.current_time() + self._service.limits.seconds
                begun, ended = await beginning(stream, self._threads, WHOLE)
                if not ended:
                    with anyio.CancelScope(deadline=end):
                        await _send_parts(asked, self._parts(begun, stream), send)
                    return
        except Refusal as error:
            await _refused(error)(request.scope, request.receive, send)
        except CrosswalkError as error:
            await _refused(refusal(error))(request.scope, request.receive, send)
        else:
            if asked.tag:
                self._kept.keep(asked.tag, begun)
            await _send_whole(asked, begun, send)

    async def _parts(self, begun: bytes, stream: AnswerStream) -> AsyncIterator[bytes]:
        for piece in _pieces(begun):
            yield piece
        while (part := await next_part(stream, self._threads)) is not None:
            yield part

    async def _read(self, text: str, work: Callable[[], _T]) -> _T:
        """Do something whose time is that of reading a query: at once for a short one, else in a thread."""
        return work() if len(text) <= SHORT else await self._threads.run(work)


def _client(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else ""


def _pieces(whole: bytes) -> Iterator[bytes]:
    """An answer in pieces small enough for the server to wait until a slow reader has taken what went before."""
    for start in range(0, len(whole), PIECE):
        yield whole[start : start + PIECE]


async def _send_whole(asked: Asked, whole: bytes, send: Send) -> None:
    """Send an answer that is complete."""
    length = (b"content-length", str(len(whole)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [*asked.headers, length]})
    if len(whole) > PIECE:
        for piece in _pieces(whole):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        whole = b""
    await send({"type": "http.response.body", "body": whole, "more_body": False})


async def _send_parts(asked: Asked, parts: AsyncIterator[bytes], send: Send) -> None:
    """Send an answer as it comes; without its end, which breaks the connection off, where it fails on the way."""
    await send({"type": "http.response.start", "status": 200, "headers": [*asked.headers]})
    try:
        async for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
    except CrosswalkError:
        return
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _refused(error: Refusal) -> Response:
    response = error.response()
    response.headers.update({**CORS, "Vary": "Accept"})
    return response


def _bare(status: int, asked: Asked) -> Response:
    """An answer without content, with the headers that the whole one would have."""
    from starlette.responses import Response

    response = Response(status_code=status)
    response.raw_headers = list(asked.headers)
    return response


def _page(request: Request) -> str:
    """The page for queries, as seen from the address that was asked for."""
    return "../query" if request.url.path.endswith("/") else "query"
