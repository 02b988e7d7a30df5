"""Linked data: an identifier leads to the page or to the data about what it names, whichever a client asks for.

An identifier is answered 303, since what it names is no document (W3C, Cool URIs for the Semantic Web, section 4.2);
each document about it has an address of its own. What is retired is answered 410, and what is not known 404, both with
where to look instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crosswalk.errors import NotSayable
from crosswalk.graph.description import LICENCE
from crosswalk.graph.document import SHAPES, document, shapes
from crosswalk.graph.identifiers import nearest
from crosswalk.graph.rendering import SYNTAXES, render
from crosswalk.graph.resource import Description
from crosswalk.web import addresses, asking, plain
from crosswalk.web.addresses import ENDINGS, HTML
from crosswalk.web.answering import METHODS, Manner
from crosswalk.web.negotiation import choose
from crosswalk.web.plain import Link
from crosswalk.web.threads import Threads

if TYPE_CHECKING:
    from starlette.requests import Request

    from crosswalk.crosswalk_graph import CrosswalkGraph

_MANNER = Manner(
    exposed="Content-Location, ETag, Link, Location",
    asked="Accept, If-None-Match",
    sentence="The graph does not answer now; try again in a few seconds.",
    after=5,
)

#: How long, in seconds, an answer may be used again without asking.
_FRESH = "public, max-age=300"

#: The media types that are taken.
_TAKEN = (*ENDINGS, *addresses.ALSO)

#: Look-ups that run at once; more would only keep each other, and the event loop, waiting for the interpreter.
_RUNNING = 2

#: An identifier longer than this, in characters, names nothing here and is compared with nothing.
_LONGEST = 1_000
#: Among more identifiers than this, none is looked for that is like what was asked.
_MOST_COMPARED = 20_000


class LinkedData:
    """The graph's resources on the web.

    `shipped` tells that the graph holds our own data alone, whose licence is then named.
    """

    def __init__(self, graph: CrosswalkGraph, shipped: bool = True) -> None:
        self._graph = graph
        self._shipped = shipped
        self._version = graph.state
        self._threads = Threads(_RUNNING)
        self._known: list[str] | None = None

    def routes(self) -> list[BaseRoute]:
        """The routes: identifiers, what is not ours by its IRI, and the documents about either."""
        named = ("/id", "/id/{path:path}", *(f"/{name}" for name in addresses.DOCUMENTS), "/resource")
        handlers = [*((path, self._identifier) for path in named), ("/data/{path:path}", self._document)]
        return [Route(path, _MANNER.answering(handler), methods=list(METHODS)) for path, handler in handlers]

    async def _identifier(self, request: Request) -> Response:
        """303 to the page or to the data."""
        iris = asking.resources(request)
        found = await self._threads.run(lambda: self._find(iris, whole=False))
        if found is None:
            return await self._unknown(request, iris)
        if found.retired:
            return self._retired(request, found)
        wanted = choose(asking.accept(request), _TAKEN)
        if wanted is None:
            return self._not_acceptable(request, found.iri)
        root = asking.root(request)
        shown = addresses.page(found, root)
        target = shown if wanted == HTML else addresses.document(found.iri, _ending(wanted), root)
        headers = {
            "Location": target,
            "Vary": "Accept",
            "Cache-Control": _FRESH,
            "Link": ", ".join(_alternates(found.iri, root, shown)),
        }
        return Response(f"{found.iri} is described at {target}\n", 303, headers, "text/plain")

    async def _document(self, request: Request) -> Response:
        """A document about a resource: in the syntax that its address names, else in the one that suits the client."""
        asked = list(asking.documents(request))
        found, ending = await self._threads.run(lambda: self._first(asked))
        if found is None:
            return await self._unknown(request, [iri for iri, _ in asked])
        root = asking.root(request)
        by_ending = {one: media_type for media_type, one in ENDINGS.items()}
        chosen = by_ending[ending] if ending else choose(asking.accept(request), _TAKEN)
        if chosen is None:
            return self._not_acceptable(request, found.iri)
        written = _ending(chosen)
        try:
            content, headers = await self._threads.run(lambda: self._written(found, written, root))
        except NotSayable as error:
            return self._not_acceptable(request, found.iri, str(error))
        if not ending:
            headers |= {"Content-Location": addresses.document(found.iri, written, root), "Vary": "Accept"}
        if chosen == HTML:
            headers["Content-Security-Policy"] = plain.POLICY
        if asking.has_already(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type=chosen)

    def _about(self, found: Description, root: str) -> Iterator[str]:
        """The links of a document: what it describes (RFC 6892), on what terms (RFC 4946), and its other forms."""
        yield f'<{_ascii(found.iri)}>; rel="describes"'
        if self._shipped:
            yield f'<{LICENCE}>; rel="license"'
        yield from _alternates(found.iri, root, addresses.page(found, root))

    def _written(self, found: Description, ending: str, root: str) -> tuple[bytes, dict[str, str]]:
        """A document in the syntax of an ending, and its headers. Raises NotSayable where that syntax cannot say it."""
        address = addresses.document_iri(found.iri)
        triples = document(found, address, self._version, self._shipped)
        if ending == ENDINGS[HTML]:
            forms = [Link(addresses.document(found.iri, e, root), s.name) for e, s in SYNTAXES.items()]
            content = plain.described(found._replace(triples=triples), forms, root)
        else:
            content = render(triples, ending)
        return content, {
            "ETag": f'W/"{sha256(content).hexdigest()[:32]}"',  # weak, since it may be packed on the way
            "Cache-Control": _FRESH,
            "Link": ", ".join(self._about(found, root)),
        }

    def _find(self, iris: Sequence[str], whole: bool) -> Description | None:
        """The first of the resources that there is. Raises what the engine raises."""
        for iri in iris:
            if iri == SHAPES.value:
                return shapes()
            if len(iri) <= _LONGEST and (found := self._graph.resource(iri, whole)):
                return found
        return None

    def _first(self, asked: Sequence[tuple[str, str]]) -> tuple[Description | None, str]:
        """The first of the resources that there is, with the ending that goes with it."""
        found = ((self._find([iri], whole=True), ending) for iri, ending in asked)
        return next((pair for pair in found if pair[0] is not None), (None, ""))

    async def _unknown(self, request: Request, iris: Sequence[str]) -> Response:
        """404, with the identifiers most like what was asked for."""
        root, iri = asking.root(request), iris[0] if iris else ""
        near = await self._threads.run(lambda: self._nearest(iri))
        see = [Link(addresses.identifier(meant, root), short) for short, meant in near]
        see.append(Link(f"{root}/standards", "all frameworks and statements"))
        what = f"Nothing here is named {iri[:200]}" if iri else "No resource is named"
        hint = "the nearest identifiers are below." if near else "an identifier is written /id/ais-psi/3.4."
        return plain.told(asking.accept(request), 404, "Not found", f"{what}; {hint}", see)

    def _nearest(self, iri: str) -> list[tuple[str, str]]:
        """The identifiers most like that of a resource which there is not, each with its IRI."""
        name = (addresses.name_of(iri) or "").removeprefix("id/")
        if not 0 < len(name) <= _LONGEST:
            return []
        if self._known is None:  # made once, since the graph is only read; made twice at once, either will do
            found = list(self._graph.labels())
            self._known = found if len(found) <= _MOST_COMPARED else []
        near = nearest(name.replace("/", ":", 1), self._known)
        return [(short, self._graph.resolve(short).value) for short in near]

    def _retired(self, request: Request, found: Description) -> Response:
        """410: what it was, and what replaced it."""
        root = asking.root(request)
        see = [Link(addresses.identifier(iri, root), f"replaced by {iri}") for iri in found.replacements]
        see.append(Link(addresses.document(found.iri, "ttl", root), "what is still told of it"))
        sentence = f"{found.iri} is retired and no longer in use; where to look instead is below."
        told = plain.told(asking.accept(request), 410, "Retired", sentence, see)
        newer = [f'<{_ascii(iri)}>; rel="successor-version"' for iri in found.replacements]
        told.headers["Link"] = ", ".join([*newer, *_alternates(found.iri, root)])
        return told

    def _not_acceptable(self, request: Request, iri: str, reason: str = "") -> Response:
        """406, with all forms that there are."""
        root = asking.root(request)
        sentence = reason or f"None of the accepted types can be sent; these can: {', '.join(ENDINGS)}."
        see = [Link(addresses.document(iri, ending, root), media_type) for media_type, ending in ENDINGS.items()]
        told = plain.told(asking.accept(request), 406, "Not in that form", sentence, see)
        told.headers["Link"] = ", ".join(_alternates(iri, root))
        return told


def _ending(media_type: str) -> str:
    """The ending of the document that is sent as a media type."""
    return ENDINGS[addresses.ALSO.get(media_type, media_type)]


def _alternates(iri: str, root: str, shown: str = "") -> Iterator[str]:
    """The forms of what is told of a resource, each as a link with its media type (RFC 8288)."""
    for media_type, ending in ENDINGS.items():
        address = shown if media_type == HTML and shown else addresses.document(iri, ending, root)
        yield f'<{address}>; rel="alternate"; type="{media_type}"'


def _ascii(iri: str) -> str:
    """An IRI as a URI, which is all that a header can hold (RFC 3987, section 3.1)."""
    return quote(iri, safe="%/:=&?~#+!$,;'@()*[]")
