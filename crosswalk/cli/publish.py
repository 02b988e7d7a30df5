"""``crosswalk publish``: the data set put on a triple store that speaks SPARQL 1.1, and read back to see it arrived."""

from __future__ import annotations

import argparse
import sys

from crosswalk.cli.main import Parser
from crosswalk.cli.opening import endpoint_named
from crosswalk.cli.output import printable
from crosswalk.cli.progress import Bar
from crosswalk.cli.validate import print_findings

EXAMPLES = (
    "crosswalk publish --endpoint http://localhost:7878/query --graph-store http://localhost:7878/store",
    "crosswalk publish --endpoint http://localhost:8890/sparql --update http://localhost:8890/sparql-auth --dry-run",
)


def configure(parser: Parser) -> None:
    """Declare the options."""
    endpoint = (
        "where the server takes queries (default: CROSSWALK_ENDPOINT); name and password are those of "
        "CROSSWALK_ENDPOINT_USER and CROSSWALK_ENDPOINT_PASSWORD"
    )
    parser.add_argument("--endpoint", metavar="URL", help=endpoint)
    ways = parser.add_mutually_exclusive_group()
    update = "where it takes SPARQL updates (default: what its kind of server has beside the endpoint)"
    ways.add_argument("--update", metavar="URL", help=update)
    store = "where its graph store is, which is then used instead of updates: faster, and safe to repeat"
    ways.add_argument("--graph-store", metavar="URL", help=store)
    quoted = "include the words quoted from the growth model, which are not under CC BY 4.0"
    parser.add_argument("--with-quoted", action="store_true", help=quoted)
    old = "then remove the graphs under our names there that are none of what is published"
    parser.add_argument("--remove-old", action="store_true", help=old)
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")


def execute(options: argparse.Namespace) -> int:
    """Publish what the server does not hold yet; exit code 1 where not all of it arrived, or it cannot be read here."""
    from crosswalk.errors import InputError
    from crosswalk.graph.publishing import publish

    endpoint = endpoint_named(options)
    if endpoint is None:
        raise InputError("Nothing says where to publish; give --endpoint URL, or set CROSSWALK_ENDPOINT.")
    with Bar("Publishing", "graphs") as bar:
        made = publish(
            endpoint,
            update=options.update,
            graph_store=options.graph_store,
            with_quoted=options.with_quoted,
            remove_old=options.remove_old,
            dry_run=options.dry_run,
            progress=bar.advance,
        )
    if print_findings(made.findings, sys.stderr):
        print("Nothing was published.", file=sys.stderr)
        return 1
    for graph in made.graphs:
        print(f"{graph.state:<9}  {graph.triples:>7}  {graph.graph}")
    for graph in made.graphs:
        if graph.fault:
            print(printable(graph.fault), file=sys.stderr)
    if made.told_of_old:
        print(printable(made.told_of_old), file=sys.stderr)
    return 0 if made.arrived else 1
