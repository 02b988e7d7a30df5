"""Mappings carried over to a newer edition: what follows, what is only a place to look, and what stays open."""

from __future__ import annotations

from collections import Counter

import naive_composition
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.alignment.migration import Migration, migrate
from crosswalk.alignment.premises import Network, premises
from crosswalk.alignment.supersession import Edition, compare
from crosswalk.model import Mapping
from crosswalk.vocabulary import NO_TERM_FOUND

MEMBERS = {name: tuple(f"{name}:{i}" for i in (1, 2, 3)) for name in "xaby"}


def claim(subject: str, predicate: str, object_: str, **fields: object) -> Mapping:
    made = Mapping(subject, f"skos:{predicate}", object_, "", "agent:x", "X", "judged", "proposed")
    return made._replace(**fields)


def migration(*claims: Mapping) -> Migration:
    """Of x from a to b."""
    named = {f"c{i}": c for i, c in enumerate(claims)}
    x, a, b = (Edition(name, MEMBERS[name], MEMBERS[name], {}) for name in "xab")
    return migrate(Network(premises(named.items()), MEMBERS), named, x, compare(named, a, b), a)


def test_what_follows_is_entailed_with_its_proof_in_order_and_the_change_of_its_hub() -> None:
    found = migration(
        claim("a:1", "broadMatch", "b:1", confidence=0.5), claim("x:1", "exactMatch", "a:1", confidence=0.8)
    )
    (proposal,) = found.proposals
    derived = proposal.derived
    assert (derived.subject, derived.object, derived.verdict, derived.relation) == ("x:1", "b:1", "entailed", "subset")
    assert [[p.claim for p in chain.premises] for chain in derived.chains] == [["c1", "c0"]]
    assert derived.confidence == 0.4
    assert [(change.statement, change.kind) for change in proposal.changes] == [("a:1", "widened")]
    assert found.counts() == {"entailed": 1, "candidate": 0, "contradiction": 0}


def test_a_hub_of_another_framework_has_no_say() -> None:
    assert migration(claim("x:1", "exactMatch", "y:1"), claim("y:1", "exactMatch", "b:1")).proposals == ()


def test_a_printed_citation_that_is_denied_carries_nothing_and_its_statement_stays_open() -> None:
    found = migration(
        claim("x:1", "mappingRelation", "a:1", kind="printed"),
        claim("x:1", "relatedMatch", "a:1", negated=True),
        claim("a:1", "exactMatch", "b:1"),
    )
    assert found.proposals == ()
    assert found.open == (("x:1", "", "denied"), ("x:2", "", "not reviewed"), ("x:3", "", "not reviewed"))


def test_a_counterpart_that_is_gone_or_was_not_reviewed_is_never_silent() -> None:
    found = migration(
        claim("x:1", "exactMatch", "a:1"),
        claim("x:1", "closeMatch", "a:2"),
        claim("x:2", "closeMatch", "a:3"),
        claim("x:3", "relatedMatch", NO_TERM_FOUND, searched="a"),
        claim("a:1", "relatedMatch", NO_TERM_FOUND, searched="b"),
        claim("a:2", "closeMatch", "b:2"),
    )
    assert [(p.derived.subject, p.derived.object, p.derived.verdict) for p in found.proposals] == [
        ("x:1", "b:2", "candidate")
    ]
    assert found.open == (("x:1", "a:1", "gone"), ("x:2", "a:3", "not reviewed"), ("x:3", "", "gone"))


def test_what_is_claimed_already_between_the_two_is_named_and_a_clash_is_a_contradiction() -> None:
    chain = (claim("x:1", "relatedMatch", "a:1"), claim("a:1", "exactMatch", "b:1"))
    (candidate,) = migration(*chain, claim("x:1", "closeMatch", "b:1")).proposals
    assert (candidate.derived.verdict, [p.claim for p in candidate.derived.direct]) == ("candidate", ["c2"])
    (denied,) = migration(*chain, claim("x:1", "closeMatch", "b:1", negated=True)).proposals
    assert (denied.derived.verdict, [p.claim for p in denied.derived.direct]) == ("candidate", ["c2"])
    equal = (claim("x:1", "exactMatch", "a:1"), claim("a:1", "exactMatch", "b:1"))
    (clash,) = migration(*equal, claim("x:1", "broadMatch", "b:1")).proposals
    assert clash.derived.verdict == "contradiction"


STATEMENTS = st.sampled_from([statement for members in MEMBERS.values() for statement in members])
PREDICATES = st.sampled_from(["exactMatch", "broadMatch", "narrowMatch", "closeMatch", "relatedMatch"])


@given(st.lists(st.builds(claim, STATEMENTS, PREDICATES, STATEMENTS, negated=st.booleans()), max_size=12))
def test_both_answers_agree_and_no_statement_is_passed_over(claims: list[Mapping]) -> None:
    """The second answer walks every way of two claims over the older edition, and of one."""
    found = migration(*claims)
    held = premises({f"c{i}": c for i, c in enumerate(claims)}.items())
    between = [p for p in held if {p.subject[0], p.object[0]} in ({"x", "a"}, {"a", "b"})]
    direct = [p for p in held if {p.subject[0], p.object[0]} == {"x", "b"}]
    expected = {}
    for subject in MEMBERS["x"]:
        for object_ in MEMBERS["b"]:
            answer = naive_composition.answer(between, subject, object_, 2)
            if answer is not None:
                full = naive_composition.answer([*between, *direct], subject, object_, 2)
                expected[subject, object_] = (full or answer)[:2]
    assert {(p.derived.subject, p.derived.object): (p.derived.verdict, p.derived.relation) for p in found.proposals} \
        == expected  # fmt: skip
    told = {p.derived.subject for p in found.proposals} | {item.subject for item in found.open}
    assert told == set(MEMBERS["x"])
    assert len(set(found.open)) == len(found.open)


# The shipped frameworks.


def shipped(framework: str, older: str, newer: str) -> Migration:
    return open_graph().alignment.migration(framework, older, newer)


def test_the_growth_model_from_iste_coaches_2011_to_2019() -> None:
    """By hand: it prints 28 codes of the 2011 edition; seven of its statements cite what is gone, and it alone."""
    found = shipped("ais-psi", "iste-coaches-2011", "iste-coaches-2019")
    assert found.counts() == {"entailed": 0, "candidate": 24, "contradiction": 0}
    first = found.proposals[0]
    assert (first.derived.subject, first.derived.object) == ("ais-psi:1.1", "iste-coaches-2019:1a")
    assert [(c.statement, c.kind) for c in first.changes] == [("iste-coaches-2011:1a", "kept")]
    gone = {item.older.partition(":")[2] for item in found.open}
    assert gone == {"1b", "1c", "2d", "3b", "3e", "3g", "5c"}
    assert {item.change for item in found.open} == {"gone"}


def test_the_growth_model_from_ib_2014_to_2020() -> None:
    found = shipped("ais-psi", "ib-psp-2014", "ib-psp-2020")
    assert found.counts() == {"entailed": 0, "candidate": 30, "contradiction": 0}
    assert Counter((item.change, bool(item.older)) for item in found.open) == {("denied", False): 7, ("gone", True): 2}
    pairs = {(p.derived.subject, p.derived.object): p for p in found.proposals}
    assert pairs["ais-psi:3.4", "ib-psp-2020:0202-02"].derived.hubs == ("ib-psp-2014:B2.8",)
    assert not any("ib-psp-2014:C3.15" in p.derived.hubs for key, p in pairs.items() if key[0] == "ais-psi:3.4"), (
        "that citation is denied"
    )


def test_iste_coaches_2011_from_administrators_2009_to_education_leaders_2018() -> None:
    """By hand: 5b is close to 5c, and all that satisfies 5c satisfies 1d: what satisfies both 5b and 5c meets 1d."""
    found = shipped("iste-coaches-2011", "iste-administrators-2009-td", "iste-education-leaders-2018")
    assert found.counts() == {"entailed": 1, "candidate": 35, "contradiction": 0}
    (entailed,) = [p for p in found.proposals if p.derived.verdict == "entailed"]
    assert (entailed.derived.subject, entailed.derived.object) == (
        "iste-coaches-2011:5b",
        "iste-education-leaders-2018:1d",
    )
    assert (entailed.derived.relation, round(entailed.derived.confidence or 0, 4)) == ("overlaps", 0.42)
    assert [(c.statement, c.kind) for c in entailed.changes] == [("iste-administrators-2009-td:5c", "widened")]
    assert entailed.derived.direct, "the two are judged directly, too"
