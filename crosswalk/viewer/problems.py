"""Reports of problems: written beside what seems wrong, listed and answered in one place."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from crosswalk.evidence.database import Stored
from crosswalk.evidence.kinds import PROBLEM
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import labels, writing
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import as_markdown, tag
from crosswalk.viewer.navigator import statement_link
from crosswalk.viewer.shared import for_this_person, may_write
from crosswalk.viewer.tables import facts


def report(choices: Mapping[str, str]) -> None:
    """A form to report a problem with one of several things, given with their words; for those who may write."""
    workspace = writing.workspace() if may_write() else None
    if workspace is None:
        return
    with st.expander(_("Report a problem with this")), st.form("problem"):
        about = st.selectbox(
            _("What is wrong"), list(choices), key="problem about", format_func=lambda key: choices[key]
        )
        message = st.text_area(
            _("What is wrong with it, and what would be right (needed)"), key="problem message", height=90
        )
        who = writing.who()
        if not st.form_submit_button(_("Report it")):
            return
    saved = writing.tried(lambda: workspace.add("problem", {"about": about, "message": message}, who))
    if saved is not None:
        kept = (
            _("Kept as {id}; it is listed under Evidence, Problems, and stays on this machine.")
            if for_this_person()
            else _("Kept as {id}; it is listed under Evidence, Problems, for your team.")
        )
        st.success(as_markdown(kept.format(id=saved.id)))


def listed(workspace: Workspace) -> None:
    """The reports, the open ones first, each with a form for its answer."""
    found = sorted(workspace.records("problem"), key=lambda one: (one.body["status"] != "open", one.id))
    heading(_("Reports of problems"))
    if not found:
        st.html(tag("p", _("Nobody has reported a problem. The page of a pair of statements has a form for it.")))
    for one in found:
        _one(workspace, one)


def _one(workspace: Workspace, problem: Stored) -> None:
    body, known = problem.body, workspace.vocabulary
    short = known.shown(str(body["about"]))
    named = (
        statement_link(short, f"{short} ", labels.label(short, known.label(short)))
        if short in known.statements
        else short
    )
    st.html(
        facts([(_("About"), named), (_("What is wrong"), str(body["message"])), (_("Status"), _(str(body["status"])))])
    )
    if not may_write():
        st.html(facts([(_("Answer"), str(body["answer"]))]) if body.get("answer") else "")
        return
    writing.changed_meanwhile(problem)
    with st.form(f"problem {problem.id}"):
        given = {}
        for name in ("status", "answer"):
            field = PROBLEM.field(name)
            if field is not None:
                choices = PROBLEM.statuses[:-1] if name == "status" else ()
                given[name] = writing.field(field, body.get(name), f"problem {problem.id} {name}", choices)
        if not st.form_submit_button(_("Save the answer"), key=f"problem {problem.id} save"):
            return
    who = writing.writer()
    expected = writing.revision_read(problem)
    saved = writing.tried(lambda: workspace.edit("problem", problem.id, expected, given, who))
    if saved is not None:
        writing.forget(problem)
        writing.say(_("Saved: {status}.").format(status=_(saved.body["status"])))
        st.rerun()
