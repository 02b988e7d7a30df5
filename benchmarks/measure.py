"""What every benchmark shares: medians of runs that take turns, and one way to print them beside their aim."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def processor(work: Callable[[], object]) -> float:
    """For how many seconds one run in this process occupies the processor, whatever else the machine does meanwhile."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def medians(*works: Callable[[], object], runs: int) -> list[float]:
    """The median seconds of each piece of work; they take turns, so that a busy moment hits them alike."""
    taken = [[seconds(work) for work in works] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]


def process(*arguments: str) -> Callable[[], object]:
    """A whole process of this Python, started and waited for, its output thrown away; it must succeed."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"})


def milliseconds(value: float) -> str:
    """Seconds in words, as milliseconds."""
    return f"{value * 1000:.1f} ms"


def verdict(what: str, found: float, aim: float, unit: str = "", *, at_least: bool = False) -> None:
    """Print a figure beside its aim, and whether it meets it."""
    met = found >= aim if at_least else found <= aim
    sign = "≥" if at_least else "≤"
    print(f"{what}: {found:.2f}{unit} (aim {sign} {aim:g}{unit}): {'met' if met else 'MISSED'}")


def table(rows: Sequence[tuple[str, str]]) -> None:
    """Print names and figures in two columns."""
    width = max(len(name) for name, _ in rows)
    for name, figure in rows:
        print(f"  {name:<{width}}  {figure}")
