"""``crosswalk build`` of the shipped data: its time, beside rdflib writing the same four syntaxes, and its size."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import rdflib
from measure import medians, milliseconds, process, table, verdict

RUNS = 3
COMMAND = "from crosswalk.cli.main import run; run()"


def by_rdflib(folder: Path) -> Callable[[], object]:
    """What writes the graphs of a build with rdflib in the same syntaxes; they are read before."""
    named = rdflib.Dataset()
    named.parse(folder / "crosswalk.nq", format="nquads")
    merged = rdflib.Graph().parse(folder / "crosswalk.ttl")
    return lambda: (
        [named.serialize(format=form) for form in ("trig", "nquads")]
        + [merged.serialize(format=form) for form in ("turtle", "json-ld")]
    )


def megabytes(paths: Iterable[Path]) -> str:
    """The size of files in words."""
    return f"{sum(path.stat().st_size for path in paths) / 1e6:.2f} MB"


def main() -> None:
    """Measure and print."""
    warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = process("-c", COMMAND, "build", "--out", name)
        build()  # the first run writes; the others find every file as it is
        built, theirs = medians(build, by_rdflib(folder), runs=RUNS)
        graphs = sorted(folder.glob("crosswalk.*"))
        others = [path for path in folder.rglob("*") if path.is_file() and path not in graphs]
        table(
            [
                ("crosswalk build, all of it", milliseconds(built)),
                ("rdflib, writing alone", milliseconds(theirs)),
                *((path.name, megabytes([path])) for path in graphs),
                (f"{len(others)} other files", megabytes(others)),
            ]
        )
        verdict("build / rdflib writing alone", built / theirs, 1)


if __name__ == "__main__":
    main()
