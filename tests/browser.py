"""A real Chromium before a running viewer: the fixtures of the tests marked ``browser``, and what they share.

Without Chromium these tests skip with a sentence; with CROSSWALK_REQUIRE_BROWSER=1 they fail instead.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOW_TO_GET_IT = "No Chromium was found: install it with `apt-get install chromium`, or name it in CROSSWALK_CHROMIUM."
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: Options of a Streamlit that serves a script of a test.
SILENT = ("--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false")

#: Streamlit looks for its server below the path of each page first; it is answered 404 and looks at the root.
STREAMLITS_OWN_MISSES = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")

#: Rules of WCAG 2 A and AA that axe finds broken by Streamlit itself, not by us, by rule: reason. None at present.
STREAMLITS_OWN_VIOLATIONS: dict[str, str] = {}

#: A page whose script has run to its end, and elements of a run before that are still there.
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning] .xw-footer"
STALE = "[data-stale=true]"

#: Put before a server's start: notes every address that the process looks up or connects to.
WATCHER = """\
import os, sys
def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        asked = arguments[0] if event != "socket.connect" else arguments[1]
        with open(os.environ["WATCHED_CALLS"], "a") as file:
            file.write(f"{event} {asked!r}\\n")
sys.addaudithook(note)
"""


def missing(reason: str) -> Any:
    """Skip, or fail where the browser is required."""
    if os.environ.get("CROSSWALK_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def serving(
    command: list[str], port: int, cwd: Path, env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A server in a process of its own, from the moment it answers until it is interrupted as by Ctrl-C."""
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        deadline = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                pytest.fail(f"The viewer did not start:\n{process.communicate()[0]}")
            time.sleep(0.1)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdout:
            process.stdout.close()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def streamlit_run(script: Path, port: int) -> list[str]:
    """The command ``streamlit run`` for a script."""
    return [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A Chromium, started once a module: while it runs, nothing else may use asyncio in this thread."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed: python -m pip install '.[test]'.")
    found = os.environ.get("CROSSWALK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        missing(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def viewer(chromium: Any) -> Iterator[str]:
    """The address of a viewer that ``streamlit run app.py`` serves from the clone."""
    port = free_port()
    with serving(streamlit_run(ROOT / "app.py", port), port, ROOT):
        yield f"http://127.0.0.1:{port}/"


def labelled(words: str) -> str:
    """The script that tells whether an element has a name that begins so."""
    return f"(e.getAttribute('aria-label') || e.innerText || '').startsWith({words!r})"


@contextmanager
def viewer_over(workspace: str) -> Iterator[str]:
    """The address of another viewer, over what lies in a workspace, for somebody whose initials are AB."""
    port = free_port()
    env = {"CROSSWALK_WORKSPACE": workspace, "CROSSWALK_USER": "AB"}
    with serving(streamlit_run(ROOT / "app.py", port), port, ROOT, env):
        yield f"http://127.0.0.1:{port}/"


class Visit:
    """A window of the browser, with a record of what it asked for and what went wrong in it."""

    def __init__(self, browser: Any, root: str, *, dark: bool = False, width: int = 1280) -> None:
        self.root = root
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", accept_downloads=True
        )
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if message.type == "error" and not STREAMLITS_OWN_MISSES.search(message.location.get("url", "")):
            self.wrong.append(f"{message.text} {message.location.get('url', '')}")

    def open(self, address: str) -> None:
        """Go to an address below the root, as if a link had been pasted."""
        self.page.goto(self.root + address)
        self.settle()

    def move(self, address: str) -> None:
        """Go to an address below the root as Back and Forward do, without loading the page anew."""
        script = "a => { history.pushState({}, '', a); dispatchEvent(new PopStateEvent('popstate', { state: {} })) }"
        self.page.evaluate(script, self.root + address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has run, its footer stands, nothing is stale, and the text stays as it is."""
        before, steady = "", 0
        for _ in range(400):
            self.page.wait_for_timeout(70)
            shown = self.text if self.page.locator(SETTLED).count() and not self.page.locator(STALE).count() else ""
            steady = steady + 1 if shown and shown == before else 0
            if steady == 2:
                return
            before = shown
        pytest.fail(f"The page at {self.page.url} did not come to rest:\n{before}")

    def follow(self, name: str) -> None:
        """Click the first link whose name begins so."""
        self.page.get_by_role("link", name=re.compile("^" + re.escape(name))).first.click()
        self.settle()

    def back(self) -> None:
        """The browser's Back."""
        self.page.go_back()
        self.settle()

    def forward(self) -> None:
        """The browser's Forward."""
        self.page.go_forward()
        self.settle()

    def press_until(self, script: str, limit: int = 120, key: str = "Tab") -> None:
        """Press Tab until the focused element, which the script calls `e`, fits."""
        for _ in range(limit):
            self.page.keyboard.press(key)
            if self.page.evaluate(f"(e => e && ({script}))(document.activeElement)"):
                return
        pytest.fail(f"{limit} times {key} did not lead to {script}")

    @property
    def address(self) -> str:
        """The address below the root."""
        return str(self.page.url).removeprefix(self.root)

    @property
    def text(self) -> str:
        """What the page shows."""
        return str(self.page.locator("[data-testid=stMainBlockContainer]").inner_text())

    def text_at_rest(self) -> str:
        """What the page shows once nothing of it changes for a second: parts of Streamlit load when first needed."""
        before, since = self.text, time.monotonic()
        while time.monotonic() - since < 1:
            self.page.wait_for_timeout(100)
            if (shown := self.text) != before:
                before, since = shown, time.monotonic()
        return before

    @property
    def title(self) -> str:
        """The page's one main heading."""
        return str(self.page.locator("h1").inner_text())

    def hosts(self) -> set[str]:
        """Every host that the browser asked, of addresses that leave the browser."""
        parts = [urlsplit(url) for url in self.asked]
        return {part.hostname or "" for part in parts if part.scheme not in ("data", "blob", "about")}

    def violations(self, *rules: str) -> list[str]:
        """What axe finds against WCAG 2 A and AA, or the rules named, that is not Streamlit's own."""
        from axe_playwright_python.sync_playwright import Axe

        levels = {
            "resultTypes": ["violations"],
            "runOnly": list(rules) or ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        }
        found = Axe().run(self.page, options=levels).response["violations"]
        return [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in found
            if violation["id"] not in STREAMLITS_OWN_VIOLATIONS
            for node in violation["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        script = (
            "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
            ".reduce((most, e) => Math.max(most, e.scrollWidth - e.clientWidth), 0)"
        )
        return int(self.page.evaluate(script))


@pytest.fixture
def visit(chromium: Any, viewer: str) -> Iterator[Visit]:
    """A fresh window at the size of a desk, light."""
    window = Visit(chromium, viewer)
    yield window
    window.context.close()
