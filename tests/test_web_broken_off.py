"""A client that breaks off before its request is all there ends quietly: nobody reads the log for that."""

from __future__ import annotations

import json
import signal
import socket
import sys
import time
from pathlib import Path

import pytest
from browser import free_port, serving
from public_server import COMMAND
from repository import ROOT

HEAD = (
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100\r\n\r\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that ends a server as Ctrl-C does.")
def test_a_post_that_is_broken_off_leaves_nothing_in_the_log(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "access.jsonl"
    command = [*COMMAND, "--port", str(port), "--workers", "1", "--access-log", str(log)]
    with serving(command, port, ROOT) as process:
        for body in (b"", b"que"):
            with socket.create_connection(("127.0.0.1", port)) as client:
                client.sendall(HEAD + body)
        while len(found := posted(log)) < 2:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[0]
    assert [(line["status"], line["whole"]) for line in found] == [(0, False)] * 2
    assert (
        said == f"The viewer is at http://127.0.0.1:{port}, SPARQL at http://127.0.0.1:{port}/sparql; Ctrl-C ends it.\n"
    )


def posted(log: Path) -> list[dict[str, object]]:
    """The lines of the access log about what was posted, those that are whole."""
    lines = log.read_text(encoding="utf-8").split("\n")[:-1] if log.exists() else []
    return [line for line in map(json.loads, lines) if line["method"] == "POST"]
