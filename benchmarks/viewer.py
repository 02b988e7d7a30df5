"""The pages of the viewer, as visitors on the websocket get them: reruns, ten at once, beside a heavy query, in memory.

A rerun is a page that is shown again as after a click, measured from the message that asks for it to the last part
(see `visitor.py`). A trivial Streamlit app, a heading and a sentence, takes its turn in every round; it tells what
Streamlit and the machine cost by themselves. A workspace of 200 pieces of evidence is made up for the run.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import evidence
import scale
from measure import milliseconds, table, verdict
from visitor import Visitor, occupied, resident, serving

from crosswalk.api import open_graph

RUNS = 20
CROWD = 10
#: How long people read before they click again, in seconds, and for how long they are watched.
READING, WATCHED = (1.0, 3.0), 20.0
IDLE = 100
STOPPED = "The query was stopped after"

PAGES = (
    "",
    "standards?fw=ib-psp-2014",
    "standards?q=asistive",
    "standard?id=ais-psi:3.4",
    "framework?id=ib-psp-2014",
    "crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2014",
    "crosswalk?from=ais-psi&to=ib-psp-2020",
    "crosswalk?from=ib-psp-2014&to=ais-psi&view=gaps",
    "crosswalk?from=ib-psp-2014&to=ais-psi&view=coverage",
    "crosswalk?from=ais-psi&to=ib-psp-2014&view=sections",
    "crosswalk?from=ais-psi&to=ib-psp-2014&view=flow",
    "crosswalk?from=ais-psi&to=ib-psp-2014&view=migration",
    "mapping?a=ais-psi:3.4&b=ib-psp-2020:0202-02",
    "graph",
    "graph?id=ais-psi:3.4",
    "graph?from=ais-psi&to=ib-psp-2014",
    "rubrics?id=ais-psi&part=ais-psi:PSI3",
    "evidence",
    "evidence?id=e00017",
    "growth",
    "report?target=ib-psp-2014",
    "query",
    "query?name=list_gaps&from_framework=ib-psp-2014&to_framework=ais-psi",
    "query?q=" + quote("SELECT ?s ?label WHERE { ?s a xw:Statement ; skos:prefLabel ?label } LIMIT 20"),
    "about",
    "about?topic=checks",
)

#: The same on a made-up graph, whose frameworks have 2,500 statements each.
LARGE_PAGES = (
    "",
    "standards",
    "standards?fw=made-0",
    "standards?q=word+12",
    "standard?id=made-1:1.3",
    "framework?id=made-0",
    "crosswalk",
    "crosswalk?from=made-0&to=made-1",
    "crosswalk?from=made-0&to=made-1&view=gaps",
    "crosswalk?from=made-0&to=made-1&view=gaps&sort=-1&page=9",
    "crosswalk?from=made-0&to=made-1&view=coverage",
    "crosswalk?from=made-0&to=made-1&view=sections",
    "crosswalk?from=made-0&to=made-1&view=beside",
    "mapping?a=made-0:1.3&b=made-1:1.3",
    "graph?id=made-1:1.3",
    "graph?from=made-0&to=made-1",
    "evidence?view=worklist&target=made-0",
    "rubrics",
    "query",
    "query?name=list_gaps&from_framework=made-0&to_framework=made-1",
    "about",
)

#: A cross product of all triples by themselves, twice, that no machine counts in the time allowed.
HEAVY = "query?q=" + quote("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")

COMMAND = ("-c", "from crosswalk.cli.main import run; run()", "app", "--no-browser")
TRIVIAL = """
import socket, sys, streamlit
with socket.socket() as trial:
    trial.bind(("127.0.0.1", 0))
    port = trial.getsockname()[1]
settings = {"server.address": "127.0.0.1", "server.port": port, "server.headless": True, "logger.level": "error"}
print(f"http://127.0.0.1:{port}", flush=True)
streamlit.App(sys.argv[1]).run(config={**settings, "browser.gatherUsageStats": False})
"""
SENTENCE = 'import streamlit as st\n\nst.title("A heading")\nst.write("A sentence.")\n'


def highest(times: Iterable[float]) -> float:
    """The 95th percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def summary(times: Sequence[float]) -> str:
    """The median and the 95th percentile in words."""
    return f"{milliseconds(statistics.median(times)):>9} {milliseconds(highest(times)):>9}"


def reruns(root: str, process: int, trivial: str, pages: Sequence[str], aim: float) -> None:
    """Every page in a session of its own, and the trivial app, taking turns, and print."""
    with ExitStack() as sessions:
        visitors = [sessions.enter_context(Visitor(root)) for _ in pages]
        other = sessions.enter_context(Visitor(trivial))
        first = [visitor.go(page, "xw-footer") for visitor, page in zip(visitors, pages, strict=True)]
        other.go("", "A sentence.")
        taken: list[list[float]] = [[] for _ in pages]
        busy, trivially = [0.0 for _ in pages], list[float]()
        for _ in range(RUNS):
            trivially.append(other.go(""))
            for i, (visitor, page) in enumerate(zip(visitors, pages, strict=True)):
                before = occupied(process)
                taken[i].append(visitor.go(page))
                busy[i] += occupied(process) - before
    floor = statistics.median(trivially)
    print("Rerun: median, 95th percentile, processor time on average, median against the trivial app")
    print(f"  trivial app {summary(trivially)}")
    table([
        (
            (page or "overview")[:75],
            f"{summary(times)} {milliseconds(occupied_ / RUNS):>9} {statistics.median(times) / floor:>5.1f}"
            f"   (first visit {milliseconds(once)})",
        )
        for page, times, occupied_, once in zip(pages, taken, busy, first, strict=True)
    ])  # fmt: skip
    slowest = max(range(len(pages)), key=lambda i: highest(taken[i]))
    verdict(f"slowest, {pages[slowest] or 'overview'}", highest(taken[slowest]) * 1000, aim, " ms")


def reading(root: str, pages: Sequence[str], people: int) -> list[float]:
    """So many people who read and click, for a while: the seconds that each waited, each time."""
    waited: list[float] = []

    def one(number: int) -> None:
        chance = random.Random(number)
        with Visitor(root) as visitor:
            time.sleep(chance.uniform(0, READING[1]))
            end = time.monotonic() + WATCHED
            visitor.go(pages[0])
            while time.monotonic() < end:
                time.sleep(chance.uniform(*READING))
                waited.append(visitor.go(chance.choice(pages)))

    together(one, people)
    return waited


def at_the_same_moment(root: str, page: str, people: int) -> float:
    """The median seconds until the last of so many people has a page for which all ask at the same moment."""
    taken: list[float] = []
    start = threading.Barrier(people)

    def one(_: int) -> None:
        with Visitor(root) as visitor:
            visitor.go(page)
            for _ in range(RUNS):
                start.wait()
                taken.append(visitor.go(page))

    together(one, people)
    rounds = [max(taken[i : i + people]) for i in range(0, len(taken), people)]
    return statistics.median(rounds)


def together(work: Callable[[int], None], people: int) -> None:
    """Do some work in as many threads, each with its number, and wait for all. Raises what goes wrong in one."""
    with ThreadPoolExecutor(people) as pool:
        list(pool.map(work, range(people)))


def crowd(root: str, trivial: str, pages: Sequence[str]) -> None:
    """Ten people against one, and print."""
    reading(root, pages, 1)  # what is kept after this is kept for all
    alone, ten = reading(root, pages, 1) + reading(root, pages, 1), reading(root, pages, CROWD)
    table([
        ("one person, reading and clicking: median, 95th percentile", summary(alone)),
        (f"{CROWD} people at once, {len(ten)} clicks", summary(ten)),
    ])  # fmt: skip
    verdict(f"{CROWD} sessions against one, median", statistics.median(ten) / statistics.median(alone), 2, " times")
    page = "standard?id=ais-psi:3.4"
    ours = at_the_same_moment(root, page, CROWD) / at_the_same_moment(root, page, 1)
    theirs = at_the_same_moment(trivial, "", CROWD) / at_the_same_moment(trivial, "", 1)
    print(f"{CROWD} who click at the same moment, the last of them against one alone: {ours:.1f} times")
    print(f"the same of the trivial app: {theirs:.1f} times")


def beside_a_heavy_query(root: str, page: str) -> None:
    """Reruns in one session while another asks what cannot be answered in time, and print."""
    with Visitor(root) as visitor, Visitor(root) as other:
        visitor.go(page)
        other.go("query?q=ASK%7B%7D", "xw-footer")  # starts the process that answers
        quiet = [visitor.go(page) for _ in range(2 * RUNS)]
        meanwhile = list[float]()
        with ThreadPoolExecutor(1) as pool:
            asking = pool.submit(other.go, HEAVY, STOPPED)
            while not asking.done():
                meanwhile.append(visitor.go(page))
                time.sleep(0.1)
            print(f"The heavy query was stopped after {asking.result():.1f} s")
    table([
        ("before the heavy query: median, 95th percentile", summary(quiet)),
        (f"while it runs, {len(meanwhile)} reruns", summary(meanwhile)),
    ])  # fmt: skip
    verdict("rerun beside a heavy query", statistics.median(meanwhile) / statistics.median(quiet), 2, " times")


def idle(root: str, process: int, pages: Sequence[str]) -> float:
    """The MiB that an idle session holds in a process that is new but for one session that was shown all pages."""
    with Visitor(root) as visitor:
        for page in pages:
            visitor.go(page)
    with ExitStack() as sessions:
        before = resident(process)
        for number in range(IDLE):
            sessions.enter_context(Visitor(root)).go(pages[number % len(pages)])
        time.sleep(1)
        return (resident(process) - before) / IDLE


def main() -> None:
    """Measure and print; the first argument is the number of statements of the made-up graph, 0 for none."""
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as space, ExitStack() as servers:
        script = Path(space, "trivial.py")
        script.write_text(SENTENCE, encoding="utf-8")
        trivial, _ = servers.enter_context(serving("-c", TRIVIAL, str(script)))
        workspace = f"{space}/workspace"
        made = open_graph(workspace=workspace).workspace
        evidence.build(made, 200)
        made.database.close()
        with serving(*COMMAND, "--workspace", workspace) as (root, process):
            reruns(root, process, trivial, PAGES, 200)
            crowd(root, trivial, [page for page in PAGES if not page.startswith("query?q")])
            beside_a_heavy_query(root, "standard?id=ais-psi:3.4")
        with serving(*COMMAND, "--workspace", workspace) as ours, serving("-c", TRIVIAL, str(script)) as theirs:
            found = [idle(*ours, PAGES), idle(*theirs, [""])]
            print("An idle session holds {:.2f} MiB, one of the trivial app {:.2f} MiB".format(*found))
            print(f"The process holds {resident(ours[1]):.0f} MiB")
        if statements:
            folder = Path(space, "data")
            folder.mkdir()
            list(scale.files(folder, statements))
            print(f"With {statements:,} statements more:")
            env = {**os.environ, "CROSSWALK_CACHE": f"{space}/cache"}
            opening = [sys.executable, *COMMAND[:2], "frameworks", "--data", str(folder)]
            subprocess.run(opening, env=env, check=True, stdout=subprocess.DEVNULL)  # builds the store
            with serving(*COMMAND, "--data", str(folder), "--workspace", workspace, env=env) as (root, process):
                reruns(root, process, trivial, LARGE_PAGES, 500)
                print(f"The process holds {resident(process):.0f} MiB")


if __name__ == "__main__":
    main()
