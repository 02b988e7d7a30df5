"""``crosswalk evidence template`` and ``import``: many records at once, from a sheet."""

from __future__ import annotations

import argparse
import os
import sys

from crosswalk.cli.desk import add_who, add_workspace, desk, who
from crosswalk.cli.main import Parser
from crosswalk.cli.output import printable
from crosswalk.cli.subcommands import Subcommand
from crosswalk.cli.validate import print_findings

_ROWS = 2_000


def _configure_template(parser: Parser) -> None:
    parser.add_argument(
        "--out", default="evidence.xlsx", metavar="FILE", help="the file to write, .xlsx or .csv (default: %(default)s)"
    )
    add_workspace(parser)


def _template(options: argparse.Namespace) -> int:
    from crosswalk.errors import InputError
    from crosswalk.evidence.sheets import template
    from crosswalk.formats.sheets import write_csv, write_template
    from crosswalk.graph.publication import replace_file

    columns, lists = template(desk(options).workspace.vocabulary)
    ending = os.path.splitext(options.out)[1].lower()
    if ending not in (".xlsx", ".csv"):
        raise InputError(f"A template is written as .xlsx or .csv, and {options.out} ends otherwise; change its name.")
    if os.path.exists(options.out):  # it may be filled in already
        raise InputError(f"There is a file {options.out} already; give another name with --out, or delete it.")
    headings = [column.heading for column in columns]
    replace_file(options.out, write_csv(headings) if ending == ".csv" else write_template(columns, lists, _ROWS))
    print(f"Wrote {options.out}; fill it in, then: crosswalk evidence import {options.out}")
    return 0


def _configure_import(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help="the sheet, CSV or XLSX, with the columns of the template")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen to each row, and write nothing")
    parser.add_argument(
        "--partly", action="store_true", help="import the rows that are sound, and leave out the others"
    )
    add_who(parser)
    add_workspace(parser)


def _import(options: argparse.Namespace) -> int:
    from crosswalk.cli.progress import Bar
    from crosswalk.evidence.sheets import carry_out, plan
    from crosswalk.formats.sheets import read_sheet

    workspace = desk(options).workspace
    with Bar(f"Reading {options.file}", "rows") as bar:
        found = plan(read_sheet(options.file), workspace, bar.advance)
    for row in found.rows:
        print(f"row {row.row:<5} {row.state:<9}  {row.id or '–':<10} {printable(row.title)}")
    wrong = print_findings(tuple(found.all_findings()), sys.stderr)
    states = [row.state for row in found.rows]
    told = ", ".join(f"{states.count(state)} {state}" for state in ("new", "changed", "unchanged", "wrong"))
    if options.dry_run or (wrong and not options.partly):
        print(f"{told}; nothing was written." + ("" if options.dry_run else " --partly imports the sound rows."))
        return 1 if wrong else 0
    change = carry_out(found, workspace, who(options), os.path.basename(options.file), options.partly)
    undo = f"; crosswalk workspace undo {change.number} takes it back" if change else ""
    print(f"{told}{undo}.")
    return 1 if wrong else 0


TEMPLATE = Subcommand("write a sheet to fill in", _configure_template, _template)
IMPORT = Subcommand("read a filled-in sheet, all of it or nothing", _configure_import, _import)
