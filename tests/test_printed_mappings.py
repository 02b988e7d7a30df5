from __future__ import annotations

import growth_model_case as case

from crosswalk.graph.triples import mapping_iri
from crosswalk.sources.growth_model import resolve_citations
from crosswalk.sources.printed_mappings import printed_mapping_sets, unresolved
from crosswalk.vocabulary import CLAIM_KINDS, CURATION_STATUSES, MAPPING_PREDICATES

CITATIONS = resolve_citations(case.model(), case.FRAMEWORKS)
ISTE, IB = printed_mapping_sets(case.model(), CITATIONS)


def test_the_sets_have_27_and_79_rows() -> None:
    assert [len(ISTE.mappings), len(IB.mappings)] == [27, 79]
    assert [ISTE.object_source, IB.object_source] == ["iste-coaches-2011", "ib-psp-2014"]
    assert {ISTE.subject_source, IB.subject_source} == {"ais-psi"}


def test_the_sets_are_named_for_what_they_join() -> None:
    assert ISTE.id == "https://w3id.org/standards-crosswalk/id/mapping-set/ais-psi--iste-coaches-2011--printed"
    assert IB.id == "https://w3id.org/standards-crosswalk/id/mapping-set/ais-psi--ib-psp-2014--printed"


def test_a_printed_claim_says_that_the_two_are_related_and_no_more() -> None:
    for mapping in (*ISTE.mappings, *IB.mappings):
        assert mapping.predicate == "skos:mappingRelation" and mapping.predicate in MAPPING_PREDICATES
        assert mapping.justification == "semapv:ManualMappingCuration"
        assert mapping.author == "document:ais-growth-model"
        assert mapping.kind == "printed" and mapping.kind in CLAIM_KINDS
        assert mapping.status == "proposed" and mapping.status in CURATION_STATUSES
        assert (mapping.confidence, mapping.negated, mapping.set_relation) == (None, False, "")


def test_each_claim_carries_the_citation_it_rests_on() -> None:
    for mapping in (*ISTE.mappings, *IB.mappings):
        assert mapping.citation is not None
        assert (mapping.subject, mapping.object) == (mapping.citation.citing, mapping.citation.resolved)
        assert case.text()[mapping.citation.start : mapping.citation.end] == mapping.citation.printed_code


def test_no_two_claims_are_the_same() -> None:
    iris = [mapping_iri(mapping) for mapping in (*ISTE.mappings, *IB.mappings)]
    assert len(set(iris)) == 106


def test_standards_4_and_5_follow_the_print() -> None:
    pairs = {(m.subject.partition(":")[2], m.object.partition(":")[2]) for m in ISTE.mappings}
    assert {(f"4.{n}", f"5{letter}") for n, letter in enumerate("abc", 1)} <= pairs
    assert {(f"5.{n}", f"4{letter}") for n, letter in enumerate("abc", 1)} <= pairs


def test_what_resolves_to_nothing_makes_no_claim_and_is_kept() -> None:
    assert [c.printed_code for c in unresolved(CITATIONS)] == ["C2.12", "A1.8"]
    assert len(CITATIONS) == len(ISTE.mappings) + len(IB.mappings) + 2


def test_34_is_mapped_to_what_stands_beside_it() -> None:
    found = [m.object for m in (*ISTE.mappings, *IB.mappings) if m.subject == "ais-psi:3.4"]
    assert found == ["iste-coaches-2011:3d", *(f"ib-psp-2014:{code}" for code in ("B2.8", "C3.10", "C3.11", "C3.15"))]
