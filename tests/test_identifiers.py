"""What a person types finds what it names, and what names nothing is answered with the nearest that exist."""

import pytest

from crosswalk.errors import AmbiguousIdentifier, UnknownIdentifier
from crosswalk.graph.dataset import dataset
from crosswalk.graph.identifiers import resolve
from crosswalk.graph.store import EmbeddedStore
from crosswalk.vocabulary import statement_iri


@pytest.fixture(scope="module")
def engine() -> EmbeddedStore:
    return EmbeddedStore(dataset(), cache=False)


@pytest.mark.parametrize("given", ["ais-psi:3.4", "AIS-PSI:3.4", " ais-psi:3.4 ", statement_iri("ais-psi:3.4").value])
def test_short_forms_and_iris_resolve_whatever_their_case(engine: EmbeddedStore, given: str) -> None:
    assert resolve(engine, given) == statement_iri("ais-psi:3.4")


def test_every_identifier_resolves_to_itself(engine: EmbeddedStore) -> None:
    rows = engine.query("SELECT ?i ?r { ?r <http://purl.org/dc/terms/identifier> ?i }").rows
    assert len(rows) > 200
    for identifier, resource in rows:
        assert resolve(engine, str(identifier)) == resource


def test_an_unknown_statement_is_answered_with_the_nearest(engine: EmbeddedStore) -> None:
    with pytest.raises(UnknownIdentifier, match="did you mean") as caught:
        resolve(engine, "ib-psp-2014:C2.12")
    assert "ib-psp-2014:C2.1" in caught.value.candidates
    assert len(caught.value.candidates) == 3


@pytest.mark.parametrize("given", ["1a", "1A"])
def test_a_code_without_its_framework_is_refused_with_its_candidates(engine: EmbeddedStore, given: str) -> None:
    with pytest.raises(AmbiguousIdentifier, match="without its framework") as caught:
        resolve(engine, given)
    assert "iste-coaches-2011:1a" in caught.value.candidates


def test_a_code_that_several_frameworks_have_names_them_all(engine: EmbeddedStore) -> None:
    with pytest.raises(AmbiguousIdentifier) as caught:
        resolve(engine, "3.4")
    assert set(caught.value.candidates) == {"ais-psi:3.4", "psc-itec-2011:3.4"}


@pytest.mark.parametrize(
    "given", ["", "zzzzzz", "'; DROP", "a" * 10_000, "ais-psi:", "\x00", 'x"> }', "ais-psi:3.4\n}"]
)
def test_nonsense_and_hostile_text_is_unknown_and_nothing_else(engine: EmbeddedStore, given: str) -> None:
    with pytest.raises((UnknownIdentifier, AmbiguousIdentifier)) as caught:
        resolve(engine, given)
    assert "\n" not in str(caught.value)
