"""What leaves as a document: one content model (`content`), and one renderer for each kind of file.

Within the package ``content → spreadsheet, xlsx, docx, html, pdf, json → rendering``, and ``spreadsheet → xlsx``; what
a report says is put together by ``content → evidence_list, checklist``, and ``content, rendering → pack``.
"""
