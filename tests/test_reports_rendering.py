"""Every form can be had by its name, the same report gives the same bytes, and an unknown form is refused."""

from __future__ import annotations

import sys
import time

import pytest
from test_reports_content import hostile, report, school

from crosswalk.errors import InputError
from crosswalk.reports.rendering import FORMATS, file_name, render

STARTS = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF-", "html": b"<!DOCTYPE html>", "json": b"{", "csv": b"what,text"}


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_made(form: str) -> None:
    assert render(hostile(), form).startswith(STARTS.get(form, b"\xef\xbb\xbf"))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
def test_the_same_report_gives_the_same_bytes(form: str, dated: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = school(12, 2) if dated else school(12, 2)._replace(about=())
    first = render(sample, form)
    later, now = time.struct_time((2031, 5, 6, 7, 8, 9, 1, 126, 0)), time.localtime
    monkeypatch.setattr(time, "localtime", lambda seconds=None: later if seconds is None else now(seconds))
    monkeypatch.setattr(time, "time", lambda: 1_935_817_689.0)
    assert render(sample, form) == first


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_of_nothing_is_a_file_all_the_same(form: str) -> None:
    assert render(report(about=())._replace(title="", subtitle=""), form)


def test_an_unknown_form_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match="'odt'; it can be xlsx, docx, pdf, html, spreadsheet-csv, csv, json"):
        render(report(), "odt")


def test_a_file_is_named_after_the_report_and_no_two_forms_share_a_name() -> None:
    assert file_name(report(), "spreadsheet-csv") == "small-spreadsheet.csv"
    assert len({file_name(report(), form) for form in FORMATS}) == len(FORMATS)


def test_a_renderer_is_loaded_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in ("docx", "typst", "xlsxwriter")]:
        monkeypatch.delitem(sys.modules, name)
    render(report(), "json")
    assert not {"docx", "typst", "xlsxwriter"} & set(sys.modules)
