"""``crosswalk ingest``: a source document becomes a framework with its mappings, or the wording of one that is held."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.validate import print_findings
from crosswalk.errors import InputError

if TYPE_CHECKING:
    from crosswalk.graph.overlay import Wordings
    from crosswalk.graph.publication import Edition

EXAMPLES = (
    "crosswalk ingest growth-model data/quoted/ais-growth-model.txt --into data",
    "crosswalk ingest growth-model ours.txt --into ours --dry-run",
    "crosswalk ingest lettered our-copy.txt --framework iste-education-leaders-2018",
)

#: The options that only one kind of document takes.
OPTIONS = {"growth-model": ("into", "labels"), "lettered": ("framework", "workspace")}


def configure(parser: Parser) -> None:
    """Declare the options."""
    kinds = "the layout: the growth model, for all to use; or a publisher's lettered text, for your eyes only"
    parser.add_argument("kind", choices=tuple(OPTIONS), help=kinds)
    file = "the document, as text; for a growth model, NAME.repairs.csv beside it holds what no rule decides"
    parser.add_argument("file", help=file)
    parser.add_argument("--into", help="growth-model: the data folder to write to (default: data)")
    parser.add_argument("--labels", help="growth-model: the folder with our labels (default: the shipped ones)")
    parser.add_argument("--framework", help="lettered: the framework whose wording the text holds")
    workspace = (
        "lettered: your folder for what stays private (default: CROSSWALK_WORKSPACE, else your user data folder)"
    )
    parser.add_argument("--workspace", metavar="DIR", help=workspace)
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")


def execute(options: argparse.Namespace) -> int:
    """Read the document and write the files that differ; exit code 1 where something in it was not understood."""
    for kind, names in OPTIONS.items():
        if stray := [name for name in names if kind != options.kind and getattr(options, name) is not None]:
            raise InputError(f"--{stray[0]} belongs to {kind}; leave it out, or write crosswalk ingest {kind}.")
    if options.kind == "growth-model":
        edition = opened(options).read_growth_model(options.file, options.labels)
        return _write(edition, options.into or "data", options.dry_run, 0o644)
    if options.framework is None:
        raise InputError("A lettered text needs --framework, the framework whose wording it holds.")
    from crosswalk.graph.overlay import workspace_folder

    wordings = opened(options).read_lettered(options.file, options.framework)
    return _write(wordings, workspace_folder(options.workspace), options.dry_run, 0o600)


def _write(made: Edition | Wordings, folder: str, dry_run: bool, mode: int) -> int:
    from crosswalk.graph import publication

    if print_findings(made.findings, sys.stderr):
        print("Nothing was written.", file=sys.stderr)
        return 1
    for change in publication.write(made.files, folder, dry_run, mode):
        print(f"{change.state:<9}  {change.path}")
    return 0
