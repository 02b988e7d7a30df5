"""The pairs of two frameworks as tables: what people claim, then what follows, filtered, sorted, to take home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import derived, filters, phrases, taking
from crosswalk.viewer.claims import relation_badge
from crosswalk.viewer.frame import heading
from crosswalk.viewer.mapping_rows import between, is_claim, set_words
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import table
from crosswalk.words import count

Names = Mapping[str, str]


def pairs(start: str, end: str, names: Names) -> None:
    """Every claim between the two, read from the first, and what follows from claims by way of other frameworks."""
    rows = between(start, end).rows
    asked = filters.read(rows)
    filters.bar(rows, asked)
    shown = asked.applied(rows, order_of(end) if asked.sort == "to" else ())
    filters.say(len(shown), len(rows), asked, {"from_": start, "to": end, "sort": asked.parameters()["sort"]})
    st.html(meanings(name for name in asked.sets if name not in words.DERIVED))
    if not asked.sets or any(name not in words.DERIVED for name in asked.sets):
        _claims([row for row in shown if is_claim(row)], start, end, names, asked)
    for verdict in words.DERIVED:
        found = [row for row in shown if row["set"] == verdict]
        if found or verdict in asked.sets:
            derived.show(verdict, found, start, end, names)
    taking.offer(shown, start, end, names, asked)


def order_of(framework: str) -> list[str]:
    """The statements of a framework in its own order."""
    return [str(row["statement"]) for row in graph().records("list_statements", in_framework=framework)]


def _claims(claims: Sequence[Record], start: str, end: str, names: Names, asked: filters.Filters) -> None:
    """The claims between the two that are printed, judged to hold, or denied."""
    heading(f"{count(len(claims), 'row')}: claims from {names[start]} to {names[end]}")
    if not claims:
        _nothing(start, end, names, asked)
        return
    legend(claims)
    columns = [names[start], "Relation", names[end], *COLUMNS]
    st.html(table(f"From {names[start]} to {names[end]}", columns, list(map(cells, claims)), hide_caption=True))


#: The headings of what `cells` gives after the two statements and their relation.
COLUMNS = ("Who says so", "Status", "Confidence", "Printed words or reason", "Why")


def cells(row: Record) -> list[Child]:
    """The two statements and how they are related, who says so, how far that is reviewed, how sure, on what ground."""
    ends = [derived.named(row[side], row[f"{side}_label"]) for side in ("subject", "object")]
    return [ends[0], _relation(row), ends[1], *_grounds(row)]


def _grounds(row: Record) -> list[Child]:
    if not is_claim(row):
        sure = phrases.confidence(row["confidence"]) if row["set"] == "entailed" else "–"
        said = set_words(str(row["set"]))
        ground = join(said.definition, [" By way of ", derived.by_way_of(row), "."] if row["hubs"] else None)
        return [f"nobody ({said.words})", "–", sure, ground, derived.why(row["subject"], row["object"])]
    return [
        f"{row['author_label']} ({phrases.kind(row['kind'], row['denied']).words})",
        words.wording(words.STATUSES, row["status"]).words,
        phrases.confidence(row["confidence"]),
        tag("q", str(row["citation"])) if row["citation"] else str(row["reason"] or "–"),
        derived.why(row["subject"], row["object"]),
    ]


def _relation(row: Record) -> Markup:
    """How the two statements of a row are related."""
    if not is_claim(row):
        return derived.follows(row)
    return relation_badge(words.wording(words.RELATIONS, row["relation"]), bool(row["denied"]))


def meanings(sets: Iterable[str]) -> Markup:
    """What each of these sets is, in a line."""
    said = [join(tag("strong", set_words(name).words), f": {set_words(name).definition} ") for name in sets]
    return tag("p", said, class_="xw-small")


def legend(rows: Sequence[Record]) -> None:
    """What the relations met in a table mean."""
    met = dict.fromkeys(words.wording(words.RELATIONS, row["relation"]) for row in rows if is_claim(row))
    if met:
        meant = [join(relation_badge(relation), f"{relation.definition} ") for relation in met]
        st.html(tag("p", meant, class_="xw-small"))


def _nothing(start: str, end: str, names: Names, asked: filters.Filters) -> None:
    if asked:
        st.html(tag("p", f"No claim between {names[start]} and {names[end]} fits the filters."))
        return
    st.html(nothing(start, end, names))


def nothing(start: str, end: str, names: Names) -> Markup:
    """That no claim relates two frameworks, and where to look instead."""
    return join(
        tag(
            "p",
            f"No claim relates {names[start]} and {names[end]} yet. ",
            link(href("crosswalk", from_=start, to=end, view="gaps"), "See what has been examined"),
            ", or choose another pair.",
        ),
        derived.led_by(start, end, names),
    )
