"""Levels mean what their own scales say, and a person may move the line of a scale, but no level that is not met."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.evidence.levels import LINES, NEGATIVE, meaning
from crosswalk.evidence.vocabulary import Level, Vocabulary

GRAPH = open_graph()
LEVELS = Vocabulary(GRAPH.records, GRAPH.resolve).levels
SCALES = sorted({level.scale for level in LEVELS.values()})


@pytest.mark.parametrize(
    ("scale", "met", "below", "not_met"),
    [
        ("scale:ais-psi", "Exceeds, Meets", "Approaches", "Does not meet"),
        ("scale:ksu-itec", "Exceeds Standard, Meets", "Approaches", "Does Not Meet"),
        ("scale:cis-2016-rating", "Exceeded, Met", "", ""),
        ("scale:cis-2016-stage", "Future aspirations, Team evaluation",
         "Preparatory evaluation, Membership evaluation", ""),
        ("scale:cis-7th", "W", "P", "N"),
        ("scale:ib-ssq-2014", "Excelling, Demonstrating", "Developing, Emerging", ""),
    ],
)  # fmt: skip
def test_each_level_of_each_scale_means_what_was_checked_by_hand(
    scale: str, met: str, below: str, not_met: str
) -> None:
    found: dict[str, list[str]] = {"met": [], "below": [], "not met": []}
    for level in LEVELS.values():
        if level.scale == scale:
            found[meaning(level.place, LEVELS)].append(level.label)
    assert [", ".join(labels) for labels in found.values()] == [met, below, not_met]


def test_every_scale_has_a_line_that_is_one_of_its_levels_and_a_ground() -> None:
    assert set(LINES) == set(SCALES) and set(LEVELS) >= NEGATIVE
    assert all(LEVELS[line.place].scale == scale and line.ground for scale, line in LINES.items())
    assert not NEGATIVE & {line.place for line in LINES.values()}


@given(st.sampled_from(list(LEVELS)), st.data())
def test_a_moved_line_splits_its_own_scale_at_that_level_and_no_other_scale(moved: str, data: st.DataObject) -> None:
    scale = LEVELS[moved].scale
    place = data.draw(st.sampled_from(list(LEVELS)))
    said = meaning(place, LEVELS, {scale: moved})
    if LEVELS[place].scale != scale or place in NEGATIVE:
        assert said == meaning(place, LEVELS)
    else:
        assert said == ("met" if LEVELS[place].rank <= LEVELS[moved].rank else "below")


@pytest.mark.parametrize("scale", SCALES)
def test_a_higher_level_never_means_less(scale: str) -> None:
    order = ("met", "below", "not met")
    ranked = sorted((level for level in LEVELS.values() if level.scale == scale), key=lambda level: level.rank)
    for higher, lower in pairwise(ranked):
        assert order.index(meaning(higher.place, LEVELS)) <= order.index(meaning(lower.place, LEVELS))


def test_a_level_that_is_gone_is_below_and_one_of_a_scale_without_a_line_is_met() -> None:
    assert meaning("gone", LEVELS) == "below"
    own = {"x/low": Level("x/low", "Low", 9, "scale:x", "X", "")}
    assert meaning("x/low", own) == "met" and meaning("x/low", own, {"scale:x": "gone"}) == "met"
