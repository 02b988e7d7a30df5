"""``crosswalk assess`` from the first cycle to its comparison, each error one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evidence_world import opened

from crosswalk.cli import main as cli


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("CROSSWALK_USER", "AB")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main(["assess", *words])
    return (code, *capsys.readouterr())


def test_the_whole_way(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert "There is no cycle yet" in run(capsys, "list")[1]
    assert run(capsys, "start", "--person", "AB", "--title", "Spring", "--id", "s") == (
        0,
        "Started s Spring of AB.\n",
        "",
    )
    run(capsys, "start", "--person", "AB", "--title", "Autumn", "--id", "a", "--from", "2026-08-01")
    assert run(capsys, "rate", "s", "3-assistive", "Approaches")[1] == "3-assistive: Approaches (revision 1).\n"
    assert run(capsys, "rate", "a", "3-assistive", "Meets", "--reflection", "Now unasked.")[0] == 0
    code, out, _ = run(capsys, "next", "s", "--psi", "PSI3", "--format", "json")
    row = next(row for row in json.loads(out) if row["criterion"] == "3-assistive")
    assert code == 0 and row["next_level"] == "Meets" and row["next"].startswith("Meets asks: ")
    code, out, _ = run(capsys, "compare", "s", "a", "--format", "json")
    assert {row["criterion"]: row["change"] for row in json.loads(out)}["3-assistive"] == "up"
    code, out, err = run(capsys, "translate", "a", "ib-psp-2014", "--format", "json")
    assert {row["statement"]: row["status"] for row in json.loads(out)}["ib-psp-2014:B2.8"] == "partial"
    assert "A translation" in err
    assert run(capsys, "close", "s")[1] == "s Spring is closed.\n"
    assert "The cycle s is closed" in run(capsys, "rate", "s", "3-assistive", "Meets")[2]
    assert run(capsys, "close", "s", "--reopen")[1] == "s Spring is open.\n"
    goal = ["goal", "a", "ais-psi:PSI3", "--specific", "x", "--measurable", "x", "--achievable", "x", "--relevant", "x"]
    assert "Set the goal g for ais-psi:PSI3" in run(capsys, *goal, "--due", "2027-01-01", "--id", "g")[1]
    assert (
        run(capsys, "progress", "g", "--progress", "40", "--note", "On the way")[1]
        == "g: open, 40 of 100 (revision 2).\n"
    )
    target = folder / "growth.docx"
    assert (
        run(capsys, "show", "a", "--format", "docx", "--out", str(target))[0] == 0 and target.read_bytes()[:2] == b"PK"
    )
    assert "1 of 32 criteria rated, 1 goal" in run(capsys, "show", "a", "--translate", "iste-coaches-2011")[1]
    assert [row["rated"] for row in json.loads(run(capsys, "list", "--person", "AB", "--format", "json")[1])] == [1, 1]


def test_a_cycle_by_a_rubric_that_is_not_held_is_listed(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    opened(folder).workspace.add("cycle", {"person": "AB", "framework": "ib-psp-2014", "title": "x"}, "AB", "ib")
    assert "ib-psp-2014" in run(capsys, "list")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("start", "--person", "AB", "--title", "x", "--framework", "ib-psp-2014"), "has no rubric"),
        (("start", "--person", "A" * 41, "--title", "x"), "initials or code of exactly one person"),
        (("start", "--person", "AB", "--title", "x", "--from", "soon"), "is no date"),
        (("rate", "lost", "1-vision", "Meets"), "There is no assessment cycle 'lost'"),
        (("rate", "c", "1-visoin", "Meets"), "did you mean 1-vision"),
        (("rate", "c", "1-vision", "Good"), "The rubric has no level 'Good'"),
        (("progress", "lost"), "There is no goal 'lost'"),
        (("next", "c", "--psi", "3-assistive"), "is no PSI of a rubric; it can be ais-psi:PSI1"),
        (("compare", "c"), "needs two cycles or more"),
        (("translate", "c", "nowhere"), "There is no framework 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "start", "--person", "AB", "--title", "Spring", "--id", "c")
    code, _, err = run(capsys, *words)
    assert code == 2 and said in err and "Traceback" not in err
