"""What leaves as a document: one content model (`content`), and one renderer for each kind of file.

`rendering` is the door: it knows the forms and hands a report to the renderer of one. Within the package modules import
each other along these arrows alone, right from left::

    content → cells, dating, fills
    cells → widths → printed
    printed, dating, fills → docx, html, pdf
    widths, dating, fills → xlsx
    cells → spreadsheet, csv, json
    spreadsheet → xlsx
    content, spreadsheet → rows
    docx, html, pdf, xlsx, spreadsheet, csv, json → rendering

What a report says is put together by ``content → evidence_list, checklist, growth``, and ``content, rendering → pack``.
"""

from __future__ import annotations
