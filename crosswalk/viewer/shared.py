"""What all visits share: the one graph, and what of it and of the workspace beside it the person at a page may have.

Three ways of running: *alone*, on this machine and without sign-in, where all is the person's own; *a team*, who sign
in and have the workspace as the lists say; and anything else (`setting.public`), where there is no workspace at all.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import streamlit as st

from crosswalk.api import CrosswalkGraph, open_graph, own_data, own_endpoint
from crosswalk.evidence.attribution import AttributedWorkspace
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import people, setting, sign_in


@st.cache_resource(show_spinner="Opening the graph …")
def graph() -> CrosswalkGraph:
    """The shipped graph with what CROSSWALK_DATA adds, or that of CROSSWALK_ENDPOINT, opened on the first visit.

    What an endpoint holds is taken to stay as it is as long as the viewer runs. Raises DataMissing, UnreadableFile,
    InputError.
    """
    endpoint = own_endpoint()
    data = own_data() if endpoint is None else ()
    return open_graph(data=data, endpoint=endpoint, keep=True, private=not setting.public())


def for_this_person() -> bool:
    """Whether only the person at this machine can see the page, and with it what is private to them."""
    if setting.public() or sign_in.current():
        return False
    return st.get_option("server.address") in sign_in.LOOPBACK


def signed_in() -> people.Visitor | None:
    """Who looks at the page by their sign-in; None where this viewer has none, as that for everybody."""
    settings = None if setting.public() else sign_in.current()
    return people.visitor(_claims(), settings.team, time.time()) if settings else None


def sees_records() -> bool:
    """Whether the records of the workspace may be shown on this page."""
    visitor = signed_in()
    return visitor.may_read if visitor else for_this_person()


def may_write() -> bool:
    """Whether the person at this page may change the workspace. Pages ask, to offer no more than there is."""
    visitor = signed_in()
    return visitor.may_write if visitor else for_this_person()


def workspace() -> Workspace | None:
    """The workspace as the person at this page may use it, None where they may not even read it.

    Every page has it from here: what it refuses to write, no page can. Raises WorkspaceFault.
    """
    visitor = signed_in()
    if visitor is None:
        return graph().workspace if for_this_person() else None
    return AttributedWorkspace(graph().workspace, visitor.address, visitor.may_write) if visitor.may_read else None


def _claims() -> Mapping[str, object]:
    """What the provider says of whoever is signed in; Streamlit has checked its signature."""
    return st.user.to_dict()
