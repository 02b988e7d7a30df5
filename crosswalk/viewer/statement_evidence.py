"""The evidence of one statement, on its own page: what was entered for it, and the way to add more."""

from __future__ import annotations

from crosswalk.api import StatementView
from crosswalk.evidence.workspace import supports_of
from crosswalk.viewer import phrases
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.shared import for_this_person, graph
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import table


def evidence(view: StatementView) -> Markup | None:
    """A section for the person at this machine; nobody else sees that there is a register."""
    if not for_this_person():
        return None
    workspace = graph().workspace
    known = workspace.vocabulary
    rows: list[list[Child]] = []
    for stored, support in supports_of(workspace.records("evidence")):
        if known.shown(support["statement"]) == view.short:
            body = stored.body
            told = known.level_label(support.get("level")) or "–"
            title = link(href("evidence", id=stored.id), str(body["title"]))
            rows.append(
                [title, told, str(body["status"]), str(body.get("date", "") or "–"), support.get("reason", "") or "–"]
            )
    framework = str(view.facts["framework"])
    ways = tag(
        "p",
        link(href("evidence", view="add", for_=view.short), "Add evidence for this statement"),
        " · ",
        link(href("report", target=framework), f"Evidence list of {view.facts['framework_label']}"),
    )
    headings = ["Title", "Level", "Status", "Date", "Reason"]
    held = (
        table(phrases.count(len(rows), "piece", "pieces"), headings, rows)
        if rows
        else tag("p", "None was entered yet.")
    )
    return join(tag("h2", "Evidence of your school"), held, ways)
