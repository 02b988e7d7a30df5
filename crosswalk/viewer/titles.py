"""The title of the window, which tells one page and state from another in tabs, in the history and when read aloud.

It is set once a run, so that it does not flicker: by `about` as soon as a page knows what it is about, else by `finish`
from the heading of the page.
"""

from __future__ import annotations

from contextvars import ContextVar

import streamlit as st

from crosswalk.viewer.language import _

#: A longer title is cut, since a browser shows its beginning only.
_LONGEST = 120

_said: ContextVar[bool] = ContextVar("title said", default=False)
_heading: ContextVar[str] = ContextVar("heading of the page", default="")


def begin() -> None:
    """Forget what the run before left."""
    _said.set(False)
    _heading.set("")


def about(*subjects: object) -> None:
    """Name the window by what the page is about, the closest first; the first call of a run counts."""
    if _said.get():
        return
    _said.set(True)
    what = " ".join(", ".join(str(one) for one in subjects if one).split())
    if len(what) > _LONGEST:
        what = f"{what[: _LONGEST - 1].rstrip()}…"
    named = _("{what} – Standards crosswalk").format(what=what) if what else _("Standards crosswalk")
    st.set_page_config(page_title=named)


def heading(text: str) -> None:
    """Keep the heading of the page, by which the window is named where nothing closer is said."""
    _heading.set(text)


def finish() -> None:
    """Name the window by the heading, unless the page named it."""
    about(_heading.get())
