"""Kill a process in the middle of its writes, again and again, and count what was acknowledged and is not there.

One load is form-like: records added and edited one by one, each acknowledged on standard output once it is written. The
other imports sheets of 300 rows. After each kill the workspace is opened as it lies, examined, and written on.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from measure import table, verdict

from crosswalk.api import open_graph
from crosswalk.evidence.sheets import carry_out, columns, plan
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace
from crosswalk.formats.sheets import Sheet, SheetRow

LOADS = ("saves", "imports")
KILLS = 100
ROWS = 300

#: A workspace is killed over so many times; then another is begun.
_LIVES = 10

#: How long after the announcement of a write the kill comes, at the latest: somewhat more than a write takes.
_SPAN = {"saves": 0.004, "imports": 0.04}


class Found(NamedTuple):
    """What kills did: revisions that were acknowledged, writes that were there though their end was never told,
    revisions that were lost or half written, and how often the file was damaged or not to be opened.
    """

    kills: int
    acknowledged: int
    untold: int
    lost: int
    half: int
    damaged: int


def known() -> Vocabulary:
    """The shipped data, as records need it."""
    graph = open_graph()
    return Vocabulary(graph.records, graph.resolve)


@contextmanager
def opened(folder: str, vocabulary: Vocabulary) -> Iterator[Workspace]:
    """The workspace of a folder."""
    workspace = Workspace(folder, vocabulary)
    with closing(workspace.database):
        yield workspace


def text(token: str) -> dict[str, str]:
    """The fields of a record that say one thing in three places, one of them over several pages of the database."""
    return {"title": f"Title of {token}", "owner": token, "note": " ".join([token] * 500)}


def whole(body: object) -> bool:
    """Whether a body is one that was written, and not parts of two."""
    given = dict(body)  # type: ignore[call-overload]
    return all(given[name] == value for name, value in text(given["owner"]).items())


def save(workspace: Workspace, run: str) -> Iterator[tuple[str, int, str]]:
    """Add and edit records without end; gives identifier, revision and token, before and after each is written."""
    number = 0
    while True:
        number += 1
        id_ = f"{run}-{number}"
        for revision in (1, 2, 3):
            token = f"{id_}-{revision}"
            yield id_, revision, token
            given = {**text(token), "supports": "ais-psi:3.4 = Meets"}
            if revision == 1:
                workspace.add("evidence", {**given, "type": "policy-2"}, "form", id_)
            else:
                workspace.edit("evidence", id_, revision - 1, given, "form")
            yield id_, revision, token


def bring(workspace: Workspace, run: str) -> Iterator[tuple[str, int, str]]:
    """Import sheets without end, each of them twice, changed the second time; gives the same, before and after."""
    number = 0
    while True:
        number += 1
        for revision in (1, 2):
            token = f"{run}-{number}-{revision}"
            rows = []
            for row in range(ROWS):
                cells = {**text(f"{token}-{row}"), "id": f"{run}-{number}-{row}", "type": "policy-2"}
                rows.append(SheetRow(row + 2, cells))
            planned = plan(Sheet(columns(), tuple(rows)), workspace)
            yield f"{run}-{number}", revision, token
            carry_out(planned, workspace, "sheet", "sheet.csv")
            yield f"{run}-{number}", revision, token


def write(load: str, folder: str, run: str) -> None:
    """What the process that is killed does: write on and on, and say so before and after each write."""
    with opened(folder, known()) as workspace:
        steps = (save if load == "saves" else bring)(workspace, run)
        for number, step in enumerate(steps):
            print("written" if number % 2 else "writing", *step, flush=True)


def kill(load: str, folder: str, run: str, chance: random.Random) -> list[list[str]]:
    """Start a process that writes, and kill it at a random moment of a write; gives the lines that it wrote."""
    command = [sys.executable, __file__, "--write", load, folder, run]
    said: list[list[str]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        survived = chance.randint(0, 12 if load == "saves" else 2)
        for line in writer.stdout:
            said.append(line.split())
            if said[-1][0] == "writing" and (survived := survived - 1) < 0:
                break
        time.sleep(chance.uniform(0, _SPAN[load]))
        writer.kill()  # SIGKILL: nothing is put in order
        said += [line.split() for line in writer.stdout if line.endswith("\n")]
    assert writer.returncode == -9, f"the writer ended by itself ({writer.returncode})"
    return said


def revisions_of(load: str, line: list[str]) -> Iterator[tuple[str, int, str]]:
    """Identifier, revision and token of each record that a line tells of."""
    _, id_, number, token = line
    if load == "saves":
        yield id_, int(number), token
    else:
        yield from ((f"{id_}-{row}", int(number), f"{token}-{row}") for row in range(ROWS))


def examine(load: str, workspace: Workspace, said: list[list[str]]) -> Found:
    """What one kill did, by what the writer said; at last a record is added, as if nothing had been."""
    revisions = {(r.id, r.number): r.after for r in workspace.database.revisions()}

    def there(line: list[str]) -> list[bool]:
        return [revisions.get((i, n), {}).get("owner") == token for i, n, token in revisions_of(load, line)]

    acknowledged = [one for line in said if line[0] == "written" for one in there(line)]
    untold = said[-1][0] == "writing" and all(there(said[-1]))
    half = sum(not whole(body) for body in revisions.values())
    if load == "imports":  # a sheet is there as a whole or not at all
        sizes = [len(workspace.database.of_change(c.number)) for c in workspace.database.changes(1_000)]
        half += sum(size not in (1, ROWS) for size in sizes)
    sound = not workspace.database.check()
    after = workspace.add("evidence", {**text("after"), "type": "policy-2"}, "after the kill")
    damaged = not sound or workspace.get("evidence", after.id).body != after.body
    return Found(1, len(acknowledged), int(untold), acknowledged.count(False), half, int(damaged))


def kills(load: str, times: int, vocabulary: Vocabulary, seed: int = 1) -> Found:
    """Kill a load so many times, and examine the workspace after each."""
    chance = random.Random(f"{load} {seed}")
    found = []
    with tempfile.TemporaryDirectory() as space:
        for number in range(times):
            folder = f"{space}/{number // _LIVES}"
            said = kill(load, folder, f"run{number}", chance)
            with opened(folder, vocabulary) as workspace:  # as it lies, without help
                found.append(examine(load, workspace, said))
    return Found(*map(sum, zip(*found, strict=True)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, help="how many of each load (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (default: %(default)s)")
    parser.add_argument("--write", nargs=3, metavar=("LOAD", "FOLDER", "RUN"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(*options.write)
        return
    vocabulary = known()
    for load in LOADS:
        found = kills(load, options.kills, vocabulary, options.seed)
        table([
            (f"{load}: kills", f"{found.kills}"),
            ("acknowledged revisions", f"{found.acknowledged:,}"),
            ("writes cut off after they were done, before that was said", f"{found.untold}"),
        ])  # fmt: skip
        verdict(f"{load}: acknowledged revisions lost", found.lost, 0)
        verdict(f"{load}: half-written records or sheets", found.half, 0)
        verdict(f"{load}: damaged, or not to be opened and written on", found.damaged, 0)


if __name__ == "__main__":
    main()
