"""The register of evidence: ``/evidence?view=add&for=ais-psi:3.4``, one record by ``id``."""

from __future__ import annotations

import streamlit as st

from crosswalk.viewer import (
    evidence_form,
    evidence_import,
    evidence_record,
    evidence_register,
    evidence_worklist,
    problems,
    titles,
    writing,
)
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import tag
from crosswalk.viewer.navigator import views
from crosswalk.viewer.shared import may_write
from crosswalk.viewer.state import href, parameter

_VIEWS = {
    "register": (marked("Register"), evidence_register.register),
    "add": (marked("Add"), evidence_form.add),
    "import": (marked("Import a sheet"), evidence_import.import_sheet),
    "worklist": (marked("Nothing yet"), evidence_worklist.worklist),
    "problems": (marked("Problems"), problems.listed),
}
_FIRST = "register"

#: The views that do nothing but write.
_WRITING = frozenset({"add", "import"})


def show() -> None:
    """The view that the address names, or the record."""
    heading(_("Evidence"), 1)
    st.html(tag("p", _("Enter a document or record once, for the statements that it shows; the "
                     "lists for every accreditor follow from that.")))  # fmt: skip
    writing.said()
    workspace = writing.workspace()
    if workspace is None:
        return
    given = parameter("id")
    wanted = parameter("view") or _FIRST
    if wanted not in _VIEWS:
        say_wrong(_("There is no view {wanted!r}; this is the register.").format(wanted=wanted))
        wanted = _FIRST
    if wanted in _WRITING and not may_write():
        say_wrong(_("You may read the register and not write in it; this is the register."))
        wanted = _FIRST
    offered = [view for view in _VIEWS if view not in _WRITING or may_write()]
    titles.about(given or _(_VIEWS[wanted][0]), _("Evidence"))
    choices = [(href("evidence", view=None if view == _FIRST else view), _(_VIEWS[view][0])) for view in offered]
    current = "" if given else href("evidence", view=None if wanted == _FIRST else wanted)
    st.html(views(_("What to do"), choices, current))
    if given:
        evidence_record.record(workspace, given)
    else:
        _VIEWS[wanted][1](workspace)


show()
