"""Why something follows, in sentences that say who claims what, read along the way."""

from __future__ import annotations

import pytest

from crosswalk import relations
from crosswalk.alignment.compose import compose_pair
from crosswalk.alignment.explanation import Explanation, explain, sentence
from crosswalk.alignment.premises import Network, premises
from crosswalk.model import Mapping

FRAMEWORKS = {name: (f"{name}:1",) for name in "abcd"}


def claim(subject: str, predicate: str, object_: str, **fields: object) -> Mapping:
    return Mapping(subject, predicate, object_, "", "agent:x", "Somebody", "judged", "proposed")._replace(**fields)


def explained(*claims: Mapping, printed: dict[str, str] | None = None) -> Explanation | None:
    named = {f"c{i}": mapping for i, mapping in enumerate(claims)}
    derived = compose_pair(Network(premises(named.items()), FRAMEWORKS), "a:1", "c:1")
    return None if derived is None else explain(derived, named, printed or {})


def test_a_claim_is_read_in_the_direction_of_the_way() -> None:
    broad = claim("a:1", "skos:broadMatch", "b:1", set_relation="subset", confidence=0.5, reason="Because.")
    assert sentence("a:1", "b:1", broad) == (
        "Somebody judges: a:1 narrower than b:1; as sets of practices: within (confidence 0.5). Because."
    )
    assert sentence("b:1", "a:1", broad) == (
        "Somebody judges: b:1 broader than a:1; as sets of practices: contains (confidence 0.5). Because."
    )


def test_a_printed_claim_shows_the_printed_words_from_either_end() -> None:
    printed = claim("a:1", "skos:mappingRelation", "b:1", kind="printed", author_label="The document")
    assert sentence("a:1", "b:1", printed, "(X 1)") == "a:1 cites b:1 in the printed text “(X 1)”, says The document."
    assert sentence("b:1", "a:1", printed) == "b:1 is cited by a:1, says The document."


def test_a_denial_denies_and_a_confidence_that_is_not_stated_is_not_made_up() -> None:
    denial = claim("a:1", "skos:relatedMatch", "b:1", negated=True)
    assert sentence("a:1", "b:1", denial) == "Somebody denies: a:1 related to b:1 (confidence not stated)."


def test_a_proof_has_a_step_for_each_claim_and_says_what_they_come_to() -> None:
    found = explained(claim("a:1", "skos:broadMatch", "b:1", confidence=0.5), claim("c:1", "skos:narrowMatch", "b:1"))
    assert found is not None
    (proof,) = found.proofs
    assert [(step.start, step.stop, step.claim) for step in proof.steps] == [("a:1", "b:1", "c0"), ("b:1", "c:1", "c1")]
    assert proof.comes_to == "Together: a:1 within c:1."
    assert found.conclusion.startswith("It follows: a:1 within c:1.")
    assert found.conclusion.endswith("Confidence not stated.")


def test_a_candidate_says_that_nothing_follows_and_where_to_look() -> None:
    found = explained(claim("a:1", "skos:broadMatch", "b:1"), claim("b:1", "skos:narrowMatch", "c:1"))
    assert found is not None
    assert found.conclusion.startswith("Nothing follows for a:1 and c:1; they meet in 1 statement: b:1.")
    assert found.proofs[0].comes_to == "Together they tell nothing of a:1 and c:1."


def test_a_contradiction_says_that_not_all_can_hold_and_shows_both_ways() -> None:
    found = explained(
        claim("a:1", "skos:exactMatch", "b:1"), claim("b:1", "skos:broadMatch", "c:1"),
        claim("a:1", "skos:exactMatch", "d:1"), claim("d:1", "skos:narrowMatch", "c:1"),
    )  # fmt: skip
    assert found is not None
    assert "cannot all hold" in found.conclusion
    assert len(found.proofs) == 2


def test_what_a_chain_leaves_open_is_listed() -> None:
    found = explained(
        claim("a:1", "skos:broadMatch", "b:1"), claim("b:1", "skos:closeMatch", "c:1", set_relation="intersects")
    )
    assert found is not None
    assert found.proofs[0].comes_to.startswith("Together they leave open for a:1 and c:1: within, meets in part,")


def test_claims_of_the_two_themselves_are_told_apart_from_the_proofs() -> None:
    found = explained(
        claim("c:1", "skos:closeMatch", "a:1"),
        claim("a:1", "skos:narrowMatch", "b:1"),
        claim("b:1", "skos:broadMatch", "c:1"),
    )
    assert found is not None
    assert [step.sentence for step in found.direct] == ["Somebody judges: a:1 close to c:1 (confidence not stated)."]
    assert len(found.proofs) == 1


@pytest.mark.parametrize("known", range(1, relations.ANY + 1))
def test_every_thing_that_can_be_known_has_its_sentence(known: int) -> None:
    from crosswalk.alignment.compose import Chain
    from crosswalk.alignment.explanation import comes_to

    told = comes_to(Chain((), ("a:1", "c:1"), known, True))
    assert told.startswith("Together") and "a:1" in told and told.endswith(".")
