"""Evidence from a sheet: each row read and judged by itself, and what it would do said before anything is written.

Nothing that a sheet leaves out is deleted: an empty cell leaves a value as it is, and ``-`` takes it away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from crosswalk.errors import InputError, UnknownIdentifier
from crosswalk.evidence.database import Change, Stored, Write
from crosswalk.evidence.kinds import EVIDENCE, Field
from crosswalk.evidence.reading import merged, read
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace, identifier, judge_all, new_identifier
from crosswalk.formats.sheets import Formula, Sheet, TemplateColumn
from crosswalk.graph.identifiers import nearest
from crosswalk.model import Finding

#: Called with the number of rows read, the number of all, and the row.
Progress = Callable[[int, int, str], None]

#: Columns of a sheet that are no fields: the identifier, and level and reason for all statements of the row.
_OWN = ("id", "level", "reason")

#: What a cell holds where the value is to be taken away.
NOTHING = "-"


class Planned(NamedTuple):
    """What becomes of a row: added, changed, unchanged, or left out because something is wrong with it."""

    row: int
    state: Literal["new", "changed", "unchanged", "wrong"]
    id: str
    title: str
    write: Write | None
    findings: tuple[Finding, ...]


class Plan(NamedTuple):
    """What a sheet would do, row by row, and what is wrong with the sheet as a whole."""

    rows: tuple[Planned, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong anywhere."""
        return not any(f.severity == "violation" for f in self.all_findings())

    def all_findings(self) -> Iterable[Finding]:
        """The findings of the sheet, then those of each row."""
        yield from self.findings
        for row in self.rows:
            yield from row.findings


def columns() -> tuple[str, ...]:
    """The headings of the template, in their order."""
    names = [field.name for field in EVIDENCE.fields if field.type != "attachments"]
    place = names.index("supports") + 1
    return ("id", *names[:place], "level", "reason", *names[place:])


def template(vocabulary: Vocabulary) -> tuple[tuple[TemplateColumn, ...], dict[str, Sequence[tuple[str, str]]]]:
    """The columns of the template with their help, and the lists of codes that stand behind it."""
    help_ = {
        "id": ("Empty for new evidence; what stands there after an export, to change it.", (), ""),
        "level": ("The level it shows, for every statement of the row.", (), "Meets"),
        "reason": ("Why it is evidence for them.", (), "Shows which tools each pupil may use."),
        "supports": (
            "Short forms of statements, parted by semicolons; “= level” after one gives it a level of its own.",
            (),
            "ais-psi:3.4; ib-psp-2014:B2.8 = Demonstrating",
        ),
        "title": ("", (), "Assistive technology plan"),
        "type": ("", (), "policy-2"),
        "date": ("", (), "2026-03-31"),
        "confidential": ("", ("yes", "no"), "no"),
        "status": ("", EVIDENCE.statuses[:-1], "submitted"),
    }
    made = []
    for name in columns():
        field = EVIDENCE.field(name)
        told, choices, example = help_.get(name, ("", (), ""))
        made.append(TemplateColumn(name, told or _help(field, vocabulary), choices, example))
    levels = [(level.label, level.scale_label) for level in vocabulary.levels.values()]
    types = [(type_.code, type_.label) for type_ in vocabulary.types.values()]
    return tuple(made), {"Types": types, "Levels": levels}


def _help(field: Field | None, vocabulary: Vocabulary) -> str:
    if field is None:
        return ""
    types = ", ".join(vocabulary.types[code].label for code in field.types if code in vocabulary.types)
    return f"{field.help} Only for: {types}." if types else field.help


def plan(sheet: Sheet, workspace: Workspace, progress: Progress | None = None) -> Plan:
    """What the sheet would do to the register; writes nothing. `progress` is told the rows done, all, and which."""
    findings = list(_headings(sheet))
    known = [heading for heading in sheet.headings if heading in columns()]
    if "title" not in known:
        return Plan((), tuple(findings))
    ids = Counter(row.cells.get("id", "").strip() for row in sheet.rows)
    held = {one.id: one for one in workspace.records("evidence", retired=True)}
    titles = {(one.body["title"], one.body["type"]): one.id for one in held.values() if one.body["status"] != "retired"}
    read_rows = []
    for done, row in enumerate(sheet.rows, 1):
        cells = {name: cell for name, cell in row.cells.items() if name in known and cell.strip()}
        read_rows.append(_read_row(row.number, cells, ids, held, workspace.vocabulary))
        if progress:
            progress(done, len(sheet.rows), f"row {row.number}")
    judged = judge_all("evidence", {f"row-{one.number}": one.body for one in read_rows if not one.findings})
    rows = (_planned(one, judged.get(f"row-{one.number}", ()), held, titles) for one in read_rows)
    return Plan(tuple(rows), tuple(findings))


def _headings(sheet: Sheet) -> Iterable[Finding]:
    wanted = columns()
    for heading in sheet.headings:
        if heading not in wanted:
            near = nearest(heading, list(wanted), 1)
            hint = f"Call it {near[0]!r}, or delete the column." if near else "Delete the column."
            yield Finding(
                "violation", "sheet-column", f"heading {heading[:60]}", f"There is no column {heading[:60]!r}.", hint
            )
    for name in ("title", "type"):
        if name not in sheet.headings:
            yield Finding(
                "violation", "sheet-column", "headings", f"The column {name!r} is missing.",
                "crosswalk evidence template writes a sheet with all columns.",
            )  # fmt: skip


class _RowRead(NamedTuple):
    """A row with the body that its record would have."""

    number: int
    id: str
    body: dict[str, Any]
    findings: tuple[Finding, ...]


def _read_row(
    number: int, cells: Mapping[str, str], ids: Mapping[str, int], held: Mapping[str, Stored], vocabulary: Vocabulary
) -> _RowRead:
    where = f"row {number}, "
    findings = [
        Finding("violation", "sheet-formula", f"{where}{name}", "The cell holds a formula.", "Write its value instead.")
        for name, cell in cells.items()
        if isinstance(cell, Formula)
    ]
    id_ = cells.get("id", "").strip()
    try:
        id_ = identifier(id_) if id_ else ""
    except InputError as error:
        findings.append(Finding("violation", "sheet-id", f"{where}id", str(error), "Leave it empty for new evidence."))
    if id_ and ids[id_] > 1:
        message = f"{id_} stands in {ids[id_]} rows."
        findings.append(Finding("violation", "sheet-id", f"{where}id", message, "Give each piece a row of its own."))
    before = held[id_].body if id_ in held else {}
    given = {name: cell for name, cell in cells.items() if name not in _OWN and cell.strip() != NOTHING}
    found = read(EVIDENCE, {"type": before.get("type"), **given}, vocabulary, where)
    values = dict(found.values)
    findings += [*found.findings, *_spread(cells, values, where, vocabulary)]
    body = merged(before, values)
    for name, cell in cells.items():
        if cell.strip() == NOTHING:
            body.pop(name, None)
    body.setdefault("status", EVIDENCE.statuses[0])
    return _RowRead(number, id_, body, tuple(findings))


def _planned(
    row: _RowRead,
    judged: Iterable[Finding],
    held: Mapping[str, Stored],
    titles: Mapping[tuple[str, str], str],
) -> Planned:
    number, id_, body, findings = row
    where = f"row {number}, "
    title = str(body.get("title", ""))
    findings = (*findings, *(f._replace(where=where + f.where, message=_of_row(f.message)) for f in judged))
    if findings:
        return Planned(number, "wrong", id_, title, None, findings)
    if id_ in held:
        stored = held[id_]
        if body == stored.body:
            return Planned(number, "unchanged", id_, title, None, ())
        return Planned(number, "changed", id_, title, Write("evidence", id_, body, stored.number), ())
    if not id_ and (like := titles.get((title, str(body["type"])))):
        message = f"{like} has this title and type already; this row adds another."
        hint = f"Put {like} into the column id to change it."
        findings = (Finding("warning", "sheet-like", f"{where}title", message, hint),)
    id_ = id_ or new_identifier()
    return Planned(number, "new", id_, title, Write("evidence", id_, body, 0), findings)


def _of_row(message: str) -> str:
    """A shape's sentence about a record that has no name yet."""
    return re.sub(r"\S*row-\d+", "This row", message)


def _spread(cells: Mapping[str, str], values: dict[str, Any], where: str, vocabulary: Vocabulary) -> Iterable[Finding]:
    """Put the row's level and reason into its supports that have none of their own."""
    supports = [dict(support) for support in values.get("supports", ())]
    for name in ("level", "reason"):
        cell = cells.get(name, "").strip()
        if not cell or cell == NOTHING:
            continue
        if not supports:
            yield Finding(
                "violation",
                "sheet-support",
                f"{where}{name}",
                f"There is a {name}, but no statement.",
                "Fill in supports.",
            )
        for support in supports:
            try:
                support.setdefault(name, vocabulary.level(cell, support["statement"]) if name == "level" else cell)
            except (UnknownIdentifier, InputError) as error:
                yield Finding("violation", "record-value", f"{where}{name}", str(error), "")
                break
    if supports:
        values["supports"] = supports


def carry_out(found: Plan, workspace: Workspace, who: str, source: str, partly: bool = False) -> Change | None:
    """Write what was planned, all of it as one change; None where there is nothing to write.

    With something wrong nothing is written, unless `partly` asks for the rows that are sound. Raises InputError,
    EditConflict where somebody changed a record since.
    """
    if not found.sound and not partly:
        raise InputError("Nothing was imported; mend what is listed, or ask for the rows that are sound.")
    writes = [row.write for row in found.rows if row.write is not None]
    return workspace.commit(writes, who, f"imported {source}") if writes else None
