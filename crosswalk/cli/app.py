"""``crosswalk app``: the viewer, on this machine alone, or for a team that signs in."""

from __future__ import annotations

import argparse
import os
import sys

from crosswalk.cli.main import Parser
from crosswalk.errors import InputError

EXAMPLES = (
    "crosswalk app",
    "crosswalk app --port 8600 --no-browser",
    "crosswalk app --host 0.0.0.0 --sign-in team.toml",
)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default="127.0.0.1",
        help="the address to listen on; any but a loopback address needs --sign-in (default: 127.0.0.1)",
    )
    parser.add_argument("--port", type=int, help="the port to listen on (default: the first free one from 8501)")
    workspace = (
        "the folder of your records and of your own copies' wording (default: CROSSWALK_WORKSPACE, else your user data "
        "folder)"
    )
    parser.add_argument("--workspace", metavar="DIR", help=workspace)
    sign_in = (
        "let people sign in by OpenID Connect: a TOML file that names the provider, who may read and who may edit "
        "(default: CROSSWALK_SIGN_IN)"
    )
    parser.add_argument("--sign-in", metavar="FILE", help=sign_in)
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def execute(options: argparse.Namespace) -> int:
    """Serve the viewer until Ctrl-C: to this machine, or to whoever signs in."""
    from crosswalk.viewer import sign_in
    from crosswalk.viewer.launch import launch
    from crosswalk.web import security_headers

    if options.port is not None and not 1 <= options.port <= 65_535:
        raise InputError(f"--port {options.port} is no port; give a number from 1 to 65535.")

    for_the_pages(options)
    if options.workspace:
        os.environ["CROSSWALK_WORKSPACE"] = options.workspace  # the pages open the graph themselves

    if options.sign_in:
        os.environ[sign_in.VARIABLE] = options.sign_in
    if (file := sign_in.named()) and os.path.exists(file) and sign_in.readable_by_others(file):
        print(f"Other accounts of this machine may read {file}; take that away with: chmod 600 {file}", file=sys.stderr)

    def announce(url: str) -> None:
        print(f"The viewer is at {url}; Ctrl-C ends it.", flush=True)

    launch(options.port, not options.no_browser, announce, options.host, security_headers.middleware())
    return 0


def for_the_pages(options: argparse.Namespace) -> None:
    """Say by the environment which graph ``--data`` and ``--endpoint`` name, since the pages open it themselves.

    A slip is told here rather than on every page. Raises UnreadableFile, InputError.
    """
    from crosswalk.api import open_graph

    if options.data and options.endpoint:
        raise InputError("Files cannot be added to an endpoint from here; give either --data or --endpoint, not both.")
    if options.data:
        from crosswalk.graph.files import own_files

        own_files(options.data)
        os.environ["CROSSWALK_DATA"] = os.pathsep.join(map(os.path.abspath, options.data))
        os.environ.pop("CROSSWALK_ENDPOINT", None)
    if options.endpoint:
        open_graph(endpoint=options.endpoint)  # looks at the address and asks nothing yet
        os.environ["CROSSWALK_ENDPOINT"] = options.endpoint
