"""A knowledge graph of how one set of school standards meets another.

The public face is `open_graph`; everything else is reached through the object it returns. Imports form a stair (see
CONTRIBUTING); on one step of it::

    errors → resources
    terms → vocabulary
    web, viewer → cli
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosswalk.api import open_graph

__all__ = ["open_graph"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the public face only when it is asked for, so that a short command pays for nothing it does not use."""
    if name == "open_graph":
        from crosswalk.api import open_graph

        return open_graph
    raise AttributeError(f"module 'crosswalk' has no attribute {name!r}")
