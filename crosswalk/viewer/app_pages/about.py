"""What is held, what words mean, files, checks, citing: ``/about?topic=words``."""

from __future__ import annotations

import streamlit as st

from crosswalk.viewer import about, glossary, titles
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.navigator import views
from crosswalk.viewer.state import href, parameter

_TOPICS = {
    "data": (marked("Data"), about.data),
    "words": (marked("What words mean"), lambda: st.html(glossary.glossary())),
    "files": (marked("Files"), about.files),
    "checks": (marked("Checks"), about.checks),
    "cite": (marked("How to cite"), about.cite),
    "use": (marked("Use it elsewhere"), about.use),
    "accessibility": (marked("Accessibility"), about.accessibility),
}
_FIRST = "data"


def show() -> None:
    """The topic that the address names; the data where it names none."""
    heading(_("Data & about"), 1)
    wanted = parameter("topic") or _FIRST
    if wanted not in _TOPICS:
        say_wrong(_("There is no topic {wanted!r}; these are the data.").format(wanted=wanted))
        wanted = _FIRST
    titles.about(_(_TOPICS[wanted][0]), _("Data & about"))
    choices = [(_address(topic), _(_TOPICS[topic][0])) for topic in _TOPICS]
    st.html(views(_("Topic"), choices, _address(wanted)))
    _TOPICS[wanted][1]()


def _address(topic: str) -> str:
    return href("about", topic=None if topic == _FIRST else topic)


show()
