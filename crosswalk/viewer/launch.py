"""Starts the viewer from a program: on this machine unless told otherwise, all settings passed, on a free port."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crosswalk import resources
from crosswalk.errors import InputError, NoFreePort
from crosswalk.viewer import SCRIPT, bundles, doorkeeper, prompt, sign_in

if TYPE_CHECKING:
    from starlette.middleware import Middleware
    from starlette.routing import BaseRoute

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
_TRIED = 50


class Place(NamedTuple):
    """Where the server listens, and the name by which browsers know it."""

    address: str
    port: int
    name: str


def launch(
    port: int | None = None,
    open_browser: bool = True,
    announce: Callable[[str], object] = lambda url: None,
    host: str = ADDRESS,
    middleware: Sequence[Middleware] = (),
) -> None:
    """Serve the viewer until it is interrupted (Ctrl-C), which ends it without an error.

    `announce` is called with the address once it answers; `middleware` stands before everything else. Without `port`
    the first free one from 8501 on is taken. Where CROSSWALK_SIGN_IN names a file that says how people sign in
    (`sign_in`), they do; without it the viewer is the person's own, and `host` can be no other than a loopback address.
    Raises InputError where everybody could reach it and nobody would sign in, or the file is not sound;
    EnvironmentFault where a package that signs people in is missing; NoFreePort; DataMissing.
    """
    team = sign_in.current()
    if team is None:
        if host not in sign_in.LOOPBACK:
            raise InputError(
                f"Everybody who reaches {host} could read and write your records; let people sign in with "
                "--sign-in FILE (the README shows such a file), or leave --host out."
            )
        place = Place(host, free_port(port, host), host)
        serve(place, announced(announce, open_browser), middleware=middleware)
        return
    secrets, doors = sign_in.secrets(team), [*middleware, *doorkeeper.middleware(team)]
    tell = announced(lambda _listens: announce(team.address))
    serve(Place(host, free_port(port, host), team.host), tell, middleware=doors, secrets=secrets)


def serve(
    place: Place,
    ready: Callable[[str], object],
    routes: Sequence[BaseRoute] = (),
    middleware: Sequence[Middleware] = (),
    secrets: Mapping[str, Any] | None = None,
) -> None:
    """Serve the viewer with more routes beside its pages, until it is interrupted; `ready` gets its address then.

    `secrets` are those by which people sign in.
    """
    settings = configuration(place)
    import streamlit as st

    asked = "127.0.0.1" if place.address in ("0.0.0.0", "::") else place.address  # noqa: S104 — only recognised here
    shown = f"[{asked}]" if ":" in asked else asked
    _when_ready(asked, place.port, lambda: ready(f"http://{shown}:{place.port}"))
    answers = [*bundles.routes(), *routes]
    app = st.App(SCRIPT, routes=answers, lifespan=prompt.lifespan, middleware=middleware, secrets=secrets)
    try:
        app.run(config=settings)
    except KeyboardInterrupt:
        return


def announced(announce: Callable[[str], object], open_browser: bool = False) -> Callable[[str], object]:
    """What to do once the server answers: tell its address, and open it in a browser where there is a screen."""
    return lambda url: _greet(url, open_browser, announce)


def free_port(asked: int | None, address: str = ADDRESS) -> int:
    """The port asked for, or the first free one from 8501 on. Raises NoFreePort."""
    if asked is not None:
        if not 0 < asked < 65536:
            raise NoFreePort(f"{asked} is not a port; give a number from 1024 to 65535.")
        if not _is_free(address, asked):
            raise NoFreePort(
                f"Port {asked} of {address} is taken or reserved; end what uses it, or give another --port."
            )
        return asked
    last = FIRST_PORT + _TRIED - 1
    for port in range(FIRST_PORT, last + 1):
        if _is_free(address, port):
            return port
    raise NoFreePort(f"The ports {FIRST_PORT} to {last} of {address} are all taken; give another with --port.")


def _is_free(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
            trial.listen(1)
        except OSError:
            return False
    return True


def configuration(place: Place) -> dict[str, Any]:
    """The settings of ``.streamlit/config.toml`` by their dotted names, with the address, the port and silence.

    Visits by another name than ours are refused: a page elsewhere may point a name of its own at this machine.
    """
    import tomllib

    with open(os.path.join(resources.root(), ".streamlit", "config.toml"), "rb") as file:
        settings = dict(_flat(tomllib.load(file), ""))
    return settings | {
        "server.address": place.address,
        "server.port": place.port,
        "server.allowedHosts": sorted({place.name, place.address, *sign_in.LOOPBACK}),
        "server.headless": True,
        "browser.serverAddress": place.name,
        "browser.gatherUsageStats": False,
        "logger.hideWelcomeMessage": True,
    }


def _flat(settings: dict[str, Any], before: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in settings.items():
        found += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
    return found


def _when_ready(address: str, port: int, act: Callable[[], object]) -> None:
    """Call `act` from a thread once the port answers; never, where it does not within a minute."""
    import threading
    import time

    def wait() -> None:
        for _ in range(600):
            with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as trial:
                trial.settimeout(0.5)
                if trial.connect_ex((address, port)) == 0:
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
