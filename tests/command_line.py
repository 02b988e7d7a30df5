"""A command as a person types it: what the tests of commands that write share."""

from __future__ import annotations

import pytest

from crosswalk.cli import main as cli


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The exit code of a command, and what it printed to either stream."""
    code = cli.main([*words])
    return (code, *capsys.readouterr())
