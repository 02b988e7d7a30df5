"""Starts the viewer from a program: settings passed, on a free port, and beyond this machine only for a team."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any

from crosswalk import resources
from crosswalk.errors import InputError, NoFreePort
from crosswalk.viewer import SCRIPT, bundles, doorkeeper, prompt, sign_in
from crosswalk.viewer.sign_in import SignIn

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
_TRIED = 50


def launch(
    port: int | None = None,
    open_browser: bool = True,
    announce: Callable[[str], object] = lambda url: None,
    host: str = ADDRESS,
) -> None:
    """Serve the viewer until it is interrupted (Ctrl-C), which ends it without an error.

    `announce` is called with the address once it answers. Without `port` the first free one from 8501 on is taken.
    People sign in where CROSSWALK_SIGN_IN names a file that says how (`sign_in`), on any `host`; without it the viewer
    is the person's own, and `host` can be no other than a loopback address.
    Raises NoFreePort where the port asked for is taken, or none is free; DataMissing where the data is not there;
    InputError where `host` is open to others and nobody would sign in, or what says how is not sound;
    EnvironmentFault where a package that signs people in is missing.
    """
    team = sign_in.current()
    if team is None and host not in sign_in.LOOPBACK:
        raise InputError(
            f"Everybody who reaches {host} could read and write your records; let people sign in with --sign-in FILE "
            "(the README shows the file), or leave --host out."
        )
    chosen = free_port(port, host)
    settings = configuration(chosen, host, team)
    import streamlit as st

    app = st.App(
        SCRIPT,
        routes=bundles.routes(),
        lifespan=prompt.lifespan,
        middleware=doorkeeper.middleware(team),
        secrets=sign_in.secrets(team),
    )
    url = team.address if team else f"http://{f'[{host}]' if ':' in host else host}:{chosen}"
    _when_ready(chosen, host, lambda: _greet(url, open_browser, announce))
    try:
        app.run(config=settings)
    except KeyboardInterrupt:
        return


def free_port(asked: int | None, host: str = ADDRESS) -> int:
    """The port of a host that was asked for, or the first free one from 8501 on. Raises NoFreePort, InputError."""
    family, address = _resolved(host)
    if asked is not None:
        if not 0 < asked < 65536:
            raise NoFreePort(f"{asked} is not a port; give a number from 1024 to 65535.")
        if not _is_free(family, address, asked):
            raise NoFreePort(f"Port {asked} of {host} is taken or reserved; end what uses it, or give another --port.")
        return asked
    last = FIRST_PORT + _TRIED - 1
    for port in range(FIRST_PORT, last + 1):
        if _is_free(family, address, port):
            return port
    raise NoFreePort(f"The ports {FIRST_PORT} to {last} of {host} are all taken; give another with --port.")


def _resolved(host: str) -> tuple[socket.AddressFamily, str]:
    """The kind of address that a host has on this machine, and the address. Raises InputError."""
    try:
        family, _type, _protocol, _name, place = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise InputError(f"There is no host {host!r}; give --host an address of this machine.") from None
    return family, str(place[0])


def _is_free(family: socket.AddressFamily, address: str, port: int) -> bool:
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
            trial.listen(1)
        except OSError:
            return False
    return True


def configuration(port: int, host: str = ADDRESS, team: SignIn | None = None) -> dict[str, Any]:
    """The settings of ``.streamlit/config.toml`` by their dotted names, with the address, the port and silence.

    Only the hosts that the viewer has are answered, so that no page of another name can be made to stand for it.
    """
    import tomllib

    with open(os.path.join(resources.root(), ".streamlit", "config.toml"), "rb") as file:
        settings = dict(_flat(tomllib.load(file), ""))
    return settings | {
        "server.address": host,
        "server.port": port,
        "server.allowedHosts": [team.host] if team else sorted(sign_in.LOOPBACK),
        "server.headless": True,
        "browser.serverAddress": team.host if team else host,
        "browser.gatherUsageStats": False,
        "logger.hideWelcomeMessage": True,
    }


def _flat(settings: dict[str, Any], before: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in settings.items():
        found += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
    return found


def _when_ready(port: int, host: str, act: Callable[[], object]) -> None:
    """Call `act` from a thread once the port answers; never, where it does not within a minute."""
    import threading
    import time

    family, address = _resolved(host)
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 where it listens, not we

    def wait() -> None:
        for _ in range(600):
            with socket.socket(family) as trial:
                trial.settimeout(0.5)
                if trial.connect_ex((near, port)) == 0:
                    act()
                    return
            time.sleep(0.1)

    threading.Thread(target=wait, daemon=True).start()


def _greet(url: str, open_browser: bool, announce: Callable[[str], object]) -> None:
    announce(url)
    if open_browser and _has_screen():
        import webbrowser

        webbrowser.open(url)


def _has_screen() -> bool:
    """Whether a window can open; without a screen Python would start a browser inside the terminal."""
    import sys

    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
