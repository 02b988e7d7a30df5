"""Each way in which a server of others refuses is one sentence that names it, and says whether it may pass."""

from __future__ import annotations

import urllib.error
from email.message import Message
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import CrosswalkError, EndpointFault, LimitExceeded, QuerySyntaxError
from crosswalk.graph import refusals
from crosswalk.graph.refusals import Failure, refused

SHOWN = "http://e.org/sparql"
STOPPED = b"The query was stopped after 5 seconds."


def answer(code: int, content: bytes = b"", kind: str = "text/plain", **headers: str) -> urllib.error.HTTPError:
    """What a server says with a status from 400."""
    made = Message()
    made["Content-Type"] = kind
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return urllib.error.HTTPError(SHOWN, code, "", made, BytesIO(content))


def told(found: Failure | CrosswalkError) -> CrosswalkError:
    return found.told if isinstance(found, Failure) else found


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (401, "asks for a name and a password (HTTP 401); give them in CROSSWALK_ENDPOINT_USER and"),
        (403, "does not allow this (HTTP 403); ask whoever runs it for access."),
        (404, "has nothing at that address (HTTP 404); check the path, which often ends in /sparql or /query."),
        (405, "does not take this at that address (HTTP 405); check the path"),
        (413, "finds what it is sent too large (HTTP 413); ask whoever runs it to allow more."),
        (414, "finds the query too long (HTTP 414); ask for less at a time."),
        (415, "does not take that kind of content (HTTP 415); it must speak SPARQL 1.1."),
        (429, "has been asked too often (HTTP 429); wait a while."),
        (502, "stands behind a server that does not reach it (HTTP 502); try again later."),
        (503, "is not available at the moment (HTTP 503); try again later."),
        (504, "stands behind a server that it kept waiting (HTTP 504); ask for less at a time, or try again later."),
        (410, "failed with HTTP 410; try again, or ask whoever runs it."),
        (500, "failed with HTTP 500; try again, or ask whoever runs it."),
    ],
)
def test_a_status_is_a_sentence_with_what_to_do(code: int, words: str) -> None:
    found = refused(SHOWN, code, False, answer(code))
    assert isinstance(found, Failure) and isinstance(found.told, EndpointFault)
    assert str(found.told).startswith(f"The endpoint {SHOWN} {words}")
    assert found.code == code and str(found) == str(found.told)
    assert not found.passing and found.after is None  # whoever sends it knows what may be sent again
    assert str(told(refused(SHOWN, code, False))) == str(found.told), "with nothing said as well"


def test_a_password_that_was_sent_is_not_asked_for_again() -> None:
    found = refused(SHOWN, 401, True, answer(401, WWW_Authenticate='Basic realm="x"'))
    assert str(told(found)) == (
        f"The endpoint {SHOWN} does not accept the name and password that it was given (HTTP 401); check both."
    )
    assert isinstance(found, Failure) and found.headers["WWW-Authenticate"] == 'Basic realm="x"'


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b"line 1:\x1b unexpected\n\t'}'. ", "text/plain", ": line 1: unexpected '}'"),
        ("é…".encode(), "text/plain; charset=utf-8", ": é…"),
        (b"\xff", "text/plain", ": \ufffd"),
        (b"", "text/plain", ""),
        (b"<html>secret</html>", "text/html", ""),
        (b'{"secret": 1}', "application/json", ""),
        (b"x" * 5000, "text/plain", ": " + "x" * 120 + "…"),
    ],
)
def test_a_query_that_cannot_be_read_is_told_in_the_words_of_the_server_where_they_are_plain(
    content: bytes, kind: str, said: str
) -> None:
    found = refused(SHOWN, 400, False, answer(400, content, kind))
    assert isinstance(found, QuerySyntaxError)
    assert str(found) == f"The endpoint cannot read the query{said}."


@pytest.mark.parametrize(
    "words",
    [
        "The query was stopped after 5 seconds",
        "Stopped because it took too long",
        "Virtuoso 42000 Error The estimated execution time 12 (sec) exceeds the limit of 10 (sec)",
        "Query timed out",
        "Time out",
        "TIMEOUT",
        "over the time limit",
        "More than 10,000 rows",
    ],
)
@pytest.mark.parametrize("code", [400, 500, 503, 509])
def test_a_limit_of_the_server_is_known_by_its_words_whatever_the_status(code: int, words: str) -> None:
    found = told(refused(SHOWN, code, False, answer(code, words.encode())))
    assert isinstance(found, LimitExceeded)
    assert str(found) == (
        f"The endpoint stopped the query by a limit of its own (HTTP {code}, saying {words!r}); ask for less at a time."
    )


@pytest.mark.parametrize("shown", ["http://inner.example:7878/query", "https://10.0.0.7/sparql", "http://[::1]:99/q"])
@pytest.mark.parametrize(
    "words", ["at {0}?query=1: no", "{1} says no", "({1}) no", "<{0}> no", "https://other.example/x"]
)
def test_what_a_query_is_refused_for_names_no_address(shown: str, words: str) -> None:
    host = urlsplit(shown).netloc
    for code in (400, 503):
        said = f"timeout {words.format(shown, host)}" if code == 503 else words.format(shown, host)
        found = told(refused(shown, code, False, answer(code, said.encode())))
        assert isinstance(found, LimitExceeded if code == 503 else QuerySyntaxError)
        assert host not in str(found) and "://" not in str(found) and "…" in str(found)


def test_a_server_that_says_when_to_come_again_is_busy_whatever_else_it_says() -> None:
    found = refused(SHOWN, 503, False, answer(503, STOPPED, Retry_After="5"))
    assert isinstance(told(found), EndpointFault) and "not available" in str(told(found))


def test_what_breaks_while_it_says_why_is_told_without_it() -> None:
    class Broken(BytesIO):
        def read(self, *_: object) -> bytes:
            raise ConnectionResetError

    error = urllib.error.HTTPError(SHOWN, 500, "", answer(500).headers, Broken())
    assert str(told(refused(SHOWN, 500, False, error))).endswith(
        "failed with HTTP 500; try again, or ask whoever runs it."
    )


@pytest.mark.parametrize(
    ("location", "words"),
    [
        (
            "http://other.example/x?key=secret",
            "redirects to http://other.example/x; give that address if you trust it.",
        ),
        ("https://me:secret@other.example/", "redirects to https://other.example/; give that address if you trust it."),
        ("http://e.org/elsewhere", "redirects without end; check the address."),
        ("/elsewhere", "redirects without end; check the address."),
        ("", "redirects without end; check the address."),
        ("http://other.example/\x1b[1m", "redirects without end; check the address."),
        ("http://[broken", "redirects to what is no address; check its own."),
    ],
)
def test_a_redirect_names_where_to_and_no_more(location: str, words: str) -> None:
    assert str(refusals.redirected(SHOWN, location)) == f"The endpoint {SHOWN} {words}"


@pytest.mark.parametrize(
    ("reason", "words", "passing"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused", True),
        (OSError(113, "No route to\n host"), "No route to host", False),
        ("unknown url type", "unknown url type", False),
    ],
)
def test_who_cannot_be_reached_is_told_why(reason: object, words: str, passing: bool) -> None:
    found = refusals.unreachable(SHOWN, reason)
    assert str(found.told) == (
        f"The endpoint {SHOWN} cannot be reached ({words}); check the address, and that it runs."
    )
    assert found.passing is passing


def test_what_ends_too_early_too_late_or_is_too_large_is_told() -> None:
    early = refusals.broken_off(SHOWN)
    assert (str(early.told), early.passing) == (
        f"The endpoint {SHOWN} broke off its answer or gave none; try again.",
        True,
    )
    late = "; ask for less at a time, or try again later."
    assert str(refusals.late(1)) == f"The endpoint did not answer within 1 second{late}"
    assert str(refusals.late(2.5)) == f"The endpoint did not answer within 2.5 seconds{late}"
    large = refusals.too_large(64 * 1024**2)
    assert str(large) == "The answer of the endpoint is larger than 64 MiB; ask for fewer rows."
    part = refusals.partial()
    assert isinstance(part, LimitExceeded) and "gave part of its answer; ask for less at a time." in str(part)


@given(st.integers(400, 599), st.binary(max_size=300), st.booleans())
def test_whatever_a_server_says_becomes_one_printable_sentence(code: int, content: bytes, with_password: bool) -> None:
    error = told(refused(SHOWN, code, with_password, answer(code, content)))
    named = f"The endpoint {SHOWN} " if isinstance(error, EndpointFault) else "The endpoint "
    found = str(error)
    assert found.isprintable() and found.endswith(".") and found.startswith(named)
    assert isinstance(error, EndpointFault) or SHOWN not in found
