"""Lists to hand in: ``/report?target=ib-psp-2014&section=ib-psp-2014:C3``, ``/report?view=checklist&accreditor=ib``."""

from __future__ import annotations

from functools import partial

import streamlit as st

from crosswalk.errors import CrosswalkError
from crosswalk.evidence.checklists import STATES, checklist
from crosswalk.evidence.choices import Choices
from crosswalk.evidence.lists import counts, evidence_list, in_order
from crosswalk.evidence.telling import Shown, evidence_of
from crosswalk.evidence.workspace import Workspace
from crosswalk.reports.checklist import checklist_report
from crosswalk.reports.evidence_list import about, evidence_report, slug
from crosswalk.viewer import report_choices, report_lines, report_preview, titles, writing
from crosswalk.viewer.frame import heading, say_error, say_wrong
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import as_markdown, tag
from crosswalk.viewer.navigator import views
from crosswalk.viewer.shared import graph, may_write
from crosswalk.viewer.state import choose, href, parameter, several

_ACCREDITORS = {"ib": "International Baccalaureate", "cis": "Council of International Schools"}


def show() -> None:
    """The list of a framework, or the checklist of an accreditor."""
    heading(_("Report"), 1)
    workspace = writing.workspace()
    if workspace is None:
        return
    wanted = parameter("view") or "list"
    known = {"list": _("Statements and their evidence"), "checklist": _("Documents that an accreditor expects")}
    if wanted not in known:
        say_wrong(_("There is no view {wanted!r}; this is the list.").format(wanted=wanted))
        wanted = "list"
    _titled(wanted, known[wanted])
    choices = [(href("report", view=None if view == "list" else view), words) for view, words in known.items()]
    st.html(views(_("What to list"), choices, href("report", view=None if wanted == "list" else wanted)))
    try:
        (_list if wanted == "list" else _checklist)(workspace)
    except CrosswalkError as error:
        say_error(error, grave=False)


def _titled(view: str, said: str) -> None:
    """Name the window by what is listed."""
    if view == "checklist":
        accreditor = parameter("accreditor") or ""
        titles.about(_ACCREDITORS.get(accreditor, accreditor), parameter("only"), said, _("Report"))
    else:
        titles.about(parameter("target"), *several("section"), said, _("Report"))


def _list(workspace: Workspace) -> None:
    names = {name: str(row["label"]) for name, row in workspace.vocabulary.frameworks.items()}
    target, wrong = choose(_("Framework"), list(names), "target", lambda name: names[name])
    if wrong:
        say_wrong(_("There is no framework {wrong!r}; choose one.").format(wrong=wrong))
    if target is None:
        st.html(
            tag("p", _("Choose the framework that the list is for: an IB edition, CIS, or any other that is held."))
        )
        return
    choices, order = report_choices.choices(workspace, target)
    found = in_order(evidence_list(workspace, graph().alignment, target, choices), order)
    known, version = workspace.vocabulary, graph().data_version
    if found.incomplete:
        st.info(as_markdown(_("This list is not complete: {incomplete}").format(incomplete=found.incomplete)))
    made = partial(evidence_report, found, known, version)
    report_preview.files(slug(found), made)
    report_preview.pack_of(slug(found), made, evidence_of(found), workspace)
    labels = {section: workspace.vocabulary.label(section) for section in counts(found.all_lines)}
    st.html(report_preview.bars(counts(found.all_lines), labels))
    report_lines.lines(found, workspace.vocabulary, order)
    report_preview.about(about(found, known, version, Shown()).items())


def _checklist(workspace: Workspace) -> None:
    left, right = st.columns(2)
    with left:
        accreditor, wrong = choose(_("Accreditor"), list(_ACCREDITORS), "accreditor", lambda key: _ACCREDITORS[key])
    with right:
        state, wrong_state = choose(_("Only types that are"), STATES, "only", _, _("all"))
    for word in filter(None, (wrong, wrong_state)):
        say_wrong(_("There is no choice {word!r} here.").format(word=word))
    if accreditor is None:
        st.html(tag("p", _("Choose whose list of documents is to be checked.")))
        return
    found = checklist(workspace, accreditor, Choices(), (state,) if state else ())
    report = checklist_report(found, workspace.vocabulary, graph().data_version)
    report_preview.files(report.slug, lambda: report)
    links = {item.type.code: href("evidence", view="add", type=item.type.code) for item in found.items}
    report_preview.preview(report, links if may_write() else {})


show()
