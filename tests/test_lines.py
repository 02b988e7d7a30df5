"""A line ends whatever its connection waits for, as soon as there is one, and harms nothing that ended by itself."""

from __future__ import annotations

import socket
import threading
import urllib.request

import pytest
from answering_server import ONE, answering, says

from crosswalk.graph.lines import HttpOnLine, HttpsOnLine, Line, line_of, on_line


def test_a_connection_that_is_waited_on_ends_when_its_line_is_cut() -> None:
    here, there = socket.socketpair()
    line = Line()
    line.holds(here)
    threading.Timer(0.1, line.cut).start()
    with here, there:
        assert here.recv(1) == b"", "nothing comes any more"
        assert there.recv(1) == b"", "and the other side sees it go"
    assert line.is_cut


def test_a_connection_that_comes_after_the_cut_is_not_used() -> None:
    line = Line()
    line.cut()
    here, there = socket.socketpair()
    with here, there, pytest.raises(ConnectionAbortedError):
        line.holds(here)


def test_a_connection_that_has_ended_may_be_cut_as_often_as_one_likes() -> None:
    here, there = socket.socketpair()
    line = Line()
    line.holds(here)
    here.close()
    there.close()
    line.cut()
    line.cut()


def test_a_request_has_the_line_that_it_was_put_on_and_is_answered_as_any_other() -> None:
    opener = urllib.request.build_opener(HttpOnLine, HttpsOnLine)
    with answering(says(200, "text/plain", ONE)) as (address, _):
        request = urllib.request.Request(address)
        assert line_of(request) is None
        with opener.open(request) as response:
            assert response.read() == ONE
        line = Line()
        assert line_of(on_line(request, line)) is line
        with opener.open(request) as response:
            assert response.read() == ONE
        line.cut()
        with pytest.raises(urllib.error.URLError, match="cut"):
            opener.open(request)
