"""``crosswalk evidence``: the register of evidence, record by record."""

from __future__ import annotations

import argparse
from typing import Any

from crosswalk.api import Record
from crosswalk.cli import subcommands
from crosswalk.cli.desk import add_who, add_workspace, desk, plain, print_record, who
from crosswalk.cli.evidence_sheets import IMPORT, TEMPLATE
from crosswalk.cli.evidence_writing import ADD, EDIT
from crosswalk.cli.main import Parser
from crosswalk.cli.output import add_format, print_json, print_records
from crosswalk.cli.subcommands import Subcommand, execute
from crosswalk.evidence.database import Stored
from crosswalk.evidence.vocabulary import Vocabulary

EXAMPLES = (
    "crosswalk evidence add --title 'Assistive technology plan' --type policy-2 --supports ais-psi:3.4 --level Meets",
    "crosswalk evidence list --status accepted --format csv",
    "crosswalk evidence template --out register.xlsx",
    "crosswalk evidence import register.xlsx --dry-run",
    "crosswalk evidence exclude ib-psp-2014:C3.15 --reason 'The school has no such programme.'",
)

LIST_COLUMNS = (
    "id", "title", "type", "status", "supports", "date", "expires", "owner", "confidential", "link", "attachments",
)  # fmt: skip
_SHOWN = ("id", "title", "type", "status", "supports", "owner", "expires")
_HISTORY_COLUMNS = ("revision", "change", "at", "who", "what", "reason", "fields")

__all__ = ["EXAMPLES", "configure", "execute"]


def configure(parser: Parser) -> None:
    """Declare the actions and their options."""
    subcommands.configure(parser, SUBCOMMANDS)


def _configure_list(parser: Parser) -> None:
    from crosswalk.cli.report import add_evidence_filters

    parser.add_argument("--statement", metavar="STATEMENT", help="only evidence that supports this statement")
    add_evidence_filters(parser)
    add_format(parser)
    add_workspace(parser)


def _list(options: argparse.Namespace) -> int:
    from crosswalk.cli.report import choices_of
    from crosswalk.evidence.choices import checked, chosen

    workspace = desk(options).workspace
    known = workspace.vocabulary
    choices = checked(choices_of(options, known), known)
    found = chosen(workspace.records("evidence", retired=True), choices, known)
    if options.statement:
        wanted = known.statement(options.statement)
        found = [one for one in found if any(s["statement"] == wanted for s in one.body.get("supports", ()))]
    rows = [_row(stored, known) for stored in found]
    if options.format == "json":
        print_json(rows)
        return 0
    empty = "There is no such evidence yet; crosswalk evidence add, or import, puts some in."
    flat = [{**row, "supports": " ".join(row["supports"])} for row in rows]
    print_records(flat, LIST_COLUMNS, options.format, empty=empty, shown=_SHOWN)
    return 0


def _row(stored: Stored, known: Vocabulary) -> dict[str, Any]:
    """A record as the list shows it; what it supports as short forms."""
    body = stored.body
    type_ = known.types.get(body["type"])
    return {
        **{name: body.get(name, "") for name in LIST_COLUMNS},
        "id": stored.id,
        "type": type_.label if type_ else body["type"],
        "supports": [known.shown(one["statement"]) for one in body.get("supports", ())],
        "confidential": bool(body.get("confidential")),
        "attachments": len(body.get("attachments", ())),
    }


def _configure_show(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="the identifier, or how it begins")
    add_format(parser, ("text", "json"))
    add_workspace(parser)


def _show(options: argparse.Namespace) -> int:
    workspace = desk(options).workspace
    stored = workspace.get("evidence", options.id)
    if options.format == "json":
        print_json(plain(stored, workspace.vocabulary))
    else:
        print_record(stored, workspace.vocabulary)
    return 0


def _configure_retire(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="the identifier, or how it begins")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why it no longer counts")
    add_who(parser)
    add_workspace(parser)


def _retire(options: argparse.Namespace) -> int:
    workspace = desk(options).workspace
    stored = workspace.retire("evidence", options.id, options.reason, who(options))
    print(f"Retired {stored.id} {stored.body['title']}; crosswalk workspace undo {stored.change} takes that back.")
    return 0


def _configure_history(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="the identifier, or how it begins")
    add_format(parser)
    add_workspace(parser)


def _history(options: argparse.Namespace) -> int:
    rows: list[Record] = []
    for revision in desk(options).workspace.history("evidence", options.id):
        before, after = revision.before or {}, revision.after
        names = sorted(n for n in {*before, *after} if before.get(n) != after.get(n))
        change = revision.change
        fields = "; ".join(f"{n}: {before.get(n, '–')} → {after.get(n, '–')}" for n in names)
        rows.append(
            {"revision": revision.number, "change": change.number, "at": change.at, "who": change.who,
             "what": change.what, "reason": change.reason, "fields": fields}
        )  # fmt: skip
    print_records(rows, _HISTORY_COLUMNS, options.format)
    return 0


def _configure_exclude(parser: Parser) -> None:
    parser.add_argument("statement", metavar="STATEMENT", help="the statement or section that does not apply")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why it does not apply")
    add_who(parser)
    add_workspace(parser)


def _exclude(options: argparse.Namespace) -> int:
    from datetime import date

    workspace = desk(options).workspace
    given = {"about": options.statement, "reason": options.reason, "date": date.today().isoformat()}
    stored = workspace.add("decision", given, who(options))
    print(f"{stored.body['about']} is out of scope; crosswalk evidence include takes that back.")
    return 0


def _configure_include(parser: Parser) -> None:
    parser.add_argument("statement", metavar="STATEMENT", help="the statement or section that applies after all")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why it applies after all")
    add_who(parser)
    add_workspace(parser)


def _include(options: argparse.Namespace) -> int:
    from crosswalk.errors import InputError

    workspace = desk(options).workspace
    wanted = workspace.vocabulary.statement(options.statement)
    found = [one for one in workspace.records("decision") if one.body["about"] == wanted]
    if not found:
        raise InputError(
            f"No decision puts {options.statement} out of scope; name what was excluded, such as a section."
        )
    for one in found:
        workspace.retire("decision", one.id, options.reason, who(options))
    print(f"{options.statement} is in scope again.")
    return 0


SUBCOMMANDS = {
    "list": Subcommand("list the evidence that there is", _configure_list, _list),
    "show": Subcommand("show one record with all its fields", _configure_show, _show),
    "add": ADD,
    "edit": EDIT,
    "import": IMPORT,
    "template": TEMPLATE,
    "retire": Subcommand("let a record no longer count; it stays, with its history", _configure_retire, _retire),
    "history": Subcommand("say who changed what of a record, and when", _configure_history, _history),
    "exclude": Subcommand("put a statement or section out of scope, with a reason", _configure_exclude, _exclude),
    "include": Subcommand("take a statement or section back into scope", _configure_include, _include),
}
