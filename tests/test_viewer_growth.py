"""The growth pages: a cycle started, criteria rated with the rubric's words beside, goals, and every view of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import filled
from test_viewer import opened as page_of
from test_viewer import shown
from test_viewer_evidence import field, press

from crosswalk.evidence.assessment import profile, rate, start
from crosswalk.evidence.translation import LABEL
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import growth_profile, shared


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("CROSSWALK_USER", "AB")
    shared.graph.clear()
    return filled(tmp_path).workspace


@pytest.fixture(autouse=True)
def after() -> object:
    yield
    shared.graph.clear()


def test_a_cycle_is_started_and_its_first_psi_can_be_rated(desk: Workspace) -> None:
    app = page_of("growth")
    assert "AB, Autumn" in shown(app).text
    field(app, "text_input", "cycle new person").set_value("CD")  # type: ignore[attr-defined]
    field(app, "text_input", "cycle new title").set_value("Spring")  # type: ignore[attr-defined]
    press(app, "Start")
    (made,) = [one for one in desk.records("cycle") if one.body["title"] == "Spring"]
    page = shown(app)
    assert "CD, Spring" in page.text and "PSI1 Leading with a common technology direction" in page.text
    key = f"rating {made.id}-1-plan "
    field(app, "selectbox", f"{key}level").set_value("ais-psi/level/approaches")  # type: ignore[attr-defined]
    field(app, "text_area", f"{key}reflection").set_value("When asked.")  # type: ignore[attr-defined]
    field(app, "button", f"{key}save").click()  # type: ignore[attr-defined]
    app.run()
    rated = {one.criterion.key: one for one in profile(desk, made.id).rated}
    assert rated["1-plan"].level == "ais-psi/level/approaches"
    assert "Saved: Share in the technology plan at Approaches" in app.success[0].value.replace("\\", "")


def test_the_words_of_each_level_stand_beside_and_silence_is_said(desk: Workspace) -> None:
    page = shown(page_of("growth", cycle="c1", view="rate", psi="ais-psi:PSI2"))
    assert "The rubric has no words here." in page.text
    assert "tied to no indicator" in shown(page_of("growth", cycle="c1", view="rate")).text
    cell = next(c for c in desk.vocabulary.criteria.values() if c.key == "2-objectives").cells[0]
    assert " ".join(cell.text.split()) in page.text


def test_a_rating_changed_by_somebody_else_is_told_and_nothing_typed_is_lost(desk: Workspace) -> None:
    app = page_of("growth", cycle="c1", view="rate")
    desk.edit("rating", "c1-1-vision", 1, {"level": "Exceeds"}, "ZZ")
    field(app, "text_area", "rating c1-1-vision reflection").set_value("My own words")  # type: ignore[attr-defined]
    field(app, "button", "rating c1-1-vision save").click()  # type: ignore[attr-defined]
    app.run()
    assert "ZZ changed level" in app.error[0].value
    assert field(app, "text_area", "rating c1-1-vision reflection").value == "My own words"  # type: ignore[attr-defined]


def test_a_first_rating_by_somebody_else_is_not_written_over(desk: Workspace) -> None:
    app = page_of("growth", cycle="c1", view="rate")
    rate(desk, "c1", {"about": "1-plan", "level": "Exceeds", "reflection": "Theirs"}, "ZZ")
    field(app, "selectbox", "rating c1-1-plan level").set_value("ais-psi/level/approaches")  # type: ignore[attr-defined]
    field(app, "text_area", "rating c1-1-plan reflection").set_value("Mine")  # type: ignore[attr-defined]
    field(app, "button", "rating c1-1-plan save").click()  # type: ignore[attr-defined]
    app.run()
    assert "still in the fields" in app.error[0].value and "since you opened it" in app.warning[0].value
    assert desk.get("rating", "c1-1-plan").body["reflection"] == "Theirs"
    assert field(app, "text_area", "rating c1-1-plan reflection").value == "Mine"  # type: ignore[attr-defined]
    assert field(app, "selectbox", "rating c1-1-plan level").value == "ais-psi/level/approaches"  # type: ignore[attr-defined]
    field(app, "button", "over c1-1-plan").click()  # type: ignore[attr-defined]
    app.run()
    field(app, "button", "rating c1-1-plan save").click()  # type: ignore[attr-defined]
    app.run()
    assert desk.get("rating", "c1-1-plan").body["reflection"] == "Mine"


def test_evidence_is_chosen_by_title_and_what_is_retired_stays_with_its_rating(desk: Workspace) -> None:
    app = page_of("growth", cycle="c1", view="rate")
    assert field(app, "selectbox", "rating c1-1-vision evidence 1").value == "plan-1"  # type: ignore[attr-defined]
    chosen = field(app, "selectbox", "rating c1-1-vision evidence 2")
    assert "Unit planners (units)" in chosen.options  # type: ignore[attr-defined]
    chosen.set_value("units")  # type: ignore[attr-defined]
    field(app, "button", "rating c1-1-vision save").click()  # type: ignore[attr-defined]
    app.run()
    assert desk.get("rating", "c1-1-vision").body["evidence"] == ["plan-1", "units"]
    desk.retire("evidence", "units", "Replaced.", "AB")
    again = field(page_of("growth", cycle="c1", view="rate"), "selectbox", "rating c1-1-vision evidence 2")
    assert again.value == "units"  # type: ignore[attr-defined]
    assert "not in force any more (units)" in again.options  # type: ignore[attr-defined]


def test_a_long_register_is_named_by_identifiers(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosswalk.viewer.growth_rating._LONGEST", 1)
    app = page_of("growth", cycle="c1", view="rate")
    field(app, "text_input", "rating c1-1-vision evidence").set_value("plan-1  units")  # type: ignore[attr-defined]
    field(app, "button", "rating c1-1-vision save").click()  # type: ignore[attr-defined]
    app.run()
    assert desk.get("rating", "c1-1-vision").body["evidence"] == ["plan-1", "units"]


def test_what_a_sheet_brought_from_another_rubric_is_told_and_stops_no_page(desk: Workspace) -> None:
    other = next(level.place for level in desk.vocabulary.levels.values() if level.scale != "scale:ais-psi")
    desk.add("rating", {"cycle": "c1", "about": "1-plan", "level": other}, "AB", "c1-1-plan")
    desk.add("cycle", {"person": "AB", "framework": "ib-psp-2014", "title": "Elsewhere"}, "AB", "ib")
    assert "AB, Elsewhere" in shown(page_of("growth")).text
    assert "has no rubric" in page_of("growth", cycle="ib").warning[0].value
    assert "Not counted" in page_of("growth", cycle="c1").warning[0].value
    app = page_of("growth", cycle="c1", view="rate")
    field(app, "selectbox", "rating c1-1-plan level").set_value("ais-psi/level/meets")  # type: ignore[attr-defined]
    field(app, "button", "rating c1-1-plan save").click()  # type: ignore[attr-defined]
    app.run()
    assert desk.get("rating", "c1-1-plan").body["level"] == "ais-psi/level/meets"


def test_a_psi_is_named_by_its_code_and_an_unknown_one_is_told(desk: Workspace) -> None:
    assert "PSI3 " in shown(page_of("growth", cycle="c1", view="rate", psi="PSI3")).text
    assert "There is no PSI" in page_of("growth", cycle="c1", view="rate", psi="PSI99").warning[0].value


def test_a_rating_is_withdrawn_by_choosing_none(desk: Workspace) -> None:
    app = page_of("growth", cycle="c1", view="rate")
    field(app, "selectbox", "rating c1-1-vision level").set_value("not rated")  # type: ignore[attr-defined]
    field(app, "button", "rating c1-1-vision save").click()  # type: ignore[attr-defined]
    app.run()
    assert profile(desk, "c1").rated[0].rating is None


def test_a_goal_is_set_and_moved_on(desk: Workspace) -> None:
    app = page_of("growth", cycle="c1", view="goals")
    press(app, "Set it")
    assert "Specific" in app.error[0].value
    field(app, "text_input", "goal g1 progress").set_value("60")  # type: ignore[attr-defined]
    field(app, "button", "goal g1 save").click()  # type: ignore[attr-defined]
    app.run()
    assert desk.get("goal", "g1").body["progress"] == 60


def test_a_cycle_is_closed_and_opened_again(desk: Workspace) -> None:
    app = page_of("growth", cycle="c1", view="rate")
    press(app, "Close this cycle")
    assert desk.get("cycle", "c1").body["status"] == "closed"
    assert "This cycle is closed" in shown(app).text
    press(app, "Open this cycle again")
    assert desk.get("cycle", "c1").body["status"] == "open"


def test_the_profile_is_read_without_colour(desk: Workspace) -> None:
    page = shown(page_of("growth", cycle="c1"))
    assert "1 Meets" in page.text and "5 not rated" in page.text and "nothing is averaged" in page.text
    bars = growth_profile.bars(profile(desk, "c1"))
    assert bars.count("<li>") == 6
    assert "5 non évalué" in shown(page_of("growth", cycle="c1", lang="fr")).text


def test_the_next_level_the_comparison_and_the_translation_are_pages(desk: Workspace) -> None:
    assert "Exceeds asks:" in shown(page_of("growth", cycle="c1", view="next")).text
    assert "There is no other cycle yet" in shown(page_of("growth", cycle="c1", view="compare")).text
    start(desk, {"person": "AB", "framework": "ais-psi", "title": "Before"}, "AB", "c0")
    assert "rated for the first time" in shown(page_of("growth", cycle="c1", view="compare", with_="c0")).text
    page = shown(page_of("growth", cycle="c1", view="translation", to="iste-coaches-2011"))
    assert LABEL in page.text and "ais-psi:1.1 at Meets" in page.text


def test_an_unknown_cycle_or_view_gets_a_sentence(desk: Workspace) -> None:
    assert "There is no assessment cycle" in page_of("growth", cycle="lost").warning[0].value
    assert "There is no view" in page_of("growth", cycle="c1", view="lost").warning[0].value


def test_over_a_network_no_record_is_shown(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosswalk.viewer.shared.for_this_person", lambda: False)
    assert "Autumn" not in shown(page_of("growth", cycle="c1")).text
