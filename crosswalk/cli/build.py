"""``crosswalk build``: the data set as files to publish or to load elsewhere."""

from __future__ import annotations

import argparse
import sys

from crosswalk.cli.main import Parser
from crosswalk.cli.progress import Bar
from crosswalk.cli.validate import print_findings

EXAMPLES = ("crosswalk build --out release", "crosswalk build --out release --with-quoted")


def configure(parser: Parser) -> None:
    """Declare the options."""
    out = "the folder to write to; what else it holds is left alone"
    parser.add_argument("--out", required=True, metavar="DIR", help=out)
    quoted = "include the words quoted from the growth model, which are not under CC BY 4.0"
    parser.add_argument("--with-quoted", action="store_true", help=quoted)


def execute(options: argparse.Namespace) -> int:
    """Write the files that differ; exit code 1 where the data cannot be read as meant, and nothing is written."""
    from crosswalk.api import release
    from crosswalk.graph import publication

    with Bar("Building", "files") as bar:
        made = release(with_quoted=options.with_quoted, progress=bar.advance)
    if print_findings(made.findings, sys.stderr):
        print("Nothing was written.", file=sys.stderr)
        return 1
    for change in publication.write(made.files, options.out):
        print(f"{change.state:<9}  {change.path}")
    return 0
