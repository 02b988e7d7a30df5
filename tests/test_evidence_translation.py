"""A profile translated: from the lowest level about each indicator, labelled, and never better than what was rated."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswalk.api import CrosswalkGraph
from crosswalk.errors import InputError
from crosswalk.evidence.assessment import profile, rate, start
from crosswalk.evidence.translation import Translation, levels_of_indicators, translate


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> CrosswalkGraph:
    return opened(tmp_path_factory.mktemp("translation"))


def cycle(graph: CrosswalkGraph, ratings: dict[str, str]) -> str:
    made = start(graph.workspace, {"person": "AB", "framework": "ais-psi", "title": "One"}, "AB").id
    for about, level in ratings.items():
        rate(graph.workspace, made, {"about": about, "level": level}, "AB")
    return made


def translated(graph: CrosswalkGraph, ratings: dict[str, str], target: str) -> Translation:
    found = profile(graph.workspace, cycle(graph, ratings))
    return translate(found, graph.workspace.vocabulary, graph.alignment, target)


def test_an_indicator_is_taken_at_the_lowest_level_about_it(graph: CrosswalkGraph) -> None:
    found = profile(graph.workspace, cycle(graph, {"2-practice": "Exceeds", "2-objectives": "Approaches"}))
    taken = levels_of_indicators(found)
    level, about = taken["ais-psi:2.1"]
    assert level == "ais-psi/level/approaches"
    assert [one.criterion.key for one in about] == ["2-practice", "2-objectives"]
    assert taken["ais-psi:2.5"][0] == "ais-psi/level/exceeds"


def test_assistive_technology_at_meets_supports_two_practices_in_part_and_the_denied_ones_not(
    graph: CrosswalkGraph,
) -> None:
    made = translated(graph, {"3-assistive": "Meets"}, "ib-psp-2014")
    status = {one.statement: one.status for one in made.standings}
    assert status["ib-psp-2014:B2.8"] == status["ib-psp-2014:C3.10"] == "partial"
    assert status["ib-psp-2014:C3.11"] == status["ib-psp-2014:C3.15"] == "none"
    denied = {one.statement for one in made.standings if one.denied}
    assert {"ib-psp-2014:C3.11", "ib-psp-2014:C3.15"} <= denied


def test_a_criterion_tied_to_no_indicator_and_a_psi_are_not_translated_and_the_first_is_told(
    graph: CrosswalkGraph,
) -> None:
    made = translated(graph, {"1-evidence": "Exceeds", "PSI3": "Exceeds"}, "iste-coaches-2011")
    assert [one.criterion.key for one in made.without] == ["1-evidence"]
    assert made.indicators == {} and {one.status for one in made.standings} == {"none"}


def test_a_profile_is_not_translated_to_its_own_rubric(graph: CrosswalkGraph) -> None:
    with pytest.raises(InputError, match="Both frameworks are ais-psi"):
        translated(graph, {}, "ais-psi")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.integers(0, 31), st.sampled_from(["Approaches", "Does not meet"]), max_size=12))
def test_nothing_below_meets_is_ever_full_and_what_is_not_met_supports_nothing(
    graph: CrosswalkGraph, ratings: dict[int, str]
) -> None:
    criteria = [*graph.workspace.vocabulary.criteria]
    for target in ("iste-coaches-2011", "ib-psp-2014"):
        made = translated(graph, {criteria[n]: level for n, level in ratings.items()}, target)
        assert "full" not in {one.status for one in made.standings}
        if set(ratings.values()) <= {"Does not meet"}:
            assert {one.status for one in made.standings} == {"none"}


def test_the_same_profile_may_be_translated_to_every_framework(graph: CrosswalkGraph, tmp_path: Path) -> None:
    for target in graph.workspace.vocabulary.frameworks:
        if target != "ais-psi":
            assert translated(graph, {"3-assistive": "Meets"}, target).target == target
