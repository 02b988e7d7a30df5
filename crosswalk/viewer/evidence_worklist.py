"""What has nothing yet: the statements of a framework without support, and the decisions that leave some out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from crosswalk.evidence.choices import Choices
from crosswalk.evidence.database import Stored
from crosswalk.evidence.lists import Line, evidence_list
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import derived, labels, paging, phrases, writing
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Child, as_label, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import graph, may_write
from crosswalk.viewer.sorting import arranged, order
from crosswalk.viewer.state import choose, href


def worklist(workspace: Workspace) -> None:
    """The statements that stand as none, cited only or candidate only, each with the way to add evidence."""
    heading(_("Nothing yet"))
    known = workspace.vocabulary
    names = {name: str(row["label"]) for name, row in known.frameworks.items()}
    target, wrong = choose(_("Framework"), list(names), "target", lambda name: names[name])
    if wrong:
        say_wrong(_("There is no framework {wrong!r}; choose one.").format(wrong=wrong))
    if target is None:
        st.html(tag("p", _("Choose a framework to see which of its statements nothing supports.")))
        return
    found = evidence_list(workspace, graph().alignment, target, Choices())
    open_ = [line for line in found.lines if line.standing.status in ("none", "cited only", "candidate only")]
    if open_:
        caption = _("{statements} of {lines} without support").format(
            statements=counted("{n} statement", "{n} statements", len(open_)), lines=len(found.lines)
        )
        columns = [_("Statement"), _("How it stands"), *([_("What to do")] if may_write() else [])]
        said = (
            lambda line: derived.in_text(line.statement, line.label),
            lambda line: _(line.standing.status),
        )
        asked = order(len(said))
        lines = arranged(asked, open_, said)
        st.html(paging.listed(caption, columns, lines, _row, asked, hide_caption=False))
    else:
        st.html(
            tag("p", _("Each of the {lines} statements has at least partial support.").format(lines=len(found.lines)))
        )
    _decisions(workspace, target)


def _row(line: Line) -> list[Child]:
    named = statement_link(line.statement, f"{phrases.code(line.statement)} ", labels.label(line.statement, line.label))
    return [named, _(line.standing.status), *([_way(line.statement)] if may_write() else [])]


def _way(statement: str) -> Child:
    unseen = tag("span", " ", _("for {statement}").format(statement=statement), class_="xw-unseen")
    return link(href("evidence", view="add", for_=statement), _("Add evidence"), unseen)


def _decisions(workspace: Workspace, target: str) -> None:
    known = workspace.vocabulary
    here = [s for s, row in known.statements.items() if row["framework"] == target]
    decided = [one for one in workspace.records("decision") if known.shown(one.body["about"]) in here]
    heading(_("Out of scope: {decisions}").format(decisions=counted("{n} decision", "{n} decisions", len(decided))))
    for one in decided:
        short = known.shown(one.body["about"])
        st.html(
            tag(
                "p",
                statement_link(short, f"{short} ", labels.label(short, known.label(short))),
                f": {one.body['reason']}",
            )
        )
        if may_write() and st.button(
            as_label(_("Take {short} back into scope").format(short=short)), key=f"include {one.id}"
        ):
            _write(
                partial(workspace.retire, "decision", one.id, "Taken back into scope.", writing.writer()),
                _("{short} is in scope.").format(short=short),
            )
    if may_write():
        _decide(workspace, here)


def _decide(workspace: Workspace, here: Sequence[str]) -> None:
    """A form that puts a statement out of scope."""
    known = workspace.vocabulary
    with st.form("out of scope"):
        about = st.selectbox(
            _("Statement or section that does not apply"),
            here,
            index=None,
            key="decision about",
            format_func=lambda s: f"{s} {known.label(s)}",
            placeholder=_("Type a code or words …"),
        )
        reason = st.text_input(_("Reason (needed)"), key="decision reason")
        who = writing.who()
        if st.form_submit_button(_("Put it out of scope")):
            given = {"about": about, "reason": reason, "date": date.today().isoformat()}
            _write(lambda: workspace.add("decision", given, who), _("{about} is out of scope.").format(about=about))


def _write(write: Callable[[], Stored], sentence: str) -> None:
    saved = writing.tried(write)
    if saved is not None:
        writing.say(sentence)
        st.rerun()
