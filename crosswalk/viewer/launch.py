"""Starts the viewer from a program: on this machine only, every setting passed, on a port that is free."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any

from crosswalk import resources
from crosswalk.errors import NoFreePort
from crosswalk.viewer import SCRIPT, bundles, prompt

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
_TRIED = 50


def launch(
    port: int | None = None, open_browser: bool = True, announce: Callable[[str], object] = lambda url: None
) -> None:
    """Serve the viewer until it is interrupted (Ctrl-C), which ends it without an error.

    `announce` is called with the address once it answers. Without `port` the first free one from 8501 on is taken.
    Raises NoFreePort where the port asked for is taken, or none is free; DataMissing where the data is not there.
    """
    chosen = free_port(port)
    settings = configuration(chosen)
    import streamlit as st

    url = f"http://{ADDRESS}:{chosen}"
    _when_ready(chosen, lambda: _greet(url, open_browser, announce))
    try:
        st.App(SCRIPT, routes=bundles.routes(), lifespan=prompt.lifespan).run(config=settings)
    except KeyboardInterrupt:
        return


def free_port(asked: int | None) -> int:
    """The port asked for, or the first free one from 8501 on. Raises NoFreePort."""
    if asked is not None:
        if not 0 < asked < 65536:
            raise NoFreePort(f"{asked} is not a port; give a number from 1024 to 65535.")
        if not _is_free(asked):
            raise NoFreePort(
                f"Port {asked} of {ADDRESS} is taken or reserved; end what uses it, or give another --port."
            )
        return asked
    last = FIRST_PORT + _TRIED - 1
    for port in range(FIRST_PORT, last + 1):
        if _is_free(port):
            return port
    raise NoFreePort(f"The ports {FIRST_PORT} to {last} of {ADDRESS} are all taken; give another with --port.")


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ADDRESS, port))
            trial.listen(1)
        except OSError:
            return False
    return True


def configuration(port: int) -> dict[str, Any]:
    """The settings of ``.streamlit/config.toml`` by their dotted names, with the address, the port and silence."""
    import tomllib

    with open(os.path.join(resources.root(), ".streamlit", "config.toml"), "rb") as file:
        settings = dict(_flat(tomllib.load(file), ""))
    return settings | {
        "server.address": ADDRESS,
        "server.port": port,
        "server.headless": True,
        "browser.serverAddress": ADDRESS,
        "browser.gatherUsageStats": False,
        "logger.hideWelcomeMessage": True,
    }


def _flat(settings: dict[str, Any], before: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in settings.items():
        found += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
    return found


def _when_ready(port: int, act: Callable[[], object]) -> None:
    """Call `act` from a thread once the port answers; never, where it does not within a minute."""
    import threading
    import time

    def wait() -> None:
        for _ in range(600):
            with socket.socket() as trial:
                trial.settimeout(0.5)
                if trial.connect_ex((ADDRESS, port)) == 0:
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
