"""The SPARQL editor on the page (the bundle ``editor``), and the words that it can complete."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from crosswalk.errors import QuerySyntaxError
from crosswalk.graph.tokens import written
from crosswalk.viewer import bundles
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Markup, join, tag
from crosswalk.viewer.shared import graph
from crosswalk.vocabulary import PREFIXES, expand

KEY = "sparql editor"

#: So many statements can be completed at most; of a larger graph the first ones.
_MOST_STATEMENTS = 5000

_PREFIXED = re.compile(r"(?<![\w<])([a-z]+):([A-Za-z]\w*)(?![\w:/])")

_CSS = """
.editor { border: 1px solid color-mix(in srgb, var(--st-text-color) 55%, transparent); border-radius: 0.5rem;
  overflow: hidden; background: var(--st-background-color); }
.editor:focus-within { outline: 3px solid var(--st-link-color); outline-offset: 2px; }
.cm-editor { font-size: 0.95rem; max-height: 32rem; } .cm-editor.cm-focused { outline: none; }
.cm-scroller { font-family: var(--st-code-font, monospace); overflow: auto; min-height: 13rem; line-height: 1.5; }
.cm-content { caret-color: var(--st-text-color); color: var(--st-text-color); }
.cm-cursor { border-left-color: var(--st-text-color) !important; }
.cm-gutters { background: var(--st-secondary-background-color) !important; border: none !important;
  color: color-mix(in srgb, var(--st-text-color) 78%, transparent) !important; }
.cm-selectionBackground { background: color-mix(in srgb, var(--st-primary-color) 30%, transparent) !important; }
.cm-tooltip { background: var(--st-background-color) !important; color: var(--st-text-color);
  border: 1px solid color-mix(in srgb, var(--st-text-color) 55%, transparent) !important; max-width: min(38rem, 90vw); }
.cm-tooltip-autocomplete li[aria-selected] { background: var(--st-text-color) !important;
  color: var(--st-background-color) !important; }
.cm-completionDetail { margin-left: 0.7rem; font-style: normal; }
.keyword { color: light-dark(#7a2f78, #e3a6e0); font-weight: 600; } .variable { color: light-dark(#0b5c8a, #7cc4ee); }
.string { color: light-dark(#2a642a, #8fd38f); } .number { color: light-dark(#8a4b08, #f0b670); }
.comment { color: color-mix(in srgb, var(--st-text-color) 78%, transparent); font-style: italic; }
.name { color: light-dark(#5a3fa0, #c3b2f5); }
.tools { display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; align-items: center; margin-top: 0.5rem; }
button { font: inherit; color: var(--st-background-color); background: var(--st-primary-color); border: 0;
  border-radius: 0.5rem; padding: 0.4rem 1.2rem; min-height: 2.5rem; cursor: pointer; font-weight: 600; }
button:focus-visible { outline: 3px solid var(--st-link-color); outline-offset: 2px; }
.small { font-size: 0.9rem; color: color-mix(in srgb, var(--st-text-color) 78%, transparent); margin: 0; }
.small:empty { display: none; }
"""


def editor(text: str, wrong: QuerySyntaxError | None, run: Callable[[str], None]) -> None:
    """The editor with a text; `run` is called with the text when it is to be asked. What is `wrong` is marked in it."""

    def asked() -> None:
        run(str(st.session_state[KEY].run or "").strip())

    error = {"line": wrong.line, "column": wrong.column or 1, "message": str(wrong)} if wrong and wrong.line else None
    data = {"text": text, "error": error, "label": "SPARQL", **_words(graph().version)}
    bundles.mount("editor", data, KEY, _inside(), _CSS, on_run_change=asked)


def _inside() -> Markup:
    """What stands around the editor, in the language of the run."""
    keys = _("Ctrl+Enter runs, Ctrl+Space completes prefixes, terms and statement codes, Tab leaves the editor.")
    run = tag("button", _("Run"), type="button", data_act="run")
    return join(
        tag("div", class_="editor"),
        tag("div", run, " ", tag("span", keys, id="editor-keys", class_="small"), class_="tools"),
        tag("p", _("The editor is being loaded …"), data_fallback=True, class_="small"),
    )


@st.cache_data(max_entries=2, show_spinner=False)
def _words(version: str) -> dict[str, list[list[str]]]:
    """What can be completed in the graph of that version, as the bundle takes it."""
    return {"prefixes": prefixes(), "terms": terms(), "statements": statements()}


def prefixes() -> list[list[str]]:
    """The prefixes that need no declaration, each with its namespace."""
    return [[f"{prefix}:", namespace] for prefix, namespace in PREFIXES.items()]


def terms() -> list[list[str]]:
    """The terms of the ontology with their labels and definitions, then those of others that the library uses."""
    own = [[str(row["term"]), str(row["label"]), str(row["definition"])] for row in graph().records("list_terms")]
    known = {term for term, *_ in own}
    texts = "\n".join(re.sub(r"#.*|\"[^\"]*\"", "", query.text) for query in graph().library())
    used = {f"{prefix}:{name}" for prefix, name in _PREFIXED.findall(texts) if prefix in PREFIXES}
    return own + [[term, expand(term).value, ""] for term in sorted(used - known) if not term.startswith("xw")]


def statements() -> list[list[str]]:
    """The statements by short form and label, and their IRIs as they are written into a query."""
    result = graph().query("list_statements")
    at = result.variables.index("statement")
    return [
        [str(record["statement"]), str(record["label"]), written(iri, "statement")]
        for row, record in zip(result.rows[:_MOST_STATEMENTS], result.records(), strict=False)
        if (iri := row[at])
    ]
