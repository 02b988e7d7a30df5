"""A connection to a server of others that any thread may cut, whether its answer is waited for or being read."""

from __future__ import annotations

import http.client
import socket
import threading
import urllib.request
from contextlib import suppress
from typing import Any


class Line:
    """The connection of a request, once there is one; it goes with the request where that is redirected."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        #: Whether nobody waits for an answer any more.
        self.is_cut = False

    def holds(self, connected: socket.socket) -> None:
        """Know the connection. Raises ConnectionAbortedError where it was cut before it was there."""
        with self._lock:
            self._socket = connected
            if self.is_cut:
                raise ConnectionAbortedError("The line was cut.")

    def cut(self) -> None:
        """End the connection; whoever waits for something on it gets an error, and the server sees it go."""
        with self._lock:
            self.is_cut = True
            if self._socket is not None:
                with suppress(OSError):  # it has ended by itself
                    self._socket.shutdown(socket.SHUT_RDWR)


def line_of(request: urllib.request.Request) -> Line | None:
    """The line of a request, None where it has none."""
    return getattr(request, "line", None)


def on_line(request: urllib.request.Request, line: Line | None) -> urllib.request.Request:
    """The request itself, on a line from now on."""
    request.line = line  # type: ignore[attr-defined]
    return request


def _held(kind: Any, line: Line | None) -> Any:
    """A kind of connection that a line knows."""
    if line is None:
        return kind
    holds = line.holds

    class Held(kind):  # type: ignore[misc]
        def connect(self) -> None:
            super().connect()
            holds(self.sock)

    return Held


class HttpOnLine(urllib.request.HTTPHandler):
    """Requests whose line knows their connection."""

    def do_open(self, http_class: Any, req: urllib.request.Request, **given: Any) -> http.client.HTTPResponse:
        """Open it."""
        return super().do_open(_held(http_class, line_of(req)), req, **given)


class HttpsOnLine(urllib.request.HTTPSHandler):
    """The same over TLS."""

    def do_open(self, http_class: Any, req: urllib.request.Request, **given: Any) -> http.client.HTTPResponse:
        """Open it."""
        return super().do_open(_held(http_class, line_of(req)), req, **given)
