"""How much of one framework is mapped to another, as one cell of a table that leads to their crosswalk."""

from __future__ import annotations

from crosswalk.api import Record
from crosswalk.viewer import phrases
from crosswalk.viewer.language import _, counted, percent
from crosswalk.viewer.markup import Child, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.state import href


def meaning() -> str:
    """What the words of a cell mean."""
    told = _("“Not reviewed” means that nobody has looked yet; “0 mapped” that somebody looked and found nothing.")
    return f"{told} {_(phrases.ADOPTED)}"


def cell(row: Record | None, start: str, end: str) -> Child:
    """A row of ``count_matrix`` from `start` to `end` in words; None, or nothing reviewed, is "not reviewed"."""
    if start == end:
        return tag("span", _("same framework"), class_="xw-muted xw-small")
    if row is None or not row["reviewed"]:
        return tag("span", _("not reviewed"), class_="xw-muted")
    mapped, statements = int(str(row["mapped"])), int(str(row["statements"]))
    return join(
        link(
            href("crosswalk", from_=start, to=end),
            _("{mapped} of {statements} mapped").format(mapped=mapped, statements=statements),
        ),
        tag(
            "span",
            " ({mapped}, {claims})".format(
                mapped=percent(mapped / statements), claims=counted("{n} claim", "{n} claims", int(str(row["claims"])))
            ),
            class_="xw-small",
        ),
    )
