"""Asking on the query page: a question of the library in a form, SPARQL in an editor or in a plain field."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import streamlit as st

from crosswalk.errors import CrosswalkError, LimitExceeded, QuerySyntaxError
from crosswalk.graph.queries import TYPES, LibraryQuery, Parameter, bindings, fill_in
from crosswalk.graph.results import Result
from crosswalk.viewer import answer, setting, shared, snippets
from crosswalk.viewer.editor import editor
from crosswalk.viewer.frame import say_error
from crosswalk.viewer.language import _, counted, figure, marked
from crosswalk.viewer.markup import as_label, as_markdown, filled, tag
from crosswalk.viewer.navigator import copy_button, link
from crosswalk.viewer.shared import graph, sees_records
from crosswalk.viewer.state import href, parameter, put
from crosswalk.viewer.turns import TURNS
from crosswalk.vocabulary import CLAIM_KINDS, CURATION_STATUSES

#: An address longer than this is cut by some programs that pass it on; a longer text is not put into it.
_LONGEST_ADDRESS = 6000

#: The ways to ask elsewhere, with the words of the button that copies each.
_COPY = {
    marked("As a command"): marked("Copy a command"),
    marked("As Python"): marked("Copy Python"),
    marked("As curl"): marked("Copy curl"),
}
_NO_ENDPOINT = marked("This viewer is no endpoint. Where a SPARQL 1.1 endpoint holds the data, name it first: {line}")

_TEXT, _LAST = "sparql text", "answer to"

_START = """\
SELECT ?statement ?label WHERE {
  ?statement a xw:Statement ; skos:prefLabel ?label .
}
LIMIT 20"""


def questions(library: Mapping[str, LibraryQuery]) -> None:
    """Every question of the library, to choose from."""
    items = [
        tag("li", link(href("query", name=name), _(query.question)), " ", tag("code", name, class_="xw-muted xw-small"))
        for name, query in library.items()
    ]
    st.html(tag("ul", items, class_="xw-hits"))


def library(query: LibraryQuery) -> None:
    """A question of the library: its fields, and its answer once all that it needs is in the address."""
    given = {p.name: parameter(p.name) for p in query.parameters}
    if query.parameters:
        with st.form(f"ask {query.name}"):
            entered = {p.name: _field(query, p, given[p.name]) for p in query.parameters}
            if st.form_submit_button(_("Run")):
                put(**entered)
                given = entered
    needed = [p.name for p in query.parameters if not p.optional and p.default is None and not given[p.name]]
    known = {key: value for key, value in given.items() if value}
    with st.expander(_("The query itself")):
        st.html(answer.code(query.text, _("The query")))
        if not needed:
            _edit(query, known)
    if needed:
        st.html(tag("p", _("Fill in {needed} and run the question.").format(needed=", ".join(needed))))
        return
    result = _asked((query.name, *known.items()), lambda: graph().query(query.name, **known))
    if isinstance(result, tuple):
        answer.show(*result, query.name, {"name": query.name, **known})
        texts = {"As a command": snippets.library_command(query.name, known)}
        _elsewhere(texts | {"As Python": snippets.library_python(query.name, known)})


def _edit(query: LibraryQuery, known: Mapping[str, str]) -> None:
    """The way to the editor with the query and its values filled in."""
    try:
        text = fill_in(query.text, bindings(query, known, graph().resolve))
    except CrosswalkError:
        return  # said below, where it is asked
    if len(text) <= _LONGEST_ADDRESS:
        st.html(tag("p", link(href("query", q=text), _("Edit it as SPARQL"))))


def free(plain: bool) -> None:
    """Any read-only SPARQL, run under limits in a process of its own; `plain` asks for a field without an editor."""
    asked = parameter("q")
    if asked is not None and st.session_state.get("sparql of address") != asked:
        st.session_state[_TEXT] = st.session_state["sparql of address"] = asked
    text = str(st.session_state.setdefault(_TEXT, _START))
    place = st.container()
    wrong, fits = None, asked is not None
    if asked is None and st.session_state.get("too long"):
        asked = st.session_state["too long"]
        st.info(_("The text is too long for an address; save it as a file to keep it."))
    if asked:
        result = _asked((asked,), lambda: _typed(asked))
        wrong = result if isinstance(result, QuerySyntaxError) else None
        if isinstance(result, tuple):
            answer.show(*result, "query", {"q": asked} if fits else {"way": parameter("way") or "sparql"}, linked=fits)
            texts = {"As a command": snippets.sparql_command(asked), "As Python": snippets.sparql_python(asked)}
            _elsewhere(texts | {"As curl": snippets.curl(asked, _endpoint())})
    with place:
        if plain:
            _plain_field()
        else:
            editor(text, wrong, _run)
        other = href("query", q=parameter("q"), way="sparql" if plain else "plain")
        way = link(other, _("Use the editor") if plain else _("Use a plain text field"))
        st.html(tag("p", _limits(), " ", way, class_="xw-small"))


def _typed(text: str) -> Result:
    """The answer to what somebody typed, within the limits that hold here. Raises LimitExceeded, and as `sparql`."""
    seconds, rows = setting.limits()
    with TURNS.taken(st.context.ip_address or "this machine") as free:
        if setting.public() and not free:
            raise LimitExceeded(
                _("A query from your address is still running; wait until it has its answer, then run this one.")
            )
        return graph().sparql(text, time_limit=seconds, row_limit=rows, with_workspace=sees_records())


def _limits() -> str:
    """What a query may take here, in a sentence."""
    seconds, rows = setting.limits()
    whole = seconds == int(seconds)
    return _("Here a query may take {seconds} and give {rows}.").format(
        seconds=counted("{n} second", "{n} seconds", int(seconds))
        if whole
        else _("{seconds} seconds").format(seconds=figure(seconds, 1)),
        rows=counted("{n} row", "{n} rows", rows),
    )


def _plain_field() -> None:
    with st.form("sparql"):
        st.text_area(
            "SPARQL",
            key=_TEXT,
            height=240,
            help=_("The prefixes of the ontology, skos, dcterms and the other usual ones need no declaration."),
        )
        st.form_submit_button(_("Run"), on_click=lambda: _run(st.session_state[_TEXT].strip()))


def _run(text: str) -> None:
    """Write the text into the address, or keep it for this visit where it is too long for one."""
    fits = len(text) <= _LONGEST_ADDRESS
    st.session_state[_TEXT] = text
    st.session_state["sparql of address"] = text if fits else None
    st.session_state["too long"] = None if fits else text
    st.session_state.pop(_LAST, None)
    plain = "plain" if parameter("way") == "plain" else None
    put(q=text if fits else None, way=plain or (None if fits else "sparql"))


def _field(query: LibraryQuery, wanted: Parameter, value: str | None) -> str | None:
    key, label = f"field {query.name} {wanted.name}", f"{wanted.name}: {_(wanted.meaning)}"
    shown = as_label(_("{label} (may be left out)").format(label=label) if wanted.optional else label)
    if st.session_state.get(f"{key} of address", "") != value:
        st.session_state[key] = st.session_state[f"{key} of address"] = value
    choices = {
        "framework": [str(row["framework"]) for row in graph().records("list_frameworks")],
        "kind": list(CLAIM_KINDS),
        "status": list(CURATION_STATUSES),
    }.get(wanted.type)
    if choices is None:
        st.text_input(shown, key=key, help=as_markdown(_(TYPES[wanted.type])), placeholder=wanted.default or "")
    else:
        if st.session_state.get(key) not in choices:
            st.session_state[key] = None
        st.selectbox(shown, choices, key=key, index=None, help=as_markdown(_(TYPES[wanted.type])))
    return (st.session_state[key] or "").strip() or None


def _asked(question: tuple[object, ...], ask: Callable[[], Result]) -> tuple[Result, float] | CrosswalkError:
    """The answer and the seconds it took, kept while only the way of showing it changes; an error is told and given."""
    key = (question, graph().version, _records_version())
    if (kept := st.session_state.get(_LAST)) and kept[0] == key:
        found: tuple[Result, float] = kept[1]
        return found
    started = time.perf_counter()
    try:
        with st.spinner(_("Asking …")):
            result = ask()
    except CrosswalkError as error:
        line = getattr(error, "line", None)
        where = (
            _("{error} (line {line}, column {column})").format(
                error=error, line=line, column=getattr(error, "column", None)
            )
            if line and "line" not in str(error)
            else error
        )
        say_error(where)
        return error
    found = (result, time.perf_counter() - started if result.seconds is None else result.seconds)
    st.session_state[_LAST] = (key, found)
    return found


def _records_version() -> int:
    """The number of the last change that the answer may rest on, 0 where there is none."""
    held = shared.workspace() if sees_records() and graph().has_records() else None
    return held.version() if held else 0


def _endpoint() -> str | None:
    """The endpoint beside the viewer for everybody, under the name by which the browser asked; None where none is."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/sparql" if setting.public() and here.netloc else None


def _elsewhere(texts: Mapping[str, str]) -> None:
    """The same question as texts to copy."""
    with st.expander(_("The same question elsewhere: {ways}").format(ways=", ".join(_(way) for way in texts))):
        for name, text in texts.items():
            st.html(tag("h3", _(name)))
            if name == "As curl" and _endpoint() is None:
                st.html(tag("p", filled(_(_NO_ENDPOINT), line=tag("code", "export CROSSWALK_ENDPOINT=https://…"))))
            st.html(tag("div", answer.code(text, _(name)), copy_button(_(_COPY[name]), text)))
