"""A server that says just what a test wants: what an endpoint of others may answer."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Server(http.server.BaseHTTPRequestHandler):
    """Answers each POST by `Server.act`, and keeps what was sent."""

    act: Callable[[Server], None]
    seen: list[tuple[str, dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        type(self).seen.append((self.path, dict(self.headers), body))
        with suppress(BrokenPipeError, ConnectionResetError):
            type(self).act(self)

    do_GET = do_HEAD = do_PUT = do_POST  # noqa: N815

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def say(self, code: int, kind: str = "text/plain", content: bytes = b"", **headers: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def answering(act: Callable[[Server], None], port: int = 0) -> Iterator[tuple[str, type[Server]]]:
    handler = type("Handler", (Server,), {"act": staticmethod(act), "seen": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql", handler
    finally:
        server.shutdown()
        server.server_close()


def says(code: int, kind: str = "text/plain", content: bytes = b"", **headers: str) -> Callable[[Server], None]:
    return lambda server: server.say(code, kind, content, **headers)
