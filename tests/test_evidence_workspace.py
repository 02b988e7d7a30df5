"""Every change of a workspace is judged first, written once, and can be looked up and undone; nothing is deleted."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.api import open_graph
from crosswalk.errors import EditConflict, InputError, InvalidRecord, UnknownIdentifier
from crosswalk.evidence.database import Write
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace, check, default_person, identifier, judge, person

GIVEN = {"title": "Plan", "type": "policy-2", "supports": "ais-psi:3.4 = Meets"}
RETIRED = {"status": "retired"}


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[Vocabulary]:
    with closing(open_graph()) as graph:
        yield Vocabulary(graph.records, graph.resolve)


@contextmanager
def opened(folder: str | Path, vocabulary: Vocabulary) -> Iterator[Workspace]:
    workspace = Workspace(str(folder), vocabulary)
    yield workspace
    workspace.database.close()


@pytest.fixture
def workspace(tmp_path: Path, vocabulary: Vocabulary) -> Iterator[Workspace]:
    with opened(tmp_path / "workspace", vocabulary) as found:
        yield found


def told(workspace: Workspace, given_: dict[str, Any], kind: str = "evidence") -> list[str]:
    """The fields and messages of what is wrong."""
    with pytest.raises(InvalidRecord) as caught:
        workspace.add(kind, given_, "ab")
    assert workspace.version() == 0
    return [f"{finding.where}: {finding.message}" for finding in caught.value.findings]


def test_what_is_added_is_read_judged_and_kept(workspace: Workspace):
    stored = workspace.add("evidence", {**GIVEN, "date": "2026-03-31", "confidential": "no"}, "ab", "E-1")
    assert stored.body == {
        "title": "Plan", "type": "policy-2", "status": "draft", "date": "2026-03-31", "confidential": False,
        "supports": [{"statement": "ais-psi:3.4", "level": "ais-psi/level/meets"}],
    }  # fmt: skip
    assert workspace.records("evidence") == [stored] == [workspace.get("evidence", "E-1")]
    (revision,) = workspace.history("evidence", "E-1")
    assert (revision.before, revision.change.who, revision.change.what) == (None, "ab", "added evidence")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": ""}, "needs exactly one title"),
        ({"title": "x" * 501}, "no more than 500"),
        ({"type": "policy-999"}, "There is no type of evidence"),
        ({"supports": "ais-psi:3.99"}, "There is no statement"),
        ({"supports": "ais-psi:3.4 = Brilliant"}, "There is no level"),
        ({"date": "31.3.2026"}, "is no date"),
        ({"date": "2026-04-01", "expires": "2026-03-31"}, "expires before its own date"),
        ({"period_start": "2026-04-01", "period_end": "2026-03-31"}, "ends before it begins"),
        ({"link": "javascript:alert(1)"}, "is no address of a page"),
        ({"participants": "15"}, "participants does not belong to the type policy-2"),
        ({"hours": "1e999999999999", "type": "programme-1"}, "no number"),
        ({"status": "retired"}, "retired without a reason"),
        ({"status": "lost"}, "no status"),
        ({"colour": "red"}, "There is no field 'colour'"),
        ({"attachments": [{"name": "../x", "sha256": "0" * 64, "size": 1}]}, "file name without a folder"),
        ({"attachments": [{"name": "x", "sha256": "../x", "size": 1}]}, "needs exactly one SHA-256"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_nothing_is_written(
    workspace: Workspace, wrong: dict[str, Any], message: str
):
    assert any(message in one for one in told(workspace, {**GIVEN, **wrong}))


def test_all_that_is_wrong_is_told_at_once(workspace: Workspace):
    assert len(told(workspace, {"type": "policy-999", "date": "soon", "colour": "red"})) == 3
    assert len(told(workspace, {"cycle": "c", "about": "ais-psi:3.4", "due": "2026-12-01"}, "goal")) == 4


def test_an_edit_puts_values_in_and_takes_them_away(workspace: Workspace):
    workspace.add("evidence", {**GIVEN, "owner": "x", "note": "n"}, "ab", "a")
    edited = workspace.edit("evidence", "a", 1, {"owner": "", "note": None, "title": "Plan 2"}, "cd")
    assert edited.number == 2 and edited.body["title"] == "Plan 2" and not {"owner", "note"} & set(edited.body)
    assert edited.body["supports"]
    assert workspace.edit("evidence", "a", 2, {"title": "Plan 2"}, "cd") == edited and workspace.version() == 2


def test_a_record_of_another_type_keeps_no_field_of_the_old_one_but_in_its_history(workspace: Workspace):
    given_ = {"title": "Session", "type": "programme-1", "participants": "9", "need": "N", "owner": "ab"}
    stored = workspace.add("evidence", given_, "ab")
    changed = workspace.edit("evidence", stored.id, 1, {"type": "programme-2", "amount": "100"}, "ab")
    assert set(changed.body) == {"title", "type", "need", "owner", "amount", "status"}
    assert workspace.history("evidence", stored.id)[0].after["participants"] == 9


def test_a_text_of_which_nothing_can_be_kept_is_none(workspace: Workspace):
    workspace.add("evidence", {**GIVEN, "owner": "x", "note": "n"}, "ab", "a")
    blank = {"owner": " ", "note": "\x08", "supports": [{"statement": "ais-psi:3.4", "reason": "\x00"}]}
    body = workspace.edit("evidence", "a", 1, blank, "ab").body
    assert body == {
        "title": "Plan", "type": "policy-2", "status": "draft", "supports": [{"statement": "ais-psi:3.4"}],
    }  # fmt: skip


def test_an_edit_without_a_type_knows_which_fields_the_record_can_have(workspace: Workspace):
    workspace.add("evidence", GIVEN, "ab", "a")
    workspace.add("evidence", {**GIVEN, "type": "programme-1"}, "ab", "b")
    with pytest.raises(InvalidRecord, match="participants does not belong to the type policy-2"):
        workspace.edit("evidence", "a", 1, {"participants": 3}, "ab")
    assert workspace.edit("evidence", "b", 1, {"participants": 3}, "ab").body["participants"] == 3


def test_the_second_of_two_is_told_which_fields_changed(workspace: Workspace, vocabulary: Vocabulary):
    workspace.add("evidence", GIVEN, "ab", "a")
    with opened(workspace.folder, vocabulary) as other:
        read = other.get("evidence", "a")
        workspace.edit("evidence", "a", 1, {"title": "Plan 2", "owner": "x"}, "first")
        with pytest.raises(EditConflict, match=r"^first changed owner, title of the evidence a") as caught:
            other.edit("evidence", "a", read.number, {"note": "mine"}, "second")
        assert caught.value.fields == ("owner", "title")
        again = other.edit("evidence", "a", other.get("evidence", "a").number, {"note": "mine"}, "second")
    assert again.body == workspace.get("evidence", "a").body
    assert (again.body["title"], again.body["note"]) == ("Plan 2", "mine")


def test_an_identifier_that_is_taken_or_none_is_refused(workspace: Workspace):
    workspace.add("evidence", GIVEN, "ab", "a")
    with pytest.raises(EditConflict, match="evidence a is there already"):
        workspace.add("evidence", GIVEN, "ab", "a")
    for wrong in ("../a", "a/b", ".hidden", "a b", "x" * 65, "ä"):
        with pytest.raises(InputError, match="is no identifier"):
            workspace.add("evidence", GIVEN, "ab", wrong)
    assert workspace.version() == 1


def test_a_record_is_found_by_how_its_identifier_begins(workspace: Workspace):
    for id_ in ("abc", "abd", "xyz", "ab"):
        workspace.add("evidence", GIVEN, "ab", id_)
    assert workspace.get("evidence", "x").id == "xyz" and workspace.get("evidence", "ab").id == "ab"
    workspace.retire("evidence", "ab", "Twice.", "ab")
    assert [stored.id for stored in workspace.records("evidence")] == ["abc", "abd", "xyz"]
    with pytest.raises(InputError, match="'a' begins several identifiers: ab, abc, abd"):
        workspace.get("evidence", "a")
    for unknown in ("", "q"):
        with pytest.raises(UnknownIdentifier, match="There is no evidence"):
            workspace.get("evidence", unknown)


def test_retiring_needs_a_reason_and_deletes_nothing(workspace: Workspace):
    workspace.add("evidence", GIVEN, "ab", "a")
    with pytest.raises(InvalidRecord, match="retired without a reason"):
        workspace.retire("evidence", "a", " ", "ab")
    retired = workspace.retire("evidence", "a", "Out of date.", "ab")
    assert retired.body == {**retired.body, **RETIRED, "retired_because": "Out of date.", "title": "Plan"}
    assert workspace.records("evidence") == [] and workspace.records("evidence", retired=True) == [retired]
    assert [r.change.reason for r in workspace.history("evidence", "a")] == ["", "Out of date."]


def test_a_record_that_counts_again_has_no_reason_why_it_does_not(workspace: Workspace):
    workspace.add("evidence", GIVEN, "ab", "a")
    workspace.retire("evidence", "a", "Out of date.", "ab")
    assert "retired_because" not in workspace.edit("evidence", "a", 2, {"status": "accepted"}, "ab").body
    with pytest.raises(InvalidRecord, match="retired without a reason"):
        workspace.edit("evidence", "a", 3, RETIRED, "ab")


def test_undo_takes_a_whole_change_back_and_can_be_undone(workspace: Workspace):
    body = workspace.add("evidence", GIVEN, "ab", "a").body
    writes = [Write("evidence", "a", {**body, "title": "2"}, 1), Write("evidence", "b", body, 0)]
    workspace.commit(writes, "ab", "imported records")
    workspace.undo(2, "cd")
    assert workspace.get("evidence", "a").body == body
    assert workspace.get("evidence", "b").body == {**body, **RETIRED, "retired_because": "Change 2 was undone."}
    workspace.undo(3, "cd")
    assert workspace.get("evidence", "a").body["title"] == "2" and workspace.get("evidence", "b").body == body
    with pytest.raises(EditConflict, match=r"^cd changed .* of the evidence a"):
        workspace.undo(2, "ab")
    with pytest.raises(UnknownIdentifier, match="There is no change 99"):
        workspace.undo(99, "ab")


def test_a_change_says_who_made_it(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(InputError, match="needs to say who makes it"):
        workspace.add("evidence", GIVEN, " \x00")
    assert person("  Å\n B ") == "Å B" and len(person("x" * 299)) == 254
    monkeypatch.setenv("CROSSWALK_USER", "office")
    assert default_person() == "office" and identifier(" E-1 ") == "E-1"


def test_a_restored_database_is_read_anew(workspace: Workspace, vocabulary: Vocabulary, tmp_path: Path):
    workspace.add("evidence", GIVEN, "ab", "a")
    workspace.add("evidence", GIVEN, "ab", "b")
    with opened(tmp_path / "other", vocabulary) as other:
        other.add("evidence", GIVEN, "ab", "c")
    assert len(workspace.records("evidence")) == 2
    os.rename(workspace.folder, tmp_path / "aside")
    os.rename(tmp_path / "other", workspace.folder)
    assert [stored.id for stored in workspace.records("evidence")] == ["c"]


def test_check_finds_what_is_missing_changed_or_dead(workspace: Workspace, tmp_path: Path):
    assert list(check(workspace)) == []
    (tmp_path / "plan.pdf").write_text("plan")
    kept = workspace.keep(str(tmp_path / "plan.pdf"))
    stored = workspace.add("evidence", {**GIVEN, "attachments": [kept]}, "ab", "a")
    assert list(check(workspace)) == []
    lost = {**kept, "sha256": "0" * 64}
    dead = {**stored.body, "supports": [{"statement": "ais-psi:99.9"}], "attachments": [lost], "title": ""}
    workspace.commit([Write("evidence", "b", dead, 0)], "ab", "wrote without judging")
    assert [(f.code, f.where) for f in check(workspace)] == [
        ("XW-W01", "evidence b"), ("workspace-statement", "evidence b"), ("workspace-attachment", "evidence b"),
    ]  # fmt: skip


def test_judging_many_at_once_finds_what_judging_each_finds(workspace: Workspace):
    from crosswalk.evidence.workspace import judge_all

    bodies = {"a": {"title": "x"}, "a.b": {"title": "x", "type": "policy-2", "status": "draft"}, "b": {}}
    alone = {id_: judge("evidence", body, id_) for id_, body in bodies.items()}
    assert judge_all("evidence", bodies) == {id_: found for id_, found in alone.items() if found}
    assert set(judge_all("evidence", bodies)) == {"a", "b"}


def test_threads_share_a_workspace_and_lose_nothing(workspace: Workspace):
    def work(name: str) -> None:
        for number in range(12):
            workspace.add("evidence", GIVEN, name, f"{name}-{number}")
            assert workspace.get("evidence", f"{name}-{number}").number == 1
        workspace.database.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(workspace.records("evidence")) == 48 == workspace.version()


# Any sequence of changes, against a model that is obviously right: each record the list of its bodies.

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from("abc"), st.sampled_from(["one", "two"])),
        st.tuples(st.just("edit"), st.sampled_from("abc"), st.sampled_from(["one", "two", "three"])),
        st.tuples(st.just("retire"), st.sampled_from("abc"), st.sampled_from(["old", "wrong"])),
        st.tuples(st.just("undo"), st.integers(1, 12), st.just("")),
        st.tuples(st.just("stale"), st.sampled_from("abc"), st.just("")),
        st.tuples(st.just("reopen"), st.just(""), st.just("")),
    ),
    max_size=20,
)


class Model:
    """Records as lists of bodies, changes as lists of records with the revision each of them became."""

    def __init__(self) -> None:
        self.records: dict[str, list[dict[str, Any]]] = {}
        self.changes: list[tuple[str, int]] = []

    def write(self, id_: str, body: dict[str, Any]) -> None:
        self.records.setdefault(id_, []).append(body)
        self.changes.append((id_, len(self.records[id_])))

    def step(self, what: str, on: Any, value: str) -> bool:
        """Whether it can be done; and if so, it is."""
        held = self.records.get(on, [])
        if what == "add" and not held:
            self.write(on, {"title": value, "type": "policy-2", "status": "draft"})
        elif what == "edit" and held:
            if {**held[-1], "title": value} != held[-1]:
                self.write(on, {**held[-1], "title": value})
        elif what == "retire" and held:
            self.write(on, {**held[-1], **RETIRED, "retired_because": value})
        elif what == "undo" and on <= len(self.changes):
            id_, number = self.changes[on - 1]
            if len(self.records[id_]) != number:
                return False
            new = {**self.records[id_][0], **RETIRED, "retired_because": f"Change {on} was undone."}
            self.write(id_, self.records[id_][number - 2] if number > 1 else new)
        else:
            return False
        return True


def attempt(workspace: Workspace, what: str, on: Any, value: str) -> bool:
    try:
        if what == "add":
            workspace.add("evidence", {"title": value, "type": "policy-2"}, "ab", on)
        elif what == "edit":
            workspace.edit("evidence", on, workspace.get("evidence", on).number, {"title": value}, "ab")
        elif what == "retire":
            workspace.retire("evidence", on, value, "ab")
        elif what == "undo":
            workspace.undo(on, "ab")
        else:
            workspace.edit("evidence", on, workspace.get("evidence", on).number - 1, {"note": "stale"}, "ab")
    except (EditConflict, UnknownIdentifier):
        return False
    return True


@settings(max_examples=40)
@given(STEPS)
def test_any_sequence_of_changes_is_what_a_list_of_bodies_says(vocabulary: Vocabulary, steps: list[Any]):
    model = Model()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(folder, vocabulary)
        for step in [*steps, ("reopen", "", "")]:
            if step[0] == "reopen":
                workspace.database.close()
                workspace = Workspace(folder, vocabulary)
            else:
                assert attempt(workspace, *step) == model.step(*step), step
            held = {stored.id: stored for stored in workspace.records("evidence", retired=True)}
            assert {id_: stored.body for id_, stored in held.items()} == {i: b[-1] for i, b in model.records.items()}
        for id_, bodies in model.records.items():
            history = workspace.history("evidence", id_)
            assert [r.after for r in history] == bodies and [r.before for r in history] == [None, *bodies[:-1]]
        assert workspace.version() == len(model.changes) and list(check(workspace)) == []
        workspace.database.close()
