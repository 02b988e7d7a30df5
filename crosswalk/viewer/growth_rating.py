"""Rating on the page: a PSI at a time, each criterion with the rubric's words, its level, evidence and reflection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from crosswalk.evidence.assessment import Part, Profile, Rated, rate, rating_id
from crosswalk.evidence.database import Stored
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import labels, phrases, writing
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import Child, Markup, as_label, join, tag
from crosswalk.viewer.navigator import link, views
from crosswalk.viewer.shared import may_write
from crosswalk.viewer.state import href, parameter
from crosswalk.viewer.tables import facts, table

_NONE = marked("not rated")
_WITHHELD = marked("The wording is not held here.")

#: The longest register that is offered as a list of choices, in every form of the page.
_LONGEST = 300


def rating(workspace: Workspace, found: Profile) -> None:
    """The PSI that the address names, the first where it names none: one form a criterion."""
    wanted = parameter("psi")
    part = next((one for one in found.parts if wanted in (one.subject, phrases.code(one.subject))), found.parts[0])
    if wanted not in (None, part.subject, phrases.code(part.subject)):
        say_wrong(
            _("There is no PSI {wanted!r} in this rubric; this is {subject}.").format(
                wanted=wanted, subject=phrases.code(part.subject)
            )
        )
    choices = [(_address(found, one), phrases.code(one.subject)) for one in found.parts]
    st.html(views("PSI", choices, _address(found, part)))
    heading(f"{phrases.code(part.subject)} {part.label}")
    if found.cycle.body["status"] != "open":
        st.html(
            tag(
                "p",
                _("This cycle is {status}; its ratings stay as they are.").format(status=_(found.cycle.body["status"])),
            )
        )
        return
    whole = _("The PSI as a whole, in your own view")
    if not may_write():
        _read(workspace, found, part, whole)
        return
    who = writing.who()
    _form(workspace, found, part.subject.replace(":", "/", 1), whole, whole, part.own, who)
    for one in part.criteria:
        heading(one.criterion.label, 3)
        st.html(_asked(found, one))
        _form(
            workspace,
            found,
            one.criterion.place,
            _("Level: {criterion}").format(criterion=one.criterion.label),
            one.criterion.label,
            one.rating,
            who,
        )


def _read(workspace: Workspace, found: Profile, part: Part, whole: str) -> None:
    """What the forms hold, for somebody who may not fill them in."""
    st.html(_held(workspace, whole, part.own))
    for one in part.criteria:
        heading(one.criterion.label, 3)
        st.html(join(_asked(found, one), _held(workspace, one.criterion.label, one.rating)))


def _held(workspace: Workspace, what: str, rating: Stored | None) -> Markup:
    if rating is None:
        return tag("p", f"{what}: {_(_NONE)}")
    body = rating.body
    evidence = [link(href("evidence", id=id_), id_) for id_ in body.get("evidence", ())]
    return facts(
        [
            (what, workspace.vocabulary.level_label(str(body["level"]))),
            (_("Evidence"), join(*(join(" ", one) for one in evidence)) if evidence else None),
            (_("Reflection"), str(body["reflection"]) if body.get("reflection") else None),
        ]
    )


def _address(found: Profile, part: Part) -> str:
    return href("growth", cycle=found.cycle.id, view="rate", psi=part.subject)


def _asked(found: Profile, one: Rated) -> Markup:
    """What each level asks, in the rubric's own words; a level without words says so."""
    rows: list[list[Child]] = []
    for level in found.levels:
        cells = [cell for cell in one.criterion.cells if cell.level == level.place]
        texts = [tag("q", labels.english(cell.text)) if cell.text else _(_WITHHELD) for cell in cells]
        said = tag("ul", [tag("li", text) for text in texts]) if texts else _("The rubric has no words here.")
        rows.append([level.label, said])
    about = ", ".join(one.criterion.statements)
    caption = (
        _("What each level asks ({about})").format(about=about)
        if about
        else _("What each level asks (tied to no indicator)")
    )
    return table(caption, [_("Level"), _("In the words of the rubric")], rows)


def _form(
    workspace: Workspace, found: Profile, place: str, label: str, what: str, held: Stored | None, who: str
) -> None:
    start = f"rating {rating_id(found.cycle.id, place)} "
    # What is not rated is read as revision 0, so that a first rating by somebody else is not written over.
    id_ = rating_id(found.cycle.id, place)
    held = held or next((one for one in found.strange if one.id == id_), None)
    read = held or Stored("rating", id_, 0, 0, {})
    body: dict[str, Any] = dict(read.body)
    expected = writing.revision_read(read)
    changed = writing.changed_meanwhile(read)
    levels = {level.place: level.label for level in found.levels}
    with st.form(start):
        options = [_NONE, *levels]
        chosen = st.selectbox(
            as_label(label), options, options.index(body["level"]) if body.get("level") in options else 0,
            key=f"{start}level", format_func=lambda one: levels.get(one, _(one)),
        )  # fmt: skip
        evidence = _evidence(workspace, label, list(body.get("evidence", ())), f"{start}evidence")
        reflection = st.text_area(
            as_label(_("Reflection ({label})").format(label=label)),
            body.get("reflection", ""),
            key=f"{start}reflection",
            height=90,
        )
        if not st.form_submit_button(_("Save"), key=f"{start}save"):
            return
    if chosen == _NONE:
        if changed:
            st.error(_("It was not withdrawn, for somebody changed it since you opened it; choose above what to keep."))
        else:
            _withdraw(workspace, held, who)
        return
    given = {"about": place, "level": chosen, "evidence": evidence, "reflection": reflection}
    saved = writing.tried(lambda: rate(workspace, found.cycle.id, given, who, expected))
    if saved is not None:
        writing.forget(saved)
        writing.say(_("Saved: {what} at {level}.").format(what=what, level=levels[str(saved.body["level"])]))
        st.rerun()


def _evidence(workspace: Workspace, label: str, held: Sequence[str], key: str) -> list[str]:
    """The evidence chosen by title; of a register too long for a list of choices, by identifiers that are typed."""
    titles = {one.id: str(one.body["title"]) for one in workspace.records("evidence")}
    if len(titles) > _LONGEST:
        said = as_label(_("Evidence for it: identifiers, parted by blanks ({label})").format(label=label))
        return str(st.text_input(said, " ".join(held), key=key) or "").split()
    options = [*dict.fromkeys((*titles, *held))]
    chosen = []
    for number, one in enumerate([*held, None], 1):  # one more than there are; after saving there is another
        place = options.index(one) if one is not None else None
        picked = st.selectbox(
            as_label(_("Evidence {number} for it ({label})").format(number=number, label=label)), options, place,
            key=f"{key} {number}",
            placeholder=_("A title or identifier …"),
            format_func=lambda id_: f"{titles.get(id_, _('not in force any more'))} ({id_})",
        )  # fmt: skip
        chosen += [picked] if picked else []
    return chosen


def _withdraw(workspace: Workspace, held: Stored | None, who: str) -> None:
    if held is None:
        st.info(_("Choose a level to rate it."))
        return
    if writing.tried(lambda: workspace.retire("rating", held.id, "Not rated any more.", who)) is not None:
        writing.forget(held)
        writing.say(_("It is not rated any more."))
        st.rerun()
