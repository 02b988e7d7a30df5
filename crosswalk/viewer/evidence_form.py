"""The form of a piece of evidence, to add one or to change one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from crosswalk.evidence.database import Stored
from crosswalk.evidence.kinds import EVIDENCE, RETIRED, fields_for
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import writing
from crosswalk.viewer.frame import heading
from crosswalk.viewer.markup import as_markdown
from crosswalk.viewer.state import parameter, put

#: What the form asks for in a way of its own.
_OWN = ("type", "supports", "attachments", "status")
_NONE = "no level"


def add(workspace: Workspace) -> None:
    """A form for new evidence; ``for`` in the address names a statement that it supports, ``type`` its type."""
    heading("Add evidence")
    known = workspace.vocabulary
    type_ = _type(known)
    if type_ is None:
        return
    wanted = parameter("for")
    with st.form("new evidence"):
        given = _title({}, "evidence new")
        statements = _statements("evidence new statements", known, [wanted] if wanted in known.statements else [])
        level, reason = _level_and_reason("evidence new", known)
        given |= _fields(type_, {}, "evidence new")
        files = st.file_uploader("Files to keep with it", accept_multiple_files=True, key="evidence new files")
        who = writing.who()
        if not st.form_submit_button("Save"):
            return
    given |= {"type": type_, "supports": [{"statement": s, "level": level, "reason": reason} for s in statements]}

    def write() -> Stored:
        given["attachments"] = [workspace.keep_bytes(file.name, file.getvalue()) for file in files or ()]
        return workspace.add("evidence", given, who)

    stored = writing.tried(write)
    if stored is not None:
        for key in [k for k in st.session_state if str(k).startswith("evidence new")]:
            del st.session_state[key]
        writing.say(f"Saved {stored.body['title']} as {stored.id}.")
        put(id=stored.id, view=None, for_=None, type=None)
        st.rerun()


def change(workspace: Workspace, stored: Stored) -> None:
    """A form with the record in it; saved only if nobody changed the record since it was filled."""
    heading("Change it")
    writing.changed_meanwhile(stored)
    known, body = workspace.vocabulary, stored.body
    start = f"evidence {stored.id}"
    with st.form(f"change {stored.id}"):
        given = _title(body, start)
        supports = _supports(f"{start} support", body, known)
        statements = _statements(f"{start} statements", known, [], "Further statements that it supports")
        level, reason = _level_and_reason(start, known)
        given |= _fields(str(body["type"]), body, start)
        files = st.file_uploader("Further files to keep with it", accept_multiple_files=True, key=f"{start} files")
        who = writing.who()
        if not st.form_submit_button("Save"):
            return
    given["supports"] = [*supports, *({"statement": s, "level": level, "reason": reason} for s in statements)]

    def write() -> Stored:
        kept = [workspace.keep_bytes(file.name, file.getvalue()) for file in files or ()]
        given["attachments"] = [*body.get("attachments", ()), *kept]
        return workspace.edit("evidence", stored.id, writing.revision_read(stored), given, who)

    saved = writing.tried(write)
    if saved is not None:
        writing.forget(stored)
        writing.say("Nothing was different." if saved.number == stored.number else f"Saved revision {saved.number}.")
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
        "Type (needed)", codes, index=None, key="evidence type", placeholder="Choose a type of document …",
        format_func=lambda code: _type_words(code, known),
        on_change=lambda: put(type=st.session_state["evidence type"]),
    )  # fmt: skip
    return chosen


def _type_words(code: str, known: Vocabulary) -> str:
    type_ = known.types[code]
    category = known.types[type_.category].label if type_.category in known.types else "whole category"
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


def _statements(
    key: str, known: Vocabulary, chosen: list[str | None], label: str = "Statements that it supports"
) -> list[str]:
    options = [*known.statements]
    kept = [s for s in chosen if s]
    if kept and key not in st.session_state:
        st.session_state[key] = kept
    found: list[str] = st.multiselect(
        label, options, key=key, format_func=lambda s: f"{s} {known.label(s)}", placeholder="Type a code or words …"
    )
    return found


def _level_and_reason(start: str, known: Vocabulary) -> tuple[str | None, str]:
    """The level and the reason for all the statements that are added at once."""
    left, right = st.columns([2, 3])
    options = [_NONE, *known.levels]
    with left:
        chosen = st.selectbox(
            "Level that it shows", options, key=f"{start} level", format_func=lambda place: level_words(place, known)
        )
    with right:
        reason = st.text_input("Why it is evidence for them", key=f"{start} reason")
    return (None if chosen == _NONE else chosen), reason


def level_words(place: str, known: Vocabulary) -> str:
    """A level with the scale that it belongs to."""
    level = known.levels.get(place)
    return f"{level.label} – {level.scale_label}" if level else place


def _supports(start: str, body: Mapping[str, Any], known: Vocabulary) -> list[dict[str, Any]]:
    """The supports of a record, each with its level, its reason and a box to take it away."""
    kept: list[dict[str, Any]] = []
    options = [_NONE, *known.levels]
    for support in body.get("supports", ()):
        short = known.shown(support["statement"])
        left, middle, right = st.columns([2, 3, 1], vertical_alignment="bottom")
        place = support.get("level", _NONE)
        level = left.selectbox(
            as_markdown(f"Level at {short}"), options, options.index(place) if place in options else 0,
            key=f"{start} {short} level", format_func=lambda place: level_words(place, known),
        )  # fmt: skip
        reason = middle.text_input(
            as_markdown(f"Reason for {short} {known.label(short)}"),
            support.get("reason", ""),
            key=f"{start} {short} reason",
        )
        if not right.checkbox(as_markdown(f"Take {short} away"), key=f"{start} {short} away"):
            held = None if level == _NONE else level
            kept.append({"statement": support["statement"], "level": held, "reason": reason})
    return kept
