"""The order of a table's rows as the address has it: ``…&sort=2`` by the second column, ``-2`` from its other end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from crosswalk.viewer.language import _, marked
from crosswalk.viewer.state import parameter

_Row = TypeVar("_Row")

_DIGITS = re.compile(r"(\d+)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?= \w+ 1$| ?%$|$)")

#: What a cell holds that says nothing; it stands last whichever end the order begins from.
_NOTHING = ("", "–", marked("not stated"))


class Order(NamedTuple):
    """By which column (the first is 1; None: as the rows come), from which end, and the parameter that says so.

    `columns` is how many of the first columns can be chosen. `names` is what the parameter is for each column where an
    order has a name: "" is that of no parameter, None a column by which nothing is sorted. Such an order is not turned
    round. `part` is the parameter of the list (see `paging`) that begins anew in another order; None: each of the page.
    """

    parameter: str
    column: int | None = None
    down: bool = False
    columns: int = 99
    names: tuple[str | None, ...] = ()
    part: str | None = None

    def then(self, column: int) -> str | None:
        """What the parameter is after a choice of a column: a second choice turns the order round; None for no way."""
        if self.names:
            return self.names[column - 1]
        if column > self.columns:
            return None
        return f"-{column}" if self.column == column and not self.down else str(column)


def order(columns: int, name: str = "sort", part: str | None = None) -> Order:
    """The order that the address asks for; what it asks for wrongly is passed over."""
    wanted = re.fullmatch(r"(-?)([1-9]\d?)", parameter(name) or "")
    if not wanted or int(wanted[2]) > columns:
        return Order(name, columns=columns, part=part)
    return Order(name, int(wanted[2]), bool(wanted[1]), columns, part=part)


def by_name(
    now: str, names: Sequence[str | None], name: str = "sort", down: Sequence[str] = (), none: str = ""
) -> Order:
    """The order that is called `now`, of columns with these names; `down` are those that begin from the other end.

    `none` is the order that holds where the address names none.
    """
    column = names.index(now) + 1 if now in names else None
    return Order(name, column, now in down, len(names), tuple("" if one == none else one for one in names))


def arranged(asked: Order, rows: Sequence[_Row], said: Sequence[Callable[[_Row], object]]) -> Sequence[_Row]:
    """The rows in their order, given what each column says of a row in plain text; they may be many more than shown."""
    if asked.column is None:
        return rows
    says = said[asked.column - 1]
    keyed = [(key(says(row)), row) for row in rows]
    full = sorted((one for one in keyed if one[0]), key=lambda one: one[0], reverse=asked.down)
    return [row for _key, row in (*full, *(one for one in keyed if not one[0]))]


def key(said: object) -> tuple[tuple[int, float, str], ...]:
    """What a cell is sorted by: numbers by their value, codes part by part (C3.9 before C3.10); empty for nothing."""
    text = " ".join(str(said).split())
    if text in (*_NOTHING, _("not stated")):
        return ()
    if number := _NUMBER.match(text):
        return ((0, float(number[0].replace(",", "")), ""),)
    parts = _DIGITS.split(text.casefold())
    return tuple((1, float(part), "") if part.isdigit() else (2, 0.0, part) for part in parts if part)
