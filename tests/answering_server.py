"""A server that says just what a test wants: what an endpoint of others may answer."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs

import pyoxigraph

JSON = "application/sparql-results+json"
EMPTY = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
ONE = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "http://e/a"}}]}}'


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
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql", handler
    finally:
        server.shutdown()
        server.server_close()


def says(code: int, kind: str = "text/plain", content: bytes = b"", **headers: str) -> Callable[[Server], None]:
    return lambda server: server.say(code, kind, content, **headers)


def in_turn(*acts: Callable[[Server], None]) -> Callable[[Server], None]:
    """Each act once, the last one ever after."""
    left = list(acts)
    return lambda server: (left.pop(0) if len(left) > 1 else left[0])(server)


#: A query with rows enough to be cut off.
NUMBERS = "SELECT ?n ?m WHERE { VALUES ?n { 1 2 3 4 5 6 7 } BIND(?n * 2 AS ?m) } ORDER BY ?n"


def capped(rows: int, header: bool = True, lost: int = 0) -> Callable[[Server], None]:
    """A server that answers from an engine of its own and gives at most so many rows, or loses some of them."""
    store = pyoxigraph.Store()

    def act(server: Server) -> None:
        text = parse_qs(server.seen[-1][2].decode())["query"][0]
        answer = store.query(text)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return server.say(200, JSON, json.dumps({"head": {}, "boolean": bool(answer)}).encode())
        whole = json.loads(answer.serialize(format=pyoxigraph.QueryResultsFormat.JSON))
        found = whole["results"]["bindings"]
        whole["results"]["bindings"] = found[lost if "OFFSET" in text else 0 :][:rows]
        said = {"X-SPARQL-MaxRows": str(rows)} if header and len(found) > rows else {}
        return server.say(200, JSON, json.dumps(whole).encode(), **said)

    return act
