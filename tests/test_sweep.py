"""All pairs at once are what `compose` says of each, whatever the claims."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_compose import CLAIMS, FRAMEWORKS, PREMISES, all_pairs, network

from crosswalk import relations
from crosswalk.alignment import sweep as module
from crosswalk.alignment.compose import compose
from crosswalk.alignment.premises import Network, Premise
from crosswalk.alignment.sweep import VERDICTS, Sweep, sweep

#: What is said of a pair: the verdict, what is known, and in how many statements the two meet.
Said = dict[tuple[str, str], tuple[str, int, int]]


def swept(found: Network, cells: int = module.CELLS) -> Said:
    """What the sweep says of the pairs of different frameworks; it says nothing of a pair twice."""
    whole, said = Sweep(found), Said()
    for block in whole.blocks(cells):
        for source, target, known, hubs, verdict in zip(*(array.tolist() for array in block), strict=True):
            pair = whole.statements[source], whole.statements[target]
            assert pair not in said
            assert pair[0] != pair[1]
            said[pair] = (VERDICTS[verdict], known, hubs)
    return {pair: what for pair, what in said.items() if pair[0].partition(":")[0] != pair[1].partition(":")[0]}


def composed(found: Network) -> Said:
    return {pair: (d.verdict, d.known, len(d.hubs)) for pair, d in all_pairs(found, 2).items()}


@given(CLAIMS, st.integers(1, 60))
def test_the_sweep_says_what_compose_says(claims: list[Premise], cells: int) -> None:
    assert swept(network(*claims), cells) == composed(network(*claims))


@settings(max_examples=40)
@given(st.lists(PREMISES, min_size=20, max_size=80))
def test_it_does_where_claims_are_many_and_lie_side_by_side(drawn: list[tuple]) -> None:
    claims = [Premise(f"c{i}", *ends, known, link, sure) for i, (ends, known, link, sure) in enumerate(drawn)]
    assert swept(network(*claims)) == composed(network(*claims))


@settings(max_examples=40)
@given(st.lists(PREMISES, min_size=20, max_size=80), st.integers(1, 3))
def test_it_does_where_the_chains_of_a_pair_are_counted_in_pieces(drawn: list[tuple], limit: int) -> None:
    claims = [Premise(f"c{i}", *ends, known, link, sure) for i, (ends, known, link, sure) in enumerate(drawn)]
    whole = Sweep(network(*claims))
    whole._limit = limit
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("test_sweep.Sweep", lambda _: whole)
        assert swept(network(*claims)) == composed(network(*claims))


def test_a_pair_may_have_more_chains_than_a_count_holds() -> None:
    hubs = [f"h:{i}" for i in range(3 * module.LIMIT + 5)]
    overlap = relations.OVERLAP
    claims = [Premise(f"{end} {hub}", end, hub, overlap) for hub in hubs for end in ("a:0", "b:0")]
    claims.append(Premise("last", "a:0", "b:0", relations.ANY, False))
    claims.append(Premise("one", "a:1", hubs[0], relations.EQUAL))
    found = Network(claims, {"a": ("a:0", "a:1"), "b": ("b:0",), "h": hubs})
    whole = Sweep(found)
    said = {
        (whole.statements[s], whole.statements[t]): (VERDICTS[v], k, h)
        for block in whole.blocks(1 << 14)
        for s, t, k, h, v in zip(*(array.tolist() for array in block), strict=True)
    }
    assert ("a:0", "b:0") not in said  # nothing follows, and the two are denied already
    assert said["a:1", "b:0"] == ("entailed", overlap, 1)
    assert said["a:0", "a:1"] == ("entailed", overlap, 1)


def test_a_pair_with_very_many_hubs_has_them_all_counted() -> None:
    hubs = [f"h:{i}" for i in range(2 * module.LIMIT + 7)]
    claims = [Premise(f"{end} {hub}", end, hub, relations.OVERLAP) for hub in hubs for end in ("a:0", "b:0")]
    found = Network(claims, {"a": ("a:0",), "b": ("b:0",), "h": ()})
    (derived,) = compose(found, "a", "b")
    assert swept(found) == {
        pair: (derived.verdict, derived.known, len(hubs)) for pair in (("a:0", "b:0"), ("b:0", "a:0"))
    }


def test_a_network_without_claims_has_nothing_that_follows() -> None:
    assert [len(block.source) for block in sweep(Network((), FRAMEWORKS))] == [0]
    assert list(sweep(Network((), {}))) == []


def test_the_arrays_are_of_the_kinds_that_are_promised() -> None:
    claims = (Premise("1", "a:0", "h:0", relations.EQUAL), Premise("2", "h:0", "b:0", relations.EQUAL))
    (block,) = sweep(Network(claims, {"a": ("a:0",), "b": ("b:0",)}))
    assert [str(array.dtype) for array in block] == ["int32", "int32", "uint8", "int32", "uint8"]
    assert block.hubs.tolist() == [1, 1]
