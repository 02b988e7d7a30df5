"""Canonical Turtle: the same triples, whatever their order, the same text; and the text means the triples."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.graph.canonical import turtle
from crosswalk.graph.oxigraph import parse
from crosswalk.terms import XSD, Blank, Iri, Literal, Triple, text
from crosswalk.vocabulary import PREFIXES, RDF_TYPE, SKOS, statement_iri

IRIS = st.one_of(
    st.sampled_from([statement_iri(s) for s in ("ais-psi:3.4", "ib-psp-2014:C1.10", "ib-psp-2014:C1.9", "ais-psi")]),
    st.sampled_from([SKOS.broader, RDF_TYPE, Iri("http://example.org/a/b.c/"), Iri("urn:x:y#.z")]),
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.tuples(TEXTS, st.sampled_from(["en", "fr", "en-gb"])).map(lambda pair: Literal(*pair)),
    st.integers().map(lambda n: Literal(str(n), None, XSD + "integer")),
    st.sampled_from([Literal("true", None, XSD + "boolean"), Literal("x", None, "http://example.org/type")]),
)
TRIPLES = st.lists(st.builds(Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=12)


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
