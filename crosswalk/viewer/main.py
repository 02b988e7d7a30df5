"""The script that Streamlit runs on every visit and every choice: the menu, then the page that the address names."""

from __future__ import annotations

import os

import streamlit as st

from crosswalk.viewer import frame, navigator
from crosswalk.viewer.language import marked

st.set_page_config(
    page_title=marked("Standards crosswalk"), page_icon=os.path.join(frame.FOLDER, "favicon.svg"), layout="wide"
)
page = st.navigation(
    [
        st.Page("app_pages/overview.py", title=marked("Overview"), default=True),
        st.Page("app_pages/standards.py", title=marked("Standards"), url_path="standards"),
        st.Page("app_pages/standard.py", title=marked("Standard"), url_path="standard", visibility="hidden"),
        st.Page("app_pages/framework.py", title=marked("Framework"), url_path="framework", visibility="hidden"),
        st.Page("app_pages/mapping.py", title=marked("Mapping"), url_path="mapping", visibility="hidden"),
        st.Page("app_pages/pair.py", title=marked("Crosswalk"), url_path="crosswalk"),
        st.Page("app_pages/graph.py", title=marked("Graph"), url_path="graph"),
        st.Page("app_pages/evidence.py", title=marked("Evidence"), url_path="evidence"),
        st.Page("app_pages/growth.py", title=marked("Growth"), url_path="growth"),
        st.Page("app_pages/report.py", title=marked("Report"), url_path="report"),
        st.Page("app_pages/query.py", title=marked("Query"), url_path="query"),
    ],
    position="top",
)
frame.header(page.url_path)
if frame.guarded(page.run):
    frame.guarded(frame.footer)
navigator.mount()
