"""What rests on statements that a newer edition changes: the claims of others, and what follows by way of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.alignment.compose import compose
from crosswalk.alignment.impact import Impact, impact
from crosswalk.alignment.premises import Network, premises
from crosswalk.alignment.supersession import Edition, compare
from crosswalk.model import Mapping
from crosswalk.vocabulary import ENTAILED, NO_TERM_FOUND

FRAMEWORKS = {name: tuple(f"{name}:{i}" for i in (1, 2, 3)) for name in "abxy"}


def claim(subject: str, predicate: str, object_: str, **fields: object) -> Mapping:
    made = Mapping(subject, f"skos:{predicate}", object_, "", "agent:x", "X", "judged", "proposed")
    return made._replace(**fields)


def found(*claims: Mapping) -> dict[str, Impact]:
    named = {f"c{i}": c for i, c in enumerate(claims)}
    older, newer = (Edition(name, FRAMEWORKS[name], FRAMEWORKS[name], {}) for name in "ab")
    network = Network(premises(named.items()), FRAMEWORKS)
    return {i.change.statement: i for i in impact(compare(named, older, newer), named, network)}


def test_the_claims_of_other_frameworks_rest_on_what_changed_and_on_nothing_that_was_kept() -> None:
    rested = found(
        claim("a:1", "exactMatch", "b:1"),
        claim("a:2", "broadMatch", "b:2"),
        claim("x:1", "closeMatch", "a:1"),
        claim("x:2", "closeMatch", "a:2"),
        claim("a:2", "relatedMatch", "y:1", status="candidate"),
        claim("x:3", "closeMatch", "a:2", negated=True),
    )
    assert list(rested) == ["a:2", "a:3"]
    assert [(r.name, r.other) for r in rested["a:2"].claims] == [("c3", "x:2"), ("c5", "x:3"), ("c4", "y:1")]
    assert rested["a:3"].claims == rested["a:3"].results == ()


def test_searches_that_found_nothing_and_what_follows_are_no_claims_that_rest() -> None:
    rested = found(
        claim("a:1", "relatedMatch", NO_TERM_FOUND, searched="x"),
        claim("a:1", "closeMatch", "x:1", kind=ENTAILED),
        claim("a:1", "relatedMatch", "a:2"),
    )
    assert rested["a:1"].claims == ()


def test_what_follows_rests_on_its_hub_and_on_its_ends() -> None:
    rested = found(
        claim("x:1", "exactMatch", "a:1"),
        claim("a:1", "broadMatch", "y:1"),
        claim("y:1", "exactMatch", "x:2"),
        claim("a:1", "relatedMatch", "b:1"),
    )["a:1"]
    assert [(d.subject, d.object, d.relation) for d in rested.results] == [
        ("a:1", "x:2", "subset"),
        ("x:1", "y:1", "subset"),
    ], "what is claimed already is no conclusion, and two of one framework are no crosswalk"


PREDICATES = st.sampled_from(["exactMatch", "broadMatch", "narrowMatch", "closeMatch", "relatedMatch"])
STATEMENTS = st.sampled_from([statement for members in FRAMEWORKS.values() for statement in members])


@given(st.lists(st.builds(claim, STATEMENTS, PREDICATES, STATEMENTS), max_size=10))
def test_what_rests_is_what_composing_every_two_frameworks_finds(claims: list[Mapping]) -> None:
    """The second answer composes all pairs of frameworks and keeps what passes the statement."""
    network = Network(premises({f"c{i}": c for i, c in enumerate(claims)}.items()), FRAMEWORKS)
    entailed = [
        derived
        for one, other in (("a", "x"), ("a", "y"), ("x", "y"))
        for derived in compose(network, one, other)
        if derived.verdict == "entailed"
    ]
    for statement, rested in found(*claims).items():
        passing = {(d.subject, d.object) for d in entailed if any(statement in chain.stops for chain in d.chains)}
        assert {(d.subject, d.object) for d in rested.results} == passing
        assert len(rested.results) == len(passing)
        others = {(c.subject, c.object) for c in claims if statement in (c.subject, c.object)}
        outside = {pair for pair in others if not all(end[0] in "ab" for end in pair)}
        assert {(r.claim.subject, r.claim.object) for r in rested.claims} == outside


def test_ib_2014_as_shipped_by_hand() -> None:
    alignment = open_graph().alignment
    rested = {i.change.statement: i for i in alignment.impact(alignment.supersession("ib-psp-2014", "ib-psp-2020"))}
    gone = rested["ib-psp-2014:A8"]
    assert gone.change.kind == "gone"
    assert [(r.claim.kind, r.claim.negated, r.other) for r in gone.claims].count(("printed", False, "ais-psi:4.3")) == 1
    assert {r.other for r in gone.claims} == {"ais-psi:4.3", "ais-psi:6.2"}
    assert "ib-psp-2014:A1" not in rested, "it was kept"
