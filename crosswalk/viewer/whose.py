"""Whose words stand on a page, and on what terms: ours in what ships, somebody else's in what was added to it."""

from __future__ import annotations

from crosswalk.api import own_data, own_endpoint
from crosswalk.viewer import labels
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Child, Markup, filled
from crosswalk.viewer.shared import graph
from crosswalk.vocabulary import DCTERMS


def mixed() -> bool:
    """Whether the graph may hold more than what ships: files that were added, or whatever an endpoint has."""
    return own_endpoint() is not None or bool(own_data())


def ours(iri: str) -> bool:
    """Whether what is said of a resource ships, and so is in our own words."""
    return not mixed() or graph().ships(iri)


def label(iri: str, short: object, text: object) -> Markup:
    """A label with whose words it is in."""
    said = _("{label} (our own words)") if ours(iri) else _("{label} (as its source gives it)")
    return filled(said, label=labels.label(short, text))


def gloss(iri: str) -> str:
    """What the explanation of a statement is called: whose words it is in."""
    return _("In our words") if ours(iri) else _("In the words of its source")


def terms(iri: str, of_framework: object) -> Child:
    """The terms that the source of an added resource states, of itself or else of its framework."""
    return stated(iri) or labels.english(of_framework)


def stated(iri: str) -> str:
    """What a resource says of the terms that it is under; "" where it says nothing."""
    found = graph().resource(iri, whole=False)
    if found is None:
        return ""
    return "; ".join(str(value) for name in (DCTERMS.rights, DCTERMS.license) for value in found.values(name))


def in_general() -> str:
    """The terms of the labels on any page, as the foot of each says it."""
    if mixed():
        return _(
            "Labels and glosses of what ships are our own words (CC BY 4.0); what else is held here has the words and "
            "the terms of its source. A publisher’s wording is shown only where it is marked as quoted or came with "
            "such a source."
        )
    return _(
        "Labels and glosses are our own words (CC BY 4.0); a publisher’s wording is shown only where it is marked as "
        "quoted."
    )


def in_brief() -> str:
    """The same for a file that is taken home."""
    if mixed():
        return _(
            "Labels of what ships are our own words, CC BY 4.0; those of other data have the terms of their source. "
            "Not produced or endorsed by the publishers of the standards."
        )
    return _("Labels are our own words, CC BY 4.0. Not produced or endorsed by the publishers of the standards.")
