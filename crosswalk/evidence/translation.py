"""A growth profile as another framework would see it, through the alignments. A translation, and nobody's rating.

An indicator is taken at the lowest level of the rated criteria that are about it: nothing is averaged, and no level of
one scale becomes a level of another. How the statements of the other framework stand follows as for evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from crosswalk.evidence.assessment import Profile, Rated
from crosswalk.evidence.choices import Choices
from crosswalk.evidence.levels import meaning
from crosswalk.evidence.lists import grounds, rows_of
from crosswalk.evidence.standing import Bearing, Quality, Standing, stand
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.graph.alignment import MAX_HOPS, Alignment
from crosswalk.model import Mapping as Claim

#: What stands over every translation.
LABEL = "A translation of a self-assessment through alignments; no rating by the publisher of these standards."

_QUALITY: Mapping[str, Quality] = {"met": "full", "below": "partial", "not met": "no"}


class Translation(NamedTuple):
    """How the statements of another framework stand by a profile.

    `indicators` gives the level taken for each indicator and the criteria it rests on. `without` are rated criteria
    that the rubric ties to no indicator, so that nothing of them can be translated.
    """

    target: str
    standings: tuple[Standing, ...]
    indicators: Mapping[str, tuple[str, tuple[Rated, ...]]]
    without: tuple[Rated, ...]
    claims: Mapping[str, Claim]


def translate(
    profile: Profile, vocabulary: Vocabulary, alignment: Alignment, target: str, max_hops: int = MAX_HOPS
) -> Translation:
    """A profile translated to the framework `target`. Raises UnknownIdentifier, InputError for its own framework."""
    framework, _ = alignment.pair(target, str(profile.cycle.body["framework"]))
    indicators = levels_of_indicators(profile)
    bearings = {
        indicator: [Bearing(indicator, _QUALITY[meaning(level, vocabulary.levels)], level, at=indicator)]
        for indicator, (level, _) in indicators.items()
    }
    reasons = grounds(alignment)
    statements = rows_of(framework, Choices(), vocabulary, reasons.parents, alignment)
    standings = stand(framework, list(statements), bearings, reasons, None, max_hops)
    without = tuple(one for one in profile.rated if one.rating and not one.criterion.statements)
    return Translation(framework, standings, indicators, without, reasons.claims)


def levels_of_indicators(profile: Profile) -> dict[str, tuple[str, tuple[Rated, ...]]]:
    """The lowest level of the rated criteria about each indicator, with those criteria."""
    ranks = {level.place: level.rank for level in profile.levels}
    about: dict[str, list[Rated]] = {}
    for rated in profile.rated:
        if rated.rating:
            for statement in rated.criterion.statements:
                about.setdefault(statement, []).append(rated)
    return {s: (max((r.level for r in found), key=ranks.__getitem__), tuple(found)) for s, found in about.items()}
