"""An evidence pack: one ZIP with the list, an index of the evidence, and the files themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from crosswalk.evidence import attachments
from crosswalk.evidence.database import Stored
from crosswalk.evidence.telling import Shown, evidence
from crosswalk.evidence.workspace import Workspace
from crosswalk.reports.content import Column, Report, Row, Table
from crosswalk.reports.rendering import render

#: The forms in which the list lies in a pack.
FORMS = ("html", "xlsx")


def pack(report: Report, evidence_: Sequence[Stored], workspace: Workspace, shown: Shown) -> bytes:
    """The pack of a report: of the evidence what the report names, so that nothing leaves that it is not about.

    Files of confidential records are in it only where `shown` names them.

    Raises WorkspaceFault for an attachment that is missing or was changed.
    """
    named = {piece["id"] for record in report.records for piece in record["evidence"]}  # type: ignore[attr-defined]
    kept = [stored for stored in evidence_ if stored.id in named]
    index: list[Row] = []
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, content, row) in enumerate(_files(kept, workspace, shown), 1):
            path = f"attachments/{number:03}-{name}" if content is not None else ""
            if content is not None:
                package.writestr(path, content)
            index.append(Row((*row, path)))
        package.writestr("index.html", render(_index(report, index), "html"))
        package.writestr("index.csv", render(_index(report, index), "spreadsheet-csv"))
        for form in FORMS:
            package.writestr(f"{report.slug}.{form}", render(report, form))
    return sink.getvalue()


def _files(
    evidence_: Iterable[Stored], workspace: Workspace, shown: Shown
) -> Iterable[tuple[str, bytes | None, tuple[str, ...]]]:
    """Each attachment: its name, its content (None for what is withheld or has no file), and its line of the index."""
    for stored in evidence_:
        piece = evidence(stored, workspace.vocabulary, shown)
        known = (stored.id, str(piece["title"]), str(piece.get("type", "")), str(piece.get("link", "")))
        files = () if shown.hides(stored) else stored.body.get("attachments", ())
        if not files:
            yield "", None, (*known, "", "")
        for file in files:
            content = attachments.content(workspace.folder, file)
            yield attachments.file_name(file["name"]), content, (*known, file["name"], file["sha256"])


def _index(report: Report, rows: Sequence[Row]) -> Report:
    headings = ("Id", "Title", "Type", "Link", "File", "SHA-256", "Place in this pack")
    columns = tuple(Column(heading, 3 if heading == "Title" else 2) for heading in headings)
    table = Table("Index", "The evidence of this pack", columns, tuple(rows))
    return Report("index", f"Index: {report.title}", report.subtitle, report.about, (table,), (), ())
