"""Fills are light, each status has its own, and words stay readable on them."""

from __future__ import annotations

from crosswalk.reports.fills import FILLS, fill


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_status_is_found_whatever_its_capitals() -> None:
    assert fill("Cited  Only") == FILLS["cited only"]
    assert [cell for cell in ("full of it", "", None, 1, ("full",)) if fill(cell)] == []


def test_no_two_statuses_look_the_same() -> None:
    for at in range(3):
        assert len({found[at] for found in FILLS.values()}) == len(FILLS)


def test_black_on_light_and_white_on_dark_stand_out_by_seven_to_one() -> None:
    for found in FILLS.values():
        assert (luminance(found.light) + 0.05) / 0.05 > 7
        assert 1.05 / (luminance(found.dark) + 0.05) > 7
