"""One web page to read and print: it carries its style in itself, asks for nothing, runs nothing, and text is text."""

from __future__ import annotations

from html import escape

from crosswalk.reports.cells import NOTHING, alone, clean
from crosswalk.reports.content import Column, Report
from crosswalk.reports.fills import FILLS, fill
from crosswalk.reports.printed import ABOUT, Entry, Group, Sheet, about, sheets
from crosswalk.reports.widths import UNBROKEN

#: So many characters fit beside each other on A4 landscape, in the widest font that a browser may take.
_LINE = 130

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --rule: #9a9a9a; --head: #e8ecf1; --quiet: #4a4a4a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f1f1f1; --paper: #16181b; --rule: #6d7278; --head: #2a3038; --quiet: #c3c7cc; }
}
body { margin: 1.5rem; background: var(--paper); color: var(--ink); font: 0.95rem/1.4 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.15rem; }
.subtitle { margin: 0.25rem 0 0; color: var(--quiet); white-space: pre-line; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
caption { padding: 1.5rem 0 0.5rem; font-size: 1.15rem; font-weight: 600; text-align: start; }
th, td { border: 1px solid var(--rule); padding: 0.3rem 0.5rem; text-align: start; vertical-align: top;
  white-space: pre-line; overflow-wrap: anywhere; }
thead th, tbody th[scope=rowgroup] { background: var(--head); overflow-wrap: break-word; }
tbody th[scope=row] { width: 14rem; overflow-wrap: break-word; }
td ul { margin: 0; padding: 0; list-style: none; }
.code, .status { overflow-wrap: break-word; }
.whole { white-space: pre; overflow-wrap: normal; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
@page { size: A4 landscape; margin: 14mm;
  @bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; } }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --rule: #888; --head: #e8ecf1; --quiet: #333; }
  body { margin: 0; font-size: 9pt; line-height: 1.25; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
  th, td { padding: 0.15rem 0.35rem; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th[scope=rowgroup], h2, caption { break-after: avoid; }
}
"""


def render(report: Report) -> bytes:
    """The page of a report, in UTF-8."""
    parts = [_head(alone(report.title)), f'<h1 dir="auto">{escape(alone(report.title))}</h1>\n']
    if report.subtitle:
        parts.append(f'<p class="subtitle" dir="auto">{escape(clean(report.subtitle))}</p>\n')
    parts += [_table(sheet) for sheet in sheets(report, _LINE)]
    parts.append(_about(about(report)))
    parts.append("</main>\n</body>\n</html>\n")
    return "".join(parts).encode("utf-8")


def _head(title: str) -> str:
    light = "".join(f".{fill.name} {{ background: #{fill.light}; }}\n" for fill in FILLS.values())
    dark = "".join(f".{fill.name} {{ background: #{fill.dark}; }}\n" for fill in FILLS.values())
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{light}"
        f"@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n</style>\n</head>\n<body>\n<main>\n"
    )


def _table(sheet: Sheet) -> str:
    widths = "".join(f'<col style="width: {share:.2%}">' for share in sheet.shares)
    heads = "".join(f'<th scope="col" dir="auto">{escape(alone(column.title))}</th>' for column in sheet.columns)
    span = max(len(sheet.columns), 1)
    body = "".join(_group(group, sheet.columns) for group in sheet.groups)
    if not sheet.groups:
        body = f'<tbody>\n<tr><td colspan="{span}">{NOTHING}</td></tr>\n</tbody>\n'
    return (
        f'<div class="scroll">\n<table>\n<caption dir="auto">{escape(sheet.title)}</caption>\n'
        f"<colgroup>{widths}</colgroup>\n<thead>\n<tr>{heads}</tr>\n</thead>\n{body}</table>\n</div>\n"
    )


def _group(group: Group, columns: tuple[Column, ...]) -> str:
    heading = ""
    if group.heading:
        heading = f'<tr><th scope="rowgroup" colspan="{len(columns)}" dir="auto">{escape(group.heading)}</th></tr>\n'
    return f"<tbody>\n{heading}{''.join(_row(entry, columns) for entry in group.entries)}</tbody>\n"


def _row(entry: Entry, columns: tuple[Column, ...]) -> str:
    cells = []
    for column, lines, cell in zip(columns, entry.lines, entry.cells, strict=True):
        names: list[str] = [column.kind] if column.kind != "text" else []
        if column.kind in ("code", "status") and all(len(line) <= UNBROKEN for line in lines):
            names.append("whole")
        if column.kind == "status" and (found := fill(cell)):
            names.append(found.name)
        named = f' class="{" ".join(names)}"' if names else ""
        cells.append(f'<td{named} dir="auto">{_content(lines, isinstance(cell, tuple))}</td>')
    return f"<tr>{''.join(cells)}</tr>\n"


def _content(lines: list[str], listed: bool) -> str:
    if listed and len(lines) > 1:
        return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
    return escape("\n".join(lines))


def _about(pairs: list[tuple[str, str]]) -> str:
    if not pairs:
        return ""
    rows = "".join(
        f'<tr><th scope="row" dir="auto">{escape(name)}</th><td dir="auto">{escape(text)}</td></tr>\n'
        for name, text in pairs
    )
    return f'<div class="scroll">\n<table>\n<caption>{ABOUT}</caption>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n'
