"""``crosswalk checklist``: what an accreditor expects, type by type, and what is held of it."""

from __future__ import annotations

import argparse

from crosswalk.cli.desk import add_workspace, desk
from crosswalk.cli.main import Parser
from crosswalk.cli.report import add_evidence_filters, add_output, add_rules, choices_of, hand_out, shown_of
from crosswalk.errors import InputError

EXAMPLES = ("crosswalk checklist ib", "crosswalk checklist cis --only missing --format xlsx --out missing.xlsx")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("accreditor", metavar="ACCREDITOR", help="ib or cis")
    parser.add_argument(
        "--only", action="append", default=[], metavar="STATUS",
        help="only types that stand so: held, 'only drafts', 'only expired', missing; may be repeated",
    )  # fmt: skip
    add_evidence_filters(parser)
    add_rules(parser)
    add_output(parser)
    add_workspace(parser)


def execute(options: argparse.Namespace) -> int:
    """Make the checklist and hand it out."""
    from crosswalk.evidence.checklists import STATES, checklist
    from crosswalk.reports.checklist import checklist_report

    if unknown := [word for word in options.only if word not in STATES]:
        raise InputError(f"{unknown[0]!r} is no way to stand; it can be {', '.join(STATES)}.")
    states, options.only = tuple(options.only), []
    graph = desk(options)
    workspace = graph.workspace
    found = checklist(workspace, options.accreditor, choices_of(options, workspace.vocabulary), states)
    shown = shown_of(options, workspace)
    return hand_out(checklist_report(found, workspace.vocabulary, graph.data_version, shown), options)
