"""The script that Streamlit runs on every visit and every choice: the menu, then the page that the address names."""

from __future__ import annotations

import os

import streamlit as st

from crosswalk.viewer import frame, navigator, prompt

st.set_page_config(page_title="Standards crosswalk", page_icon=os.path.join(frame.FOLDER, "favicon.svg"), layout="wide")
page = st.navigation(
    [
        st.Page("app_pages/overview.py", title="Overview", default=True),
        st.Page("app_pages/standards.py", title="Standards", url_path="standards"),
        st.Page("app_pages/standard.py", title="Standard", url_path="standard", visibility="hidden"),
        st.Page("app_pages/framework.py", title="Framework", url_path="framework", visibility="hidden"),
        st.Page("app_pages/mapping.py", title="Mapping", url_path="mapping", visibility="hidden"),
        st.Page("app_pages/pair.py", title="Crosswalk", url_path="crosswalk"),
        st.Page("app_pages/graph.py", title="Graph", url_path="graph"),
        st.Page("app_pages/rubrics.py", title="Rubrics", url_path="rubrics"),
        st.Page("app_pages/evidence.py", title="Evidence", url_path="evidence"),
        st.Page("app_pages/growth.py", title="Growth", url_path="growth"),
        st.Page("app_pages/report.py", title="Report", url_path="report"),
        st.Page("app_pages/query.py", title="Query", url_path="query"),
        st.Page("app_pages/about.py", title="Data & about", url_path="about"),
    ],
    position="top",
)
frame.header(page.url_path)
if frame.guarded(page.run):
    frame.guarded(frame.footer)
navigator.mount()
prompt.keep_for_good(page.url_path)
