"""Asking and answering on the query page: fields for parameters, a text for SPARQL, and the result below."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from crosswalk.errors import CrosswalkError, QuerySyntaxError
from crosswalk.graph.queries import TYPES, LibraryQuery, Parameter
from crosswalk.graph.results import Result
from crosswalk.viewer.downloads import ROW_FORMATS, offer, offer_rows
from crosswalk.viewer.frame import heading
from crosswalk.viewer.markup import Markup, as_markdown, join, tag
from crosswalk.viewer.navigator import copy_button
from crosswalk.viewer.shared import for_this_person, graph
from crosswalk.viewer.state import href, parameter, put
from crosswalk.vocabulary import CLAIM_KINDS, CURATION_STATUSES
from crosswalk.words import count

if TYPE_CHECKING:
    import pandas

#: An address longer than this is cut by some programs that pass it on; a longer text is not put into it.
_LONGEST_ADDRESS = 6000

#: Of a longer Turtle answer this many characters are shown; the download has all.
_LONGEST_SHOWN = 100_000

_START = """\
SELECT ?statement ?label WHERE {
  ?statement a xw:Statement ; skos:prefLabel ?label .
}
LIMIT 20"""


def library(query: LibraryQuery) -> None:
    """A question of the library: its fields, and its answer once all that it needs is in the address."""
    given = {p.name: parameter(p.name) for p in query.parameters}
    if query.parameters:
        with st.form(f"ask {query.name}"):
            entered = {p.name: _field(query, p, given[p.name]) for p in query.parameters}
            if st.form_submit_button("Run"):
                put(**entered)
                given = entered
    with st.expander("The query itself"):
        st.html(_code(query.text, "The query"))
    needed = [p.name for p in query.parameters if not p.optional and p.default is None and not given[p.name]]
    if needed:
        st.html(tag("p", f"Fill in {', '.join(needed)} and run the question."))
        return
    known = {key: value for key, value in given.items() if value}
    permalink = href("query", name=query.name, **known)
    _answer(lambda: graph().query(query.name, **known), query.name, permalink)


def free() -> None:
    """Any read-only SPARQL, run under limits in a process of its own."""
    asked = parameter("q")
    if asked is not None and st.session_state.get("sparql of address") != asked:
        st.session_state["sparql text"] = st.session_state["sparql of address"] = asked
    st.session_state.setdefault("sparql text", _START)
    with st.form("sparql"):
        st.text_area(
            "SPARQL",
            key="sparql text",
            height=240,
            help="The prefixes of the ontology, skos, dcterms and the other usual ones need no declaration.",
        )
        if st.form_submit_button("Run"):
            asked = st.session_state["sparql text"].strip()
            fits = len(asked) <= _LONGEST_ADDRESS
            st.session_state["sparql of address"] = asked if fits else None
            put(q=asked if fits else None, way=None if fits else "sparql")
            if not fits:
                st.info("The text is too long for an address; save it as a file to keep it.")
    if asked:
        _answer(lambda: graph().sparql(asked, with_workspace=for_this_person()), "query", href("query", q=asked))


def _field(query: LibraryQuery, wanted: Parameter, value: str | None) -> str | None:
    key, label = f"field {query.name} {wanted.name}", f"{wanted.name}: {wanted.meaning}"
    shown = as_markdown(label + (" (may be left out)" if wanted.optional else ""))
    if st.session_state.get(f"{key} of address", "") != value:
        st.session_state[key] = st.session_state[f"{key} of address"] = value
    choices = {
        "framework": [str(row["framework"]) for row in graph().records("list_frameworks")],
        "kind": list(CLAIM_KINDS),
        "status": list(CURATION_STATUSES),
    }.get(wanted.type)
    if choices is None:
        st.text_input(shown, key=key, help=as_markdown(TYPES[wanted.type]), placeholder=wanted.default or "")
    else:
        if st.session_state.get(key) not in choices:
            st.session_state[key] = None
        st.selectbox(shown, choices, key=key, index=None, help=as_markdown(TYPES[wanted.type]))
    return (st.session_state[key] or "").strip() or None


def _answer(ask: Callable[[], Result], name: str, permalink: str) -> None:
    started = time.perf_counter()
    try:
        with st.spinner("Asking …"):
            result = ask()
    except QuerySyntaxError as error:
        place = f" (line {error.line}, column {error.column})" if error.line and "line" not in str(error) else ""
        st.error(as_markdown(f"{error}{place}"))
        return
    except CrosswalkError as error:
        st.error(as_markdown(str(error)))
        return
    seconds = time.perf_counter() - started if result.seconds is None else result.seconds
    heading("Answer")
    _summary(result, seconds, permalink)
    if result.kind == "select":
        _rows(result, name)
    elif result.kind == "graph":
        turtle = result.serialize("turtle")
        st.html(_code(turtle.decode()[:_LONGEST_SHOWN], "Triples in Turtle"))
        offer("Turtle", f"{name}.ttl", "text/turtle", lambda: turtle)
    else:
        offer("JSON", f"{name}.json", ROW_FORMATS["json"], result.to_json)


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} seconds" if seconds >= 1 else f"{seconds * 1000:.1f} milliseconds"


def _code(text: str, name: str) -> Markup:
    """Text as it is, in a box that the keyboard can scroll."""
    return tag("pre", text, class_="xw-code", tabindex=0, role="region", aria_label=name)


def _summary(result: Result, seconds: float, permalink: str) -> None:
    found = {
        "select": count(len(result.rows), "row"),
        "graph": count(len(result.triples), "triple"),
        "ask": "Yes" if result.boolean else "No",
    }[result.kind]
    limit = f"; at most {count(result.limit, 'row')}" if result.limit else ""
    cut = " The answer was cut at that limit; ask for less, or with LIMIT and OFFSET." if result.truncated else ""
    st.html(
        tag(
            "p",
            join(tag("strong", found), f" in {_duration(seconds)}{limit}.{cut} "),
            copy_button("Copy link to this answer", permalink, address=True),
        )
    )


def _of_one_type(rows: pandas.DataFrame) -> pandas.DataFrame:
    """The rows with columns that mix numbers, truth and text turned into text, since a grid's column is of one type."""
    mixed = [name for name in rows.columns if len({type(value) for value in rows[name].dropna()}) > 1]
    return rows.assign(**{name: rows[name].map(str, na_action="ignore") for name in mixed})


def _rows(result: Result, name: str) -> None:
    if not result.rows:
        st.html(tag("p", "Nothing in the graph answers this; widen the question."))
        return
    st.dataframe(
        _of_one_type(result.to_pandas()),
        hide_index=True,
        key="answer",
        alt=f"Answer: {len(result.rows)} rows, {', '.join(result.variables)}",
    )
    offer_rows(result, name, tuple(ROW_FORMATS))
