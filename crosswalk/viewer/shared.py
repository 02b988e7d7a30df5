"""The one graph that all visits share."""

from __future__ import annotations

import streamlit as st

from crosswalk.api import CrosswalkGraph, open_graph


@st.cache_resource(show_spinner="Opening the graph …")
def graph() -> CrosswalkGraph:
    """The shipped graph, opened on the first visit. Raises DataMissing, UnreadableFile."""
    return open_graph()
