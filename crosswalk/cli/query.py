"""``crosswalk query``: the query library, and SPARQL files of one's own, run within limits."""

from __future__ import annotations

import argparse
import sys

from crosswalk.api import CrosswalkGraph, Record
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import print_records
from crosswalk.errors import InputError, QueryParameterError
from crosswalk.graph.results import Result

EXAMPLES = (
    "crosswalk query",
    "crosswalk query list_gaps from_framework=ib-psp-2014 to_framework=ais-psi",
    "crosswalk query list_citing_statements cited=ib-psp-2014:B2.8 --format json",
    "crosswalk query --file my.rq --format csv",
)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("name", nargs="?", help="a query of the library; without one, the library is listed")
    parser.add_argument("parameters", nargs="*", metavar="key=value", help="the parameters of the query")
    parser.add_argument("--file", help="a SPARQL file to run instead; - reads standard input")
    parser.add_argument(
        "--format",
        choices=("text", "csv", "tsv", "json", "xml"),
        default="text",
        help="a table, or a W3C results format with full IRIs (default: %(default)s)",
    )
    parser.add_argument(
        "--time-limit", type=float, default=20.0, metavar="SECONDS", help="for --file (default: %(default)s)"
    )
    parser.add_argument(
        "--row-limit", type=int, default=10_000, metavar="ROWS", help="for --file (default: %(default)s)"
    )
    parser.add_argument(
        "--allow-service", action="store_true", help="let a query of --file reach other endpoints with SERVICE"
    )


def execute(options: argparse.Namespace) -> int:
    """List the library, or run a query and print its answer."""
    if options.file and options.name:
        raise InputError("Give either the name of a query or --file, not both.")
    graph = opened(options)
    if options.file:
        _print(_run_file(graph, options), options.format)
    elif options.name:
        _print(graph.query(options.name, **_parameters(options.parameters)), options.format)
    else:
        _list(graph, options.format)
    return 0


def _parameters(given: list[str]) -> dict[str, str]:
    parameters: dict[str, str] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise QueryParameterError(f"{pair!r} is no parameter; write key=value.")
        parameters[key] = value
    return parameters


def _run_file(graph: CrosswalkGraph, options: argparse.Namespace) -> Result:
    if options.file == "-":
        text = sys.stdin.read()
    else:
        from crosswalk.graph.syntax import read_text

        text = read_text(options.file)
    try:
        return graph.sparql(
            text,
            time_limit=options.time_limit,
            row_limit=options.row_limit,
            allow_service=options.allow_service,
        )
    finally:
        graph.close()


def _print(result: Result, form: str) -> None:
    if result.kind == "ask" and form == "text":
        print("yes" if result.boolean else "no")
    elif result.kind == "graph" or form != "text":
        sys.stdout.flush()
        sys.stdout.buffer.write(result.serialize(form))
        sys.stdout.buffer.write(b"\n" if form == "json" else b"")
        sys.stdout.buffer.flush()
    else:
        print_records(result.records(), result.variables, "text", empty="No rows: nothing in the graph answers this.")
    if result.truncated:
        print(f"The answer was cut at {result.limit:,} rows; --row-limit raises that.", file=sys.stderr)


def _list(graph: CrosswalkGraph, form: str) -> None:
    """The library as a table: name, question, parameters; optional ones in brackets."""
    if form == "xml":
        raise InputError("The list of queries has no XML form; use text, csv, tsv or json.")
    records: list[Record] = [
        {
            "name": query.name,
            "question": query.question,
            "parameters": " ".join(
                f"[{p.name}={p.type}]" if p.optional or p.default is not None else f"{p.name}={p.type}"
                for p in query.parameters
            ),
        }
        for query in graph.library()
    ]
    print_records(records, ("name", "question", "parameters"), form)
