"""What a page shows of a report, and that it says what it leaves out."""

from __future__ import annotations

from test_reports_content import report, school, table

from crosswalk.reports import printed
from crosswalk.reports.content import Row


def test_long_tables_are_left_out_and_named() -> None:
    sample = school()
    assert [sheet.title for sheet in printed.sheets(sample, 130)] == ["Standards and what shows them"]
    sentence = "“Every line of evidence” is long and stands only in the spreadsheet (XLSX)."
    assert printed.about(sample) == [*sample.about, ("Not on these pages", sentence)]


def test_several_long_tables_are_named_in_one_sentence() -> None:
    long = table(full=True)
    assert printed.about(report(long, long))[-1][1].startswith("“The lines” and “The lines” are long and stand only")


def test_a_report_that_a_page_can_hold_gets_no_sentence_more() -> None:
    assert printed.about(report(table())) == [("Date", "2026-11-26")]


def test_rows_stand_in_their_groups_in_the_order_they_came() -> None:
    sheet = printed.sheets(school(), 130)[0]
    assert [group.heading for group in sheet.groups] == [f"Part {n}: what a school can show" for n in range(1, 5)]
    entries = [entry.cells for group in sheet.groups for entry in group.entries]
    assert entries == [row.cells for row in school().tables[0].rows]


def test_a_page_shows_twelve_items_of_a_list() -> None:
    (sheet,) = printed.sheets(report(table(Row(("a", tuple(map(str, range(20))))))), 130)
    assert sheet.groups[0].entries[0].lines[1] == [*map(str, range(12)), "… and 8 more"]


def test_a_table_without_rows_has_no_groups() -> None:
    assert printed.sheets(report(table()), 130)[0].groups == ()
