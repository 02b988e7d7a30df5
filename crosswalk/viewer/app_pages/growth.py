"""Growth records: ``/growth``, ``/growth?cycle=ab-2026&view=rate&psi=ais-psi:PSI3``."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from crosswalk.errors import InputError
from crosswalk.evidence.assessment import profile, start
from crosswalk.evidence.database import Stored
from crosswalk.evidence.kinds import CYCLE
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import growth_goals, growth_profile, growth_rating, titles, writing
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import Child, tag
from crosswalk.viewer.navigator import link, views
from crosswalk.viewer.shared import may_write
from crosswalk.viewer.state import href, parameter, put
from crosswalk.viewer.tables import table

_VIEWS = {
    "profile": (marked("Profile"), growth_profile.shown),
    "rate": (marked("Rate"), growth_rating.rating),
    "goals": (marked("Goals"), growth_goals.goals),
    "next": (marked("Next level"), growth_profile.asked_next),
    "compare": (marked("Compare"), growth_profile.compared),
    "translation": (marked("Translation"), growth_profile.translated),
}
_FIRST = "profile"


def show() -> None:
    """The cycles, or the view of one that the address names."""
    heading(_("Growth"), 1)
    writing.said()
    workspace = writing.workspace()
    if workspace is None:
        return
    found = growth_profile.cycle_of(workspace)
    if found is None:
        _cycles(workspace)
        return
    body = found.cycle.body
    st.html(tag("p", link(href("growth"), _("All cycles")), class_="xw-small"))
    heading(f"{body['person']}, {body['title']}")
    wanted = parameter("view") or _FIRST
    if wanted not in _VIEWS:
        say_wrong(_("There is no view {wanted!r}; this is the profile.").format(wanted=wanted))
        wanted = _FIRST
    id_ = found.cycle.id
    titles.about(f"{body['person']}, {body['title']}", _(_VIEWS[wanted][0]), _("Growth"))
    choices = [(href("growth", cycle=id_, view=None if v == _FIRST else v), _(_VIEWS[v][0])) for v in _VIEWS]
    st.html(views(_("What to show"), choices, href("growth", cycle=id_, view=None if wanted == _FIRST else wanted)))
    _VIEWS[wanted][1](workspace, found)
    if may_write():
        _close(workspace, found.cycle)


def _close(workspace: Workspace, cycle: Stored) -> None:
    """A button that closes the cycle, or opens it again."""
    closed = cycle.body["status"] == "closed"
    st.divider()  # it is none of the files that may stand above it
    if st.button(_("Open this cycle again") if closed else _("Close this cycle"), key=f"close {cycle.id}"):
        given = {"status": "open" if closed else "closed"}
        who = writing.writer()
        if writing.tried(lambda: workspace.edit("cycle", cycle.id, cycle.number, given, who)) is not None:
            writing.say(
                _("The cycle is open again.") if closed else _("The cycle is closed; its ratings stay as they are.")
            )
            st.rerun()


def _cycles(workspace: Workspace) -> None:
    told = _("A cycle is one round in which a person looks at their own work by the rubric, criterion by criterion.")
    st.html(tag("p", told))
    rows: list[list[Child]] = []
    for one in workspace.records("cycle"):
        rated, goals = "", ""
        with suppress(InputError):  # a cycle by a rubric that is not in the data any more
            found = profile(workspace, one.id)
            rated = _("{rated} of {all}").format(
                rated=sum(r.rating is not None for r in found.rated), all=len(found.rated)
            )
            goals = str(len(found.goals))
        title = link(href("growth", cycle=one.id), f"{one.body['person']}, {one.body['title']}")
        rows.append([title, _(str(one.body["status"])), rated, goals])
    if rows:
        st.html(table(_("Cycles"), [_("Person and cycle"), _("Status"), _("Criteria rated"), _("Goals")], rows))
    else:
        st.html(tag("p", _("There is no cycle yet; start one below.") if may_write() else _("There is no cycle yet.")))
    if may_write():
        _start(workspace)


def _start(workspace: Workspace) -> None:
    """A form for a new cycle."""
    heading(_("Start a cycle"))
    frameworks = sorted({criterion.framework for criterion in workspace.vocabulary.criteria.values()})
    with st.form("new cycle"):
        given = {
            one.name: writing.field(one, None, f"cycle new {one.name}")
            for one in CYCLE.fields
            if one.name in ("person", "title", "period_start", "period_end")
        }
        given["framework"] = st.selectbox(_("Rubric of"), frameworks, key="cycle new framework")
        who = writing.who()
        if st.form_submit_button(_("Start")):
            saved = writing.tried(lambda: start(workspace, given, who))
            if saved is not None:
                writing.say(_("Started {title}.").format(title=saved.body["title"]))
                put(cycle=saved.id, view="rate")
                st.rerun()


show()
