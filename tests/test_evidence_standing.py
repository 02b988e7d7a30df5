"""How statements stand: rule by rule, and against a second implementation that tries sets of practices."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_standing import WORST_FIRST, stands, status

from crosswalk.alignment.premises import Network, premises
from crosswalk.evidence.lists import grounds
from crosswalk.evidence.standing import Bearing, Grounds, Quality, Standing, contribution, stand
from crosswalk.model import JointClaim, Mapping
from crosswalk.vocabulary import SET_RELATIONS

FRAMEWORKS = {"a": ("a:1", "a:2", "a:3"), "b": ("b:1", "b:2", "b:H"), "c": ("c:1", "c:2")}
HOMES = {statement: name for name, members in FRAMEWORKS.items() for statement in members}
PARENTS = {"b:1": ["b:H"], "b:2": ["b:1"]}
EVERYTHING = tuple(HOMES)


def claim(subject: str, predicate: str, object_: str, **more: object) -> Mapping:
    given_ = {"kind": "judged", "status": "proposed", "author": "agent:x", "author_label": "X", "reason": "So.", **more}
    return Mapping(subject, predicate, object_, "semapv:ManualMappingCuration", **given_)  # type: ignore[arg-type]


def joint(subjects: tuple[str, ...], object_: str, extent: str = "whole", status_: str = "proposed") -> JointClaim:
    return JointClaim(subjects, object_, extent, "agent:x", "X", status_, "gloss", 0.5, "Together.")


def stood(
    claims: list[Mapping],
    evidence: dict[str, list[Quality]],
    joined: list[JointClaim] | None = None,
    parents: dict[str, list[str]] | None = None,
    **more: object,
) -> dict[str, Standing]:
    named = {f"m{number}": one for number, one in enumerate(claims)}
    network = Network(premises(named.items()), FRAMEWORKS)
    grounds = Grounds(network, named, joined or [], PARENTS if parents is None else parents)
    bearings = {
        statement: [Bearing(f"{statement} {n}", quality, at=statement) for n, quality in enumerate(qualities)]
        for statement, qualities in evidence.items()
    }
    found = stand("b", FRAMEWORKS["b"], bearings, grounds, **more)  # type: ignore[arg-type]
    return {one.statement: one for one in found}


def how(claims: list[Mapping], quality: Quality = "full", **more: object) -> str:
    return stood(claims, {"a:1": [quality]}, **more)["b:1"].status  # type: ignore[arg-type]


# Rule by rule.


@pytest.mark.parametrize(
    ("predicate", "set_relation", "expected"),
    [
        ("skos:exactMatch", "", "full"), ("skos:narrowMatch", "", "full"), ("skos:broadMatch", "", "partial"),
        ("skos:closeMatch", "", "partial"), ("skos:relatedMatch", "", "candidate only"),
        ("skos:relatedMatch", "intersects", "partial"), ("skos:closeMatch", "superset", "full"),
        ("skos:closeMatch", "subset", "partial"), ("skos:relatedMatch", "disjoint", "none"),
    ],
)  # fmt: skip
def test_only_what_equals_or_contains_the_statement_supports_it_fully(
    predicate: str, set_relation: str, expected: str
) -> None:
    assert how([claim("a:1", predicate, "b:1", set_relation=set_relation)]) == expected


def test_a_claim_is_read_from_the_end_where_the_evidence_is() -> None:
    assert how([claim("b:1", "skos:broadMatch", "a:1")]) == "full"
    assert how([claim("b:1", "skos:narrowMatch", "a:1")]) == "partial"


def test_a_printed_citation_alone_is_cited_only() -> None:
    printed = claim("a:1", "skos:mappingRelation", "b:1", kind="printed")
    assert how([printed]) == "cited only"
    (way, _) = stood([printed], {"a:1": ["full"]})["b:1"].ways[0]
    assert (way.kind, way.reason) == ("printed", "cited in print, and no more")


def test_what_is_denied_does_not_count_and_is_listed_as_denied_even_if_something_follows() -> None:
    claims = [
        claim("a:1", "skos:mappingRelation", "b:1", kind="printed"),
        claim("a:1", "skos:relatedMatch", "b:1", negated=True, reason="No."),
        claim("a:1", "skos:exactMatch", "c:1"), claim("c:1", "skos:exactMatch", "b:1"),
    ]  # fmt: skip
    found = stood(claims, {"a:1": ["full"]})["b:1"]
    assert found.status == "none" and [way.reason for way in found.denied] == ["denied by X: No."]


def test_what_follows_supports_as_far_as_it_follows_and_else_is_a_place_to_look() -> None:
    first = claim("a:1", "skos:exactMatch", "c:1")
    assert how([first, claim("c:1", "skos:narrowMatch", "b:1")]) == "full"
    assert how([first, claim("c:1", "skos:broadMatch", "b:1")]) == "partial"
    assert how([first, claim("c:1", "skos:relatedMatch", "b:1")]) == "candidate only"
    (way, _) = stood([first, claim("c:1", "skos:narrowMatch", "b:1")], {"a:1": ["full"]})["b:1"].ways[0]
    assert (way.kind, way.hubs, set(way.claims)) == ("entailed", ("c:1",), {"m0", "m1"})


def test_what_follows_is_followed_from_other_frameworks_alone() -> None:
    claims = [claim("a:1", "skos:exactMatch", "b:1"), claim("a:1", "skos:exactMatch", "b:2")]
    assert stood(claims, {"b:2": ["full"]}, parents={})["b:1"].status == "none"


def test_a_claim_that_nobody_reviewed_counts_and_is_marked() -> None:
    for status_, marked in (("proposed", True), ("reviewed", False)):
        found = stood([claim("a:1", "skos:exactMatch", "b:1", status=status_)], {"a:1": ["full"]})["b:1"]
        assert found.status == "full" and found.ways[0][0].proposed is marked


def test_what_is_not_good_enough_supports_in_part_and_what_is_not_met_supports_nothing() -> None:
    equal = [claim("a:1", "skos:exactMatch", "b:1")]
    assert how(equal, "partial") == "partial" and how(equal, "no") == "none"
    assert how([claim("a:1", "skos:narrowMatch", "b:1")], "no") == "none"


def test_a_part_and_a_heading_support_in_part() -> None:
    assert stood([], {"b:2": ["full"]})["b:1"].status == "partial"
    assert stood([], {"b:H": ["full"]})["b:2"].status == "partial"
    assert stood([], {"b:1": ["full"]})["b:1"].status == "full"


def test_no_negative_travels_from_the_broader_to_the_narrower() -> None:
    assert stood([], {"b:H": ["no"], "b:1": ["full"]})["b:1"].status == "full"
    assert stood([], {"b:H": ["no"]})["b:1"].status == "none"
    denied = claim("a:1", "skos:relatedMatch", "b:H", negated=True)
    found = stood([denied, claim("a:1", "skos:exactMatch", "b:1")], {"a:1": ["full"]})
    assert found["b:1"].status == "full" and found["b:1"].denied == () and len(found["b:H"].denied) == 1


def test_a_claim_that_is_only_a_candidate_carries_nothing() -> None:
    found = stood([claim("a:1", "skos:exactMatch", "b:1", status="candidate")], {"a:1": ["full"]})["b:1"]
    assert (found.status, found.ways, found.denied) == ("none", (), ())


def test_joint_support_needs_all_and_the_weakest_decides() -> None:
    both = [joint(("a:1", "a:2"), "b:1")]
    assert stood([], {"a:1": ["full"], "a:2": ["no", "full"]}, both)["b:1"].status == "full"
    assert stood([], {"a:1": ["full"], "a:2": ["partial"]}, both)["b:1"].status == "partial"
    lacking: list[dict[str, list[Quality]]] = [{"a:1": ["full"]}, {"a:1": ["full"], "a:2": ["no"]}]
    for evidence in lacking:
        found = stood([], evidence, both)["b:1"]
        assert found.status == "candidate only" and "a:2, for which no evidence counts" in found.ways[0][0].reason
    part = [joint(("a:1", "a:2"), "b:1", "part")]
    assert stood([], {"a:1": ["full"], "a:2": ["full"]}, part)["b:1"].status == "partial"


def test_a_decision_puts_a_statement_and_all_below_it_out_of_scope_and_keeps_the_reason() -> None:
    found = stood([], {"b:1": ["full"]}, out_of_scope={"b:H": "Not here."})
    assert {one.status for one in found.values()} == {"out of scope"}
    assert found["b:1"].out_of_scope == "Not here." and found["b:1"].ways


def test_claims_that_cannot_all_hold_support_nothing() -> None:
    claims = [claim("a:1", "skos:exactMatch", "b:1"), claim("a:1", "skos:broadMatch", "b:1", author="agent:y")]
    found = stood(claims, {"a:1": ["full"]})["b:1"]
    assert found.status == "none" and found.ways[0][0].reason == "the claims on this pair cannot all hold"


def test_what_nobody_reviewed_takes_nothing_away_from_what_was_reviewed() -> None:
    reviewed = claim("a:1", "skos:exactMatch", "b:1", status="reviewed")
    for other in (claim("a:1", "skos:broadMatch", "b:1"), claim("a:1", "skos:relatedMatch", "b:1", negated=True),
                  claim("a:1", "skos:relatedMatch", "b:1", set_relation="disjoint")):  # fmt: skip
        assert how([reviewed, other]) == "full"
        assert how([claim("a:1", "skos:exactMatch", "b:1"), other]) == "none"
    cited = claim("a:1", "skos:mappingRelation", "b:1", kind="printed", status="reviewed")
    assert how([cited, claim("a:1", "skos:relatedMatch", "b:1", set_relation="disjoint")]) == "cited only"


# Against the second implementation.

PREDICATES = ("skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "skos:closeMatch", "skos:relatedMatch")
PAIRS = [pair for pair in itertools.combinations(EVERYTHING, 2) if HOMES[pair[0]] != HOMES[pair[1]]]
QUALITIES: st.SearchStrategy[Quality] = st.sampled_from(["full", "partial", "no"])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Mapping], dict[str, list[Quality]], list[JointClaim]]:
    claims = []
    for pair in draw(st.lists(st.sampled_from(PAIRS), max_size=7)):
        subject, object_ = draw(st.permutations(pair))
        printed = draw(st.booleans())
        predicate = "skos:mappingRelation" if printed else draw(st.sampled_from(PREDICATES))
        negated = not printed and draw(st.booleans())
        relation = "" if printed or negated else draw(st.sampled_from(["", *SET_RELATIONS]))
        claims.append(
            claim(subject, predicate, object_, kind="printed" if printed else "judged", negated=negated,
                  set_relation=relation, status=draw(st.sampled_from(["proposed", "reviewed"])))
        )  # fmt: skip
    evidence = draw(
        st.dictionaries(st.sampled_from(EVERYTHING), st.lists(QUALITIES, min_size=1, max_size=2), max_size=4)
    )
    joined = draw(
        st.lists(st.sampled_from([joint(("a:1", "a:2"), "b:1"), joint(("a:1", "c:1"), "b:2", "part")]), max_size=2)
    )
    return claims, evidence, joined


@settings(max_examples=400)
@given(worlds())
def test_it_stands_as_trying_sets_says_it_stands(
    world: tuple[list[Mapping], dict[str, list[Quality]], list[JointClaim]],
) -> None:
    claims, evidence, joined = world
    named = {f"m{number}": one for number, one in enumerate(claims)}
    found = stood(claims, evidence, joined)
    for statement in FRAMEWORKS["b"]:
        assert (statement, found[statement].status) == (
            statement,
            status(statement, evidence, named, joined, PARENTS, HOMES),
        )


@settings(max_examples=150)
@given(worlds(), st.sampled_from(EVERYTHING), QUALITIES)
def test_more_evidence_never_makes_anything_stand_worse(
    world: tuple[list[Mapping], dict[str, list[Quality]], list[JointClaim]], where: str, quality: Quality
) -> None:
    claims, evidence, joined = world
    before = stood(claims, evidence, joined)
    after = stood(claims, {**evidence, where: [*evidence.get(where, []), quality]}, joined)
    for statement, one in before.items():
        assert WORST_FIRST.index(after[statement].status) >= WORST_FIRST.index(one.status)


@settings(max_examples=150)
@given(worlds())
def test_nothing_is_full_without_evidence_that_is_and_every_way_says_no_more_than_it_may(
    world: tuple[list[Mapping], dict[str, list[Quality]], list[JointClaim]],
) -> None:
    claims, evidence, joined = world
    weak: dict[str, list[Quality]] = {s: ["partial" if q == "full" else q for q in qs] for s, qs in evidence.items()}
    assert "full" not in {one.status for one in stood(claims, weak, joined).values()}
    nothing: dict[str, list[Quality]] = {s: ["no"] for s in evidence}
    assert {one.status for one in stood(claims, nothing, joined).values()} == {"none"}
    for one in stood(claims, evidence, joined).values():
        for way, bearings in one.ways:
            assert WORST_FIRST.index(contribution(way, bearings)) <= WORST_FIRST.index(way.strength)


# Where the claims are true of some sets of practices, so that they cannot contradict.

PRACTICES = st.frozensets(st.integers(0, 3), min_size=1)
CLAIMED = {"equal": "skos:exactMatch", "subset": "skos:broadMatch", "superset": "skos:narrowMatch"}
Sets = dict[str, frozenset[int]]


def true_claims(one: frozenset[int], other: frozenset[int], narrowing: bool) -> list[dict[str, object]]:
    """What can be said of two sets without error, but that they share nothing."""
    relation = stands(one, other)
    denied = [{"predicate": "skos:relatedMatch", "negated": True}]
    if narrowing:
        denied += [{"predicate": p, "negated": True} for r, p in CLAIMED.items() if r != relation]
    if relation == "disjoint":
        return [*denied, {"predicate": "skos:mappingRelation", "kind": "printed"}, {"predicate": "skos:relatedMatch"}]
    said = [{"predicate": "skos:closeMatch"}, {"predicate": "skos:relatedMatch", "set_relation": relation}]
    return [*denied, *said, {"predicate": CLAIMED.get(relation, "skos:mappingRelation")}]


@st.composite
def true_worlds(draw: st.DrawFn, narrowing: bool = True) -> tuple[Sets, list[Mapping], dict[str, list[Quality]]]:
    sets = {statement: draw(PRACTICES) for statement in EVERYTHING}
    claims = []
    for subject, object_ in draw(st.lists(st.sampled_from(PAIRS), max_size=8)):
        said = dict(draw(st.sampled_from(true_claims(sets[subject], sets[object_], narrowing))))
        status_ = draw(st.sampled_from(["proposed", "reviewed"]))
        claims.append(claim(subject, str(said.pop("predicate")), object_, status=status_, **said))
    places = st.dictionaries(st.sampled_from(EVERYTHING), st.lists(QUALITIES, min_size=1, max_size=2), max_size=3)
    return sets, claims, draw(places)


@settings(max_examples=200)
@given(true_worlds(), st.sampled_from(EVERYTHING))
def test_what_is_full_is_contained_and_what_is_partial_overlaps(
    world: tuple[Sets, list[Mapping], dict[str, list[Quality]]], start: str
) -> None:
    sets, claims, _ = world
    for statement, one in stood(claims, {start: ["full"]}, parents={}).items():
        if one.status == "full":
            assert sets[start] >= sets[statement]
        if one.status == "partial":
            assert sets[start] & sets[statement]


@settings(max_examples=200)
@given(true_worlds())
def test_reviewed_claims_alone_never_give_more_than_all(
    world: tuple[Sets, list[Mapping], dict[str, list[Quality]]],
) -> None:
    _, claims, evidence = world
    named = {f"m{number}": one for number, one in enumerate(claims)}
    alignment = SimpleNamespace(
        claims=SimpleNamespace(values=named),
        joint_records=[],
        network=Network(premises(named.items()), FRAMEWORKS),
        parents=PARENTS,
    )
    bearings = {s: [Bearing(s, quality, at=s) for quality in qualities] for s, qualities in evidence.items()}
    some, all_ = (
        stand("b", FRAMEWORKS["b"], bearings, grounds(alignment, reviewed_only))  # type: ignore[arg-type]
        for reviewed_only in (True, False)
    )
    for fewer, more in zip(some, all_, strict=True):
        assert WORST_FIRST.index(fewer.status) <= WORST_FIRST.index(more.status)
        assert not any(way.proposed for way, _ in fewer.ways if way.strength in ("full", "partial"))


@settings(max_examples=200)
@given(true_worlds(narrowing=False), st.data())
def test_without_a_denial_nothing_stands_worse(
    world: tuple[Sets, list[Mapping], dict[str, list[Quality]]], data: st.DataObject
) -> None:
    _, claims, evidence = world
    before = stood(claims, evidence)
    denials = [one for one in claims if one.negated]
    gone = data.draw(st.sampled_from(denials)) if denials else None
    after = stood([one for one in claims if one is not gone], evidence)
    for statement, one in before.items():
        assert WORST_FIRST.index(after[statement].status) >= WORST_FIRST.index(one.status)
