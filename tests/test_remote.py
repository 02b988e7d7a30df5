"""An endpoint answers as the embedded store does, and each way in which it fails is one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import engines
import pytest
from answering_server import JSON, NUMBERS, ONE, Server, answering, capped, says

from crosswalk import open_graph
from crosswalk.api import CrosswalkGraph
from crosswalk.errors import EndpointFault, InputError, LimitExceeded, QueryRefused, QuerySyntaxError
from crosswalk.graph import dialects, queries
from crosswalk.graph.dataset import INFERRED
from crosswalk.graph.remote import RemoteEngine
from crosswalk.graph.results import Result

#: A value for each type of parameter, so that every query of the library can be asked.
VALUES = {"statement": "ais-psi:3.4", "framework": "ais-psi", "language": "en", "kind": "printed", "status": "proposed"}


# A real endpoint.


@contextmanager
def served(folder: Path, *nquads: Path, options: tuple[str, ...] = ()) -> Iterator[str]:
    """The address of an oxigraph server over these files; it ends with the block."""
    with engines.oxigraph(folder, *nquads, options=options) as server:
        yield server.query


SKILLS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/skills/> .
:skills a skos:ConceptScheme . :a a skos:Concept ; skos:inScheme :skills ; skos:prefLabel "A skill"@en ;
  skos:closeMatch <https://w3id.org/standards-crosswalk/id/ais-psi/3.4> ."""


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> CrosswalkGraph:
    """The shipped graph with a framework whose IRIs are not ours."""
    file = tmp_path_factory.mktemp("own") / "skills.ttl"
    file.write_text(SKILLS)
    return open_graph(data=[str(file)], cache=False)


@pytest.fixture(scope="module")
def dump(embedded: CrosswalkGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("dump") / "graph.nq"
    embedded._engine.dump(str(file))
    return file


@pytest.fixture(scope="module")
def address(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("store"), dump) as at:
        yield at


@pytest.fixture(scope="module")
def remote(address: str) -> CrosswalkGraph:
    return open_graph(endpoint=address)


#: An endpoint does not hold the records of a workspace, and a query about them is refused (test_workspace_queries.py).
OF_DATA = [name for name in queries.names() if not queries.load(name).of_workspace]


@pytest.mark.parametrize("name", OF_DATA)
def test_every_library_query_gives_the_same_rows_as_embedded(
    name: str, embedded: CrosswalkGraph, remote: CrosswalkGraph
) -> None:
    needed = [p for p in queries.load(name).parameters if not p.optional and p.default is None]
    frameworks = iter(("ais-psi", "iste-coaches-2011", "ib-psp-2014"))
    given = {p.name: next(frameworks) if p.type == "framework" else VALUES[p.type] for p in needed}
    ours, theirs = embedded.query(name, **given), remote.query(name, **given)
    assert (theirs.variables, theirs.rows) == (ours.variables, ours.rows)
    assert list(theirs.records()) == list(ours.records())


def test_a_statement_a_search_and_names_that_are_not_ours(embedded: CrosswalkGraph, remote: CrosswalkGraph) -> None:
    for identifier in ("ais-psi:3.4", "skills:a", "http://example.org/skills/a"):
        assert remote.statement(identifier) == embedded.statement(identifier)
    assert "skills:a" in [row["other"] for row in remote.statement("ais-psi:3.4").mappings]
    assert remote.search("C3.1") == embedded.search("C3.1")
    assert remote.search("asistive") == embedded.search("asistive")
    assert remote.version.startswith("http://127.0.0.1:") and remote.notes == ()


def test_what_a_person_types_knows_our_prefixes_and_keeps_to_its_limits(remote: CrosswalkGraph) -> None:
    rows = remote.sparql("SELECT ?f WHERE { ?f a xw:Framework } ORDER BY ?f", row_limit=2)
    assert (len(rows.rows), rows.truncated, rows.limit) == (2, True, 2)
    own = "PREFIX xw: <https://w3id.org/standards-crosswalk/ontology#> ASK { ?f a xw:Framework }"
    assert remote.sparql(own).boolean is True
    assert len(remote.sparql("CONSTRUCT WHERE { ?f a xw:Framework }").triples) > 3
    assert remote.sparql("DESCRIBE xwid:ais-psi").triples
    with pytest.raises(QuerySyntaxError, match=r"cannot be read at line 1, column 8: .+\.$"):
        remote.sparql("SELECT WHERE { ?f a xw:Framework }")
    for refused in ("DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"):
        with pytest.raises(QueryRefused):
            remote.sparql(refused)
    with pytest.raises(InputError, match="limits above zero"):
        remote.sparql("ASK {}", time_limit=0)


def test_the_default_graph_can_be_taken_home(embedded: CrosswalkGraph, remote: CrosswalkGraph) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    found = next(iter(embedded.sparql(count).records()))["n"]
    embedded.close()
    assert len(remote.to_rdflib()) == found


def test_triples_in_named_graphs_alone_are_told_of_and_their_union_will_do(
    dump: Path, tmp_path_factory: pytest.TempPathFactory, embedded: CrosswalkGraph
) -> None:
    # Of what is loaded into a union, what follows is left out: it has no place beside what is claimed.
    named = [
        line
        for line in dump.read_text("utf-8").splitlines()
        if "graph/" in line.rsplit(" ", 2)[-2] and INFERRED not in line.rsplit(" ", 2)[-2]
    ]
    file = dump.parent / "named.nq"
    file.write_text("\n".join(named) + "\n", "utf-8")
    folder = tmp_path_factory.mktemp("named")
    with (
        served(folder, file) as at,
        pytest.raises(EndpointFault, match=r"nothing in its default graph.*--union-default"),
    ):
        open_graph(endpoint=at).statement("ais-psi:3.4")
    with served(folder, options=("--union-default-graph",)) as at:
        shown = open_graph(endpoint=at).statement("iste-coaches-2011:3d")
    assert shown == embedded.statement("iste-coaches-2011:3d")
    with served(tmp_path_factory.mktemp("bare")) as at, pytest.raises(EndpointFault, match="holds no triples"):
        open_graph(endpoint=at).records("list_frameworks")


# What an endpoint may answer instead, from a server that says just what a test wants.


def ask(address: str, text: str = "SELECT ?s { ?s ?p ?o }", limit: float = 20) -> Result:
    return RemoteEngine(address, limit).query(text)


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        (says(200, "text/html", b"<html>Hello</html>"), EndpointFault, "answers with a web page"),
        (says(200, "text/csv", b"s\n1"), EndpointFault, "answers with text/csv, which is not what was asked for"),
        (says(200, JSON, b"not JSON"), EndpointFault, "they cannot be read"),
        (says(200, JSON, b"[1, 2]"), EndpointFault, "they cannot be read"),
        (says(200, JSON, b'{"head": {}}'), EndpointFault, "they cannot be read"),
        (says(200, JSON, b"[" * 100_000), EndpointFault, "they cannot be read"),
        (says(200, JSON, b""), EndpointFault, "they cannot be read"),
        (says(400, "text/plain", b"line 1:\x1b unexpected\n'}'."), QuerySyntaxError, "line 1: unexpected '}'"),
        (says(404, "text/html", b"<html>"), EndpointFault, "has nothing at that address"),
    ],
)
def test_what_is_no_answer_is_one_sentence(act: Callable[[Server], None], kind: type[Exception], words: str) -> None:
    with answering(act) as (address, _), pytest.raises(kind) as told:
        ask(address)
    assert words in str(told.value)
    assert str(told.value).isprintable() and str(told.value).endswith(".")


def test_data_cannot_be_added_to_an_endpoint() -> None:
    with pytest.raises(InputError, match="either data or an endpoint"):
        open_graph(endpoint="http://e.org/sparql", data=["mine.ttl"])


def test_a_form_is_told_by_the_query_itself_whatever_its_comments_say() -> None:
    text = "# DELETE WHERE\nPREFIX INSERT: <http://e/LOAD>\nSELECT ?s { ?s ?p '''ASK {''' }"
    with answering(says(200, JSON, ONE)) as (address, handler):
        assert ask(address, text).kind == "select"
    assert handler.seen[-1][2].startswith(b"query=%23+DELETE")


# Rows beyond what a server gives at a time.


@pytest.mark.parametrize("rows", [1, 2, 3, 6, 7, 8])
def test_a_capped_answer_is_fetched_in_parts_in_its_own_order(rows: int) -> None:
    with answering(capped(rows)) as (address, _):
        found = ask(address, NUMBERS)
        assert [str(row[0]) for row in found.rows] == list("1234567")
        sliced = ask(address, NUMBERS + " LIMIT 5 OFFSET 1")
        assert [str(row[0]) for row in sliced.rows] == list("23456")
        unordered = NUMBERS.removesuffix(" ORDER BY ?n")
        assert sorted(str(row[0]) for row in ask(address, unordered).rows) == list("1234567")


def test_a_cap_that_no_header_tells_is_known_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialects, "KNOWN_CAPS", frozenset((3,)))
    with answering(capped(3, header=False)) as (address, _):
        assert len(ask(address, NUMBERS).rows) == 7
        assert len(ask(address, NUMBERS.replace("4 5 6 7", "")).rows) == 3


def test_parts_that_do_not_make_the_whole_are_no_answer() -> None:
    with answering(capped(3, lost=1)) as (address, _), pytest.raises(EndpointFault, match="at most 3 rows at a time"):
        ask(address, NUMBERS)


def test_what_a_person_types_is_fetched_as_far_as_it_is_wanted() -> None:
    with answering(capped(2)) as (address, handler):
        engine = RemoteEngine(address)
        whole = engine.run(NUMBERS)
        assert (len(whole.rows), whole.truncated) == (7, False)
        some = engine.run(NUMBERS, row_limit=3)
        assert (len(some.rows), some.truncated) == (3, True)
        asked = len(handler.seen)
        few = engine.run(NUMBERS, row_limit=1)
        assert (len(few.rows), few.truncated, len(handler.seen) - asked) == (1, True, 1)
        assert engine.run("SELECT ?n { } VALUES ?n { 1 2 3 4 }").truncated  # not to be asked in parts: said so


def test_part_of_an_answer_that_says_so_is_refused() -> None:
    with (
        answering(says(200, JSON, ONE, **{"X-SQL-State": "S1TAT"})) as (address, _),
        pytest.raises(LimitExceeded, match="gave part of its answer"),
    ):
        ask(address)
