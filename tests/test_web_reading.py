"""A request that is like one before is read as that one was, from memory that has an end."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import QueryRefused, QuerySyntaxError
from crosswalk.graph.service import Service
from crosswalk.web import reading
from crosswalk.web.protocol import Operation
from crosswalk.web.reading import SHORT, SHORT_ADDRESS, Asked, Reading
from crosswalk.web.refusal import Refusal

SELECT = "SELECT * { ?s ?p 'x' }"
JSON = "application/sparql-results+json"


def service(version: str = "v") -> Service:
    """A service that has no workers, since nothing is asked of it."""
    made = Service.__new__(Service)
    made.version = version
    return made


def address(text: str) -> bytes:
    return f"query={quote(text)}".encode()


texts = st.sampled_from(
    (
        SELECT,
        "ASK {}",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "DESCRIBE <a:a>",
        "ASK { FILTER(NOW() > 1) }",
        "SELEKT",
        "LOAD <a:a>",
    )
)
accepts = st.sampled_from(("", "*/*", JSON, "text/turtle", "text/html,*/*;q=0.8", "text/csv;q=0.5", "image/png"))
asked = st.tuples(texts | st.text(max_size=20), accepts, st.booleans())


def read(of: Reading, text: str, accept: str, page: bool) -> Any:
    """What a request comes to: what is asked, or why it is refused."""
    try:
        return of.by_address(f"query={quote(text, errors='ignore')}".encode(), accept, page)
    except (Refusal, QueryRefused, QuerySyntaxError) as error:
        return type(error), str(error)


@given(st.lists(asked, max_size=12), st.integers(1, 3))
def test_what_is_remembered_is_what_is_read_anew(requests: list[tuple[str, str, bool]], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_REMEMBERED", most)
        remembering = Reading(service())
    for request in requests * 2:
        assert read(remembering, *request) == read(Reading(service()), *request)


def test_a_request_alike_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, formed = Reading(service()), list[str]()
    form = Service.form
    monkeypatch.setattr(Service, "form", lambda self, text: formed.append(text) or form(self, text))
    for accept in (JSON, "text/csv", JSON, "text/csv"):
        made.by_address(address(SELECT), accept, True)
    assert formed == [SELECT, SELECT], "once for each header"


def test_other_data_give_other_tags() -> None:
    of = service("one")
    made = Reading(of)
    first = made.by_address(address(SELECT), JSON, False)
    of.version = "two"
    second = made.by_address(address(SELECT), JSON, False)
    assert isinstance(first, Asked) and isinstance(second, Asked)
    assert first.tag != second.tag
    of.version = ""
    undated = made.by_address(address(SELECT), JSON, False)
    assert isinstance(undated, Asked) and (undated.tag, (b"cache-control", b"no-store") in undated.headers) == (
        "",
        True,
    )


def test_a_long_address_is_not_remembered_and_a_long_query_is_left_to_a_thread() -> None:
    made = Reading(service())
    made.by_address(address(f"ASK {{}} # {'x' * (SHORT_ADDRESS - 30)}"), "", False)
    remembered = made._remembered.cache_info
    assert remembered().currsize == 1
    long = made.by_address(address(f"ASK {{}} # {'x' * SHORT_ADDRESS}"), "", False)
    assert (isinstance(long, Operation), remembered().currsize) == (True, 1)
    made.by_address(address(f"ASK {{}} # {'é' * (SHORT - 20)}"), "", False)
    made.by_address(address(SELECT), "text/csv, " * SHORT, False)
    assert remembered().currsize == 1


def test_a_person_is_led_to_a_page_and_a_program_with_the_same_header_is_not() -> None:
    made, browser = Reading(service()), "text/html,*/*;q=0.8"
    assert isinstance(made.by_address(address(SELECT), browser, True), Operation)
    assert isinstance(made.by_address(address(SELECT), browser, False), Asked)
