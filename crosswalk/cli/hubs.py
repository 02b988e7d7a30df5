"""``crosswalk hubs``: the statements that carry the crosswalk, and what would be lost without them."""

from __future__ import annotations

import argparse

from crosswalk.alignment.hubs import Hub, Hubs
from crosswalk.api import Record
from crosswalk.cli.comparison import labelled
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_json, print_records, printable
from crosswalk.errors import InputError

EXAMPLES = (
    "crosswalk hubs",
    "crosswalk hubs ais-psi iste-education-leaders-2018",
    "crosswalk hubs --limit 500 --format csv > hubs.csv",
)
COLUMNS = (
    "statement",
    "label",
    "lost",
    "meeting",
    "degree",
    "by_framework",
    "betweenness",
    "community",
    "joins",
)
_SHOWN = ("statement", "label", "lost", "meeting", "related_to", "betweenness", "community", "joins_parts")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("source", metavar="FROM", nargs="?", help="a framework; without the two, the whole network")
    parser.add_argument("target", metavar="TO", nargs="?", help="another framework: where statements of the two meet")
    parser.add_argument(
        "--limit", type=int, default=20, metavar="NUMBER", help="how many at most (default: %(default)s)"
    )
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the hubs, those first without which most is lost; JSON has what the network comes to beside them."""
    if (options.source is None) != (options.target is None):
        raise InputError(f"Only {options.source} is named; name two frameworks, or none for the whole network.")
    if options.limit < 1:
        raise InputError(f"A list of {options.limit} hubs says nothing; give --limit a number from 1.")
    graph = opened(options)
    found = graph.alignment.hubs(options.source, options.target)
    records = [labelled(graph, _row(hub)) for hub in found.statements[: options.limit]]
    if options.format == "json":
        rows = [
            {**{name: row[name] for name in COLUMNS}, "by_framework": dict(hub.by_framework)}
            for row, hub in zip(records, found.statements, strict=False)
        ]
        print_json({**found._asdict(), "statements": rows})
    elif options.format != "text":
        print_records(records, COLUMNS, options.format)
    else:
        _print(found, records, options)
    return 0


def _row(hub: Hub) -> Record:
    related = ", ".join(f"{framework} {count}" for framework, count in hub.by_framework)
    return {**hub._asdict(), "by_framework": related, "betweenness": round(hub.betweenness, 4)}


def _print(found: Hubs, records: list[Record], options: argparse.Namespace) -> None:
    sizes = [str(len(members)) for members in found.communities]
    told = ", ".join(sizes[:6]) + (", …" if len(sizes) > 6 else "")
    size = sum(map(len, found.communities))
    print(
        f"Claims relate {size} statements in {found.links} pairs. The network falls into {_many(found.parts, 'part')}"
    )
    print(f"and {_many(len(sizes), 'community', 'communities')}, of {told or 'no'} statements.")
    if not records:
        where = f"of {options.source} and {options.target} " if options.source else ""
        print(f"No statements {printable(where)}meet in a third.")
        return
    print("Lost is how many pairs of statements would meet nowhere, and have nothing follow, without the statement.")
    if found.sampled is not None:
        print(f"Betweenness is estimated from {found.sampled} statements.")
    if found.share < 1:
        print(f"What meets and what is lost are estimated from {found.share:.1%} of the ways between statements.")
    shown = [
        {**row, "related_to": row["by_framework"], "joins_parts": "yes" if row["joins"] else ""} for row in records
    ]
    print_records(shown, (*COLUMNS, *_SHOWN), "text", shown=_SHOWN)
    if len(found.statements) > len(records):
        print(f"{len(found.statements) - len(records)} more are not shown; --limit shows them.")


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"
