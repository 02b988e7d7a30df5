"""Goals on the page: set in five parts, and moved on."""

from __future__ import annotations

import streamlit as st

from crosswalk.evidence.assessment import Profile, add_goal
from crosswalk.evidence.database import Stored
from crosswalk.evidence.kinds import GOAL
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import labels, writing
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import tag
from crosswalk.viewer.navigator import statement_link
from crosswalk.viewer.shared import may_write
from crosswalk.viewer.tables import facts

_PARTS = ("specific", "measurable", "achievable", "relevant", "due")
_MOVING = ("status", "progress", "progress_note")


def goals(workspace: Workspace, found: Profile) -> None:
    """The goals of a cycle with how far each has come, and a form for another."""
    who = writing.who() if may_write() else ""
    for goal in found.goals:
        _goal(workspace, goal, who)
    if not found.goals:
        st.html(tag("p", _("No goal is set in this cycle yet.")))
    if may_write():
        _new(workspace, found, who)


def _goal(workspace: Workspace, goal: Stored, who: str) -> None:
    body, known = goal.body, workspace.vocabulary
    short = known.shown(str(body["about"]))
    heading(str(body["specific"])[:120], 3)
    told = [(_("For"), statement_link(short, f"{short} ", labels.label(short, known.label(short))))]
    st.html(facts([*told, *((_(GOAL.field(name).label), str(body[name])) for name in _PARTS)]))  # type: ignore[union-attr]
    if not may_write():
        fields = [field for field in map(GOAL.field, _MOVING) if field is not None and body.get(field.name) is not None]
        st.html(facts([(_(field.label), _(str(body[field.name]))) for field in fields]))
        return
    writing.changed_meanwhile(goal)
    with st.form(f"move {goal.id}"):
        given = {}
        for name in _MOVING:
            one = GOAL.field(name)
            if one is not None:
                choices = GOAL.statuses[:-1] if name == "status" else ()
                given[name] = writing.field(one, body.get(name), f"goal {goal.id} {name}", choices)
        if st.form_submit_button(_("Save how far it has come"), key=f"goal {goal.id} save"):
            expected = writing.revision_read(goal)
            saved = writing.tried(lambda: workspace.edit("goal", goal.id, expected, given, who))
            if saved is not None:
                writing.forget(goal)
                writing.say(
                    _("Saved: {status}, {progress} of 100.").format(
                        status=_(saved.body["status"]), progress=saved.body.get("progress", 0)
                    )
                )
                st.rerun()


def _new(workspace: Workspace, found: Profile, who: str) -> None:
    heading(_("Set a goal"))
    known = workspace.vocabulary
    framework = str(found.cycle.body["framework"])
    options = [short for short, row in known.statements.items() if row["framework"] == framework]
    with st.form("new goal"):
        about = st.selectbox(
            _("PSI or indicator that it is to move forward"), options, index=None, key="goal new about",
            format_func=lambda s: f"{s} {known.label(s)}", placeholder=_("A code or words …"),
        )  # fmt: skip
        given = {name: writing.field(GOAL.field(name), None, f"goal new {name}") for name in _PARTS}  # type: ignore[arg-type]
        if st.form_submit_button(_("Set it")):
            saved = writing.tried(lambda: add_goal(workspace, found.cycle.id, {**given, "about": about}, who))
            if saved is not None:
                for key in [k for k in st.session_state if str(k).startswith("goal new ")]:
                    del st.session_state[key]
                writing.say(_("Set the goal {id}.").format(id=saved.id))
                st.rerun()
