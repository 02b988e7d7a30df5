"""The pages of evidence and reports: forms that save, conflicts that lose nothing, lists with their reasons."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from evidence_world import filled, opened
from streamlit.testing.v1 import AppTest
from test_viewer import opened as page_of
from test_viewer import shown

from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import rubrics, shared
from crosswalk.viewer.state import href

HOSTILE = "<script>alert(1)</script> ![x](https://example.org/x.png) =1+1 ‮ :smile: $x$"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A filled register that the pages see, each test one of its own."""
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("CROSSWALK_USER", "AB")
    shared.graph.clear()
    return filled(tmp_path).workspace


@pytest.fixture(autouse=True)
def after() -> object:
    yield
    shared.graph.clear()


def field(app: AppTest, kind: str, key: str) -> object:
    return next(one for one in getattr(app, kind) if one.key == key)


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click()
    return app.run()


def test_the_register_lists_what_is_there_and_leaves_out_what_is_retired(desk: Workspace) -> None:
    page = shown(page_of("evidence"))
    assert "2 records" in page.text and "Assistive technology plan" in page.text and "Old plan" not in page.text
    assert href("evidence", id="plan-1") in page.links and href("standard", id="ais-psi:3.4") in page.links
    assert "Old plan" in shown(page_of("evidence", status="retired")).text


def test_the_filters_of_the_address_choose_and_an_unknown_one_is_said(desk: Workspace) -> None:
    assert "1 record" in shown(page_of("evidence", owner="AB")).text
    assert "1 record" in shown(page_of("evidence", q="c3.1")).text
    assert "There is no such evidence yet" in shown(page_of("evidence", q="nowhere")).text
    assert "There is no choice" in page_of("evidence", status="lost").warning[0].value


def test_a_form_adds_a_record_for_the_statement_of_the_address(desk: Workspace) -> None:
    app = page_of("evidence", view="add", for_="ais-psi:2.1", type="programme-1")
    assert not app.error
    field(app, "text_input", "evidence new title").set_value("Session on maps")  # type: ignore[attr-defined]
    field(app, "text_input", "evidence new participants").set_value("17")  # type: ignore[attr-defined]
    press(app, "Save")
    (stored,) = [one for one in desk.records("evidence") if one.body["title"] == "Session on maps"]
    assert stored.body["participants"] == 17 and stored.body["type"] == "programme-1"
    assert [one["statement"] for one in stored.body["supports"]] == ["ais-psi:2.1"]
    assert "Saved Session on maps" in app.success[0].value


def test_what_is_wrong_is_said_field_by_field_and_what_was_typed_stays(desk: Workspace) -> None:
    app = page_of("evidence", view="add", type="policy-2")
    field(app, "text_input", "evidence new title").set_value("A plan")  # type: ignore[attr-defined]
    field(app, "text_input", "evidence new link").set_value("javascript:alert(1)")  # type: ignore[attr-defined]
    press(app, "Save")
    assert "Link" in app.error[0].value
    assert field(app, "text_input", "evidence new title").value == "A plan"  # type: ignore[attr-defined]
    assert len(desk.records("evidence")) == 2


def test_a_change_by_somebody_else_is_told_and_nothing_typed_is_lost(desk: Workspace) -> None:
    app = page_of("evidence", id="plan-1")
    desk.edit("evidence", "plan-1", 1, {"owner": "ZZ"}, "ZZ")
    field(app, "text_area", "evidence plan-1 note").set_value("My long note")  # type: ignore[attr-defined]
    press(app, "Save")
    assert "ZZ changed owner" in app.error[0].value and "What you typed is still" in app.error[0].value
    assert field(app, "text_area", "evidence plan-1 note").value == "My long note"  # type: ignore[attr-defined]
    assert "note" not in desk.get("evidence", "plan-1").body
    app.run()
    press(app, "Keep what I typed, and save it over the change")
    press(app, "Save")
    assert desk.get("evidence", "plan-1").body["note"] == "My long note"


def test_dropping_what_was_typed_shows_the_record_as_it_is(desk: Workspace) -> None:
    app = page_of("evidence", id="plan-1")
    desk.edit("evidence", "plan-1", 1, {"owner": "ZZ"}, "ZZ")
    app.run()
    assert "Somebody changed this record" in app.warning[0].value
    press(app, "Drop what I typed and show the record as it is now")
    assert field(app, "text_input", "evidence plan-1 owner").value == "ZZ"  # type: ignore[attr-defined]


def test_a_record_shows_its_supports_its_history_and_can_be_retired_with_a_reason(desk: Workspace) -> None:
    app = page_of("evidence", id="plan-1")
    page = shown(app)
    assert "ais-psi:3.4 Assistive technology for diverse learners" in page.text and "1 revision" in page.text
    press(app, "Retire")
    assert "retired without a reason" in app.error[0].value
    field(app, "text_input", "evidence plan-1 retire").set_value("Out of date.")  # type: ignore[attr-defined]
    press(app, "Retire")
    assert desk.get("evidence", "plan-1").body["retired_because"] == "Out of date."
    assert "Out of date." in shown(app).text


def test_a_file_is_taken_away_and_the_history_keeps_it(desk: Workspace) -> None:
    desk.edit("evidence", "plan-1", 1, {"attachments": [desk.keep_bytes("plan.pdf", b"%PDF")]}, "AB")
    app = page_of("evidence", id="plan-1")
    field(app, "checkbox", "evidence plan-1 file 1").check()  # type: ignore[attr-defined]
    press(app, "Save")
    assert "attachments" not in desk.get("evidence", "plan-1").body
    assert desk.history("evidence", "plan-1")[1].after["attachments"][0]["name"] == "plan.pdf"


def test_the_last_change_is_taken_back(desk: Workspace) -> None:
    desk.edit("evidence", "plan-1", 1, {"owner": "ZZ"}, "ZZ")
    app = page_of("evidence", id="plan-1")
    press(app, "Take the last change back")
    assert desk.get("evidence", "plan-1").body["owner"] == "AB" and "Took change" in app.success[0].value
    assert "3 revisions" in shown(app).text


def test_a_problem_with_a_claim_is_reported_where_it_stands_and_answered(desk: Workspace) -> None:
    app = page_of("mapping", a="ais-psi:3.4", b="ib-psp-2014:C3.11")
    options = field(app, "selectbox", "problem about").options  # type: ignore[attr-defined]
    assert options[0].startswith("The ") and options[-1].startswith("The statement ib-psp-2014:C3.11")
    press(app, "Report it")
    assert "gives no single reason" in app.error[0].value
    field(app, "text_area", "problem message").set_value("It is the other way round.")  # type: ignore[attr-defined]
    press(app, "Report it")
    (made,) = [one for one in desk.records("problem") if one.id != "p1"]
    assert str(made.body["about"]).startswith("https://w3id.org/standards-crosswalk/id/mapping/")
    app = page_of("evidence", view="problems")
    assert "It is the other way round." in shown(app).text
    field(app, "selectbox", f"problem {made.id} status").set_value("answered")  # type: ignore[attr-defined]
    field(app, "text_area", f"problem {made.id} answer").set_value("Mended.")  # type: ignore[attr-defined]
    field(app, "button", f"problem {made.id} save").click()  # type: ignore[attr-defined]
    app.run()
    assert desk.get("problem", made.id).body["answer"] == "Mended."


def test_an_unknown_record_gets_a_sentence(desk: Workspace) -> None:
    assert "There is no evidence" in page_of("evidence", id="nothing").warning[0].value


def test_the_worklist_leads_to_the_form_and_keeps_decisions(desk: Workspace) -> None:
    app = page_of("evidence", view="worklist", target="ib-psp-2014")
    page = shown(app)
    assert href("evidence", view="add", for_="ib-psp-2014:C3.2") in page.links
    assert "Not here." in page.text and "1 decision" in page.text
    press(app, "Take ib-psp-2014:C3.15 back into scope")
    assert desk.records("decision") == []


def test_the_report_shows_status_evidence_and_reason_and_every_proof(desk: Workspace) -> None:
    page = shown(page_of("report", target="ib-psp-2014", section="ib-psp-2014:C3"))
    assert "16 statements" in page.text and "1 full" in page.text
    assert href("mapping", a="ais-psi:3.4", b="ib-psp-2014:C3.10") in page.links
    assert "Denied, and not counted: ais-psi:3.4" in page.text and "Out of scope: Not here." in page.text
    assert "nobody has reviewed" in page.text


def test_the_choices_of_a_report_come_from_its_address(desk: Workspace) -> None:
    reviewed = shown(page_of("report", target="ib-psp-2014", reviewed="1", only="full"))
    assert "only claims that were reviewed" in reviewed.text and "1 statement" in reviewed.text
    wrong = page_of("report", target="ib-psp-2014", only="good", start="soon")
    assert {"choice" in w.value or "no date" in w.value for w in wrong.warning} == {True}
    assert "There is no framework" in page_of("report", target="nowhere").warning[0].value


def test_the_list_of_cis_says_that_it_is_not_complete(desk: Workspace) -> None:
    assert "not complete" in page_of("report", target="cis-2016").info[0].value


def test_the_checklist_says_what_is_held_and_how_well_it_is_known(desk: Workspace) -> None:
    page = shown(page_of("report", view="checklist", accreditor="ib"))
    assert "Inclusion policy" in page.text and "only drafts" in page.text and "held" in page.text
    assert "seen in one source" in page.text and href("evidence", view="add", type="policy-1") in page.links


def test_the_page_of_a_statement_shows_its_evidence_and_the_way_to_add_some(desk: Workspace) -> None:
    page = shown(page_of("standard", id="ais-psi:3.4"))
    assert "Evidence of your school" in page.text and href("evidence", id="plan-1") in page.links
    assert "Old plan" not in page.text and href("evidence", view="add", for_="ais-psi:3.4") in page.links


def test_looking_at_a_statement_makes_no_workspace_and_a_damaged_one_does_not_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "none"
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(folder))
    shared.graph.clear()
    assert "None was entered yet" in shown(page_of("standard", id="ais-psi:3.4")).text and not folder.exists()
    folder.mkdir()
    (folder / "workspace.sqlite3").write_bytes(b"no database at all, and long enough to be looked at")
    page = shown(page_of("standard", id="ais-psi:3.4"))
    assert "restore a backup" in page.text and "Assistive technology for diverse learners" in page.text


def test_over_a_network_nothing_of_the_register_is_shown_or_written(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "for_this_person", lambda: False)
    for page in ("evidence", "report"):
        text = shown(page_of(page, target="ib-psp-2014")).text
        assert "only by the person at this machine" in text and "Assistive technology plan" not in text
    assert "Evidence of your school" not in shown(page_of("standard", id="ais-psi:3.4")).text
    app = page_of("query", q="SELECT ?t WHERE { GRAPH ?g { ?s a xw:Evidence ; dcterms:title ?t } }")
    assert "Nothing in the graph" in shown(app).text
    links = shown(page_of("query")).links
    assert "query?name=list_evidence_types" in links and "query?name=list_evidence" not in links


def test_hostile_words_stay_words_on_every_page(desk: Workspace) -> None:
    given = {"title": HOSTILE, "type": "policy-2", "note": HOSTILE, "owner": HOSTILE[:60],
             "supports": [{"statement": "ib-psp-2014:C3.2", "reason": HOSTILE}]}  # fmt: skip
    desk.add("evidence", given, HOSTILE[:50], "bad")
    for page, parameters in (
        ("evidence", {}), ("evidence", {"id": "bad"}), ("standard", {"id": "ib-psp-2014:C3.2"}),
        ("report", {"target": "ib-psp-2014"}), ("report", {"view": "checklist", "accreditor": "ib"}),
    ):  # fmt: skip
        found = shown(page_of(page, **parameters))
        assert "<script>alert(1)</script> ![x]" in found.text
        assert "script" not in found.tags and "img" not in found.tags


def test_eight_visits_that_edit_at_once_lose_nothing(desk: Workspace) -> None:
    apps = [page_of("evidence", id="plan-1") for _ in range(8)]
    for number, app in enumerate(apps):
        for _ in range(3):
            field(app, "text_area", "evidence plan-1 note").set_value(f"Note {number}")  # type: ignore[attr-defined]
            press(app, "Save")
            if not app.error:
                break
            app.run()
            press(app, "Keep what I typed, and save it over the change")
        assert not app.error
    notes = [revision.after.get("note") for revision in desk.history("evidence", "plan-1")]
    assert notes == [None, *(f"Note {number}" for number in range(8))]


def test_an_empty_register_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path / "empty"))
    shared.graph.clear()
    page = shown(page_of("evidence"))
    assert "Add some" in page.text and os.path.isdir(tmp_path / "empty")
    assert opened(tmp_path / "empty").workspace.records("evidence") == []


def test_the_rubric_counts_the_evidence_at_each_level(desk: Workspace) -> None:
    desk.add("evidence", {"title": "Plan", "type": "policy-2", "supports": "ais-psi:3.4 = Meets"}, "ab")
    page = shown(page_of("rubrics", part="PSI3"))
    count = rubrics.evidence_counts()
    assert count and count["ais-psi:3.4", "xwid:ais-psi/level/meets"] >= 1
    assert re.search(r"\d+ pieces? of evidence", page.text)


def test_a_statement_that_there_is_not_is_told_where_evidence_is_added_for_it(desk: Workspace) -> None:
    assert "There is no statement" in page_of("evidence", view="add", for_="zzz").warning[0].value


def test_where_only_the_filters_leave_nothing_the_way_to_all_is_shown(desk: Workspace) -> None:
    assert "without these filters" in shown(page_of("evidence", q="zzzzqqqq")).text
