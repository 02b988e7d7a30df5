"""A warm ``crosswalk show ais-psi:3.4`` as a whole process, against a process that only imports the engine."""

from __future__ import annotations

from measure import medians, milliseconds, process, table, verdict

RUNS = 41
COMMAND = "from crosswalk.cli.main import run; run()"


def main() -> None:
    """Measure and print."""
    show = process("-c", COMMAND, "show", "ais-psi:3.4")
    engine = process("-c", "import pyoxigraph")
    bare = process("-c", "pass")
    for warming in (show, engine, bare):
        warming()
    shown, imported, nothing = medians(show, engine, bare, runs=RUNS)
    table(
        [
            ("crosswalk show ais-psi:3.4", milliseconds(shown)),
            ('python -c "import pyoxigraph"', milliseconds(imported)),
            ('python -c "pass"', milliseconds(nothing)),
        ]
    )
    verdict("show / import of the engine", shown / imported, 4)


if __name__ == "__main__":
    main()
