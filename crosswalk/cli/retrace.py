"""``crosswalk retrace``: which other sets explain a mapping set, by joining two of them over a third framework."""

from __future__ import annotations

import argparse

from crosswalk.alignment.recomposition import EXPLAINED, Retracing
from crosswalk.api import Record
from crosswalk.cli.comparison import add_set, opened_set
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_records, printable

EXAMPLES = (
    "crosswalk retrace ais-psi iste-coaches-2011 --set printed",
    "crosswalk retrace ais-psi psc-itec-2011 --format csv",
)
COLUMNS = Retracing._fields
_SHOWN = ("by_way_of", "sets", "composed", "shared", "precision", "recall", "follows", "proved", "explained")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("source", metavar="FROM", help="the framework that the set leads from")
    parser.add_argument("target", metavar="TO", help="the framework that it leads to")
    add_set(parser, "--set", "judged", "the set that is to be explained")
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print how far each join of two sets gives the set again, the best first."""
    graph = opened(options)
    given = opened_set(graph, options.set, options)
    found = graph.alignment.retrace(options.source, options.target, given)
    if options.format != "text":
        print_records([result._asdict() for result in found], COLUMNS, options.format)
        return 0
    print(_summary(found, given.name, options))
    if found:
        print("Of the joined pairs, shared are those of the set; follows counts those of which a relation follows,")
        print("proved those whose relation in the set is proved by it. Where pairs are shared and not proved, the join")
        print("gives the pairs again and no ground for them.")
        print_records([_in_words(result) for result in found], (), "text", shown=_SHOWN)
    return 0


def _summary(found: tuple[Retracing, ...], name: str, options: argparse.Namespace) -> str:
    between = f"between {options.source} and {options.target}"
    if not found:
        return printable(f"No framework has claims to both {options.source} and {options.target} that join to a pair.")
    explaining = list(dict.fromkeys(result.hub for result in found if result.explained))
    needed = f"explained where precision and recall are {EXPLAINED:.0%} at least"
    said = f"is explained by way of {', '.join(explaining)}" if explaining else "is explained by no join of two sets"
    return printable(f"The set {name} {between}, of {found[0].pairs} pairs, {said} ({needed}).")


def _in_words(result: Retracing) -> Record:
    return {
        **result._asdict(),
        "by_way_of": result.hub,
        "sets": f"{result.first}, {result.second}",
        "precision": f"{result.precision:.0%}",
        "recall": f"{result.recall:.0%}",
        "follows": str(result.follows),
        "proved": f"{result.proved} of {result.telling}",
        "explained": "yes" if result.explained else "",
    }
