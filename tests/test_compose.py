"""What follows from claims is sound, loses nothing that a chain tells, and says no more."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import naive_composition
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_relations import relation

from crosswalk import relations
from crosswalk.alignment.compose import KEPT, Derived, compose, compose_pair
from crosswalk.alignment.premises import Network, Premise
from crosswalk.errors import UnknownIdentifier
from crosswalk.relations import ANY, BY_NAME, CONCLUSIONS, INVERSE

FRAMEWORKS = {name: tuple(f"{name}:{i}" for i in range(3)) for name in "abcd"}
STATEMENTS = [statement for members in FRAMEWORKS.values() for statement in members]
PREMISES = st.builds(
    lambda ends, known, linking, sure: (ends, known, linking and known != relations.DISJOINT, sure),
    st.tuples(st.sampled_from(STATEMENTS), st.sampled_from(STATEMENTS)).filter(lambda ends: ends[0] != ends[1]),
    st.one_of(st.sampled_from([*BY_NAME.values(), relations.OVERLAP, ANY]), st.integers(1, ANY)),
    st.booleans(),
    st.one_of(st.none(), st.floats(0, 1)),
)
CLAIMS = st.lists(PREMISES, max_size=14).map(
    lambda drawn: [Premise(f"c{i}", *ends, known, link, sure) for i, (ends, known, link, sure) in enumerate(drawn)]
)
HOPS = st.integers(2, 4)


def claim(name: str, subject: str, predicate: str, object_: str, sure: float | None = None) -> Premise:
    """A positive claim with a SKOS predicate."""
    return Premise(name, subject, object_, relations.possible(predicate), True, sure)


def network(*premises: Premise) -> Network:
    return Network(premises, FRAMEWORKS)


def all_pairs(found: Network, hops: int) -> dict[tuple[str, str], Derived]:
    pairs = product(FRAMEWORKS, repeat=2)
    return {(d.subject, d.object): d for a, b in pairs if a != b for d in compose(found, a, b, hops)}


def said(derived: Derived | None) -> tuple[object, ...] | None:
    return None if derived is None else (derived.verdict, derived.relation, derived.known, frozenset(derived.hubs))


@given(CLAIMS, HOPS)
def test_the_fast_answer_is_that_of_walking_every_way(claims: list[Premise], hops: int) -> None:
    found = all_pairs(network(*claims), hops)
    for start, end in product(STATEMENTS, repeat=2):
        if start.partition(":")[0] != end.partition(":")[0]:
            expected = naive_composition.answer(claims, start, end, hops)
            assert said(found.get((start, end))) == expected
            assert said(compose_pair(network(*claims), start, end, hops)) == expected


@given(st.data(), HOPS)
def test_what_is_really_so_is_never_said_to_be_impossible(data: st.DataObject, hops: int) -> None:
    sets = {s: data.draw(st.frozensets(st.integers(0, 5), min_size=1)) for s in STATEMENTS}
    ends = st.tuples(st.sampled_from(STATEMENTS), st.sampled_from(STATEMENTS)).filter(lambda pair: pair[0] != pair[1])
    claims = []
    for number, (a, b) in enumerate(data.draw(st.lists(ends, max_size=14))):
        true = relation(sets[a], sets[b])
        known = true | data.draw(st.integers(0, ANY))
        claims.append(Premise(f"c{number}", a, b, known, known != relations.DISJOINT, 0.5))
    for (a, b), derived in all_pairs(network(*claims), hops).items():
        assert derived.verdict != "contradiction"
        assert derived.known & relation(sets[a], sets[b])


@pytest.mark.parametrize("known", list(product(BY_NAME.values(), repeat=3)))
def test_each_relation_left_open_by_a_chain_is_that_of_some_sets(known: tuple[int, ...]) -> None:
    stops = ("a:0", "b:0", "c:0", "d:0")
    claims = [Premise(f"c{i}", stops[i], stops[i + 1], k, k != relations.DISJOINT) for i, k in enumerate(known)]
    left = naive_composition.told(naive_composition.Way(tuple(claims), stops))
    derived = compose_pair(network(*claims), "a:0", "d:0", 3)
    assert derived is None or derived.known == left
    assert {1 << i for i in range(5) if left >> i & 1} == ends_of_chains()[known]


@cache
def ends_of_chains() -> dict[tuple[int, ...], set[int]]:
    """How the first and the last of four sets can stand, by the relations of each to the next: all sets looked at."""
    sets = [frozenset(i for i in range(5) if chosen >> i & 1) for chosen in range(1, 32)]
    found: dict[tuple[int, ...], set[int]] = {}
    way = {(a, b): relation(a, b) for a, b in product(sets, repeat=2)}
    for a, b, c in product(sets, repeat=3):
        for d in sets:
            found.setdefault((way[a, b], way[b, c], way[c, d]), set()).add(way[a, d])
    return found


@given(CLAIMS, PREMISES, HOPS)
def test_one_claim_more_takes_nothing_back_but_by_contradiction(
    claims: list[Premise], more: tuple[tuple[str, str], int, bool, float | None], hops: int
) -> None:
    ends, known, linking, sure = more
    before = all_pairs(network(*claims), hops)
    after = all_pairs(network(*claims, Premise("more", *ends, known, linking, sure)), hops)
    for pair, derived in before.items():
        if frozenset(pair) == frozenset(ends):
            continue  # the claim may say itself what followed
        if derived.verdict == "contradiction":
            assert after[pair].verdict == "contradiction"
        elif derived.verdict == "entailed":
            assert after[pair].verdict == "contradiction" or after[pair].known & ~derived.known == 0


@given(CLAIMS, st.randoms(use_true_random=False), HOPS)
def test_neither_order_nor_repetition_of_the_claims_matters(
    claims: list[Premise], chance: random.Random, hops: int
) -> None:
    shuffled = [*claims, *claims[:3]]
    chance.shuffle(shuffled)
    assert all_pairs(network(*claims), hops).keys() == all_pairs(network(*shuffled), hops).keys()
    for pair, derived in all_pairs(network(*claims), hops).items():
        other = all_pairs(network(*shuffled), hops)[pair]
        assert said(derived) == said(other)
        assert derived.chains == other.chains
        assert derived.confidence == other.confidence


@given(CLAIMS, HOPS)
def test_read_from_the_other_end_it_is_the_same_turned_round(claims: list[Premise], hops: int) -> None:
    found = all_pairs(network(*claims), hops)
    for (start, end), derived in found.items():
        back = found[end, start]
        assert (back.verdict, back.known, back.hubs) == (derived.verdict, INVERSE[derived.known], derived.hubs)


@given(CLAIMS, HOPS)
def test_every_proof_is_a_way_from_claim_to_claim_that_tells_what_it_is_said_to(
    claims: list[Premise], hops: int
) -> None:
    for derived in all_pairs(network(*claims), hops).values():
        assert derived.chains
        for chain in derived.chains:
            assert (chain.stops[0], chain.stops[-1]) == (derived.subject, derived.object)
            assert len(set(chain.stops)) == len(chain.stops) == len(chain.premises) + 1 <= hops + 1
            for premise, here, there in zip(chain.premises, chain.stops, chain.stops[1:], strict=False):
                assert {premise.subject, premise.object} == {here, there} and premise in claims
            assert naive_composition.told(naive_composition.Way(chain.premises, chain.stops)) == chain.known
        if derived.verdict == "entailed":
            assert derived.known & ~CONCLUSIONS[derived.relation] == 0


# By hand.


def test_broader_and_broader_is_broader_and_the_proof_is_in_order() -> None:
    up, further = (
        claim("one", "a:0", "skos:broadMatch", "b:0", 0.5),
        claim("two", "c:0", "skos:narrowMatch", "b:0", 0.4),
    )
    (derived,) = compose(network(further, up), "a", "c")
    assert (derived.subject, derived.verdict, derived.relation, derived.object) == ("a:0", "entailed", "subset", "c:0")
    assert [p.claim for p in derived.chains[0].premises] == ["one", "two"]
    assert derived.confidence == pytest.approx(0.2)


def test_broader_then_narrower_is_only_a_candidate() -> None:
    found = network(claim("one", "a:0", "skos:broadMatch", "b:0"), claim("two", "b:0", "skos:narrowMatch", "c:0"))
    (derived,) = compose(found, "a", "c")
    assert (derived.verdict, derived.relation, derived.hubs, derived.confidence) == ("candidate", "", ("b:0",), None)


def test_narrower_then_broader_overlaps_at_least() -> None:
    found = network(claim("one", "a:0", "skos:narrowMatch", "b:0"), claim("two", "b:0", "skos:broadMatch", "c:0"))
    (derived,) = compose(found, "a", "c")
    assert (derived.verdict, derived.relation) == ("entailed", "overlaps")


def test_what_lies_within_something_disjoint_is_not_covered() -> None:
    nothing = Premise("two", "b:0", "c:0", relations.DISJOINT, False)
    (derived,) = compose(network(claim("one", "a:0", "skos:broadMatch", "b:0"), nothing), "a", "c")
    assert (derived.verdict, derived.relation, derived.hubs) == ("entailed", "disjoint", ())


def test_a_chain_of_close_matches_tells_nothing() -> None:
    found = network(claim("one", "a:0", "skos:closeMatch", "b:0"), claim("two", "b:0", "skos:closeMatch", "c:0"))
    assert [d.verdict for d in compose(found, "a", "c")] == ["candidate"]


def test_a_claim_of_which_nothing_is_known_enters_no_proof() -> None:
    found = network(claim("one", "a:0", "skos:exactMatch", "b:0"), claim("two", "b:0", "skos:relatedMatch", "c:0"))
    assert [d.verdict for d in compose(found, "a", "c")] == ["candidate"]


def test_a_denial_is_no_link_and_leads_to_no_candidate() -> None:
    denial = Premise("two", "b:0", "c:0", ANY, False)
    assert list(compose(network(claim("one", "a:0", "skos:exactMatch", "b:0"), denial), "a", "c")) == []


def test_the_denial_of_equality_travels_where_the_table_lets_it() -> None:
    denial = Premise("two", "b:0", "c:0", ANY - relations.EQUAL, False)
    found = network(claim("one", "a:0", "skos:exactMatch", "b:0"), denial, claim("x", "a:0", "skos:exactMatch", "c:0"))
    (derived,) = compose(found, "a", "c")
    assert derived.verdict == "contradiction"


def test_a_pair_that_a_claim_denies_or_relates_is_no_candidate() -> None:
    legs = (claim("one", "a:0", "skos:relatedMatch", "b:0"), claim("two", "b:0", "skos:relatedMatch", "c:0"))
    assert [d.verdict for d in compose(network(*legs), "a", "c")] == ["candidate"]
    for direct in (Premise("no", "a:0", "c:0", ANY, False), claim("yes", "a:0", "skos:relatedMatch", "c:0")):
        assert list(compose(network(*legs, direct), "a", "c")) == []


def test_several_chains_together_tell_more_than_each() -> None:
    found = network(
        Premise("one", "a:0", "b:0", relations.SUPERSET),
        Premise("two", "b:0", "c:0", relations.SUBSET | relations.EQUAL),
        Premise("three", "a:0", "d:0", relations.EQUAL),
        Premise("four", "d:0", "c:0", relations.SUBSET | relations.DISJOINT),
    )
    (derived,) = compose(found, "a", "c")
    assert (derived.relation, derived.hubs, len(derived.chains)) == ("subset", ("b:0", "d:0"), 2)


def test_chains_that_cannot_all_hold_are_a_contradiction_with_both_proofs() -> None:
    found = network(
        claim("one", "a:0", "skos:exactMatch", "b:0"), claim("two", "b:0", "skos:broadMatch", "c:0"),
        claim("three", "a:0", "skos:exactMatch", "d:0"), claim("four", "d:0", "skos:narrowMatch", "c:0"),
    )  # fmt: skip
    (derived,) = compose(found, "a", "c")
    assert (derived.verdict, derived.relation, derived.confidence) == ("contradiction", "", None)
    assert {p.claim for chain in derived.chains for p in chain.premises} == {"one", "two", "three", "four"}


def test_claims_of_one_pair_that_disagree_are_not_put_down_to_the_chains() -> None:
    found = network(
        claim("x", "a:0", "skos:exactMatch", "c:0"), claim("y", "a:0", "skos:broadMatch", "c:0"),
        claim("one", "a:0", "skos:exactMatch", "b:0"), claim("two", "b:0", "skos:broadMatch", "c:0"),
    )  # fmt: skip
    (derived,) = compose(found, "a", "c")
    assert (derived.verdict, derived.relation) == ("entailed", "subset")


def test_what_the_claim_between_the_two_says_already_is_no_conclusion() -> None:
    direct = Premise("x", "a:0", "c:0", relations.INTERSECTS)
    found = network(
        direct, claim("one", "a:0", "skos:narrowMatch", "b:0"), claim("two", "b:0", "skos:broadMatch", "c:0")
    )
    (derived,) = compose(found, "a", "c")
    assert (derived.relation, derived.direct) == ("overlaps", (direct,))
    assert all(len(chain.premises) == 2 for chain in derived.chains)


def test_a_circle_of_claims_ends() -> None:
    ring = [
        claim(f"c{i}", f"{x}:0", "skos:exactMatch", f"{y}:0") for i, (x, y) in enumerate(["ab", "bc", "ca", "cd", "da"])
    ]
    found = all_pairs(network(*ring), 4)
    assert {derived.relation for derived in found.values()} == {"equal"}


def test_a_statement_mapped_to_itself_is_passed_over() -> None:
    from crosswalk.alignment.premises import premises
    from crosswalk.model import Mapping

    own = Mapping("a:0", "skos:exactMatch", "a:0", "", "", "", "judged", "proposed")
    assert premises([("own", own)]) == ()


def test_an_unknown_framework_is_a_sentence() -> None:
    with pytest.raises(UnknownIdentifier, match="There is no framework 'x'"):
        list(compose(network(), "a", "x"))


def test_a_hub_of_ten_thousand_is_gone_through_one_statement_at_a_time() -> None:
    many = 10_000
    frameworks = {"a": [f"a:{i}" for i in range(many)], "h": ["h:0"], "c": [f"c:{i}" for i in range(many)]}
    spokes = [claim(f"x{s}", s, "skos:exactMatch", "h:0", 1.0) for name in "ac" for s in frameworks[name]]
    found = compose(Network(spokes, frameworks), "a", "c")
    first = [next(found) for _ in range(many)]
    assert {(d.subject, d.relation) for d in first} == {("a:0", "equal")}
    assert [d.object for d in first] == frameworks["c"]
    assert next(found).subject == "a:1"


def test_of_long_chains_alike_only_the_surest_are_kept() -> None:
    middles = [f"m:{i}" for i in range(3 * KEPT)]
    frameworks = {"a": ["a:0"], "m": middles, "n": ["n:0"], "c": ["c:0"]}
    claims = [claim(f"in{m}", "a:0", "skos:exactMatch", m, i / 100) for i, m in enumerate(middles)]
    claims += [claim(f"out{m}", m, "skos:exactMatch", "n:0", 1.0) for m in middles]
    (derived,) = compose(
        Network([*claims, claim("end", "n:0", "skos:exactMatch", "c:0", 1.0)], frameworks), "a", "c", 3
    )
    assert (derived.relation, len(derived.chains)) == ("equal", KEPT)
    assert derived.confidence == pytest.approx((3 * KEPT - 1) / 100)  # they share a claim, so only the surest counts
