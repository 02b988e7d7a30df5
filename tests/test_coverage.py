"""How far one framework is covered by another: every state counted apart, each statement once in its strongest."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.alignment.compose import compose
from crosswalk.alignment.coverage import REACHED, STATES, Reach, coverage, gaps, shares
from crosswalk.alignment.premises import Network, premises
from crosswalk.model import Mapping
from crosswalk.vocabulary import NO_TERM_FOUND
from crosswalk.words import REACHES

FRAMEWORKS = {name: tuple(f"{name}:{i}" for i in range(4)) for name in "abc"}
SECTIONS = {f"a:{i}": f"a:{'xy'[i // 2]}" for i in range(4)}
STATEMENTS = [s for members in FRAMEWORKS.values() for s in members]


def claim(subject: str, predicate: str, object_: str, kind: str = "judged", **fields: object) -> Mapping:
    return Mapping(subject, predicate, object_, "", "agent:x", "X", kind, "proposed")._replace(**fields)


def reached(*claims: Mapping, target: str = "b") -> tuple[Reach, ...]:
    named = [(f"c{i}", one) for i, one in enumerate(claims)]
    network = Network(premises(named), FRAMEWORKS)
    return coverage(SECTIONS, target, FRAMEWORKS[target], claims, compose(network, "a", target))


def strongest(*claims: Mapping) -> str:
    return reached(*claims)[0].strongest


def test_each_kind_of_claim_makes_its_state() -> None:
    assert strongest() == "not reviewed"
    assert strongest(claim("a:0", "skos:closeMatch", "b:1")) == "judged"
    assert strongest(claim("b:1", "skos:closeMatch", "a:0")) == "judged"
    assert strongest(claim("a:0", "skos:mappingRelation", "b:1", "printed")) == "printed"
    assert strongest(claim("a:0", "skos:relatedMatch", "b:1", negated=True)) == "denied"
    assert strongest(claim("a:0", "skos:exactMatch", NO_TERM_FOUND, searched="b")) == "nothing found"
    assert strongest(claim("a:0", "skos:exactMatch", NO_TERM_FOUND, searched="c")) == "not reviewed"
    assert strongest(claim("a:0", "skos:closeMatch", "b:1", status="candidate")) == "not reviewed"
    assert strongest(claim("a:0", "skos:closeMatch", "c:1")) == "not reviewed"


def test_what_follows_makes_a_state_of_its_own_and_what_is_disjoint_none() -> None:
    up, down = claim("a:0", "skos:exactMatch", "c:0"), claim("c:0", "skos:broadMatch", "b:0")
    assert strongest(up, down) == "entailed"
    (first, *_) = reached(up, claim("c:0", "skos:relatedMatch", "b:0"))
    assert (first.strongest, first.hubs, first.others["candidate"]) == ("candidate", ("c:0",), ("b:0",))
    apart = claim("c:0", "skos:closeMatch", "b:0", negated=True, set_relation="disjoint")
    assert strongest(up, apart) == "not reviewed"


def test_a_printed_link_that_is_denied_is_counted_as_both_and_stands_as_denied() -> None:
    printed = claim("a:0", "skos:mappingRelation", "b:1", "printed")
    denial = claim("a:0", "skos:relatedMatch", "b:1", negated=True)
    first = reached(printed, denial)[0]
    assert (first.states, first.strongest) == (("printed", "denied"), "denied")
    other = claim("a:0", "skos:mappingRelation", "b:2", "printed")
    assert reached(printed, denial, other)[0].strongest == "printed"


def test_a_denial_that_something_further_in_review_outranks_rejects_nothing() -> None:
    denial = claim("a:0", "skos:relatedMatch", "b:1", negated=True)
    reviewed = claim("a:0", "skos:closeMatch", "b:1", status="reviewed")
    first = reached(denial, reviewed)[0]
    assert (first.states, first.strongest) == (("judged", "denied"), "judged")
    assert reached(denial._replace(status="published"), reviewed)[0].strongest == "denied"


def test_a_claim_that_the_two_share_nothing_reaches_nothing() -> None:
    assert strongest(claim("a:0", "skos:relatedMatch", "b:1", set_relation="disjoint")) == "denied"


CLAIMS = st.lists(
    st.builds(
        lambda ends, predicate, kind, negated: claim(*(ends[0], predicate, ends[1]), kind, negated=negated),
        st.tuples(st.sampled_from(STATEMENTS), st.sampled_from(STATEMENTS)),
        st.sampled_from(["skos:exactMatch", "skos:broadMatch", "skos:closeMatch", "skos:relatedMatch"]),
        st.sampled_from(["printed", "judged"]),
        st.booleans(),
    ),
    max_size=12,
)


@given(CLAIMS)
def test_the_strongest_states_of_a_section_add_up_to_its_statements(claims: list[Mapping]) -> None:
    found = reached(*claims)
    assert [reach.statement for reach in found] == list(SECTIONS)
    *parts, everything = shares(found)
    assert [share.section for share in parts] == ["a:x", "a:y"] and everything.section == ""
    for share in (*parts, everything):
        assert sum(share.strongest.values()) == share.statements
        assert all(share.reached[state] >= share.strongest[state] for state in STATES)
    for state in STATES:
        assert everything.reached[state] == sum(share.reached[state] for share in parts)
    assert [reach for reach in found if reach.strongest in REACHED] == [r for r in found if r not in gaps(found)]


@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(claims: list[Mapping], chance: random.Random) -> None:
    shuffled = [*claims, *claims]
    chance.shuffle(shuffled)
    kept = [(r.states, r.strongest, {k: set(v) for k, v in r.others.items()}, set(r.hubs)) for r in reached(*claims)]
    again = [(r.states, r.strongest, {k: set(v) for k, v in r.others.items()}, set(r.hubs)) for r in reached(*shuffled)]
    assert kept == again


# The shipped data, as counted by hand.


@pytest.mark.parametrize(
    ("framework", "statements", "printed"), [("ib-psp-2014", 73, 32), ("iste-coaches-2011", 28, 27)]
)
def test_as_printed_the_growth_model_reaches_what_was_counted_by_hand(
    framework: str, statements: int, printed: int
) -> None:
    everything = shares(open_graph().alignment.coverage(framework, "ais-psi"))[-1]
    assert (everything.statements, everything.reached["printed"]) == (statements, printed)


def test_what_is_reached_by_claims_is_what_the_query_counts_as_mapped() -> None:
    graph = open_graph()
    for row in graph.records("count_matrix"):
        start, end = str(row["from_framework"]), str(row["to_framework"])
        if start != end and row["reviewed"]:
            found = graph.alignment.coverage(start, end)
            assert sum(reach.strongest in ("judged", "printed") for reach in found) == row["mapped"], (start, end)
            unseen = sum(set(reach.states) <= {"not reviewed", "entailed", "candidate"} for reach in found)
            assert len(found) - unseen == row["reviewed"], (start, end)


def test_every_state_has_its_words() -> None:
    assert tuple(REACHES) == STATES
