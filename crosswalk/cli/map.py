"""``crosswalk map``: the mappings between two frameworks, read from the first."""

from __future__ import annotations

import argparse

from crosswalk.api import Record
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_records
from crosswalk.words import DENIED, RELATIONS, wording

EXAMPLES = (
    "crosswalk map ais-psi ib-psp-2014",
    "crosswalk map ib-psp-2014 ais-psi --set printed --format csv > mappings.csv",
)
COLUMNS = (
    "subject",
    "subject_label",
    "relation",
    "object",
    "object_label",
    "justification",
    "confidence",
    "author",
    "status",
    "citation",
    "kind",
    "denied",
)
_SHOWN = ("subject", "subject_label", "in_words", "object", "object_label", "kind", "status", "printed_code", "read")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("first", metavar="FROM", help="the framework to read from, for example ais-psi")
    parser.add_argument("second", metavar="TO", help="the framework to read to, for example ib-psp-2014")
    parser.add_argument(
        "--set", choices=("printed", "judged", "all"), default="all", help="whose claims (default: %(default)s)"
    )
    add_format(parser, ("text", "csv", "json"))


def execute(options: argparse.Namespace) -> int:
    """Print the mappings; CSV and JSON have the columns of `COLUMNS`, the relation as a CURIE."""
    kind = None if options.set == "all" else options.set
    parameters = {"from_framework": options.first, "to_framework": options.second, "with_kind": kind}
    records = [_plain(record) for record in opened(options).records("list_mappings", **parameters)]
    whose = "" if kind is None else f"{kind} "
    empty = (
        f"There are no {whose}mappings between {options.first} and {options.second}: not mapped, or not yet looked at."
    )
    print_records(
        records, COLUMNS if options.format != "text" else (*COLUMNS, *_SHOWN), options.format, shown=_SHOWN, empty=empty
    )
    return 0


def _plain(record: Record) -> Record:
    """The record with its relation in words beside it; a denial says so, in the relation too."""
    denied = bool(record["denied"])
    said = wording(RELATIONS, record["relation"]).words
    verdict = str(record["verdict"] or "").removeprefix("xw:")
    kind = str(record["kind"]).removeprefix("xw:")
    return {
        **record,
        "in_words": f"{DENIED.words}: {said}" if denied else said,
        "kind": kind,
        "status": str(record["status"]).removeprefix("xw:"),
        "read": verdict,
    }
