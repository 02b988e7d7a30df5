"""One piece of evidence: what it is, what it supports, its files and history; and the forms to change or retire it."""

from __future__ import annotations

import streamlit as st

from crosswalk.errors import CrosswalkError
from crosswalk.evidence import attachments
from crosswalk.evidence.database import Revision, Stored
from crosswalk.evidence.kinds import EVIDENCE
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import evidence_form, labels, writing
from crosswalk.viewer.downloads import offer
from crosswalk.viewer.frame import heading, say_error, say_wrong
from crosswalk.viewer.language import _, counted, figure
from crosswalk.viewer.markup import Child, as_label, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import may_write
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import facts, table

#: Fields that are shown in a way of their own.
_OWN = ("title", "type", "supports", "attachments", "link", "confidential")


def record(workspace: Workspace, given: str) -> None:
    """The record that ``id`` names; a sentence where there is none."""
    try:
        stored = workspace.get("evidence", given)
    except CrosswalkError as error:
        heading(_("No such evidence"))
        say_error(error, grave=False)
        st.html(tag("p", link(href("evidence"), _("The register"))))
        return
    known = workspace.vocabulary
    st.html(tag("p", link(href("evidence"), _("The register")), class_="xw-small"))
    heading(str(stored.body["title"]))
    st.html(join(facts(_facts(stored, known)), _supports(stored, known)))
    _files(workspace, stored)
    if stored.body["status"] != "retired" and may_write():
        evidence_form.change(workspace, stored)
        _retire(workspace, stored)
    _history(workspace.history("evidence", stored.id), known)
    if may_write():
        _undo(workspace, stored)


def _facts(stored: Stored, known: Vocabulary) -> list[tuple[str, Child]]:
    body = stored.body
    type_ = known.types.get(body["type"])
    address = str(body.get("link", ""))
    shown = tag("a", address, href=address, rel="noreferrer noopener", target="_blank") if address else None
    told: list[tuple[str, Child]] = [
        (_("Identifier"), tag("code", stored.id)),
        (_("Type"), type_.label if type_ else str(body["type"])),
        (_("Link"), shown),
        (
            _("Confidential"),
            _("yes: it leaves only when it is asked for by name") if body.get("confidential") else None,
        ),
    ]
    for one in EVIDENCE.fields:
        if one.name not in _OWN and body.get(one.name) not in (None, ""):
            told.append((_(one.label), _(str(body[one.name])) if one.name == "status" else str(body[one.name])))
    if "retired_because" in body:
        told.append((_("Retired because"), str(body["retired_because"])))
    return told


def _supports(stored: Stored, known: Vocabulary) -> Child:
    supports = stored.body.get("supports", ())
    if not supports:
        none = _("It supports no statement yet; add some below.") if may_write() else _("It supports no statement yet.")
        return tag("p", none)
    rows: list[list[Child]] = []
    for one in supports:
        short = known.shown(one["statement"])
        words = evidence_form.level_words(one["level"], known) if one.get("level") else "–"
        rows.append(
            [
                statement_link(short, f"{short} ", labels.label(short, known.label(short))),
                words,
                one.get("reason", "") or "–",
            ]
        )
    return table(_("What it supports"), [_("Statement"), _("Level"), _("Reason")], rows)


def _files(workspace: Workspace, stored: Stored) -> None:
    for number, file in enumerate(stored.body.get("attachments", ()), 1):
        state = attachments.state(workspace.folder, file)
        if state:
            say_wrong(
                _("The file {name} is {state} since it was attached; restore a backup, or attach it again.").format(
                    name=file["name"], state=_(state)
                )
            )
            continue
        offer(
            as_label(
                _("File {number}: {name} ({size} bytes)").format(
                    number=number, name=file["name"], size=figure(int(file["size"]))
                )
            ),
            attachments.file_name(file["name"]),
            "application/octet-stream",
            lambda file=file: attachments.content(workspace.folder, file),  # type: ignore[misc]
        )


def _retire(workspace: Workspace, stored: Stored) -> None:
    with st.expander(_("Retire it: it stays, with its history, and counts no more")), st.form(f"retire {stored.id}"):
        reason = st.text_input(_("Reason (needed)"), key=f"evidence {stored.id} retire")
        if st.form_submit_button(_("Retire")):
            who = writing.writer()
            saved = writing.tried(lambda: workspace.retire("evidence", stored.id, reason, who))
            if saved is not None:
                writing.forget(stored)
                writing.say(_("Retired {title}.").format(title=stored.body["title"]))
                st.rerun()


def _history(revisions: list[Revision], known: Vocabulary) -> None:
    rows: list[list[Child]] = []
    for revision in reversed(revisions):
        before = revision.before or {}
        names = sorted(n for n in {*before, *revision.after} if before.get(n) != revision.after.get(n))
        differences = [tag("li", _difference(n, before.get(n), revision.after.get(n), known)) for n in names]
        change = revision.change
        rows.append(
            [str(revision.number), change.at[:19].replace("T", " "), change.who, change.what, tag("ul", differences)]
        )
    heading(_("History: {revisions}").format(revisions=counted("{n} revision", "{n} revisions", len(revisions))))
    st.html(
        table(
            _("History of this record"),
            [_("Revision"), _("When (UTC)"), _("Who"), _("What"), _("Differences")],
            rows,
            True,
        )
    )


def _undo(workspace: Workspace, stored: Stored) -> None:
    """A button that takes the last change back, with all the records that it touched."""
    touched = len(workspace.database.of_change(stored.change))
    label = counted(
        "Take the last change back", "Take the last change back, in all {n} records that it touched", touched
    )
    if st.button(label, key=f"undo {stored.id}"):
        who = writing.writer()

        def write() -> Stored:
            workspace.undo(stored.change, who)
            return workspace.get("evidence", stored.id)

        if writing.tried(write) is not None:
            writing.forget(stored)
            writing.say(_("Took change {change} back.").format(change=stored.change))
            st.rerun()


def _difference(name: str, before: object, after: object, known: Vocabulary) -> str:
    def short(value: object) -> str:
        if isinstance(value, list):
            return ", ".join(
                str(one.get("statement") or one.get("name")) if isinstance(one, dict) else str(one) for one in value
            )
        return _("nothing") if value in (None, "") else str(value)

    return f"{name}: {short(before)} → {short(after)}"
