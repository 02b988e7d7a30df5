"""The claims of a graph as values: what was written into it is what is read from it."""

from __future__ import annotations

from query_world import shipped

from crosswalk import open_graph
from crosswalk.graph.claims import Claims
from crosswalk.graph.triples import mapping_iri
from crosswalk.vocabulary import short_form


def test_the_claims_of_the_shipped_graph_are_those_of_the_files() -> None:
    found = Claims(open_graph().records("list_claims"))
    written = {short_form(mapping_iri(m).value): m for one in shipped().sets for m in one.mappings}
    assert found.values.keys() == written.keys()
    for name, mapping in written.items():
        assert found.values[name] == mapping
        if mapping.citation:
            assert found.printed[name] == mapping.citation.printed_text
        else:
            assert name not in found.printed
