"""The SPARQL endpoint: a request by the protocol in, the answer in the syntax that the client takes out, or a refusal.

Queries run in worker processes; what waits for them waits in threads of its own, never in the event loop. A short
answer is sent whole; of a longer one the beginning is sent while the rest is still being found. If it then fails, the
connection is broken off: a client must not take a part for the whole. A client that goes away ends its query.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from crosswalk.errors import CrosswalkError
from crosswalk.graph.service import Service
from crosswalk.graph.streaming import AnswerStream, Dataset
from crosswalk.web import asking, media, protocol
from crosswalk.web.admission import Admission
from crosswalk.web.description import Description
from crosswalk.web.negotiation import choose
from crosswalk.web.refusal import Refusal, refusal
from crosswalk.web.threads import Threads

if TYPE_CHECKING:
    import anyio
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

#: An answer up to this size, in bytes, is sent only once it is whole, so that what goes wrong has its status.
WHOLE = 1024 * 1024

#: A query of so many characters is read in less than the thread would take that the event loop does not wait for.
SHORT = 1000

#: What is sent at once, in bytes.
PIECE = 64 * 1024

#: Seconds for a body to come.
BODY_TIME = 20.0

#: Seconds that a query may still run after its client has gone.
GRACE = 1.0

METHODS = "GET, HEAD, POST, OPTIONS"

#: Any page may ask (the data is public, and no cookie counts here).
CORS: dict[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}
PREFLIGHT: dict[str, str] = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}

_T = TypeVar("_T")


class Asked(NamedTuple):
    """A query that may be answered: its text and graphs, how the answer is written, and the headers it has then."""

    text: str
    dataset: Dataset | None
    syntax: str
    headers: dict[str, str]


class SparqlEndpoint:
    """``/sparql`` as an ASGI application."""

    def __init__(self, service: Service, description: Description, per_client: int, waiting: int) -> None:
        self._service = service
        self._description = description
        self._admission = Admission(service.limits.workers, per_client, waiting)
        # As many as are admitted may wait for one, and those that are only read.
        self._threads = Threads(2 * service.limits.workers + 4, waiting=sys.maxsize)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        from starlette.requests import Request

        request = Request(scope, receive)
        try:
            prepared = await self._prepare(request)
            if isinstance(prepared, Asked):
                client = request.client.host if request.client else ""
                async with self._admission.admitted(client):
                    await self._answer(request, prepared, send)
                return
            response = prepared
            response.headers.update({**CORS, "Vary": "Accept"})
        except Refusal as error:
            response = _refused(error)
        except CrosswalkError as error:
            response = _refused(refusal(error))
        await response(scope, receive, send)

    async def _prepare(self, request: Request) -> Asked | Response:
        """What is to be asked, or the answer where no query needs to run. Raises Refusal, CrosswalkError."""
        from starlette.responses import Response

        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": METHODS, **PREFLIGHT})
        if request.method not in METHODS.split(", "):
            raise Refusal(405, f"{request.method} is not for a query; use GET or POST.", {"Allow": METHODS})
        operation = await self._operation(request)
        if operation.query is None:
            return await self._described(request)
        return await self._prepared(request, operation.query, operation.dataset)

    async def _operation(self, request: Request) -> protocol.Operation:
        import anyio

        address = bytes(request.scope.get("query_string", b""))
        if request.method != "POST":
            return protocol.by_get(address)
        try:
            with anyio.fail_after(BODY_TIME):
                return await protocol.by_post(request.headers.get("content-type", ""), address, request.stream())
        except TimeoutError:
            raise Refusal(408, f"The body did not come within {BODY_TIME:g} seconds; send it again.") from None

    async def _described(self, request: Request) -> Response:
        """What the service is, where no query is sent (SPARQL 1.1 Service Description §2)."""
        from starlette.responses import RedirectResponse, Response

        chosen = choose(request.headers.get("accept"), [*media.GRAPHS, media.HTML])
        if chosen is None:
            raise _not_acceptable(media.GRAPHS)
        if chosen == media.HTML:
            return RedirectResponse("query", 303)
        address = str(request.url.replace(query="", fragment=""))
        content = await self._threads.run(lambda: self._description.written(address, media.GRAPHS[chosen]))
        return Response(content, headers={"Cache-Control": "no-cache"}, media_type=media.with_charset(chosen))

    async def _prepared(self, request: Request, text: str, dataset: Dataset | None) -> Asked | Response:
        from starlette.responses import RedirectResponse, Response

        form, lasts = await self._read(text, lambda: (self._service.form(text), self._service.lasts(text)))
        offers = media.offers(form)
        accept = request.headers.get("accept")
        chosen = choose(accept, [*offers, media.HTML] if request.method == "GET" else list(offers))
        if chosen is None:
            raise _not_acceptable(offers)
        if chosen == media.HTML:  # a link to a query, opened by a person
            return RedirectResponse(f"query?{_for_the_page(text)}", 303)
        headers = {"Content-Type": media.with_charset(chosen), "Vary": "Accept", **CORS}
        if lasts:
            tag = _tag(self._service.version, text, dataset, chosen)
            headers |= {"ETag": tag, "Cache-Control": "public, no-cache"}
            if asking.has_already(request, tag):
                return Response(status_code=304, headers=headers)
        else:
            headers["Cache-Control"] = "no-store"
        return Asked(text, dataset, offers[chosen], headers)

    async def _answer(self, request: Request, asked: Asked, send: Send) -> None:
        import anyio

        stream = await self._read(asked.text, lambda: self._service.answer(asked.text, asked.syntax, asked.dataset))
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(_end_when_gone, request.receive, stream, group.cancel_scope)
                await self._send(request, asked, stream, send)
                group.cancel_scope.cancel()
        finally:
            if not stream.ended:
                stream.stop()
                with anyio.CancelScope(shield=True):
                    await self._threads.run(stream.close)

    async def _send(self, request: Request, asked: Asked, stream: AnswerStream, send: Send) -> None:
        """Send the answer, or why there is none. Nobody keeps a turn longer than a query may run."""
        import anyio
        from starlette.responses import Response

        try:
            async with self._admission.turn():
                end = anyio.current_time() + self._service.limits.seconds
                begun, ended = await self._threads.run(lambda: _beginning(stream))
                if not ended:
                    with anyio.CancelScope(deadline=end):
                        await _send_parts(asked, self._parts(begun, stream), send)
                    return
        except Refusal as error:
            await _refused(error)(request.scope, request.receive, send)
        except CrosswalkError as error:
            await _refused(refusal(error))(request.scope, request.receive, send)
        else:
            if len(begun) <= PIECE:
                await Response(begun, headers=asked.headers)(request.scope, request.receive, send)
                return
            length = {"Content-Length": str(len(begun))}
            await _send_parts(asked._replace(headers=asked.headers | length), _pieces(begun), send)

    async def _parts(self, begun: bytes, stream: AnswerStream) -> AsyncIterator[bytes]:
        async for piece in _pieces(begun):
            yield piece
        while (part := await self._threads.run(lambda: next(stream, None))) is not None:
            yield part

    async def _read(self, text: str, work: Callable[[], _T]) -> _T:
        """Do something whose time is that of reading a query: at once for a short one, else in a thread."""
        return work() if len(text) <= SHORT else await self._threads.run(work)


def _beginning(stream: AnswerStream) -> tuple[bytes, bool]:
    """The answer up to `WHOLE` and a part more, and whether that is all of it."""
    held = bytearray()
    for part in stream:
        held += part
        if len(held) > WHOLE:
            return bytes(held), False
    return bytes(held), True


async def _pieces(whole: bytes) -> AsyncIterator[bytes]:
    """An answer in pieces small enough for the server to wait until a slow reader has taken what went before."""
    for start in range(0, len(whole), PIECE):
        yield whole[start : start + PIECE]


async def _send_parts(asked: Asked, parts: AsyncIterator[bytes], send: Send) -> None:
    """Send an answer as it comes; without its end, which breaks the connection off, where it fails on the way."""
    names = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in asked.headers.items()]
    await send({"type": "http.response.start", "status": 200, "headers": names})
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


async def _end_when_gone(receive: Callable[[], Awaitable[Any]], stream: AnswerStream, scope: anyio.CancelScope) -> None:
    """Once the client has gone, stop the query, and cancel what waits for it or for its turn."""
    import anyio

    while (await receive())["type"] != "http.disconnect":
        pass
    # A worker that is killed takes long to replace: what is quick anyway may come to its end.
    await anyio.sleep(GRACE)
    stream.stop()
    scope.cancel()


def _tag(version: str, text: str, dataset: Dataset | None, media_type: str) -> str:
    """What stands for an answer while query, graphs, syntax and data are the same; weak, since it may be packed."""
    said = "\x00".join([version, media_type, repr(dataset), text])
    return f'W/"{sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def _for_the_page(text: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"q": text})


def _not_acceptable(offers: dict[str, str]) -> Refusal:
    return Refusal(406, f"None of the types that the request accepts can be sent; these can: {', '.join(offers)}.")
