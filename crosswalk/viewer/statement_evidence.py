"""The evidence of one statement, on its own page: what was entered for it, and the way to add more."""

from __future__ import annotations

from collections.abc import Mapping

from crosswalk.api import StatementView
from crosswalk.errors import WorkspaceFault
from crosswalk.evidence.database import Stored
from crosswalk.evidence.workspace import supports_of
from crosswalk.viewer import labels, paging, shared
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.shared import graph, may_write, sees_records
from crosswalk.viewer.state import PAGE, href

_HEADINGS = (marked("Title"), marked("Level"), marked("Status"), marked("Date"), marked("Reason"))


def evidence(view: StatementView) -> Markup | None:
    """A section for those who may see the register; nobody else sees that there is one."""
    if not sees_records():
        return None
    try:
        rows = _rows(view.short) if graph().has_records() else []
    except WorkspaceFault as error:  # the standard can be shown all the same
        return join(tag("h2", _("Evidence of your school")), tag("p", labels.english(error)))
    ways = tag(
        "p",
        [link(href("evidence", view="add", for_=view.short), _("Add evidence for this statement")), " · "]
        if may_write()
        else None,
        link(
            href("report", target=view.facts["framework"]),
            _("Evidence list of {framework_label}").format(framework_label=view.facts["framework_label"]),
        ),
    )
    held = (
        paging.listed(
            counted("{n} piece", "{n} pieces", len(rows)),
            [_(name) for name in _HEADINGS],
            rows,
            lambda row: _row(*row),
            name=f"evidence-{PAGE}",
            hide_caption=False,
        )
        if rows
        else tag("p", _("None was entered yet."))
    )
    return join(tag("h2", _("Evidence of your school")), held, ways)


def _rows(short: str) -> list[tuple[Stored, Mapping[str, str], str]]:
    """The pieces of evidence that were entered for a statement, what each supports, and at which level."""
    workspace = shared.workspace()
    if workspace is None:
        return []
    known = workspace.vocabulary
    return [
        (stored, support, known.level_label(support.get("level")) or "–")
        for stored, support in supports_of(workspace.records("evidence"))
        if known.shown(support["statement"]) == short
    ]


def _row(stored: Stored, support: Mapping[str, str], level: str) -> list[Child]:
    body = stored.body
    title = link(href("evidence", id=stored.id), str(body["title"]))
    date, reason = str(body.get("date", "") or "–"), support.get("reason", "") or "–"
    return [title, level, _(str(body["status"])), date, reason]
