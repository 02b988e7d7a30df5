"""Triple stores of others, each started in a folder of its own on a free port of this machine, and ended again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=os.path.dirname(sys.executable))
VIRTUOSO = shutil.which("virtuoso-t")

#: Seconds in which a server must be ready; Virtuoso makes its database first, which takes some on a busy machine.
_READY = 120

_VIRTUOSO_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
ServerThreads = 10
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CheckpointInterval = 0
StopCompilerWhenXOverRunTime = 1
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


class Served(NamedTuple):
    """The addresses of a store that runs, and who may write to it."""

    query: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def oxigraph(folder: Path, *nquads: Path, options: tuple[str, ...] = ()) -> Iterator[Served]:
    """An Oxigraph server over these files; a test skips where the program is not installed."""
    if OXIGRAPH is None:
        pytest.skip("The program oxigraph is not installed; pip install oxigraph (it is among the test extras).")
    for file in nquads:
        subprocess.run([OXIGRAPH, "load", "-l", str(folder), "-f", str(file)], check=True, capture_output=True)
    port = free_port()
    command = [OXIGRAPH, "serve", "-l", str(folder), "-b", f"127.0.0.1:{port}", *options]
    base = f"http://127.0.0.1:{port}"
    with _running(command, f"{base}/query?query=ASK%7B%7D"):
        yield Served(f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[Served]:
    """A new and empty Virtuoso 7, which gives at most so many rows an answer; skips where the program is missing."""
    if VIRTUOSO is None:
        reason = (
            "Virtuoso 7 is not installed; apt-get install --no-install-recommends virtuoso-opensource-7-bin "
            "(Debian; it starts no service), then run this test again."
        )
        pytest.fail(reason) if os.environ.get("CROSSWALK_REQUIRE_VIRTUOSO") else pytest.skip(reason)
    port, sql_port = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO_INI.format(folder=folder, port=port, sql_port=sql_port, rows=rows), "utf-8")
    base = f"http://127.0.0.1:{port}"
    with _running([VIRTUOSO, "+foreground", "+configfile", str(settings)], f"{base}/sparql?query=ASK%7B%7D", folder):
        # The administrator of every new database; this one listens on loopback and is thrown away.
        yield Served(f"{base}/sparql", f"{base}/sparql-auth", f"{base}/sparql-graph-crud-auth", "dba", "dba")
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(command: list[str], asked: str, folder: Path | None = None) -> Iterator[None]:
    """A server that runs while the block does, and answers a question from its beginning."""
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + _READY
        while not _answers(asked):
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{command[0]} did not start: its exit code is {server.poll()}.")
            time.sleep(0.1)
        yield
    finally:
        server.kill()
        server.wait()


def _answers(asked: str) -> bool:
    try:
        with urllib.request.urlopen(asked, timeout=5) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False
