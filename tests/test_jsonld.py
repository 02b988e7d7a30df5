"""Canonical JSON-LD: the same triples, whatever their order, the same text; and two engines read the triples in it."""

import json
import random

import pytest
import rdflib
from arbitrary_triples import TRIPLES
from hypothesis import given

from crosswalk.graph.jsonld import json_ld
from crosswalk.graph.oxigraph import parse
from crosswalk.terms import XSD, Blank, Iri, Literal, Triple, text
from crosswalk.vocabulary import PREFIXES, RDF_TYPE, SKOS


@given(TRIPLES)
def test_the_text_reads_back_as_the_triples_and_does_not_depend_on_their_order(triples: list[Triple]) -> None:
    written = json_ld(triples)
    assert set(parse(written.encode(), ".jsonld")) == set(triples)
    assert json_ld([*random.Random(1).sample(triples, len(triples)), *triples[:2]]) == written


def test_a_node_is_a_line_under_the_context_of_our_prefixes() -> None:
    concept = Iri(PREFIXES["xwid"] + "ais-psi/3.4")
    written = json_ld([Triple(concept, RDF_TYPE, SKOS.Concept), Triple(concept, SKOS.prefLabel, text("A", "en"))])
    assert written.splitlines()[2] == (
        '{"@id":"xwid:ais-psi/3.4","@type":["skos:Concept"],"skos:prefLabel":[{"@language":"en","@value":"A"}]}'
    )
    assert json.loads(written)["@context"] == PREFIXES


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, inside rdflib
def test_a_number_keeps_its_lexical_form_and_rdflib_reads_it_too() -> None:
    triple = Triple(Iri("urn:s"), SKOS.note, Literal("0.10", None, XSD + "decimal"))
    (read,) = rdflib.Graph().parse(data=json_ld([triple]), format="json-ld")
    assert read[2].n3() == '"0.10"^^<http://www.w3.org/2001/XMLSchema#decimal>'


def test_an_iri_whose_rest_would_look_like_a_host_is_written_in_full() -> None:
    triple = Triple(Iri(PREFIXES["skos"] + "//x"), SKOS.note, Iri(PREFIXES["skos"]))
    assert set(parse(json_ld([triple]).encode(), ".jsonld")) == {triple}


def test_blank_nodes_are_refused_since_their_names_would_change_from_run_to_run() -> None:
    with pytest.raises(TypeError, match="without blank nodes"):
        json_ld([Triple(Blank("b"), SKOS.broader, SKOS.Concept)])
