"""Which levels of the rating scales count as meeting a statement, and which say that it is not met. Tables.

No level of one scale is said to equal a level of another: each scale has its own line, and where a scale itself does
not say where that is, the line is a choice of ours, which a list states and a person may move.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from crosswalk.evidence.vocabulary import Level

#: What a level tells of the statement: it is met, not yet met, or said not to be met at all.
Meaning = Literal["met", "below", "not met"]


class Line(NamedTuple):
    """The lowest level of a scale that counts as met, and on what ground."""

    place: str
    ground: str


LINES: dict[str, Line] = {
    "scale:ais-psi": Line("ais-psi/level/meets", "the rubric calls it Meets, at expectation"),
    "scale:ksu-itec": Line("scale/ksu-itec/meets", "the portfolio calls it Meets"),
    "scale:cis-2016-rating": Line("scale/cis-2016-rating/met", "the self-rating calls it Met"),
    "scale:cis-2016-stage": Line("scale/cis-2016-stage/team-evaluation", "it is the threshold for accreditation"),
    "scale:cis-7th": Line("scale/cis-7th/w", "W stands for widely met"),
    "scale:ib-ssq-2014": Line("scale/ib-ssq-2014/demonstrating", "our choice; the questionnaire names no such line"),
}

#: Levels that say that a statement is not met. Others below the line say that it is on its way.
NEGATIVE = frozenset(("ais-psi/level/does-not-meet", "scale/ksu-itec/does-not-meet", "scale/cis-7th/n"))


def meaning(place: str, levels: Mapping[str, Level], lines: Mapping[str, str] | None = None) -> Meaning:
    """What a level tells; `lines` moves the line of a scale (scale → place). One of a scale without a line is met.

    A level that no scale has any more tells nothing good: it is below.
    """
    if place in NEGATIVE:
        return "not met"
    level = levels.get(place)
    if level is None:
        return "below"
    line = (lines or {}).get(level.scale) or (LINES[level.scale].place if level.scale in LINES else "")
    return "met" if line not in levels or level.rank <= levels[line].rank else "below"
