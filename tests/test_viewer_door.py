"""The pages of a team: nothing for whoever may not read, no way to write for a reader, an editor's name on a change.

Who is signed in is put in the place of what the provider said; the true sign-in is in ``test_browser_sign_in.py``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from evidence_world import filled
from streamlit.testing.v1 import AppTest
from test_viewer import opened as page_of
from test_viewer import shown

from crosswalk.evidence.attribution import AttributedWorkspace
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import SCRIPT, setting, shared, sign_in
from crosswalk.viewer.people import Team
from crosswalk.viewer.sign_in import SignIn

SETTINGS = SignIn(
    "crosswalk", "x", "https://provider.example/x", "https://crosswalk.school.example", "c" * 40,
    Team(read=("reader@school.example",), edit=("editor@school.example",)),
)  # fmt: skip

#: Pages that show records, and for each something of a record that a reader sees.
RECORDS: dict[str, tuple[str, dict[str, str], str]] = {
    "the register": ("evidence", {}, "Assistive technology plan"),
    "a record": ("evidence", {"id": "plan-1"}, "History of this record"),
    "a retired record": ("evidence", {"id": "old"}, "Replaced by plan-1."),
    "what has nothing": ("evidence", {"view": "worklist", "target": "ib-psp-2014"}, "Not here."),
    "problems": ("evidence", {"view": "problems"}, "A word is wrong."),
    "cycles": ("growth", {}, "Autumn"),
    "a profile": ("growth", {"cycle": "c1"}, "1 Meets"),
    "ratings": ("growth", {"cycle": "c1", "view": "rate", "psi": "ais-psi:PSI1"}, "We did."),
    "goals": ("growth", {"cycle": "c1", "view": "goals"}, "20"),
    "the next level": ("growth", {"cycle": "c1", "view": "next"}, "Exceeds asks:"),
    "a list": ("report", {"target": "ib-psp-2014", "section": "ib-psp-2014:C3"}, "Unit planners"),
    "a checklist": ("report", {"view": "checklist", "accreditor": "ib"}, "Unit planners"),
    "a statement": ("standard", {"id": "ais-psi:3.4"}, "Assistive technology plan"),
    "a pair": ("mapping", {"a": "ais-psi:3.4", "b": "ib-psp-2014:C3.11"}, "ib-psp-2014:C3.11"),
    "a question": ("query", {"name": "list_problems"}, "A word is wrong."),
    "a query": ("query", {"q": "SELECT ?t { GRAPH ?g { ?s a xw:Evidence ; dcterms:title ?t } }"}, "Unit planners"),
}  # fmt: skip

#: Links to a form; a reader has none.
WAYS_TO_WRITE = ("view=add", "view=import")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A filled register of a team."""
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path))
    monkeypatch.setattr(sign_in, "current", lambda: SETTINGS)
    shared.graph.clear()
    yield filled(tmp_path).workspace
    shared.graph.clear()


def signed_in(monkeypatch: pytest.MonkeyPatch, address: str | None, **changed: object) -> None:
    claims = {"is_logged_in": address is not None, "iat": time.time(), "email": address, "email_verified": True}
    monkeypatch.setattr(shared, "_claims", lambda: claims | changed)


def at_the_door(page: str = "overview", **parameters: str) -> AppTest:
    """What stands there instead of a page, opened by its address."""
    app = page_of(page, **parameters)
    assert not app.error and not app.get("download_button") and not app.get("arrow_data_frame")
    return app


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


# Those who may not come in


@pytest.mark.parametrize("which", RECORDS)
def test_to_whoever_is_not_signed_in_no_page_says_anything(
    which: str, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, None)
    page, parameters, _told = RECORDS[which]
    app = at_the_door(page, **parameters)
    assert labels(app) == ["Sign in"]
    everything = shown(app).text
    assert everything == (
        "EnglishFrançaisEspañol Standards crosswalk Sign in to see how these standards meet, and the register of your "
        "team."
    )


@pytest.mark.parametrize(
    ("address", "changed", "said", "ways"),
    [
        ("other@school.example", {}, "signed in as other@school.example, which is on no list", ["Sign out"]),
        ("editor@school.example", {"email_verified": False}, "verified; have it verified", ["Sign out"]),
        ("editor@school.example", {"iat": 0}, "more than 12 hours ago; sign in again", ["Sign in"]),
        ("editor@school.example", {"email": None}, "nobody told this server your e-mail address", ["Sign out"]),
        ("<b>x</b>@school.example", {}, "signed in as <b>x</b>@school.example", ["Sign out"]),
    ],
)
def test_whoever_may_not_read_is_told_why_and_how_to_leave(
    address: str,
    changed: dict[str, object],
    said: str,
    ways: list[str],
    desk: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signed_in(monkeypatch, address, **changed)
    app = at_the_door("evidence")
    assert said in shown(app).text and labels(app) == ways
    assert "Assistive technology plan" not in shown(app).text and "standards?q" not in str(shown(app).links)


def test_the_door_speaks_the_language_of_the_address(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, None)
    app = AppTest.from_file(SCRIPT, default_timeout=60)
    app.query_params["lang"] = "fr"
    app.run()
    assert labels(app) == ["Se connecter"]


def test_without_what_streamlit_adds_for_those_who_signed_in_nobody_is_let_in(desk: Workspace) -> None:
    assert labels(at_the_door("evidence")) == ["Sign in"]  # the test's own visit has an address, and no sign-in


def test_whoever_may_not_read_has_no_workspace_at_all(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in (None, "other@school.example"):
        signed_in(monkeypatch, address)
        assert shared.workspace() is None and not shared.sees_records() and not shared.may_write()


# Readers


@pytest.mark.parametrize("which", RECORDS)
def test_a_reader_sees_everything_and_is_offered_no_way_to_write(
    which: str, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, "reader@school.example")
    page, parameters, told = RECORDS[which]
    before = desk.version()
    app = page_of(page, **parameters)
    found = shown(app)
    assert told in found.text or any(told in str(frame.value) for frame in app.dataframe)
    assert "Signed in as reader@school.example, who may read." in found.text
    assert set(labels(app)) <= {"Sign out", "Run", "Ask"}
    assert app.get("file_uploader") == [] and "Who writes" not in str([one.label for one in app.text_input])
    assert [link for link in found.links if any(way in link for way in WAYS_TO_WRITE)] == []
    assert desk.version() == before


@pytest.mark.parametrize("view", ["add", "import"])
def test_a_reader_who_asks_for_a_form_by_its_address_gets_the_register(
    view: str, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, "reader@school.example")
    app = page_of("evidence", view=view, type="policy-2")
    assert "You may read the register and not write in it" in app.warning[0].value
    assert labels(app) == ["Sign out"] and "Assistive technology plan" in shown(app).text


def test_a_form_that_reaches_a_reader_all_the_same_writes_nothing(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, "reader@school.example")
    monkeypatch.setattr(shared, "may_write", lambda: True)  # as if a page forgot to ask, or an old one were still open
    before = desk.version()
    app = page_of("evidence", view="add", type="policy-2")
    title = next(one for one in app.text_input if one.key == "evidence new title")
    title.set_value("By a reader")
    next(button for button in app.button if button.label == "Save").click()
    app.run()
    assert "reader@school.example may read and not write" in app.error[0].value.replace("\u2060", "").replace("\\", "")
    assert desk.version() == before


def test_an_editor_who_is_taken_off_the_list_writes_nothing_with_the_form_still_open(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, "editor@school.example")
    app = page_of("evidence", view="add", type="policy-2")
    next(one for one in app.text_input if one.key == "evidence new title").set_value("Too late")
    before = desk.version()
    signed_in(monkeypatch, "reader@school.example")
    next(button for button in app.button if button.label == "Save").click()
    app.run()
    assert desk.version() == before and "You may read the register" in app.warning[0].value


# Editors


def test_an_editor_writes_and_the_history_names_them(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_USER", "the account of the server")
    signed_in(monkeypatch, "Editor@School.example")
    app = page_of("evidence", view="add", type="policy-2")
    assert "Who writes" not in str([one.label for one in app.text_input])
    assert "It is kept under your name, editor@school.example." in shown(app).text
    next(one for one in app.text_input if one.key == "evidence new title").set_value("By an editor")
    next(button for button in app.button if button.label == "Save").click()
    app.run()
    (made,) = [one for one in desk.records("evidence") if one.body["title"] == "By an editor"]
    assert desk.history("evidence", made.id)[0].change.who == "editor@school.example"
    assert "editor@school.example" in shown(app).text


def test_buttons_without_a_form_name_the_editor_too(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, "editor@school.example")
    for page, parameters, button in (
        ("evidence", {"id": "units"}, "Take the last change back"),
        ("growth", {"cycle": "c1"}, "Close this cycle"),
        ("evidence", {"view": "worklist", "target": "ib-psp-2014"}, "Take ib-psp-2014:C3.15 back into scope"),
    ):
        app = page_of(page, **parameters)
        next(one for one in app.button if one.label.replace("\u2060", "") == button).click()
        app.run()
        assert desk.database.changes(1)[0].who == "editor@school.example", button


def test_a_problem_is_reported_under_the_name_of_whoever_signed_in(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch, "editor@school.example")
    app = page_of("mapping", a="ais-psi:3.4", b="ib-psp-2014:C3.11")
    next(one for one in app.text_area if one.key == "problem message").set_value("It is wrong.")
    next(one for one in app.button if one.label == "Report it").click()
    app.run()
    assert desk.database.changes(1)[0].who == "editor@school.example"
    assert "for your team" in app.success[0].value and "this machine" not in app.success[0].value


# What stays with the person at the machine


def test_a_publisher_s_wording_is_shown_to_nobody_of_a_team(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, "editor@school.example")
    monkeypatch.setattr(shared.st, "get_option", lambda _: "127.0.0.1")  # as behind a proxy on this very machine
    assert not shared.for_this_person() and shared.sees_records()


def test_the_three_ways_of_running_are_told_apart(monkeypatch: pytest.MonkeyPatch, desk: Workspace) -> None:
    monkeypatch.setattr(shared.st, "get_option", lambda _: "127.0.0.1")
    signed_in(monkeypatch, "editor@school.example")
    assert isinstance(shared.workspace(), AttributedWorkspace)
    monkeypatch.setattr(sign_in, "current", lambda: None)
    assert shared.signed_in() is None and shared.for_this_person() and shared.may_write()
    assert type(shared.workspace()) is Workspace
    monkeypatch.setattr(shared.st, "get_option", lambda _: "0.0.0.0")
    assert shared.workspace() is None and not shared.may_write() and not shared.sees_records()


def test_a_viewer_for_everybody_has_no_workspace_though_a_team_signs_in_elsewhere(
    monkeypatch: pytest.MonkeyPatch, desk: Workspace
) -> None:
    signed_in(monkeypatch, "editor@school.example")
    monkeypatch.setattr(setting, "public", lambda: True)
    assert shared.workspace() is None and shared.signed_in() is None
    assert not shared.sees_records() and not shared.may_write() and not shared.for_this_person()


def test_leaving_is_offered_on_every_page(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, "reader@school.example")
    for page in ("overview", "standards", "pair", "graph", "rubrics", "evidence", "growth", "report", "query", "about"):
        assert labels(page_of(page))[0] == "Sign out", page
