"""``crosswalk matrix``: claims, and what follows from them, between every two frameworks."""

from __future__ import annotations

import argparse

from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, add_hops, print_records
from crosswalk.graph.coverage import MATRIX_COLUMNS

EXAMPLES = ("crosswalk matrix", "crosswalk matrix --format csv > matrix.csv")
_COUNTS = MATRIX_COLUMNS[6:]
_SHOWN = ("from_framework", "to_framework", *MATRIX_COLUMNS[4:])


def configure(parser: Parser) -> None:
    """Declare the options."""
    add_hops(parser)
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the matrix with the columns of `MATRIX_COLUMNS`; as text without the pairs of which nothing is known."""
    found = list(opened(options).alignment.matrix_rows(options.max_hops))
    kept = [row for row in found if options.format != "text" or any(row[name] for name in _COUNTS)]
    print_records(kept, MATRIX_COLUMNS, options.format, shown=_SHOWN, empty="No two frameworks are related by a claim.")
    if options.format == "text" and len(kept) < len(found):
        print(
            f"Of {len(found) - len(kept)} more pairs of frameworks nothing is known: not mapped, or not yet looked at."
        )
    return 0
