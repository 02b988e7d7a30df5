"""``crosswalk coverage``: how far one framework is covered by another, and what statements cover together."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from crosswalk.api import CrosswalkGraph
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, add_hops, print_records
from crosswalk.graph.coverage import COVERAGE_COLUMNS, JOINT_COLUMNS, REACH_COLUMNS
from crosswalk.words import REACHES

EXAMPLES = (
    "crosswalk coverage ib-psp-2014 ais-psi",
    "crosswalk coverage ib-psp-2014 ais-psi --by statement --format csv > coverage.csv",
    "crosswalk coverage iste-coaches-2011 psc-itec-2011 --joint",
)
_SHOWN = ("statement", "label", "strongest", "states", "others", "hubs")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("framework", metavar="FRAMEWORK", help="the framework to cover, for example ib-psp-2014")
    parser.add_argument("by_framework", metavar="OTHER", help="the framework that covers it, for example ais-psi")
    parser.add_argument(
        "--by", choices=("section", "statement"), default="section", help="a row for each (default: %(default)s)"
    )
    parser.add_argument(
        "--joint", action="store_true", help="say what statements of the other cover alone, together or in parts"
    )
    add_hops(parser)
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the shares with the columns of `COVERAGE_COLUMNS`, or statements with those of REACH_ or JOINT_COLUMNS."""
    graph = opened(options)
    first, second = options.framework, options.by_framework
    if options.joint:
        empty = f"No claim relates a statement of {second} to one of {first}: not mapped, or not yet looked at."
        shown = ("statement", "label", "told")
        print_records(
            graph.alignment.joint_rows(second, first), JOINT_COLUMNS, options.format, shown=shown, empty=empty
        )
        return 0
    if options.by == "statement":
        rows = graph.alignment.reach_rows(graph.alignment.coverage(first, second, options.max_hops))
        print_records(rows, REACH_COLUMNS, options.format, shown=_SHOWN, empty=_EMPTY)
        return 0
    found = list(graph.alignment.coverage_rows(first, second, options.max_hops))
    print_records(found, COVERAGE_COLUMNS, options.format, empty=_EMPTY)
    if options.format == "text":
        met = [state for state in REACHES if found[-1][state.replace(" ", "_")]]
        print(*_meanings(met), sep="\n")
        tell_way(graph, first, second, bool(found[-1]["reached"]))
    return 0


_EMPTY = "The framework has no statements at its mapping level, so there is nothing to cover."


def _meanings(states: Iterable[str]) -> list[str]:
    """What the columns mean, and that they do not add up."""
    return [
        "",
        "A statement is counted in every column that it fits; reached and share count it once, where it is judged,",
        "printed and not denied, or entailed.",
        *(f"  {REACHES[state].words}: {REACHES[state].definition}" for state in states),
    ]


def tell_way(graph: CrosswalkGraph, first: str, second: str, reached: bool) -> None:
    """Where nothing reaches a framework: by way of which others claims lead there, or that none do."""
    if reached:
        return
    way = graph.alignment.way(first, second)[1:-1]
    lead = f"Claims lead from one to the other by way of {', '.join(way)}." if way else "No claims lead there at all."
    print(f"Nothing reaches {first} from {second}: not mapped, or not yet looked at. {lead}")
