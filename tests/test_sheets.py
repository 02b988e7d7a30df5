"""Sheets that people fill in: taken for what they hold, within limits, each cell as text, each bad one a sentence."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.errors import UnreadableFile
from crosswalk.formats import sheets
from crosswalk.formats.sheets import Formula, TemplateColumn, read_sheet, write_csv, write_template

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


def written(folder: Path, content: bytes, name: str = "s.csv") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def workbook(folder: Path, rows: list[list[object]], name: str = "s.xlsx") -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / name)
    return str(folder / name)


def cells(path: str) -> list[tuple[int, dict[str, str]]]:
    return [tuple(row) for row in read_sheet(path).rows]  # type: ignore[misc]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_with_any_usual_delimiter_and_its_row_numbers(delimiter: str, tmp_path: Path) -> None:
    text = f"\ufefftitle{delimiter}type\r\n\r\nA{delimiter}b\r\n"
    assert cells(written(tmp_path, text.encode())) == [(3, {"title": "A", "type": "b"})]


def test_an_xlsx_is_read_whatever_its_name_says_with_dates_and_numbers_as_text(tmp_path: Path) -> None:
    from datetime import date, datetime

    rows: list[list[object]] = [
        ["title", "date", "n"],
        ["A", datetime(2026, 3, 31), 15.0],
        [None, None, None],
        ["B", date(2026, 1, 2), 1.5],
    ]
    path = workbook(tmp_path, rows)
    expected = [
        (2, {"title": "A", "date": "2026-03-31", "n": "15"}),
        (4, {"title": "B", "date": "2026-01-02", "n": "1.5"}),
    ]
    assert cells(path) == expected
    assert cells(written(tmp_path, Path(path).read_bytes(), "renamed.csv")) == expected


def test_formulas_are_marked_and_never_computed(tmp_path: Path) -> None:
    for path in (
        workbook(tmp_path, [["title"], ["=1+1"]]), written(tmp_path, b'title\n"=HYPERLINK(1)"\n'),
    ):  # fmt: skip
        (row,) = read_sheet(path).rows
        assert isinstance(row.cells["title"], Formula) and row.cells["title"].startswith("=")


def test_the_mark_against_formulas_is_taken_away(tmp_path: Path) -> None:
    assert cells(written(tmp_path, b"title\n'=1+1\n")) == [(2, {"title": "=1+1"})]
    assert cells(written(tmp_path, b"title\n'tis\n")) == [(2, {"title": "'tis"})]
    assert cells(workbook(tmp_path, [["title"], ["'=1+1"]])) == [(2, {"title": "=1+1"})]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 ...", r"is a PDF, whatever its name says"),
        (b"\xd0\xcf\x11\xe0 old", r"is an old Excel or Word file"),
        (b"PK\x03\x04 broken", r"is damaged; save it again as XLSX"),
        (b"\xff\xfet\x00i\x00", r"is in UTF-16"),
        (b"a,b\x00c\n", r"is no table but some binary file"),
        (b"title\ncaf\xe9\n", r"line 2, is not in UTF-8"),
        (b"", r"holds no table"),
        (b"\n\n  \n", r"holds no table"),
        (b"title,title\nA,B\n", r"has the heading 'title' twice"),
        (b"title,,type\nA,B,C\n", r"has no heading over column 2; name or delete that column"),
        (b"title\nA,B\n", r"row 2, has more cells than there are headings"),
        (b'title\n"A\n', r"check its quotation marks"),
    ],
)
def test_what_is_no_table_is_told_in_a_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_sheet(written(tmp_path, content))


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "lost"):
        with pytest.raises(UnreadableFile, match=r"cannot be read"):
            read_sheet(str(path))


def packed(folder: Path, members: dict[str, bytes]) -> str:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return written(folder, target.getvalue(), "s.xlsx")


def test_a_bomb_another_package_and_a_broken_workbook_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match=r"a ZIP file, or a document of another kind"):
        read_sheet(packed(tmp_path, {"word/document.xml": b"<x/>"}))
    with pytest.raises(UnreadableFile, match=r"no XLSX file that can be read"):
        read_sheet(packed(tmp_path, {"xl/workbook.xml": b"<broken"}))
    monkeypatch.setattr(sheets, "UNPACKED", 1000)
    with pytest.raises(UnreadableFile, match=r"unpacks to far more than a sheet that people fill in"):
        read_sheet(packed(tmp_path, {"xl/workbook.xml": b" " * 2000}))
    monkeypatch.undo()
    with pytest.raises(UnreadableFile, match=r"unpacks to far more than"):
        read_sheet(packed(tmp_path, {"xl/workbook.xml": b"", "xl/sharedStrings.xml": b"<si/>" * 1_000_000}))


def test_a_workbook_of_many_rows_alike_is_no_bomb(tmp_path: Path) -> None:
    rows: list[list[object]] = [["title", "type", "note"], *([["The same plan", "policy-2", "x" * 200]] * 5_000)]
    assert len(cells(workbook(tmp_path, rows))) == 5_000


def test_entities_that_multiply_are_not_followed(tmp_path: Path) -> None:
    entities = '<!ENTITY a "lollollollollollol">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    with zipfile.ZipFile(workbook(tmp_path, [["title"], ["A"]])) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    sheet = members[name].decode()
    assert "<sheetData>" in sheet
    prologue = f'<?xml version="1.0"?><!DOCTYPE worksheet [{entities}]>'
    members[name] = (prologue + sheet.replace("<sheetData>", "<sheetData>&j;")).encode()
    with pytest.raises(UnreadableFile, match=r"no XLSX file that can be read"):
        read_sheet(packed(tmp_path, members))


def test_limits_hold_for_size_rows_and_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = written(tmp_path, b"title\n" + b"A\n" * (sheets.MOST_ROWS + 1))
    with pytest.raises(UnreadableFile, match=r"more than 25,000 rows; split it"):
        read_sheet(many)
    with pytest.raises(UnreadableFile, match=r"more than 200 columns"):
        read_sheet(written(tmp_path, ",".join(f"c{n}" for n in range(300)).encode() + b"\nA\n"))
    monkeypatch.setattr(sheets, "LARGEST", 10)
    with pytest.raises(UnreadableFile, match=r"is larger than"):
        read_sheet(many)


@settings(max_examples=50)
@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=5))
def test_what_is_written_as_csv_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = written(tmp_path_factory.mktemp("csv"), write_csv(["a", "b"], rows))
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [[row.cells["a"], row.cells["b"]] for row in read_sheet(path).rows] == kept


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''=1", "＝1"])
def test_what_would_be_computed_is_written_with_a_mark_and_read_back_without(cell: str, tmp_path: Path) -> None:
    content = write_csv(["title", "note"], [[cell, "'tis"]])
    assert next(csv.reader(io.StringIO(content.decode("utf-8-sig").partition("\r\n")[2])))[0] == "'" + cell
    assert cells(written(tmp_path, content)) == [(2, {"title": cell, "note": "'tis"})]


def test_a_template_explains_each_column_and_is_an_empty_sheet(tmp_path: Path) -> None:
    columns = [
        TemplateColumn("title", "=1 What it is called.", (), "A plan"),
        TemplateColumn("status", "", ("draft", "sent")),
    ]
    path = written(tmp_path, write_template(columns, {"Types": [("a", "=cmd")]}, 50), "t.xlsx")
    assert read_sheet(path) == (("title", "status"), ())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Evidence", "How to fill in", "Types"]
    assert book["How to fill in"]["B2"].value == "=1 What it is called." and book["Types"]["B2"].data_type == "s"
    assert [str(v.formula1) for v in book["Evidence"].data_validations.dataValidation] == ['"draft,sent"']
    assert next(csv.reader(io.StringIO(write_csv(["a"]).decode("utf-8-sig")))) == ["a"]


@pytest.mark.parametrize("cell", ["a plan;=HYPERLINK(1)", "a plan\n=HYPERLINK(1)", "a plan\t@SUM(1)", "\t=1"])
def test_no_reader_that_divides_cells_otherwise_finds_a_formula(cell: str, tmp_path: Path) -> None:
    content = write_csv(["title", "note"], [["Plan", cell]])
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig").replace(";", "\n").replace("\t", "\n")), quotechar="\0")
    assert not [one for row in rows for one in row if one.lstrip('"')[:1] in tuple("=+-@")]
    assert read_sheet(written(tmp_path, content)).rows[0].cells["note"] == cell
