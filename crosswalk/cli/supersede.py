"""``crosswalk supersede``: what became of each statement of an older edition in a newer one, and what rests on it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from crosswalk.alignment.lineage import standing
from crosswalk.alignment.supersession import Diff
from crosswalk.api import CrosswalkGraph, Record
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_records, printable
from crosswalk.graph.editions import CHANGE_COLUMNS, IMPACT_COLUMNS
from crosswalk.words import CHANGES, DENIED, RELATIONS, SETS, wording

EXAMPLES = (
    "crosswalk supersede iste-coaches-2011 iste-coaches-2019",
    "crosswalk supersede ib-psp-2014 ib-psp-2020 --impact --format csv > impact.csv",
)
_SHOWN = ("change", "statement", "label", "in_words", "counterpart", "counterpart_label")
_SHOWN_IMPACT = ("change", "statement", "part", "subject", "in_words", "object", "other_label", "author_label")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("older", metavar="OLDER", help="the older edition, for example ib-psp-2014")
    parser.add_argument("newer", metavar="NEWER", help="the newer edition, for example ib-psp-2020")
    parser.add_argument(
        "--impact", action="store_true", help="list the claims and conclusions that rest on what changed instead"
    )
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the changes with the columns of `CHANGE_COLUMNS`, or what rests on them with those of `IMPACT_COLUMNS`.

    What is to be known of the two editions comes first, in a table for programs on standard error.
    """
    graph = opened(options)
    diff = graph.alignment.supersession(options.older, options.newer)
    tell(remarks(graph, diff), options.format)
    if options.format == "text":
        _summary(graph, diff)
    if options.impact:
        rows = graph.alignment.impact_rows(diff)
        empty = "Everything was kept: nothing rests on a statement that changed."
        _print(rows, IMPACT_COLUMNS, _SHOWN_IMPACT, options.format, empty)
    else:
        _print(graph.alignment.change_rows(diff), CHANGE_COLUMNS, _SHOWN, options.format, "Neither has statements.")
    return 0


def remarks(graph: CrosswalkGraph, diff: Diff) -> tuple[str, ...]:
    """What is to be known before two editions are compared, in sentences: how they stand, how far they are reviewed."""
    reviewed = any(change.kind != "not reviewed" for change in (*diff.changes, *diff.others))
    said = standing(graph.alignment.lineage(diff.older, diff.newer), reviewed)
    unseen = diff.counts()["not reviewed"]
    if unseen and reviewed:
        said += (
            f"{unseen} of the {len(diff.changes)} statements of {diff.older} were not reviewed, so what counts as new "
            "may be met by one of them.",
        )
    return said


def tell(sentences: Iterable[str], form: str) -> None:
    """Print sentences, where a program reads the output on standard error."""
    for sentence in sentences:
        print(printable(sentence), file=sys.stdout if form == "text" else sys.stderr)


def _summary(graph: CrosswalkGraph, diff: Diff) -> None:
    """How many statements changed in each way, each way with what it means."""
    labels = graph.labels()
    older, newer = labels[diff.older], labels[diff.newer]
    print(printable(f"{older} → {newer}: {len(diff.changes)} statements at the mapping level of the older edition."))
    for kind, count in diff.counts().items():
        if count:
            print(f"  {count:>4} {CHANGES[kind].words}: {CHANGES[kind].definition}")
    print()


def _print(rows: Iterable[Record], columns: tuple[str, ...], shown: tuple[str, ...], form: str, empty: str) -> None:
    found = [{**row, "in_words": _words(row)} for row in rows]
    print_records(found, columns if form != "text" else (*columns, *shown), form, shown=shown, empty=empty)


def _words(row: Record) -> str:
    """The relation of a row in words, with the set relation that its claim declares; a denial says so."""
    if not row["relation"]:
        return "nothing rests on it" if row.get("part") == "nothing" else ""
    said = wording(RELATIONS, row["relation"]).words
    if row.get("set_relation"):
        said += f", {wording(SETS, row['set_relation']).words}"
    return f"{DENIED.words}: {said}" if row.get("denied") else said
