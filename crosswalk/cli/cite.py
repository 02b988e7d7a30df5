"""``crosswalk cite``: the standards citations in any text, and what each resolves to, or why not."""

from __future__ import annotations

import argparse
import sys

from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_records

EXAMPLES = ("crosswalk cite plan.txt", "crosswalk cite - --format csv < plan.txt")
COLUMNS = ("line", "start", "printed_code", "verdict", "resolved", "label", "through", "nearest", "note")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("file", help="a text file; - reads standard input")
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the citations; exit code 1 where one resolves to nothing or in several ways."""
    from crosswalk.graph.syntax import read_text

    text = sys.stdin.read() if options.file == "-" else read_text(options.file)
    citations = opened(options).cite(text)
    records = [
        {
            "line": text.count("\n", 0, c.start) + 1,
            "start": c.start,
            "printed_code": c.printed_code,
            "verdict": c.verdict,
            "resolved": c.resolved,
            "label": label,
            "through": c.through,
            "nearest": " ".join(c.nearest),
            "note": c.note,
        }
        for c, label in citations
    ]
    empty = "No citation was found; codes are found when written like (ISTE 3d / IB B2.8) or ais-psi:3.4."
    shown = ("line", "printed_code", "verdict", "resolved", "label", "nearest", "note")
    print_records(records, COLUMNS, options.format, shown=shown, empty=empty)
    return 1 if any(c.resolved is None for c, _ in citations) else 0
