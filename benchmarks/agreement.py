"""Counts the agreement of the two readings behind the judged claims, set by set: the table in data/README.md."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from crosswalk.alignment.agreement import kappa

DECISIONS = Path(__file__).resolve().parent.parent / "data" / "readings" / "decisions.csv"


def table(rows: Iterable[dict[str, str]]) -> str:
    """The agreement of every set and of all as a Markdown table."""
    sets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        sets[row["set"]].append((row["first"], row["second"]))
    lines = ["| set | pairs | agree | kappa |", "|---|---:|---:|---:|"]
    every = [pair for found in sets.values() for pair in found]
    for name, pairs in [*sorted(sets.items()), ("all", every)]:
        found = kappa(pairs)
        beyond = "not defined" if found.value is None else f"{found.value:.2f}"
        lines.append(f"| {name} | {found.pairs} | {found.observed or 0:.0%} | {beyond} |")
    return "\n".join(lines)


if __name__ == "__main__":
    with DECISIONS.open(encoding="utf-8") as file:
        print(table(csv.DictReader(file)))
