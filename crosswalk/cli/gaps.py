"""``crosswalk gaps``: what nothing reaches between two frameworks, both ways, and whether anybody has looked."""

from __future__ import annotations

import argparse

from crosswalk.alignment.coverage import gaps
from crosswalk.cli.coverage import tell_way
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, add_hops, print_records
from crosswalk.graph.coverage import REACH_COLUMNS

EXAMPLES = ("crosswalk gaps ib-psp-2014 ais-psi", "crosswalk gaps ais-psi ib-psp-2020 --one-way --format csv")
COLUMNS = ("framework", "other", *REACH_COLUMNS)
_SHOWN = ("statement", "label", "strongest", "others", "hubs")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("framework", metavar="FRAMEWORK", help="a framework, for example ib-psp-2014")
    parser.add_argument("other", metavar="OTHER", help="another, for example ais-psi")
    parser.add_argument("--one-way", action="store_true", help="list only the gaps of the first")
    add_hops(parser)
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the gaps with the columns of `COLUMNS`; a candidate stays a gap, and says where the two meet."""
    graph = opened(options)
    first, second = graph.alignment.pair(options.framework, options.other)
    ways = [(first, second)] if options.one_way else [(first, second), (second, first)]
    rows = []
    for here, there in ways:
        reaches = graph.alignment.coverage(here, there, options.max_hops)
        found = [{"framework": here, "other": there, **row} for row in graph.alignment.reach_rows(gaps(reaches))]
        rows += found
        if options.format == "text":
            unseen = sum(row["strongest"] in ("not reviewed", "candidate") for row in found)
            print(f"{len(found)} of {len(reaches)} statements of {here} are not reached from {there}; {unseen} of them")
            print("nobody has looked at. Not mapped is not the same as no match.")
            tell_way(graph, here, there, len(found) < len(reaches))
            print_records(found, _SHOWN, "text", empty="There is no gap.")
            print()
    if options.format != "text":
        print_records(rows, COLUMNS, options.format)
    return 0
