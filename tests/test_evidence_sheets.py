"""Evidence from sheets: each row judged, all written or nothing, and nothing deleted that a sheet leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import opened

from crosswalk.errors import EditConflict, InputError
from crosswalk.evidence.kinds import EVIDENCE
from crosswalk.evidence.sheets import Plan, carry_out, columns, plan, template
from crosswalk.evidence.workspace import Workspace
from crosswalk.formats.sheets import Formula, Sheet, SheetRow

HOSTILE = "<script>alert(1)</script> [x](javascript:1) *bold*"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return opened(tmp_path).workspace


def sheet(*rows: dict[str, str], headings: tuple[str, ...] = ()) -> Sheet:
    known = headings or tuple(dict.fromkeys(name for row in rows for name in row))
    return Sheet(known, tuple(SheetRow(number, row) for number, row in enumerate(rows, 2)))


def told(found: Plan) -> list[tuple[str, str, str]]:
    return [(f.where, f.message, f.hint) for f in found.all_findings()]


def test_a_sound_sheet_becomes_records_as_one_change(desk: Workspace) -> None:
    rows = (
        {"title": "Plan", "type": "Inclusion policy", "supports": "ais-psi:3.4; ib-psp-2014:B2.8 = Emerging",
         "level": "Meets", "reason": "Says so.", "confidential": "yes", "id": "E-1"},
        {"title": HOSTILE, "type": "programme-1", "participants": "17", "date": "2026-01-02"},
    )  # fmt: skip
    found = plan(sheet(*rows), desk)
    assert found.sound and [row.state for row in found.rows] == ["new", "new"]
    change = carry_out(found, desk, "AB", "a.csv")
    assert change is not None and change.number == 1 and change.what == "imported a.csv"
    body = desk.get("evidence", "E-1").body
    assert body["confidential"] is True and body["type"] == "policy-2"
    assert body["supports"] == [
        {"statement": "ais-psi:3.4", "level": "ais-psi/level/meets", "reason": "Says so."},
        {"statement": "ib-psp-2014:B2.8", "level": "scale/ib-ssq-2014/emerging", "reason": "Says so."},
    ]
    assert [one.body["title"] for one in desk.records("evidence") if one.id != "E-1"] == [HOSTILE]


@pytest.mark.parametrize(
    ("row", "where", "said"),
    [
        ({"title": "T", "type": "polici"}, "row 2, type", "did you mean"),
        ({"title": "T", "type": "policy", "supports": "B2.13"}, "row 2, supports", "did you mean ib-psp-2014:B2"),
        ({"title": "T", "type": "policy", "supports": "ib-psp-2014:B2.13"}, "row 2, supports", "did you mean"),
        ({"title": "T", "type": "policy", "date": "31.3.2026"}, "row 2, date", "is no date"),
        ({"title": "T", "type": "policy", "date": "2026-02-30"}, "row 2, date", "is no date"),
        ({"title": "T", "type": "policy", "confidential": "perhaps"}, "row 2, confidential", "neither yes nor no"),
        ({"title": "T", "type": "policy", "status": "done"}, "row 2, status", "is no status"),
        ({"title": "T", "type": "policy", "level": "Meets"}, "row 2, level", "There is a level, but no statement"),
        (
            {"title": "T", "type": "policy", "supports": "ais-psi:1.1", "level": "Good"},
            "row 2, level",
            "no level 'Good'",
        ),
        ({"title": "T", "type": "policy", "link": "file:///etc/passwd"}, "row 2, Link", "is no address of a page"),
        ({"title": "T", "type": "policy", "hours": "2"}, "row 2, hours", "does not belong to the type"),
        ({"title": "T", "type": "programme-1", "participants": "-1"}, "row 2, evidence", "less than nothing"),
        ({"title": "T", "type": "programme-1", "participants": "many"}, "row 2, participants", "is no number"),
        ({"title": "T", "type": "programme-1", "participants": "1e400"}, "row 2, participants", "is no number"),
        ({"title": "T" * 501, "type": "policy"}, "row 2, title", "no more than 500"),
        ({"title": "T", "type": "policy", "id": "../x"}, "row 2, id", "is no identifier"),
        ({"title": "", "type": "policy", "note": "n"}, "row 2, Title", "exactly one title"),
        ({"title": Formula("=1+1"), "type": "policy"}, "row 2, title", "The cell holds a formula"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_written(
    row: dict[str, str], where: str, said: str, desk: Workspace
) -> None:
    found = plan(sheet(row, headings=("title", "type", *row)), desk)
    assert [one for one in told(found) if one[0] == where and said in one[1]], told(found)
    assert not found.sound and found.rows[0].state == "wrong"
    with pytest.raises(InputError, match=r"Nothing was imported"):
        carry_out(found, desk, "AB", "a.csv")
    assert desk.version() == 0


def test_columns_that_are_missing_renamed_or_extra_are_named(desk: Workspace) -> None:
    found = told(plan(sheet({"titel": "T", "colour": "red", "type": "policy"}), desk))
    assert ("heading titel", "There is no column 'titel'.", "Call it 'title', or delete the column.") in found
    assert ("heading colour", "There is no column 'colour'.", "Delete the column.") in found
    assert any(where == "headings" and "'title' is missing" in said for where, said, _ in found)


def test_the_sound_rows_are_written_where_that_is_asked_for(desk: Workspace) -> None:
    found = plan(sheet({"title": "T", "type": "policy"}, {"title": "U", "type": "lost"}), desk)
    assert carry_out(found, desk, "AB", "a.csv", partly=True) is not None
    assert [one.body["title"] for one in desk.records("evidence")] == ["T"]


def test_an_identifier_that_stands_twice_is_wrong_in_both_rows(desk: Workspace) -> None:
    row = {"id": "E-1", "title": "T", "type": "policy"}
    found = plan(sheet(row, row), desk)
    assert [one.state for one in found.rows] == ["wrong", "wrong"]
    assert told(found)[0][1] == "E-1 stands in 2 rows."


def test_a_row_of_a_record_that_is_there_adds_and_updates_and_leaves_the_rest(desk: Workspace) -> None:
    desk.add("evidence", {"title": "T", "type": "policy", "note": "N", "supports": "ais-psi:1.1 = Meets"}, "AB", "E-1")
    found = plan(
        sheet(
            {"id": "E-1", "title": "New", "supports": "ais-psi:1.2", "note": "", "owner": "-"},
            headings=("id", "title", "type", "supports", "note", "owner"),
        ),
        desk,
    )
    assert [row.state for row in found.rows] == ["changed"], told(found)
    carry_out(found, desk, "AB", "a.csv")
    body = desk.get("evidence", "E-1").body
    assert (body["title"], body["note"]) == ("New", "N")
    assert [one["statement"] for one in body["supports"]] == ["ais-psi:1.1", "ais-psi:1.2"]
    assert body["supports"][0]["level"] == "ais-psi/level/meets"
    taken = plan(sheet({"id": "E-1", "note": "-"}, headings=("id", "title", "type", "note")), desk)
    carry_out(taken, desk, "AB", "a.csv")
    assert "note" not in desk.get("evidence", "E-1").body


def test_a_row_without_identifier_that_is_like_one_that_is_there_is_a_warning(desk: Workspace) -> None:
    desk.add("evidence", {"title": "T", "type": "policy"}, "AB", "E-1")
    found = plan(sheet({"title": "T", "type": "policy"}), desk)
    assert found.sound and [f.severity for f in found.all_findings()] == ["warning"]
    assert "E-1 has this title and type already" in told(found)[0][1]


def test_a_record_that_somebody_changed_since_the_dry_run_stops_the_import(desk: Workspace) -> None:
    desk.add("evidence", {"title": "T", "type": "policy"}, "AB", "E-1")
    found = plan(sheet({"id": "E-1", "title": "U", "type": "policy"}, {"title": "V", "type": "policy"}), desk)
    desk.edit("evidence", "E-1", 1, {"title": "W"}, "CD")
    with pytest.raises(EditConflict, match=r"CD changed title"):
        carry_out(found, desk, "AB", "a.csv")
    assert len(desk.records("evidence")) == 1


def test_the_template_has_every_field_and_explains_it(desk: Workspace) -> None:
    made, lists = template(desk.vocabulary)
    assert tuple(column.heading for column in made) == columns()
    fields = {field.name for field in EVIDENCE.fields} - {"attachments"}
    assert fields | {"id", "level", "reason"} == set(columns()) and all(column.help for column in made)
    assert len(lists["Types"]) == len(desk.vocabulary.types) and ("Meets", "AIS growth model") in lists["Levels"]
    examples = {column.heading: column.example for column in made if column.example}
    assert plan(sheet(examples), desk).sound
