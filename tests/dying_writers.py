"""Processes that write to a workspace until they are killed, and what must hold of it afterwards.

``python tests/dying_writers.py forms FOLDER`` saves record after record, as a form does, and prints each once it was
acknowledged; ``… sheets FOLDER`` imports sheets of rows, each as one change.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: How many records one sheet holds.
ROWS = 50


def write_forms(folder: str) -> None:
    """One record a change: added, then changed three times."""
    from crosswalk import open_graph

    desk = open_graph(workspace=folder).workspace
    print("ready", flush=True)
    while True:
        stored = desk.add("evidence", {"title": "Form", "type": "policy", "note": "1 " * 500}, "AB")
        print(f"{stored.id} {stored.number}", flush=True)
        for number in (2, 3, 4):
            stored = desk.edit("evidence", stored.id, stored.number, {"note": f"{number} " * 500}, "AB")
            print(f"{stored.id} {stored.number}", flush=True)


def write_sheets(folder: str) -> None:
    """`ROWS` records a change."""
    from crosswalk import open_graph
    from crosswalk.evidence.sheets import carry_out, plan
    from crosswalk.formats.sheets import Sheet, SheetRow

    desk = open_graph(workspace=folder).workspace
    print("ready", flush=True)
    while True:
        cells = {"title": "Row", "type": "policy", "note": "n" * 400, "supports": "ais-psi:3.4 = Meets"}
        rows = tuple(SheetRow(number, cells) for number in range(2, ROWS + 2))
        change = carry_out(plan(Sheet(tuple(cells), rows), desk), desk, "AB", "a sheet")
        print(f"change {change.number if change else 0}", flush=True)


def killed(way: str, folder: str, seed: int) -> list[str]:
    """Start a writer, kill it (SIGKILL) at some moment after its first work, and give what it had acknowledged."""
    command = [sys.executable, str(ROOT / "tests" / "dying_writers.py"), way, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        first = [process.stdout.readline() for _ in range(2)][1].rstrip("\n")  # "ready", and the first change
        time.sleep(random.Random(seed).uniform(0.0, 0.35))
        process.send_signal(signal.SIGKILL)
        return [first, *process.stdout.read().split("\n")[:-1]]  # what comes after the last line break was cut off


def wrong_after(way: str, folder: str, acknowledged: list[str]) -> list[str]:
    """What is not as it must be: lost changes, half-written records or changes, damage; nothing where all is well."""
    from crosswalk import open_graph

    desk = open_graph(workspace=folder).workspace
    found = list(desk.database.check())
    revisions: dict[str, list[str]] = {}
    sizes: dict[int, int] = {}
    for revision in desk.database.revisions():
        if revision.after["title"] == "After":  # what an earlier look at the same workspace wrote
            continue
        revisions.setdefault(revision.id, []).append(str(revision.after["note"]))
        sizes[revision.change.number] = sizes.get(revision.change.number, 0) + 1
    if way == "forms":
        for line in acknowledged:
            id_, number = line.split()
            if len(revisions.get(id_, [])) < int(number):
                found.append(f"lost: {line}")
        for id_, notes in revisions.items():
            found += [f"half: {id_}" for n, note in enumerate(notes, 1) if note.split() != [str(n)] * 500]
    else:
        found += [f"lost: {line}" for line in acknowledged if int(line.split()[1]) not in sizes]
        found += [f"half: change {number}" for number, size in sizes.items() if size != ROWS]
    before = desk.version()
    desk.add("evidence", {"title": "After", "type": "policy", "note": "1 " * 500}, "AB")
    if desk.version() != before + 1:
        found.append("it takes no change any more")
    desk.undo(before + 1, "AB")
    desk.database.close()
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    {"forms": write_forms, "sheets": write_sheets}[sys.argv[1]](sys.argv[2])
