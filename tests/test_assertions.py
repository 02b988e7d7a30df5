"""A person's own mappings become claims with an author: plain matches, records in RDF, SSSOM sets."""

from __future__ import annotations

from crosswalk.graph import oxigraph
from crosswalk.graph.assertions import Assertions, assertions, author, complete, set_triples
from crosswalk.graph.triples import mapping_triples
from crosswalk.model import Mapping, MappingSet
from crosswalk.terms import Literal
from crosswalk.vocabulary import ENTAILED, PAV, SKOS, SSSOM, XW

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix pav: <http://purl.org/pav/> .
@prefix xw: <https://w3id.org/standards-crosswalk/ontology#> .
@prefix ais: <https://w3id.org/standards-crosswalk/id/ais-psi/> .
@prefix : <http://example.org/> .
"""


def claims(turtle: str) -> Assertions:
    return assertions(tuple(oxigraph.parse((PREFIXES + turtle).encode())), "mine.ttl")


def test_a_plain_match_is_a_judged_claim_of_the_file() -> None:
    found = claims(":a skos:closeMatch ais:3.4 .")
    (claim,) = found.mappings
    assert (claim.subject, claim.predicate, claim.object) == ("http://example.org/a", "skos:closeMatch", "ais-psi:3.4")
    assert (claim.kind, claim.status, claim.author) == ("judged", "proposed", author("mine.ttl"))
    assert claim.confidence is None
    assert len(found.withheld) == 1  # the plain triple is written for what is adopted, and only then
    assert {t.predicate for t in found.added} >= {PAV.authoredBy, SSSOM.author_label, XW.claimKind, XW.curationStatus}


def test_a_match_said_from_both_ends_is_one_claim() -> None:
    assert len(claims(":a skos:exactMatch :b . :b skos:exactMatch :a .").mappings) == 1
    assert len(claims(":a skos:broadMatch :b . :b skos:narrowMatch :a .").mappings) == 1
    assert len(claims(":a skos:broadMatch :b . :b skos:broadMatch :a .").mappings) == 2
    assert claims(":a skos:exactMatch :a , [] , 'text' .").mappings == ()


def test_a_record_keeps_what_it_declares_and_gets_what_it_lacks() -> None:
    text = """[] owl:annotatedSource :a ; owl:annotatedProperty skos:broadMatch ; owl:annotatedTarget ais:3.4 ;
      pav:authoredBy :me ; xw:curationStatus xw:reviewed ; sssom:confidence 0.7 . :a skos:broadMatch ais:3.4 ."""
    found = claims(text)
    (claim,) = found.mappings
    assert (claim.author, claim.author_label) == ("http://example.org/me", "http://example.org/me")
    assert (claim.kind, claim.status, claim.confidence) == ("judged", "reviewed", 0.7)
    added = {t.predicate for t in found.added}
    assert XW.claimKind in added and SSSOM.author_label in added
    assert not {PAV.authoredBy, XW.curationStatus, SSSOM.confidence} & added


def test_a_denied_record_stays_a_denial_and_an_axiom_about_something_else_is_none() -> None:
    end = "owl:annotatedProperty skos:exactMatch ; owl:annotatedTarget :b"
    denied = claims(f":m owl:annotatedSource :a ; {end} ; sssom:predicate_modifier sssom:NegatedPredicate .")
    assert [c.negated for c in denied.mappings] == [True]
    assert SSSOM.predicate_modifier not in {t.predicate for t in denied.added}
    assert (
        claims(":m owl:annotatedSource :a ; owl:annotatedProperty skos:broader ; owl:annotatedTarget :b .").mappings
        == ()
    )


def test_an_sssom_set_is_judged_by_its_file_where_it_names_nobody() -> None:
    claim = Mapping("http://e/a", "skos:exactMatch", "http://e/b", "semapv:Unspecified", "", "", "judged", "proposed")
    found = complete(MappingSet("http://e/set", "", "", "http://e/licence", "", "", (claim,)), "ours.sssom.tsv")
    assert found.mappings[0].author == author("ours.sssom.tsv")
    triples = list(set_triples(found))
    assert not [t for t in triples if t.object == Literal("") or str(t.object).endswith("/id/")]
    assert [t for t in triples if t.predicate == PAV.authoredBy]
    assert not [t for t in triples if t.predicate == SKOS.exactMatch]


def test_a_record_of_what_follows_is_no_claim_and_is_withheld() -> None:
    entailed = Mapping("a:1", "skos:broadMatch", "b:1", "semapv:MappingChaining", "agent:x", "X", ENTAILED, "proposed")
    records = list(mapping_triples(entailed._replace(derived_from=("xwid:mapping/1",))))
    found = assertions(records, "own.ttl")
    assert (found.mappings, found.derived) == ((), 1)
    assert found.withheld == frozenset(records)


def test_a_row_of_what_follows_is_taken_out_of_a_set() -> None:
    judged = Mapping("a:1", "skos:broadMatch", "b:1", "", "agent:x", "X", "judged", "proposed")
    made = MappingSet("i", "t", "d", "l", "a", "b", (judged, judged._replace(kind=ENTAILED, derived_from=("x",))))
    assert complete(made, "own.tsv").mappings == (judged,)
