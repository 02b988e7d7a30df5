"""The forms that a report can leave in, and the one way to get it in any of them."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from crosswalk.errors import InputError
from crosswalk.reports.content import Report


class Format(NamedTuple):
    """A form: how its files end, their media type, what it is in words, and the module that makes it."""

    ending: str
    media_type: str
    words: str
    module: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

#: The forms by name, those for people first.
FORMATS: dict[str, Format] = {
    "xlsx": Format(".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel workbook", "xlsx"),
    "docx": Format(".docx", f"{_OFFICE}.wordprocessingml.document", "Word document", "docx"),
    "pdf": Format(".pdf", "application/pdf", "PDF to print or hand in", "pdf"),
    "html": Format(".html", "text/html", "Web page to print", "html"),
    "spreadsheet-csv": Format("-spreadsheet.csv", "text/csv", "CSV for spreadsheets", "spreadsheet"),
    "csv": Format(".csv", "text/csv", "CSV for programs", "csv"),
    "json": Format(".json", "application/json", "JSON for programs", "json"),
}


def render(report: Report, form: str) -> bytes:
    """A report as the bytes of a file. Raises InputError for a form that there is not."""
    found = known(form)
    content: bytes = import_module(f"crosswalk.reports.{found.module}").render(report)
    return content


def file_name(report: Report, form: str) -> str:
    """The name of the file that a report becomes. Raises InputError for a form that there is not."""
    return report.slug + known(form).ending


def known(form: str) -> Format:
    """The form of that name. Raises InputError, which lists those that there are."""
    if form not in FORMATS:
        raise InputError(f"A report cannot be written as '{form}'; it can be {', '.join(FORMATS)}.")
    return FORMATS[form]
