"""The PDF is tagged and has a title, no text in it is markup, and what its fonts lack is said."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reports_content import CONTROLLED, HOSTILE, hostile, report, school, table

from crosswalk.reports import pdf
from crosswalk.reports.content import Report, Row

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def unpacked(content: bytes) -> bytes:
    """A PDF with what its streams hold written out behind it."""
    parts = [content]
    for stream in STREAM.findall(content):
        try:
            parts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            parts.append(stream)
    return b"\n".join(parts)


def said(node: Any) -> str:
    """The text of what Typst made of a piece of a page."""
    if isinstance(node, list):
        return "".join(said(child) for child in node)
    if not isinstance(node, dict):
        return ""
    if node.get("func") == "linebreak":
        return "\n"
    return "".join(said(node[key]) for key in ("children", "body", "child") if key in node) + node.get("text", "")


def cells(sample: Report) -> list[str]:
    """The cells of the tables, as Typst made them of the template and its input."""
    inputs = {"report": pdf.template_input(sample)}
    found = json.loads(typst.query(pdf.TEMPLATE, "table", sys_inputs=inputs, ignore_system_fonts=True))
    rows = [child for one in found for child in one["children"]]
    return [said(cell) for row in rows for cell in (row["children"] if row["func"] == "header" else [row])]


def test_a_register_is_tagged_pdf_ua() -> None:
    content = pdf.render(school())
    inside = unpacked(content)
    assert content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in inside and b"/MarkInfo" in inside and b"/Marked true" in inside
    assert b"pdfuaid:part" in inside and b"Evidence register" in inside
    assert re.search(rb"/Lang ?\(en\)", inside) and b"/S/TH" in inside.replace(b"/S /TH", b"/S/TH")


def test_the_day_is_the_report_s_or_none() -> None:
    assert b"D:20261126" in unpacked(pdf.render(school()))
    assert b"CreationDate" not in unpacked(pdf.render(report(table(), about=())))


def test_hostile_texts_are_text() -> None:
    found = cells(hostile())
    assert [text for text in HOSTILE.values() if text not in [cell.replace("\u200b", "") for cell in found]] == []
    assert CONTROLLED[1] in found and "=group" in found


@settings(max_examples=25)
@given(st.text())
def test_no_text_keeps_a_page_from_being_made(text: str) -> None:
    sample = report(table(Row((text, text), text)), about=((text, text),))
    assert pdf.render(sample._replace(title=text, subtitle=text)).startswith(b"%PDF")


def test_the_template_reads_its_input_and_nothing_else() -> None:
    with open(pdf.TEMPLATE, encoding="utf-8") as file:
        template = file.read()
    assert not re.search(r"@preview|#?\b(import|include|read|eval|plugin|image)\b\s*[(\"]", template)
    assert template.count("sys.inputs") == 1


def test_what_the_fonts_lack_is_said() -> None:
    content = unpacked(pdf.render(report(table(Row(("中", "文"))))))
    assert content.startswith(b"%PDF") and b"pdfuaid:part" not in content and b"/StructTreeRoot" in content


def test_another_fault_of_the_template_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "template_input", lambda report, more=(): "{}")
    with pytest.raises(typst.TypstError, match="title"):
        pdf.render(report(table()))


def test_a_long_list_is_cut_with_a_word_and_a_long_table_is_named() -> None:
    found = cells(school())
    assert any(text.endswith("Evidence 12\n… and 17 more") for text in found)
    assert found[-1].replace("\u200b", "").startswith("“Every line of evidence” is long")


def test_forty_thousand_characters_take_several_pages() -> None:
    for text in ("word " * 8_000, "x" * 40_000):
        content = unpacked(pdf.render(report(table(Row(("a", text))))))
        assert len(re.findall(rb"/Type ?/Page\b", content)) > 2


def test_an_empty_table_says_so() -> None:
    assert cells(report(table(), about=())) == []
    assert '"nothing": "Nothing to list."' in pdf.template_input(report(table()))
    assert pdf.render(report(table())).startswith(b"%PDF")
