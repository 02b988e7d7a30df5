"""Links inside our own HTML: plain anchors that a small script turns into moves without a reload (`navigator.js`)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache

import streamlit as st

from crosswalk.viewer.language import _, current, named
from crosswalk.viewer.markup import Child, Markup, tag
from crosswalk.viewer.state import href, take_redirect

_BARE = "addresses without a language"
_FOLDER = os.path.dirname(os.path.abspath(__file__))


@cache
def _script() -> str:
    with open(os.path.join(_FOLDER, "navigator.js"), encoding="utf-8") as file:
        return file.read()


def mount(door: str | None = None) -> None:
    """Put the script on the page, once a run and last, so that a redirect asked for by the page is carried out.

    `door` says whether the one that a team signs in at is ``closed`` or ``open``: the page that somebody wanted before
    they signed in is gone to then.
    """
    component = st.components.v2.component("crosswalk_navigator", js=_script())
    data = {"redirect": take_redirect(), "language": current(), "chosen": named(), "bare": _bare(), "door": door}
    component(key="navigator", data=data)


def _bare() -> int | None:
    """Another number for each run whose address lacks the language chosen, since the script is called for new data."""
    if named() is None or "lang" in st.query_params:
        return None
    number = int(st.session_state.get(_BARE, 0)) + 1
    st.session_state[_BARE] = number
    return number


def link(address: str, *children: Child, **attributes: str | None) -> Markup:
    """An anchor to a page of ours; `address` is made by `state.href`."""
    return tag("a", *children, href=address, data_inside=True, **attributes)


def statement_link(short: object, *children: Child, **attributes: str | None) -> Markup:
    """An anchor to the record of a statement, named by its short form where no children are given."""
    return link(href("standard", id=short), *(children or (str(short),)), **attributes)


def views(name: str, choices: Sequence[tuple[str, str]], current: str) -> Markup:
    """Links to the views of a page, as (address, text) each; the one whose address is `current` is marked."""
    items = [tag("li", link(to, text, aria_current="page" if to == current else None)) for to, text in choices]
    return tag("nav", tag("ul", items), class_="xw-views", aria_label=name)


def toggles(name: str, choices: Sequence[tuple[str, str, bool]]) -> Markup:
    """Links that turn parts of a page on and off, as (address after the turn, text, whether it is on) each."""
    items = [
        tag(
            "li",
            link(
                to,
                tag("span", "✓ " if on else "+ ", aria_hidden="true"),
                text,
                tag("span", " ", _("(shown)") if on else _("(not shown)"), class_="xw-unseen"),
                aria_current="true" if on else None,
            ),
        )
        for to, text, on in choices
    ]
    return tag("nav", tag("ul", items), class_="xw-views", aria_label=name)


def copy_button(label: str, text: str, address: bool = False) -> Markup:
    """A button that copies the text, or with `address` the full address of a relative one."""
    return tag(
        "button",
        label,
        type="button",
        class_="xw-button",
        data_copy=text,
        data_label=label,
        data_address=address,
        data_done=_("Copied"),
        data_refused=_("Copying is not allowed here"),
    )
