"""What follows as records: no more said than follows, each naming the claims it rests on."""

from __future__ import annotations

import pytest

from crosswalk import relations
from crosswalk.alignment.compose import Derived, compose
from crosswalk.alignment.derivation import CHAINING, entailment, entailments
from crosswalk.alignment.premises import Network, Premise
from crosswalk.vocabulary import ENTAILED

FRAMEWORKS = {name: (f"{name}:1",) for name in "abcd"}


def derived(first: int, second: int) -> list[Derived]:
    claims = [Premise("one", "a:1", "b:1", first, True, 0.5), Premise("two", "b:1", "c:1", second, True, 0.5)]
    return list(compose(Network(claims, FRAMEWORKS), "a", "c"))


@pytest.mark.parametrize(
    ("first", "second", "predicate", "negated", "set_relation"),
    [
        (relations.EQUAL, relations.EQUAL, "skos:exactMatch", False, "equal"),
        (relations.SUBSET, relations.EQUAL, "skos:broadMatch", False, "subset"),
        (relations.SUPERSET, relations.SUPERSET, "skos:narrowMatch", False, "superset"),
        (relations.EQUAL, relations.INTERSECTS, "skos:mappingRelation", False, "intersects"),
        (relations.SUPERSET, relations.SUBSET, "skos:mappingRelation", False, ""),
        (relations.SUBSET, relations.DISJOINT, "skos:closeMatch", True, "disjoint"),
    ],
)
def test_the_predicate_says_no_more_than_follows(
    first: int, second: int, predicate: str, negated: bool, set_relation: str
) -> None:
    (found,) = derived(first, second)
    mapping = entailment(found)
    assert (mapping.predicate, mapping.negated, mapping.set_relation) == (predicate, negated, set_relation)
    assert (mapping.kind, mapping.justification) == (ENTAILED, CHAINING)
    assert mapping.derived_from == ("one", "two")
    assert mapping.confidence == pytest.approx(0.25)
    assert found.known & ~relations.possible(predicate, negated, set_relation) == 0


def test_candidates_and_contradictions_become_no_match() -> None:
    assert list(entailments(derived(relations.SUBSET, relations.SUPERSET))) == []
