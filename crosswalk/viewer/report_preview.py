"""A report on the page: what it says, as it would leave, and the files it can leave as."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from crosswalk.evidence.database import Stored
from crosswalk.evidence.telling import Shown
from crosswalk.evidence.workspace import Workspace
from crosswalk.reports.content import Report, Table
from crosswalk.reports.rendering import FORMATS, render
from crosswalk.viewer import labels, phrases
from crosswalk.viewer.downloads import offer
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Child, Markup, as_label, join, tag
from crosswalk.viewer.tables import facts, table

#: Of a longer list this many lines are shown in a cell, of a longer table this many rows; the files have all.
_LINES = 6
_ROWS = 250

#: How many confidential records can be ticked; more are named with ``crosswalk report --confidential``.
_BOXES = 100


def preview(report: Report, links: Mapping[str, str]) -> None:
    """The tables of a report that would be printed; `links` leads from a code of the first column to its record."""
    st.html(tag("p", tag("strong", labels.english(report.subtitle))))
    for one in report.tables:
        if not one.full:
            st.html(tag("h2", labels.english(one.title)))
            st.html(labels.block(_table(one, links)))
    about(report.about)


def about(told: Iterable[tuple[str, str]]) -> None:
    """The filters, the rules, the meaning of the words, the date and the rights."""
    heading(_("About this list"))
    st.html(labels.block(facts([*told])))


def _table(one: Table, links: Mapping[str, str]) -> Markup:
    rows: list[list[Child]] = []
    group = None
    for row in one.rows[:_ROWS]:
        cells = [_cell(cell, links if i == 0 else {}) for i, cell in enumerate(row.cells)]
        if row.group and row.group != group:
            group = row.group
            rows.append([tag("strong", group), *("" for _ in cells[1:])])
        rows.append(cells)
    caption = counted("{n} row", "{n} rows", len(one.rows))
    if len(one.rows) > _ROWS:
        caption = _("{rows}, of which {shown} are shown").format(rows=caption, shown=_ROWS)
    return table(
        caption,
        [column.title for column in one.columns],
        rows,
    )


def _cell(cell: object, links: Mapping[str, str]) -> Child:
    if isinstance(cell, tuple):
        shown = [tag("li", str(line)) for line in cell[:_LINES]]
        more = tag("li", _("… and {n} more").format(n=len(cell) - _LINES)) if len(cell) > _LINES else None
        return join(tag("ul", shown, more)) if cell else "–"
    text = "–" if cell in (None, "") else str(cell)
    address = links.get(text)
    return tag("a", text, href=address, data_inside=True) if address else text


def files(slug: str, make: Callable[[], Report]) -> None:
    """A button for each kind of file; the report is made when one is pressed."""
    heading(_("Take it with you"))
    with st.container(horizontal=True):
        for form, one in FORMATS.items():
            offer(_(one.words), slug + one.ending, one.media_type, lambda form=form: render(make(), form))  # type: ignore[misc]


def pack_of(slug: str, make: Callable[[Shown], Report], evidence: Sequence[Stored], workspace: Workspace) -> None:
    """The pack; confidential records are in it only where they are named."""
    from crosswalk.reports.pack import pack

    named: list[str] = []
    known = [one for one in evidence if one.body.get("confidential")]
    if known:
        with st.expander(
            _("Confidential: {records}, named by identifier unless you tick them").format(
                records=counted("{n} record", "{n} records", len(known))
            )
        ):
            for one in known[:_BOXES]:
                label = as_label(
                    _("{title} ({id}), with its files, in the pack").format(title=one.body["title"], id=one.id)
                )
                if st.checkbox(label, key=f"confidential {one.id}"):
                    named.append(one.id)
    shown = Shown(frozenset(named))
    offer(_("Pack: list, index and files (ZIP)"), f"{slug}.zip", "application/zip",
          lambda: pack(make(shown), evidence, workspace, shown))  # fmt: skip


def bars(counted: Mapping[str, Mapping[str, int]], labels: Mapping[str, str]) -> Markup:
    """How ready each section is: one bar a section, in words as well."""
    rows: list[list[Child]] = []
    for section, counts in counted.items():
        total = sum(counts.values()) or 1
        full, partial = counts["full"], counts["partial"]
        width = f"width: {100 * (full + partial) / total:.0f}%"
        bar = tag("span", tag("span", style=width), class_="xw-bar", aria_hidden="true")
        told = ", ".join(f"{count} {_(status)}" for status, count in counts.items() if count)
        name = f"{phrases.code(section)} {labels.get(section, '')}" if section else _("All")
        rows.append(
            [
                name,
                join(bar, _("{supported} of {total} at least in part").format(supported=full + partial, total=total)),
                told,
            ]
        )
    return table(_("How ready each section is"), [_("Section"), _("Supported"), _("In numbers")], rows)
