"""``crosswalk frameworks``: which frameworks are held."""

from __future__ import annotations

import argparse

from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_records

EXAMPLES = ("crosswalk frameworks", "crosswalk frameworks --format csv")
COLUMNS = ("framework", "label", "publisher", "issued", "statements", "at_level", "level_label", "rights", "note")


def configure(parser: Parser) -> None:
    """Declare the options."""
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """List the frameworks."""
    records = opened(options).records("list_frameworks")
    print_records(records, COLUMNS, options.format, shown=COLUMNS[:7], empty="No framework is held.")
    return 0
