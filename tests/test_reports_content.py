"""The content model, and the reports that the tests of every form write: hostile texts, and a school's register."""

from __future__ import annotations

import pytest

from crosswalk.reports.content import Cell, Column, Report, Row, Table

#: Texts that some program takes for more than text, by what they try.
HOSTILE: dict[str, str] = {
    "formula": "=1+1",
    "plus": "+1",
    "minus": "-cmd|' /C calc'!A0",
    "at": "@SUM(A1)",
    "tab": "\t=1",
    "later line": "first\n=2+2",
    "full width": "＝1+1",
    "script": "<script>alert(1)</script>",
    "image": "![seen](https://tracker.example/pixel.png)",
    "typst": '#read("/etc/passwd") $x$ *bold* @label // gone',
    "rich string": "<r><t>mine</t></r>",
    "escape": "_x0041_",
    "entity": "&amp; &#61;1",
    "quotes": "\"'`",
    "right to left": "שלום עולם",
    "emoji": "👩🏽‍🏫",
    "accents": "Ąžuolas, élève, ñandú",
    "address": "https://example.org/a?b=c",
}

#: What no XML may hold, and what is left of it.
CONTROLLED = ("a\x00b\x07c\x0bd\x1fe\ufffef\r\ng", "abcdef\ng")


def report(*tables: Table, about: tuple[tuple[str, str], ...] = (("Date", "2026-11-26"),)) -> Report:
    """A report of these tables, without records."""
    return Report("small", "A small report", "of a few lines", about, tables, (), ())


def table(*rows: Row, columns: tuple[Column, ...] = (Column("What"), Column("Text", 4)), full: bool = False) -> Table:
    """A table of two columns of text."""
    return Table("Lines", "The lines", columns, rows, full)


def hostile() -> Report:
    """Every hostile text in a cell, the title and the account as hostile as the cells."""
    cells: list[tuple[Cell, ...]] = [*HOSTILE.items(), ("controls", CONTROLLED[0]), ("empty", ""), ("nothing", None)]
    rows = tuple(Row(cells, "=group" if at < 3 else "<b>others</b>") for at, cells in enumerate(cells))
    about = (("Date", "2026-11-26"), ("=Rights", HOSTILE["formula"]), ("Typst", HOSTILE["typst"]))
    records = tuple({"what": what, "text": text} for what, text in cells)
    title = "=<i>A & B</i> #read"
    return Report("hostile", title, HOSTILE["script"], about, (table(*rows),), ("what", "text"), records)


#: The columns of a school's register.
REGISTER = (
    Column("Code", 1, "code"),
    Column("Standard", 4),
    Column("Status", 1, "status"),
    Column("Evidence", 4),
    Column("Items", 1, "number"),
    Column("Own standards", 2),
)

STATES = ("full", "partial", "cited only", "candidate only", "none", "out of scope")


def school(rows: int = 60, groups: int = 4) -> Report:
    """A register of standards in groups, as a school would print it, and a second table of every line."""
    made = tuple(_standard(at, f"Part {at * groups // rows + 1}: what a school can show") for at in range(rows))
    first = Table("Register", "Standards and what shows them", REGISTER, made)
    every = Table("Every line", "Every line of evidence", REGISTER, made, full=True)
    about = (
        ("Date", "2026-11-26"),
        ("Shown", "All standards of the framework, none left out."),
        ("Rights", "Codes and labels are ours; élèves, Ąžuolas."),
    )
    fields = ("code", "status", "own")
    records = tuple({"code": row.cells[0], "status": row.cells[2], "own": row.cells[5]} for row in made)
    return Report("register", "Evidence register", "Standards for coaches", about, (first, every), fields, records)


def _standard(at: int, group: str) -> Row:
    """A line of the register; the eighth has more evidence than a page shows."""
    evidence = tuple(f"Unit {n}: pupils plan, build and judge a model" for n in range(1, at % 5))
    if at == 7:
        evidence = tuple(f"Evidence {n}" for n in range(1, 30))
    words = f"Line {at + 1}: a teacher helps pupils to choose tools and to say why they chose them" + " again" * (
        at % 7
    )
    code = f"FRAME-C.2011.{at // 10 + 1}.{'abcdefghij'[at % 10]}"
    own = ("1a", "1b", "2c") if at % 3 else ()
    return Row((code, words, STATES[at % len(STATES)], evidence, len(evidence), own), group)


def test_the_samples_keep_to_the_model() -> None:
    for sample in (hostile(), school()):
        assert all(len(row.cells) == len(table.columns) for table in sample.tables for row in table.rows)
        assert all(tuple(record) == sample.fields for record in sample.records)


def test_a_report_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        hostile().title = "another"  # type: ignore[misc]
