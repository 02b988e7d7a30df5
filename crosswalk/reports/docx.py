"""A Word document: A4 landscape, headers that repeat on every page, rows that stay whole, tables to work on in."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from crosswalk.reports.cells import NOTHING, alone, clean
from crosswalk.reports.content import Column, Report
from crosswalk.reports.dating import day
from crosswalk.reports.fills import fill
from crosswalk.reports.printed import ABOUT, Entry, Group, Sheet, about, sheets

if TYPE_CHECKING:
    from docx.document import Document

#: A4 on its side, its margins, and what lies between them, in twentieths of a point.
_PAGE = (16838, 11906)
_MARGIN = 850
_WIDTH = _PAGE[0] - 2 * _MARGIN

#: So many characters fit beside each other, in Calibri and in what stands in for it.
_LINE = 140

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

#: The style of a paragraph in a table, and the fill of headers and of group headings.
_STYLE = "ReportCell"
_HEAD_FILL, _GROUP_FILL = "DDE3EA", "EEF1F5"


def render(report: Report) -> bytes:
    """The document of a report."""
    import docx

    document = docx.Document()
    _set_page(document, report)
    _set_properties(document, report)
    document.add_heading(alone(report.title), 0)
    if report.subtitle:
        document.add_paragraph(clean(report.subtitle), style="Subtitle")
    for sheet in sheets(report, _LINE):
        document.add_heading(sheet.title, 1)
        if sheet.groups:
            _add(document, _table(sheet))
        else:
            document.add_paragraph(NOTHING)
    if pairs := about(report):
        document.add_heading(ABOUT, 1)
        _add(document, _about(pairs))
    file = io.BytesIO()
    document.save(file)
    return _without_times(file.getvalue())


def _set_page(document: Document, report: Report) -> None:
    """The page, its number below, and the styles: small text in tables, headings that stay with what follows."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.shared import Pt, Twips

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(_PAGE[0]), Twips(_PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = Twips(_MARGIN)
    section.bottom_margin, section.footer_distance = Twips(_MARGIN + 250), Twips(_MARGIN // 2)
    styles: Any = document.styles
    styles["Normal"].font.name = "Calibri"
    style = styles.add_style("Report Cell", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = styles["Normal"], Pt(9)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    styles["Title"].font.size = Pt(20)
    for name in ("Title", "Subtitle"):
        styles[name].paragraph_format.space_after = Pt(6)
    footer = section.footer.paragraphs[0]
    number = '<w:fldSimple {} w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    footer.add_run(f"{alone(report.title)} · Page ")
    footer._p.append(parse_xml(number.format(_NAMESPACE, "PAGE")))
    footer.add_run(" of ")
    footer._p.append(parse_xml(number.format(_NAMESPACE, "NUMPAGES")))


def _set_properties(document: Document, report: Report) -> None:
    """Title, language and day; what the template says of its own author and day goes."""
    properties = document.core_properties
    # The format holds no more than 255 characters of a property.
    properties.title, properties.subject = alone(report.title)[:255], alone(report.subtitle)[:255]
    properties.language, properties.author, properties.comments = "en", "", ""
    if made := day(report):
        properties.created = properties.modified = datetime.combine(made, time())
        return
    element = properties._element
    for child in [child for child in element if child.tag.endswith(("}created", "}modified"))]:
        element.remove(child)


def _add(document: Document, table: str) -> None:
    """The markup of a table at the end of the document, parsed at once: cell by cell takes a hundred times as long."""
    from docx.oxml import parse_xml

    document.element.body.insert_element_before(parse_xml(table), "w:sectPr")


def _table(sheet: Sheet) -> str:
    sizes = [int(share * _WIDTH) for share in sheet.shares]
    heads = "".join(
        _cell([alone(column.title)], size, fill=_HEAD_FILL, bold=True)
        for column, size in zip(sheet.columns, sizes, strict=True)
    )
    body = "".join(_group(group, sheet.columns, sizes) for group in sheet.groups)
    return _framed(sheet.title, sizes, _row(heads, header=True) + body)


def _framed(title: str, sizes: list[int], rows: str) -> str:
    """The markup of a table with its title for those who do not see it, its grid, and its rows."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9A9A9A"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80))
    )
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _group(group: Group, columns: tuple[Column, ...], sizes: list[int]) -> str:
    rows = [_entry(entry, columns, sizes) for entry in group.entries]
    if group.heading:
        cell = _cell([group.heading], sum(sizes), fill=_GROUP_FILL, bold=True, span=len(sizes), follows=True)
        rows.insert(0, _row(cell))
    return "".join(rows)


def _entry(entry: Entry, columns: tuple[Column, ...], sizes: list[int]) -> str:
    cells = []
    for column, size, lines, cell in zip(columns, sizes, entry.lines, entry.cells, strict=True):
        found = fill(cell) if column.kind == "status" else None
        cells.append(_cell(lines, size, fill=found.light if found else "", right=column.kind == "number"))
    return _row("".join(cells))


def _row(cells: str, *, header: bool = False) -> str:
    """The markup of a row, which no end of a page divides; a header stands again on the next."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"


def _cell(
    lines: list[str],
    size: int,
    *,
    fill: str = "",
    bold: bool = False,
    span: int = 1,
    right: bool = False,
    follows: bool = False,
) -> str:
    """The markup of a cell, a paragraph for each line; `follows` keeps it on the page of the next row."""
    shape = f'<w:tcW w:w="{size}" w:type="dxa"/>'
    shape += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shape += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    set_as = f'<w:pStyle w:val="{_STYLE}"/>' + ("<w:keepNext/>" if follows else "")
    set_as += '<w:jc w:val="right"/>' if right else ""
    face = "<w:rPr><w:b/></w:rPr>" if bold else ""
    paragraphs = "".join(f"<w:p><w:pPr>{set_as}</w:pPr><w:r>{face}{_run(line)}</w:r></w:p>" for line in lines or [""])
    return f"<w:tc><w:tcPr>{shape}</w:tcPr>{paragraphs}</w:tc>"


def _run(text: str) -> str:
    """The markup of a text: line ends and tabs as Word has them, the rest as it is."""
    parts = []
    for line in text.split("\n"):
        pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in line.split("\t")]
        parts.append("<w:tab/>".join(pieces))
    return "<w:br/>".join(parts)


def _about(pairs: list[tuple[str, str]]) -> str:
    sizes = [_WIDTH // 5, _WIDTH - _WIDTH // 5]
    rows = (_cell([name], sizes[0], fill=_GROUP_FILL, bold=True) + _cell([text], sizes[1]) for name, text in pairs)
    return _framed(ABOUT, sizes, "".join(map(_row, rows)))


def _without_times(archive: bytes) -> bytes:
    """The same archive, its files dated the first day that a zip can name: when it was packed says nothing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
