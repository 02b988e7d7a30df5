"""The web page is one file: text is text, nothing is asked for, and a table is a table to those who hear it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from test_reports_content import CONTROLLED, HOSTILE, STATES, hostile, report, school, table

from crosswalk.reports import cells, html
from crosswalk.reports.content import Row

ELEMENTS = set(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "p",
        "div",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
    ]
)


class Page(HTMLParser):
    """What a page says and is made of: its elements with their attributes, and the texts of its cells."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.open = False
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("td", "th", "caption"):
            self.cells.append("")
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag not in ("td", "th", "caption")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.cells[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]


def test_hostile_texts_are_text() -> None:
    page = Page(html.render(hostile()))
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert [text for text in HOSTILE.values() if text not in page.cells] == []
    assert CONTROLLED[1] in page.cells


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    page = Page(html.render(report(table(Row(("a", text))), about=())._replace(title=text, subtitle=text)))
    assert page.cells == ["The lines", "What", "Text", "a", cells.clean(text)]
    assert {tag for tag, _ in page.elements} <= ELEMENTS


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    content = html.render(school()).decode()
    page = Page(html.render(hostile()))
    names = {name for _, attributes in page.elements for name in attributes}
    assert names <= {"lang", "charset", "http-equiv", "content", "name", "class", "dir", "style", "scope", "colspan"}
    assert not re.search(r"url\(|@import|https?:|<script|<link", content)
    assert "default-src 'none'" in str(page.all("meta"))


def test_a_page_has_a_language_a_title_headers_and_captions() -> None:
    page = Page(html.render(school()))
    assert page.all("html") == [{"lang": "en"}] and len(page.all("h1")) == 1
    assert len(page.all("caption")) == len(page.all("table")) == 2
    scopes = [attributes["scope"] for attributes in page.all("th")]
    assert [scopes.count(scope) for scope in ("col", "rowgroup", "row")] == [6, 4, 4]
    assert "<title>Evidence register</title>" in html.render(school()).decode()


def test_a_page_is_set_for_print_and_for_the_dark() -> None:
    content = html.render(school()).decode()
    assert "A4 landscape" in content and "table-header-group" in content and "prefers-color-scheme: dark" in content


def test_a_status_has_its_words_and_a_fill() -> None:
    page = Page(html.render(school(6, 1)))
    filled = [attributes["class"] for attributes in page.all("td") if "status" in (attributes.get("class") or "")]
    assert len(set(filled)) == len(STATES) and set(STATES) <= set(page.cells)


def test_a_long_list_is_cut_with_a_word_and_a_long_table_is_named() -> None:
    page = Page(html.render(school()))
    assert any(text.endswith("Evidence 12… and 17 more") for text in page.cells)
    assert "Every line of evidence" not in page.cells
    assert page.cells[-1].startswith("“Every line of evidence” is long")


def test_an_empty_table_says_so() -> None:
    assert "Nothing to list." in Page(html.render(report(table()))).cells
