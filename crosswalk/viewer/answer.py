"""The answer to a query: its count, time and limit, then as a table, a chart, a graph or as it is, and to take home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from crosswalk.graph.results import Result
from crosswalk.terms import Iri
from crosswalk.viewer.downloads import ROW_FORMATS, offer, offer_rows
from crosswalk.viewer.drawing import Point, draw
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, counted, figure, marked
from crosswalk.viewer.markup import Markup, filled, join, tag
from crosswalk.viewer.navigator import copy_button, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href, parameter
from crosswalk.vocabulary import short_form

if TYPE_CHECKING:
    import pandas

#: Of a longer text this many characters are shown; the download has all.
_LONGEST_SHOWN = 100_000

#: So many bars, or lines of a graph, can be told apart.
_MOST_BARS = 60
_MOST_LINES = 300

_WAYS = {"table": marked("Table"), "chart": marked("Chart"), "graph": marked("Graph"), "raw": marked("Raw")}


def code(text: str, name: str) -> Markup:
    """Text as it is, in a box that the keyboard can scroll."""
    return tag("pre", text, class_="xw-code", tabindex=0, role="region", aria_label=name)


def show(result: Result, seconds: float, name: str, address: dict[str, str], linked: bool = True) -> None:
    """An answer; `name` is what its files are called, `address` are the parameters of the page that ask for it.

    One that is not `linked` is asked for by no address, and so there is no link to it.
    """
    heading(_("Answer"))
    _summary(result, seconds, href("query", **address, show=parameter("show")) if linked else None)
    if result.kind == "ask":
        offer("JSON", f"{name}.json", ROW_FORMATS["json"], result.to_json)
        return
    offered = [way for way in _WAYS if result.kind == "select" or way in ("graph", "raw")]
    wanted = parameter("show") or offered[0]
    if wanted not in offered:
        say_wrong(_("This answer cannot be shown as {wanted!r}; choose another way.").format(wanted=wanted))
        wanted = offered[0]
    ways = [(_way(address, way, offered[0]), _(_WAYS[way])) for way in offered]
    st.html(views(_("How to show it"), ways, _way(address, wanted, offered[0])))
    if not (result.rows or result.triples):
        st.html(tag("p", _("Nothing in the graph answers this; widen the question.")))
    else:
        {"table": _table, "chart": _chart, "graph": _graph, "raw": _raw}[wanted](result)
    if result.kind == "graph":
        offer("Turtle", f"{name}.ttl", "text/turtle", lambda: result.serialize("turtle"))
    else:
        offer_rows(lambda: result, name, tuple(ROW_FORMATS))


def _way(address: dict[str, str], way: str, first: str) -> str:
    return href("query", **address, show=None if way == first else way)


def _summary(result: Result, seconds: float, permalink: str | None) -> None:
    found = {
        "select": counted("{n} row", "{n} rows", len(result.rows)),
        "graph": counted("{n} triple", "{n} triples", len(result.triples)),
        "ask": _("Yes") if result.boolean else _("No"),
    }[result.kind]
    told = _("{found} in {duration}; at most {rows}.") if result.limit else _("{found} in {duration}.")
    most = counted("{n} row", "{n} rows", result.limit or 0)
    cut = _("The answer was cut at that limit; ask for less, or with LIMIT and OFFSET.") if result.truncated else None
    st.html(
        tag(
            "p",
            join(
                filled(told, found=tag("strong", found), duration=_duration(seconds), rows=most),
                " ",
                [cut, " "] if cut else None,
            ),
            copy_button(_("Copy link to this answer"), permalink, address=True) if permalink else None,
        )
    )


def _duration(seconds: float) -> str:
    return (
        _("{seconds} seconds").format(seconds=figure(seconds, 1))
        if seconds >= 1
        else _("{seconds} milliseconds").format(seconds=figure(seconds * 1000, 1))
    )


def _table(result: Result) -> None:
    st.dataframe(
        _of_one_type(result.to_pandas()),
        hide_index=True,
        key="answer",
        alt=counted(
            "Answer: {n} row, {columns}",
            "Answer: {n} rows, {columns}",
            len(result.rows),
            columns=", ".join(result.variables),
        ),
    )


def _of_one_type(rows: pandas.DataFrame) -> pandas.DataFrame:
    """The rows with columns that mix numbers, truth and text turned into text, since a grid's column is of one type."""
    mixed = [name for name in rows.columns if len({type(value) for value in rows[name].dropna()}) > 1]
    return rows.assign(**{name: rows[name].map(str, na_action="ignore") for name in mixed})


def _chart(result: Result) -> None:
    """Bars for the first column that holds nothing but numbers, named by the first that does not."""
    numbers, names = columns(result)
    if not numbers or not names:
        st.html(tag("p", _("A chart needs one column of numbers and one of names; this answer has no such two.")))
        return
    rows = result.to_pandas().head(_MOST_BARS)
    shown = rows.assign(**{names[0]: rows[names[0]].map(str)})
    if len(result.rows) > _MOST_BARS:
        st.html(
            tag(
                "p",
                _("The first {shown} of {rows}; the table has all.").format(
                    shown=_MOST_BARS, rows=counted("{n} row", "{n} rows", len(result.rows))
                ),
            )
        )
    alt = _("Bars: {numbers} by {names}, {rows}; the table has the same numbers").format(
        numbers=numbers[0], names=names[0], rows=counted("{n} row", "{n} rows", len(rows))
    )
    st.bar_chart(shown, x=names[0], y=numbers[0], horizontal=True, sort=False, alt=alt)


def columns(result: Result) -> tuple[list[str], list[str]]:
    """The columns that hold nothing but numbers, and the others that hold something."""
    records = list(result.records())
    numbers, names = [], []
    for name in result.variables:
        held = [row[name] for row in records if row[name] is not None]
        if held and all(isinstance(value, int | float) and not isinstance(value, bool) for value in held):
            numbers.append(name)
        elif held:
            names.append(name)
    return numbers, names


def _graph(result: Result) -> None:
    found = lines(result)
    if not found:
        st.html(
            tag(
                "p", _("A graph needs two columns of things that have an IRI, or three with the relation between them.")
            )
        )
        return
    if len(found) > _MOST_LINES:
        st.html(
            tag(
                "p",
                _("The first {shown} of {lines}; the table or the raw answer has all.").format(
                    shown=_MOST_LINES, lines=counted("{n} line", "{n} lines", len(found))
                ),
            )
        )
    drawn = found[:_MOST_LINES]
    statements = {str(row["identifier"]): str(row["label"]) for row in graph().records("list_identifiers")}
    points = [
        Point(
            id=thing,
            code=thing,
            said=f"{thing} {statements.get(thing, '')}".strip(),
            group=thing.partition(":")[0] if thing in statements else _("other things"),
            opens=(href("standard", id=thing), _("Open the record")) if thing in statements and ":" in thing else None,
        )
        for thing in dict.fromkeys(end for source, _, target in drawn for end in (source, target))
    ]
    caption = _("Answer to a query. Standards crosswalk, data version {version}.").format(
        version=_(graph().data_version)
    )
    links = [(a, b, "answer", said) for a, said, b in drawn]
    draw(_("Answer as a graph"), "answer", caption, points, links, tabled=False)


def lines(result: Result) -> list[tuple[str, str, str]]:
    """The answer as lines (source, words, target) between things that have an IRI; none where it has no such shape."""

    def short(term: Iri) -> str:
        return result.names.get(term.value) or short_form(term.value)

    if result.kind == "graph":
        held = [(t.subject, t.predicate, t.object) for t in result.triples]
        return [(short(s), short(p), short(o)) for s, p, o in held if isinstance(s, Iri) and isinstance(o, Iri)]
    if len(result.variables) not in (2, 3):
        return []
    found = []
    for row in result.rows:
        source, said, target = row if len(row) == 3 else (row[0], None, row[1])
        if isinstance(source, Iri) and isinstance(target, Iri):
            words = short(said) if isinstance(said, Iri) else "" if said is None else str(said)
            found.append((short(source), words, short(target)))
    return found


def _raw(result: Result) -> None:
    import json

    if result.kind == "graph":
        text, name = result.serialize("turtle").decode(), _("Triples in Turtle")
    else:
        text = json.dumps(json.loads(result.to_json()), ensure_ascii=False, indent=1)
        name = _("Rows as SPARQL JSON results")
    st.html(code(text[:_LONGEST_SHOWN], name))
    if len(text) > _LONGEST_SHOWN:
        st.html(tag("p", _("The beginning only; the download has all.")))
