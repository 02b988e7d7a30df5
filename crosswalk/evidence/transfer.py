"""A workspace as plain files, and records from such files back: Turtle, a sheet of the evidence, the attachments.

Reading adds and updates; what a file leaves out stays. The history goes out for reading and does not come back in: what
comes in is a change of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from crosswalk.errors import InputError, UnreadableFile
from crosswalk.evidence import attachments
from crosswalk.evidence.database import Body, Change, Stored, Write
from crosswalk.evidence.kinds import EVIDENCE, KINDS, RETIRED
from crosswalk.evidence.reading import merged
from crosswalk.evidence.sheets import columns
from crosswalk.evidence.triples import history_triples, read_records, record_triples
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace, identifier, judge
from crosswalk.formats.sheets import write_csv
from crosswalk.model import Finding
from crosswalk.terms import Triple

_HISTORY = "history.ttl"
_SHEET = "evidence.csv"


class Planned(NamedTuple):
    """What becomes of a record that was read."""

    state: Literal["new", "changed", "unchanged", "wrong"]
    kind: str
    id: str
    write: Write | None
    findings: tuple[Finding, ...] = ()


def exported(workspace: Workspace) -> dict[str, str]:
    """The records as files: one Turtle file a graph, the history, and the evidence as a sheet (path → text).

    The sheet is there to be worked on: it has no retired evidence, and one reason a row.
    """
    from crosswalk.graph.canonical import turtle

    by_graph: dict[str, list[Triple]] = {}
    for kind in KINDS.values():
        for stored in workspace.records(kind.name, retired=True):
            by_graph.setdefault(kind.graph, []).extend(record_triples(stored.kind, stored.id, stored.body))
    files = {f"{graph}.ttl": turtle(triples) for graph, triples in by_graph.items()}
    files[_HISTORY] = turtle(triple for r in workspace.database.revisions() for triple in history_triples(r))
    files[_SHEET] = sheet(workspace.records("evidence"), workspace.vocabulary).decode("utf-8-sig")
    return files


def export(workspace: Workspace, folder: str) -> list[str]:
    """Write the files, and the attachments beside them; gives their paths. Raises FolderNotWritable, WorkspaceFault."""
    from crosswalk.graph.publication import replace_file

    written = []
    for name, text in exported(workspace).items():
        replace_file(os.path.join(folder, name), text, 0o600)
        written.append(os.path.join(folder, name))
    for stored in workspace.records("evidence", retired=True):
        for file in stored.body.get("attachments", ()):
            attachments.keep_bytes(folder, file["name"], attachments.content(workspace.folder, file))
            written.append(attachments.location(folder, file["sha256"]))
    return list(dict.fromkeys(written))


def sheet(evidence: Iterable[Stored], vocabulary: Vocabulary) -> bytes:
    """Evidence as a sheet with the columns of the template, which reads it back.

    A reason goes out where it is that of all statements of the record; reading leaves those that did not as they are.
    """
    rows = []
    for stored in evidence:
        cells = []
        for name in columns():
            field = EVIDENCE.field(name)
            value: Any = {"id": stored.id, "reason": _reason(stored.body)}.get(name, stored.body.get(name, ""))
            if field is not None and field.type == "supports":
                value = "; ".join(_support(support, vocabulary) for support in value)
            cells.append("yes" if value is True else "no" if value is False else str(value))
        rows.append(cells)
    return write_csv(columns(), rows)


def _reason(body: Body) -> str:
    reasons = {support.get("reason", "") for support in body.get("supports", ())}
    return reasons.pop() if len(reasons) == 1 else ""


def _support(support: dict[str, str], vocabulary: Vocabulary) -> str:
    level = f" = {support['level']}" if support.get("level") else ""
    return vocabulary.shown(support["statement"]) + level


def read_files(paths: Iterable[str]) -> tuple[list[Stored], dict[str, str]]:
    """The records of Turtle files, and of those of folders; and where attachments of such folders lie, by hash.

    Raises UnreadableFile.
    """
    from crosswalk.graph.syntax import read_file

    found: list[Stored] = []
    files: dict[str, str] = {}
    for path in paths:
        inside = _inside(path)
        if not inside and not os.path.exists(os.path.join(path, _HISTORY)):  # which an empty workspace has as well
            raise UnreadableFile(f"{path} holds no Turtle file; crosswalk workspace export writes such a folder.")
        for file in inside:
            try:
                found += read_records(read_file(file).triples)
            except (KeyError, ValueError, ArithmeticError) as error:
                raise UnreadableFile(f"{file} holds a record that cannot be read: {error}.") from None
        for parent, _, names in os.walk(os.path.join(path, attachments.FOLDER)):
            files |= {name: os.path.join(parent, name) for name in names if len(name) == 64}
    return found, files


def _inside(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    try:
        return sorted(os.path.join(path, n) for n in os.listdir(path) if n.endswith(".ttl") and n != _HISTORY)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror}); check the folder.") from None


def plan(records: Iterable[Stored], files: dict[str, str], workspace: Workspace) -> list[Planned]:
    """What reading the records would do; writes nothing."""
    held = {(k, one.id): one for k in KINDS for one in workspace.records(k, retired=True)}
    given: dict[tuple[str, str], Stored] = {}
    twice: set[tuple[str, str]] = set()
    for record in records:
        if given.setdefault((record.kind, record.id), record).body != record.body:
            twice.add((record.kind, record.id))
    return [
        _twice(record) if key in twice else _planned(record, held.get(key), files, workspace)
        for key, record in given.items()
    ]


def _twice(record: Stored) -> Planned:
    place = f"{record.kind} {record.id}"
    message = "It stands in two of the files, and differently."
    finding = Finding("violation", "workspace-twice", place, message, "Give the file that is right.")
    return Planned("wrong", record.kind, record.id, None, (finding,))


def _planned(record: Stored, stored: Stored | None, files: dict[str, str], workspace: Workspace) -> Planned:
    body = merged(stored.body if stored else {}, record.body)
    findings = list(judge(record.kind, body, record.id))
    try:
        identifier(record.id)
    except InputError as error:
        findings.append(Finding("violation", "workspace-id", record.id[:80], str(error)))
    if body.get("status") != RETIRED:
        body.pop("retired_because", None)
    for file in body.get("attachments", ()) if not findings else ():
        if attachments.file_name(file["name"]) != file["name"]:
            message = f"{file['name'][:80]!r} is no name that a file can have everywhere."
            findings.append(Finding("violation", "workspace-attachment", record.id, message, "Give another."))
        if file["sha256"] not in files and attachments.state(workspace.folder, file):
            message = f"The attachment {file['name']} is not beside the file, and not in the workspace."
            findings.append(Finding("violation", "workspace-attachment", record.id, message, "Export it again, whole."))
    if findings:
        placed = tuple(f._replace(where=f"{record.kind} {record.id}") for f in findings)
        return Planned("wrong", record.kind, record.id, None, placed)
    if stored is not None and body == stored.body:
        return Planned("unchanged", record.kind, record.id, None)
    write = Write(record.kind, record.id, body, stored.number if stored else 0)
    return Planned("changed" if stored else "new", record.kind, record.id, write)


def carry_out(planned: Iterable[Planned], files: dict[str, str], workspace: Workspace, who: str) -> Change | None:
    """Write what was planned as one change, its attachments before it. Raises InputError where something is wrong."""
    rows = list(planned)
    if wrong := [row for row in rows if row.findings]:
        raise InputError(f"Nothing was imported: {wrong[0].findings[0].message} ({wrong[0].findings[0].where})")
    writes = [row.write for row in rows if row.write is not None]
    for file in _attached(writes):
        if source := files.get(file["sha256"]):
            kept = workspace.keep(source)
            if kept["sha256"] != file["sha256"]:
                raise UnreadableFile(
                    f"{source} is not the attachment {file['name']} that its name says; nothing was imported."
                )
    return workspace.commit(writes, who, "imported records") if writes else None


def _attached(writes: Iterable[Write]) -> Iterator[dict[str, Any]]:
    for write in writes:
        yield from write.body.get("attachments", ())
