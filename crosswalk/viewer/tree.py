"""The statements of a framework as a nested list that opens level by level."""

from __future__ import annotations

from collections.abc import Sequence

from crosswalk.api import Record
from crosswalk.viewer import labels
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Markup, tag
from crosswalk.viewer.navigator import statement_link


def tree(statements: Sequence[Record], open_levels: int = 0) -> Markup:
    """The rows of `list_statements` as a list in a list; `open_levels` of them stand open at first."""
    below: dict[object, list[Record]] = {}
    for statement in statements:
        below.setdefault(statement["parent"], []).append(statement)
    return _level(below, None, open_levels, "xw-tree")


def _level(below: dict[object, list[Record]], parent: object, open_levels: int, style: str | None = None) -> Markup:
    return tag("ul", [_item(below, statement, open_levels) for statement in below.get(parent, ())], class_=style)


def _item(below: dict[object, list[Record]], statement: Record, open_levels: int) -> Markup:
    inside = below.get(statement["statement"])
    if not inside:
        return tag("li", label(statement))
    # The link stands outside of the summary: one control within another cannot be reached by every reader.
    summary = tag(
        "summary",
        _("{n} below").format(n=len(inside)),
        tag("span", f" {statement['notation']}", class_="xw-unseen"),
    )
    deeper = _level(below, statement["statement"], open_levels - 1)
    return tag("li", label(statement), tag("details", summary, deeper, open=open_levels > 0))


def label(statement: Record) -> Markup:
    """A statement as a link: its notation and its label, with the programme where it belongs to one."""
    programme = f" ({statement['programme']})" if statement.get("programme") else None
    return statement_link(
        statement["statement"],
        tag("span", str(statement["notation"]), class_="xw-notation"),
        " ",
        labels.label(statement["statement"], statement["label"]),
        programme,
    )
