"""Evidence from a sheet: upload it, see what would happen to each row, then write all of it, or the sound rows."""

from __future__ import annotations

import os
import tempfile

import streamlit as st

from crosswalk.errors import CrosswalkError
from crosswalk.evidence.sheets import Plan, carry_out, plan, template
from crosswalk.evidence.workspace import Workspace
from crosswalk.formats.sheets import read_sheet, write_csv, write_template
from crosswalk.viewer import labels, writing
from crosswalk.viewer.downloads import offer
from crosswalk.viewer.frame import heading, say_error
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Child, join, tag
from crosswalk.viewer.state import put
from crosswalk.viewer.tables import table

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS = 2_000

#: How many rows are shown; all are counted.
_SHOWN = 300


def import_sheet(workspace: Workspace) -> None:
    """The template to take home, and the upload."""
    heading(_("Import a sheet"))
    told = _(
        "Fill in the template, one piece of evidence a row, and give it back here. Nothing is written before you have "
        "seen what would happen to each row, and nothing that a sheet leaves out is deleted."
    )
    st.html(tag("p", told))
    columns, lists = template(workspace.vocabulary)
    with st.container(horizontal=True):
        offer(_("Template (Excel)"), "evidence.xlsx", _XLSX, lambda: write_template(columns, lists, _ROWS))
        offer(_("Template (CSV)"), "evidence.csv", "text/csv", lambda: write_csv([c.heading for c in columns]))
    file = st.file_uploader(_("The sheet, CSV or XLSX"), type=["csv", "xlsx"], key="evidence sheet")
    if file is None:
        return
    try:
        found = _planned(workspace, file.name, file.getvalue())
    except CrosswalkError as error:
        say_error(error, grave=False)
        return
    _show(found)
    who = writing.who()
    sound = [row for row in found.rows if row.write is not None]
    if not sound:
        st.html(tag("p", _("There is nothing to write.")))
        return
    label = (
        counted("Write this row", "Write these {n} rows", len(sound))
        if found.sound
        else counted("Write the one sound row alone", "Write the {n} sound rows alone", len(sound))
    )
    if st.button(label, key="write sheet"):
        try:
            change = carry_out(found, workspace, who, file.name, partly=not found.sound)
        except CrosswalkError as error:
            say_error(error, grave=False)
            return
        writing.say(
            _("Wrote {records} as change {number}.").format(
                records=counted("{n} record", "{n} records", len(sound)), number=change.number if change else 0
            )
        )
        st.session_state.pop("evidence sheet", None)
        put(view=None)
        st.rerun()


def _planned(workspace: Workspace, name: str, content: bytes) -> Plan:
    """The plan of an uploaded sheet; its place on this machine shows in no sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sheet")
        with open(path, "wb") as file:
            file.write(content)
        try:
            return plan(read_sheet(path), workspace)
        except CrosswalkError as error:
            raise type(error)(str(error).replace(path, name)) from None


def _show(found: Plan) -> None:
    states = [row.state for row in found.rows]
    told = ", ".join(f"{states.count(state)} {_(state)}" for state in ("new", "changed", "unchanged", "wrong"))
    heading(_("What would happen: {told}").format(told=told), 3)
    for finding in found.findings:
        say_error(f"{finding.where}: {finding.message} {finding.hint}")
    rows: list[list[Child]] = []
    for row in sorted(found.rows, key=lambda row: row.state != "wrong")[:_SHOWN]:
        said = [tag("li", labels.english(f"{f.where}: {f.message} {f.hint}")) for f in row.findings]
        rows.append([str(row.row), _(row.state), row.id or "–", row.title, join(tag("ul", said)) if said else "–"])
    if rows:
        caption = counted("{n} row", "{n} rows", len(found.rows))
        if len(found.rows) > _SHOWN:
            caption = _("{rows}; the first {shown} are shown").format(rows=caption, shown=_SHOWN)
        st.html(
            table(caption, [_("Row"), _("What happens"), _("Identifier"), _("Title"), _("What is to be mended")], rows)
        )
