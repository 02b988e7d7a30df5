"""RDF/XML is read back by another library as the triples that went in; only a property can be impossible to write."""

from __future__ import annotations

import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import NotSayable
from crosswalk.graph import oxigraph
from crosswalk.graph.rdf_xml import pieces
from crosswalk.terms import Blank, Iri, Literal, Triple
from crosswalk.vocabulary import RDF, RDF_TYPE, SKOS

A, B = Iri("http://example.org/a"), Iri("http://example.org/b")
#: Ends of IRIs; none is the whole of a name that RDF keeps for itself.
LOCALS = st.lists(st.sampled_from([*"ab19_-.:/#é·ж漢'&", "%20"]), max_size=6).map("".join)
BASES = st.sampled_from(["http://example.org/", SKOS.base, "urn:x:"])
IRIS = st.tuples(BASES, LOCALS).map("".join).filter(lambda iri: iri.count("#") < 2).map(Iri)
BLANKS = st.text("ab1_n.", min_size=1, max_size=4).filter(lambda label: label[0] != "." and label[-1] != ".").map(Blank)
VALUES = st.one_of(IRIS, BLANKS, st.text("a <>&\"'\r\n\t]", max_size=8).map(Literal), st.just(Literal("b", "fr")))
TRIPLES = st.lists(st.builds(Triple, st.one_of(IRIS, BLANKS), st.one_of(IRIS, st.just(RDF_TYPE)), VALUES), max_size=6)


def read(written: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=written, format="xml")


def ends_in_a_name(iri: str) -> bool:
    """Whether what may stand within a name at the end of an IRI follows a letter that may begin one."""
    last = iri.rstrip("0123456789-.")[-1]
    return last.isalpha() or last == "_"


@given(TRIPLES)
def test_every_triple_is_read_back_or_its_property_is_named(triples: list[Triple]) -> None:
    try:
        written = oxigraph.write_triples(triples, "rdfxml")
    except NotSayable as error:
        named = [one.predicate.value for one in triples if f"the property {one.predicate.value};" in str(error)]
        assert not ends_in_a_name(named[0])
        return
    assert all(ends_in_a_name(one.predicate.value) for one in triples)
    expected = rdflib.Graph().parse(data=oxigraph.to_ntriples(triples), format="nt")
    assert rdflib.compare.isomorphic(read(written), expected)


@pytest.mark.parametrize("end", ["a", "1a", "a-1.2", "autorité", "a:b", "вид", "a'&b", "漢字", "%20z", "-x", "xmlns"])
def test_a_property_that_ends_in_a_name_is_written(end: str) -> None:
    triple = Triple(A, Iri(f"http://example.org/{end}"), B)
    assert set(oxigraph.parse(oxigraph.write_triples([triple], "rdfxml"), ".rdf")) == {triple}
    assert [str(p) for p in read(oxigraph.write_triples([triple], "rdfxml")).predicates()] == [triple.predicate.value]


@pytest.mark.parametrize(
    "iri",
    [
        *("http://example.org/123", "http://example.org/", "http://example.org/a)", "http://example.org/·"),
        *(RDF.li.value, RDF.Description.value, RDF.about.value, RDF.bagID.value, "http://www.w3.org/2000/xmlns/x"),
    ],
)
def test_a_property_that_can_be_no_element_is_refused_by_its_name(iri: str) -> None:
    with pytest.raises(NotSayable) as told:
        "".join(pieces([Triple(A, Iri(iri), B)]))
    assert str(told.value) == (
        f"RDF/XML has no way that every reader takes to write the property {iri}; ask for Turtle, N-Triples or JSON-LD."
    )


@pytest.mark.parametrize("end", ["3.4", "", "123/", "C"])
def test_any_class_can_be_written(end: str) -> None:
    triple = Triple(A, RDF_TYPE, Iri(f"http://example.org/{end}"))
    assert set(oxigraph.parse(oxigraph.write_triples([triple], "rdfxml"), ".rdf")) == {triple}
    assert len(read(oxigraph.write_triples([triple], "rdfxml"))) == 1


def test_triples_of_one_subject_stand_together_and_our_prefixes_are_used() -> None:
    triples = [Triple(A, SKOS.prefLabel, Literal("x", "en")), Triple(A, SKOS.broader, B), Triple(B, SKOS.broader, A)]
    written = "".join(pieces(triples))
    assert written.count("<rdf:Description ") == 2
    assert '  <skos:prefLabel xml:lang="en">x</skos:prefLabel>\n  <skos:broader rdf:resource=' in written


def test_labels_of_nodes_without_a_name_stay_apart() -> None:
    labels = ["1", "n.31", "n.1", "a", "a.b", "é"]
    written = "".join(pieces([Triple(Blank(label), SKOS.note, Literal(label)) for label in labels]))
    assert len(set(read(written.encode()).subjects())) == len(labels)
