"""Which claims may carry a conclusion: what somebody claims and nobody stronger denies."""

from __future__ import annotations

from crosswalk import relations
from crosswalk.alignment.premises import Network, Premise, premises
from crosswalk.model import Mapping
from crosswalk.vocabulary import ENTAILED, NO_TERM_FOUND


def claim(predicate: str = "skos:closeMatch", **fields: object) -> Mapping:
    """A judged claim of a:1 and b:1."""
    return Mapping("a:1", predicate, "b:1", "", "agent:x", "X", "judged", "proposed")._replace(**fields)


def named(*claims: Mapping) -> list[tuple[str, Mapping]]:
    return [(f"c{i}", mapping) for i, mapping in enumerate(claims)]


def test_a_claim_becomes_a_premise_with_what_it_tells() -> None:
    (found,) = premises(named(claim("skos:broadMatch", confidence=0.4)))
    assert found == Premise("c0", "a:1", "b:1", relations.SUBSET, True, 0.4)
    assert (found.other("a:1"), found.other("b:1")) == ("b:1", "a:1")
    assert (found.known_from("a:1"), found.known_from("b:1")) == (relations.SUBSET, relations.SUPERSET)


def test_what_nobody_looked_at_or_found_or_claims_is_no_premise() -> None:
    passed_over = [
        claim(status="candidate"),
        claim(object=NO_TERM_FOUND, searched="b"),
        claim(subject=NO_TERM_FOUND, searched="a"),
        claim(object="a:1"),
        claim(kind=ENTAILED, derived_from=("c0",)),
    ]
    assert premises(named(*passed_over)) == ()


def test_a_printed_claim_that_a_judgement_denies_carries_nothing() -> None:
    printed = claim("skos:mappingRelation", kind="printed")
    denial = claim("skos:relatedMatch", negated=True)
    (found,) = premises(named(printed, denial))
    assert (found.claim, found.known, found.linking) == ("c1", relations.ANY, False)
    turned = denial._replace(subject="b:1", object="a:1")
    assert [p.claim for p in premises(named(printed, turned))] == ["c1"]


def test_a_denial_that_something_stronger_outranks_carries_nothing() -> None:
    denial = claim("skos:exactMatch", negated=True)
    assert [p.claim for p in premises(named(denial, claim(status="reviewed")))] == ["c1"]


def test_all_positive_claims_of_a_pair_stay() -> None:
    assert len(premises(named(claim(), claim("skos:broadMatch", author="agent:y")))) == 2


def test_disjoint_is_known_and_yet_no_link() -> None:
    (found,) = premises(named(claim("skos:relatedMatch", set_relation="disjoint")))
    assert (found.known, found.linking) == (relations.DISJOINT, False)


def test_a_claim_given_twice_counts_once() -> None:
    one = ("c0", claim())
    assert len(premises([one, one])) == 1
    network = Network([*premises([one]), *premises([one])], {"a": ["a:1", "a:1"], "b": ["b:1"]})
    assert (network.frameworks["a"], len(network.touching["a:1"])) == (("a:1",), 1)


def test_a_network_knows_which_statements_reach_a_framework() -> None:
    network = Network(premises(named(claim())), {"a": ["a:1"], "b": ["b:1"]})
    assert list(network.reaching("b")) == ["a:1"]
    assert network.reaching("b") is network.reaching("b")
