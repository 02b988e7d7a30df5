"""What follows for two frameworks as tables: what is entailed, where the two only meet, what cannot all hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import labels, paging, phrases
from crosswalk.viewer.downloads import offer_table
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.sorting import Order
from crosswalk.viewer.state import PAGE, href

Names = Mapping[str, str]

#: The headings of the tables, by verdict.
_TITLES = {
    "entailed": marked("Entailed: what follows from claims"),
    "candidate": marked("Candidates: where the two meet"),
    "contradiction": marked("Contradictions: what cannot all hold"),
}


def rows(start: str, end: str) -> dict[str, list[Record]]:
    """What follows for the two frameworks, by verdict, in the order of the frameworks."""
    found: dict[str, list[Record]] = {verdict: [] for verdict in words.DERIVED}
    for row in graph().alignment.rows(start, end):
        found[str(row["verdict"])].append(row)
    return found


def show(verdict: str, found: Sequence[Record], start: str, end: str, names: Names, order: Order) -> None:
    """The rows of one verdict, in their order, under a heading with their count."""
    said = phrases.translated(words.DERIVED[verdict])
    heading(f"{_(_TITLES[verdict])} ({counted('{n} pair', '{n} pairs', len(found))})")
    st.html(tag("p", said.definition))
    if not found:
        st.html(
            tag("p", _("None between {start} and {end}.").format(start=names[start], end=names[end]), class_="xw-muted")
        )
        return
    columns = [names[start], _("What follows"), names[end], _("By way of"), _("Confidence"), _("Why")]
    caption = _("{what}: {start} and {end}").format(what=said.words, start=names[start], end=names[end])
    st.html(paging.listed(caption, columns, found, _row, order, f"{verdict}-{PAGE}"))


def _row(row: Record) -> list[Child]:
    return [
        named(row["subject"], row["subject_label"]),
        follows(row),
        named(row["object"], row["object_label"]),
        by_way_of(row) if row["hubs"] else "–",
        phrases.confidence(row["confidence"]) if row["verdict"] == "entailed" else "–",
        why(row["subject"], row["object"]),
    ]


def by_way_of(row: Record) -> Markup:
    """The statements in which the two of a row meet, each with the way to its record."""
    hubs = str(row["hubs"] or "").split()
    return join([join(", " if i else None, statement_link(hub)) for i, hub in enumerate(hubs)])


def follows(row: Record) -> Markup:
    """What follows in words; a candidate says that it is no match, and has no sign of a relation."""
    if row["follows"]:
        said = phrases.translated(words.SETS[str(row["follows"])])
        sign = tag("span", f"{said.sign} ", aria_hidden="true")
        return join(tag("span", sign, said.words, class_="xw-badge"), tag("span", said.definition, class_="xw-small"))
    told = _("candidate: no match") if row["verdict"] == "candidate" else _("contradiction: see why")
    return tag("span", told, class_="xw-muted")


def why(subject: object, object_: object, shown: str | None = None) -> Markup:
    """The way to the record of a pair, named so that a screen reader tells one from another."""
    unseen = tag("span", " ", _("of {one} and {other}").format(one=subject, other=object_), class_="xw-unseen")
    return link(href("mapping", a=subject, b=object_), shown or _("Every proof"), unseen)


def in_text(short: object, label: object) -> str:
    """A statement as text by which it is sorted, its code before its label; "–" for none."""
    return f"{phrases.code(short)} {label or '–'}" if short else "–"


def named(short: object, label: object) -> Markup:
    """A statement by its code and label, with the way to its record."""
    return statement_link(
        short, tag("span", phrases.code(short), class_="xw-notation"), " ", labels.label(short, label)
    )


def led_by(start: str, end: str, names: Names) -> Markup | None:
    """By way of which frameworks claims lead from one to the other, where none relates the two; None where none do."""
    way = graph().alignment.way(start, end)[1:-1]
    if not way:
        return None
    return tag(
        "p",
        _("Claims lead from one to the other by way of {frameworks}.").format(
            frameworks=", ".join(names[name] for name in way)
        ),
    )


def take_home(rows: Sequence[Record], name: str, title: str) -> None:
    """Buttons for rows, if there are any, as they are and for a spreadsheet, with what they are and their rights."""
    if rows:
        offer_table(list(rows[0]), [list(row.values()) for row in rows], name, title)
