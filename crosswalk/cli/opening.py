"""The graph that a command asks: the shipped one, with what the person adds to it, or an endpoint's."""

from __future__ import annotations

import argparse
import sys

from crosswalk.api import CrosswalkGraph, open_graph, own_data, own_endpoint
from crosswalk.cli.output import printable


def opened(options: argparse.Namespace, workspace: str | None = None) -> CrosswalkGraph:
    """The graph that ``--data`` and ``--endpoint`` (see `main`) name; what is to be told of it goes to standard error.

    An option wins over the environment, and in that CROSSWALK_ENDPOINT over CROSSWALK_DATA. Raises as `open_graph`.
    """
    endpoint = endpoint_named(options)
    data = added(options) if endpoint is None else options.data or ()
    graph = open_graph(data=data, endpoint=endpoint, workspace=workspace)
    for note in graph.notes:
        print(printable(note), file=sys.stderr)
    return graph


def endpoint_named(options: argparse.Namespace) -> str | None:
    """The address of ``--endpoint``, else that of CROSSWALK_ENDPOINT where the command knows it and no ``--data``."""
    if not hasattr(options, "endpoint") or options.endpoint is not None:
        return getattr(options, "endpoint", None)
    return None if getattr(options, "data", None) else own_endpoint()


def added(options: argparse.Namespace) -> tuple[str, ...]:
    """The paths of ``--data``, else those of CROSSWALK_DATA."""
    return tuple(options.data or own_data())
