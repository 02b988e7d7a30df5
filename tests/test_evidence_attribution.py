"""A workspace in somebody's hands: their name on every change, and no change by whoever may only read."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
import repository
from evidence_world import filled

from crosswalk.errors import NotPermitted
from crosswalk.evidence.assessment import add_goal, rate, start
from crosswalk.evidence.attribution import AttributedWorkspace
from crosswalk.evidence.sheets import carry_out, plan
from crosswalk.evidence.workspace import Workspace
from crosswalk.formats.sheets import Sheet, SheetRow

PLAN = {"title": "A plan", "type": "policy-2"}
GOAL = {"about": "ais-psi:PSI3", "due": "2027-06-30"} | dict.fromkeys(
    ("specific", "measurable", "achievable", "relevant"), "So."
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return filled(tmp_path_factory.mktemp("desk")).workspace


def test_every_change_is_by_the_person_whatever_name_is_given(desk: Workspace) -> None:
    mine = AttributedWorkspace(desk, "ab@school.example", True)
    made = mine.add("evidence", PLAN, "somebody else")
    mine.edit("evidence", made.id, 1, {"owner": "ZZ"}, "somebody else")
    mine.retire("evidence", made.id, "Out of date.", "somebody else")
    mine.undo(mine.get("evidence", made.id).change, "")
    assert [revision.change.who for revision in desk.history("evidence", made.id)] == ["ab@school.example"] * 4
    assert desk.get("evidence", made.id) == mine.get("evidence", made.id)
    assert mine.history("evidence", made.id) == desk.history("evidence", made.id)


def test_the_longest_address_stands_in_the_history_whole(desk: Workspace) -> None:
    address = "a" * 64 + "@" + "b" * 177 + ".example.org"
    assert len(address) == 254
    made = AttributedWorkspace(desk, address, True).add("evidence", PLAN, "x")
    assert desk.history("evidence", made.id)[0].change.who == address


def test_somebody_who_may_only_read_changes_nothing_by_any_way_there_is(desk: Workspace, tmp_path: Path) -> None:
    reader = AttributedWorkspace(desk, "reader@school.example", False)
    sheet = plan(Sheet(("title", "type"), (SheetRow(2, {"title": "From a sheet", "type": "policy-2"}),)), reader)
    assert sheet.sound
    file = tmp_path / "x.txt"
    file.write_text("x")
    before, kept = desk.version(), sorted(Path(desk.folder).rglob("*"))
    goal = desk.get("goal", "g1")
    ways = {
        "add": lambda: reader.add("evidence", PLAN, "AB"),
        "edit": lambda: reader.edit("goal", goal.id, goal.number, {"progress": "30"}, "AB"),
        "retire": lambda: reader.retire("evidence", "plan-1", "So.", "AB"),
        "undo": lambda: reader.undo(desk.get("evidence", "plan-1").change, "AB"),
        "commit": lambda: reader.commit([], "AB", "nothing"),
        "keep": lambda: reader.keep(str(file)),
        "keep_bytes": lambda: reader.keep_bytes("x.txt", b"x"),
        "import": lambda: carry_out(sheet, reader, "AB", "sheet.csv"),
        "start": lambda: start(reader, {"person": "AB", "framework": "ais-psi", "title": "Spring"}, "AB"),
        "rate": lambda: rate(reader, "c1", {"about": "1-vision", "level": "Exceeds"}, "AB", 1),
        "goal": lambda: add_goal(reader, "c1", GOAL, "AB"),
    }
    for name, way in ways.items():
        with pytest.raises(NotPermitted, match="reader@school"):
            pytest.fail(f"{name}: {way()}")
    assert desk.version() == before and sorted(Path(desk.folder).rglob("*")) == kept
    assert reader.records("evidence") == desk.records("evidence") and reader.version() == before


def test_a_file_of_the_server_is_attached_by_nobody_from_elsewhere(desk: Workspace, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    with pytest.raises(NotPermitted, match="upload it instead"):
        AttributedWorkspace(desk, "ab@school.example", True).keep(str(tmp_path / "secret"))


def test_whatever_writes_in_a_workspace_is_judged_in_somebody_s_hands() -> None:
    """Each public method either leads to one that is overridden, or does not write."""
    overridden = set(vars(AttributedWorkspace)) - {"__init__", "__module__", "__doc__"}
    assert {"commit", "keep", "keep_bytes", "records", "get"} <= overridden
    for name, method in inspect.getmembers(Workspace, inspect.isfunction):
        source = inspect.getsource(method)
        if name not in overridden:
            assert "database.commit" not in source and "attachments.keep" not in source, name


def test_pages_have_the_workspace_from_the_one_place_that_asks_who_they_are_for() -> None:
    for name, path in repository.modules().items():
        if name.startswith("crosswalk.viewer") and name != "crosswalk.viewer.shared":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Attribute):
                    continue
                said = ast.unparse(node)
                assert node.attr != "workspace" or said in ("shared.workspace", "writing.workspace"), f"{name}: {said}"
                assert not said.endswith((".database.commit", "attachments.keep", "attachments.keep_bytes")), name
