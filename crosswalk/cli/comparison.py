"""What the commands that look at a set of claims share: the option that names one, its broken rows, its labels."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from crosswalk.cli.output import printable

if TYPE_CHECKING:
    from crosswalk.api import CrosswalkGraph, Record
    from crosswalk.cli.main import Parser
    from crosswalk.graph.claim_sets import ClaimSet


def add_set(parser: Parser, option: str, default: str, meaning: str) -> None:
    """Give a command an option that names a set of claims."""
    parser.add_argument(
        option,
        metavar="printed|judged|FILE",
        default=default,
        help=f"{meaning}: those of the graph, or those of an SSSOM file (default: {default})",
    )


def opened_set(graph: CrosswalkGraph, given: str, options: argparse.Namespace) -> ClaimSet:
    """The claims of a set between the two frameworks; a row of a file that cannot be read is told on standard error.

    Raises as `Alignment.claim_set` does.
    """
    found = graph.alignment.claim_set(given, options.source, options.target)
    for finding in found.findings:
        print(printable(f"{finding.where} is not used: {finding.message}"), file=sys.stderr)
    return found


def labelled(graph: CrosswalkGraph, row: Record) -> Record:
    """A row with our own label beside each statement that it names."""
    labels = {
        "label" if name == "statement" else f"{name}_label": graph.alignment.statements[str(row[name])]["label"]
        for name in ("statement", "subject", "object")
        if name in row
    }
    return {**row, **labels}
