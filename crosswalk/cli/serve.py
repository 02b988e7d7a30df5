"""``crosswalk serve``: the viewer, a SPARQL endpoint and linked data for everybody, read-only, in one process."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from crosswalk.cli.app import for_the_pages
from crosswalk.cli.main import Parser
from crosswalk.errors import FolderNotWritable, InputError

EXAMPLES = (
    "crosswalk serve",
    "crosswalk serve --port 8600 --time-limit 10 --access-log access.jsonl",
    "crosswalk serve --host 0.0.0.0 --public-address https://crosswalk.example.org --proxy 10.0.0.2",
)

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_EVERY = ("0.0.0.0", "::")  # noqa: S104 — only recognised here


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, help="the port to listen on (default: the first free one from 8501)")
    parser.add_argument(
        "--public-address",
        metavar="URL",
        help="the address that others know it by, such as https://crosswalk.example.org; needed with 0.0.0.0",
    )
    parser.add_argument(
        "--proxy", action="append", metavar="ADDRESS", help="a proxy whose word on client addresses counts; repeatable"
    )
    parser.add_argument("--time-limit", type=float, default=20.0, metavar="SECONDS", help="of a query (%(default)s)")
    parser.add_argument("--row-limit", type=int, default=100_000, metavar="ROWS", help="of an answer (%(default)s)")
    parser.add_argument("--memory-limit", type=int, default=2048, metavar="MIB", help="of a query (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="queries that run at once (%(default)s)")
    parser.add_argument(
        "--per-client", type=int, default=10, metavar="N", help="queries of a client under way (%(default)s)"
    )
    parser.add_argument("--waiting", type=int, default=100, metavar="N", help="queries that wait in all (%(default)s)")
    parser.add_argument("--access-log", metavar="FILE", help="write a line of JSON for each request; - for the screen")
    parser.add_argument("--log-queries", action="store_true", help="write what is asked into the access log too")


def execute(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from starlette.middleware import Middleware

    from crosswalk.api import open_graph, own_data, own_endpoint
    from crosswalk.graph.streaming import Limits
    from crosswalk.viewer import launch, setting
    from crosswalk.web.access import AccessLog
    from crosswalk.web.connections import Attended
    from crosswalk.web.gate import Gate
    from crosswalk.web.programs import Programs
    from crosswalk.web.routes import Offer, routes

    _check(options)
    hosts = _hosts(options)
    port = launch.free_port(options.port, options.host)
    for_the_pages(options)
    if options.proxy:
        os.environ["FORWARDED_ALLOW_IPS"] = ",".join(options.proxy)  # where the web server reads it
    limits = Limits(options.time_limit, options.row_limit, options.memory_limit * 1024**2, options.workers)
    setting.open_to_all(limits)
    endpoint = own_endpoint()
    data = own_data() if endpoint is None else ()
    graph = open_graph(data=data, endpoint=endpoint, private=False, keep=True)
    for note in graph.notes:
        print(note, file=sys.stderr)
    service = graph.service(limits)
    offer = Offer(limits, options.per_client, options.waiting, not data and endpoint is None)
    answered = routes(graph, service, offer)
    middleware = [Middleware(Gate, hosts=hosts), Middleware(Programs, routes=answered)]
    if options.access_log:
        writer = _writer(options.access_log)
        middleware.insert(0, Middleware(AccessLog, write=writer, with_queries=options.log_queries))
    middleware.insert(0, Middleware(Attended))

    def announce(url: str) -> None:
        shown = (options.public_address or url).rstrip("/")
        print(f"The viewer is at {shown}, SPARQL at {shown}/sparql; Ctrl-C ends it.", flush=True)

    try:
        launch.serve(
            launch.Place(options.host, port, _name(options)),
            launch.announced(announce),
            answered,
            middleware,
        )
    finally:
        service.close()
        graph.close()
    return 0


def _check(options: argparse.Namespace) -> None:
    """Raises InputError for a number that makes no sense."""
    for name in ("row_limit", "memory_limit", "workers", "per_client", "waiting"):
        if getattr(options, name) < 1:
            raise InputError(f"--{name.replace('_', '-')} {getattr(options, name)} is too few; give 1 or more.")
    if not 0 < options.time_limit <= 3600:
        raise InputError(f"--time-limit {options.time_limit:g} cannot be; give seconds, above 0 and up to 3600.")
    if options.log_queries and not options.access_log:
        raise InputError("--log-queries says what the access log holds; give --access-log too.")


def _hosts(options: argparse.Namespace) -> frozenset[str]:
    """The names under which requests may come. Raises InputError where nobody could know them."""
    names = {*_LOOPBACK} if options.host in (*_LOOPBACK, *_EVERY) else {options.host.lower()}
    if options.public_address:
        names.add(_name(options))
    elif options.host in _EVERY:
        raise InputError(
            f"--host {options.host} listens on every address of this machine; say by --public-address under which "
            "address others ask for it, such as https://crosswalk.example.org."
        )
    return frozenset(names)


def _name(options: argparse.Namespace) -> str:
    """The name in the public address, or the host. Raises InputError."""
    if not options.public_address:
        return str(options.host)
    try:
        parts = urlsplit(options.public_address)
        name = parts.hostname if parts.scheme in ("http", "https") and not parts.path.strip("/") else None
    except ValueError:
        name = None
    if not name:
        raise InputError(
            f"--public-address {options.public_address} is no address of a server; write it as "
            "https://crosswalk.example.org, without a path."
        )
    return str(name).lower()


def _writer(path: str) -> Callable[[str], object]:
    """What writes a line of the access log. Raises FolderNotWritable."""
    if path == "-":
        return lambda line: print(line, flush=True)
    try:
        file = open(path, "a", encoding="utf-8", buffering=1)  # noqa: SIM115 — open as long as the server runs
    except OSError as error:
        raise FolderNotWritable(f"{path} cannot be written ({error.strerror}); choose another --access-log.") from None
    return lambda line: file.write(f"{line}\n")
