"""A visitor of a viewer that says over the websocket what the browser would say, and waits for the page's last part.

What is measured is the rerun that a person waits for, without what their own browser does with the parts: the script,
the queries, the wire. Large parts that the visitor has already are named, not sent again, as with the browser.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

#: What the frame says on a page that failed.
FAILED = "This page could not be shown"
LONGEST = 120.0


class Visitor:
    """A session of its own with the viewer at an address such as ``http://127.0.0.1:8501``; closed by ``with``."""

    def __init__(self, root: str) -> None:
        address = root.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = connect(address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        self._held: set[str] = set()
        self.bytes = 0

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def go(self, address: str, expected: str = "") -> float:
        """Run the page at an address below the root, and give the seconds until all of it is here.

        Raises AssertionError where the page failed, or `expected` stands nowhere in what came.
        """
        page, _, query = address.partition("?")
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        asked.rerun_script.cached_message_hashes.extend(self._held)
        begun = time.perf_counter()
        self._socket.send(asked.SerializeToString())
        parts = list(self._run())
        taken = time.perf_counter() - begun
        self.bytes = sum(map(len, parts))
        text = b"".join(parts).decode("utf-8", "replace")
        assert FAILED not in text, f"The page {address!r} failed."
        assert expected in text, f"The page {address!r} does not say {expected!r}."
        return taken

    def _run(self) -> Iterator[bytes]:
        """The parts of a page until its script has come to its end, with any run that it asks for itself."""
        while True:
            part = self._socket.recv(LONGEST)
            assert isinstance(part, bytes)
            yield part
            message = ForwardMsg.FromString(part)
            if message.metadata.cacheable and message.hash:
                self._held.add(message.hash)
            assert message.delta.new_element.WhichOneof("type") != "exception", "The script failed."
            if message.WhichOneof("type") == "script_finished":
                assert message.script_finished != ForwardMsg.FINISHED_WITH_COMPILE_ERROR
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return


@contextmanager
def serving(*command: str, env: dict[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """A viewer that a command of this Python starts, from when it says its address: the address, and its process."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True, env=env) as server:
        try:
            assert server.stdout is not None
            found = next(f for line in server.stdout if (f := re.search(r"http://[\w.:]*\d+", line)) is not None)
            while not _answers(found[0]):
                time.sleep(0.05)
            yield found[0], server.pid
        finally:
            server.terminate()


def _answers(root: str) -> bool:
    try:
        with urllib.request.urlopen(root + "/_stcore/health", timeout=LONGEST):
            return True
    except OSError:
        return False


def resident(process: int) -> float:
    """The MiB that a process holds in memory (Linux)."""
    with open(f"/proc/{process}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024


def occupied(process: int) -> float:
    """For how many seconds a process has occupied the processor so far, its ended children left out (Linux)."""
    with open(f"/proc/{process}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
