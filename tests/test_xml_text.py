"""What XML has no way to write is refused, wherever the pieces of a document begin; a carriage return is kept."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import NotSayable
from crosswalk.graph.xml_text import XmlText, checked

CHARACTERS = st.one_of(
    st.characters(exclude_categories=("Cs",)), st.sampled_from("\r\n\t \x00\x07\x1f\x7f\x85\u2028\ufffe\uffff\ufffd�<&")
)
TEXTS = st.text(CHARACTERS, max_size=30)


def allowed(text: str) -> bool:
    """Rule [2] of XML 1.0, number by number."""
    numbers = [ord(character) for character in text]
    return all(
        n in (0x9, 0xA, 0xD) or 0x20 <= n <= 0xD7FF or 0xE000 <= n <= 0xFFFD or 0x10000 <= n <= 0x10FFFF
        for n in numbers
    )


@given(TEXTS, st.lists(st.integers(1, 5), min_size=1, max_size=20))
def test_a_text_is_read_back_by_a_parser_or_refused(text: str, sizes: list[int]) -> None:
    document, made, at = f"<a>{escape(text)}</a>".encode(), BytesIO(), 0
    out = XmlText("xml", made)
    try:
        for turn in range(len(document)):
            size = sizes[turn % len(sizes)]
            assert out.write(document[at : at + size]) == len(document[at : at + size])
            at += size
    except NotSayable:
        assert not allowed(text)
        return
    assert allowed(text)
    assert (ElementTree.fromstring(made.getvalue()).text or "") == text


@pytest.mark.parametrize(
    ("syntax", "character", "sentence"),
    [
        (
            "xml",
            "\x07",
            "A value holds the character U+0007, which XML has no way to write; ask for JSON, CSV or TSV.",
        ),
        (
            "rdfxml",
            "\ufffe",
            "A value holds the character U+FFFE, which XML has no way to write; ask for Turtle, N-Triples or JSON-LD.",
        ),
    ],
)
def test_the_refusal_names_the_character_and_what_to_ask_for(syntax: str, character: str, sentence: str) -> None:
    with pytest.raises(NotSayable) as told:
        checked(f"<a>{character}</a>".encode(), syntax)
    assert str(told.value) == sentence


def test_a_character_that_comes_in_two_pieces_is_found() -> None:
    out = XmlText("xml", BytesIO())
    out.write(b"<a>\xef\xbf")
    with pytest.raises(NotSayable):
        out.write(b"\xbf</a>")
