"""The rubrics as a grid: criteria down, levels across, with the statements they bear on and a school's own evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from crosswalk.api import Record
from crosswalk.errors import WorkspaceFault
from crosswalk.evidence.workspace import supports_of
from crosswalk.viewer import labels, phrases, shared
from crosswalk.viewer.derived import take_home
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.markup import Child, Markup, filled, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import graph, may_write, sees_records
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import table

_WITHHELD = marked("The wording is not held here.")
_EMPTY = marked("The rubric has no words at this level.")

#: Pieces of evidence by statement and level.
Counts = Counter[tuple[str, str]]


class Criterion(NamedTuple):
    """A criterion with the statements it bears on and the cells of each level, as rows of ``list_criteria``."""

    key: str
    label: str
    statements: tuple[str, ...]
    cells: dict[str, dict[str, Record]]


def criteria(rows: Sequence[Record]) -> list[Criterion]:
    """The rows of one rubric as its criteria; a cell that is tied to several statements has a row for each."""
    found: dict[str, Criterion] = {}
    for row in rows:
        key = str(row["key"])
        one = found.setdefault(key, Criterion(key, str(row["label"]), (), {}))
        if row["statement"] and row["statement"] not in one.statements:
            one = found[key] = one._replace(statements=(*one.statements, str(row["statement"])))
        one.cells.setdefault(str(row["level"]), {})[str(row["cell"])] = row
    return list(found.values())


def levels(rows: Sequence[Record]) -> dict[str, str]:
    """The labels of the levels by their names, the highest first."""
    ranked = sorted({(int(str(row["rank"])), str(row["level"]), str(row["level_label"])) for row in rows})
    return {level: label for _, level, label in ranked}


def evidence_counts() -> Counts | None:
    """How many pieces of evidence were entered by statement and level; None where nobody may see that.

    Raises WorkspaceFault.
    """
    workspace = shared.workspace() if sees_records() and graph().has_records() else None
    if workspace is None:
        return None
    known = workspace.vocabulary
    return Counter(
        (known.shown(support["statement"]), f"xwid:{support['level']}")
        for _, support in supports_of(workspace.records("evidence"))
        if support.get("level")
    )


def grid(subject: str, label: str, rows: Sequence[Record]) -> None:
    """One rubric: that of a PSI, with what may be taken home of it."""
    found, across = criteria(rows), levels(rows)
    try:
        evidenced = evidence_counts()
    except WorkspaceFault as error:  # the rubric can be shown all the same
        evidenced = None
        st.html(tag("p", labels.english(error)))
    heading(f"{phrases.code(subject)} {label}: {counted('{n} criterion', '{n} criteria', len(found))}")
    st.html(tag("p", _said(found, evidenced)))
    cells: list[list[Child]] = [
        [_criterion(one), *(_level(one, level, evidenced) for level in across)] for one in found
    ]
    st.html(
        table(
            _("Rubric of {subject}: what each level asks").format(subject=phrases.code(subject)),
            [_("Criterion"), *across.values()],
            cells,
        )
    )
    take_home(
        _plain(subject, found, across, evidenced),
        f"rubric-{subject.replace(':', '-')}",
        _("Rubric of {subject}").format(subject=subject),
    )


def _said(found: Sequence[Criterion], evidenced: Counts | None) -> Markup:
    untied = sum(not one.statements for one in found)
    said = [_("The words at each level are quoted from the growth model, the labels of the criteria are our own.")]
    if untied:
        said.append(counted("{n} criterion is tied to no indicator.", "{n} criteria are tied to no indicator.", untied))
    if evidenced is not None:
        said.append(_("Evidence is counted for the indicators of a criterion at the level that was entered."))
    ways = [
        link(href("growth"), _("Rate yourself against it")),
        " · ",
        link(href("evidence", view="add"), _("Add evidence")),
    ]
    return join([f"{one} " for one in said], ways if may_write() else None)


def _criterion(one: Criterion) -> Markup:
    links: list[Child] = []
    for short in one.statements:
        links += [", " if links else None, statement_link(short, phrases.code(short))]
    return join(
        labels.english(one.label),
        tag("div", filled(_("bears on {statements}"), statements=links), class_="xw-small") if links else None,
    )


def _level(one: Criterion, level: str, evidenced: Counts | None) -> Child:
    held = one.cells.get(level, {}).values()
    words = tag("ul", [tag("li", _wording(row)) for row in held]) if held else tag("span", _(_EMPTY), class_="xw-muted")
    number = _evidence(one, level, evidenced)
    return (
        join(words, tag("p", counted("{n} piece of evidence", "{n} pieces of evidence", number), class_="xw-small"))
        if number
        else words
    )


def _evidence(one: Criterion, level: str, evidenced: Counts | None) -> int:
    return sum(evidenced[statement, level] for statement in one.statements) if evidenced else 0


def _wording(row: Record) -> Child:
    if not row["text"]:
        return _(_WITHHELD)
    return tag("q", labels.english(f"{row['stem']} {row['text']}" if row["stem"] else row["text"]))


def _plain(subject: str, found: Sequence[Criterion], across: dict[str, str], evidenced: Counts | None) -> list[Record]:
    """A row a criterion and level, without the document's words, which go into no table that is taken home."""
    return [
        {
            "subject": subject,
            "criterion": one.label,
            "statements": " ".join(one.statements),
            "level": label,
            "worded": bool(one.cells.get(level)),
            "evidence": None if evidenced is None else _evidence(one, level, evidenced),
        }
        for one in found
        for level, label in across.items()
    ]
