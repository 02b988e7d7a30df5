"""An endpoint answers as the embedded store does, and each way in which it fails is one sentence."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import engines
import pytest
from answering_server import EMPTY, JSON, NUMBERS, ONE, Server, answering, capped, in_turn, says
from engines import free_port

from crosswalk import open_graph
from crosswalk.api import CrosswalkGraph
from crosswalk.errors import EndpointFault, InputError, LimitExceeded, QueryRefused, QuerySyntaxError
from crosswalk.graph import dialects, exchange, queries
from crosswalk.graph.dataset import INFERRED
from crosswalk.graph.endpoint import Endpoint
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
    with pytest.raises(QuerySyntaxError, match=r"cannot read the query: .+\.$"):
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


@pytest.fixture(autouse=True)
def hardly_any_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "WAITS", (0.01, 0.02, 0.03))


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
        (says(400, "text/html", b"<html>"), QuerySyntaxError, "cannot read the query."),
        (says(401), EndpointFault, "asks for a name and a password"),
        (says(403), EndpointFault, "does not allow this"),
        (says(404, "text/html", b"<html>"), EndpointFault, "has nothing at that address"),
        (says(405), EndpointFault, "does not take this at that address"),
        (says(429), EndpointFault, "asked too often"),
        (says(500, "text/plain", b"Out of cheese"), EndpointFault, "failed with HTTP 500, saying 'Out of cheese'"),
        (says(503), EndpointFault, "not available at the moment"),
        (says(503, "text/plain", b"The query was stopped after 5 seconds."), LimitExceeded, "a limit of its own"),
        (says(503, "text/plain", b"More than 10,000 rows."), LimitExceeded, "More than 10,000 rows"),
        (says(302, Location="/sparql"), EndpointFault, "redirects without end"),
        (says(307, Location="/elsewhere"), EndpointFault, "redirects without end"),
        (
            says(301, Location="http://other.example/x?key=1"),
            EndpointFault,
            "redirects to http://other.example/x; give",
        ),
        (says(302, Location="http://[broken"), EndpointFault, "redirects to what is no address"),
        (says(302), EndpointFault, "redirects without end"),
        (lambda server: server.connection.shutdown(socket.SHUT_RDWR), EndpointFault, "broke off its answer"),
        (lambda server: server.wfile.write(b"nonsense\r\n\r\n"), EndpointFault, "broke off its answer"),
    ],
)
def test_what_is_no_answer_is_one_sentence(act: Callable[[Server], None], kind: type[Exception], words: str) -> None:
    with answering(act) as (address, _), pytest.raises(kind) as told:
        ask(address)
    assert words in str(told.value)
    assert str(told.value).isprintable() and str(told.value).endswith(".")


def test_an_answer_that_is_cut_short_is_none() -> None:
    def cut(server: Server) -> None:
        server.send_response(200)
        server.send_header("Content-Type", JSON)
        server.send_header("Content-Length", "1000")
        server.end_headers()
        server.wfile.write(EMPTY)

    with answering(cut) as (address, _), pytest.raises(EndpointFault, match="broke off its answer"):
        ask(address)


@pytest.mark.parametrize("where", ["before", "within the head", "within the answer"])
def test_a_slow_endpoint_is_given_up_at_the_time_limit(where: str) -> None:
    over = threading.Event()

    def drip(server: Server) -> None:
        if where == "within the head":
            server.wfile.write(b"HTTP/1.1 200 OK\r\n")
        elif where == "within the answer":
            server.send_response(200)
            server.send_header("Content-Type", JSON)
            server.end_headers()
        while not over.wait(0.05):
            if where == "within the head":
                server.wfile.write(b"X-Wait: 1\r\n")
            elif where == "within the answer":
                server.wfile.write(b" ")

    with answering(drip) as (address, _):
        try:
            with pytest.raises(LimitExceeded, match=r"did not answer within 0\.5 seconds"):
                ask(address, limit=0.5)
        finally:
            over.set()


def test_a_huge_answer_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "ANSWER_LIMIT", 1024 * 1024)

    def pour(server: Server) -> None:
        server.send_response(200)
        server.send_header("Content-Type", JSON)
        server.end_headers()
        for _ in range(10_000):
            server.wfile.write(b" " * 10_000)

    with answering(pour) as (address, _), pytest.raises(LimitExceeded, match="larger than 1 MiB"):
        ask(address)


def test_an_endpoint_that_is_down_cannot_be_reached() -> None:
    with pytest.raises(EndpointFault, match=r"http://127\.0\.0\.1:\d+/q cannot be reached \(.+\); check the address"):
        ask(f"http://name:secret@127.0.0.1:{free_port()}/q?key=secret")
    with pytest.raises(EndpointFault, match="cannot be reached"):
        ask("http://nowhere.invalid/sparql")


@pytest.mark.parametrize(
    "address",
    [
        *("", "sparql", "ftp://e.org/x", "file:///etc/passwd", "http://", "http://h:port/secret", "http://a b/secret"),
        *("http://[secret/", "http://u:secret@/x", "javascript:secret", "http://e.org/\x00secret"),
    ],
)
def test_what_is_no_address_is_said_without_repeating_it(address: str) -> None:
    with pytest.raises(InputError, match="is no address") as told:
        RemoteEngine(address)
    assert "secret" not in str(told.value)


def test_an_address_beyond_ascii_is_named_and_one_of_ipv6_is_kept() -> None:
    with pytest.raises(InputError, match="percent-encoded"):
        RemoteEngine("http://e.org/é")
    assert Endpoint("http://[::1]:7878/query?x=1").shown == "http://[::1]:7878/query"


def test_name_and_password_go_to_the_endpoint_and_nowhere_else() -> None:
    with answering(says(200, JSON, ONE)) as (address, handler):
        given = address.replace("http://", "http://me:s%40crct@")
        assert len(ask(given + "?key=hidden").rows) == 1
        assert "hidden" not in open_graph(endpoint=given + "?key=hidden").version
    # Nothing goes out with them before it is known in which way the server wants them.
    assert "Authorization" not in handler.seen[0][1]
    path, headers, body = handler.seen[-1]
    assert path == "/sparql?key=hidden"
    assert headers["Authorization"] == "Basic bWU6c0BjcmN0"
    assert JSON in headers["Accept"] and body.startswith(b"query=SELECT")
    with answering(says(401)) as (address, _), pytest.raises(EndpointFault) as told:
        ask(address.replace("http://", "http://me:s%40crct@"))
    assert "crct" not in str(told.value) and "me:" not in str(told.value)


def test_a_redirect_on_the_same_host_is_followed_with_the_query() -> None:
    def moved(server: Server) -> None:
        server.say(307, Location="/new") if server.path == "/sparql" else server.say(200, JSON, ONE)

    with answering(moved) as (address, handler):
        assert len(ask(address).rows) == 1
    assert [path for path, _, _ in handler.seen] == ["/sparql", "/new"] * 2  # which default graph, and the query
    assert handler.seen[2][2] == handler.seen[3][2] != b""


def test_data_cannot_be_added_to_an_endpoint() -> None:
    with pytest.raises(InputError, match="either data or an endpoint"):
        open_graph(endpoint="http://e.org/sparql", data=["mine.ttl"])


def test_a_form_is_told_by_the_query_itself_whatever_its_comments_say() -> None:
    text = "# DELETE WHERE\nPREFIX INSERT: <http://e/LOAD>\nSELECT ?s { ?s ?p '''ASK {''' }"
    with answering(says(200, JSON, ONE)) as (address, handler):
        assert ask(address, text).kind == "select"
    assert handler.seen[-1][2].startswith(b"query=%23+DELETE")


# What passes is waited for.


@pytest.mark.parametrize(
    "failing",
    [
        *(says(code) for code in (429, 502, 503, 504)),
        says(503, **{"Retry-After": "0"}),
        says(503, **{"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        says(503, **{"Retry-After": "soon"}),
        lambda server: server.connection.shutdown(socket.SHUT_RDWR),
        lambda server: server.wfile.write(b"nonsense\r\n\r\n"),
    ],
)
def test_a_query_is_asked_again_where_the_server_is_busy_or_breaks_off(failing: Callable[[Server], None]) -> None:
    with answering(in_turn(failing, failing, failing, says(200, JSON, ONE))) as (address, handler):
        assert len(ask(address).rows) == 1
    assert len(handler.seen) == 5
    with answering(failing) as (address, handler), pytest.raises(EndpointFault):
        ask(address)
    assert len(handler.seen) == 4


@pytest.mark.parametrize("failing", [says(400), says(401), says(404), says(500)])
def test_what_does_not_pass_by_itself_is_asked_once(failing: Callable[[Server], None]) -> None:
    with answering(failing) as (address, handler), pytest.raises((EndpointFault, QuerySyntaxError)):
        ask(address)
    assert len(handler.seen) == 1


def test_a_query_that_is_too_much_for_a_server_is_asked_once_and_one_that_may_come_again_is_asked_again() -> None:
    too_much = says(503, "text/plain", b"The query was stopped after 5 seconds.")
    with answering(too_much) as (address, handler), pytest.raises(LimitExceeded, match="stopped after 5 seconds"):
        ask(address)
    assert len(handler.seen) == 1
    later = says(503, "text/plain", b"Timeout: too many others.", **{"Retry-After": "0"})
    with answering(later) as (address, handler), pytest.raises(EndpointFault, match="not available"):
        ask(address)
    assert len(handler.seen) > 1


def test_a_server_that_asks_for_more_patience_than_there_is_gets_none() -> None:
    with answering(says(503, **{"Retry-After": "3600"})) as (address, handler), pytest.raises(EndpointFault) as told:
        ask(address, limit=2)
    assert len(handler.seen) == 1 and "not available" in str(told.value)


def test_a_server_that_starts_meanwhile_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "WAITS", (0.2,) * 50)
    port = free_port()
    found: list[Result] = []
    asking = threading.Thread(target=lambda: found.append(ask(f"http://127.0.0.1:{port}/sparql")))
    asking.start()
    with answering(says(200, JSON, ONE), port):
        asking.join(20)
    assert found and len(found[0].rows) == 1


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
