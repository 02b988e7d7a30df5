"""The public routes in this process: a client that asks them as a browser or a program would, without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from crosswalk.api import CrosswalkGraph
from crosswalk.graph.streaming import Limits
from crosswalk.web.gate import Gate
from crosswalk.web.routes import Offer, routes

HOST = "127.0.0.1"

#: A query with an answer that is never kept, so that a worker gives it.
AT_WORK = "ASK { FILTER(RAND() <= 1) }"


@contextmanager
def asking(graph: CrosswalkGraph, limits: Limits, per_client: int = 10, waiting: int = 100) -> Iterator[TestClient]:
    """A client of the routes of a graph, behind the gate; an exception there is one here."""
    service = graph.service(limits)
    app = Starlette(
        routes=routes(graph, service, Offer(limits, per_client, waiting)), middleware=[Middleware(Gate, hosts=[HOST])]
    )
    try:
        with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as client:
            yield client
    finally:
        service.close()
