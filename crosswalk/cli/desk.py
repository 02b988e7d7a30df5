"""What commands over a workspace share: which one, who writes, and a record on the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from crosswalk.api import CrosswalkGraph
from crosswalk.cli.main import Parser
from crosswalk.cli.opening import opened
from crosswalk.cli.output import printable
from crosswalk.evidence.database import Stored
from crosswalk.evidence.kinds import KINDS
from crosswalk.evidence.vocabulary import Vocabulary


def add_workspace(parser: Parser) -> None:
    """Give a command the option ``--workspace``."""
    parser.add_argument(
        "--workspace",
        metavar="DIR",
        help="your folder of records (default: CROSSWALK_WORKSPACE, else your user data folder)",
    )


def add_who(parser: Parser) -> None:
    """Give a command that writes the option ``--who``."""
    parser.add_argument(
        "--who", metavar="NAME", help="who makes the change (default: CROSSWALK_USER, else the name of your account)"
    )


def desk(options: argparse.Namespace) -> CrosswalkGraph:
    """The graph with the workspace that is named."""
    return opened(options, options.workspace)


def who(options: argparse.Namespace) -> str:
    """Who makes the change."""
    from crosswalk.evidence.workspace import default_person

    return str(options.who or default_person())


def print_record(stored: Stored, vocabulary: Vocabulary) -> None:
    """A record field by field, as text."""
    print(f"{stored.kind} {stored.id}, revision {stored.number}")
    for name, value in plain(stored, vocabulary).items():
        if name in ("id", "revision"):
            continue
        if isinstance(value, list):
            print(f"  {name}:")
            for one in value:
                print(f"    {printable(_one(one))}")
        else:
            first, *more = str(value).splitlines() or [""]
            print(f"  {name}: {printable(first)}")
            for line in more:
                print(f"    {printable(line)}")


def _one(value: Any) -> str:
    return "  ".join(f"{v}" for v in value.values() if v != "") if isinstance(value, Mapping) else str(value)


def plain(stored: Stored, vocabulary: Vocabulary) -> dict[str, Any]:
    """A record as plain values: its fields in their order, levels by their label, statements with our label."""
    made: dict[str, Any] = {"id": stored.id, "revision": stored.number}
    for field in KINDS[stored.kind].fields:
        value = stored.body.get(field.name)
        if value is None:
            continue
        if field.type == "supports":
            made[field.name] = [
                {
                    "statement": vocabulary.shown(one["statement"]),
                    "level": vocabulary.level_label(one.get("level")),
                    "reason": one.get("reason", ""),
                    "label": vocabulary.label(vocabulary.shown(one["statement"])),
                }
                for one in value
            ]
        else:
            made[field.name] = value
    if "retired_because" in stored.body:
        made["retired_because"] = stored.body["retired_because"]
    return made
