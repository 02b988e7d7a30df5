"""What an endpoint is sent: the query and its graphs in the body of a POST, and what is wanted back."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from answering_server import JSON, ONE, answering, says

from crosswalk import __version__, open_graph
from crosswalk.errors import EndpointFault, InputError
from crosswalk.graph.endpoint import Endpoint, Graphs
from crosswalk.graph.lines import Line
from crosswalk.graph.remote import RemoteEngine
from crosswalk.graph.results import Result

ITS_OWN = Graphs()


def ask(address: str) -> Result:
    return RemoteEngine(address).query("SELECT ?s { ?s ?p ?o }")


def sent(
    form: str, text: str = "SELECT ?s { ?s ?p ?o }", graphs: Graphs = ITS_OWN
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The parameters and headers of a query."""
    with answering(says(200, JSON, ONE)) as (address, handler):
        Endpoint(address).ask(text, form, 20, graphs)
    _, headers, body = handler.seen[-1]
    return parse_qs(body.decode()), headers


def test_a_query_goes_in_the_body_with_our_name_as_it_is_written() -> None:
    text = "SELECT ?s { ?s ?p 'é & + %41' } # \u2603"
    parameters, headers = sent("select", text)
    assert parameters["query"] == [text]
    assert set(parameters) == {"query"}
    assert headers["User-Agent"] == f"standards-crosswalk/{__version__}"
    assert headers["Content-Type"].startswith("application/x-www-form-urlencoded")


@pytest.mark.parametrize(
    ("form", "wanted"), [("select", JSON), ("ask", JSON), ("construct", "text/turtle"), ("describe", "text/turtle")]
)
def test_the_form_says_what_is_wanted_back_whatever_the_text_looks_like(form: str, wanted: str) -> None:
    assert wanted in sent(form)[1]["Accept"]
    assert wanted in sent(form, "# SELECT or DESCRIBE")[1]["Accept"]


def test_graphs_are_named_beside_the_query() -> None:
    parameters, _ = sent("select", graphs=Graphs(("http://e/a", "http://e/b"), ("http://e/c?x=1&y",)))
    assert parameters["default-graph-uri"] == ["http://e/a", "http://e/b"]
    assert parameters["named-graph-uri"] == ["http://e/c?x=1&y"]


def test_an_answer_that_is_begun_was_asked_for_in_the_same_way() -> None:
    with answering(says(200, JSON, ONE)) as (address, handler):
        endpoint = Endpoint(address)
        whole = endpoint.ask("ASK {}", "ask", 20)
        assert b"".join(endpoint.begin("ASK {}", "ask", 20, Graphs(), Line(), 10**6)) == whole.content
    (_, first, body), (_, second, again) = handler.seen
    assert (first, body) == (second, again)


def test_what_is_no_address_is_refused_and_what_is_one_is_told_without_its_secrets() -> None:
    with pytest.raises(InputError, match="given as --endpoint is no address"):
        Endpoint("sparql")
    assert Endpoint("https://me:secret@e.example:81/q?key=secret#x").shown == "https://e.example:81/q"


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
