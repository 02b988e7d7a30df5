"""``crosswalk report``: the evidence list of a framework, on the terminal or as a file to hand in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crosswalk.api import Record
from crosswalk.cli.desk import add_workspace, desk
from crosswalk.cli.main import Parser
from crosswalk.cli.output import print_json, print_records, printable
from crosswalk.errors import InputError

if TYPE_CHECKING:
    from crosswalk.evidence.choices import Choices
    from crosswalk.evidence.telling import Shown
    from crosswalk.evidence.vocabulary import Vocabulary
    from crosswalk.evidence.workspace import Workspace
    from crosswalk.reports.content import Report

EXAMPLES = (
    "crosswalk report ib-psp-2014 --section C3",
    "crosswalk report ib-psp-2014 --section C3 --format docx --out C3.docx",
    "crosswalk report cis-2016 --only none",
    "crosswalk report ib-psp-2020 --pack visit.zip",
)

FORMATS = ("text", "json", "csv", "spreadsheet-csv", "xlsx", "docx", "pdf", "html")
BINARY = ("xlsx", "docx", "pdf")
_SHOWN = ("statement", "label", "status", "evidence", "why")
_ORDERS = ("framework", "status")


def add_evidence_filters(parser: Parser) -> None:
    """Give a command the options that choose among the evidence."""
    parser.add_argument(
        "--status", action="append", default=[], metavar="STATUS",
        help="only evidence with this status: draft, submitted, accepted or retired; may be repeated",
    )  # fmt: skip
    parser.add_argument("--owner", default="", metavar="NAME", help="only evidence of this owner")
    parser.add_argument(
        "--type", action="append", default=[], metavar="TYPE",
        help="only evidence of this type or category, by code or label; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--from", default="", metavar="DATE", help="only evidence of a time that ends on or after this day"
    )
    parser.add_argument(
        "--to", default="", metavar="DATE", help="only evidence of a time that begins on or before this day"
    )


def add_rules(parser: Parser) -> None:
    """Give a command the options that move what counts."""
    parser.add_argument("--count-expired", action="store_true", help="let expired evidence count as if it had not")
    parser.add_argument(
        "--confidential", action="append", default=[], metavar="ID",
        help="show this confidential record whole, with its files in a pack; 'all' for all of them; may be repeated",
    )  # fmt: skip


def add_output(parser: Parser) -> None:
    """Give a command the options that say where to and as what."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="as what (default: %(default)s)")
    parser.add_argument("--out", metavar="FILE", help="the file to write; without it, on the terminal")


def choices_of(options: argparse.Namespace, vocabulary: Vocabulary) -> Choices:
    """The choices that the options of a command make."""
    from crosswalk.evidence.choices import Choices, line

    return Choices(
        section=getattr(options, "section", "") or "",
        programme=getattr(options, "programme", "") or "",
        standings=tuple(getattr(options, "only", ())),
        statuses=tuple(options.status),
        owner=options.owner,
        types=tuple(options.type),
        period_start=getattr(options, "from"),
        period_end=options.to,
        reviewed_only=getattr(options, "reviewed_only", False),
        count_expired=getattr(options, "count_expired", False),
        lines=tuple(line(given, vocabulary) for given in getattr(options, "least_level", ())),
        max_hops=getattr(options, "max_hops", 2),
    )


def shown_of(options: argparse.Namespace, workspace: Workspace) -> Shown:
    """Which confidential records the options name. Raises UnknownIdentifier, InputError for one that there is not."""
    from crosswalk.evidence.telling import Shown

    named = [workspace.get("evidence", one).id for one in options.confidential if one != "all"]
    return Shown(frozenset(named), "all" in options.confidential)


def configure(parser: Parser) -> None:
    """Declare the options."""
    from crosswalk.cli.output import add_hops

    parser.add_argument("target", metavar="TARGET", help="the framework, for example ib-psp-2014 or cis-2016")
    parser.add_argument("--section", metavar="CODE", help="only this section, such as C3")
    parser.add_argument("--programme", metavar="NAME", help="with the requirements of this programme, such as PYP")
    parser.add_argument(
        "--only", action="append", default=[], metavar="STATUS",
        help="only statements that stand so: full, partial, 'cited only', 'candidate only', none, 'out of scope'; "
        "may be repeated",
    )  # fmt: skip
    add_evidence_filters(parser)
    parser.add_argument("--reviewed-only", action="store_true", help="count only claims that somebody reviewed")
    add_rules(parser)
    parser.add_argument(
        "--least-level", action="append", default=[], metavar="LEVEL",
        help="the lowest level of a scale that counts as full, such as Approaches; may be repeated",
    )  # fmt: skip
    add_hops(parser)
    parser.add_argument("--sort", choices=_ORDERS, default=_ORDERS[0], help="in which order (default: %(default)s)")
    add_output(parser)
    parser.add_argument("--pack", metavar="FILE", help="write a ZIP with the list, an index and the attachments")
    add_workspace(parser)


def execute(options: argparse.Namespace) -> int:
    """Make the list and hand it out."""
    from crosswalk.evidence.lists import evidence_list, in_order
    from crosswalk.graph.publication import replace_file
    from crosswalk.reports.evidence_list import evidence_report

    if options.pack and (options.out or options.format != "text"):
        raise InputError("A pack holds the list in forms of its own; leave out --format and --out, or run twice.")
    graph = desk(options)
    workspace = graph.workspace
    choices = choices_of(options, workspace.vocabulary)
    found = in_order(evidence_list(workspace, graph.alignment, options.target, choices), options.sort)
    shown = shown_of(options, workspace)
    report = evidence_report(found, workspace.vocabulary, graph.data_version, shown)
    if options.pack:
        from crosswalk.reports.pack import pack

        replace_file(options.pack, pack(report, list(found.evidence.values()), workspace, shown))
        print(f"Wrote {options.pack}: {report.title}, {report.subtitle}.")
        return 0
    return hand_out(report, options)


def hand_out(report: Report, options: argparse.Namespace, columns: Sequence[str] = _SHOWN) -> int:
    """Print a report as text, of its rows these columns; or render it to where the options say."""
    if options.format == "text":
        if options.out:
            raise InputError(f"{options.out} needs --format, one of {', '.join(FORMATS[1:])}.")
        print(f"{report.title}: {report.subtitle}")
        for name, told in report.about:
            if not name.startswith("“"):
                print(f"  {name}: {printable(told)}")
        print()
        print_records([_plain(record) for record in report.records], report.fields, "text",
                      empty="Nothing to list.", shown=[name for name in columns if name in report.fields])  # fmt: skip
        return 0
    from crosswalk.cli.files import put_or_print
    from crosswalk.reports.rendering import render

    if options.format == "json" and not options.out:  # the rows alone, as every other command prints them
        print_json(report.records)
        return 0
    put_or_print(options.out, render(report, options.format), options.format in BINARY)
    if options.out:
        print(f"Wrote {options.out}: {report.title}, {report.subtitle}.")
    return 0


def _plain(record: object) -> Record:
    """A row for the terminal: lists in one line, a piece of evidence by its title."""
    made: Record = {}
    for name, value in dict(record).items():  # type: ignore[call-overload]
        if isinstance(value, list):
            value = " | ".join(
                str(one["title"]) if isinstance(one, dict) and "title" in one else str(one) for one in value
            )
        made[str(name)] = str(value)
    return made
