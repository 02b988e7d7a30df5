"""A resource is described by its own triples and all that belongs to it, bounded, and never mixed with what follows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_remote import served

from crosswalk import open_graph
from crosswalk.graph import resource
from crosswalk.graph.dataset import INFERRED, dataset
from crosswalk.graph.files import PRIVATE
from crosswalk.graph.remote import RemoteEngine
from crosswalk.graph.resource import ONTOLOGY, describe, find
from crosswalk.graph.store import EmbeddedStore
from crosswalk.terms import Blank, Iri, Literal, Triple
from crosswalk.vocabulary import BASE, CEASN, DCTERMS, OWL, RDF_TYPE, SKOS, SSSOM, XW, statement_iri

THIS = statement_iri("ais-psi:3.4")


@pytest.fixture(scope="module")
def engine() -> EmbeddedStore:
    return EmbeddedStore(dataset())


@pytest.fixture(scope="module")
def everything(engine: EmbeddedStore) -> frozenset[Triple]:
    """The default graph whole: the second, slow way to every description."""
    return frozenset(engine.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").triples)


def own(iri: Iri, everything: frozenset[Triple]) -> set[Triple]:
    return {triple for triple in everything if triple.subject == iri}


def test_a_statement_is_described_by_its_own_triples_and_by_all_that_point_to_it(
    engine: EmbeddedStore, everything: frozenset[Triple]
) -> None:
    found = describe(engine, THIS.value)
    assert found is not None and not found.truncated and not found.following
    assert own(THIS, everything) <= set(found.triples)
    assert {triple for triple in everything if triple.object == THIS} <= set(found.triples)
    assert set(found.triples) <= everything


def test_every_claim_about_a_statement_is_given_whole(engine: EmbeddedStore, everything: frozenset[Triple]) -> None:
    found = describe(engine, THIS.value)
    assert found is not None
    ends = (OWL.annotatedSource, OWL.annotatedTarget)
    claims = {t.subject for t in everything if t.predicate in ends and t.object == THIS}
    joint = {t.subject for t in everything if t.predicate in (XW.jointSubject, XW.jointObject) and t.object == THIS}
    cells = {t.subject for t in everything if str(t.predicate).endswith("targetCompetency") and t.object == THIS}
    assert len(claims) > 5 and cells
    for part in claims | joint | cells:
        assert isinstance(part, Iri) and own(part, everything) <= set(found.triples), part


def test_what_a_description_points_to_has_its_label(engine: EmbeddedStore, everything: frozenset[Triple]) -> None:
    found = describe(engine, THIS.value)
    assert found is not None
    mentioned = {term for triple in found.triples for term in triple if isinstance(term, Iri)}
    points = {t.object for t in found.triples if t.subject == THIS} & mentioned
    labels = {t for t in everything if t.subject in points and t.predicate == SKOS.prefLabel}
    assert len(labels) > 5 and labels <= set(found.triples)


def test_a_rubric_comes_with_its_criteria_and_cells(engine: EmbeddedStore, everything: frozenset[Triple]) -> None:
    rubric = Iri(BASE + "id/ais-psi/rubric/PSI3")
    criteria = {t.object for t in everything if t.subject == rubric and t.predicate == CEASN.hasRubricCriterion}
    cells = {t.object for t in everything if t.subject in criteria and t.predicate == CEASN.hasCriterionLevel}
    assert criteria and cells
    for iri in (rubric.value, statement_iri("ais-psi:PSI3").value):  # its own, and that of the part it belongs to
        found = describe(engine, iri)
        assert found is not None
        for part in criteria | cells:
            assert isinstance(part, Iri) and own(part, everything) <= set(found.triples)


def test_a_mapping_set_comes_with_the_records_in_it(engine: EmbeddedStore, everything: frozenset[Triple]) -> None:
    held = Iri(BASE + "id/mapping-set/mps-itl--ais-psi--judged")
    records = {t.object for t in everything if t.subject == held and t.predicate == SSSOM.mappings}
    found = describe(engine, held.value)
    assert records and found is not None
    assert all(own(record, everything) <= set(found.triples) for record in records if isinstance(record, Iri))


def test_the_ontology_comes_with_every_term_it_defines(engine: EmbeddedStore, everything: frozenset[Triple]) -> None:
    terms = {t.subject for t in everything if str(t.subject).startswith(BASE + "ontology#")}
    found = describe(engine, ONTOLOGY.value)
    assert len(terms) > 100 and found is not None
    assert {t for t in everything if t.subject in terms} <= set(found.triples)


def test_what_follows_is_described_by_itself_and_never_among_the_claims(engine: EmbeddedStore) -> None:
    following = engine.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{INFERRED}> {{ ?s ?p ?o }} }}").triples
    records = {str(t.subject) for t in following}
    one = min(records)
    found = describe(engine, one)
    assert found is not None and found.following
    assert {t for t in following if str(t.subject) == one} <= set(found.triples)
    for iri in ("ais-psi:3.4", "ib-psp-2014:C1.7", "psc-itec-2011:2.7"):
        claimed = describe(engine, statement_iri(iri).value)
        assert claimed is not None and not claimed.following
        assert not records & {str(triple.subject) for triple in claimed.triples}


@pytest.mark.parametrize(
    "iri",
    ["", "ais-psi:3.4", BASE + "id/nobody", "no iri", "http://x/<a>", "http://x/\x00", "http://x/\ud800", "a" * 9],
)
def test_what_the_graph_says_nothing_of_has_no_description(engine: EmbeddedStore, iri: str) -> None:
    assert find(engine, iri) is None
    assert describe(engine, iri) is None


@given(st.text(max_size=40))
def test_no_text_is_taken_for_more_than_an_iri(engine: EmbeddedStore, text: str) -> None:
    assert find(engine, f"http://example.org/{text}") is None


def test_a_description_beyond_the_limit_is_cut_and_says_so(
    engine: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "LIMIT", 3)
    found = describe(engine, THIS.value)
    assert found is not None and found.truncated
    assert len([t for t in found.triples if t.subject == THIS]) <= 3 + 3 + 3


def test_finding_gives_what_describing_begins_with(engine: EmbeddedStore, everything: frozenset[Triple]) -> None:
    found = find(engine, THIS.value)
    assert found is not None and set(found.triples) == own(THIS, everything)
    assert XW.Statement.value in found.kinds
    assert found.values(DCTERMS.identifier) == (Literal("ais-psi:3.4"),)
    assert not found.retired and found.replacements == ()


def test_nodes_without_a_name_are_followed_two_deep(tmp_path: Path) -> None:
    text = '<http://x.example/a> <http://x.example/p> [ <http://x.example/q> [ <http://x.example/r> "deep" ] ] .'
    (tmp_path / "own.ttl").write_text(text)
    graph = open_graph(data=[str(tmp_path / "own.ttl")], cache=False)
    found = graph.resource("http://x.example/a")
    assert found is not None
    assert {t.object for t in found.triples} >= {Literal("deep")}
    assert sum(isinstance(t.subject, Blank) for t in found.triples) == 2


def test_what_is_retired_says_so_and_what_replaced_it(tmp_path: Path) -> None:
    gone, newer = BASE + "id/mapping/0000000000000000", BASE + "id/mapping/006f574725e4d450"
    path = tmp_path / "retired.ttl"
    path.write_text(f"<{gone}> <{OWL.deprecated}> true ; <{DCTERMS.isReplacedBy}> <{newer}> .")
    found = open_graph(data=[str(path)], cache=False).resource(gone, whole=False)
    assert found is not None and found.retired and found.replacements == (newer,)


def test_an_endpoint_that_holds_the_same_is_described_alike(engine: EmbeddedStore, tmp_path: Path) -> None:
    engine.dump(str(tmp_path / "graph.nq"))
    with served(tmp_path / "store", tmp_path / "graph.nq") as address:
        remote = RemoteEngine(address)
        for name in ("ais-psi:3.4", "ais-psi:PSI3", "ib-psp-2014", "agent:ib"):
            iri = statement_iri(name).value
            here, there = describe(engine, iri), describe(remote, iri)
            assert here is not None and there is not None and set(here.triples) == set(there.triples)
        assert describe(remote, BASE + "id/nobody") is None


def test_the_private_overlay_has_no_part_in_a_description(tmp_path: Path) -> None:
    secret = "a sentence of a publisher that is nobody's business"
    text = f'<{THIS}> <{CEASN.competencyText}> "{secret}"@en .'
    path = tmp_path / "overlay" / f"ais-psi{PRIVATE}"
    path.parent.mkdir()
    path.write_text(text)
    graph = open_graph(workspace=str(tmp_path))
    assert graph.statement("ais-psi:3.4").wording == secret  # it is there, for its owner
    found = graph.resource(THIS.value)
    assert found is not None
    assert not [t for t in found.triples if secret in str(t.object)]
    assert (THIS, RDF_TYPE, XW.Statement) in found.triples
