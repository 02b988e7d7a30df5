"""Counts the agreement of the two readings behind the judged claims, set by set: the table in data/README.md."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

DECISIONS = Path(__file__).resolve().parent.parent / "data" / "readings" / "decisions.csv"


def kappa(pairs: Iterable[tuple[str, str]]) -> tuple[float, float]:
    """Observed agreement, and Cohen's kappa: agreement beyond what the two readers' habits alone would give.

    Source: J. Cohen, A coefficient of agreement for nominal scales, 1960.
    """
    found = list(pairs)
    observed = sum(a == b for a, b in found) / len(found)
    first, second = Counter(a for a, _ in found), Counter(b for _, b in found)
    expected = sum(first[c] * second[c] for c in first) / len(found) ** 2
    return observed, 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def table(rows: Iterable[dict[str, str]]) -> str:
    """The agreement of every set and of all as a Markdown table."""
    sets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        sets[row["set"]].append((row["first"], row["second"]))
    lines = ["| set | pairs | agree | kappa |", "|---|---:|---:|---:|"]
    every = [pair for found in sets.values() for pair in found]
    for name, pairs in [*sorted(sets.items()), ("all", every)]:
        observed, beyond = kappa(pairs)
        lines.append(f"| {name} | {len(pairs)} | {observed:.0%} | {beyond:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    with DECISIONS.open(encoding="utf-8") as file:
        print(table(csv.DictReader(file)))
