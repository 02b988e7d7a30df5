"""Cycles, ratings, goals and the next level: counted, never averaged, and sensible where the rubric is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import filled, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswalk.errors import AmbiguousIdentifier, EditConflict, InputError, InvalidRecord, UnknownIdentifier
from crosswalk.evidence.assessment import (
    NOT_RATED,
    Profile,
    add_goal,
    compare,
    levels_of,
    next_step,
    profile,
    rate,
    rating_id,
    start,
)
from crosswalk.evidence.workspace import Workspace

LEVELS = ("Exceeds", "Meets", "Approaches", "Does not meet")


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return filled(tmp_path).workspace


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return opened(tmp_path_factory.mktemp("shared")).workspace


def cycle(desk: Workspace, **given: str) -> str:
    return start(desk, {"person": "AB", "framework": "ais-psi", "title": "One", **given}, "AB").id


def test_a_cycle_needs_a_framework_that_has_a_rubric(desk: Workspace) -> None:
    with pytest.raises(InputError, match=r"ib-psp-2014 has no rubric to assess against; ais-psi has one\."):
        cycle(desk, framework="ib-psp-2014")
    assert len(desk.records("cycle")) == 1


def test_the_levels_of_the_rubric_stand_highest_first(desk: Workspace) -> None:
    assert tuple(level.label for level in levels_of(desk.vocabulary, "ais-psi")) == LEVELS


def test_a_profile_counts_every_criterion_once_and_keeps_what_is_said_of_the_psi_beside(desk: Workspace) -> None:
    rate(desk, "c1", {"about": "PSI1", "level": "Exceeds"}, "AB")
    found = profile(desk, "c1")
    assert sum(len(part.criteria) for part in found.parts) == len(desk.vocabulary.criteria) == 32
    first = found.parts[0]
    assert first.subject == "ais-psi:PSI1" and first.own is not None
    assert first.counts(found.levels) == dict(zip((*LEVELS, NOT_RATED), (0, 1, 0, 0, 5), strict=True))
    assert [goal.id for goal in found.goals] == ["g1"]


def test_rating_again_is_a_revision_and_another_rating_of_the_same_is_told(desk: Workspace) -> None:
    again = rate(desk, "c1", {"about": "1-vision", "level": "exceeds"}, "AB", expected=1)
    assert (again.id, again.number) == (rating_id("c1", "x/1-vision"), 2)
    assert again.body["reflection"] == "We did."
    with pytest.raises(EditConflict, match="AB changed level"):
        rate(desk, "c1", {"about": "1-vision", "level": "Meets"}, "CD", expected=1)


def test_a_rating_that_was_withdrawn_is_made_again(desk: Workspace) -> None:
    desk.retire("rating", "c1-1-vision", "A slip.", "AB")
    assert profile(desk, "c1").rated[0].rating is None
    rate(desk, "c1", {"about": "1-vision", "level": "Meets"}, "AB")
    assert profile(desk, "c1").rated[0].level == "ais-psi/level/meets"


@pytest.mark.parametrize(
    ("given", "kind", "said"),
    [
        ({"about": "1-vison", "level": "Meets"}, UnknownIdentifier, "did you mean 1-vision"),
        ({"about": "1-vision", "level": "Met"}, UnknownIdentifier, "did you mean Meets"),
        ({"about": "1-vision", "level": "Exceeded"}, UnknownIdentifier, "did you mean Exceeds"),
        ({"about": "ais-psi/level/meets", "level": "Meets"}, InputError, "is no criterion and no PSI"),
        ({"about": "1-vision", "level": "Meets", "evidence": ["nowhere"]}, UnknownIdentifier, "no evidence 'nowhere'"),
        ({"about": "", "level": "Meets"}, UnknownIdentifier, "no criterion or PSI ''"),
    ],
)
def test_what_cannot_be_rated_is_told_in_a_sentence(
    desk: Workspace, given: dict[str, str], kind: type[Exception], said: str
) -> None:
    before = desk.version()
    with pytest.raises(kind, match=said):
        rate(desk, "c1", given, "AB")
    assert desk.version() == before


def test_criteria_of_a_cycle_with_a_long_name_keep_a_record_each(desk: Workspace) -> None:
    long = start(desk, {"person": "AB", "framework": "ais-psi", "title": "Long"}, "AB", "c" * 64).id
    rate(desk, long, {"about": "1-vision", "level": "Meets"}, "AB")
    rate(desk, long, {"about": "1-plan", "level": "Exceeds"}, "AB")
    levels = [one.level.rpartition("/")[2] for one in profile(desk, long).rated[:2]]
    assert levels == ["meets", "exceeds"]


def test_a_first_rating_does_not_write_over_another_but_may_follow_one_withdrawn(desk: Workspace) -> None:
    with pytest.raises(EditConflict):
        rate(desk, "c1", {"about": "1-vision", "level": "Exceeds"}, "CD", expected=0)
    desk.retire("rating", "c1-1-vision", "A slip.", "AB")
    assert rate(desk, "c1", {"about": "1-vision", "level": "Exceeds"}, "CD", expected=0).number == 3


def test_a_record_under_the_name_of_another_rating_is_not_written_over(desk: Workspace) -> None:
    desk.add("rating", {"cycle": "c1", "about": "1-plan", "level": "Meets"}, "AB", "c1-1-change")
    with pytest.raises(InputError, match="The rating c1-1-change is about"):
        rate(desk, "c1", {"about": "1-change", "level": "Meets"}, "AB")


def test_a_rating_at_a_level_of_another_rubric_is_told_and_not_counted(desk: Workspace) -> None:
    other = next(level.place for level in desk.vocabulary.levels.values() if level.scale != "scale:ais-psi")
    desk.add("rating", {"cycle": "c1", "about": "1-plan", "level": other}, "AB", "c1-1-plan")
    found = profile(desk, "c1")
    assert [one.id for one in found.strange] == ["c1-1-plan"]
    assert sum(found.parts[0].counts(found.levels).values()) == len(found.parts[0].criteria)
    rate(desk, "c1", {"about": "1-plan", "level": "Meets"}, "AB", expected=1)
    assert profile(desk, "c1").strange == ()


def test_of_two_ratings_of_a_criterion_the_one_that_is_made_here_counts(desk: Workspace) -> None:
    desk.add("rating", {"cycle": "c1", "about": "1-vision", "level": "Exceeds"}, "AB", "z-brought")
    assert profile(desk, "c1").rated[0].level == "ais-psi/level/meets"


def test_nothing_is_rated_in_a_cycle_that_is_closed(desk: Workspace) -> None:
    desk.edit("cycle", "c1", 1, {"status": "closed"}, "AB")
    with pytest.raises(InputError, match="The cycle c1 is closed"):
        rate(desk, "c1", {"about": "1-vision", "level": "Meets"}, "AB")


def test_a_goal_lacks_none_of_its_five_parts(desk: Workspace) -> None:
    parts = {"specific": "a", "measurable": "b", "achievable": "c", "relevant": "d", "due": "2027-01-01"}
    for part in parts:
        with pytest.raises(InvalidRecord):
            add_goal(desk, "c1", {"about": "ais-psi:3.4", **parts, part: ""}, "AB")
    with pytest.raises((UnknownIdentifier, AmbiguousIdentifier, InvalidRecord)):
        add_goal(desk, "c1", {"about": "3.4", **parts}, "AB")
    assert add_goal(desk, "c1", {"about": "ais-psi:3.4", **parts}, "AB").body["status"] == "open"


def test_the_next_level_is_the_nearest_above_that_the_rubric_has_words_for(desk: Workspace) -> None:
    levels = levels_of(desk.vocabulary, "ais-psi")
    place = {level.label: level.place for level in levels}
    by_key = {criterion.key: criterion for criterion in desk.vocabulary.criteria.values()}
    asked = next_step(by_key["1-vision"], place["Approaches"], levels)
    assert asked.level and asked.level.label == "Meets" and asked.told == "Meets asks:" and asked.texts
    top = next_step(by_key["1-vision"], place["Exceeds"], levels)
    assert (top.level, top.texts, top.told) == (None, (), "Exceeds is the highest level.")
    silent = next_step(by_key["2-thinking"], place["Approaches"], levels)
    assert silent.level and silent.level.label == "Meets"
    assert silent.told == "The rubric has no words for Approaches here. Meets asks:"
    over = next_step(by_key["2-practice"], place["Does not meet"], levels)
    assert over.level and over.level.label == "Exceeds"
    above = next_step(by_key["2-thinking"], place["Meets"], levels)
    assert above.level is None and "no words for this criterion above Meets" in above.told
    assert next_step(by_key["1-vision"], "", levels).told == "It is not rated yet."


def test_where_the_wording_is_not_held_that_is_said(desk: Workspace) -> None:
    levels = levels_of(desk.vocabulary, "ais-psi")
    criterion = next(iter(desk.vocabulary.criteria.values()))
    bare = criterion._replace(cells=tuple(cell._replace(text="") for cell in criterion.cells))
    step = next_step(bare, levels[-1].place, levels)
    assert step.told == "The wording of Approaches is not held here." and step.texts == ()


def test_cycles_are_compared_criterion_by_criterion(desk: Workspace) -> None:
    second = cycle(desk)
    rate(desk, second, {"about": "1-vision", "level": "Approaches"}, "AB")
    rate(desk, second, {"about": "1-plan", "level": "Meets"}, "AB")
    rows = {one.criterion.key: one for one in compare([profile(desk, "c1"), profile(desk, second)])}
    assert (rows["1-vision"].levels, rows["1-vision"].changes) == (("Meets", "Approaches"), ("down",))
    assert rows["1-plan"].changes == ("rated for the first time",)
    assert rows["1-change"].changes == (NOT_RATED,)
    back = {one.criterion.key: one for one in compare([profile(desk, second), profile(desk, "c1")])}
    assert back["1-vision"].changes == ("up",) and back["1-plan"].changes == ("no longer rated",)
    with pytest.raises(InputError, match="two cycles or more"):
        compare([profile(desk, "c1")])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.integers(0, 31), st.sampled_from(LEVELS), max_size=10))
def test_counts_add_up_and_a_cycle_beside_itself_is_the_same(shared_desk: Workspace, ratings: dict[int, str]) -> None:
    criteria = [*shared_desk.vocabulary.criteria.values()]
    made = cycle(shared_desk)
    for number, level in ratings.items():
        rate(shared_desk, made, {"about": criteria[number].place, "level": level}, "AB")
    found: Profile = profile(shared_desk, made)
    counts = [part.counts(found.levels) for part in found.parts]
    assert sum(sum(one.values()) for one in counts) == len(criteria)
    for label in LEVELS:
        assert sum(one[label] for one in counts) == sum(level == label for level in ratings.values())
    assert {change for one in compare([found, found]) for change in one.changes} <= {"same", NOT_RATED}
