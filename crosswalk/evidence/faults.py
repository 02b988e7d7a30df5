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
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if "locked" in said or "busy" in said:
        return f"{path} is being written by another process for too long; try again when it is done."
    if any(word in said for word in ("full", "disk I/O", "too large", "No space left")):
        return f"{path} could not be written: the disk or the limit for files is full. Nothing was changed; make room."
    if any(word in said for word in ("readonly", "unable to open", "ermission denied", "Read-only")):
        return f"{path} cannot be opened for writing; give a workspace folder that you may write, with --workspace."
    if "not a database" in said or "malformed" in said:
        return f"{path} is damaged or no workspace ({said}); restore a backup with crosswalk workspace restore."
    return f"{path} cannot be used ({said}); check the folder, or name another with --workspace."
