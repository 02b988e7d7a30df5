"""What SQLite or the system refuses, as one sentence that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from crosswalk.errors import WorkspaceFault


@contextmanager
def told(path: str) -> Iterator[None]:
    """What SQLite or the system refuses, as one sentence."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise WorkspaceFault(_sentence(path, error)) from None


def _sentence(path: str, error: Exception) -> str:
    said = str(error)
    if "locked" in said or "busy" in said:
        return f"{path} is being written by another process for too long; try again when it is done."
    if "full" in said or "disk I/O" in said or "too large" in said.lower():
        return f"{path} could not be written: the disk or the limit for files is full. Nothing was changed; make room."
    if "readonly" in said or "unable to open" in said:
        return f"{path} cannot be opened for writing; give a workspace folder that you may write, with --workspace."
    if "not a database" in said or "malformed" in said:
        return f"{path} is damaged or no workspace ({said}); restore a backup with crosswalk workspace restore."
    return f"{path} cannot be used ({said}); check the folder, or name another with --workspace."
