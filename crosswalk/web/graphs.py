"""The data set and its named graphs by their IRIs, which documents and the description of the service use.

Neither is a document, so that both are answered 303 (W3C, Cool URIs for the Semantic Web, section 4.2): a program comes
to the description of the service, which says what they are, and a person to the page that offers the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crosswalk.graph.description import DATASET
from crosswalk.graph.identifiers import nearest
from crosswalk.vocabulary import BASE, PREFIXES
from crosswalk.web import asking, media, plain
from crosswalk.web.answering import METHODS, Manner
from crosswalk.web.negotiation import choose
from crosswalk.web.plain import Link
from crosswalk.web.threads import Threads

if TYPE_CHECKING:
    from starlette.requests import Request

    from crosswalk.graph.service import Service

_GRAPHS = PREFIXES["graph"]

#: A name longer than this, in characters, is compared with nothing.
_LONGEST = 1_000

_MANNER = Manner(
    exposed="Link, Location",
    asked="Accept",
    sentence="The graph does not answer now; try again in a few seconds.",
    after=5,
)


class Graphs:
    """``/dataset`` and ``/graph/…``."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._threads = Threads(1)
        self._names: frozenset[str] | None = None  # read once, since the graph is only read

    def routes(self) -> list[BaseRoute]:
        """The routes."""
        handlers = (("/dataset", self._dataset), ("/graph/{name:path}", self._named))
        return [Route(path, _MANNER.answering(handler), methods=list(METHODS)) for path, handler in handlers]

    async def _dataset(self, request: Request) -> Response:
        return _described(request, DATASET.value)

    async def _named(self, request: Request) -> Response:
        """303 for a graph that there is, else 404 with those whose names are most like it."""
        asked = asking.below(request, BASE)
        if self._names is None:
            self._names = await self._threads.run(self._service.graphs)
        names = self._names
        found = next((iri for iri in asked if iri in names), None)
        if found is not None:
            return _described(request, found)
        root = asking.root(request)
        wanted = asked[0].removeprefix(_GRAPHS)
        known = sorted(name.removeprefix(_GRAPHS) for name in names if name.startswith(_GRAPHS))
        near = nearest(wanted, known) if len(wanted) <= _LONGEST else ()
        see = [Link(f"{root}/graph/{quote(name, safe='/%')}", name) for name in near]
        see.append(Link(f"{root}/sparql", "the description of the service, which names every graph"))
        sentence = f"There is no graph {wanted[:200]} here." if wanted else "No graph is named."
        return plain.told(asking.accept(request), 404, "Not found", sentence, see)


def _described(request: Request, iri: str) -> Response:
    root = asking.root(request)
    person = choose(asking.accept(request), (*media.GRAPHS, media.HTML)) == media.HTML
    target = f"{root}/about?topic=files" if person else f"{root}/sparql"
    headers = {"Location": target, "Vary": "Accept", "Cache-Control": "public, max-age=300"}
    return Response(f"{iri} is described at {target}\n", 303, headers, "text/plain")
