"""An answer in parts: who works on it can be stopped while they do and no longer, and its end is known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crosswalk.errors import AsksTooMuch, EndpointFault, LimitExceeded
from crosswalk.graph.streaming import AnswerStream, too_many, too_much


class Work:
    def __init__(self) -> None:
        self.stopped = 0

    def stop(self) -> None:
        self.stopped += 1


def answer(parts: Iterator[bytes]) -> AnswerStream:
    made = AnswerStream()
    made.begin(parts)
    return made


def test_parts_are_taken_in_their_order_and_the_last_is_known() -> None:
    made = answer(iter([b"a", b"b"]))
    assert (next(made), made.ended) == (b"a", False)
    assert (list(made), made.ended) == ([b"b"], True)
    assert list(AnswerStream()) == []


def test_an_error_in_the_place_of_a_part_is_an_end() -> None:
    def broken() -> Iterator[bytes]:
        yield b"a"
        raise EndpointFault("It broke off.")

    made = answer(broken())
    assert next(made) == b"a"
    with pytest.raises(EndpointFault):
        next(made)
    assert made.ended


def test_whoever_works_on_it_is_stopped_while_they_do() -> None:
    work, made = Work(), answer(iter([]))
    made.stop()
    assert work.stopped == 0
    with pytest.raises(LimitExceeded, match="before it began"):
        made.holds(work)
    other = answer(iter([]))
    other.holds(work)
    other.stop()
    assert work.stopped == 1
    other.releases()
    other.stop()
    assert work.stopped == 1, "by then they work for another"


def test_to_close_it_ends_what_gives_the_parts() -> None:
    closed: list[bool] = []

    def parts() -> Iterator[bytes]:
        try:
            yield b"a"
            yield b"b"
        finally:
            closed.append(True)

    made = answer(parts())
    next(made)
    made.close()
    assert closed == [True] and list(made) == []
    answer(iter([b"a"])).close()


def test_to_close_it_while_a_part_is_waited_for_does_nothing() -> None:
    def parts() -> Iterator[bytes]:
        made.close()
        yield b"a"

    made = answer(parts())
    assert next(made) == b"a"


def test_what_is_too_much_is_told_with_its_limit() -> None:
    assert isinstance(too_many(1), AsksTooMuch) and isinstance(too_much(1), AsksTooMuch)
    assert "more than 100,000 rows, which is the most that is given at once" in str(too_many(100_000))
    assert str(too_much(256 * 1024**2)) == "The answer is larger than 256 MiB; ask for fewer rows."
