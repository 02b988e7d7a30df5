"""The form of a piece of evidence, to add one or to change one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from crosswalk.evidence.database import Stored
from crosswalk.evidence.kinds import EVIDENCE, RETIRED, fields_for
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import writing
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import as_label
from crosswalk.viewer.state import parameter, put

#: What the form asks for in a way of its own.
_OWN = ("type", "supports", "attachments", "status")
_NONE = marked("no level")

#: How many empty lines for statements a form has; after saving there are as many again.
_EMPTY = 3


def add(workspace: Workspace) -> None:
    """A form for new evidence; ``for`` in the address names a statement that it supports, ``type`` its type."""
    heading(_("Add evidence"))
    known = workspace.vocabulary
    wanted = parameter("for")
    if wanted and wanted not in known.statements:
        say_wrong(_("There is no statement {wanted!r} to add evidence for; choose one below.").format(wanted=wanted))
    type_ = _type(known)
    if type_ is None:
        return
    with st.form("new evidence"):
        given = _title({}, "evidence new")
        supports = _supports("evidence new", [{"statement": wanted}] if wanted in known.statements else [], known)
        given |= _fields(type_, {}, "evidence new")
        files = st.file_uploader(_("Files to keep with it"), accept_multiple_files=True, key="evidence new files")
        who = writing.who()
        if not st.form_submit_button(_("Save")):
            return
    given |= {"type": type_, "supports": supports}

    def write() -> Stored:
        given["attachments"] = [workspace.keep_bytes(file.name, file.getvalue()) for file in files or ()]
        return workspace.add("evidence", given, who)

    stored = writing.tried(write)
    if stored is not None:
        for key in [k for k in st.session_state if str(k).startswith("evidence new")]:
            del st.session_state[key]
        writing.say(_("Saved {title} as {id}.").format(title=stored.body["title"], id=stored.id))
        put(id=stored.id, view=None, for_=None, type=None)
        st.rerun()


def change(workspace: Workspace, stored: Stored) -> None:
    """A form with the record in it; saved only if nobody changed the record since it was filled."""
    heading(_("Change it"))
    writing.changed_meanwhile(stored)
    known, body = workspace.vocabulary, stored.body
    start = f"evidence {stored.id}"
    with st.form(f"change {stored.id}"):
        given = _title(body, start)
        supports = _supports(start, body.get("supports", ()), known)
        given |= _fields(str(body["type"]), body, start)
        left = _files(start, body)
        files = st.file_uploader(_("Further files to keep with it"), accept_multiple_files=True, key=f"{start} files")
        who = writing.who()
        if not st.form_submit_button(_("Save")):
            return
    given["supports"] = supports

    def write() -> Stored:
        kept = [workspace.keep_bytes(file.name, file.getvalue()) for file in files or ()]
        given["attachments"] = [*left, *kept]
        return workspace.edit("evidence", stored.id, writing.revision_read(stored), given, who)

    saved = writing.tried(write)
    if saved is not None:
        writing.forget(stored)
        writing.say(
            _("Nothing was different.")
            if saved.number == stored.number
            else _("Saved revision {number}.").format(number=saved.number)
        )
        st.rerun()


def _type(known: Vocabulary) -> str | None:
    """The type, chosen before the form, since its fields depend on it."""
    codes = [code for code, type_ in known.types.items() if type_.category] + [
        code for code, type_ in known.types.items() if not type_.category
    ]
    wanted = parameter("type")
    if st.session_state.get("evidence type") != wanted and wanted in codes:
        st.session_state["evidence type"] = wanted
    chosen: str | None = st.selectbox(
        _("Type (needed)"), codes, index=None, key="evidence type", placeholder=_("Choose a type of document …"),
        format_func=lambda code: _type_words(code, known),
        on_change=lambda: put(type=st.session_state["evidence type"]),
    )  # fmt: skip
    return chosen


def _type_words(code: str, known: Vocabulary) -> str:
    type_ = known.types[code]
    category = known.types[type_.category].label if type_.category in known.types else _("whole category")
    return f"{type_.label} – {category}"


def _title(body: Mapping[str, Any], start: str) -> dict[str, Any]:
    return {one.name: writing.field(one, body.get(one.name), f"{start} {one.name}") for one in EVIDENCE.fields[:1]}


def _fields(type_: str, body: Mapping[str, Any], start: str) -> dict[str, Any]:
    """All fields but the title and what it supports: the dates in a line, the status, then the others in order."""
    given: dict[str, Any] = {}
    fields = [one for one in fields_for(EVIDENCE, type_)[1:] if one.name not in _OWN]
    dates = [one for one in fields if one.type == "date"]
    for column, one in zip(st.columns(len(dates)), dates, strict=True):
        with column:
            given[one.name] = writing.field(one, body.get(one.name), f"{start} {one.name}")
    status = EVIDENCE.field("status")
    if status is not None:
        choices = EVIDENCE.statuses if body.get("status") == RETIRED else EVIDENCE.statuses[:-1]
        given["status"] = writing.field(status, body.get("status", choices[0]), f"{start} status", choices)
    for one in fields:
        if one.type != "date":
            given[one.name] = writing.field(one, body.get(one.name), f"{start} {one.name}")
    return given


def level_words(place: str, known: Vocabulary) -> str:
    """A level with the scale that it belongs to."""
    level = known.levels.get(place)
    return f"{level.label} – {level.scale_label}" if level else _(place)


def _files(start: str, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files that stay with a record: each has a box to take it away; the history keeps it."""
    kept = []
    for number, file in enumerate(body.get("attachments", ()), 1):
        if not st.checkbox(
            as_label(_("Take the file {name} away").format(name=file["name"])), key=f"{start} file {number}"
        ):
            kept.append(file)
    return kept


def _supports(start: str, held: Sequence[Mapping[str, Any]], known: Vocabulary) -> list[dict[str, Any]]:
    """A line for each statement that is supported, and some empty ones: the statement, the level, the reason.

    A line whose statement is emptied is taken away.
    """
    kept: list[dict[str, Any]] = []
    statements, levels = [*known.statements], [_NONE, *known.levels]
    for number, support in enumerate([*held, *({} for _empty in range(_EMPTY))], 1):
        left, middle, right = st.columns([3, 2, 3])
        short = known.shown(support["statement"]) if support else ""
        place = support.get("level", _NONE)
        chosen = statements.index(short) if short in statements else None
        statement = left.selectbox(
            _("Statement {number} that it supports").format(number=number), statements, chosen,
            key=f"{start} statement {number}", format_func=lambda s: f"{s} {known.label(s)}",
            placeholder=_("A code or words …"),
        )  # fmt: skip
        level = middle.selectbox(
            _("Level shown at statement {number}").format(number=number), levels,
            levels.index(place) if place in levels else 0,
            key=f"{start} level {number}", format_func=lambda one: level_words(one, known),
        )  # fmt: skip
        reason = right.text_input(
            _("Reason for statement {number}").format(number=number),
            support.get("reason", ""),
            key=f"{start} reason {number}",
        )
        if statement or (short and short not in statements):
            kept.append(
                {"statement": statement or support["statement"], "level": None if level == _NONE else level,
                 "reason": reason}
            )  # fmt: skip
    return kept
