"""What the head of a record says where a statement or a framework is no longer used: that it is so, and what to use."""

from __future__ import annotations

from crosswalk.errors import AmbiguousIdentifier, UnknownIdentifier
from crosswalk.viewer import labels
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Child, Markup, filled, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href


def told(short: str, iri: str) -> Markup | None:
    """That a resource is retired, and what replaced it, each with the way to its record; None for one that is not."""
    if short not in graph().retired():
        return None
    found = graph().resource(iri, whole=False)
    replaced = [_named(other) for other in found.replacements] if found else []
    if not replaced:
        return tag(
            "p", _("Retired: it is no longer used. Its source names nothing that replaced it."), class_="xw-quote"
        )
    ways: list[Child] = []
    for way in replaced:
        ways += [", " if ways else None, way]
    return tag(
        "p",
        filled(_("Retired: it is no longer used. It was replaced by {replacements}."), replacements=ways),
        class_="xw-quote",
    )


def _named(iri: str) -> Markup:
    """What replaced it: a statement or a framework that is held, with its label; anything else by its IRI alone."""
    for row in graph().records("list_frameworks"):
        if graph().resolve(str(row["framework"])).value == iri:
            return link(href("framework", id=row["framework"]), labels.label(row["framework"], row["label"]))
    try:
        view = graph().statement(iri)
    except (UnknownIdentifier, AmbiguousIdentifier):
        return tag("code", iri)
    notation = tag("span", str(view.facts["notation"]), class_="xw-notation")
    return statement_link(view.short, notation, " ", labels.label(view.short, view.facts["label"]))
