"""Which mappings of a pair of frameworks are shown, and in which order: read from the address, said in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer.frame import say_wrong
from crosswalk.viewer.language import _, counted, figure, marked
from crosswalk.viewer.mapping_rows import SETS, is_claim, set_words
from crosswalk.viewer.markup import tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.sorting import Order, by_name
from crosswalk.viewer.state import choose_several, href, parameter, put, several

#: The parameters of the address that say what is shown and in which order.
PARAMETERS = ("kind", "relation", "status", "least", "sort")

#: The least confidences that are offered.
_LEAST = tuple(f"0.{tenth}" for tenth in range(1, 10))


def _number(row: Record) -> float:
    """The confidence for sorting: one that is not stated comes last, for it is not known."""
    return 1.0 if row["confidence"] is None else -float(str(row["confidence"]))


#: The orders that are offered, the first where none is named: its words, and by what a row is put in its place.
SORTS: dict[str, tuple[str, Callable[[Record], object] | None]] = {
    "from": (marked("the order of the first framework"), None),
    "to": (marked("the order of the second framework"), None),
    "relation": (marked("relation"), lambda row: _place(words.RELATIONS, _relation(row))),
    "status": (marked("status, the furthest first"), lambda row: -_place(words.STATUSES, row.get("status"), -1)),
    "confidence": (marked("confidence, the surest first"), _number),
}


def _place(table: dict[str, words.Wording], term: object, missing: int = 99) -> int:
    return list(table).index(str(term)) if term in table else missing


def _relation(row: Record) -> str:
    """The relation by which a row is found; what follows has none where its predicate says no more than a citation."""
    vague = row["relation"] is None or (not is_claim(row) and row["relation"] == "skos:mappingRelation")
    return "" if vague else str(row["relation"])


#: The orders that begin with the most, and not with the first.
_DOWN = ("status", "confidence")


class Filters(NamedTuple):
    """What is asked for; nothing under a name is everything."""

    sets: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    least: float | None = None
    sort: str = "from"

    def __bool__(self) -> bool:
        """Whether anything is asked for that leaves rows out."""
        return bool(self.sets or self.relations or self.statuses or self.least is not None)

    def keeps(self, row: Record) -> bool:
        """Whether a row is shown. What states no confidence, no status or no relation fails where one is asked for."""
        return (
            (not self.sets or row["set"] in self.sets)
            and (not self.relations or _relation(row) in self.relations)
            and (not self.statuses or row.get("status") in self.statuses)
            and (self.least is None or (row["confidence"] is not None and float(str(row["confidence"])) >= self.least))
        )

    def applied(self, rows: Sequence[Record], second: Sequence[str] = ()) -> list[Record]:
        """The rows that are shown, in the order asked for; `second` are the statements of the second framework."""
        kept = [row for row in rows if self.keeps(row)]
        if self.sort == "to":
            place = {short: i for i, short in enumerate(second)}
            return sorted(kept, key=lambda row: place.get(str(row["object"]), len(place)))
        by = SORTS[self.sort][1]
        return sorted(kept, key=by) if by else kept  # type: ignore[arg-type]

    def order(self, *names: str | None) -> Order:
        """The order of a table, given the order of `SORTS` that each of its columns stands for, or None."""
        return by_name(self.sort, names, down=_DOWN, none="from")

    @property
    def bound(self) -> str | None:
        """The least confidence in figures that give the same number again, all of them: ``0.123456789``."""
        return None if self.least is None else repr(self.least).removesuffix(".0")

    def parameters(self) -> dict[str, object]:
        """The filters as parameters of an address, for `state.href`."""
        sort = None if self.sort == "from" else self.sort
        chosen = {"kind": self.sets, "relation": self.relations, "status": self.statuses}
        return {**chosen, "least": self.bound, "sort": sort}

    def in_words(self) -> str:
        """What is asked for: ``printed or judged; close to; confidence at least 0.6``; "" where nothing is."""
        parts = [
            _either([_(set_words(name).words) for name in self.sets]),
            _either([_(words.RELATIONS[name].words) for name in self.relations], _("relation: {names}")),
            _either([_(words.STATUSES[name].words) for name in self.statuses], _("status: {names}")),
            ""
            if self.least is None
            else _("confidence at least {least}, so none that states no confidence").format(least=figure(self.least)),
        ]
        return "; ".join(part for part in parts if part)


def kept() -> dict[str, tuple[str, ...]]:
    """The filters of the address, for the way to another view and back; an order of columns is that of one view."""
    given = {name: several(name) for name in PARAMETERS}
    return given | {"sort": tuple(name for name in given["sort"] if name in SORTS)}


def turned() -> dict[str, tuple[str, ...]]:
    """The filters of the address for the two frameworks the other way round: each relation as it reads from there."""
    given = kept()
    return given | {
        "relation": tuple(words.INVERSES.get(name, name) for name in given["relation"]),
        "sort": tuple(_TURNED.get(name, name) for name in given["sort"]),
    }


#: The same order of rows when the two frameworks have changed places.
_TURNED = {"from": "to", "to": "from"}


def _either(names: Sequence[str], said: str = "{names}") -> str:
    if not names:
        return ""
    last = names[-1]
    told = _("{names} or {last}").format(names=", ".join(names[:-1]), last=last) if len(names) > 1 else last
    return said.format(names=told)


def read(rows: Sequence[Record]) -> Filters:
    """The filters that the address asks for of these rows; what it asks that cannot be is said in a sentence."""
    offered = [name for name in SETS if name != "contradiction" or any(row["set"] == name for row in rows)]
    sort = parameter("sort")
    if sort is not None and sort not in SORTS:
        say_wrong(_("There is no order {sort!r}; it can be {names}.").format(sort=sort, names=", ".join(SORTS)))
        sort = None
    return Filters(
        _known("kind", offered, _("There is no set {value!r}; it can be {names}.")),
        _known("relation", words.RELATIONS, _("There is no relation {value!r}; it can be {names}.")),
        _known("status", words.STATUSES, _("There is no status {value!r}; it can be {names}.")),
        _least(),
        sort or "from",
    )


def _known(name: str, allowed: Sequence[str] | dict[str, words.Wording], sentence: str) -> tuple[str, ...]:
    given = several(name)
    for value in given:
        if value not in allowed:
            say_wrong(sentence.format(value=value, names=", ".join(allowed)))
    return tuple(value for value in allowed if value in given)


def _least() -> float | None:
    given = parameter("least")
    try:
        number = float(given) if given else None
    except ValueError:
        number = -1.0
    if number is not None and not 0 <= number <= 1:
        say_wrong(_("The least confidence is {given!r}; write a number from 0 to 1, such as 0.6.").format(given=given))
        return None
    return number


#: The parameters of which several values may be pressed: their label, what a row has, and the values with their names.
_SEVERAL: dict[str, tuple[str, Callable[[Record], object], Sequence[str], Callable[[str], str]]] = {
    "kind": (marked("Set"), lambda row: row["set"], SETS, lambda name: _(set_words(name).words)),
    "relation": (marked("Relation"), _relation, tuple(words.RELATIONS), lambda name: _(words.RELATIONS[name].words)),
    "status": (
        marked("Status"),
        lambda row: row.get("status"),
        tuple(words.STATUSES),
        lambda name: _(words.STATUSES[name].words),
    ),
}


def bar(rows: Sequence[Record], asked: Filters) -> None:
    """The choices above a list of mappings, with how many rows there are of each; each choice is in the address."""
    if not rows:
        return
    pressed = {"kind": asked.sets, "relation": asked.relations, "status": asked.statuses}
    with st.container(horizontal=True):
        for name, (label, value, order, said) in _SEVERAL.items():
            numbers = Counter(str(value(row)) for row in rows)
            labels = {option: f"{said(option)} ({figure(numbers[option])})" for option in order}
            options = [option for option in order if numbers[option] or option in pressed[name]]
            if options:
                choose_several(_(label), options, name, labels.__getitem__)
        _choose(
            _("Least confidence"),
            "least",
            _levels(asked.bound),
            lambda value: _("at least {value}").format(value=figure(float(value))),
            _("any"),
            150,
        )
        _choose(_("Sort by"), "sort", list(SORTS), lambda value: _(SORTS[value][0]), _(SORTS["from"][0]), 260)


def _levels(asked: str | None) -> list[str]:
    """What is offered, and what holds though it is not."""
    return sorted({*_LEAST, *([asked] if asked else ())}, key=float)


def _choose(label: str, name: str, options: list[str], shown: Callable[[str], str], nothing: str, width: int) -> None:
    """A select box bound to the parameter `name`, in which choosing nothing takes the parameter away."""
    key, given = f"choose {name}", parameter(name)
    if name == "least" and given is not None:
        given = next((option for option in options if _same(option, given)), None)
    current = given if given in options else None
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    st.selectbox(
        label,
        options,
        key=key,
        index=None,
        format_func=shown,
        placeholder=nothing,
        width=width,
        on_change=lambda: put(**{name: st.session_state[key]}),
    )


def _same(option: str, given: str) -> bool:
    try:
        return float(option) == float(given)
    except ValueError:
        return False


def say(shown: int, of: int, asked: Filters, cleared: dict[str, object]) -> None:
    """How many rows are shown of how many, under which filters, and the way to all; `cleared` is that address."""
    if not asked:
        st.html(
            tag(
                "p",
                _("All {rows}, by {sort}.").format(
                    rows=counted("{n} row", "{n} rows", of), sort=_(SORTS[asked.sort][0])
                ),
            )
        )
        return
    st.html(
        tag(
            "p",
            _("{shown} of {rows} shown: {filters}; by {sort}.").format(
                shown=figure(shown),
                rows=counted("{n} row", "{n} rows", of),
                filters=asked.in_words(),
                sort=_(SORTS[asked.sort][0]),
            ),
            " ",
            link(href("crosswalk", **cleared), _("Clear the filters")),
        )
    )
