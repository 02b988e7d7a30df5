"""``crosswalk search``: statements by code, words, beginnings of words, or with a typo."""

from __future__ import annotations

import argparse

from crosswalk.api import Record
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_records

EXAMPLES = (
    "crosswalk search assistive",
    "crosswalk search 'asistive tecnology' --framework ais-psi",
    "crosswalk search C3.1",
)
COLUMNS = ("statement", "label", "framework", "score")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("words", nargs="+", help="a code, or words in any order; a slip of one letter is forgiven")
    parser.add_argument("--framework", help="only statements of this framework")
    parser.add_argument("--limit", type=int, default=20, help="how many at most (default: %(default)s)")
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the hits, the best first."""
    graph = opened(options)
    framework = options.framework
    if framework:
        graph.resolve(framework)
    words = " ".join(options.words)
    hits = graph.search(words, framework=framework, limit=max(1, options.limit))
    records: list[Record] = [
        {"statement": h.short, "label": h.label, "framework": h.framework, "score": round(h.score)} for h in hits
    ]
    empty = f"Nothing was found for {words!r}; try fewer or other words, or a code such as C3.10."
    print_records(records, COLUMNS, options.format, empty=empty)
    return 0
