"""Text stays text in what is built here: in elements, in Markdown, and in labels, which are read aloud as they are."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_viewer import Reading

from crosswalk.viewer.markup import Markup, as_label, as_markdown, join, tag


@given(st.text(), st.text())
def test_text_in_an_element_comes_back_as_it_was(text: str, attribute: str) -> None:
    parser = Reading(tag("p", text, title=attribute))
    assert parser.tags == ["p"]
    assert html.unescape(tag("p", text)[3:-4]) == text
    assert "".join(parser.said).replace("\r", "\n") == text.replace("\r", "\n")


def test_markup_is_not_escaped_twice_and_none_vanishes() -> None:
    inner = tag("b", "<")
    assert tag("p", inner, None, [inner, "&"], class_="a", hidden=False, open=True) == (
        '<p class="a" open=""><b>&lt;</b><b>&lt;</b>&amp;</p>'
    )
    assert isinstance(join("<"), Markup) and join("<") == "&lt;"
    assert tag("input", name="q") == '<input name="q">'


@given(st.text(alphabet=st.characters(codec="ascii", categories=("P", "S")), max_size=30))
def test_every_punctuation_mark_is_escaped_for_markdown(text: str) -> None:
    written = as_markdown(text).replace("\u2060", "")
    assert written[1::2] == "".join(text.split())
    assert set(written[::2]) <= {"\\"}


def test_late_readings_of_markdown_are_parted_by_a_word_joiner() -> None:
    for text in ("www.a.b", "http://a", "HTTPS://a", "a@b.c", ":smile:", ":material/home:", "->", "<-", "--", ">="):
        assert "\u2060" in as_markdown(text), text
    assert "\u2060" not in as_markdown("ais-psi:3.4 and ib-psp-2014:B2.8")
    assert as_markdown("a\n# b") == "a \\# b"


# Labels. How Streamlit itself reads them is looked at in test_browser_hostile.py.

SIGNS = st.text(st.one_of(st.sampled_from("*_`~$[](){}<>!&;:\\#-+=.@/ a1éR"), st.characters()), max_size=30)


@given(SIGNS)
@example("\\@ \\-> \\")
def test_a_label_says_its_text_once_its_escapes_are_read(text: str) -> None:
    read = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", as_label(text))  # CommonMark 0.31 §2.4
    assert read.replace("\u2060", "") == " ".join(text.split()).replace("\u2060", "")


@pytest.mark.parametrize(
    "text",
    [
        "3.4 Coach (lead) – a/b",
        "Take ib-psp-2014:B2.8 back into scope",
        "ais-psi:3.4 and iste-coaches-2011:3d",
        "1. Leads – by example, 50% (2 of 4) [draft]",
        'What\'s new? "Yes"; no! #1 & R&D = +1 | {a} ^ ~5 < 7 > 3',
        "in_framework (may be left out)",
        "Evidence 2 for it (Rubric: level 3)",
        "File 1: letter_of-thanks.pdf (1,204 bytes)",
        "costs $5 * tax",
        "C:\\records",
    ],
)
def test_an_ordinary_label_is_read_aloud_as_it_is_written(text: str) -> None:
    assert as_label(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*a* _b_ `c` ~~d~~ $e$", "\\*a\\* \\_b\\_ \\`c\\` \\~\u2060\\~d\\~\u2060\\~ \\$e\\$"),
        ("[x](javascript:y) ![i](z)", r"[x\](javascript\:y) ![i\](z)"),
        ("[^1]: x", r"[^1\]: x"),
        ("<script> </b> <!-- &amp; &#35;", "\\<script> \\</b> \\<!-\u2060- \\&amp; \\&#35;"),
        (":red[x] :help ::: :3{a}", r"\:red[x] \:help \:\:\: \:3{a}"),
        ("\\* a\\b c\\", "\\\\* a\\b c\\\\"),
        ("line\nend\t", "line end"),
    ],
)
def test_what_would_come_alive_in_a_label_is_escaped(text: str, written: str) -> None:
    assert as_label(text) == written
