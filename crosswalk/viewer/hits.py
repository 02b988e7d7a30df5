"""What a search found, as a list of links with the best first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crosswalk.api import Record
from crosswalk.errors import AmbiguousIdentifier, UnknownIdentifier
from crosswalk.viewer import frame, labels
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Markup, tag
from crosswalk.viewer.navigator import statement_link
from crosswalk.viewer.shared import graph

if TYPE_CHECKING:
    from crosswalk.graph.search import Hit


def hits(found: Iterable[Hit]) -> Markup:
    """Search hits with the framework of each."""
    names = {str(row["framework"]): str(row["label"]) for row in graph().records("list_frameworks")}
    return tag(
        "ol",
        [_item(h.short, h.notation, h.label, names.get(h.framework, h.framework)) for h in found],
        class_="xw-hits",
    )


def identifiers(shorts: Iterable[str]) -> Markup:
    """Identifiers by their short form, each with what it names."""
    known: dict[object, Record] = {row["identifier"]: row for row in graph().records("list_identifiers")}
    items = [
        _item(short, str(known[short]["notation"] or short), str(known[short]["label"]), short.partition(":")[0])
        for short in shorts
        if short in known
    ]
    return tag("ul", items, class_="xw-hits")


def say_wrong(given: str, error: UnknownIdentifier | AmbiguousIdentifier) -> None:
    """Say what is wrong with an identifier; where nothing is near it, without the command that finds it by words."""
    frameworks = {str(row["framework"]) for row in graph().records("list_frameworks")}
    if error.candidates or given in frameworks:
        frame.say_error(error, grave=False)
    else:
        frame.say_wrong(_("There is no statement or framework {given!r}.").format(given=given))


def _item(short: str, notation: str, label: str, framework: str) -> Markup:
    gone = [" ", tag("span", _("retired"), class_="xw-badge")] if short in graph().retired() else None
    named = statement_link(short, tag("span", notation, class_="xw-notation"), " ", labels.label(short, label))
    return tag("li", named, gone, " ", tag("span", f"– {framework}", class_="xw-muted xw-small"))
