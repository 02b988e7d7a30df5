"""``crosswalk workspace``: what you wrote as a whole: backed up, restored, checked, taken out and in."""

from __future__ import annotations

import argparse
import sys

from crosswalk.cli import subcommands
from crosswalk.cli.desk import add_who, add_workspace, desk, who
from crosswalk.cli.main import Parser
from crosswalk.cli.output import print_json, print_records, printable
from crosswalk.cli.subcommands import Subcommand, execute
from crosswalk.cli.validate import print_findings

EXAMPLES = (
    "crosswalk workspace info",
    "crosswalk workspace backup ~/backups/evidence-2026-11.zip",
    "crosswalk workspace export out",
    "crosswalk workspace import out --dry-run",
)

__all__ = ["EXAMPLES", "configure", "execute"]


def configure(parser: Parser) -> None:
    """Declare the actions and their options."""
    subcommands.configure(parser, SUBCOMMANDS)


def _configure_info(parser: Parser) -> None:
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: %(default)s)"
    )
    add_workspace(parser)


def _info(options: argparse.Namespace) -> int:
    from crosswalk.evidence.database import FORMAT
    from crosswalk.evidence.kinds import KINDS

    graph = desk(options)
    workspace = graph.workspace
    changes = workspace.database.changes(10)
    told = {
        "folder": workspace.folder,
        "layout": FORMAT,
        "data_version": graph.state or graph.data_version,
        "changes": workspace.version(),
        **{kind.name: len(workspace.records(kind.name)) for kind in KINDS.values()},
        "last_changes": [change._asdict() for change in changes],
    }
    if options.format == "json":
        print_json(told)
        return 0
    for name, value in told.items():
        if name != "last_changes":
            print(f"{name.replace('_', ' ')}: {printable(value)}")
    if changes:
        print("last changes:")
        print_records([c._asdict() for c in changes], changes[0]._fields, "text")
    return 0


def _configure_backup(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help="the ZIP file to write")
    add_workspace(parser)


def _backup(options: argparse.Namespace) -> int:
    from crosswalk.evidence.backup import back_up

    workspace = desk(options).workspace
    made = back_up(workspace.database, workspace.folder, options.file)
    print(f"Wrote {options.file}: {made.files} files, {made.size:,} bytes, up to change {made.change}.")
    return 0


def _configure_restore(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help="a ZIP file that backup wrote")
    parser.add_argument(
        "--replace", action="store_true", help="put a workspace that is there aside, under another name"
    )
    add_workspace(parser)


def _restore(options: argparse.Namespace) -> int:
    from crosswalk.evidence.backup import restore
    from crosswalk.graph.overlay import workspace_folder

    folder = workspace_folder(options.workspace)
    made = restore(options.file, folder, options.replace)
    print(f"Restored {made.files} files into {folder}, up to change {made.change}.")
    return 0


def _check(options: argparse.Namespace) -> int:
    from crosswalk.evidence.workspace import check

    workspace = desk(options).workspace
    found = list(check(workspace))
    wrong = print_findings(found, sys.stdout)
    print(f"{workspace.folder}: " + (f"{len(found)} to look at." if found else "nothing to report."))
    return 1 if wrong else 0


def _configure_export(parser: Parser) -> None:
    parser.add_argument("folder", metavar="DIR", help="the folder to write to")
    add_workspace(parser)


def _export(options: argparse.Namespace) -> int:
    from crosswalk.evidence.transfer import export

    for path in export(desk(options).workspace, options.folder):
        print(path)
    return 0


def _configure_import(parser: Parser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a folder that export wrote, or Turtle files")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    parser.add_argument("--yes", action="store_true", help="do not ask before writing")
    add_who(parser)
    add_workspace(parser)


def _import(options: argparse.Namespace) -> int:
    from crosswalk.evidence.transfer import carry_out, plan, read_files

    workspace = desk(options).workspace
    records, files = read_files(options.paths)
    planned = plan(records, files, workspace)
    for row in planned:
        print(f"{row.state:<9}  {row.kind} {row.id}")
    wrong = print_findings([finding for row in planned for finding in row.findings], sys.stderr)
    if wrong or options.dry_run:
        print("Nothing was written.")
        return 1 if wrong else 0
    changes = sum(row.write is not None for row in planned)
    asked = changes and not options.yes and sys.stdin.isatty()
    if asked and input(f"Write these {changes} records? [y/N] ").strip().lower() not in ("y", "yes"):
        print("Nothing was written.")
        return 0
    change = carry_out(planned, files, workspace, who(options))
    print(f"{changes} records written." if change else "Everything was there already.")
    return 0


def _configure_undo(parser: Parser) -> None:
    parser.add_argument("change", type=int, metavar="NUMBER", help="the number of the change, from info or history")
    add_who(parser)
    add_workspace(parser)


def _undo(options: argparse.Namespace) -> int:
    change = desk(options).workspace.undo(options.change, who(options))
    print(f"Undid change {options.change} (that is change {change.number}).")
    return 0


SUBCOMMANDS = {
    "info": Subcommand("say where it is, what is in it, and what changed last", _configure_info, _info),
    "backup": Subcommand("write all of it to one file", _configure_backup, _backup),
    "restore": Subcommand("bring a backup back", _configure_restore, _restore),
    "check": Subcommand("look for damage: the database, records, attachments, dead links", add_workspace, _check),
    "export": Subcommand("write the records as plain files", _configure_export, _export),
    "import": Subcommand("read records from plain files; nothing is deleted", _configure_import, _import),
    "undo": Subcommand("take a change back", _configure_undo, _undo),
}
