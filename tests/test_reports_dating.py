"""The day of a report is the one that it states."""

from __future__ import annotations

from datetime import date

import pytest
from test_reports_content import report

from crosswalk.reports import dating


@pytest.mark.parametrize("stated", ["2026-11-26", " 2026-11-26 ", "2026-11-26T10:00:00Z", "2026-11-26 10:00"])
def test_a_day_is_read_with_or_without_a_time(stated: str) -> None:
    assert dating.day(report(about=(("Rights", "2020-01-01"), ("date", stated)))) == date(2026, 11, 26)


@pytest.mark.parametrize("stated", ["", "today", "26.11.2026", "2026-13-01"])
def test_what_is_no_day_is_none(stated: str) -> None:
    assert dating.day(report(about=(("Date", stated),))) is None


def test_a_report_without_a_date_has_no_day() -> None:
    assert dating.day(report(about=())) is None
