"""The graph that a command asks: the shipped one, with what the person adds to it, or an endpoint's."""

from __future__ import annotations

import argparse
import sys

from crosswalk.api import CrosswalkGraph, open_graph, own_data
from crosswalk.cli.output import printable


def opened(options: argparse.Namespace, workspace: str | None = None) -> CrosswalkGraph:
    """The graph that ``--data`` and ``--endpoint`` (see `main`) name; what is to be told of it goes to standard error.

    Without ``--data`` CROSSWALK_DATA counts, unless an endpoint is asked. Raises as `open_graph` does.
    """
    endpoint = getattr(options, "endpoint", None)
    data = added(options) if endpoint is None else options.data or ()
    graph = open_graph(data=data, endpoint=endpoint, workspace=workspace)
    for note in graph.notes:
        print(printable(note), file=sys.stderr)
    return graph


def added(options: argparse.Namespace) -> tuple[str, ...]:
    """The paths of ``--data``, else those of CROSSWALK_DATA."""
    return tuple(options.data or own_data())
