"""The addresses that programs ask, beside the viewer's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crosswalk.crosswalk_graph import CrosswalkGraph
from crosswalk.graph.dumps import Dumps
from crosswalk.graph.streaming import Limits
from crosswalk.web import robots
from crosswalk.web.description import Description
from crosswalk.web.dumps import DumpFiles
from crosswalk.web.gate import POSTED
from crosswalk.web.graphs import Graphs
from crosswalk.web.health import Health
from crosswalk.web.linked_data import LinkedData
from crosswalk.web.sparql import SparqlEndpoint

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from crosswalk.graph.service import Service


class Offer(NamedTuple):
    """What is offered, and within which limits: of one query, of one client's and of all queries under way."""

    limits: Limits = Limits()
    per_client: int = 10
    waiting: int = 100
    #: Whether the graph holds our own data alone.
    shipped: bool = True


def routes(graph: CrosswalkGraph, service: Service, offer: Offer) -> list[BaseRoute]:
    """The routes; `service` is the graph's own, and whoever made it closes it."""
    from starlette.routing import Route

    endpoint = SparqlEndpoint(service, Description(service, offer.shipped), offer.per_client, offer.waiting)
    return [
        *(Route(path, endpoint) for path in POSTED),
        Route("/health", Health(service).respond),
        *LinkedData(graph, offer.shipped).routes(),
        *Graphs(service).routes(),
        *DumpFiles(Dumps()).routes(),
        *robots.routes(),
    ]
