"""A workspace as a whole: judged before it is written, undone, retired, never deleted; compared with a plain model."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import filled, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswalk.errors import EditConflict, InputError, InvalidRecord, UnknownIdentifier
from crosswalk.evidence.kinds import KINDS
from crosswalk.evidence.workspace import Workspace, check, default_person, identifier, new_identifier, person

PLAN = {"title": "Plan", "type": "policy"}


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return opened(tmp_path).workspace


@pytest.fixture(scope="module")
def vocabulary_of(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return opened(tmp_path_factory.mktemp("vocabulary")).workspace


def test_a_record_is_judged_before_it_is_written_and_all_that_is_wrong_is_told(desk: Workspace) -> None:
    with pytest.raises(InvalidRecord) as told:
        desk.add("evidence", {"title": "x", "link": "ftp://x", "date": "2026-02-01", "expires": "2026-01-01"}, "AB")
    codes = {finding.code for finding in told.value.findings}  # type: ignore[attr-defined]
    assert codes == {"XW-W02", "XW-W04", "XW-W06"} and desk.version() == 0
    assert all("this record" in f.message.lower() for f in told.value.findings)  # type: ignore[attr-defined]


def test_no_change_is_written_where_nothing_is_different(desk: Workspace) -> None:
    stored = desk.add("evidence", PLAN, "AB")
    assert desk.edit("evidence", stored.id, 1, {"title": "Plan"}, "AB") == stored and desk.version() == 1


def test_an_empty_value_takes_one_away_and_a_needed_one_cannot_be_taken_away(desk: Workspace) -> None:
    stored = desk.add("evidence", {**PLAN, "owner": "AB"}, "AB")
    assert "owner" not in desk.edit("evidence", stored.id, 1, {"owner": ""}, "AB").body
    with pytest.raises(InvalidRecord, match=r"exactly one title"):
        desk.edit("evidence", stored.id, 2, {"title": None}, "AB")


def test_two_people_who_change_one_record_are_told(desk: Workspace) -> None:
    stored = desk.add("evidence", PLAN, "AB")
    desk.edit("evidence", stored.id, 1, {"owner": "CD"}, "CD")
    with pytest.raises(EditConflict, match=r"CD changed owner"):
        desk.edit("evidence", stored.id, 1, {"note": "Mine"}, "AB")
    assert desk.edit("evidence", stored.id, 2, {"note": "Mine"}, "AB").body["owner"] == "CD"


def test_a_record_is_found_by_how_its_identifier_begins_and_several_are_named(desk: Workspace) -> None:
    desk.add("evidence", PLAN, "AB", "plan-1")
    desk.add("evidence", PLAN, "AB", "plan-2")
    assert desk.get("evidence", "plan-2").id == "plan-2"
    with pytest.raises(InputError, match=r"begins several identifiers: plan-1, plan-2"):
        desk.get("evidence", "plan")
    for given_ in ("", "zz"):
        with pytest.raises(UnknownIdentifier, match=r"There is no evidence"):
            desk.get("evidence", given_)


def test_an_identifier_that_is_taken_is_not_taken_again(desk: Workspace) -> None:
    desk.add("evidence", PLAN, "AB", "plan-1")
    with pytest.raises(EditConflict, match=r"The identifier plan-1 is taken"):
        desk.add("evidence", PLAN, "AB", "plan-1")


def test_undoing_puts_back_what_was_and_retires_what_was_added(desk: Workspace) -> None:
    stored = desk.add("evidence", PLAN, "AB")
    desk.edit("evidence", stored.id, 1, {"title": "Other"}, "AB")
    desk.undo(2, "CD")
    assert desk.get("evidence", stored.id).body["title"] == "Plan"
    with pytest.raises(EditConflict):
        desk.undo(1, "CD")
    desk.undo(3, "CD")
    assert desk.get("evidence", stored.id).body["title"] == "Other"
    other = desk.add("evidence", PLAN, "AB")
    desk.undo(other.change, "CD")
    assert desk.get("evidence", other.id).body["retired_because"] == f"Change {other.change} was undone."
    with pytest.raises(UnknownIdentifier, match=r"There is no change 99"):
        desk.undo(99, "CD")


def test_nothing_is_retired_without_a_reason(desk: Workspace) -> None:
    stored = desk.add("evidence", PLAN, "AB")
    with pytest.raises(InvalidRecord, match=r"retired without a reason"):
        desk.retire("evidence", stored.id, "  ", "AB")
    desk.retire("evidence", stored.id, "Out of date.", "AB")
    assert desk.records("evidence") == [] and len(desk.records("evidence", retired=True)) == 1


def test_a_change_says_who_makes_it(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"needs to say who makes it"):
        desk.add("evidence", PLAN, " \t ")
    assert person(" A\nB " + "x" * 100) == ("A B " + "x" * 100)[:64]
    monkeypatch.setenv("CROSSWALK_USER", "ZZ")
    assert default_person() == "ZZ"


@pytest.mark.parametrize("word", ["", " ", "a b", "../x", ".hidden", "x" * 65, "ä", "a/b", "a\x00"])
def test_what_cannot_be_an_identifier_is_refused(word: str) -> None:
    with pytest.raises(InputError, match=r"is no identifier"):
        identifier(word)


def test_identifiers_that_are_made_here_are_identifiers() -> None:
    made = {new_identifier() for _ in range(2000)}
    assert len(made) == 2000 and all(identifier(one) == one for one in made)


def test_a_sound_workspace_has_nothing_to_report_and_damage_is_told(tmp_path: Path) -> None:
    desk = filled(tmp_path).workspace
    assert list(check(desk)) == []
    (tmp_path / "plan.txt").write_text("A plan")
    file = desk.keep(str(tmp_path / "plan.txt"))
    desk.edit("evidence", "plan-1", 1, {"attachments": [file]}, "AB")
    for place in (tmp_path / "attachments").rglob("*"):
        if place.is_file():
            place.unlink()
    gone = desk.get("evidence", "units")
    body = {**gone.body, "supports": [{"statement": "ais-psi:9.9"}]}
    from crosswalk.evidence.database import Write

    desk.commit([Write("evidence", "units", body, gone.number)], "AB", "wrote")
    found = {(finding.code, finding.severity) for finding in check(desk)}
    assert found == {("workspace-attachment", "violation"), ("workspace-statement", "warning")}


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "retire", "undo", "reopen"]), st.integers(0, 9), st.integers(0, 9)),
    max_size=14,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_of_changes_is_kept_as_a_plain_model_keeps_it(
    tmp_path_factory: pytest.TempPathFactory, vocabulary_of: Workspace, steps: list[tuple[str, int, int]]
) -> None:
    folder = str(tmp_path_factory.mktemp("model"))
    desk = Workspace(folder, vocabulary_of.vocabulary)
    model: dict[str, list[dict[str, object]]] = {}
    changes: list[list[tuple[str, int]]] = []
    for what, one, two in steps:
        ids = sorted(model)
        id_ = ids[one % len(ids)] if ids else ""
        if what == "reopen":
            desk.database.close()
            desk = Workspace(folder, vocabulary_of.vocabulary)
        elif what == "add" or not ids:
            stored = desk.add("evidence", {**PLAN, "note": f"{two}"}, "AB")
            model[stored.id] = [{"title": "Plan", "type": "policy", "note": f"{two}", "status": "draft"}]
            changes.append([(stored.id, 1)])
        elif what == "edit":
            before = model[id_][-1]
            if before["status"] != "retired":
                desk.edit("evidence", id_, len(model[id_]), {"note": f"{two}"}, "AB")
                if before.get("note") != f"{two}":
                    model[id_].append({**before, "note": f"{two}"})
                    changes.append([(id_, len(model[id_]))])
        elif what == "retire":
            desk.retire("evidence", id_, f"r{two}", "AB")
            model[id_].append({**model[id_][-1], "status": "retired", "retired_because": f"r{two}"})
            changes.append([(id_, len(model[id_]))])
        elif changes:
            number = one % len(changes) + 1
            ((touched, revision),) = changes[number - 1]
            if revision != len(model[touched]):
                with pytest.raises(EditConflict):
                    desk.undo(number, "AB")
            else:
                desk.undo(number, "AB")
                first = {**model[touched][0], "status": "retired", "retired_because": f"Change {number} was undone."}
                model[touched].append(first if revision == 1 else model[touched][-2])
                changes.append([(touched, len(model[touched]))])
    assert {one.id: one.body for one in desk.records("evidence", retired=True)} == {k: v[-1] for k, v in model.items()}
    for id_, bodies in model.items():
        assert [revision.after for revision in desk.history("evidence", id_)] == bodies
    desk.database.close()


def test_every_kind_names_its_statuses_in_its_field() -> None:
    for kind in KINDS.values():
        field = kind.field("status")
        assert field is not None and all(status in field.help for status in kind.statuses)
        assert kind.statuses[-1] == "retired" and len({one.name for one in kind.fields}) == len(kind.fields)
