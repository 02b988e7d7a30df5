"""What follows for sets: the tables are counted again over sets that are really there."""

from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import relations
from crosswalk.relations import ANY, BRIDGES, BY_NAME, COMPOSITION, CONCLUSION, CONCLUSIONS, INVERSE, PREDICATES
from crosswalk.vocabulary import MAPPING_PREDICATES, SET_RELATIONS

#: All non-empty sets over five things: enough for every region that three sets can have, but one, to hold something.
SETS = [frozenset(i for i in range(5) if chosen >> i & 1) for chosen in range(1, 32)]
KNOWN = st.integers(min_value=0, max_value=ANY)


def relation(one: frozenset[int], other: frozenset[int]) -> int:
    """How two sets really stand to each other."""
    if one == other:
        return relations.EQUAL
    if one < other:
        return relations.SUBSET
    if one > other:
        return relations.SUPERSET
    return relations.INTERSECTS if one & other else relations.DISJOINT


@cache
def counted() -> dict[tuple[int, int], int]:
    """The composition of every two single relations, counted over all triples of sets."""
    found: dict[tuple[int, int], int] = {}
    for a, b, c in product(SETS, repeat=3):
        key = (relation(a, b), relation(b, c))
        found[key] = found.get(key, 0) | relation(a, c)
    return found


def test_two_sets_stand_in_just_one_of_the_five_relations() -> None:
    assert {relation(a, b) for a in SETS for b in SETS} == set(BY_NAME.values())
    assert tuple(BY_NAME) == SET_RELATIONS and sum(BY_NAME.values()) == ANY


@pytest.mark.parametrize("first", SET_RELATIONS)
@pytest.mark.parametrize("second", SET_RELATIONS)
def test_a_cell_of_the_table_is_what_three_sets_can_be(first: str, second: str) -> None:
    assert COMPOSITION[BY_NAME[first]][BY_NAME[second]] == counted()[BY_NAME[first], BY_NAME[second]]


@given(KNOWN, KNOWN)
def test_what_is_known_in_part_composes_to_the_union_of_its_cells(first: int, second: int) -> None:
    single = [1 << i for i in range(5)]
    expected = 0
    for one, other in product([r for r in single if r & first], [r for r in single if r & second]):
        expected |= counted()[one, other]
    assert COMPOSITION[first][second] == expected


@given(KNOWN)
def test_turned_round_twice_is_as_before_and_a_turn_is_what_sets_do(known: int) -> None:
    assert INVERSE[INVERSE[known]] == known
    turned = {relation(b, a) for a in SETS for b in SETS if relation(a, b) & known}
    assert {1 << i for i in range(5) if INVERSE[known] >> i & 1} == turned


@given(KNOWN, KNOWN, KNOWN)
def test_composition_is_associative_and_turns_with_its_parts(a: int, b: int, c: int) -> None:
    assert COMPOSITION[COMPOSITION[a][b]][c] == COMPOSITION[a][COMPOSITION[b][c]]
    assert INVERSE[COMPOSITION[a][b]] == COMPOSITION[INVERSE[b]][INVERSE[a]]


@given(KNOWN.filter(bool))
def test_equal_changes_nothing_and_nothing_known_stays_nothing_known(known: int) -> None:
    assert COMPOSITION[relations.EQUAL][known] == known == COMPOSITION[known][relations.EQUAL]
    assert COMPOSITION[ANY][known] == ANY == COMPOSITION[known][ANY]


@given(KNOWN.filter(bool))
def test_a_way_there_and_back_leaves_equal_possible_so_that_round_trips_tell_nothing(known: int) -> None:
    assert COMPOSITION[known][INVERSE[known]] & relations.EQUAL


def test_the_cells_of_which_nothing_follows_are_the_three_where_anything_can_be() -> None:
    nothing = {(a, b) for a in SET_RELATIONS for b in SET_RELATIONS if COMPOSITION[BY_NAME[a]][BY_NAME[b]] == ANY}
    assert nothing == {("subset", "superset"), ("intersects", "intersects"), ("disjoint", "disjoint")}


def test_the_broader_statement_is_the_superset() -> None:
    assert relations.possible("skos:broadMatch") == relations.SUBSET
    assert relations.possible("skos:narrowMatch") == relations.SUPERSET
    assert INVERSE[relations.possible("skos:broadMatch")] == relations.possible("skos:narrowMatch")


def test_every_predicate_a_claim_may_use_has_its_bridge_and_each_bridge_its_source() -> None:
    assert set(MAPPING_PREDICATES) <= set(BRIDGES)
    assert all(bridge.source and bridge.claimed for bridge in BRIDGES.values())


@pytest.mark.parametrize("predicate", ["skos:closeMatch", "skos:relatedMatch", "skos:mappingRelation", "ex:unheardOf"])
def test_the_denial_of_likeness_tells_nothing_of_the_sets(predicate: str) -> None:
    assert relations.possible(predicate, negated=True) == ANY


@pytest.mark.parametrize("predicate", [name for name, bridge in BRIDGES.items() if bridge.denied != ANY])
def test_the_denial_of_a_relation_leaves_all_others(predicate: str) -> None:
    assert BRIDGES[predicate].claimed | BRIDGES[predicate].denied == ANY
    assert BRIDGES[predicate].claimed & BRIDGES[predicate].denied == 0


def test_a_declared_set_relation_overrides_the_predicate() -> None:
    assert relations.possible("skos:closeMatch", set_relation="intersects") == relations.INTERSECTS
    assert relations.possible("skos:relatedMatch", True, "disjoint") == relations.DISJOINT


@given(KNOWN)
def test_what_is_concluded_is_what_all_that_is_possible_has_in_common(known: int) -> None:
    said = CONCLUSION[known]
    if said:
        assert known and known & ~CONCLUSIONS[said] == 0
    else:
        assert known == 0 or (known & relations.DISJOINT and known != relations.DISJOINT)


def test_what_is_concluded_becomes_a_predicate_that_says_no_more() -> None:
    for said, allowed in CONCLUSIONS.items():
        predicate, negated = PREDICATES[allowed]
        assert allowed & ~relations.possible(predicate, negated) == 0, said
    assert PREDICATES[relations.DISJOINT] == ("skos:closeMatch", True)
    overlap = relations.possible("skos:closeMatch")
    assert overlap & relations.DISJOINT == 0  # close ones have something in common, so disjoint ones are not close


def test_the_names_of_what_is_possible_stand_in_their_order() -> None:
    assert relations.names(ANY) == SET_RELATIONS and relations.names(0) == ()
