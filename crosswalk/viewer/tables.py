"""Tables as HTML, so that a screen reader finds headings and a narrow screen scrolls the table and not the page."""

from __future__ import annotations

from collections.abc import Sequence

from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.sorting import Order
from crosswalk.viewer.state import again, parts

_SORTED = {False: "ascending", True: "descending"}


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Child]],
    hide_caption: bool = False,
    order: Order | None = None,
) -> Markup:
    """A table with its caption; the first cell of each row is the row's heading.

    With an `order`, in which the rows stand already (`sorting.arranged`), its headings change that order.
    """
    names = columns if order is None else [_sorter(name, at, order) for at, name in enumerate(columns, 1)]
    sorts = [_SORTED[order.down] if order and order.column == at else None for at in range(1, len(columns) + 1)]
    heads = [tag("th", name, scope="col", aria_sort=sort) for name, sort in zip(names, sorts, strict=True)]
    head = tag("thead", tag("tr", heads))
    body = tag(
        "tbody",
        [tag("tr", tag("th", row[0], scope="row"), [tag("td", cell) for cell in row[1:]]) for row in rows],
    )
    title = tag("caption", caption, class_="xw-unseen" if hide_caption else None)
    return tag(
        "div",
        tag("table", title, head, body, class_="xw-table"),
        class_="xw-scroll",
        role="region",
        tabindex=0,
        aria_label=caption,
    )


def _sorter(name: str, column: int, order: Order) -> Markup:
    """A heading as a link to the same page in the order of its column, from the first row on."""
    chosen = order.then(column)
    if chosen is None:
        return tag("span", name)
    sign = ("▼" if order.down else "▲") if order.column == column else "↕"
    begun = dict.fromkeys(parts() if order.part is None else [order.part])
    here = again(**begun, **{order.parameter: chosen})
    stay = f"{order.parameter} {column}"
    return tag("a", name, tag("span", f"\u00a0{sign}", aria_hidden="true"), href=here, data_inside=True, data_stay=stay)


def grid(caption: str, columns: Sequence[str], rows: Sequence[Sequence[Child]]) -> Markup:
    """A table whose cells hold at most one link each: one stop for the Tab key, then arrow keys (see navigator.js).

    The pattern is that of a data grid in the ARIA Authoring Practices Guide.
    """
    head = tag("thead", tag("tr", [tag("th", name, scope="col") for name in columns]))
    cells = [
        [tag("th", row[0], scope="row", tabindex=-1), *(tag("td", cell, tabindex=-1) for cell in row[1:])]
        for row in rows
    ]
    parked = join([tag("tr", row) for row in cells]).replace("<a ", '<a tabindex="-1" ')
    body = tag("tbody", Markup(parked.replace('<a tabindex="-1"', '<a tabindex="0"', 1)))
    title = tag("caption", caption, tag("span", " ", _("– arrow keys move between cells"), class_="xw-muted xw-small"))
    held = tag("table", title, head, body, class_="xw-table xw-grid", role="grid")
    return tag("div", held, class_="xw-scroll", role="region", tabindex=0, aria_label=caption)


def facts(pairs: Sequence[tuple[str, Child]]) -> Markup:
    """Names and values one under another; a pair whose value is None is left out."""
    return tag(
        "dl",
        [tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs if value is not None],
        class_="xw-facts",
    )
