"""A workspace of 10,000 pieces of evidence with 40,000 links: a page of it, a report, a save, an import, opening it.

The records are made up, the same every time, and written through `Workspace.commit` in batches. The framework reported
is `ib-psp-2014`, reached by the shipped claims.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from measure import milliseconds, processor, seconds, table, verdict

from crosswalk.api import CrosswalkGraph, open_graph
from crosswalk.evidence.backup import back_up, restore
from crosswalk.evidence.choices import Choices, checked, chosen
from crosswalk.evidence.database import Write
from crosswalk.evidence.lists import evidence_list
from crosswalk.evidence.sheets import carry_out, plan
from crosswalk.evidence.telling import Shown
from crosswalk.evidence.transfer import export, sheet
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace, check
from crosswalk.formats.sheets import read_sheet
from crosswalk.reports.evidence_list import evidence_report
from crosswalk.reports.rendering import render

ITEMS = 10_000
LINKS = 4
BATCH = 1_000
TARGET = "ib-psp-2014"
SAVES = 200
RUNS = 5

_LEVELS = ("ais-psi/level/meets", "ais-psi/level/approaches", "scale/ib-ssq-2014/demonstrating", "")
_FROM = ("ais-psi", "ib-psp-2014", "cis-2016", "iste-coaches-2011", "ib-psp-2020")

#: Another process: for each line that it reads it changes a record, and says so.
OTHER = """
import sys
from crosswalk.evidence.database import Database, Write
database = Database(sys.argv[1])
for line in sys.stdin:
    stored = database.get("evidence", "e00017")
    body = {**stored.body, "note": line.strip()}
    database.commit([Write("evidence", "e00017", body, stored.number)], "2026-03-31T12:00:00+00:00", "other", "changed")
    print("done", flush=True)
"""


def items(vocabulary: Vocabulary, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """So many pieces of evidence, each for four statements; one in ten is confidential, one in ten expires."""
    chance = random.Random(1)
    statements = [short for short, row in vocabulary.statements.items() if row["framework"] in _FROM]
    types = [code for code, type_ in vocabulary.types.items() if type_.category and not code.startswith("programme")]
    for i in range(number):
        supports = []
        for statement in chance.sample(statements, LINKS):
            level = chance.choice(_LEVELS)
            supports.append({"statement": statement, **({"level": level} if level else {})})
        day = f"{chance.randint(2022, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        body: dict[str, Any] = {
            "title": f"Piece of evidence {i}",
            "type": chance.choice(types),
            "status": chance.choice(("draft", "submitted", "accepted")),
            "supports": supports,
            "date": day,
            "owner": f"p{chance.randint(1, 40)}",
            "link": f"https://example.org/evidence/{i}",
            "note": "Kept in the office, with the minutes of the meeting in which it was agreed. "
            * chance.randint(0, 4),
        }
        if chance.random() < 0.1:
            body["confidential"] = True
        if chance.random() < 0.1:
            body["expires"] = f"{int(day[:4]) + 1}{day[4:]}"
        yield f"e{i:05}", {name: value for name, value in body.items() if value}


def build(workspace: Workspace, number: int) -> None:
    """Fill an empty workspace."""
    writes = [Write("evidence", id_, body, 0) for id_, body in items(workspace.vocabulary, number)]
    for begin in range(0, len(writes), BATCH):
        workspace.commit(writes[begin : begin + BATCH], "benchmark", "built")


def page(workspace: Workspace) -> list[dict[str, Any]]:
    """What ``crosswalk evidence list`` and the list of the viewer are made of: a row for each record."""
    known = workspace.vocabulary
    choices = checked(Choices(), known)
    return [
        {
            **stored.body,
            "id": stored.id,
            "type": known.types[stored.body["type"]].label,
            "supports": " ".join(known.shown(one["statement"]) for one in stored.body.get("supports", ())),
            "attachments": len(stored.body.get("attachments", ())),
        }
        for stored in chosen(workspace.records("evidence", retired=True), choices, known)
    ]


def after_another(workspace: Workspace) -> list[float]:
    """The seconds for a page, each after another process changed a record."""
    taken = []
    command = [sys.executable, "-c", OTHER, workspace.folder]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None and other.stdout is not None
        for number in range(RUNS + 1):
            other.stdin.write(f"note {number}\n")
            other.stdin.flush()
            other.stdout.readline()
            taken.append(seconds(lambda: page(workspace)))
            assert workspace.get("evidence", "e00017").body["note"] == f"note {number}"
        other.stdin.close()
    return taken[1:]


def report(graph: CrosswalkGraph, workspace: Workspace) -> bytes:
    """The list of the framework as a workbook."""
    found = evidence_list(workspace, graph.alignment, TARGET, Choices())
    return render(evidence_report(found, workspace.vocabulary, graph.version, Shown()), "xlsx")


def saves(workspace: Workspace) -> list[float]:
    """The seconds for each of many saves as a form makes them: read, judged, written, on disk."""
    given = {"title": "A new plan", "type": "policy-2", "supports": "ais-psi:3.4 = Meets; ib-psp-2014:B2.8"}
    taken = []
    for number in range(SAVES):
        if number % 2:
            taken.append(seconds(lambda: workspace.add("evidence", given, "form")))
        else:
            stored = workspace.get("evidence", f"e{number:05}")
            changed = {"note": f"Changed {number}"}
            taken.append(seconds(lambda s=stored, c=changed: workspace.edit("evidence", s.id, s.number, c, "form")))
    return taken


def brought(graph: CrosswalkGraph, folder: str, items_: int, path: str) -> tuple[float, float, float]:
    """The seconds for reading a CSV file of that many rows, planning and writing it, into an empty workspace."""
    workspace = Workspace(folder, Vocabulary(graph.records, graph.resolve))
    with closing(workspace.database):
        kept: list[Any] = []
        times = [
            seconds(lambda: kept.append(read_sheet(path))),
            seconds(lambda: kept.append(plan(kept[0], workspace))),
            seconds(lambda: kept.append(carry_out(kept[1], workspace, "benchmark", "sheet.csv"))),
        ]
        assert len(workspace.records("evidence")) == items_
    return times[0], times[1], times[2]


def cold(graph: CrosswalkGraph, folder: str) -> float:
    """The seconds for opening a workspace anew and reading its records."""

    def opening() -> None:
        workspace = Workspace(folder, Vocabulary(graph.records, graph.resolve))
        with closing(workspace.database):
            workspace.records("evidence")

    return statistics.median(seconds(opening) for _ in range(RUNS))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=ITEMS, help="pieces of evidence (default: %(default)s)")
    number = parser.parse_args().items
    with tempfile.TemporaryDirectory() as space, closing(open_graph()) as graph:
        workspace = Workspace(f"{space}/workspace", Vocabulary(graph.records, graph.resolve))
        built = seconds(lambda: build(workspace, number))
        pages = after_another(workspace)
        report(graph, workspace)
        reports = statistics.median(seconds(lambda: report(graph, workspace)) for _ in range(3))
        occupied = processor(lambda: report(graph, workspace))
        taken = sorted(saves(workspace))
        with open(f"{space}/sheet.csv", "wb") as file:
            file.write(sheet(workspace.records("evidence")[:number], workspace.vocabulary))
        reading, planning, writing = brought(graph, f"{space}/imported", number, f"{space}/sheet.csv")
        more: list[tuple[str, Callable[[], object]]] = [
            ("check", lambda: list(check(workspace))),
            ("export", lambda: export(workspace, f"{space}/export")),
            ("backup", lambda: back_up(workspace.database, workspace.folder, f"{space}/backup.zip")),
            ("restore", lambda: restore(f"{space}/backup.zip", f"{space}/restored")),
        ]
        table([
            ("items and links", f"{number:,} and {number * LINKS:,}, built in {built:.2f} s"),
            ("opening cold", milliseconds(cold(graph, workspace.folder))),
            ("import: reading the CSV file", f"{reading:.2f} s"),
            ("import: planning, every row judged", f"{planning:.2f} s"),
            ("import: writing, one change", f"{writing:.2f} s"),
            (f"report of {TARGET} as XLSX, processor time", f"{occupied:.2f} s"),
            ("single save, median", milliseconds(statistics.median(taken))),
            *((name, f"{seconds(work):.2f} s") for name, work in more),
        ])  # fmt: skip
        verdict("list page data, after a change by another process", statistics.median(pages) * 1000, 300, " ms")
        verdict(f"report of {TARGET} as XLSX", reports, 5, " s")
        verdict("single save with validation, 95th percentile", taken[int(len(taken) * 0.95)] * 1000, 50, " ms")
        workspace.database.close()


if __name__ == "__main__":
    main()
