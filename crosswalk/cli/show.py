"""``crosswalk show``: one statement with everything known of it, and the words each link was read from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from crosswalk.api import Record, StatementView
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import add_format, print_json, printable
from crosswalk.vocabulary import BASE, NO_TERM_FOUND
from crosswalk.words import (
    BASES,
    DENIED,
    EXTENTS,
    JUSTIFICATIONS,
    KINDS,
    NOTHING_FOUND,
    OWN_COPY,
    RELATIONS,
    STATUSES,
    VERDICTS,
    disagreement,
    printed_first,
    relation_from,
    wording,
)

EXAMPLES = ("crosswalk show ais-psi:3.4", "crosswalk show ib-psp-2014:B2.8 --format json")


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("statement", help="a framework and a code, such as ais-psi:3.4")
    workspace = "the folder with your own copies' wording (default: CROSSWALK_WORKSPACE, else your user data folder)"
    parser.add_argument("--workspace", metavar="DIR", help=workspace)
    add_format(parser, ("text", "json"))


def execute(options: argparse.Namespace) -> int:
    """Print the statement."""
    view = opened(options, options.workspace).statement(options.statement)
    if options.format == "json":
        # The wording is private: for eyes only.
        print_json({name: value for name, value in view._asdict().items() if name != "wording"})
    else:
        for line in describe(view):
            print(printable(line))
    return 0


def describe(view: StatementView) -> list[str]:
    """The lines of the page, for a terminal."""
    return [
        *_facts(view),
        *_mappings(view),
        *_joint(view),
        *_unresolved(view),
        *_rubric(view),
        "",
        str(view.facts["rights"]),
    ]


def _facts(view: StatementView) -> list[str]:
    facts = view.facts
    lines = [f"{view.short}  {facts['label']}"]
    programme = f", {facts['programme']}" if facts["programme"] else ""
    lines.append(f"  {facts['type_label']} of {facts['framework_label']}{programme}")
    if facts["title"]:
        lines.append(f"  printed title: {facts['title']}")
    if facts["text"]:
        lines.append(f"  printed words: “{facts['text']}”")
    if view.wording:
        lines.append(f"  {OWN_COPY}: “{view.wording}”")
    if facts["gloss"]:
        whose = "in our words" if view.iri.startswith(BASE) else "note"
        lines.append(f"  {whose}: {facts['gloss']}")
    note = f" ({facts['verification_note']})" if facts["verification_note"] else ""
    lines.append(f"  {facts['verification_label']}{note}")
    lines += [f"  under {above['relative']}  {above['label']}" for above in view.above]
    if view.below:
        lines += ["", "Below it"]
        lines += [f"  {below['relative']}  {below['label']}" for below in view.below]
    return lines


def _mappings(view: StatementView) -> list[str]:
    if not view.mappings:
        return ["", "No mapping names this statement: not mapped, or not yet looked at."]
    lines: list[str] = []
    framework: object = None
    disputed = view.disagreements()
    for record in _in_order(view.mappings):
        if record["other_framework"] != framework:
            framework = record["other_framework"]
            lines += ["", str(record["other_framework_label"] or framework)]
        other = str(record["other"])
        if other in disputed:
            lines.append(f"  ! {other}: {disagreement(disputed.pop(other))}")
        lines += _nothing_found(record) if other == NO_TERM_FOUND else _claim(record)
    return lines


def _in_order(records: Sequence[Record]) -> Iterator[Record]:
    for _, pair in groupby(records, key=itemgetter("direction", "other_framework", "other")):
        yield from printed_first(pair)


def _nothing_found(record: Record) -> list[str]:
    sure = "confidence not stated" if record["confidence"] is None else f"confidence {record['confidence']}"
    lines = [
        f"  {NOTHING_FOUND.sign} {NOTHING_FOUND.words}",
        f"      {wording(KINDS, record['kind']).words}, {wording(STATUSES, record['status']).words}, {sure}",
        f"      by {record['author_label']}",
    ]
    return [*lines, f"      because {record['reason']}"] if record["reason"] else lines


def _claim(record: Record) -> list[str]:
    relation = relation_from(str(record["relation"]), str(record["direction"]))
    said = wording(RELATIONS, relation)
    kind = wording(KINDS, record["kind"])
    sure = "confidence not stated" if record["confidence"] is None else f"confidence {record['confidence']}"
    ground = JUSTIFICATIONS.get(str(record["justification"]), str(record["justification"]))
    sign, said_words = (DENIED.sign, f"{DENIED.words}: {said.words}") if record["denied"] else (said.sign, said.words)
    lines = [
        f"  {sign} {said_words} {record['other']}  {record['other_label'] or ''}",
        f"      {kind.words}, {wording(STATUSES, record['status']).words}, {ground}, {sure}",
        f"      by {record['author_label']}",
    ]
    if record["basis"]:
        lines.append(f"      having read {wording(BASES, record['basis']).words}")
    if record["reason"]:
        lines.append(f"      because {record['reason']}")
    if record["printed_code"]:
        verdict = wording(VERDICTS, record["verdict"]).words
        lines.append(
            f"      from “{record['printed_text']}” at character {record['start']}: {record['printed_code']}, {verdict}"
        )
    if record["resolved_through"]:
        lines.append(f"      explained by {record['resolved_through']}")
    if record["note"]:
        lines.append(f"      note: {record['note']}")
    return lines


def _joint(view: StatementView) -> list[str]:
    lines = ["", "Together with others"] if view.joint else []
    for record in view.joint:
        extent = wording(EXTENTS, record["extent"]).words
        together = " + ".join(str(record["subjects"]).split())
        lines += [
            f"  {together} {extent} {record['object']}  {record['object_label']}",
            f"      judged, {wording(STATUSES, record['status']).words}, confidence {record['confidence']}",
            f"      by {record['author_label']}",
            f"      because {record['reason']}",
        ]
    return lines


def _unresolved(view: StatementView) -> list[str]:
    if not view.unresolved:
        return []
    lines = ["", "Printed codes that point at nothing"]
    for record in view.unresolved:
        lines.append(f"  ! {record['printed_code']} in “{record['printed_text']}”: {record['verdict_label']}")
        if record["nearest"]:
            lines.append(f"      nearest existing codes: {', '.join(str(record['nearest']).split())}; none is linked")
        if record["note"]:
            lines.append(f"      note: {record['note']}")
    return lines


def _rubric(view: StatementView) -> list[str]:
    if not view.rubric:
        return []
    lines = ["", "Rubric (which criteria bear on it is our judgement)"]
    criterion: object = None
    for record in view.rubric:
        if record["criterion"] != criterion:
            criterion = record["criterion"]
            lines.append(f"  {record['criterion_label']}")
        words = " ".join(str(part) for part in (record["stem"], record["text"]) if part)
        lines.append(f"    {record['level_label']}: {words or '(the words are not held here)'}")
    return lines
