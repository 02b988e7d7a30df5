"""What is held, what words mean, files, checks, citing: ``/about?topic=words``."""

from __future__ import annotations

import streamlit as st

from crosswalk.viewer import about, glossary
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.navigator import views
from crosswalk.viewer.state import href, parameter

_TOPICS = {
    "data": ("Data", about.data),
    "words": ("What words mean", lambda: st.html(glossary.glossary())),
    "files": ("Files", about.files),
    "checks": ("Checks", about.checks),
    "cite": ("How to cite", about.cite),
    "use": ("Use it elsewhere", about.use),
    "accessibility": ("Accessibility", about.accessibility),
}
_FIRST = "data"


def show() -> None:
    """The topic that the address names; the data where it names none."""
    heading("Data & about", 1)
    wanted = parameter("topic") or _FIRST
    if wanted not in _TOPICS:
        say_wrong(f"There is no topic {wanted!r}; these are the data.")
        wanted = _FIRST
    choices = [(_address(topic), title) for topic, (title, _) in _TOPICS.items()]
    st.html(views("Topic", choices, _address(wanted)))
    _TOPICS[wanted][1]()


def _address(topic: str) -> str:
    return href("about", topic=None if topic == _FIRST else topic)


show()
