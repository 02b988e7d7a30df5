"""The one graph that all visits share."""

from __future__ import annotations

import streamlit as st

from crosswalk.api import CrosswalkGraph, open_graph, own_data
from crosswalk.viewer import setting


@st.cache_resource(show_spinner="Opening the graph …")
def graph() -> CrosswalkGraph:
    """The shipped graph with what CROSSWALK_DATA adds, opened on the first visit.

    Raises DataMissing, UnreadableFile, InputError.
    """
    return open_graph(data=own_data(), keep=True, private=not setting.public())


def for_this_person() -> bool:
    """Whether only the person at this machine can see the page, and with it what is private to them."""
    return not setting.public() and st.get_option("server.address") in ("127.0.0.1", "localhost", "::1")
