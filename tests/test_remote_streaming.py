"""What another server answers is passed on while it comes, within the same limits, and nobody asks on for nobody."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from xml.etree import ElementTree

import pytest
import rdflib
import rdflib.compare
from answering_server import EMPTY, JSON, NUMBERS, ONE, Server, answering, capped, in_turn, says

from crosswalk.errors import AsksTooMuch, EndpointFault, LimitExceeded, NotSayable, QueryRefused, QuerySyntaxError
from crosswalk.graph import exchange, remote, remote_streaming
from crosswalk.graph.parts import PART
from crosswalk.graph.remote import RemoteEngine
from crosswalk.graph.streaming import AnswerStream, Limits

ROWS = "SELECT ?s { ?s ?p ?o }"
TRIPLES = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
LINE = b'<http://e/%d> <http://e/p> "a\\rb" .\n'


@pytest.fixture(autouse=True)
def hardly_any_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "WAITS", (0.01, 0.02, 0.03))


def stream(address: str, text: str = ROWS, syntax: str = "json", limits: Limits | None = None) -> AnswerStream:
    engine = RemoteEngine(address, may_be_empty=True)
    engine._default = ""  # its own default graph, which need not be asked for
    return engine.serving(limits or Limits()).stream(text, syntax)


def whole(answer: AnswerStream) -> bytes:
    try:
        return b"".join(answer)
    finally:
        answer.close()


def head(server: Server, kind: str = JSON, **headers: str) -> None:
    server.send_response(200)
    server.send_header("Content-Type", kind)
    for name, value in headers.items():
        server.send_header(name, value)
    server.end_headers()


def rows(first: int, end: int) -> bytes:
    bindings = [json.dumps({"s": {"type": "uri", "value": f"http://e/{n}"}}) for n in range(first, end)]
    return ",\n".join(bindings).encode()


BEGUN = b'{"head": {"link": [], "vars": ["s"]}, "results": {"distinct": false, "bindings": [\n'


@pytest.mark.parametrize("syntax", ["json", "xml", "csv", "tsv"])
def test_rows_in_each_syntax_are_those_of_the_whole_answer(syntax: str) -> None:
    text = 'SELECT ?a ?b { VALUES (?a ?b) { (1 "x,\\"y\\n") (<http://e/é> UNDEF) ("z"@fr true) } }'
    with answering(capped(1000)) as (address, _):
        assert whole(stream(address, text, syntax)) == RemoteEngine(address).run(text).written(syntax)


@pytest.mark.parametrize(("syntax", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")])
def test_triples_in_each_syntax_are_those_that_came(syntax: str, name: str) -> None:
    content = b"".join(LINE % n for n in range(20)) + b"[] a <http://e/3.4> .\n"
    with answering(says(200, "text/turtle", content)) as (address, _):
        found = rdflib.Graph().parse(data=whole(stream(address, TRIPLES, syntax)), format=name)
    assert rdflib.compare.isomorphic(found, rdflib.Graph().parse(data=content, format="turtle"))


def test_the_answer_to_ask_and_our_prefixes_are_as_ever() -> None:
    with answering(says(200, JSON, b'{"head": {}, "boolean": true}')) as (address, handler):
        assert b"true" in whole(stream(address, "ASK { ?s a xw:Framework }", "csv"))
    assert b"PREFIX" in handler.seen[-1][2]
    with answering(says(200, JSON, ONE)) as (address, handler):
        assert json.loads(whole(stream(address, "SELECT ?s { ?s a xw:Framework }")))["results"]["bindings"]
    assert b"PREFIX" in handler.seen[-1][2]


@pytest.mark.parametrize(("text", "kind", "syntax"), [(ROWS, JSON, "csv"), (TRIPLES, "text/turtle", "ntriples")])
def test_the_first_part_is_there_before_the_server_has_said_the_last(
    text: str, kind: str, syntax: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_HELD", 100)
    taken = threading.Event()

    def act(server: Server) -> None:
        head(server, kind)
        server.wfile.write(BEGUN + rows(0, 20_000) if kind == JSON else b"".join(LINE % n for n in range(20_000)))
        server.wfile.flush()
        assert taken.wait(60), "nothing came before the end"
        server.wfile.write(b"," + rows(20_000, 20_001) + b"]}}" if kind == JSON else LINE % 20_000)

    with answering(act) as (address, _):
        answer = stream(address, text, syntax)
        first = next(answer)
        taken.set()
        content = first + whole(answer)
    assert len(first) >= PART
    assert content.count(b"http://e/20000") == 1 and len(content.splitlines()) in (20_001, 20_002)


@pytest.mark.parametrize(
    ("how", "when"), [("stop", "before its head"), ("stop", "in the middle"), ("close", "in the middle")]
)
def test_a_server_sees_whoever_asked_go_away(how: str, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_HELD", 100)
    asked, gone = threading.Event(), threading.Event()

    def act(server: Server) -> None:
        if when == "in the middle":
            head(server)
            server.wfile.write(BEGUN + rows(0, 20_000))
        asked.set()
        with suppress(OSError):
            server.connection.recv(1)
        gone.set()

    with answering(act) as (address, _):
        answer = stream(address)
        if when == "in the middle":
            next(answer)
        if how == "stop":
            threading.Thread(target=lambda: asked.wait(60) and answer.stop()).start()
            with pytest.raises(LimitExceeded, match="given up"):
                whole(answer)
        else:
            answer.close()
        assert gone.wait(60)


def test_an_answer_that_is_stopped_before_it_begins_asks_nobody() -> None:
    with answering(says(200, JSON, ONE)) as (address, handler):
        answer = stream(address)
        answer.stop()
        with pytest.raises(LimitExceeded, match="before it began"):
            whole(answer)
    assert handler.seen == []


def test_an_answer_that_breaks_off_is_an_error_after_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_HELD", 100)

    def act(server: Server) -> None:
        head(server, **{"Content-Length": "100000000"})
        server.wfile.write(BEGUN + rows(0, 20_000))

    with answering(act) as (address, handler):
        answer = stream(address)
        assert next(answer)
        with pytest.raises(EndpointFault, match="broke off its answer"):
            whole(answer)
    assert len(handler.seen) == 1


@pytest.mark.parametrize("end", [b"", b"]", b"]}", b"nonsense]}}", b",]}}", b', {"s": 1}]}}'])
def test_an_answer_whose_end_cannot_be_read_is_an_error(end: bytes) -> None:
    with (
        answering(says(200, JSON, BEGUN + rows(0, 3) + end)) as (address, _),
        pytest.raises(EndpointFault, match="they cannot be read"),
    ):
        whole(stream(address))
    broken = says(200, "text/turtle", LINE % 1 + b"<http://e/a> nonsense" + end)
    with answering(broken) as (address, _), pytest.raises(EndpointFault, match="they cannot be read"):
        whole(stream(address, TRIPLES, "turtle"))


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        (says(400, "text/plain", b"line 1"), QuerySyntaxError, "cannot read the query: line 1"),
        (says(404), EndpointFault, "has nothing at that address"),
        (says(503), EndpointFault, "not available"),
        (says(200, "text/html", b"<html>"), EndpointFault, "answers with a web page"),
        (says(200, "text/csv", b"s\n"), EndpointFault, "answers with text/csv"),
        (says(200, JSON, ONE, **{"X-SQL-State": "S1TAT"}), LimitExceeded, "gave part of its answer"),
    ],
)
def test_a_refusal_is_the_sentence_that_it_is_elsewhere(
    act: Callable[[Server], None], kind: type[Exception], words: str
) -> None:
    with answering(act) as (address, _), pytest.raises(kind, match=words):
        whole(stream(address))


def test_a_server_that_is_busy_is_asked_again() -> None:
    with answering(in_turn(says(503), says(503), says(200, JSON, ONE))) as (address, handler):
        assert whole(stream(address)).count(b"http://e/a") == 1
    assert len(handler.seen) == 3


def test_what_is_no_query_is_refused_at_once() -> None:
    with answering(says(200, JSON, ONE)) as (address, handler), pytest.raises(QueryRefused):
        stream(address, "DELETE WHERE { ?s ?p ?o }")
    assert handler.seen == []


@pytest.mark.parametrize("syntax", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("cap", [2, 1000])
def test_more_rows_than_the_limit_are_an_error_and_as_many_are_not(syntax: str, cap: int) -> None:
    with answering(capped(cap)) as (address, _):
        assert whole(stream(address, NUMBERS, syntax, Limits(rows=7)))
        with pytest.raises(AsksTooMuch, match="more than 6 rows"):
            whole(stream(address, NUMBERS, syntax, Limits(rows=6)))


def test_more_triples_or_bytes_than_the_limit_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"".join(LINE % n for n in range(11))
    with answering(says(200, "text/turtle", content)) as (address, _):
        assert whole(stream(address, TRIPLES, "ntriples", Limits(rows=11)))
        with pytest.raises(AsksTooMuch, match="more than 10 rows"):
            whole(stream(address, TRIPLES, "ntriples", Limits(rows=10)))
        monkeypatch.setattr(remote_streaming, "BYTE_LIMIT", 1024 * 1024)
    with (
        answering(says(200, "text/turtle", LINE % 1 * 100_000)) as (address, _),
        pytest.raises(LimitExceeded, match="larger than 1 MiB"),
    ):
        whole(stream(address, TRIPLES, "ntriples"))
    with answering(says(200, JSON, BEGUN + rows(0, 18_000) + b"]}}")) as (address, _):
        assert len(whole(stream(address, ROWS, "tsv"))) < 1024 * 1024
        with pytest.raises(AsksTooMuch, match="larger than 1 MiB"):
            whole(stream(address, ROWS, "xml"))


def test_a_server_that_says_a_byte_now_and_then_is_given_up_at_the_time_limit() -> None:
    gone = threading.Event()

    def drip(server: Server) -> None:
        head(server)
        try:
            while True:
                server.wfile.write(b" ")
                gone.wait(0.05)
        finally:
            gone.set()

    with answering(drip) as (address, _):
        with pytest.raises(LimitExceeded, match=r"did not answer within 0\.5 seconds"):
            whole(stream(address, limits=Limits(seconds=0.5)))
        assert gone.wait(60)


@pytest.mark.parametrize("rows_at_most", [1, 2, 3, 6, 7, 8])
@pytest.mark.parametrize("held", [1, 10_000])
def test_rows_that_a_server_cut_off_and_said_so_are_all_passed_on(
    rows_at_most: int, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_HELD", held)
    with answering(capped(rows_at_most)) as (address, _):
        found = list(csv.reader(io.StringIO(whole(stream(address, NUMBERS, "csv")).decode())))
    assert [row[0] for row in found[1:]] == list("1234567")


def test_a_cut_that_no_header_tells_is_mended_or_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosswalk.graph.dialects.KNOWN_CAPS", frozenset((3,)))
    with answering(capped(3, header=False)) as (address, _):
        assert whole(stream(address, NUMBERS, "tsv")).count(b"\n") == 8
        fewer = NUMBERS.replace("4 5 6 7", "")
        assert whole(stream(address, fewer, "tsv")).count(b"\n") == 4
        monkeypatch.setattr(remote, "_HELD", 2)  # some are passed on when the cut comes
        assert whole(stream(address, fewer, "tsv")).count(b"\n") == 4
        for text in (NUMBERS, "SELECT ?n { } VALUES ?n { 1 2 3 4 }"):
            with pytest.raises(EndpointFault, match="at most 3 rows at a time"):
                whole(stream(address, text, "tsv"))


def test_no_more_rows_are_held_than_may_be_given_whatever_a_server_says_of_itself() -> None:
    gone = threading.Event()

    def act(server: Server) -> None:
        head(server, **{"X-SPARQL-MaxRows": "1000000000"})
        try:
            server.wfile.write(BEGUN + rows(0, 1))
            for number in range(1, 10**9, 1000):
                server.wfile.write(b"," + rows(number, number + 1000))
        finally:
            gone.set()

    with answering(act) as (address, _):
        with pytest.raises(AsksTooMuch, match="more than 5,000 rows"):
            whole(stream(address, limits=Limits(seconds=600, rows=5_000)))
        assert gone.wait(60)


def test_a_server_sees_whoever_asked_go_away_while_the_rest_is_asked_for_in_parts() -> None:
    asked, gone, give = threading.Event(), threading.Event(), capped(3)

    def act(server: Server) -> None:
        if b"OFFSET+3" not in server.seen[-1][2]:
            return give(server)
        asked.set()
        with suppress(OSError):
            server.connection.recv(1)
        gone.set()
        return None

    with answering(act) as (address, _):
        answer = stream(address, NUMBERS, limits=Limits(seconds=600))
        threading.Thread(target=lambda: asked.wait(60) and answer.stop()).start()
        with pytest.raises(LimitExceeded, match="given up"):
            whole(answer)
        assert gone.wait(60)


def test_an_empty_answer_of_a_server_without_triples_is_told_of() -> None:
    def act(server: Server) -> None:
        ask = b"ASK" in server.seen[-1][2]
        server.say(200, JSON, b'{"head": {}, "boolean": false}' if ask else EMPTY)

    with answering(act) as (address, _), pytest.raises(EndpointFault, match="holds no triples"):
        whole(RemoteEngine(address).serving(Limits()).stream(ROWS, "json"))


def test_what_xml_cannot_say_is_said_so() -> None:
    def literal(value: str) -> bytes:
        return BEGUN + json.dumps({"s": {"type": "literal", "value": value}}).encode() + b"]}}"

    with answering(says(200, JSON, literal("\x07"))) as (address, _), pytest.raises(NotSayable, match=r"U\+0007"):
        whole(stream(address, ROWS, "xml"))
    with answering(says(200, JSON, literal("a\rb"))) as (address, _):
        root = ElementTree.fromstring(whole(stream(address, ROWS, "xml")))
    assert [one.text for one in root.iter() if one.text] == ["a\rb"]


def test_nodes_without_a_name_keep_their_places_however_they_are_labelled() -> None:
    named = b'{"s": {"type": "bnode", "value": "nodeID://b1"}}'
    with answering(says(200, JSON, BEGUN + named + b"," + named + b"]}}")) as (address, _):
        assert whole(stream(address, ROWS, "tsv")).splitlines()[1:] == [b"_:b1", b"_:b1"]
