"""The same question elsewhere: as a command, in Python, and over HTTP with curl; texts to copy, each of which runs."""

from __future__ import annotations

import shlex
from collections.abc import Mapping


def library_command(name: str, values: Mapping[str, str]) -> str:
    """A question of the library as a command line."""
    return shlex.join(["crosswalk", "query", name, *(f"{key}={value}" for key, value in values.items())])


def library_python(name: str, values: Mapping[str, str]) -> str:
    """A question of the library in Python, its rows as a data frame."""
    given = "".join(f", {key}={value!r}" for key, value in values.items())
    return (
        f"from crosswalk import open_graph\n\ngraph = open_graph()\nrows = graph.query({name!r}{given}).to_pandas()\n"
    )


def sparql_command(text: str) -> str:
    """SPARQL as a command line that reads it from its standard input."""
    return f"crosswalk query --file - <<'{_end(text)}'\n{text}\n{_end(text)}"


def sparql_python(text: str) -> str:
    """SPARQL in Python; `answer` has rows, triples or a boolean."""
    return f"from crosswalk import open_graph\n\ngraph = open_graph()\nanswer = graph.sparql({text!r})\n"


def curl(text: str, endpoint: str | None = None) -> str:
    """SPARQL sent by the SPARQL 1.1 Protocol to an endpoint; without one, to that of the shell’s CROSSWALK_ENDPOINT."""
    address = shlex.quote(endpoint) if endpoint else '"$CROSSWALK_ENDPOINT"'
    accept = "Accept: application/sparql-results+json, text/turtle"
    sent = f"curl --get {address} --header {shlex.quote(accept)} --data-urlencode query@-"
    return f"{sent} <<'{_end(text)}'\n{text}\n{_end(text)}"


def _end(text: str) -> str:
    """A word that ends a here-document and is no line of the text."""
    end = "END"
    while end in text.splitlines():
        end += "_"
    return end
