"""Every syntax says the same triples, the same bytes for the same set, or says in a sentence that it cannot."""

import pytest
import rdflib
import rdflib.compare
from arbitrary_triples import TRIPLES
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import NotSayable
from crosswalk.graph import oxigraph
from crosswalk.graph.rendering import SYNTAXES, render
from crosswalk.terms import Blank, Iri, Literal, Triple
from crosswalk.vocabulary import SKOS

RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
A, B = Iri("http://example.org/a"), Iri("http://example.org/b")


@given(TRIPLES)
@pytest.mark.parametrize("ending", sorted(set(SYNTAXES) - {"rdf"}))
def test_what_is_written_is_read_back(ending: str, triples: list[Triple]) -> None:
    assert set(oxigraph.parse(render(triples, ending), f".{ending}")) == set(triples)


@given(TRIPLES)
def test_rdf_xml_says_the_same_or_that_it_cannot(triples: list[Triple]) -> None:
    try:
        written = render(triples, "rdf")
    except NotSayable as error:
        assert str(error).endswith("ask for Turtle, N-Triples or JSON-LD.")
        return
    found = rdflib.Graph().parse(data=written, format="xml")
    expected = rdflib.Graph().parse(data=oxigraph.to_ntriples(triples), format="nt")
    assert set(found) == set(expected)


@given(TRIPLES, st.randoms(use_true_random=False))
@pytest.mark.parametrize("ending", sorted(SYNTAXES))
def test_the_order_of_the_triples_has_no_say(ending: str, triples: list[Triple], random: object) -> None:
    shuffled = [*triples, *triples[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    try:
        written = render(triples, ending)
    except NotSayable:
        return
    assert render(shuffled, ending) == written


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, inside rdflib
@pytest.mark.parametrize("ending", sorted(SYNTAXES))
def test_nodes_without_a_name_keep_their_places(ending: str) -> None:
    triples = [
        Triple(A, SKOS.note, Blank("x")),
        Triple(Blank("x"), SKOS.note, Blank("y")),
        Triple(Blank("y"), SKOS.prefLabel, Literal("inner", "en")),
        Triple(B, SKOS.note, Blank("x")),
    ]
    found = rdflib.Graph().parse(data=render(triples, ending), format=RDFLIB[ending])
    expected = rdflib.Graph().parse(data=oxigraph.to_ntriples(triples), format="nt")
    assert rdflib.compare.isomorphic(found, expected)


@pytest.mark.parametrize(
    "triple",
    [
        Triple(A, Iri("http://example.org/123"), B),
        Triple(A, Iri("http://example.org/"), B),
        Triple(A, SKOS.note, Literal("a bell \x07")),
        Triple(A, SKOS.note, Literal("\ufffe")),
    ],
)
def test_what_xml_cannot_hold_is_refused(triple: Triple) -> None:
    with pytest.raises(NotSayable, match="XML"):
        render([triple], "rdf")
    for ending in sorted(set(SYNTAXES) - {"rdf"}):
        assert set(oxigraph.parse(render([triple], ending), f".{ending}")) == {triple}
