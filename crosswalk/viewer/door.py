"""The door of a viewer that a team signs in to: what stands there for those who may not come in, and the way out."""

from __future__ import annotations

import streamlit as st

from crosswalk.viewer import titles
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import filled, tag
from crosswalk.viewer.people import SIGNED_IN_FOR, Standing, Visitor

#: What is said to those to whom nothing is shown.
_SAID: dict[Standing, str] = {
    Standing.NOBODY: marked("Sign in to see how these standards meet, and the register of your team."),
    Standing.UNNAMED: marked(
        "You are signed in, but nobody told this server your e-mail address, by which it knows who may read; ask "
        "whoever runs it."
    ),
    Standing.UNVERIFIED: marked(
        "You are signed in as {address}, but nobody told this server that the address is verified; have it verified "
        "where you signed in, then sign in again."
    ),
    Standing.EXPIRED: marked("You signed in as {address} more than {hours} hours ago; sign in again."),
    Standing.UNLISTED: marked(
        "You are signed in as {address}, which is on no list of this server; ask whoever runs it to add it, or sign in "
        "with another address."
    ),
}

#: Those who sign in next, without signing out first.
_SIGN_IN = frozenset({Standing.NOBODY, Standing.EXPIRED})


def closed(visitor: Visitor) -> None:
    """The one page of those who may not read: why that is, and the way to sign in or out. Nothing else is sent."""
    hours = str(SIGNED_IN_FOR // 3600)
    titles.about(_("Sign in") if visitor.standing in _SIGN_IN else _("No access"))
    st.html(tag("h1", _("Standards crosswalk")))
    st.html(tag("p", filled(_(_SAID[visitor.standing]), address=tag("strong", visitor.address), hours=hours)))
    if visitor.standing in _SIGN_IN:
        st.button(_("Sign in"), key="sign in", on_click=_enter)
    else:
        leave()


def leave() -> None:
    """The button that signs out."""
    st.button(_("Sign out"), key="sign out", on_click=st.logout)


def named(visitor: Visitor) -> None:
    """A line with who is signed in and what they may do, and the way out."""
    may = (
        _("Signed in as {address}, who may read and write.")
        if visitor.may_write
        else _("Signed in as {address}, who may read.")
    )
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.html(tag("p", may.format(address=visitor.address), class_="xw-muted xw-small"), width="content")
        leave()


def _enter() -> None:
    st.login()
