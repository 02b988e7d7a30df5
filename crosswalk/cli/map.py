"""``crosswalk map``: the mappings between two frameworks, read from the first."""

from __future__ import annotations

import argparse
import sys

from crosswalk.api import CrosswalkGraph, Record
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, add_hops, print_records
from crosswalk.errors import InputError
from crosswalk.words import DENIED, DERIVED, RELATIONS, SETS, wording

EXAMPLES = (
    "crosswalk map ais-psi ib-psp-2014",
    "crosswalk map ib-psp-2014 ais-psi --set printed --format csv > mappings.csv",
    "crosswalk map ais-psi ib-psp-2020 --include entailed,candidates",
)
COLUMNS: tuple[str, ...] = (
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
#: What ``--include`` adds, by what a person writes for it.
INCLUDED = {"entailed": "entailed", "candidates": "candidate", "contradictions": "contradiction"}
#: The columns that rows have where derived ones stand among them.
DERIVED_COLUMNS = (*COLUMNS, "verdict", "follows", "hubs", "proof")
_SHOWN_DERIVED = ("subject", "subject_label", "in_words", "object", "object_label", "verdict", "hubs")
_SHOWN: tuple[str, ...] = (
    "subject",
    "subject_label",
    "in_words",
    "object",
    "object_label",
    "kind",
    "status",
    "printed_code",
    "read",
)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("first", metavar="FROM", help="the framework to read from, for example ais-psi")
    parser.add_argument("second", metavar="TO", help="the framework to read to, for example ib-psp-2014")
    parser.add_argument(
        "--set", choices=("printed", "judged", "all"), default="all", help="whose claims (default: %(default)s)"
    )
    parser.add_argument(
        "--include",
        type=_included,
        default=(),
        metavar="WHAT",
        help="add what follows from claims: entailed, candidates, contradictions, or several with commas between",
    )
    add_hops(parser)
    add_format(parser, ("text", "csv", "json", "sssom"))


def _included(given: str) -> tuple[str, ...]:
    """The verdicts that ``--include`` names. Raises InputError."""
    wanted = [word.strip() for word in given.split(",") if word.strip()]
    for word in wanted:
        if word not in INCLUDED:
            raise InputError(f"--include does not know {word!r}; it can be {', '.join(INCLUDED)}.")
    return tuple(INCLUDED[word] for word in wanted)


def execute(options: argparse.Namespace) -> int:
    """Print the mappings; CSV and JSON have the columns of `COLUMNS`, the relation as a CURIE.

    With ``--include`` they have those of `DERIVED_COLUMNS`: the verdict tells what is printed, judged or denied from
    what follows.
    """
    graph = opened(options)
    if options.format == "sssom":
        _write(graph, options)
        return 0
    kind = None if options.set == "all" else options.set
    parameters = {"from_framework": options.first, "to_framework": options.second, "with_kind": kind}
    records = [_plain(record) for record in graph.records("list_mappings", **parameters)]
    if options.include:
        found = graph.alignment.rows(options.first, options.second, options.max_hops)
        records += [_derived(row) for row in found if row["verdict"] in options.include]
    columns, shown = (DERIVED_COLUMNS, _SHOWN_DERIVED) if options.include else (COLUMNS, _SHOWN)
    empty = "" if records else _nothing(graph, options)
    print_records(
        records, columns if options.format != "text" else (*columns, *shown), options.format, shown=shown, empty=empty
    )
    return 0


def _write(graph: CrosswalkGraph, options: argparse.Namespace) -> None:
    """Print the mappings as an SSSOM set, and say on standard error what cannot stand in one."""
    from crosswalk import __version__
    from crosswalk.formats.sssom import write
    from crosswalk.graph.proposals import directed, mapping_set

    alignment, labels = graph.alignment, graph.labels()
    first, second = alignment.pair(options.first, options.second)
    kinds = ("printed", "judged") if options.set == "all" else (options.set,)
    claims = {name: claim for name, claim in alignment.claims.values.items() if claim.kind in kinds}
    members = alignment.network.frameworks
    found = directed(claims, members[first], members[second])
    derived = list(alignment.derive(first, second, options.max_hops)) if options.include else []
    entailed = [one for one in derived if one.verdict == "entailed" and "entailed" in options.include]
    title = f"{labels[first]} to {labels[second]}: {', '.join([*kinds, *options.include])}"
    name = "--".join([*kinds, *options.include])
    made = mapping_set(entailed, first, second, title, title + ".", __version__, name, found.claims)
    print(write(made, lambda short: labels.get(short, "")), end="")
    left = sum(one.verdict != "entailed" and one.verdict in options.include for one in derived)
    if left:
        print(f"Left out are {left} rows that are no matches; --format csv lists them.", file=sys.stderr)
    if found.left_out:
        print(
            f"Left out are {found.left_out} claims that are recorded from {second} and cannot be turned; "
            f"crosswalk map {second} {first} --format sssom has them.",
            file=sys.stderr,
        )


def _nothing(graph: CrosswalkGraph, options: argparse.Namespace) -> str:
    """That there is nothing, and by way of which frameworks claims lead from one to the other."""
    whose = "" if options.set == "all" else f"{options.set} "
    said = (
        f"There are no {whose}mappings between {options.first} and {options.second}: not mapped, or not yet looked at."
    )
    if options.first == options.second or options.format != "text":
        return said
    way = graph.alignment.way(options.first, options.second)
    if len(way) > 2:
        said += (
            f" Claims lead there by way of {', '.join(way[1:-1])}; --include entailed,candidates shows what follows."
        )
    return said


def _derived(row: Record) -> Record:
    """A derived row beside the asserted ones: nobody claims it, so it has no kind and no status."""
    follows = row["follows"]
    words = wording(SETS, follows).words if follows else wording(DERIVED, row["verdict"]).words
    return {**row, "in_words": words, "status": "", "citation": "", "kind": "", "printed_code": "", "read": ""}


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
        "verdict": DENIED.words if denied else kind,
        "status": str(record["status"]).removeprefix("xw:"),
        "read": verdict,
    }
