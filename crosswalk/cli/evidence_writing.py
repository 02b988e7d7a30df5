"""``crosswalk evidence add`` and ``edit``: one record, from options."""

from __future__ import annotations

import argparse
import os
from typing import Any

from crosswalk.cli.desk import add_who, add_workspace, desk, plain, who
from crosswalk.cli.main import Parser
from crosswalk.cli.output import add_format, print_json
from crosswalk.cli.subcommands import Subcommand
from crosswalk.errors import InputError, UnreadableFile
from crosswalk.evidence.database import Stored
from crosswalk.evidence.workspace import Workspace, identifier, person

#: The options that are fields by another name.
_NAMES = {"from": "period_start", "to": "period_end"}
_PLAIN = ("title", "type", "link", "date", "from", "to", "expires", "owner", "status", "note")


def _configure(parser: Parser) -> None:
    parser.add_argument("--title", metavar="TEXT", help="what the document or record is called")
    parser.add_argument("--type", metavar="TYPE", help="the code or label of a type of evidence")
    parser.add_argument(
        "--supports", action="append", metavar="STATEMENT",
        help="a statement that it is evidence for, such as ais-psi:3.4, or 'ais-psi:3.4 = Meets'; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--level", action="append", metavar="LEVEL",
        help="the level it shows, for all the statements; given as often as --supports, for each in turn",
    )  # fmt: skip
    parser.add_argument("--reason", metavar="TEXT", help="why it is evidence for them")
    parser.add_argument("--link", metavar="URL", help="where it can be opened")
    parser.add_argument("--attach", action="append", metavar="FILE", help="a file to keep with it; may be repeated")
    parser.add_argument("--date", metavar="DATE", help="the day it is from, as 2026-03-31")
    parser.add_argument("--from", metavar="DATE", help="the first day of the time it is about")
    parser.add_argument("--to", metavar="DATE", help="the last day of the time it is about")
    parser.add_argument("--expires", metavar="DATE", help="the last day on which it counts")
    parser.add_argument("--owner", metavar="NAME", help="who keeps it: initials, a code, or an office")
    parser.add_argument("--confidential", action="store_true", help="it may leave only when asked for by name")
    parser.add_argument("--status", metavar="STATUS", help="draft (the default), submitted or accepted")
    parser.add_argument("--note", metavar="TEXT", help="anything else that a reader should know")
    parser.add_argument(
        "--set", action="append", metavar="FIELD=VALUE", default=[],
        help="a field of its type, such as participants=15; with nothing after = a field is emptied",
    )  # fmt: skip


def _configure_add(parser: Parser) -> None:
    _configure(parser)
    parser.add_argument("--id", metavar="ID", help="an identifier of your own (default: one is made)")
    add_format(parser, ("text", "json"))
    add_who(parser)
    add_workspace(parser)


def _configure_edit(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="the identifier, or how it begins")
    _configure(parser)
    parser.add_argument(
        "--revision", type=int, metavar="NUMBER", help="the revision you read; refused where there is a later one"
    )
    add_format(parser, ("text", "json"))
    add_who(parser)
    add_workspace(parser)


def _given(options: argparse.Namespace) -> dict[str, Any]:
    """The fields that the options give, but for the files."""
    given: dict[str, Any] = {
        _NAMES.get(name, name): getattr(options, name) for name in _PLAIN if getattr(options, name) is not None
    }
    if options.confidential:
        given["confidential"] = True
    for one in options.set:
        name, equals, value = one.partition("=")
        if not equals:
            raise InputError(f"--set {one!r} has no '='; write FIELD=VALUE, such as participants=15.")
        given[name.strip()] = value
    if options.supports:
        given["supports"] = _supports(options)
    elif options.level or options.reason:
        raise InputError("A level or a reason needs a statement; add --supports STATEMENT.")
    return given


def _with_files(
    given: dict[str, Any], options: argparse.Namespace, workspace: Workspace, before: Stored | None = None
) -> dict[str, Any]:
    """The fields with the files, which are kept only once all else is sound. Raises InvalidRecord, UnreadableFile."""
    if not options.attach:
        return given
    workspace.prepare("evidence", given, before.body if before else None)
    for path in options.attach:
        if not os.path.isfile(path):
            raise UnreadableFile(f"There is no file {path} to attach; check the name.")
    held = before.body.get("attachments", ()) if before else ()
    kept = [workspace.keep(path) for path in options.attach]
    return {**given, "attachments": [*held, *(one for one in kept if one not in held)]}


def _supports(options: argparse.Namespace) -> list[dict[str, Any]]:
    levels = options.level or [None]
    if len(levels) not in (1, len(options.supports)):
        raise InputError(
            f"There are {len(levels)} levels for {len(options.supports)} statements; give one for all, or one for each."
        )
    levels = levels * len(options.supports) if len(levels) == 1 else levels
    made = []
    for written, level in zip(options.supports, levels, strict=True):
        statement, _, own = written.partition("=")
        made.append({"statement": statement, "level": own.strip() or level, "reason": options.reason})
    return made


def _add(options: argparse.Namespace) -> int:
    workspace = desk(options).workspace
    id_, person_ = identifier(options.id) if options.id is not None else "", person(who(options))
    stored = workspace.add("evidence", _with_files(_given(options), options, workspace), person_, id_)
    return _said("Added", stored, workspace, options.format)


def _edit(options: argparse.Namespace) -> int:
    workspace = desk(options).workspace
    stored = workspace.get("evidence", options.id)
    given = _with_files(_given(options), options, workspace, stored)
    changed = workspace.edit("evidence", stored.id, options.revision or stored.number, given, who(options))
    return _said("Unchanged:" if changed == stored else "Changed", changed, workspace, options.format)


def _said(what: str, stored: Stored, workspace: Workspace, form: str) -> int:
    if form == "json":
        print_json(plain(stored, workspace.vocabulary))
    else:
        print(f"{what} {stored.id} {stored.body['title']} (revision {stored.number}).")
    return 0


ADD = Subcommand("add a piece of evidence", _configure_add, _add)
EDIT = Subcommand("change a record: what is given takes the place of what was there", _configure_edit, _edit)
