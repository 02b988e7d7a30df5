"""The pairs of two frameworks as tables: what people claim, then what follows, filtered, sorted, to take home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import derived, filters, labels, paging, phrases, taking
from crosswalk.viewer.claims import relation_badge
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.mapping_rows import between, is_claim, set_words
from crosswalk.viewer.markup import Child, Markup, filled, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href

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
            derived.show(
                verdict, found, start, end, names, asked.order("from", "relation", "to", None, "confidence", None)
            )
    taking.offer(shown, start, end, names, asked)


def order_of(framework: str) -> list[str]:
    """The statements of a framework in its own order."""
    return [str(row["statement"]) for row in graph().records("list_statements", in_framework=framework)]


def _claims(claims: Sequence[Record], start: str, end: str, names: Names, asked: filters.Filters) -> None:
    """The claims between the two that are printed, judged to hold, or denied."""
    heading(
        _("{rows}: claims from {start} to {end}").format(
            rows=counted("{n} row", "{n} rows", len(claims)), start=names[start], end=names[end]
        )
    )
    if not claims:
        _nothing(start, end, names, asked)
        return
    legend(claims)
    columns = [names[start], _("Relation"), names[end], *(_(name) for name in COLUMNS)]
    caption = _("From {start} to {end}").format(start=names[start], end=names[end])
    order = asked.order("from", "relation", "to", None, "status", "confidence", None, None)
    st.html(paging.listed(caption, columns, claims, cells, order))


#: The headings of what `cells` gives after the two statements and their relation.
COLUMNS = (
    marked("Who says so"),
    marked("Status"),
    marked("Confidence"),
    marked("Printed words or reason"),
    marked("Why"),
)


def cells(row: Record) -> list[Child]:
    """The two statements and how they are related, who says so, how far that is reviewed, how sure, on what ground."""
    ends = [derived.named(row[side], row[f"{side}_label"]) for side in ("subject", "object")]
    return [ends[0], _relation(row), ends[1], *_grounds(row)]


def _grounds(row: Record) -> list[Child]:
    if not is_claim(row):
        sure = phrases.confidence(row["confidence"]) if row["set"] == "entailed" else "–"
        said = phrases.translated(set_words(str(row["set"])))
        way = filled(_("By way of {statements}."), statements=derived.by_way_of(row)) if row["hubs"] else None
        ground = join(said.definition, " " if way else None, way)
        return [
            _("nobody ({set})").format(set=said.words),
            "–",
            sure,
            ground,
            derived.why(row["subject"], row["object"]),
        ]
    return [
        f"{row['author_label']} ({phrases.kind(row['kind'], row['denied']).words})",
        phrases.worded(words.STATUSES, row["status"]).words,
        phrases.confidence(row["confidence"]),
        tag("q", labels.english(row["citation"])) if row["citation"] else labels.english(row["reason"]) or "–",
        derived.why(row["subject"], row["object"]),
    ]


def _relation(row: Record) -> Markup:
    """How the two statements of a row are related."""
    if not is_claim(row):
        return derived.follows(row)
    return relation_badge(phrases.worded(words.RELATIONS, row["relation"]), bool(row["denied"]))


def meanings(sets: Iterable[str]) -> Markup:
    """What each of these sets is, in a line."""
    told = [phrases.translated(set_words(name)) for name in sets]
    said = [join(tag("strong", one.words), f": {one.definition} ") for one in told]
    return tag("p", said, class_="xw-small")


def legend(rows: Sequence[Record]) -> None:
    """What the relations met in a table mean."""
    met = dict.fromkeys(phrases.worded(words.RELATIONS, row["relation"]) for row in rows if is_claim(row))
    if met:
        meant = [join(relation_badge(relation), f"{relation.definition} ") for relation in met]
        st.html(tag("p", meant, class_="xw-small"))


def _nothing(start: str, end: str, names: Names, asked: filters.Filters) -> None:
    if asked:
        st.html(
            tag(
                "p",
                _("No claim between {start} and {end} fits the filters.").format(start=names[start], end=names[end]),
            )
        )
        return
    st.html(nothing(start, end, names))


def nothing(start: str, end: str, names: Names) -> Markup:
    """That no claim relates two frameworks, and where to look instead."""
    return join(
        tag(
            "p",
            filled(
                _("No claim relates {start} and {end} yet. {see}, or choose another pair."),
                start=names[start],
                end=names[end],
                see=link(href("crosswalk", from_=start, to=end, view="gaps"), _("See what has been examined")),
            ),
        ),
        derived.led_by(start, end, names),
    )
