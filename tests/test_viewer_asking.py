"""The workbench without a browser: what can be completed, in which ways an answer is shown, and snippets that run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_viewer import opened, shown

from crosswalk import open_graph
from crosswalk.graph.results import Result
from crosswalk.graph.streaming import Limits
from crosswalk.terms import Blank, Iri, Literal, Triple, typed
from crosswalk.viewer import answer, asking, editor, setting, shared, snippets
from crosswalk.viewer.turns import Turns
from crosswalk.vocabulary import PREFIXES

ASSISTIVE = "SELECT ?s WHERE { ?s skos:notation '3.4' } ORDER BY ?s"


def shell(script: str) -> str:
    """What a shell prints in which `crosswalk` is this one, and `curl` only tells what it was given."""
    functions = (
        f"crosswalk() {{ '{sys.executable}' -c 'from crosswalk.cli.main import run; run()' \"$@\"; }}\n"
        "curl() { printf '%s\\n' \"$@\"; cat; }\n"
    )
    done = subprocess.run(["bash", "-c", functions + script], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_snippets_of_a_question_give_its_rows() -> None:
    values = {"from_framework": "ib-psp-2014", "to_framework": "ais-psi"}
    rows = open_graph().records("list_gaps", **values)
    printed = shell(snippets.library_command("list_gaps", values) + " --format csv")
    assert len(printed.splitlines()) == len(rows) + 1
    held: dict = {}
    exec(snippets.library_python("list_gaps", values), held)
    assert list(held["rows"]["statement"]) == [row["statement"] for row in rows]


def test_the_snippets_of_a_query_give_its_answer() -> None:
    text = f'# it\'s "quoted" $HOME `date`\n{ASSISTIVE}\n'
    direct = open_graph().sparql(text)
    command = snippets.sparql_command(text).replace("--file -", "--file - --format json")
    assert json.loads(shell(command)) == json.loads(direct.to_json())
    held: dict = {}
    exec(snippets.sparql_python(text), held)
    assert held["answer"].rows == direct.rows


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=60))
def test_no_line_of_a_query_ends_its_here_document(text: str) -> None:
    for snippet in (snippets.sparql_command(text + "\nEND\nEND_"), snippets.curl("END\n" + text)):
        first, *lines = snippet.split("\n")
        end = re.search(r"<<'(END_*)'$", first)
        assert end and lines.index(end[1]) == len(lines) - 1


def test_curl_sends_the_text_as_it_is_to_the_address_that_is_named() -> None:
    text = "SELECT * { ?s ?p '$HOME `date` \\'' }"
    said = shell("CROSSWALK_ENDPOINT=http://127.0.0.1:1/sparql\n" + snippets.curl(text)).split("\n")
    assert said[:2] == ["--get", "http://127.0.0.1:1/sparql"]
    assert said[-3:] == ["query@-", text, ""]
    said = shell(snippets.curl(text, "http://127.0.0.1:1/a'b/sparql")).split("\n")
    assert said[:2] == ["--get", "http://127.0.0.1:1/a'b/sparql"]


def test_prefixes_terms_and_statements_can_be_completed() -> None:
    graph = open_graph()
    assert editor.prefixes() == [[f"{prefix}:", namespace] for prefix, namespace in PREFIXES.items()]
    terms = {term: info for term, _, info in editor.terms()}
    assert terms["xw:Statement"].startswith("A numbered heading")
    assert {"skos:notation", "owl:annotatedTarget", "sssom:confidence"} <= set(terms)
    assert not {term for term in terms if term.partition(":")[0] not in PREFIXES}
    statements = {short: (label, iri) for short, label, iri in editor.statements()}
    assert len(statements) == len({row["statement"] for row in graph.records("list_statements")})
    label, iri = statements["ais-psi:3.4"]
    assert label == "Assistive technology for diverse learners" and iri == f"<{graph.resolve('ais-psi:3.4').value}>"


def select(*rows: tuple, names: tuple[str, ...] = ("a", "b", "c")) -> Result:
    return Result("select", names[: len(rows[0])], rows)


A, B, P = Iri(PREFIXES["xwid"] + "x/1"), Iri(PREFIXES["xwid"] + "x/2"), Iri(PREFIXES["skos"] + "broader")


def test_an_answer_has_lines_where_it_names_two_things_or_two_and_their_relation() -> None:
    assert answer.lines(select((A, P, B))) == [("x:1", "skos:broader", "x:2")]
    assert answer.lines(select((A, B))) == [("x:1", "", "x:2")]
    assert answer.lines(select((A, None, B), (A, Literal("says"), Literal("no thing")))) == [("x:1", "", "x:2")]
    assert answer.lines(select((A,))) == []
    triples = (Triple(A, P, B), Triple(A, P, Literal("text")), Triple(Blank("b"), P, A))
    assert answer.lines(Result("graph", triples=triples)) == [("x:1", "skos:broader", "x:2")]


def test_a_chart_takes_columns_that_hold_nothing_but_numbers() -> None:
    one, half, yes = typed(1, "integer"), typed("0.5", "decimal"), Literal("true", PREFIXES["xsd"] + "boolean")
    assert answer.columns(select((one, A, yes), (half, None, yes))) == (["a"], ["b", "c"])
    assert answer.columns(select((None, one, A), (None, Literal("x"), A))) == ([], ["b", "c"])


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"q": ASSISTIVE, "show": "chart"}, "A chart needs one column of numbers"),
        ({"q": ASSISTIVE, "show": "graph"}, "A graph needs two columns"),
        ({"q": ASSISTIVE + " OFFSET 99"}, "Nothing in the graph answers this"),
    ],
)
def test_an_answer_that_cannot_be_shown_so_says_what_it_would_need(parameters: dict[str, str], sentence: str) -> None:
    assert sentence in shown(opened("query", **parameters)).text


def test_a_way_of_showing_that_there_is_not_is_told() -> None:
    assert "cannot be shown as" in opened("query", q=ASSISTIVE, show="pie").warning[0].value


def test_a_question_can_be_edited_as_sparql_with_its_values_and_answers_the_same() -> None:
    page = shown(opened("query", name="list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi"))
    (address,) = [link for link in page.links if link.startswith("query?q=")]
    from urllib.parse import parse_qs, urlsplit

    (text,) = parse_qs(urlsplit(address).query)["q"]
    rows = open_graph().query("list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi").rows
    assert open_graph().sparql(text).rows == rows


def test_the_questions_are_listed_until_one_is_chosen() -> None:
    page = shown(opened("query"))
    for query in open_graph().library():
        assert query.question in page.text


def test_an_answer_is_kept_while_only_the_way_of_showing_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    from crosswalk.api import CrosswalkGraph

    asked = []
    ask = CrosswalkGraph.sparql
    monkeypatch.setattr(CrosswalkGraph, "sparql", lambda self, text, **k: asked.append(text) or ask(self, text, **k))
    app = opened("query", q=ASSISTIVE)
    app.query_params["show"] = "raw"
    app.run()
    assert '"bindings"' in shown(app).text and asked == [ASSISTIVE]
    app.query_params["q"] = "ASK { ?s ?p ?o }"
    app.run()
    assert asked == [ASSISTIVE, "ASK { ?s ?p ?o }"]


def test_a_raw_graph_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "CONSTRUCT WHERE { ?s skos:notation '3.4' }"
    whole = shown(opened("query", q=text, show="raw")).text
    monkeypatch.setattr(answer, "_LONGEST_SHOWN", 40)
    cut = shown(opened("query", q=text, show="raw")).text
    assert ("The beginning only" in whole, "The beginning only" in cut) == (False, True)


def test_a_query_that_runs_too_long_is_stopped_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from crosswalk.api import CrosswalkGraph

    ask = CrosswalkGraph.sparql
    monkeypatch.setattr(CrosswalkGraph, "sparql", lambda self, text, **k: ask(self, text, **{**k, "time_limit": 0.5}))
    app = opened("query", q="SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert app.error[0].value.replace("\\", "").startswith("The query was stopped after 0.5 seconds; ask for less")


# For everybody


HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) < STR(?g)) }"


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pages as `serve --time-limit 2 --row-limit 5` shows them."""
    monkeypatch.setattr(setting, "_PUBLIC", True)
    monkeypatch.setattr(setting, "_LIMITS", Limits(seconds=2, rows=5))
    shared.graph.clear()  # type: ignore[attr-defined]
    yield
    shared.graph.clear()  # type: ignore[attr-defined]


def test_the_limits_of_a_public_server_hold_for_its_pages_and_are_told(public: None) -> None:
    app = opened("query", q="SELECT * { ?s ?p ?o }")
    page = shown(app).text
    assert len(app.dataframe[0].value) == 5 and "at most 5 rows" in page and "cut at that limit" in page
    assert "Here a query may take 2 seconds and give 5 rows." in page
    assert "stopped after 2 seconds" in opened("query", q=HEAVY).error[0].value


def test_the_smaller_of_both_limits_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert setting.limits() == (20, 10_000)
    monkeypatch.setattr(setting, "_PUBLIC", True)
    for allowed, held in ((Limits(2.5, 5), (2.5, 5)), (Limits(600, 100_000), (20, 10_000))):
        monkeypatch.setattr(setting, "_LIMITS", allowed)
        assert setting.limits() == held


class Busy(Turns):
    """Turns of which whoever asks has one already."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @contextmanager
    def taken(self, who: str) -> Iterator[bool]:
        self.asked.append(who)
        with super().taken(who), super().taken(who) as free:
            yield free


def test_a_visitor_of_a_public_server_has_one_query_at_a_time(public: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with asking.TURNS.taken("192.0.2.1"):  # somebody else's
        assert "Yes" in shown(opened("query", q="ASK {}")).text
    monkeypatch.setattr(asking, "TURNS", Busy())
    assert "A query from your address is still running" in opened("query", q="ASK {}").error[0].value


def test_whoever_is_alone_may_ask_as_much_as_they_like(monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Busy()
    monkeypatch.setattr(asking, "TURNS", busy)
    assert "Yes" in shown(opened("query", q="ASK {}")).text
    assert busy.asked and all(busy.asked)


def test_a_turn_ends_with_its_block_however_that_ends() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.taken("a") as first:
        with turns.taken("a") as second, turns.taken("b") as other:
            assert (first, second, other) == (True, False, True)
        with turns.taken("a") as third:
            assert not third, "the first of them is still at it"
        raise ZeroDivisionError
    with turns.taken("a") as again:
        assert again
