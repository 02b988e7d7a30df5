"""The order of a table's rows as the address has it: ``…&sort=2`` by the second column, ``-2`` from its other end."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import Child, join
from crosswalk.viewer.state import parameter

_Row = TypeVar("_Row")

_TAG = re.compile(r"<[^>]*>")
_DIGITS = re.compile(r"(\d+)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?= \w+ 1$| ?%$|$)")

#: What a cell holds that says nothing; it stands last whichever end the order begins from.
_NOTHING = ("", "–", marked("not stated"))


class Order(NamedTuple):
    """By which column (the first is 1; None: as the rows come), from which end, and the parameter that says so.

    `columns` is how many of the first columns can be chosen. `names` is what the parameter is for each column where an
    order has a name: "" is that of no parameter, None a column by which nothing is sorted. Such an order is not turned
    round.
    """

    parameter: str
    column: int | None = None
    down: bool = False
    columns: int = 99
    names: tuple[str | None, ...] = ()

    def then(self, column: int) -> str | None:
        """What the parameter is after a choice of a column: a second choice turns the order round; None for no way."""
        if self.names:
            return self.names[column - 1]
        if column > self.columns:
            return None
        return f"-{column}" if self.column == column and not self.down else str(column)


def order(columns: int, name: str = "sort") -> Order:
    """The order that the address asks for; what it asks for wrongly is passed over."""
    wanted = re.fullmatch(r"(-?)([1-9]\d?)", parameter(name) or "")
    if not wanted or int(wanted[2]) > columns:
        return Order(name, columns=columns)
    return Order(name, int(wanted[2]), bool(wanted[1]), columns)


def by_name(
    now: str, names: Sequence[str | None], name: str = "sort", down: Sequence[str] = (), none: str = ""
) -> Order:
    """The order that is called `now`, of columns with these names; `down` are those that begin from the other end.

    `none` is the order that holds where the address names none.
    """
    column = names.index(now) + 1 if now in names else None
    return Order(name, column, now in down, len(names), tuple("" if one == none else one for one in names))


def arranged(
    asked: Order, cells: Sequence[Sequence[Child]], rows: Sequence[_Row]
) -> tuple[list[Sequence[Child]], list[_Row]]:
    """The cells in their order, and `rows`, what they were made of, in the same."""
    both = list(zip(cells, rows, strict=True))
    if asked.column is not None:
        at = asked.column - 1
        said = [(key(held[at]), held, row) for held, row in both]
        full = sorted((one for one in said if one[0]), key=lambda one: one[0], reverse=asked.down)
        both = [(held, row) for _key, held, row in (*full, *(one for one in said if not one[0]))]
    return [held for held, _row in both], [row for _held, row in both]


def key(cell: Child) -> tuple[tuple[int, float, str], ...]:
    """What a cell is sorted by: numbers by their value, codes part by part (C3.9 before C3.10); empty for nothing."""
    text = " ".join(html.unescape(_TAG.sub(" ", join(cell))).split())
    if text in (*_NOTHING, _("not stated")):
        return ()
    if number := _NUMBER.match(text):
        return ((0, float(number[0].replace(",", "")), ""),)
    parts = _DIGITS.split(text.casefold())
    return tuple((1, float(part), "") if part.isdigit() else (2, 0.0, part) for part in parts if part)
