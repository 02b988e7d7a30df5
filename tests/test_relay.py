"""Parts go from one thread to another in their order; an error goes with them, and whoever stops ends both sides."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from crosswalk.errors import EndpointFault, LimitExceeded
from crosswalk.graph.relay import MOST, Relay

OVER = LimitExceeded("It took too long.")


def relay(work: Callable[[Callable[[bytes], None]], None], end: Callable[[], None] = lambda: None) -> Relay:
    return Relay(work, end)


def test_all_parts_come_in_their_order() -> None:
    ended = threading.Event()

    def work(give: Callable[[bytes], None]) -> None:
        for number in range(100):
            give(b"%d" % number)

    assert [int(part) for part in relay(work, ended.set).parts(60, OVER)] == list(range(100))
    assert ended.is_set()


def test_an_error_comes_after_the_parts_before_it() -> None:
    def work(give: Callable[[bytes], None]) -> None:
        give(b"a")
        raise EndpointFault("It broke off.")

    parts = relay(work).parts(60, OVER)
    assert next(parts) == b"a"
    with pytest.raises(EndpointFault, match="broke off"):
        next(parts)


def test_no_more_is_written_ahead_than_a_few_parts() -> None:
    given, full = list[int](), threading.Event()

    def work(give: Callable[[bytes], None]) -> None:
        for number in range(50):
            if number == MOST + 1:  # one was taken
                full.set()
            give(b"x")
            given.append(number)

    parts = relay(work).parts(60, OVER)
    next(parts)
    assert full.wait(60)
    assert len(given) <= MOST + 1
    assert len(list(parts)) == 49


def held_up() -> tuple[Callable[[Callable[[bytes], None]], None], Callable[[], None], threading.Event]:
    """A work that gives a part and then waits until its end is called; and what is set when it has ended."""
    cut, ended = threading.Event(), threading.Event()

    def work(give: Callable[[bytes], None]) -> None:
        give(b"a")
        try:
            cut.wait(60)
            raise ConnectionResetError
        finally:
            ended.set()

    return work, cut.set, ended


def test_what_takes_too_long_is_ended() -> None:
    work, cut, ended = held_up()
    parts = relay(work, cut).parts(0.2, OVER)
    assert next(parts) == b"a"
    with pytest.raises(LimitExceeded, match="took too long"):
        next(parts)
    assert ended.wait(60)


def test_whoever_waits_gets_an_error_once_it_is_stopped() -> None:
    work, cut, ended = held_up()
    between = relay(work, cut)
    parts = between.parts(60, OVER)
    assert next(parts) == b"a"
    threading.Timer(0.1, between.stop).start()
    with pytest.raises(LimitExceeded, match="given up"):
        next(parts)
    assert ended.wait(60)


def test_parts_that_are_left_in_the_middle_end_the_work() -> None:
    left = threading.Event()

    def work(give: Callable[[bytes], None]) -> None:
        try:
            while True:
                give(b"x")
        finally:
            left.set()

    parts: Iterator[bytes] = relay(work).parts(60, OVER)
    next(parts)
    parts.close()  # type: ignore[attr-defined]
    assert left.wait(60)
