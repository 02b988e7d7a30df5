"""Whether a resource is of what ships, or of what somebody added to it: the named graphs tell the two apart."""

from __future__ import annotations

from crosswalk.errors import QueryParameterError, QuerySyntaxError
from crosswalk.graph.dataset import ADOPTED, INFERRED
from crosswalk.graph.files import OWN
from crosswalk.graph.store import Engine
from crosswalk.terms import Iri
from crosswalk.vocabulary import PREFIXES

#: What is adopted, and what follows, is made of all claims, also of those that were added; a file's own graph is not.
_SHIPS = (
    f"ASK {{ GRAPH ?graph {{ $this ?property ?value }} "
    f'FILTER(STRSTARTS(STR(?graph), "{PREFIXES["graph"]}") && !STRSTARTS(STR(?graph), "{OWN}") '
    f"&& ?graph NOT IN (<{ADOPTED}>, <{INFERRED}>)) }}"
)


def ships(engine: Engine, iri: str) -> bool:
    """Whether a file of the data set describes the resource. Raises what the engine raises.

    An endpoint that holds the data without their named graphs cannot tell; nothing is taken to ship there.
    """
    try:
        return bool(engine.query(_SHIPS, {"this": Iri(iri)}).boolean)
    except (QueryParameterError, QuerySyntaxError):  # a file may hold IRIs that SPARQL cannot write; none of ours is so
        return False
