"""Search and browse: ``/standards?fw=ib-psp-2014&q=assistive``."""

from __future__ import annotations

import sys

import streamlit as st

from crosswalk.api import Record
from crosswalk.errors import AmbiguousIdentifier, UnknownIdentifier
from crosswalk.viewer import hits, labels, phrases, titles, tree
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, counted, figure
from crosswalk.viewer.markup import Child, Markup, filled, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import beginning, choose, href, parameter, redirect

#: Of what a search finds so many are shown at first, and so many at most.
_FIRST, _MOST = 20, 500


def show() -> None:
    """Search results where words are given, the tree of a framework where one is chosen, else all frameworks."""
    asked = parameter("q")
    frameworks = {str(row["framework"]): row for row in graph().records("list_frameworks")}
    if asked and asked.casefold() in frameworks:
        redirect(href("framework", id=asked.casefold()))
        return
    if asked and (only := _only(asked, parameter("fw"))):
        redirect(href("standard", id=only))
        return
    heading(_("Standards"), 1)
    chosen, unknown = choose(
        _("Framework"), list(frameworks), "fw", lambda key: str(frameworks[key]["label"]), _("All frameworks")
    )
    if unknown:
        titles.about(_("No such framework"), unknown, _("Standards"))
        say_wrong(_("There is no framework {unknown!r}; choose one of those above.").format(unknown=unknown))
    within = str(frameworks[chosen]["label"]) if chosen else ""
    if asked:
        _results(asked, chosen, within)
    elif chosen:
        titles.about(within, _("Standards"))
        _browse(frameworks[chosen])
    else:
        st.html(tag("ul", [_framework(row) for row in frameworks.values()], class_="xw-cards xw-wide"))


def _only(asked: str, framework: str | None) -> str | None:
    """The one statement that the words can mean, so that it is opened at once; None where they can mean several.

    That is one named in full, the only one with the code, or the only one that is found.
    """
    if ":" in asked:
        try:
            return graph().statement(asked).short
        except (UnknownIdentifier, AmbiguousIdentifier):
            return None
    found = graph().search(asked, framework=framework)
    coded = [hit.short for hit in found if hit.notation.casefold() == asked.casefold()]
    if len(coded) == 1:
        return coded[0]
    return found[0].short if len(found) == 1 else None


def _results(asked: str, framework: str | None, within: str) -> None:
    found = graph().search(asked, framework=framework, limit=sys.maxsize)
    held = counted("{n} statement", "{n} statements", len(found))
    titles.about(f"“{asked}”", held if found else _("Nothing found"), within, _("Standards"))
    told = _("{statements} found for “{asked}”, the best first").format(statements=held, asked=asked)
    heading(told if found else _("Nothing found"))
    if found:
        shown = found[: _MOST if parameter("show") == "all" else _FIRST]
        st.html(hits.hits(shown))
        if len(shown) < len(found):
            of_all = (
                _("Show all {n}").format(n=len(found))
                if len(found) <= _MOST
                else _("Show the first {n}").format(n=_MOST)
            )
            more = link(href("standards", q=asked, fw=framework, show="all"), of_all)
            way = more if len(shown) == _FIRST else _("Add a word to find fewer")
            first = _("These are the first {shown} of {all}.").format(shown=figure(len(shown)), all=figure(len(found)))
            st.html(tag("p", first, " ", way, "."))
        return
    st.html(
        tag(
            "p",
            filled(
                _("No statement has the code or words “{asked}”. Try fewer or other words, {search} or {browse}."),
                asked=asked,
                search=link(href("standards", q=asked), _("search all frameworks"))
                if framework
                else _("search a beginning of a word"),
                browse=link(href("standards", fw=framework), _("browse the tree")),
            ),
        )
    )


def _browse(framework: Record) -> None:
    statements = graph().records("list_statements", in_framework=framework["framework"])
    st.html(
        tag(
            "h2",
            link(
                href("framework", id=framework["framework"]), labels.label(framework["framework"], framework["label"])
            ),
        )
    )
    st.html(tag("p", _described(framework)))
    nodes, roots = tree.outline(statements)
    name, open_levels = (
        _("Statements of {framework}").format(framework=framework["label"]),
        tree.open_at_first(len(nodes)),
    )
    tree.show(
        [tree.Tree(name, str(framework["framework"]), beginning("standard", "id"), nodes, roots, open_levels)],
        "statements",
    )
    st.html(tag("p", labels.english(framework["rights"]), class_="xw-muted xw-small"))


def _framework(row: Record) -> Markup:
    return tag(
        "li",
        tag("h4", link(href("standards", fw=row["framework"]), labels.label(row["framework"], row["label"]))),
        tag("p", f"{row['title']}. {row['publisher']}, {row['issued'] or _('undated')}."),
        tag(
            "p",
            _described(row),
            " ",
            link(href("framework", id=row["framework"]), _("What is known of it")),
            class_="xw-small",
        ),
        tag("p", labels.english(row["rights"]), class_="xw-muted xw-small"),
    )


def _described(row: Record) -> Markup:
    """How many statements there are, and at which level they count; what a level is called stands in the data."""
    held = counted("{n} statement", "{n} statements", int(str(row["statements"])))
    level = phrases.statements_of(str(row["level_label"]), int(str(row["at_level"])))
    note: list[Child] = [" ", labels.english(row["note"])] if row["note"] else []
    return join(filled(_("{statements}; coverage counts its {level}."), statements=held, level=level), note)


show()
