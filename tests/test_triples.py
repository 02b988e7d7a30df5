"""The seam between values and triples: every fact of a value is there, and nothing a publisher wrote slips in."""

from crosswalk.graph import triples as seam
from crosswalk.model import (
    Citation,
    Criterion,
    CriterionLevel,
    Framework,
    Mapping,
    MappingSet,
    Rubric,
    RubricLevel,
    Statement,
    Verification,
)
from crosswalk.terms import Iri, Literal, Triple, text
from crosswalk.vocabulary import CEASN, DCTERMS, OWL, RDF_TYPE, SKOS, SSSOM, XW, statement_iri

WORDS = "These words were printed by somebody else"
FRAMEWORK = Framework(
    "f", "F", "F in full", "ais", "2011", "indicator", "rights", "source", Verification("verified"),
    (
        Statement("f", "1", "standard", "One", 1, Verification("verified")),
        Statement("f", "1a", "indicator", "One a", 2, Verification("partlyVerified", "Why."), "1", text=WORDS),
    ),
)  # fmt: skip
RUBRIC = Rubric(
    "f",
    (RubricLevel("exceeds", "Exceeds", 1),),
    (Criterion("1", "1-k", "Our label", 1),),
    (CriterionLevel("1", "1-k", "exceeds", 1, WORDS, "A stem", ("1a",)),),
)
CITATION = Citation("f:1a", "g", "(G 2b)", "G 2b", 10, 14, "exact", "high", "g:2b")
CLAIM = Mapping(
    "f:1a", "skos:broadMatch", "g:2b", "semapv:ManualMappingCuration", "document:d", "D", "printed", "proposed",
    confidence=0.5, citation=CITATION,
)  # fmt: skip


def test_a_statement_points_up_by_broader_and_a_top_one_at_its_framework() -> None:
    found = set(seam.framework_triples(FRAMEWORK))
    assert Triple(statement_iri("f:1a"), SKOS.broader, statement_iri("f:1")) in found
    assert Triple(statement_iri("f:1"), SKOS.topConceptOf, statement_iri("f")) in found
    assert Triple(statement_iri("f"), SKOS.hasTopConcept, statement_iri("f:1")) in found
    assert Triple(statement_iri("f:1a"), XW.verificationNote, text("Why.")) in found


def test_verbatim_words_are_only_among_the_quoted_triples() -> None:
    open_triples = [*seam.framework_triples(FRAMEWORK), *seam.rubric_triples(RUBRIC)]
    assert all(WORDS not in str(t.object) and "A stem" not in str(t.object) for t in open_triples)
    quoted = list(seam.quoted_triples(FRAMEWORK, RUBRIC))
    assert Triple(statement_iri("f:1a"), CEASN.competencyText, text(WORDS)) in quoted
    cell = seam.cell_iri("f", "1", "1-k", "exceeds", 1)
    assert Triple(cell, CEASN.benchmarkText, text(WORDS)) in quoted
    assert {t.predicate for t in quoted} <= {CEASN.competencyText, CEASN.benchmarkText, XW.stem, DCTERMS.term("title")}


def test_a_claim_is_a_record_and_never_the_plain_triple() -> None:
    record = set(seam.mapping_triples(CLAIM))
    iri = seam.mapping_iri(CLAIM)
    assert Triple(iri, OWL.annotatedSource, statement_iri("f:1a")) in record
    assert Triple(iri, OWL.annotatedProperty, SKOS.broadMatch) in record
    assert Triple(iri, OWL.annotatedTarget, statement_iri("g:2b")) in record
    assert seam.adopted_triple(CLAIM) == Triple(statement_iri("f:1a"), SKOS.broadMatch, statement_iri("g:2b"))
    assert seam.adopted_triple(CLAIM) not in record


def test_a_denial_is_marked_in_the_record() -> None:
    denied = CLAIM._replace(negated=True)
    assert Triple(seam.mapping_iri(denied), SSSOM.predicate_modifier, SSSOM.NegatedPredicate) in set(
        seam.mapping_triples(denied)
    )


def test_an_absent_confidence_writes_no_triple() -> None:
    written = list(seam.mapping_triples(CLAIM._replace(confidence=None)))
    assert all(t.predicate != SSSOM.confidence for t in written)


def test_the_identity_of_a_claim_is_who_says_what_of_which_pair() -> None:
    assert seam.mapping_iri(CLAIM) == seam.mapping_iri(CLAIM._replace(confidence=0.9, status="reviewed", reason="x"))
    others = [
        CLAIM._replace(object="g:2c"),
        CLAIM._replace(negated=True),
        CLAIM._replace(author="agent:x"),
        CLAIM._replace(subject="g:2b", object="f:1a"),
        CLAIM._replace(kind="judged"),
    ]
    assert len({seam.mapping_iri(m) for m in [CLAIM, *others]}) == 6


def test_the_identity_of_a_claim_is_stable_from_release_to_release() -> None:
    assert seam.mapping_iri(CLAIM).value.endswith("/id/mapping/" + "571f36f7564416a1")


def test_a_citation_that_resolves_to_nothing_names_the_nearest_codes_and_links_none() -> None:
    lost = CITATION._replace(verdict="outOfRange", resolved=None, nearest=("g:2a", "g:2c"))
    written = list(seam.citation_triples(lost))
    assert all(t.predicate != XW.resolvesTo for t in written)
    assert [t.object for t in written if t.predicate == XW.nearestStatement] == [
        statement_iri("g:2a"),
        statement_iri("g:2c"),
    ]


def test_two_cells_of_one_criterion_and_level_are_two_resources() -> None:
    second = RUBRIC.cells[0]._replace(position=2)
    cells = {
        t.subject
        for t in seam.rubric_triples(RUBRIC._replace(cells=(*RUBRIC.cells, second)))
        if t.predicate == RDF_TYPE and t.object == CEASN.CriterionLevel
    }
    assert len(cells) == 2


def test_identifiers_of_every_kind_become_their_iris() -> None:
    base = "https://w3id.org/standards-crosswalk/id/"
    assert seam.resource("ais-psi:3.4") == Iri(base + "ais-psi/3.4")
    assert seam.resource("document:d") == Iri(base + "document/d")
    assert seam.resource("agent:ib") == Iri(base + "agent/ib")
    assert seam.resource("sssom:NoTermFound") == SSSOM.NoTermFound
    assert seam.resource("https://example.org/x") == Iri("https://example.org/x")


def test_a_mapping_set_lists_its_claims_with_its_licence_and_sources() -> None:
    whole = MappingSet("https://example.org/s", "T", "D", "https://example.org/l", "f", "g", (CLAIM,), "1")
    written = set(seam.mapping_set_triples(whole))
    assert Triple(Iri("https://example.org/s"), SSSOM.mappings, seam.mapping_iri(CLAIM)) in written
    assert Triple(Iri("https://example.org/s"), SSSOM.subject_source, statement_iri("f")) in written
    assert Triple(Iri("https://example.org/s"), OWL.versionInfo, Literal("1")) in written
