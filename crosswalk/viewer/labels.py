"""Labels and other words of the data on a page of any language: each in its own, marked where that differs.

The interface is translated, the data is not: a label that the page's language does not have is shown as it is, with
its language for screen readers and, small beside it, for everybody (see ``.xw-foreign`` in `style.css`).
"""

from __future__ import annotations

import streamlit as st

from crosswalk.api import own_data
from crosswalk.viewer.language import ENGLISH, LANGUAGES, current
from crosswalk.viewer.markup import Child, Markup, tag
from crosswalk.viewer.shared import graph


def label(short: object, text: object) -> Child:
    """A label as it is shown; ``None`` gives nothing. One in the page's language is preferred to the one given."""
    if not text:
        return None
    if current() == ENGLISH and not own_data():
        return str(text)  # the shipped labels are English, all of them
    version = graph().version
    if translated := _labels(version, current()).get(str(short)):
        return translated
    spoken = next((name for name in LANGUAGES if _labels(version, name).get(str(short)) == text), "")
    return _foreign(str(text), spoken)


def english(text: object) -> Child:
    """A sentence of the data or of a report, which is in English whatever the page speaks; ``None`` gives nothing."""
    if not text:
        return None
    return str(text) if current() == ENGLISH else _foreign(str(text), ENGLISH)


def block(content: Markup) -> Markup:
    """A table of a report, which is in English throughout."""
    return content if current() == ENGLISH else tag("div", content, lang=ENGLISH)


def _foreign(text: str, language: str) -> Child:
    """Text in a language that is not the page's; "" is a language that is not known."""
    return tag("span", text, lang=language, class_="xw-foreign" if language else None)


@st.cache_resource(max_entries=8, show_spinner=False)
def _labels(version: str, language: str) -> dict[str, str]:
    """The preferred labels that the graph of that version has in a language, by short form; one table for all readers.

    It is only read: a copy for every label that is looked up would take minutes on a large graph.
    """
    rows = graph().records("list_labels", in_language=language)
    return {str(row["resource"]): str(row["label"]) for row in rows if row["property"] == "skos:prefLabel"}
