"""The true server that everybody may ask: `crosswalk serve` in a process of its own, on loopback, and its processes."""

from __future__ import annotations

import http.client
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from browser import free_port, serving
from repository import ROOT

JSON = "application/sparql-results+json"
COMMAND = (sys.executable, "-c", "from crosswalk.cli.main import run; run()", "serve")


class Answer(NamedTuple):
    """A status, the headers by their names in lower case, and the body."""

    status: int
    headers: dict[str, str]
    body: str


class PublicServer(NamedTuple):
    """A server that runs: its port, and its process id."""

    port: int
    process: int

    def get(self, path: str, patience: float = 60, **headers: str) -> Answer:
        """What a path is answered with."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request("GET", path, headers=headers)
            found = connection.getresponse()
            given = {name.lower(): value for name, value in found.getheaders()}
            return Answer(found.status, given, found.read().decode())
        finally:
            connection.close()

    def ask(self, text: str, patience: float = 60) -> Answer:
        """What a query is answered with."""
        return self.get(query_path(text), patience, Accept=JSON)

    def workers(self) -> list[int]:
        """The processes in which queries run (Linux)."""
        tasks = Path(f"/proc/{self.process}/task").glob("*/children")
        return sorted(int(child) for task in tasks for child in task.read_text().split())


def query_path(text: str) -> str:
    """The path that asks a query."""
    return f"/sparql?query={quote(text)}"


@contextmanager
def public_server(*options: str, env: dict[str, str] | None = None) -> Iterator[PublicServer]:
    """A server with these options, from the moment it answers until it is interrupted."""
    port = free_port()
    with serving([*COMMAND, "--port", str(port), *options], port, ROOT, env) as process:
        yield PublicServer(port, process.pid)
