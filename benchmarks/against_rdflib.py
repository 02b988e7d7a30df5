"""The queries of the library answered by rdflib from the same triples, each in a process that can be ended."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from multiprocessing.connection import Connection

import rdflib
from measure import milliseconds, processor


def _answer(data: rdflib.Dataset, text: str, told: Connection) -> None:
    found: list[int] = []
    taken = processor(lambda: found.append(len(list(data.query(text)))))
    told.send((taken, found[0]))


def time_of(data: rdflib.Dataset, text: str, limit: float) -> tuple[float, int] | None:
    """The seconds and the rows of one answer; None where it does not come within so many seconds."""
    hears, tells = multiprocessing.Pipe(duplex=False)
    # A copy of this process has the data without reading it again.
    process = multiprocessing.get_context("fork").Process(target=_answer, args=(data, text, tells))
    process.start()
    tells.close()  # the copy alone holds that end, so that its death is heard too
    try:
        return hears.recv() if hears.poll(limit) else None
    finally:
        process.kill()
        process.join()


def compare(ours: Mapping[str, tuple[str, float, int]], data: rdflib.Dataset, limit: float) -> list[tuple[str, str]]:
    """What to print of each query, given as its text, our seconds and our rows: theirs beside ours."""
    told = []
    for name, (text, time, rows) in ours.items():
        answer = time_of(data, text, limit)
        if answer is None:
            told.append((name, f"{milliseconds(time):>10}  rdflib did not finish in {limit:g} s"))
            continue
        same = "" if answer[1] == rows else f"  BUT {answer[1]} rows against {rows}"
        theirs = f"rdflib {milliseconds(answer[0]):>11}, {answer[0] / time:>7.1f} times"
        told.append((name, f"{milliseconds(time):>10}  {theirs}{same}"))
    return told
