"""Long lists part by part: which rows the address asks for (``…&page=3``), and the ways to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from crosswalk.viewer.language import _, figure
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.sorting import Order
from crosswalk.viewer.state import PAGE, again, parameter
from crosswalk.viewer.tables import table

_Row = TypeVar("_Row")

#: How many rows a part has.
SIZE = 100

#: How many parts before and after the one that is shown have a link of their own, besides the first and the last.
_NEAR = 3


class Part(NamedTuple):
    """The part that is shown: its number from 1, how many parts there are, of how many rows, and its parameter."""

    number: int
    last: int
    rows: int
    parameter: str

    def of(self, rows: Sequence[_Row]) -> Sequence[_Row]:
        """Those of the rows that are shown."""
        return rows[(self.number - 1) * SIZE : self.number * SIZE]


def part(rows: int, name: str = PAGE) -> Part:
    """The part of so many rows that the address asks for under this name; the nearest where there is no such part."""
    given = parameter(name) or "1"
    last = max(1, -(-rows // SIZE))
    wanted = int(given) if given.isdecimal() and len(given) < 9 else 1
    return Part(min(max(1, wanted), last), last, rows, name)


def listed(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[_Row],
    cells: Callable[[_Row], Sequence[Child]],
    order: Order | None = None,
    name: str = PAGE,
    last: Sequence[Sequence[Child]] = (),
    hide_caption: bool = True,
) -> Markup:
    """A table of those of the rows, in their `order`, that the address asks for, below the ways to the others.

    `cells` makes the cells of a row, and is called for what is shown alone. `last` stands at the end of each part.
    """
    shown = part(len(rows), name)
    held = [*map(cells, shown.of(rows)), *last]
    return join(ways(shown, caption), table(caption, columns, held, hide_caption, order))


def ways(shown: Part, what: str, told: str = "") -> Markup | None:
    """Which rows of a list are shown, `what` it is called, and a link to each near part; None where one part is all.

    `told` is the sentence with the numbers where it is not rows that are counted.
    """
    if shown.last == 1:
        return None
    near = range(max(1, shown.number - _NEAR), min(shown.last, shown.number + _NEAR) + 1)
    numbers = sorted({1, shown.last, *near})
    first = (shown.number - 1) * SIZE + 1
    said = (told or _("Rows {first} to {last} of {rows}.")).format(
        first=figure(first), last=figure(min(first + SIZE - 1, shown.rows)), rows=figure(shown.rows)
    )
    return tag(
        "nav",
        tag("p", said, class_="xw-small"),
        tag("ul", [tag("li", _way(number, shown)) for number in numbers]),
        class_="xw-views",
        aria_label=_("Pages: {what}").format(what=what),
    )


def _way(number: int, shown: Part) -> Markup:
    """A link to a part, which stays in view and keeps the keyboard when it is followed (`navigator.js`)."""
    return link(
        again(**{shown.parameter: None if number == 1 else number}),
        tag("span", _("Page"), " ", class_="xw-unseen"),
        figure(number),
        aria_current="page" if number == shown.number else None,
        data_stay=f"{shown.parameter} {number}",
    )
