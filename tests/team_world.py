"""A team before a viewer: a provider of OpenID Connect on this machine, the file that names the team, and a visitor.

The visitor says over the websocket what a browser would say, or what a forger would, with the cookies that it is given.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browser import free_port
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

CLIENT_SECRET = "a-secret-of-the-client"
COOKIE_SECRET = "8c1d5f0a7b3e9264d0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5"

#: Who can sign in at the provider, with what it says of them.
PEOPLE: dict[str, dict[str, object]] = {
    "editor": {"email": "Editor@school.example", "email_verified": True, "name": "Ed Itor"},
    "reader": {"email": "reader@school.example", "email_verified": True},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True},
    "unverified": {"email": "editor@school.example", "email_verified": False},
}


@contextmanager
def provider() -> Iterator[str]:
    """The address of a provider that knows these people; whoever chooses one of them is signed in as them."""
    port = free_port()
    root = f"http://localhost:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not _answers(root):
            assert server.poll() is None and time.monotonic() < deadline, "The provider did not start."
            time.sleep(0.1)
        for name, claims in PEOPLE.items():
            body = json.dumps(claims).encode()
            headers = {"Content-Type": "application/json"}
            urllib.request.urlopen(
                urllib.request.Request(f"{root}/users/{name}", body, headers, method="PUT"), timeout=10
            ).close()
        yield root
    finally:
        server.terminate()
        server.wait(10)


def _answers(root: str) -> bool:
    try:
        with urllib.request.urlopen(root, timeout=5):
            return True
    except OSError:
        return False


def team_file(folder: Path, provider_: str, address: str) -> Path:
    """The file that says how these people sign in to the viewer at an address."""
    path = folder / "team.toml"
    path.write_text(
        f"""
[provider]
client_id = "crosswalk"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{provider_}/.well-known/openid-configuration"
address = "{address}"
cookie_secret = "{COOKIE_SECRET}"

[people]
read = ["reader@school.example"]
edit = ["editor@school.example"]
""",
        "utf-8",
    )
    path.chmod(0o600)
    return path


@contextmanager
def visiting(port: int, origin: str | None, cookies: Mapping[str, str]) -> Iterator[Wire]:
    """A visit of the viewer on a port without a browser; `cookies` are those of a browser, or forged."""
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    protocols: list[Any] = ["streamlit", cookies.get("_streamlit_xsrf", "none")]
    with connect(
        f"ws://localhost:{port}/_stcore/stream",
        subprotocols=protocols,
        origin=origin,  # type: ignore[arg-type]
        additional_headers={"Cookie": sent} if sent else None,
        max_size=None,
        proxy=None,
    ) as socket:
        yield Wire(socket)


class Wire:
    """The websocket of a visit."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def run(self, page: str, query: str = "", states: Mapping[str, str | bool] = {}) -> list[ForwardMsg]:
        """What comes for a page, widgets set by their identifiers: a text, or True for a button that is pressed."""
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        for id_, value in states.items():
            state = asked.rerun_script.widget_states.widgets.add(id=id_)
            if isinstance(value, bool):
                state.trigger_value = value
            else:
                state.string_value = value
        self._socket.send(asked.SerializeToString())
        parts: list[ForwardMsg] = []
        while not parts or parts[-1].script_finished != ForwardMsg.FINISHED_SUCCESSFULLY or not _ended(parts[-1]):
            parts.append(ForwardMsg.FromString(self._socket.recv(120)))  # type: ignore[arg-type]
        return parts


def _ended(part: ForwardMsg) -> bool:
    return bool(part.WhichOneof("type") == "script_finished")


def text_of(parts: list[ForwardMsg]) -> str:
    """Everything that is said in what came."""
    return b"".join(part.SerializeToString() for part in parts).decode("utf-8", "replace")


def widget(parts: list[ForwardMsg], kind: str, label: str) -> str:
    """The identifier of a widget by its kind and label."""
    found = [
        getattr(part.delta.new_element, kind).id
        for part in parts
        if part.delta.new_element.WhichOneof("type") == kind and getattr(part.delta.new_element, kind).label == label
    ]
    assert len(found) == 1, found
    return str(found[0])
