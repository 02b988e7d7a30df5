"""A register of 10,000 pieces of evidence with 40,000 supports: list page, a save, the IB list as Excel, an import."""

from __future__ import annotations

import random
import statistics
import tempfile
from pathlib import Path

from measure import milliseconds, seconds, table, verdict

from crosswalk import open_graph
from crosswalk.evidence.choices import Choices, checked, chosen
from crosswalk.evidence.database import Write
from crosswalk.evidence.lists import evidence_list
from crosswalk.evidence.sheets import carry_out, columns, plan
from crosswalk.evidence.workspace import Workspace
from crosswalk.formats.sheets import read_sheet, write_csv
from crosswalk.reports.evidence_list import evidence_report
from crosswalk.reports.rendering import render

ITEMS, SUPPORTS = 10_000, 4


def fill(desk: Workspace) -> None:
    """The records, deterministic, a thousand a change."""
    chance = random.Random(1)
    statements = [s for s in desk.vocabulary.statements if s.startswith(("ais-psi:", "ib-psp-2014:", "cis-2016:"))]
    types = [code for code, type_ in desk.vocabulary.types.items() if type_.category != "programme"]
    for first in range(0, ITEMS, 1000):
        writes = []
        for number in range(first, first + 1000):
            picked = chance.sample(statements, SUPPORTS)
            supports = [
                {"statement": s, "level": chance.choice(["ais-psi/level/meets", "ais-psi/level/approaches"])}
                for s in picked
            ]
            body = {
                "title": f"Document {number}",
                "type": chance.choice(types),
                "status": "accepted",
                "supports": supports,
                "date": f"2026-0{chance.randint(1, 9)}-15",
                "owner": f"P{number % 40}",
            }
            writes.append(Write("evidence", f"e{number}", body, 0))
        desk.commit(writes, "AB", "filled")


def list_page(desk: Workspace) -> list[dict[str, object]]:
    """What a page of the register is made from: all records by filters, sorted, and the rows of one page."""
    known = desk.vocabulary
    found = chosen(desk.records("evidence", retired=True), checked(Choices(owner="P7"), known), known)
    everything = chosen(desk.records("evidence", retired=True), checked(Choices(), known), known)
    everything.sort(key=lambda one: (str(one.body["title"]).lower(), one.id))
    assert len(found) == ITEMS // 40
    return [{"id": one.id, **one.body} for one in everything[:100]]


def main() -> None:
    """Build it, measure, and print each figure beside its aim."""
    with tempfile.TemporaryDirectory() as space:
        graph = open_graph(workspace=space)
        desk = graph.workspace
        fill(desk)
        cold = open_graph(workspace=space)
        first = seconds(lambda: cold.workspace.records("evidence"))
        other, pages = Workspace(space, desk.vocabulary), []
        for number in range(9):
            other.edit("evidence", f"e{number}", 1, {"note": "Changed by somebody else"}, "CD")
            pages.append(seconds(lambda: list_page(desk)))
        verdict("list page data after a change by another", statistics.median(pages) * 1000, 300, " ms")
        saves = []
        for number in range(200):
            saves.append(seconds(lambda n=number: desk.edit("evidence", f"e{100 + n}", 1, {"note": "Saved"}, "AB")))  # type: ignore[misc]
        table(
            [
                ("save, median", milliseconds(statistics.median(saves))),
                ("reading all records first", milliseconds(first)),
            ]
        )
        verdict("save with validation, 95th percentile", sorted(saves)[189] * 1000, 50, " ms")
        graph.alignment.network  # noqa: B018 — read once, as a running viewer has it

        def report() -> bytes:
            found = evidence_list(desk, graph.alignment, "ib-psp-2014", Choices())
            return render(evidence_report(found, desk.vocabulary, graph.version), "xlsx")

        verdict("evidence list of IB 2014 as Excel", statistics.median(seconds(report) for _ in range(3)), 5, " s")
        _import(space, desk)


def _import(space: str, desk: Workspace) -> None:
    sheet = Path(space, "rows.csv")
    row = {"title": "Row", "type": "policy-2", "supports": "ais-psi:3.4 = Meets; ib-psp-2014:B2.8", "owner": "AB"}
    cells = [row.get(name, "") for name in columns()]
    sheet.write_bytes(write_csv(columns(), [cells for _ in range(10_000)]))
    planned = []
    planning = seconds(lambda: planned.append(plan(read_sheet(str(sheet)), desk)))
    writing = seconds(lambda: carry_out(planned[0], desk, "AB", "rows.csv"))
    table([("10,000 rows read and judged", f"{planning:.2f} s"), ("and written as one change", f"{writing:.2f} s")])


if __name__ == "__main__":
    main()
