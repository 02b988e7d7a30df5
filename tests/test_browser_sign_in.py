"""A team that signs in at a true provider, in a real browser: who gets in, who writes, what nobody else receives."""

from __future__ import annotations

import http.client
import json
import re
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from browser import ROOT, WATCHER, Visit, free_port, serving
from evidence_world import filled
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from team_world import COOKIE_SECRET, Wire, provider, team_file, text_of, visiting, widget
from websockets.exceptions import ConnectionClosed, InvalidStatus

from crosswalk.evidence.workspace import Workspace
from crosswalk.web.security_headers import HEADERS

pytestmark = pytest.mark.browser

#: What stands in the register, on a page of standards, and on every page, and must reach nobody who is not let in.
SECRET = ("Assistive technology plan", "Unit planners", "Assistive technology for diverse learners", "Data version")
FORM = "view=add&type=policy-2"


class Office(NamedTuple):
    """A viewer of a team, its provider, its register, and every address that it looked up or connected to."""

    root: str
    port: int
    provider: str
    desk: Workspace
    calls: Path


@pytest.fixture(scope="module")
def office(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """``crosswalk app`` on every address of this machine, for a team."""
    folder = tmp_path_factory.mktemp("team")
    desk, port = filled(folder / "register").workspace, free_port()
    (folder / "watch").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(WATCHER)
    calls = folder / "calls"
    calls.touch()
    with provider() as found:
        file = team_file(folder, found, f"http://localhost:{port}")
        start = "from crosswalk.cli.main import run; run()"
        command = [
            *(sys.executable, "-c", start, "app", "--no-browser", "--host", "0.0.0.0", "--port", str(port)),
            *("--sign-in", str(file), "--workspace", desk.folder),
        ]
        env = {"PYTHONPATH": f"{folder / 'watch'}:{ROOT}", "WATCHED_CALLS": str(calls), "CROSSWALK_USER": "the server"}
        with serving(command, port, ROOT, env):
            yield Office(f"http://localhost:{port}/", port, found, desk, calls)


class Window(Visit):
    """A window that keeps what came over its websocket, and lets nothing out but to this machine."""

    def __init__(self, browser: Any, office: Office, **look: Any) -> None:
        super().__init__(browser, office.root, **look)
        self.office = office
        self.received: list[bytes] = []
        self.page.on("websocket", lambda ws: ws.on("framereceived", self._keep))
        self.stopped: list[str] = []
        self.context.route(lambda url: "//localhost:" not in url, self._stop)

    def _keep(self, frame: str | bytes) -> None:
        self.received.append(frame if isinstance(frame, bytes) else frame.encode())

    def _stop(self, route: Any) -> None:
        """The page of the provider asks for a style from elsewhere; ours ask for nothing."""
        asked_by = route.request.headers.get("referer", "")
        if not asked_by.startswith(self.office.provider):
            self.stopped.append(f"{route.request.url} for {asked_by}")
        route.abort()

    def arrive(self, address: str = "") -> None:
        """Open an address and wait for the door."""
        self.page.goto(self.root + address)
        self.page.get_by_test_id("stMain").get_by_role("button").first.wait_for()
        self.text_at_rest()

    def sign_in(self, who: str, address: str = "") -> None:
        """Go through the whole of it, from the address to the page that stands there then."""
        self.arrive(address)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_placeholder("sub").fill(who)
        self.page.get_by_role("button", name="Authorize").click()
        self.page.get_by_role("button", name="Sign out").wait_for()
        self.text_at_rest()

    def cookies(self) -> dict[str, str]:
        return {one["name"]: one["value"] for one in self.context.cookies(self.root)}

    def got(self) -> str:
        return b"".join(self.received).decode("utf-8", "replace")


@pytest.fixture
def window(chromium: Any, office: Office) -> Iterator[Window]:
    found = Window(chromium, office)
    yield found
    assert found.stopped == []
    assert [words for words in found.wrong if "Content Security Policy" in words] == []
    found.context.close()


@pytest.fixture(scope="module")
def keys(office: Office) -> dict[str, dict[str, str]]:
    """The cookies that the server gives to people who sign in, signed as it signs them."""
    claims = {"is_logged_in": True, "email_verified": True, "iat": int(time.time()), "origin": office.root.rstrip("/")}
    people = {
        "editor": claims | {"email": "editor@school.example"},
        "reader": claims | {"email": "reader@school.example"},
        "stranger": claims | {"email": "stranger@elsewhere.example"},
        "unverified": claims | {"email": "editor@school.example", "email_verified": False},
    }
    return {
        who: {"_streamlit_user": forged(said, COOKIE_SECRET), "_streamlit_xsrf": generate_xsrf_token_string()}
        for who, said in people.items()
    }


def status(office: Office, path: str, cookies: dict[str, str], method: str = "GET") -> int:
    """How a request of a program is answered."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    headers["X-Xsrftoken"] = cookies.get("_streamlit_xsrf", "")
    try:
        asked = urllib.request.Request(office.root + path, headers=headers, method=method)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


# Nobody signed in


def test_whoever_is_not_signed_in_gets_one_page_and_no_data_over_the_wire(window: Window) -> None:
    window.arrive("standard?id=ais-psi:3.4")
    assert window.title == "Standards crosswalk" and "Sign in to see" in window.text
    assert window.page.get_by_test_id("stMain").locator("a[href]").all_inner_texts() == [
        "English",
        "Français",
        "Español",
    ]
    assert window.page.get_by_role("button").all_inner_texts() == ["Sign in"]
    got = window.got()
    assert "Sign in to see" in got and [word for word in SECRET if word in got] == []
    assert window.violations() == [] and window.overflow() == 0


def test_the_door_fits_a_phone_in_the_dark(chromium: Any, office: Office) -> None:
    window = Window(chromium, office, dark=True, width=390)
    window.arrive("?lang=es")
    assert window.violations() == [] and window.overflow() == 0
    assert window.page.get_by_role("button").all_inner_texts() == ["Iniciar sesión"]
    window.context.close()


# Signed in, and not let in


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("stranger", "signed in as stranger@elsewhere.example, which is on no list"),
        ("unverified", "signed in as editor@school.example, but nobody told this server that the address is verified"),
    ],
)
def test_whoever_is_on_no_list_is_told_so_and_gets_nothing_else(window: Window, who: str, said: str) -> None:
    window.sign_in(who, "evidence?id=plan-1")
    assert said in window.text
    assert window.page.get_by_role("button").all_inner_texts() == ["Sign out"]
    assert [word for word in SECRET if word in window.got()] == []
    assert window.violations() == []


# Let in


def test_a_reader_comes_to_the_page_that_they_wanted_and_sees_it_without_a_way_to_write(window: Window) -> None:
    window.sign_in("reader", "evidence?id=plan-1")
    window.settle()
    assert window.address == "evidence?id=plan-1"
    assert "Assistive technology plan" in window.text and "History of this record" in window.text
    assert "Signed in as reader@school.example, who may read." in window.text
    assert window.page.get_by_role("button").all_inner_texts() == ["Sign out", "Search"]
    assert window.page.locator("textarea, input[type=text], input[type=file]").count() == 0
    assert window.violations() == []
    assert [word for word in SECRET if word in window.got()] != []  # so that the tests above could fail


def test_an_editor_writes_in_a_form_and_is_named_in_the_history(window: Window, office: Office) -> None:
    window.sign_in("editor", f"evidence?{FORM}")
    window.settle()
    window.page.get_by_label(re.compile("^Title")).fill("Written in a browser")
    window.page.get_by_role("button", name="Save").click()
    window.page.get_by_text("Saved Written in a browser as").wait_for()
    window.settle()
    (made,) = [one for one in office.desk.records("evidence") if one.body["title"] == "Written in a browser"]
    assert [revision.change.who for revision in office.desk.history("evidence", made.id)] == ["editor@school.example"]
    assert "editor@school.example" in window.page.get_by_role("table", name="History of this record").inner_text()
    assert window.violations() == []
    window.page.set_viewport_size({"width": 390, "height": 900})
    assert window.overflow() == 0


def test_whoever_signs_out_is_outside_and_the_server_asked_the_provider_alone(window: Window, office: Office) -> None:
    window.sign_in("reader", "evidence")
    window.settle()
    window.page.get_by_role("button", name="Sign out").click()
    window.page.get_by_role("button", name="End session").click()  # the provider asks
    window.page.get_by_role("button", name="Sign in").wait_for()
    window.text_at_rest()
    assert not {"_streamlit_user", "_streamlit_user_tokens"} & set(window.cookies())
    window.received.clear()
    window.arrive("evidence")
    assert "Sign in to see" in window.text
    assert [word for word in SECRET if word in window.got()] == []
    calls = office.calls.read_text("utf-8")
    assert f"('127.0.0.1', {urlsplit(office.provider).port})" in calls
    assert [
        line for line in calls.splitlines() if not re.search(r"127\.0\.0\.1|localhost|::1|None|0\.0\.0\.0", line)
    ] == []


# Beside the pages


@pytest.mark.parametrize(
    ("path", "status_"),
    [
        ("", 200),
        ("evidence", 200),
        ("auth/login", 302),
        ("auth/logout", 302),
        ("oauth2callback", 302),
        ("media/nothing", 403),
        ("_stcore/metrics", 403),
        ("_stcore/health", 200),
    ],
)
def test_every_kind_of_answer_has_the_headers_of_safety(office: Office, path: str, status_: int) -> None:
    connection = http.client.HTTPConnection("localhost", office.port, timeout=60)
    connection.request("GET", f"/{path}")
    found = connection.getresponse()
    assert (found.status, {name: found.headers.get_all(name) for name in HEADERS}) == (
        status_,
        {name: [value] for name, value in HEADERS.items()},
    )
    connection.close()


def test_a_file_is_handed_out_to_those_who_may_read_and_to_nobody_else(
    chromium: Any, office: Office, keys: dict[str, dict[str, str]]
) -> None:
    window = Window(chromium, office)
    window.sign_in("editor", "evidence")
    window.settle()
    with window.page.expect_download() as taken, window.page.expect_response(re.compile("/media/")) as answer:
        window.page.get_by_role("button", name="The table as a sheet").click()
    assert "Assistive technology plan" in Path(taken.value.path()).read_text("utf-8")
    path = answer.value.url.removeprefix(office.root)
    assert path.startswith("media/")
    known = {who: status(office, path, cookies) for who, cookies in keys.items()}
    assert known == {"editor": 200, "reader": 200, "stranger": 403, "unverified": 403}
    assert status(office, path, {}) == 403
    window.context.close()


def test_nothing_is_taken_in_but_from_those_who_may_write(office: Office, keys: dict[str, dict[str, str]]) -> None:
    path = "_stcore/upload_file/a-session/a-file"
    answers = {who: status(office, path, cookies, "PUT") for who, cookies in keys.items()}
    # 400: there is no such session
    assert answers == {"editor": 400, "reader": 403, "stranger": 403, "unverified": 403}
    assert status(office, path, {}, "PUT") == status(office, "_stcore/metrics", {}) == 403
    assert status(office, "_stcore/health", {}) == status(office, "bundles/bundles.json", {}) == 200


# Forged visits


def visit(office: Office, cookies: dict[str, str], origin: str | None = "") -> str:
    """What comes over the wire for the register, asked for with these cookies."""
    with wire(office, cookies, origin) as one:
        return text_of(one.run("evidence"))


def wire(office: Office, cookies: dict[str, str], origin: str | None = "") -> AbstractContextManager[Wire]:
    return visiting(office.port, office.root.rstrip("/") if origin == "" else origin, cookies)


def forged(claims: dict[str, object], secret: str) -> str:
    return create_signed_value(secret, "_streamlit_user", json.dumps(claims)).decode()


def test_over_the_bare_wire_only_a_cookie_that_the_server_signed_opens_the_register(
    office: Office, keys: dict[str, dict[str, str]]
) -> None:
    assert "Assistive technology plan" in visit(office, keys["reader"])
    assert "Assistive technology plan" not in visit(office, {})
    assert "Assistive technology plan" not in visit(office, keys["stranger"])
    token = {"_streamlit_xsrf": keys["reader"]["_streamlit_xsrf"]}
    claims = {
        "is_logged_in": True, "email": "editor@school.example", "email_verified": True, "iat": 1_800_000_000,
        "origin": office.root.rstrip("/"),
    }  # fmt: skip
    for cookie in (forged(claims, "another secret of more than 32 signs"), forged(claims, ""), "x"):
        assert "Assistive technology plan" not in visit(office, token | {"_streamlit_user": cookie})
        assert status(office, "_stcore/metrics", {"_streamlit_user": cookie}) == 403
    elsewhere = forged(claims | {"origin": "https://elsewhere.example"}, COOKIE_SECRET)
    assert "Assistive technology plan" not in visit(office, token | {"_streamlit_user": elsewhere})


@pytest.mark.parametrize("origin", [None, "https://elsewhere.example", "null"])
def test_no_page_from_elsewhere_opens_a_visit(
    office: Office, keys: dict[str, dict[str, str]], origin: str | None
) -> None:
    with pytest.raises((ConnectionClosed, InvalidStatus)):
        visit(office, keys["editor"], origin)


def test_a_form_that_a_reader_sends_without_having_been_shown_it_writes_nothing(
    office: Office, keys: dict[str, dict[str, str]]
) -> None:
    with wire(office, keys["editor"]) as editor, wire(office, keys["reader"]) as reader:
        shown = editor.run("evidence", FORM)
        title, save = widget(shown, "text_input", "Title (needed)"), widget(shown, "button", "Save")
        reader.run("evidence", FORM)
        before = office.desk.version()
        answer = text_of(reader.run("evidence", FORM, {title: "Sent by a reader", save: True}))
        assert office.desk.version() == before and "Saved" not in answer
        editor.run("evidence", FORM, {title: "Sent by an editor", save: True})  # the same, by somebody who may
    assert office.desk.version() == before + 1
    assert office.desk.database.changes(1)[0].who == "editor@school.example"
    assert "Sent by a reader" not in [one.body["title"] for one in office.desk.records("evidence")]
