"""Folders that processes use: whoever opens a store of the cache holds it, and whoever prunes the cache lets it be.

A server may answer for months from a store that newer ones have long pushed out, and the processes that run its queries
open it anew each time one of them has to be replaced. The lock is the system's: it goes with its process, however that
ends. Windows has no such lock on a folder, and does not remove files that are open.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

if sys.platform != "win32":
    import fcntl


def hold(folder: str) -> Callable[[], None] | None:
    """Hold a folder until what is given back is called, or the process ends; None where there is no such folder."""
    if not os.path.isdir(folder):
        return None
    if sys.platform == "win32":
        return lambda: None
    try:
        opened = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(opened, fcntl.LOCK_SH)  # waits for whoever is removing it
    if not os.path.isdir(folder):
        os.close(opened)
        return None
    return lambda: os.close(opened)


def held(folder: str) -> bool:
    """Whether a process holds a folder; the one that asks counts too."""
    if sys.platform == "win32":
        return False
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(opened)
    return False
