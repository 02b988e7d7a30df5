"""Commands that consist of several, each with options of its own: ``crosswalk evidence add …``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

from crosswalk.cli.main import Formatter, Parser
from crosswalk.cli.validate import print_findings
from crosswalk.errors import InvalidRecord


class Subcommand(NamedTuple):
    """What one does, how its options are declared, and how it is run."""

    summary: str
    configure: Callable[[Parser], object]
    execute: Callable[[argparse.Namespace], int]


def configure(parser: Parser, subcommands: Mapping[str, Subcommand]) -> None:
    """Give a command its subcommands, of which one must be named."""
    group = parser.add_subparsers(dest="action", metavar="ACTION", required=True, title="actions")
    for name, subcommand in subcommands.items():
        made = group.add_parser(
            name,
            help=subcommand.summary,
            description=subcommand.summary.capitalize() + ".",
            formatter_class=Formatter,
            allow_abbrev=False,
        )
        subcommand.configure(made)
        made.set_defaults(run=subcommand.execute)


def execute(options: argparse.Namespace) -> int:
    """Run the subcommand that was named; all that is wrong with a record is said finding by finding."""
    try:
        return int(options.run(options))
    except InvalidRecord as error:
        print_findings(error.findings, sys.stderr)  # type: ignore[arg-type]
        print("Nothing was written.", file=sys.stderr)
        return error.exit_code
