"""``crosswalk agree``: how far two sets of claims between the same two frameworks agree."""

from __future__ import annotations

import argparse

from crosswalk.alignment.agreement import DENIED, NO_CLAIM, OUTCOMES, Agreement, Kappa
from crosswalk.api import Record
from crosswalk.cli.comparison import add_set, labelled, opened_set
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_json, print_records, print_table, printable
from crosswalk.words import AGREEMENTS, DISAGREEMENT, RELATIONS, wording
from crosswalk.words import DENIED as DENIES

EXAMPLES = (
    "crosswalk agree ais-psi ib-psp-2014",
    "crosswalk agree ais-psi ib-psp-2014 --second ours.sssom.tsv --format csv > differences.csv",
)
COLUMNS = ("subject", "subject_label", "object", "object_label", "first", "second", "outcome")
_SHOWN = ("subject", "subject_label", "object", "object_label", "first_says", "second_says", "so")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("source", metavar="FROM", help="a framework; pairs are read from it")
    parser.add_argument("target", metavar="TO", help="another framework")
    add_set(parser, "--first", "printed", "one set of claims")
    add_set(parser, "--second", "judged", "the other set")
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print what comes to what, and the pairs that differ; as a table every pair, JSON has the counts and kappas too.

    In a table `first` and `second` are a predicate read from FROM to TO, "denied", or "no claim".
    """
    graph = opened(options)
    sets = [opened_set(graph, given, options) for given in (options.first, options.second)]
    found = graph.alignment.agree(options.source, options.target, *sets)
    records = [labelled(graph, pair._asdict()) for pair in found.pairs]
    if options.format == "json":
        said = {"first": sets[0].name, "second": sets[1].name, "counts": found.counts}
        kappas = {name: getattr(found, name)._asdict() for name in ("relations", "links")}
        print_json({**said, "kappa": kappas, "pairs": [{name: row[name] for name in COLUMNS} for row in records]})
    elif options.format != "text":
        print_records(records, COLUMNS, options.format)
    else:
        _print(found, records, (sets[0].name, sets[1].name))
    return 0


def _print(found: Agreement, records: list[Record], names: tuple[str, str]) -> None:
    print(f"The first set is {printable(names[0])}, the second {printable(names[1])}. Of {len(found.pairs)} pairs:")
    for outcome in OUTCOMES:
        if found.counts[outcome]:
            said = AGREEMENTS[outcome]
            print(f"  {said.sign} {found.counts[outcome]} {said.words}. {said.definition}")
    print(DISAGREEMENT)
    over = f"over the {found.relations.pairs} pairs that at least one of them links"
    print(f"Cohen's kappa {over}, each relation for itself: {_kappa(found.relations)}")
    print(f"The same with all relations taken as one: {_kappa(found.links)}")
    if found.relations.pairs:
        print("\nWhat the first says, row by row, against what the second says:")
        columns = [_said(category) for category in found.relations.categories]
        table = [[said, *map(str, row)] for said, row in zip(columns, found.relations.table, strict=True)]
        print_table(table, ["", *columns])
    differing = [_in_words(row) for row in records if row["outcome"] != "same" and row["first"] != row["second"]]
    print("\nThe pairs on which they differ:" if differing else "\nThere is no pair on which they differ.")
    if differing:
        print_records(differing, (*COLUMNS, *_SHOWN), "text", shown=_SHOWN)


def _kappa(found: Kappa) -> str:
    if found.observed is None or found.expected is None:
        return "not defined, since there is no pair."
    shares = f"they say the same of {found.observed:.0%}, by chance they would of {found.expected:.0%}"
    if found.value is None:
        return f"not defined ({shares}: both say one thing of every pair)."
    constant = [which for which, sums in zip(("first", "second"), _sums(found), strict=True) if len(sums) == 1]
    said = f"; the {constant[0]} says one thing of every pair, so it cannot be above 0" if constant else ""
    return f"{found.value:.2f} ({shares}{said})."


def _sums(found: Kappa) -> tuple[list[int], list[int]]:
    """How often the first, and how often the second, says each of the things that it says at all."""
    rows, columns = map(sum, found.table), map(sum, zip(*found.table, strict=True))
    return [count for count in rows if count], [count for count in columns if count]


def _in_words(row: Record) -> Record:
    said = {f"{which}_says": _said(str(row[which])) for which in ("first", "second")}
    return {**row, **said, "so": AGREEMENTS[str(row["outcome"])].words}


def _said(category: str) -> str:
    if category == DENIED:
        return DENIES.words
    return category if category == NO_CLAIM else wording(RELATIONS, category).words
