"""What a newer edition changes for a framework: the claims on the older one carried over, and what stays open."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import derived, paging, phrases
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Child, filled, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import PAGE, href
from crosswalk.viewer.tables import facts

Names = Mapping[str, str]


def migration(start: str, end: str, names: Names) -> None:
    """The mappings of the first framework to an older edition, proposed for each newer one that is held."""
    found = graph().records("list_replacements")
    newer = [str(row["newer"]) for row in found if row["older"] == end and row["held_newer"] and row["newer"] != start]
    if not newer:
        heading(_("No newer edition"))
        st.html(
            tag(
                "p",
                filled(
                    _(
                        "No newer edition of {framework} is held, so there is nothing to carry over. This view is for "
                        "an older edition: {examples}"
                    ),
                    framework=names[end],
                    examples=_examples(start, names),
                ),
            )
        )
        return
    for name in newer:
        _one(start, end, name, names)


def _examples(start: str, names: Names) -> list[Child]:
    """Links to the views of older editions that have a newer one."""
    rows = graph().records("list_replacements")
    older = dict.fromkeys(str(row["older"]) for row in rows if row["held_older"] and row["held_newer"])
    links: list[Child] = [
        link(href("crosswalk", from_=start, to=name, view="migration"), names[name]) for name in older
    ]
    return [child for one in links for child in (", ", one)][1:]


def _one(start: str, older: str, newer: str, names: Names) -> None:
    alignment = graph().alignment
    diff = alignment.supersession(older, newer)
    heading(_("From {older} to {newer}").format(older=names[older], newer=names[newer]))
    changes = [(phrases.translated(words.CHANGES[change]), count) for change, count in diff.counts().items() if count]
    st.html(facts([(f"{said.words}: {count}", said.definition) for said, count in changes]))
    rows = list(alignment.migration_rows(alignment.migration(start, older, newer)))
    heading(
        _("What that means for {start}: {rows}").format(
            start=names[start], rows=counted("{n} row", "{n} rows", len(rows))
        )
    )
    st.html(tag("p", _verdicts(rows)))
    columns = [names[start], _("Verdict"), names[newer], _("By way of"), _("What became of that"), _("Why")]
    caption = _("{start} carried over to {newer}").format(start=names[start], newer=names[newer])
    st.html(paging.listed(caption, columns, rows, _row, name=f"{newer}-{PAGE}"))
    title = _("{start} carried over from {older} to {newer}").format(
        start=names[start], older=names[older], newer=names[newer]
    )
    derived.take_home(rows, f"migration-{start}--{older}--{newer}", title)


def _verdicts(rows: list[Record]) -> str:
    """What the verdicts met mean, in sentences."""
    met = dict.fromkeys(str(row["verdict"]) for row in rows)
    said = [phrases.translated(words.DERIVED.get(verdict, words.OPEN)) for verdict in met]
    return " ".join(f"{one.words.capitalize()}: {one.definition}" for one in said)


def _changes(told: object) -> str:
    """What became of statements of the older edition, as words parted by commas."""
    changes = [one.strip() for one in str(told or "").split(",") if one.strip()]
    return ", ".join(_(words.CHANGES[one].words) if one in words.CHANGES else one for one in changes) or "–"


def _row(row: Record) -> list[Child]:
    hubs = str(row["hubs"] or "").split()
    return [
        derived.named(row["subject"], row["subject_label"]),
        derived.follows(row) if row["object"] else _(words.OPEN.words),
        derived.named(row["object"], row["object_label"]) if row["object"] else "–",
        join([join(", " if i else None, statement_link(hub)) for i, hub in enumerate(hubs)]) if hubs else "–",
        _changes(row["changes"]),
        derived.why(row["subject"], row["object"]) if row["object"] else "–",
    ]
