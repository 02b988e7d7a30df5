"""``crosswalk assess``: self-assessment against a rubric, goals, and what the next level asks."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import Any

from crosswalk.api import Record
from crosswalk.cli import subcommands
from crosswalk.cli.desk import add_who, add_workspace, desk, who
from crosswalk.cli.main import Parser
from crosswalk.cli.output import add_format, print_records, printable
from crosswalk.cli.report import FORMATS, hand_out
from crosswalk.cli.subcommands import Subcommand, execute
from crosswalk.errors import InputError, UnknownIdentifier

EXAMPLES = (
    "crosswalk assess start --person AB --title 'Autumn 2026' --id ab-2026",
    "crosswalk assess rate ab-2026 3-assistive Approaches --evidence plan-1 --reflection 'Only when asked.'",
    "crosswalk assess next ab-2026 --psi PSI3",
    "crosswalk assess translate ab-2026 ib-psp-2014",
)

__all__ = ["EXAMPLES", "configure", "execute"]

_PARTS = ("specific", "measurable", "achievable", "relevant")
_NEXT = ("psi", "criterion", "label", "level", "next_level", "next")
_COMPARED = ("psi", "criterion", "label", "levels", "change")
_TRANSLATED = ("statement", "label", "status", "from", "indicators", "criteria", "claims", "note")


def configure(parser: Parser) -> None:
    """Declare the actions and their options."""
    subcommands.configure(parser, SUBCOMMANDS)


def _cycle(parser: Parser) -> None:
    parser.add_argument("cycle", metavar="CYCLE", help="the identifier of the cycle, or how it begins")


def _configure_start(parser: Parser) -> None:
    parser.add_argument("--person", required=True, metavar="CODE", help="initials or a code, no full name")
    parser.add_argument("--title", required=True, metavar="TEXT", help="what this round is called, such as Autumn 2026")
    parser.add_argument("--framework", default="ais-psi", help="whose rubric is used (default: %(default)s)")
    parser.add_argument("--from", metavar="DATE", help="the first day of the time assessed, as 2026-08-01")
    parser.add_argument("--to", metavar="DATE", help="the last day of the time assessed")
    parser.add_argument("--id", metavar="ID", help="an identifier of your own (default: one is made)")
    add_who(parser)
    add_workspace(parser)


def _start(options: argparse.Namespace) -> int:
    from crosswalk.evidence.assessment import start

    given = {
        "person": options.person, "title": options.title, "framework": options.framework,
        "period_start": getattr(options, "from"), "period_end": options.to,
    }  # fmt: skip
    stored = start(desk(options).workspace, given, who(options), options.id or "")
    print(f"Started {stored.id} {stored.body['title']} of {stored.body['person']}.")
    return 0


def _configure_list(parser: Parser) -> None:
    parser.add_argument("--person", metavar="CODE", help="only the cycles of this person")
    add_format(parser)
    add_workspace(parser)


def _list(options: argparse.Namespace) -> int:
    from crosswalk.evidence.assessment import profile

    workspace = desk(options).workspace
    rows: list[Record] = []
    for one in workspace.records("cycle"):
        if options.person in (None, one.body["person"]):
            row: Record = {name: one.body[name] for name in ("person", "title", "framework", "status")}
            rows.append({"id": one.id, **row})
            with suppress(InputError):  # a cycle by a rubric that is not in the data any more
                found = profile(workspace, one.id)
                rated = sum(r.rating is not None for r in found.rated)
                rows[-1] |= {"rated": rated, "criteria": len(found.rated), "goals": len(found.goals)}
    columns = ("id", "person", "title", "framework", "status", "rated", "criteria", "goals")
    print_records(rows, columns, options.format, empty="There is no cycle yet; crosswalk assess start opens one.")
    return 0


def _configure_rate(parser: Parser) -> None:
    _cycle(parser)
    parser.add_argument("criterion", metavar="CRITERION", help="a criterion such as 3-assistive, or a PSI such as PSI3")
    parser.add_argument("level", metavar="LEVEL", help="Exceeds, Meets, Approaches or 'Does not meet'")
    parser.add_argument(
        "--evidence", action="append", default=[], metavar="ID", help="evidence for it; may be repeated"
    )
    parser.add_argument("--reflection", metavar="TEXT", help="why this level, in your own words")
    add_who(parser)
    add_workspace(parser)


def _rate(options: argparse.Namespace) -> int:
    from crosswalk.evidence.assessment import rate

    workspace = desk(options).workspace
    given: dict[str, Any] = {"about": options.criterion, "level": options.level}
    given |= {"evidence": options.evidence} if options.evidence else {}
    given |= {"reflection": options.reflection} if options.reflection is not None else {}
    stored = rate(workspace, options.cycle, given, who(options))
    print(f"{options.criterion}: {workspace.vocabulary.level_label(stored.body['level'])} (revision {stored.number}).")
    return 0


def _configure_goal(parser: Parser) -> None:
    _cycle(parser)
    parser.add_argument("about", metavar="STATEMENT", help="the PSI or indicator that it is to move forward")
    for part, question in zip(_PARTS, ("what is to be reached", "how it will be seen", "what makes it possible",
                                       "why it matters"), strict=True):  # fmt: skip
        parser.add_argument(f"--{part}", required=True, metavar="TEXT", help=question)
    parser.add_argument("--due", required=True, metavar="DATE", help="the day by which it is to be reached")
    parser.add_argument("--id", metavar="ID", help="an identifier of your own (default: one is made)")
    add_who(parser)
    add_workspace(parser)


def _goal(options: argparse.Namespace) -> int:
    from crosswalk.evidence.assessment import add_goal

    given = {name: getattr(options, name) for name in (*_PARTS, "about", "due")}
    stored = add_goal(desk(options).workspace, options.cycle, given, who(options), options.id or "")
    print(f"Set the goal {stored.id} for {stored.body['about']}, by {stored.body['due']}.")
    return 0


def _configure_progress(parser: Parser) -> None:
    parser.add_argument("goal", metavar="GOAL", help="the identifier of the goal, or how it begins")
    parser.add_argument("--progress", metavar="NUMBER", help="how far it has come, 0 to 100")
    parser.add_argument("--note", metavar="TEXT", help="what was done since, and what is next")
    parser.add_argument("--status", metavar="STATUS", help="open, achieved or dropped")
    add_who(parser)
    add_workspace(parser)


def _progress(options: argparse.Namespace) -> int:
    workspace = desk(options).workspace
    stored = workspace.get("goal", options.goal)
    named = {"progress": options.progress, "progress_note": options.note, "status": options.status}
    given = {name: value for name, value in named.items() if value is not None}
    changed = workspace.edit("goal", stored.id, stored.number, given, who(options))
    print(
        f"{changed.id}: {changed.body['status']}, {changed.body.get('progress', 0)} of 100 (revision {changed.number})."
    )
    return 0


def _configure_show(parser: Parser) -> None:
    _cycle(parser)
    parser.add_argument("--translate", metavar="FRAMEWORK", help="with the translation to another framework")
    parser.add_argument("--format", choices=FORMATS, default="text", help="as what (default: %(default)s)")
    parser.add_argument("--out", metavar="FILE", help="the file to write; without it, on the terminal")
    add_workspace(parser)


def _show(options: argparse.Namespace) -> int:
    from crosswalk.evidence.assessment import profile
    from crosswalk.evidence.translation import translate
    from crosswalk.reports.growth import growth_report

    graph = desk(options)
    known = graph.workspace.vocabulary
    found = profile(graph.workspace, options.cycle)
    translated = translate(found, known, graph.alignment, options.translate) if options.translate else None
    return hand_out(
        growth_report(found, known, graph.data_version, translated),
        options,
        ("criterion", "label", "level", "next_level"),
    )


def _configure_next(parser: Parser) -> None:
    _cycle(parser)
    parser.add_argument("--psi", metavar="PSI", help="only the criteria of this PSI, such as PSI3")
    add_format(parser)
    add_workspace(parser)


def _next(options: argparse.Namespace) -> int:
    from crosswalk.evidence.assessment import profile
    from crosswalk.reports.growth import records

    workspace = desk(options).workspace
    known = workspace.vocabulary
    wanted = known.place(options.psi).replace("/", ":", 1) if options.psi else None
    subjects = {criterion.subject for criterion in known.criteria.values()}
    if wanted is not None and wanted not in subjects:
        raise UnknownIdentifier(f"{options.psi!r} is no PSI of a rubric; it can be {', '.join(sorted(subjects))}.")
    rows = [
        {**row, "next": " ".join(row["next"])}
        for row in records(profile(workspace, options.cycle), known)
        if wanted in (None, row["psi"]) and row["next"]
    ]
    if options.format != "text":
        print_records(rows, _NEXT, options.format)
        return 0
    for row in rows:
        print(f"{row['criterion']} {row['label']}: {row['level']}")
        print(f"  {printable(row['next'])}")
    return 0


def _configure_compare(parser: Parser) -> None:
    parser.add_argument("cycles", nargs="+", metavar="CYCLE", help="two cycles or more, the earliest first")
    add_format(parser)
    add_workspace(parser)


def _compare(options: argparse.Namespace) -> int:
    from crosswalk.evidence.assessment import compare, profile
    from crosswalk.reports.growth import comparison_rows

    workspace = desk(options).workspace
    found = compare([profile(workspace, cycle) for cycle in options.cycles])
    print_records(comparison_rows(found), _COMPARED, options.format)
    return 0


def _configure_translate(parser: Parser) -> None:
    _cycle(parser)
    parser.add_argument("target", metavar="FRAMEWORK", help="the framework, such as iste-coaches-2011 or ib-psp-2014")
    add_format(parser)
    add_workspace(parser)


def _translate(options: argparse.Namespace) -> int:
    import sys

    from crosswalk.evidence.assessment import profile
    from crosswalk.evidence.translation import LABEL, translate
    from crosswalk.reports.growth import translation_note, translation_rows

    graph = desk(options)
    known = graph.workspace.vocabulary
    found = translate(profile(graph.workspace, options.cycle), known, graph.alignment, options.target)
    print(LABEL, file=sys.stderr)
    print(translation_note(found), file=sys.stderr)
    rows: list[Record] = [
        {name: " ".join(value) if isinstance(value, list) else value for name, value in row.items()}
        for row in translation_rows(found, known)
    ]
    empty = "Nothing of this profile bears on it."
    print_records(rows, _TRANSLATED, options.format, empty=empty, shown=_TRANSLATED[:4])
    return 0


def _configure_close(parser: Parser) -> None:
    _cycle(parser)
    parser.add_argument("--reopen", action="store_true", help="open it again instead")
    add_who(parser)
    add_workspace(parser)


def _close(options: argparse.Namespace) -> int:
    workspace = desk(options).workspace
    stored = workspace.get("cycle", options.cycle)
    status = "open" if options.reopen else "closed"
    changed = workspace.edit("cycle", stored.id, stored.number, {"status": status}, who(options))
    print(f"{changed.id} {changed.body['title']} is {changed.body['status']}.")
    return 0


SUBCOMMANDS = {
    "start": Subcommand("open a cycle of self-assessment", _configure_start, _start),
    "list": Subcommand("list the cycles", _configure_list, _list),
    "rate": Subcommand("rate a criterion, or a PSI as a whole; again, to change it", _configure_rate, _rate),
    "goal": Subcommand("set a goal in five parts", _configure_goal, _goal),
    "progress": Subcommand("say how far a goal has come", _configure_progress, _progress),
    "show": Subcommand("show the growth record of a cycle, or write it to a file", _configure_show, _show),
    "next": Subcommand("say what the next level asks, in the rubric's own words", _configure_next, _next),
    "close": Subcommand("close a cycle, so that nothing in it is rated any more", _configure_close, _close),
    "compare": Subcommand("compare cycles, criterion by criterion", _configure_compare, _compare),
    "translate": Subcommand("say what a profile means for another framework", _configure_translate, _translate),
}
