"""``crosswalk ingest``: a source document becomes a framework, its rubric, and the mappings it prints."""

from __future__ import annotations

import argparse
import sys

from crosswalk.api import open_graph
from crosswalk.cli.main import Parser
from crosswalk.cli.validate import print_findings

EXAMPLES = (
    "crosswalk ingest growth-model data/quoted/ais-growth-model.txt --into data",
    "crosswalk ingest growth-model ours.txt --into /tmp/ours --dry-run",
)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("kind", choices=("growth-model",), help="how the document is laid out")
    parser.add_argument("file", help="the document, as text; NAME.repairs.csv beside it holds what no rule decides")
    parser.add_argument("--into", default="data", help="the data folder to write to (default: %(default)s)")
    parser.add_argument("--labels", help="the folder with our labels (default: the shipped ones)")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")


def execute(options: argparse.Namespace) -> int:
    """Read the document and write the files that differ; exit code 1 where something in it was not understood."""
    from crosswalk.graph import publication

    edition = open_graph().read_growth_model(options.file, options.labels)
    violations = print_findings(edition.findings, sys.stderr)
    if violations:
        print("Nothing was written.", file=sys.stderr)
        return 1
    for change in publication.write(edition.files, options.into, options.dry_run):
        print(f"{change.state:<9}  {change.path}")
    return 0
