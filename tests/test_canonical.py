"""Canonical Turtle: the same triples, whatever their order, the same text; and the text means the triples."""

import itertools
import random

import pytest
from arbitrary_triples import TRIPLES
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.graph.canonical import trig, turtle
from crosswalk.graph.oxigraph import parse, parse_quads
from crosswalk.terms import Blank, Iri, Literal, Triple, text
from crosswalk.vocabulary import PREFIXES, RDF_TYPE, SKOS, statement_iri


@given(TRIPLES, st.randoms(use_true_random=False))
def test_the_text_reads_back_as_the_triples_and_does_not_depend_on_their_order(
    triples: list[Triple], chance: random.Random
) -> None:
    written = turtle(triples)
    assert set(parse(written.encode())) == set(triples)
    shuffled = [*triples, *triples[:2]]
    chance.shuffle(shuffled)
    assert turtle(shuffled) == written


def test_codes_stand_in_their_natural_order() -> None:
    codes = ["C1.10", "C1.2", "C1.1"]
    written = turtle([Triple(statement_iri(f"ib-psp-2014:{c}"), SKOS.prefLabel, text(c)) for c in codes])
    assert [line for line in written.splitlines() if line.startswith("ib-psp-2014:")] == [
        "ib-psp-2014:C1.1",
        "ib-psp-2014:C1.2",
        "ib-psp-2014:C1.10",
    ]


def test_only_prefixes_that_are_used_are_declared_and_types_come_first() -> None:
    written = turtle(
        [
            Triple(statement_iri("ais-psi:1.1"), SKOS.notation, Literal("1.1")),
            Triple(statement_iri("ais-psi:1.1"), RDF_TYPE, SKOS.Concept),
        ]
    )
    assert written.splitlines()[:2] == [
        f"@prefix ais-psi: <{PREFIXES['xwid']}ais-psi/> .",
        f"@prefix skos: <{PREFIXES['skos']}> .",
    ]
    assert "    a skos:Concept ;\n" in written


def test_blank_nodes_are_refused_since_their_names_would_change_from_run_to_run() -> None:
    with pytest.raises(TypeError, match="without blank nodes"):
        turtle([Triple(Blank("b"), SKOS.broader, SKOS.Concept)])


def test_a_digit_that_is_no_number_sorts_as_text() -> None:
    subject, predicate = Iri("http://e/s"), Iri("http://e/p")
    text = turtle([Triple(subject, predicate, Literal(value)) for value in ("²", "2", "10")])
    assert text.index('"2"') < text.index('"10"') < text.index('"²"')


@given(st.dictionaries(st.sampled_from(["urn:g:1", "urn:g:2", PREFIXES["graph"] + "a/b"]), TRIPLES))
def test_trig_says_of_each_graph_what_its_turtle_says(graphs: dict[str, list[Triple]]) -> None:
    read = set(parse_quads(trig(graphs).encode(), ".trig"))
    assert read == {(triple, name) for name, triples in graphs.items() for triple in triples}
    assert trig(dict(reversed(graphs.items()))) == trig(graphs)


def test_objects_that_differ_only_in_kind_or_type_have_a_place_each() -> None:
    """They once shared a sort key, and stood in the order that a set happened to have."""
    objects = [Literal("urn:x"), Literal("urn:x", None, "urn:type"), Literal("urn:x", "en"), Iri("urn:x")]
    texts = {turtle([Triple(Iri("urn:s"), SKOS.note, o) for o in order]) for order in itertools.permutations(objects)}
    assert texts == {
        f"@prefix skos: <{PREFIXES['skos']}> .\n\n"
        '<urn:s>\n    skos:note <urn:x> , "urn:x" , "urn:x"^^<urn:type> , "urn:x"@en .\n'
    }
