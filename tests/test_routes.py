"""How two statements or frameworks are joined at all, by the fewest claims."""

from __future__ import annotations

from crosswalk.alignment.premises import Network, Premise
from crosswalk.alignment.routes import framework_route, route

FRAMEWORKS = {name: (f"{name}:1", f"{name}:2") for name in "abcde"}


def network(*ends: tuple[str, str], linking: bool = True) -> Network:
    return Network([Premise(f"{a}{b}", a, b, 31, linking) for a, b in ends], FRAMEWORKS)


def test_the_way_has_the_fewest_claims_in_their_order() -> None:
    found = network(("a:1", "b:1"), ("c:1", "b:1"), ("c:1", "d:1"), ("a:1", "c:1"))
    assert [p.claim for p in route(found, "a:1", {"d:1"})] == ["a:1c:1", "c:1d:1"]
    assert framework_route(found, "a", "d") == ("a", "c", "d")


def test_without_a_way_there_is_none() -> None:
    found = network(("a:1", "b:1"), ("c:1", "d:1"))
    assert route(found, "a:1", {"d:1"}) == () == framework_route(found, "a", "d")
    assert route(found, "e:1", {"a:1"}) == ()


def test_a_denial_is_no_way() -> None:
    found = network(("a:1", "b:1"), linking=False)
    assert route(found, "a:1", {"b:1"}) == () == framework_route(found, "a", "b")


def test_a_circle_ends() -> None:
    found = network(("a:1", "b:1"), ("b:1", "a:1"), ("b:1", "a:2"))
    assert route(found, "a:1", {"c:1"}) == ()
    assert framework_route(found, "a", "c") == ()
