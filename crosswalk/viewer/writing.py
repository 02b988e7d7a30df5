"""Writing in the viewer: who does it, where there is a workspace to write in, and fields from the table of kinds.

What is typed stays in the fields until it is saved: an error, or a change by somebody else, takes nothing away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from crosswalk.errors import CrosswalkError, EditConflict, InvalidRecord
from crosswalk.evidence.database import Stored
from crosswalk.evidence.kinds import Field
from crosswalk.evidence.workspace import Workspace, default_person
from crosswalk.viewer import shared
from crosswalk.viewer.frame import say_error, say_errors
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import as_label, as_markdown, tag

_WHO = "who writes"
_SAID = "said after writing"


def workspace() -> Workspace | None:
    """The workspace as the person at this page may use it; else a sentence, and None."""
    found = shared.workspace()
    if found is None:
        st.html(tag("p", _("Records are shown and written only by the person at this machine, not over a network.")))
    return found


def who() -> str:
    """Who writes: whoever signed in, else a field that keeps what was typed for the whole visit."""
    if visitor := shared.signed_in():
        st.html(tag("p", _("It is kept under your name, {address}.").format(address=visitor.address)))
        return visitor.address
    st.session_state.setdefault(_WHO, default_person())
    typed = st.text_input(
        _("Who writes (initials or a code)"), value=st.session_state[_WHO], key="who field", max_chars=64
    )
    st.session_state[_WHO] = typed
    return str(typed)


def writer() -> str:
    """Who writes where a button alone is pressed: who signed in, else what was typed last or the account."""
    if visitor := shared.signed_in():
        return visitor.address
    return str(st.session_state.get(_WHO) or default_person())


def say(sentence: str) -> None:
    """Keep a sentence for the next run, which shows it above the page."""
    st.session_state[_SAID] = sentence


def said() -> None:
    """Show what `say` kept, once."""
    if sentence := st.session_state.pop(_SAID, None):
        st.success(as_markdown(sentence))


def tried(write: Callable[[], Stored | None]) -> Stored | None:
    """The record written, or None with all that is wrong said in sentences; nothing that was typed is lost."""
    try:
        return write()
    except InvalidRecord as error:
        found: Any = error.findings
        say_errors([f"{one.where}: {one.message} {one.hint}" for one in found])
    except EditConflict as error:
        say_error(error, then=_("What you typed is still in the fields below."))
    except CrosswalkError as error:
        say_error(error)
    return None


def field(one: Field, value: Any, key: str, choices: tuple[str, ...] = ()) -> Any:
    """A widget for a field, filled with `value`; gives what stands in it, None where that is nothing."""
    label = as_label(_("{label} (needed)").format(label=_(one.label)) if one.required else _(one.label))
    help_ = as_markdown(_(one.help)) if one.help else None
    if one.type == "boolean":
        return st.checkbox(label, bool(value), key=key, help=help_)
    if choices:
        place = choices.index(value) if value in choices else 0
        return st.selectbox(label, choices, place, key=key, help=help_, format_func=_)
    if one.type == "date":
        day = st.date_input(
            label, _day(value), min_value=date(1950, 1, 1), max_value=date(2150, 1, 1), format="YYYY-MM-DD", key=key,
            help=help_,
        )  # fmt: skip
        return day.isoformat() if isinstance(day, date) else None
    text = "" if value is None else str(value)
    if one.type == "text":
        return st.text_area(label, text, key=key, help=help_, height=90) or None
    return st.text_input(label, text, key=key, help=help_) or None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def revision_read(stored: Stored) -> int:
    """The revision that the fields of a record were filled from, in this visit."""
    return int(st.session_state.setdefault(f"revision of {stored.kind} {stored.id}", stored.number))


def forget(stored: Stored) -> None:
    """Let the fields of a record be filled anew."""
    for key in [k for k in st.session_state if str(k).startswith(f"{stored.kind} {stored.id} ")]:
        del st.session_state[key]
    st.session_state.pop(f"revision of {stored.kind} {stored.id}", None)


def changed_meanwhile(stored: Stored) -> bool:
    """Say that somebody changed a record since its fields were filled, and offer to fill them anew."""
    if revision_read(stored) == stored.number:
        return False
    st.warning(_("Somebody changed this record since you opened it; what you typed is still here."))
    left, right = st.columns(2)
    if left.button(_("Drop what I typed and show the record as it is now"), key=f"anew {stored.id}"):
        forget(stored)
        st.rerun()
    if right.button(_("Keep what I typed, and save it over the change"), key=f"over {stored.id}"):
        st.session_state[f"revision of {stored.kind} {stored.id}"] = stored.number
        st.rerun()
    return True
