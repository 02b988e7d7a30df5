"""The register: evidence by filters, page by page, and the same to take home."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from crosswalk.evidence.choices import Choices, checked, chosen
from crosswalk.evidence.database import Stored
from crosswalk.evidence.kinds import EVIDENCE
from crosswalk.evidence.sheets import columns
from crosswalk.evidence.transfer import sheet
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import paging
from crosswalk.viewer.downloads import offer
from crosswalk.viewer.frame import say_wrong
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Child, filled, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import may_write
from crosswalk.viewer.sorting import arranged, order
from crosswalk.viewer.state import choose, href, parameter, put
from crosswalk.viewer.tables import table


def register(workspace: Workspace) -> None:
    """The filters, the table of one page, and downloads of all that the filters let through."""
    known = workspace.vocabulary
    choices, words = _filters(workspace)
    found = chosen(workspace.records("evidence", retired=True), checked(choices, known), known)
    if words:
        found = [one for one in found if _says(one, words, known)]
    found.sort(key=lambda one: (str(one.body["title"]).lower(), one.id))
    if not found:
        way = (
            filled(
                _("There is no such evidence yet. {add} or {import_}."),
                add=link(href("evidence", view="add"), _("Add some")),
                import_=link(href("evidence", view="import"), _("import a sheet")),
            )
            if may_write()
            else _("There is no such evidence yet.")
        )
        every = link(href("evidence"), _("Show all evidence, without these filters"))
        st.html(tag("p", way, [" ", every, "."] if words or choices != Choices() else None))
        return
    asked = order(7)
    found = [*arranged(asked, found, _said(known))]
    part = paging.part(len(found))
    caption = counted("{n} record", "{n} records", len(found))
    if part.last > 1:
        caption = _("{records}, page {number}").format(records=caption, number=part.number)
    headings = [_("Title"), _("Type"), _("Status"), _("Supports"), _("Date"), _("Expires"), _("Owner")]
    rows = [_row(one, known) for one in part.of(found)]
    st.html(join(paging.ways(part, _("Evidence")), table(caption, headings, rows, order=asked)))
    offer(
        _("The table as a sheet (CSV, which import reads back)"),
        "evidence.csv",
        "text/csv",
        lambda: sheet(found, known),
    )
    st.html(
        tag("p", _("Columns of the sheet: {columns}.").format(columns=", ".join(columns())), class_="xw-muted xw-small")
    )


def _filters(workspace: Workspace) -> tuple[Choices, str]:
    owners = sorted(
        {str(one.body["owner"]) for one in workspace.records("evidence", retired=True) if one.body.get("owner")}
    )
    types = workspace.vocabulary.types
    first, second, third, fourth = st.columns(4)
    with first:
        status, wrong = choose(_("Status"), EVIDENCE.statuses, "status", _, placeholder=_("all but retired"))
    with second:
        type_, wrong_type = choose(_("Type or category"), list(types), "type", lambda code: types[code].label, _("all"))
    with third:
        owner, wrong_owner = choose(_("Owner"), owners, "owner", placeholder=_("all"))
    with fourth:
        wanted = parameter("q") or ""
        if st.session_state.get("evidence words of address") != wanted:
            st.session_state["evidence words"] = st.session_state["evidence words of address"] = wanted
        words = st.text_input(_("Words or a code"), key="evidence words", on_change=_search)
    for word in (wrong, wrong_type, wrong_owner):
        if word:
            say_wrong(_("There is no choice {word!r}; all are shown.").format(word=word))
    return Choices(
        statuses=(status,) if status else (), types=(type_,) if type_ else (), owner=owner or ""
    ), words.strip()


def _search() -> None:
    put(q=st.session_state["evidence words"].strip() or None)


def _says(stored: Stored, words: str, known: Vocabulary) -> bool:
    body = stored.body
    supports = (known.shown(one["statement"]) for one in body.get("supports", ()))
    text = " ".join([stored.id, str(body["title"]), str(body.get("note", "")), *supports]).lower()
    return all(word in text for word in words.lower().split())


def _said(known: Vocabulary) -> list[Callable[[Stored], object]]:
    """What each column says of a record, as text, to be sorted by: of all records, of which few are shown."""
    return [
        lambda one: one.body["title"],
        lambda one: _type(one, known),
        lambda one: _(str(one.body["status"])),
        lambda one: " ".join(known.shown(support["statement"]) for support in one.body.get("supports", ())),
        *(lambda one, name=name: one.body.get(name, "") for name in ("date", "expires", "owner")),
    ]


def _type(stored: Stored, known: Vocabulary) -> str:
    given = stored.body["type"]
    return known.types[given].label if given in known.types else str(given)


def _row(stored: Stored, known: Vocabulary) -> list[Child]:
    body = stored.body
    type_ = known.types.get(body["type"])
    confidential = tag("span", _("confidential"), class_="xw-badge") if body.get("confidential") else None
    return [
        join(link(href("evidence", id=stored.id), str(body["title"])), " ", confidential),
        type_.label if type_ else str(body["type"]),
        _(str(body["status"])),
        _supported([known.shown(one["statement"]) for one in body.get("supports", ())]),
        str(body.get("date", "") or "–"),
        str(body.get("expires", "") or "–"),
        str(body.get("owner", "") or "–"),
    ]


def _supported(shorts: Sequence[str]) -> Child:
    shown = [join(", " if i else None, statement_link(short)) for i, short in enumerate(shorts[:8])]
    if len(shorts) > 8:
        return filled(
            counted("{shown} and {n} more", "{shown} and {n} more", len(shorts) - 8, shown="{shown}"), shown=shown
        )
    return join(shown) if shorts else "–"
