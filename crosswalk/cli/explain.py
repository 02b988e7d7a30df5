"""``crosswalk explain``: what follows for two statements, and every claim that it rests on."""

from __future__ import annotations

import argparse

from crosswalk.alignment.explanation import Explanation
from crosswalk.api import CrosswalkGraph
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, add_hops, print_records, printable

EXAMPLES = (
    "crosswalk explain iste-coaches-2011:5b iste-education-leaders-2018:1d",
    "crosswalk explain ais-psi:3.4 ib-psp-2020:0202-02 --format json",
)
COLUMNS = ("proof", "step", "start", "stop", "claim", "sentence")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("subject", metavar="STATEMENT", help="a statement, for example ais-psi:3.4")
    parser.add_argument("object", metavar="OTHER", help="a statement of another framework")
    add_hops(parser)
    add_format(parser)


def execute(options: argparse.Namespace) -> int:
    """Print the claims between the two, each proof, and what it comes to; as a table one row a step."""
    graph = opened(options)
    found = graph.alignment.explain(options.subject, options.object, options.max_hops)
    if options.format != "text":
        print_records(_rows(found), COLUMNS, options.format)
    elif found is None:
        _nothing(graph, options)
    else:
        _print(found)
    return 0


def _rows(found: Explanation | None) -> list[dict[str, str | int | float | bool | None]]:
    """One row a step; proof 0 are the claims between the two, the last row says what all comes to."""
    if found is None:
        return []
    proofs = [(0, found.direct), *((i, proof.steps) for i, proof in enumerate(found.proofs, 1))]
    rows: list[dict[str, str | int | float | bool | None]] = [
        {"proof": number, "step": i, **step._asdict()} for number, steps in proofs for i, step in enumerate(steps, 1)
    ]
    last = {"start": found.subject, "stop": found.object, "claim": found.verdict, "sentence": found.conclusion}
    return [*rows, {"proof": None, "step": None, **last}]


def _print(found: Explanation) -> None:
    if found.direct:
        print("Claimed of the two:")
        for step in found.direct:
            print(f"  · {printable(step.sentence)}")
    for number, proof in enumerate(found.proofs, 1):
        print(f"Way {number} of {len(found.proofs)}:")
        for step in proof.steps:
            print(f"  · {printable(step.sentence)}")
        print(f"  → {printable(proof.comes_to)}")
    print(printable(found.conclusion))


def _nothing(graph: CrosswalkGraph, options: argparse.Namespace) -> None:
    """Say that nothing follows, and how far apart the two are."""
    print(f"Nothing follows for {options.subject} and {options.object} from chains of {options.max_hops} claims.")
    way = graph.alignment.nearest(options.subject, options.object)
    if not way:
        print("No claims lead from one to the other's framework at all: not mapped, or not yet looked at.")
        return
    print(f"The nearest way has {len(way)} claim{'s' if len(way) > 1 else ''}, of which nothing need follow:")
    for sentence in way:
        print(f"  · {printable(sentence)}")
