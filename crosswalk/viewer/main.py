"""The script that Streamlit runs on every visit and every choice: the menu, then the page that the address names."""

from __future__ import annotations

import os

import streamlit as st

from crosswalk.viewer import door, frame, language, navigator, prompt, setting, shared, titles
from crosswalk.viewer.language import _

unknown_language = language.begin()
st.set_page_config(page_icon=os.path.join(frame.FOLDER, "favicon.svg"), layout="wide")
titles.begin()
visitor = shared.signed_in()
closed = visitor is not None and not visitor.may_read
pages = [
    st.Page("app_pages/overview.py", title=_("Overview"), default=True),
    st.Page("app_pages/standards.py", title=_("Standards"), url_path="standards"),
    st.Page("app_pages/standard.py", title=_("Standard"), url_path="standard", visibility="hidden"),
    st.Page("app_pages/framework.py", title=_("Framework"), url_path="framework", visibility="hidden"),
    st.Page("app_pages/mapping.py", title=_("Mapping"), url_path="mapping", visibility="hidden"),
    st.Page("app_pages/pair.py", title=_("Crosswalk"), url_path="crosswalk"),
    st.Page("app_pages/graph.py", title=_("Graph"), url_path="graph"),
    st.Page("app_pages/rubrics.py", title=_("Rubrics"), url_path="rubrics"),
]
if not setting.public():  # what a school writes has no page for everybody
    pages += [
        st.Page("app_pages/evidence.py", title=_("Evidence"), url_path="evidence"),
        st.Page("app_pages/growth.py", title=_("Growth"), url_path="growth"),
        st.Page("app_pages/report.py", title=_("Report"), url_path="report"),
    ]
pages += [
    st.Page("app_pages/query.py", title=_("Query"), url_path="query"),
    st.Page("app_pages/about.py", title=_("Data & about"), url_path="about"),
]
page = st.navigation(pages, position="hidden" if closed else "top")
frame.style()
st.html(frame.languages(page.url_path))
if visitor is not None and closed:
    door.closed(visitor)
else:
    if visitor is not None:
        door.named(visitor)
    if frame.guarded(lambda: frame.header(page.url_path, unknown_language)) and frame.guarded(page.run):
        frame.guarded(frame.footer)
titles.finish()
navigator.mount(None if visitor is None else "closed" if closed else "open")
if not closed:
    prompt.keep_for_good(page.url_path)
