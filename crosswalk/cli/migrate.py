"""``crosswalk migrate``: what a framework is mapped to in an older edition, carried over to the newer one."""

from __future__ import annotations

import argparse
import sys

from crosswalk.alignment.migration import Migration
from crosswalk.api import CrosswalkGraph, Record
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import FORMATS, add_format, print_records, printable
from crosswalk.cli.supersede import remarks, tell
from crosswalk.graph.editions import MIGRATION_COLUMNS
from crosswalk.words import DERIVED, OPEN, SETS, wording

EXAMPLES = (
    "crosswalk migrate ais-psi ib-psp-2014 ib-psp-2020",
    "crosswalk migrate iste-coaches-2011 iste-administrators-2009-td iste-education-leaders-2018 --format sssom",
)
_SHOWN = ("subject", "subject_label", "verdict", "in_words", "object", "object_label", "hubs", "changes")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("framework", metavar="FRAMEWORK", help="the framework to carry over, for example ais-psi")
    parser.add_argument("older", metavar="OLDER", help="the edition that it is mapped to, for example ib-psp-2014")
    parser.add_argument("newer", metavar="NEWER", help="the edition that takes its place, for example ib-psp-2020")
    add_format(parser, (*FORMATS, "sssom"))


def execute(options: argparse.Namespace) -> int:
    """Print the migration with the columns of `MIGRATION_COLUMNS`; as SSSOM what is entailed, which may be nothing."""
    graph = opened(options)
    found = graph.alignment.migration(options.framework, options.older, options.newer)
    tell(remarks(graph, graph.alignment.supersession(found.older, found.newer)), options.format)
    if options.format == "sssom":
        _write(graph, found)
        return 0
    rows = [{**row, "in_words": _words(row, found.older)} for row in graph.alignment.migration_rows(found)]
    if options.format == "text":
        _summary(graph, found)
    columns = MIGRATION_COLUMNS if options.format != "text" else (*MIGRATION_COLUMNS, *_SHOWN)
    empty = f"No statement of {found.framework} is at its mapping level, and none is related to {found.older}."
    print_records(rows, columns, options.format, shown=_SHOWN, empty=empty)
    return 0


def _words(row: Record, older: str) -> str:
    """What follows in words, or where the claims end; what is no match is not called one."""
    if row["verdict"] == OPEN.words:
        return "no claim leads on" if row["hubs"] else f"no claim leads to {older}"
    return wording(SETS, row["follows"]).words if row["follows"] else ""


def _summary(graph: CrosswalkGraph, found: Migration) -> None:
    """How many statements have a proposal, and how many rows there are of each verdict, each with what it means."""
    labels = graph.labels()
    names = [labels[name] for name in (found.framework, found.newer, found.older)]
    level = graph.alignment.edition(found.framework).level
    proposed = {proposal.derived.subject for proposal in found.proposals} & set(level)
    print(printable("{} → {}, by way of {}:".format(*names)))
    print(f"  {len(proposed)} of the {len(level)} statements at the mapping level have a proposal.")
    counts = {**found.counts(), OPEN.words: len(found.open)}
    for verdict, count in counts.items():
        said = DERIVED.get(verdict, OPEN)
        if count or verdict == "entailed":
            print(f"  {count:>4} {said.words}: {said.definition}")
    print()


def _write(graph: CrosswalkGraph, found: Migration) -> None:
    """Print the entailed rows as a mapping set, and say on standard error what is not among them."""
    from crosswalk import __version__
    from crosswalk.formats.sssom import write
    from crosswalk.graph.proposals import mapping_set, written

    labels = graph.labels()
    shown: dict[str, str] = {}

    def address(short: str) -> str:
        found = written(short, graph.resolve(short).value)
        shown[found] = labels.get(short, "")
        return found

    made = mapping_set(
        [proposal.derived for proposal in found.proposals],
        found.framework,
        found.newer,
        f"{labels[found.framework]} to {labels[found.newer]}, by way of {labels[found.older]}",
        f"What follows for {labels[found.framework]} and {labels[found.newer]} from the claims that relate both to "
        f"{labels[found.older]}; nobody claims it, and each row names the claims that it rests on.",
        __version__,
        f"by-way-of-{found.older}",
        address=address,
    )
    print(write(made, lambda name: shown.get(name, "")), end="")
    counts = found.counts()
    if left := counts["candidate"] + counts["contradiction"] + len(found.open):
        print(
            f"Left out are {counts['candidate']} candidates and {counts['contradiction']} contradictions, which are no "
            f"matches, and {len(found.open)} open rows, {left} in all; crosswalk migrate {found.framework} "
            f"{found.older} {found.newer} --format csv lists them.",
            file=sys.stderr,
        )
