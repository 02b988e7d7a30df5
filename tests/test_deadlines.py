"""What is to be done at a time is done then, once, by one thread for all; and never after it was called off."""

from __future__ import annotations

import threading
import time

from crosswalk.graph.deadlines import Deadlines


def test_what_was_set_later_and_ends_sooner_comes_first() -> None:
    deadlines, done, last = Deadlines(), list[str](), threading.Event()
    deadlines.after(0.3, lambda: (done.append("third"), last.set()))
    deadlines.after(0.2, lambda: done.append("second"))
    deadlines.after(0.0, lambda: done.append("first"))
    assert last.wait(30)
    assert done == ["first", "second", "third"]


def test_what_was_called_off_is_never_done_and_may_be_called_off_again() -> None:
    deadlines, done, last = Deadlines(), list[int](), threading.Event()
    off = [deadlines.after(0.05, lambda: done.append(1)) for _ in range(3)]
    for one in [*off, off[0]]:
        deadlines.call_off(one)
    deadlines.after(0.2, last.set)
    assert last.wait(30)
    assert done == []


def test_a_deadline_that_is_called_off_as_it_passes_was_either_kept_whole_or_not_at_all() -> None:
    deadlines = Deadlines()
    for number in range(200):
        steps: list[int] = []
        one = deadlines.after(number / 100_000, lambda into=steps: into.extend(range(3)))  # type: ignore[misc]
        time.sleep(number / 150_000)
        deadlines.call_off(one)
        before = list(steps)
        assert before in ([], [0, 1, 2])
        time.sleep(0.001)
        assert steps == before


def test_all_have_one_thread_and_what_is_called_off_is_forgotten() -> None:
    deadlines, before = Deadlines(), threading.active_count()
    for one in [deadlines.after(60, print) for _ in range(100)]:
        assert threading.active_count() <= before + 1
        deadlines.call_off(one)
    assert deadlines._coming == set()


def test_deadlines_set_from_many_threads_are_all_met() -> None:
    deadlines, met = Deadlines(), threading.Semaphore(0)

    def work() -> None:
        for number in range(50):
            one = deadlines.after(0.001 * (number % 7), met.release)
            if number % 2:
                deadlines.after(0.01, met.release)
            else:
                deadlines.call_off(one)
                met.release()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(4 * 75):  # one for each, and one more for every second
        assert met.acquire(timeout=30)
