"""The day a report was made, which is the only date in its files: the same report gives the same bytes."""

from __future__ import annotations

from datetime import date

from crosswalk.reports.content import Report


def day(report: Report) -> date | None:
    """The day that stands under "Date" in the account of a report (ISO 8601, the time passed over), or None."""
    stated = next((text for name, text in report.about if name.strip().casefold() == "date"), "").strip()
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None
