"""Adoption: at most one plain triple a pair, chosen by the rule and by nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from crosswalk.alignment.adoption import adopt, adoptable
from crosswalk.model import Mapping
from crosswalk.vocabulary import NO_TERM_FOUND


def claim(**changes: object) -> Mapping:
    base = Mapping(
        "a:1", "skos:relatedMatch", "b:1", "semapv:ManualMappingCuration", "agent:x", "X", "judged", "proposed"
    )
    return base._replace(**changes)


CLAIMS = st.lists(
    st.builds(
        claim,
        subject=st.sampled_from(["a:1", "a:2", "b:1"]),
        object=st.sampled_from(["b:1", "b:2", "a:1", NO_TERM_FOUND]),
        predicate=st.sampled_from(["skos:exactMatch", "skos:broadMatch"]),
        status=st.sampled_from(["candidate", "proposed", "reviewed", "published"]),
        kind=st.sampled_from(["printed", "judged"]),
        negated=st.booleans(),
        confidence=st.one_of(st.none(), st.sampled_from([0.2, 0.9])),
    ),
    max_size=10,
)


@given(CLAIMS)
def test_no_pair_is_adopted_twice_and_nothing_unadoptable_at_all(claims: list[Mapping]) -> None:
    adopted = adopt(claims)
    pairs = [frozenset((m.subject, m.object)) for m in adopted]
    assert len(pairs) == len(set(pairs))
    assert all(m in claims and not m.negated and m.status != "candidate" for m in adopted)
    assert all(NO_TERM_FOUND not in (m.subject, m.object) for m in adopted)


@given(CLAIMS)
def test_the_order_of_the_claims_does_not_matter(claims: list[Mapping]) -> None:
    assert adopt(claims) == adopt(reversed(claims))


def test_reviewed_stands_over_proposed_even_where_printed_meets_judged() -> None:
    printed = claim(kind="printed", status="reviewed", predicate="skos:mappingRelation")
    judged = claim(kind="judged", status="proposed")
    assert adopt([judged, printed]) == (printed,)


def test_judged_stands_over_printed_of_the_same_status_whichever_way_it_is_written() -> None:
    printed = claim(kind="printed", predicate="skos:mappingRelation")
    judged = claim(subject="b:1", object="a:1", predicate="skos:broadMatch")
    assert adopt([printed, judged]) == (judged,)


def test_a_judged_denial_keeps_the_printed_claim_from_becoming_a_plain_triple() -> None:
    printed = claim(kind="printed", predicate="skos:mappingRelation")
    assert adopt([printed, claim(negated=True)]) == ()


def test_a_candidate_never_counts_not_even_against_a_printed_claim() -> None:
    printed = claim(kind="printed", predicate="skos:mappingRelation")
    assert adopt([printed, claim(status="candidate"), claim(status="candidate", negated=True)]) == (printed,)
    assert not adoptable(claim(object=NO_TERM_FOUND))


def test_of_two_claims_as_strong_as_each_other_the_denial_wins() -> None:
    said, denied = claim(confidence=0.9), claim(confidence=0.9, negated=True)
    assert adopt([said, denied]) == adopt([denied, said]) == ()


def test_a_claim_that_the_two_share_nothing_makes_no_plain_triple_and_outranks_what_is_weaker() -> None:
    apart = claim(set_relation="disjoint")
    assert adopt([apart]) == ()
    assert adopt([apart, claim(kind="printed", author="document:d")]) == ()
