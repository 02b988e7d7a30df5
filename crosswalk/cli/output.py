"""Records as a table for people, or as CSV, TSV or JSON for programs; text from data is printed as text."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crosswalk.cli.main import Parser
    from crosswalk.graph.results import Plain

FORMATS = ("text", "csv", "tsv", "json")


def add_format(parser: Parser, formats: Sequence[str] = FORMATS) -> None:
    """Give a command the option ``--format``."""
    parser.add_argument("--format", choices=formats, default=formats[0], help="how to print (default: %(default)s)")


def add_hops(parser: Parser) -> None:
    """Give a command the option ``--max-hops``."""
    from crosswalk.graph.alignment import MAX_HOPS, MOST_HOPS

    parser.add_argument(
        "--max-hops",
        type=int,
        default=MAX_HOPS,
        metavar="NUMBER",
        help=f"how many claims a chain may have, 2 to {MOST_HOPS} (default: %(default)s)",
    )


def printable(value: object) -> str:
    """A value as one line without control characters, so that no text from data drives the terminal."""
    if value is None:
        return ""
    text = str(value)
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def print_records(
    records: Iterable[dict[str, Plain]],
    columns: Sequence[str],
    form: str,
    *,
    empty: str = "",
    shown: Sequence[str] = (),
) -> None:
    """Print records in a format of `FORMATS`; as text only the columns `shown` (else all), or `empty` for none."""
    rows = list(records)
    if form == "json":
        print_json([{name: row.get(name) for name in columns} for row in rows])
    elif form in ("csv", "tsv"):
        import csv

        # Raw values: nothing is escaped for spreadsheets here, since programs read this.
        sink = csv.writer(sys.stdout, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
        sink.writerow(columns)
        sink.writerows([["" if row.get(name) is None else row.get(name) for name in columns] for row in rows])
    elif not rows:
        print(empty)
    else:
        print_table([[printable(row.get(name)) for name in shown or columns] for row in rows], shown or columns)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(rows: list[list[str]], headings: Sequence[str]) -> None:
    """Print aligned columns under their headings, long cells cut so that a line fits the terminal where one is."""
    widths = [max(len(line[i]) for line in [list(headings), *rows]) for i in range(len(headings))]
    room = _terminal_width()
    while room and sum(widths) + 2 * len(widths) > room and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    for line in [[h.replace("_", " ") for h in headings], *rows]:
        cells = (
            cell if len(cell) <= width else cell[: width - 1] + "…" for cell, width in zip(line, widths, strict=True)
        )
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip())


def _terminal_width() -> int:
    """The width of the terminal, 0 where the output goes elsewhere and nothing is to be cut."""
    if not sys.stdout.isatty():
        return 0
    import shutil

    return shutil.get_terminal_size().columns
