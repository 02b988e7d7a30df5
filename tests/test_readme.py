"""The README promises nothing that does not happen: its commands run, its Python runs, its reference is complete."""

from __future__ import annotations

import argparse
import doctest
import re
import shlex
import textwrap
from pathlib import Path

import pytest
import repository

from crosswalk.cli import main as cli

README = (repository.ROOT / "README.md").read_text("utf-8")
INSTALL = ("python -m pip install . && crosswalk app", "python -m pip install '.[test]' && python -m pytest")


def blocks(language: str, text: str = README) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)


def sessions(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines shown under it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Whether lines are as shown; ``…`` alone stands for any number of lines, within a line for any text."""
    if not shown:
        return not printed
    if shown[0].strip() == "…":
        return any(agrees(shown[1:], printed[i:]) for i in range(len(printed) + 1))
    if not printed:
        return False
    pattern = ".*".join(map(re.escape, shown[0].rstrip().split("…")))
    return re.fullmatch(pattern, printed[0].rstrip()) is not None and agrees(shown[1:], printed[1:])


def usages(name: str) -> list[str]:
    """A command with everything it takes, as the reference writes it; one that consists of several, each of them."""
    parser = cli.parser(name, cli.command(name))
    actions = cli.actions(parser)
    if actions:
        return [usage(f"{name} {action}", made) for action, made in actions.items()]
    return [usage(name, parser)]


def usage(name: str, parser: argparse.ArgumentParser) -> str:
    """A command, or a part of one, with everything it takes."""
    parts = [f"crosswalk {name}"]
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        value = "|".join(map(str, action.choices)) if action.choices else str(action.metavar or action.dest.upper())
        if action.option_strings:
            flag = action.option_strings[-1]
            option = flag if action.nargs == 0 else f"{flag} {value}"
            parts.append(option if action.required else f"[{option}]")
        else:
            parts.append({"?": f"[{value}]", "*": f"[{value} …]", "+": f"{value} …"}.get(str(action.nargs), value))
    return " ".join(parts)


CONSOLE = [session for block in blocks("console") for session in sessions(block)]


def test_exactly_two_commands_come_first() -> None:
    first = blocks("bash")[0].strip().splitlines()
    assert tuple(line for line in first if line and not line.startswith("#")) == INSTALL


def test_the_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    pattern = re.search(r"grep -m 1 -E '(.+?)' README\.md", repository.content(".ci/run"))
    assert pattern is not None
    assert [line for line in README.splitlines() if re.search(pattern[1], line)] == [INSTALL[1]]


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_a_command_prints_what_the_readme_shows(
    command: str, shown: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "data/quoted/" in command and not (repository.ROOT / "data" / "quoted").is_dir():
        pytest.skip("data/quoted/ was taken out, and this command reads the document in it.")
    monkeypatch.chdir(repository.ROOT)
    program, *arguments = shlex.split(command)
    assert program == "crosswalk"
    cli.main(arguments)
    out, err = capsys.readouterr()
    assert agrees(shown, [*out.splitlines(), *err.splitlines()]), f"it prints\n{out}{err}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_the_python_of_a_page_runs(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.ROOT)
    code = [textwrap.dedent(block) for block in blocks("python", repository.content(page))]
    assert code
    for number, block in enumerate(code, 1):
        test = doctest.DocTestParser().get_doctest(block, {}, f"{page} block {number}", page, 0)
        assert test.examples
        assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0


def test_the_console_blocks_are_there() -> None:
    assert len(CONSOLE) >= 5


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_reference_has_every_command_with_everything_it_takes(name: str) -> None:
    missing = [f"`{line}`" for line in usages(name) if f"`{line}`" not in README]
    assert missing == [], "the reference needs them"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_help_of_a_command_explains_all_it_takes_and_gives_an_example(name: str) -> None:
    module = cli.command(name)
    parser = cli.parser(name, module)
    assert all(action.help or cli.actions(parser) for action in parser._actions)
    assert all(action.help for made in cli.actions(parser).values() for action in made._actions)
    assert module.EXAMPLES and all(f"crosswalk {name}" in example for example in module.EXAMPLES)
    assert all(example in parser.format_help() for example in module.EXAMPLES)


def test_the_reference_names_no_option_that_does_not_exist() -> None:
    reference = README[README.index("## Commands") :].split("\n## ")[0]
    lines = [line for name in cli.COMMANDS for line in usages(name)]
    known = {flag for line in lines for flag in re.findall(r"--[a-z-]+", line)} | {"--help", "--version"}
    assert set(re.findall(r"(?<![\w-])--[a-z-]+", reference)) <= known


def test_every_query_that_is_named_exists() -> None:
    from crosswalk.graph.queries import names

    text = README + repository.content("CONTRIBUTING.md")
    named = set(re.findall(r"crosswalk query ([a-z_]+)", text)) | set(re.findall(r"\.query\(\"(\w+)\"", text))
    assert named and named <= set(names())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md"])
def test_a_link_of_a_page_leads_somewhere(name: str) -> None:
    page = repository.ROOT / name
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not Path(page.parent, target).exists()] == []


def test_the_paths_that_the_readme_names_exist() -> None:
    living = README[README.index("## Where things live") :].split("\n## ")[0]
    paths = re.findall(r"^\| `([^`]+)`", living, re.MULTILINE)
    assert paths and [path for path in paths if not list(repository.ROOT.glob(path.rstrip("/")))] == []


# The rules themselves, on pages that break them.


def test_shown_lines_must_agree_but_for_what_is_left_out() -> None:
    assert agrees(["a", "…", "d"], ["a", "b", "c", "d"]) and agrees(["a …c"], ["a b c"]) and agrees(["…"], [])
    assert not agrees(["a", "d"], ["a", "b", "d"]) and not agrees(["a"], []) and not agrees([], ["a"])
    assert not agrees(["a…d"], ["a b c"])


def test_a_console_block_is_read_as_commands_with_what_they_print() -> None:
    block = blocks("console", "```console\n$ one\nout\n$ two\n```\n")[0]
    assert sessions(block) == [("one", ["out"]), ("two", [])]
