"""Out of the head of a request nothing is taken but whole lines that offer another protocol than websockets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.web.heads import end, offers, without_offers

LINES = (
    b"Host: a",
    b"Connection: Upgrade, HTTP2-Settings",
    b"X-Upgrade: h2c",
    b"X: upgrade: h2c",
    b"Upgrade-Insecure-Requests: 1",
    b"Upgrade: websocket",
    b"UPGRADE:WebSocket  ",
)
OFFERS = (
    b"Upgrade: h2c",
    b"upgrade:h2c",
    b"uPGRADE: websocket, h2c",
    b"Upgrade:",
    b"Upgrade: websockets",
    b"Upgrade: \t TLS/1.0",
)


@given(st.lists(st.sampled_from(LINES + OFFERS), max_size=12))
def test_lines_that_offer_go_and_the_others_stay_as_they_are(lines: list[bytes]) -> None:
    head = b"\r\n".join((b"GET /upgrade: HTTP/1.1", *lines, b"", b""))
    kept = [line for line in lines if line not in OFFERS]
    assert without_offers(head) == b"\r\n".join((b"GET /upgrade: HTTP/1.1", *kept, b"", b""))


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_head_ends_with_its_first_empty_line(head: bytes, rest: bytes) -> None:
    if b"\r\n\r\n" in head + b"\r\n\r":
        return
    assert end(head) == 0
    assert end(bytearray(head + b"\r\n\r\n" + rest)) == len(head) + 4


@given(st.binary(max_size=300))
def test_what_is_no_head_is_never_made_longer_and_keeps_its_end(received: bytes) -> None:
    found = without_offers(received)
    assert len(found) <= len(received)
    assert found.endswith(b"\r\n\r\n") is received.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    ("value", "offered"), [(b"websocket", False), (b" WebSocket ", False), (b"h2c", True), (b"", True), (b"a, b", True)]
)
def test_what_reached_the_parser_all_the_same_is_seen(value: bytes, offered: bool) -> None:
    assert offers([(b"host", b"a"), (b"upgrade", value)]) is offered
    assert offers([(b"host", b"a"), (b"connection", b"upgrade")]) is False
