"""The entry point of the command ``crosswalk``: picks the command, runs it, turns every error into one sentence.

Exit codes: 0 fine, 1 findings, 2 bad input, 3 the environment does not allow it.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from crosswalk.errors import CrosswalkError

#: Commands in the order of a first visit; each is the module of that name, imported only when it is run.
COMMANDS: dict[str, str] = {
    "frameworks": "list the frameworks that are held",
    "show": "show one statement with everything known of it",
    "search": "find statements by code, words, or with a typo",
    "map": "list the mappings between two frameworks",
    "explain": "say what follows for two statements, and from which claims",
    "coverage": "say how far one framework is covered by another, by section and kind of claim",
    "gaps": "list what nothing reaches, both ways, and whether anybody has looked",
    "matrix": "count claims and what follows between every two frameworks",
    "agree": "say how far two sets of claims between two frameworks agree",
    "hubs": "list the statements that carry the crosswalk, and what would be lost without them",
    "retrace": "say which other sets explain a mapping set",
    "supersede": "say what a newer edition changes, and what rests on it",
    "migrate": "carry mappings to an older edition over to a newer one",
    "query": "run a query of the library, or a SPARQL file",
    "validate": "check the data, or a file of your own",
    "cite": "find standards citations in any text and say what each resolves to",
    "evidence": "keep the register of evidence: add, change, import, list",
    "assess": "assess yourself against a rubric, set goals, and see what the next level asks",
    "report": "list the statements of a framework with the evidence for each, and why it counts",
    "checklist": "list the documents that an accreditor expects, and what is held of each",
    "workspace": "back up, restore, check, export and import what you wrote",
    "ingest": "read a source document into frameworks and mappings",
    "build": "write the whole graph, the mapping sets and a description to a folder",
    "publish": "put the whole graph on a triple store that speaks SPARQL 1.1, and see that it arrived",
    "app": "open the viewer in a browser",
    "serve": "serve the viewer, a SPARQL endpoint and linked data to everybody, read-only",
}


#: Commands about what ships and nothing else, and commands that need the graph on this machine.
_AS_SHIPPED = ("build", "publish")
_LOCAL = ("validate", "ingest")


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help, and end with exit code 2."""
        sentence = message[:1].upper() + message[1:]
        self.exit(2, f"{sentence}; '{self.prog} --help' shows how it is used.\n")


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in a fixed width: asking for the terminal's would load more than a short command needs."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=110, max_help_position=32)


def run() -> NoReturn:
    """Run the command named on the command line and end the process with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run a command and give its exit code; an error is one sentence on standard error."""
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except CrosswalkError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of a pipe went away, as head does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 3


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        print(overview())
        return 0
    if arguments[0] == "--version":
        from crosswalk import __version__

        print(f"crosswalk {__version__}")
        return 0
    if arguments[0] not in COMMANDS:
        from crosswalk.errors import InputError

        raise InputError(f"There is no command {arguments[0]!r}; it can be {', '.join(COMMANDS)}.")
    module = command(arguments[0])
    return int(module.execute(parser(arguments[0], module).parse_args(arguments[1:])))


def command(name: str) -> ModuleType:
    """The module of a command."""
    return import_module(f"crosswalk.cli.{name}")


def parser(name: str, module: ModuleType) -> Parser:
    """The argument parser of a command, its examples under its options."""
    made = Parser(
        prog=f"crosswalk {name}",
        description=COMMANDS[name].capitalize() + ".",
        epilog="examples:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES),
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    module.configure(made)
    for one in actions(made).values() or [made]:
        _configure_graph(one, name)
    return made


def actions(made: argparse.ArgumentParser) -> dict[str, Parser]:
    """The parsers of a command that consists of several, by their names; empty for any other."""
    groups = [action for action in made._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(groups[0].choices) if groups else {}


def _configure_graph(made: Parser, name: str) -> None:
    """Declare the options that say which graph is asked, the same for every command that they make sense for."""
    if name not in _AS_SHIPPED:
        made.add_argument(
            "--data",
            action="append",
            metavar="PATH",
            help="add frameworks and mapping sets of your own for this run: SKOS in any RDF syntax, SSSOM TSV, or a "
            "folder of them; may be repeated (default: CROSSWALK_DATA)",
        )
    if name not in (*_AS_SHIPPED, *_LOCAL):
        made.add_argument(
            "--endpoint",
            metavar="URL",
            help="ask the graph that a SPARQL 1.1 endpoint holds instead (default without --data: CROSSWALK_ENDPOINT, "
            "which wins over CROSSWALK_DATA)",
        )


def overview() -> str:
    """The list of commands, for ``crosswalk --help``."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {summary}" for name, summary in COMMANDS.items()]
    return "\n".join(
        [
            "usage: crosswalk COMMAND [OPTION …]",
            "",
            "How one set of school standards meets another.",
            "",
            *lines,
            "",
            "'crosswalk COMMAND --help' shows the options of a command, with examples.",
        ]
    )
