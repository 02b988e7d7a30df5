"""Tables that people fill in: CSV and XLSX read within limits, every cell as text, and templates to fill in.

A file is taken for what its content says, whatever its name says. A formula is no text: it is handed on as `Formula`,
so that whoever reads can say where it stands; nothing of it is ever computed.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from crosswalk.errors import UnreadableFile
from crosswalk.formats.formulas import marked, unmarked

#: The most that is read: bytes of a file, bytes of what a packed one unpacks to and how many times its size that may
#: be (workbooks of people reach some forty), rows, columns. Reading a hundred megabytes of cells takes a minute.
LARGEST = 40 * 1024 * 1024
UNPACKED = 100 * 1024 * 1024
MOST_TIMES = 200
MOST_ROWS = 25_000
MOST_COLUMNS = 200

_XLSX = b"PK\x03\x04"
#: The beginnings of files that are often sent under another name, and what they are.
_OTHERS = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file (xls, doc)",
    b"{\\rtf": "a Word file (rtf)",
}


class Formula(str):
    """A cell that holds a formula."""

    __slots__ = ()


class SheetRow(NamedTuple):
    """A row as it was found: its number in the file, 1 being the heading, and its cells by heading."""

    number: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    """The headings in their order, as written, and the rows that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(path: str) -> Sheet:
    """The table of a CSV file, or of the first sheet of an XLSX file.

    Raises UnreadableFile, with a sentence, for what is no table, has no heading or one twice, or is too large.
    """
    content = _content(path)
    for beginning, what in _OTHERS.items():
        if content.startswith(beginning):
            raise UnreadableFile(f"{path} is {what}, whatever its name says; save the table as CSV or XLSX.")
    lines = _xlsx(path, content) if content.startswith(_XLSX) else _csv(path, content)
    headings: tuple[str, ...] = ()
    rows: list[SheetRow] = []
    for number, cells in enumerate(lines, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if not headings:
            headings = _headings(path, cells)
            continue
        if len(rows) == MOST_ROWS:
            raise UnreadableFile(f"{path} has more than {MOST_ROWS:,} rows; split it into several files.")
        rows.append(SheetRow(number, dict(zip(headings, cells, strict=False))))
        if any(cell.strip() for cell in cells[len(headings) :]):
            raise UnreadableFile(
                f"{path}, row {number}, has more cells than there are headings; add a heading, or quote."
            )
    if not headings:
        raise UnreadableFile(f"{path} holds no table; the first row must be the headings of the template.")
    return Sheet(headings, tuple(rows))


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror}); check the name.") from None
    if len(content) > LARGEST:
        raise UnreadableFile(f"{path} is larger than {LARGEST // 1024 // 1024} MB; split it into several files.")
    return content


def _headings(path: str, cells: Sequence[str]) -> tuple[str, ...]:
    headings = [" ".join(cell.split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise UnreadableFile(f"{path} has more than {MOST_COLUMNS} columns; is it the right file?")
    twice = sorted({name for name in headings if name and headings.count(name) > 1})
    if twice:
        raise UnreadableFile(f"{path} has the heading {twice[0]!r} twice; keep one.")
    if "" in headings:
        raise UnreadableFile(f"{path} has no heading over column {headings.index('') + 1}; name or delete that column.")
    return tuple(headings)


def _csv(path: str, content: bytes) -> Iterator[list[str]]:
    if b"\x00" in content:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise UnreadableFile(f"{path} is in UTF-16; save it as CSV UTF-8.")
        raise UnreadableFile(f"{path} is no table but some binary file; give CSV or XLSX.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableFile(f"{path}, line {line}, is not in UTF-8; save the file as CSV UTF-8.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LARGEST)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [_cell(cell) for cell in cells]
    except csv.Error as error:
        raise UnreadableFile(f"{path} is no CSV file that can be read ({error}); check its quotation marks.") from None


def _cell(cell: str) -> str:
    """A cell of a CSV file; what a spreadsheet would compute is a formula, the mark against that is taken away."""
    return Formula(cell) if cell[:1] == "=" else unmarked(cell)


def _xlsx(path: str, content: bytes) -> Iterator[list[str]]:
    import warnings

    _bounded(path, content)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which are not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # a file may say that it is larger, or smaller, than it is
            for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
                yield [_text(cell.value, cell.data_type) for cell in row]
    except UnreadableFile:
        raise
    except Exception as error:  # whatever a broken package makes the library raise
        raise UnreadableFile(
            f"{path} is no XLSX file that can be read ({type(error).__name__}); save it again."
        ) from None


def _bounded(path: str, content: bytes) -> None:
    """Raises UnreadableFile for a package that would unpack to more than is read, or is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        raise UnreadableFile(f"{path} is damaged; save it again as XLSX.") from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED or unpacked > MOST_TIMES * len(content) or len(parts) > 10_000:
        raise UnreadableFile(f"{path} unpacks to far more than a sheet that people fill in; save the table as CSV.")
    if not any(part.filename.startswith("xl/") for part in parts):
        raise UnreadableFile(f"{path} is a ZIP file, or a document of another kind, and no XLSX workbook.")


def _text(value: object, data_type: str) -> str:
    if value is None:
        return ""
    if data_type == "f":
        return Formula(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unmarked(str(value))  # a workbook may have been a CSV file before


class TemplateColumn(NamedTuple):
    """A column of a template: its heading, what stands in a note beside it, the words it can hold, an example."""

    heading: str
    help: str
    choices: tuple[str, ...] = ()
    example: str = ""


def write_csv(headings: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A CSV file with a byte order mark, by which spreadsheets know that it is UTF-8.

    What a spreadsheet would compute gets a mark against that, an apostrophe, which `read_sheet` takes away.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([marked(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def write_template(columns: Sequence[TemplateColumn], lists: dict[str, Sequence[tuple[str, str]]], rows: int) -> bytes:
    """An XLSX workbook to fill in: the headings, a menu where a column has choices, and sheets that explain.

    `lists` are further sheets, each with codes and what they stand for; `rows` is how many rows have menus.
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Evidence")
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, max(14, len(column.heading) + 2), text)
            sheet.write_string(0, number, column.heading, bold)
            if column.choices and sum(map(len, column.choices)) + len(column.choices) <= 255:
                menu = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
                sheet.data_validation(1, number, rows, number, menu)
        explained = [(column.heading, column.help, column.example) for column in columns]
        _explain(book.add_worksheet("How to fill in"), ("Column", "What it holds", "Example"), explained, bold, text)
        for name, entries in lists.items():
            _explain(book.add_worksheet(name), ("Code", "What it stands for"), list(entries), bold, text)
    return target.getvalue()


def _explain(sheet: object, headings: Sequence[str], rows: Sequence[Sequence[str]], bold: object, text: object) -> None:
    sheet.set_column(0, 0, 22)  # type: ignore[attr-defined]
    sheet.set_column(1, len(headings) - 1, 60)  # type: ignore[attr-defined]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)  # type: ignore[attr-defined]
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, text)  # type: ignore[attr-defined]
