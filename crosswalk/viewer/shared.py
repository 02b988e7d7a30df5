"""The one graph that all visits share."""

from __future__ import annotations

import streamlit as st

from crosswalk.api import CrosswalkGraph, open_graph, own_data, own_endpoint
from crosswalk.viewer import setting


@st.cache_resource(show_spinner="Opening the graph …")
def graph() -> CrosswalkGraph:
    """The shipped graph with what CROSSWALK_DATA adds, or that of CROSSWALK_ENDPOINT, opened on the first visit.

    What an endpoint holds is taken to stay as it is as long as the viewer runs. Raises DataMissing, UnreadableFile,
    InputError.
    """
    data = own_data()
    endpoint = None if data else own_endpoint()
    return open_graph(data=data, endpoint=endpoint, keep=True, private=not setting.public())


def for_this_person() -> bool:
    """Whether only the person at this machine can see the page, and with it what is private to them."""
    return not setting.public() and st.get_option("server.address") in ("127.0.0.1", "localhost", "::1")
