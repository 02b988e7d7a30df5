"""Why something follows for two statements: each proof as a trail of statements and claims that can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from crosswalk import words
from crosswalk.alignment.explanation import Explanation, Proof
from crosswalk.viewer import labels, phrases
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Markup, join, tag
from crosswalk.viewer.navigator import statement_link


def explanation(found: Explanation) -> Markup:
    """The conclusion, then every proof; the claims between the two themselves are left to the page."""
    said = phrases.translated(words.DERIVED[found.verdict])
    return join(
        tag("h2", _("What follows: {what}").format(what=said.words)),
        tag("p", tag("strong", labels.english(found.conclusion))),
        tag("p", said.definition, class_="xw-small"),
        tag("h2", _("{ways} from one to the other").format(ways=counted("{n} way", "{n} ways", len(found.proofs)))),
        tag("ol", [tag("li", proof(one)) for one in found.proofs], class_="xw-ways"),
    )


def proof(found: Proof) -> Markup:
    """A chain of claims: statement, claim, statement, and so on, and what they come to."""
    stops = [found.steps[0].start, *(step.stop for step in found.steps)]
    trail = [tag("li", _stop(stops[0]))]
    for step in found.steps:
        trail.append(tag("li", tag("span", labels.english(step.sentence)), class_="xw-step"))
        trail.append(tag("li", _stop(step.stop)))
    return join(tag("ol", trail, class_="xw-trail"), tag("p", labels.english(found.comes_to)))


def nearest(sentences: Sequence[str]) -> Markup:
    """How two statements are joined at all where nothing follows."""
    if not sentences:
        return tag(
            "p", _("No claims lead from one to the framework of the other at all: not mapped, or not yet looked at.")
        )
    return join(
        tag(
            "p",
            _("The nearest way has {claims}, of which nothing need follow:").format(
                claims=counted("{n} claim", "{n} claims", len(sentences))
            ),
        ),
        tag("ol", [tag("li", labels.english(sentence)) for sentence in sentences]),
    )


def _stop(short: str) -> Markup:
    return statement_link(short, tag("span", short, class_="xw-notation"))
