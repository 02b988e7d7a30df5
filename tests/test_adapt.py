"""Plain SKOS becomes frameworks and statements by rule: nothing invented, one value where one belongs, all placed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import InputError
from crosswalk.graph import oxigraph
from crosswalk.graph.adapt import Adaptation, Source, adapt, last_segment, natural_order
from crosswalk.terms import Iri, Literal, Term, Triple
from crosswalk.vocabulary import DCTERMS, RDF_TYPE, SCHEMA, SKOS, XW

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix xw: <https://w3id.org/standards-crosswalk/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix : <http://example.org/skills/> .
"""
NS = "http://example.org/skills/"
SHIPPED = {
    "ais-psi": "https://w3id.org/standards-crosswalk/id/ais-psi",
    "ais-psi:3.4": "https://w3id.org/standards-crosswalk/id/ais-psi/3.4",
}


def source(turtle: str, name: str = "mine.ttl") -> Source:
    return Source(name, tuple(oxigraph.parse((PREFIXES + turtle).encode())))


def graph(*sources: Source, shipped: dict[str, str] | None = None) -> tuple[set[Triple], Adaptation]:
    """What the default graph holds of the files, and how it came about."""
    found = adapt(sources, SHIPPED if shipped is None else shipped)
    return {t for s in sources for t in s.triples} - found.withheld | set(found.added), found


def values(triples: set[Triple], subject: str, predicate: Iri) -> list[str]:
    iri = subject if "://" in subject else NS + subject
    return sorted(str(t.object) for t in triples if t.subject == Iri(iri) and t.predicate == predicate)


def value(triples: set[Triple], subject: str, predicate: Iri) -> str:
    (found,) = values(triples, subject, predicate)
    return found


def test_a_scheme_with_concepts_becomes_a_framework_with_statements() -> None:
    triples, found = graph(source(":s a skos:ConceptScheme . :a a skos:Concept ; skos:inScheme :s ."))
    assert Triple(Iri(NS + "s"), RDF_TYPE, XW.Framework) in triples
    assert Triple(Iri(NS + "a"), RDF_TYPE, XW.Statement) in triples
    assert value(triples, "a", DCTERMS.identifier) == "s:a"
    assert value(triples, "a", SKOS.notation) == value(triples, "a", SKOS.prefLabel) == "a"
    assert value(triples, "a", SKOS.topConceptOf) == NS + "s"
    assert value(triples, "s", SKOS.hasTopConcept) == NS + "a"
    assert value(triples, "a", XW.verification).endswith("partlyVerified")
    assert "mine.ttl" in value(triples, "a", XW.verificationNote)
    assert "not stated in the file" in value(triples, "s", DCTERMS.rights)
    assert value(triples, value(triples, "s", DCTERMS.publisher), SKOS.prefLabel) == "not stated in the file"
    assert value(triples, "s", XW.mappingLevel).endswith("#element")
    assert found.notes == ()


def test_what_a_file_says_stands_as_it_says_it() -> None:
    text = """:s a skos:ConceptScheme ; skos:prefLabel "Skills"@en ; dcterms:rights "CC0" ; dcterms:issued "2020" ;
      dcterms:publisher :p ; dcterms:title "The skills"@en ; xw:mappingLevel xw:practice . :p skos:prefLabel "P" .
      :a a skos:Concept ; skos:inScheme :s ; skos:notation "1.1" ; skos:prefLabel "One"@en ; schema:position 7 ;
      xw:statementType xw:practice ; xw:verification xw:verified ;
      skos:scopeNote "Words."@en ; skos:topConceptOf :s ."""
    given_ = source(text)
    triples, found = graph(given_)
    assert set(given_.triples) - {t for t in given_.triples if t.predicate == DCTERMS.identifier} <= triples
    assert not found.withheld
    assert value(triples, "s", XW.mappingLevel).endswith("#practice")
    assert value(triples, "a", SCHEMA.position) == "7"


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ('skos:prefLabel "Hello"@en , "Bonjour"@fr', "Hello"),
        ('skos:prefLabel "Colour"@en-GB , "Farbe"@de', "Colour"),
        ('skos:prefLabel "Plain" , "Farbe"@de', "Plain"),
        ('skos:prefLabel "Farbe"@de , "Couleur"@fr', "Farbe"),
        ('rdfs:label "Other"@en', "Other"),
        ('skos:prefLabel "" ; rdfs:label "Other"', "Other"),
        ('skos:altLabel "Not this"', "a"),
    ],
)
def test_the_label_is_english_else_any_else_another_label_else_the_code(labels: str, shown: str) -> None:
    triples, _ = graph(source(f":s a skos:ConceptScheme . :a a skos:Concept ; skos:inScheme :s ; {labels} ."))
    assert value(triples, "a", SKOS.prefLabel) == shown


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ('vann:preferredNamespacePrefix "abc" ; dcterms:identifier "def"', "abc"),
        ('dcterms:identifier "def"', "def"),
        ('dcterms:identifier "http://example.org/skills/s"', "my-scheme"),
        ('dcterms:identifier "two words"', "my-scheme"),
        ("", "my-scheme"),
    ],
)
def test_a_framework_is_called_as_it_declares_else_by_its_iri(declared: str, name: str) -> None:
    scheme = "http://e.org/x/my-scheme#"
    triples, _ = graph(source(f"<{scheme}> a skos:ConceptScheme ; {declared} . :a skos:inScheme <{scheme}> ."))
    assert value(triples, scheme, DCTERMS.identifier) == name


def test_a_name_that_is_taken_is_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match=r"skills/ais-psi of mine\.ttl is called 'ais-psi', as .*; give it another"):
        graph(source(":ais-psi a skos:ConceptScheme ."))
    with pytest.raises(InputError, match="is called 's'"):
        graph(source(":s a skos:ConceptScheme . <http://other.org/s> a skos:ConceptScheme ."))


def test_a_shipped_framework_gets_statements_and_no_second_label() -> None:
    text = """<https://w3id.org/standards-crosswalk/id/ais-psi> skos:prefLabel "Mine"@en .
      <https://w3id.org/standards-crosswalk/id/ais-psi/3.4> skos:prefLabel "Mine too"@en ; skos:altLabel "Kept"@en .
      <https://w3id.org/standards-crosswalk/id/ais-psi/9.9> a skos:Concept ; skos:prefLabel "New"@en ;
        skos:inScheme <https://w3id.org/standards-crosswalk/id/ais-psi> ."""
    triples, _ = graph(source(text))
    assert values(triples, SHIPPED["ais-psi"], SKOS.prefLabel) == []
    assert values(triples, SHIPPED["ais-psi:3.4"], SKOS.prefLabel) == []
    assert values(triples, SHIPPED["ais-psi:3.4"], SKOS.altLabel) == ["Kept"]
    assert value(triples, SHIPPED["ais-psi"] + "/9.9", DCTERMS.identifier) == "ais-psi:9.9"
    assert not values(triples, SHIPPED["ais-psi"], RDF_TYPE)


@pytest.mark.parametrize(
    "text",
    [
        ":a a skos:Concept . :b a skos:Concept ; skos:broader :a .",
        ":a skos:topConceptOf :s . :b skos:broader :a .",
        ":s skos:hasTopConcept :a . :a skos:narrower :b .",
        ":a skos:inScheme :s . :b a skos:Concept ; skos:broader :a .",
        ":Skill rdfs:subClassOf skos:Concept . :a a :Skill ; skos:narrower :b ; skos:inScheme :s .",
    ],
)
def test_what_skos_leaves_to_be_inferred_is_inferred(text: str) -> None:
    triples, found = graph(source(":s a skos:ConceptScheme . " + text))
    assert found.notes == ()
    for concept in ("a", "b"):
        assert value(triples, concept, SKOS.inScheme) == NS + "s"
    assert value(triples, "b", SKOS.broader) == NS + "a"
    assert values(triples, "b", SKOS.topConceptOf) == []
    assert value(triples, "a", XW.statementType).endswith("#standard")
    assert value(triples, "b", XW.statementType).endswith("#element")


def test_concepts_of_no_scheme_are_told_of() -> None:
    _, found = graph(source(":s a skos:ConceptScheme . :t a skos:ConceptScheme . :a a skos:Concept ."))
    assert found.notes == (f"mine.ttl: {NS}a stands in no concept scheme and cannot be shown; add skos:inScheme.",)


def test_a_concept_in_two_schemes_is_named_in_the_larger_and_stands_in_both() -> None:
    text = ":a skos:inScheme :s , :t . :b skos:inScheme :t . :s a skos:ConceptScheme . :t a skos:ConceptScheme ."
    triples, _ = graph(source(text))
    assert value(triples, "a", DCTERMS.identifier) == "t:a"
    assert values(triples, "a", SKOS.inScheme) == [NS + "s", NS + "t"]


def test_two_concepts_of_one_code_get_two_names_and_a_note() -> None:
    text = (
        ':s a skos:ConceptScheme . :a skos:inScheme :s ; skos:notation "1" . :b skos:inScheme :s ; skos:notation "1" .'
    )
    triples, found = graph(source(text))
    assert [value(triples, c, DCTERMS.identifier) for c in "ab"] == ["s:1", "s:b"]
    (note,) = found.notes
    assert "The framework s has concepts that share a code (1)" in note


def test_a_circle_is_opened_and_a_parent_elsewhere_gives_no_place() -> None:
    text = """:s a skos:ConceptScheme . :t a skos:ConceptScheme . :a skos:inScheme :s ; skos:broader :b .
      :b skos:inScheme :s ; skos:broader :a . :c skos:inScheme :s ; skos:broader :c , :d . :d skos:inScheme :t ."""
    triples, _ = graph(source(text))
    assert values(triples, "a", SKOS.broader) == []
    assert value(triples, "b", SKOS.broader) == NS + "a"
    assert values(triples, "c", SKOS.broader) == []
    assert value(triples, "c", SKOS.topConceptOf) == NS + "s"


def test_a_publisher_in_words_and_one_without_a_label_are_named() -> None:
    triples, _ = graph(source(':s a skos:ConceptScheme ; dcterms:publisher "The House"@en .'))
    assert value(triples, value(triples, "s", DCTERMS.publisher), SKOS.prefLabel) == "The House"
    triples, _ = graph(source(":s a skos:ConceptScheme ; dcterms:publisher <http://example.org/the-house> ."))
    assert value(triples, "http://example.org/the-house", SKOS.prefLabel) == "the-house"


@pytest.mark.parametrize(
    ("iri", "segment"),
    [
        ("http://e.org/a/b", "b"),
        ("http://e.org/a/b#", "b"),
        ("http://e.org/a#b", "b"),
        ("urn:x:y", "y"),
        ("http://e.org/M%C3%A9thode", "Méthode"),
        ("http://e.org/a%0Ab", "a%0Ab"),
    ],
)
def test_the_last_segment_of_an_iri(iri: str, segment: str) -> None:
    assert last_segment(iri) == segment


def test_codes_are_ordered_as_people_order_them() -> None:
    codes = ["1", "1.2", "1.10", "2", "10", "A9", "a10", "B1"]
    assert sorted(reversed(codes), key=natural_order) == codes


@given(st.lists(st.text(max_size=6), max_size=6))
def test_any_codes_can_be_ordered(codes: list[str]) -> None:
    assert Counter(sorted(codes, key=natural_order)) == Counter(codes)


@st.composite
def vocabularies(draw: st.DrawFn) -> tuple[Triple, ...]:
    """Any tangle of twelve concepts, two schemes, labels, codes and broader links, sound or not."""
    schemes = [Iri(NS + name) for name in ("s", "t")]
    concepts = [Iri(f"{NS}c{n}") for n in range(12)]
    made = [Triple(schemes[0], RDF_TYPE, SKOS.ConceptScheme)]
    one = st.sampled_from(concepts)
    literal = st.builds(Literal, st.text("ab1 .", max_size=4), st.sampled_from([None, "en", "fr"]))
    links = st.sampled_from([SKOS.broader, SKOS.narrower])
    made += draw(st.lists(st.builds(Triple, one, links, one), max_size=20))
    made += draw(st.lists(st.builds(Triple, one, st.just(SKOS.inScheme), st.sampled_from(schemes)), max_size=12))
    words = st.sampled_from([SKOS.prefLabel, SKOS.notation, SKOS.scopeNote, DCTERMS.identifier, DCTERMS.title])
    made += draw(st.lists(st.builds(Triple, one, words, literal), max_size=20))
    return tuple(made)


def test_a_circle_below_a_concept_of_another_scheme_has_its_places() -> None:
    s, t, c0, c1, c2 = (Iri(NS + name) for name in ("s", "t", "c0", "c1", "c2"))
    circle = (Triple(c0, SKOS.broader, c0), Triple(c0, SKOS.broader, c1), Triple(c0, SKOS.prefLabel, Literal("a")))
    standing = tuple(Triple(c, SKOS.inScheme, x) for c, x in ((c0, t), (c1, s), (c1, t), (c2, s)))
    held, _ = graph(Source("any.ttl", (*circle, *standing)), shipped={})
    assert {t.subject for t in held if t.predicate == SCHEMA.position} == {c0, c1, c2}


@given(vocabularies())
def test_every_statement_has_one_of_each_and_hangs_from_a_top(triples: tuple[Triple, ...]) -> None:
    held, _ = graph(Source("any.ttl", triples), shipped={})
    about: dict[Term, dict[Iri, list[Term]]] = {}
    for t in held:
        about.setdefault(t.subject, {}).setdefault(t.predicate, []).append(t.object)
    statements = {s for s, facts in about.items() if XW.Statement in facts.get(RDF_TYPE, ())}
    single = (SKOS.prefLabel, SKOS.notation, DCTERMS.identifier, SCHEMA.position, XW.statementType, XW.verification)
    for statement in statements:
        assert {p: len(about[statement].get(p, ())) for p in single} == dict.fromkeys(single, 1)
        assert len(about[statement].get(SKOS.scopeNote, ())) <= 1
        ahead, seen = [statement], set[Term]()
        while ahead:
            concept = ahead.pop()
            if concept not in seen:
                seen.add(concept)
                ahead += about[concept].get(SKOS.broader, ())
        assert seen <= statements
        assert any(about[concept].get(SKOS.topConceptOf) for concept in seen)
    identifiers = Counter(str(v) for facts in about.values() for v in facts.get(DCTERMS.identifier, ()))
    assert set(identifiers.values()) <= {1}
