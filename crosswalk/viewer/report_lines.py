"""The lines of an evidence list on the page: each with the ways to its statement, its evidence and every proof."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from crosswalk.evidence.lists import EvidenceList, Line, telling
from crosswalk.evidence.standing import Way
from crosswalk.evidence.telling import Shown, evidence, listed, named, sentence
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.viewer import labels, phrases
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.markup import Child, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import may_write
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import table

#: Of more evidence than this the rest is counted; of more lines, the first are shown. The files have all.
_PIECES = 6
_LINES = 250
_HEADINGS = (marked("Statement"), marked("Status"), marked("Evidence"), marked("Why"))

#: Ways whose proof is on a page of its own.
_PROVED = ("judged", "printed", "entailed", "candidate", "denied")


def lines(found: EvidenceList, known: Vocabulary) -> None:
    """The lines, section by section."""
    heading(
        _("Statements and their evidence: {statements}").format(
            statements=counted("{n} statement", "{n} statements", len(found.lines))
        )
    )
    if not found.lines:
        st.html(tag("p", _("No statement stands so; widen the choices above.")))
    by_section: dict[str, list[Line]] = {}
    for line in found.lines[:_LINES]:
        by_section.setdefault(line.section, []).append(line)
    for section, part in by_section.items():
        caption = f"{phrases.code(section)} {known.label(section)}"
        st.html(table(caption, [_(name) for name in _HEADINGS], [_row(line, found, known) for line in part]))
    if len(found.lines) > _LINES:
        st.html(tag("p", _("The first {shown} are shown here; the files have all.").format(shown=_LINES)))


def _row(line: Line, found: EvidenceList, known: Vocabulary) -> list[Child]:
    named_ = statement_link(
        line.statement,
        tag("span", phrases.code(line.statement), class_="xw-notation"),
        " ",
        labels.label(line.statement, line.label),
    )
    return [named_, tag("strong", _(line.standing.status)), _evidence(line, found, known), _why(line, found, known)]


def _evidence(line: Line, found: EvidenceList, known: Vocabulary) -> Child:
    pieces: dict[str, Child] = {}
    for bearing in listed(line):
        stored = found.evidence[bearing.evidence]
        piece = evidence(stored, known, Shown(everything=True)) | {"level": known.level_label(bearing.level)}
        text = named(piece | {"held_back": bearing.held_back})
        pieces.setdefault(stored.id, link(href("evidence", id=stored.id), text))
    if not pieces:
        if not may_write():
            return _("Nothing yet.")
        unseen = tag("span", " ", _("for {statement}").format(statement=line.statement), class_="xw-unseen")
        return link(href("evidence", view="add", for_=line.statement), _("Add evidence"), unseen)
    return _listed([*pieces.values()])


def _listed(pieces: Sequence[Child]) -> Child:
    more = tag("li", _("… and {n} more").format(n=len(pieces) - _PIECES)) if len(pieces) > _PIECES else None
    return tag("ul", [tag("li", piece) for piece in pieces[:_PIECES]], more)


def _why(line: Line, found: EvidenceList, known: Vocabulary) -> Child:
    standing = line.standing
    said: list[Child] = (
        [tag("li", _("Out of scope: {out_of_scope}").format(out_of_scope=standing.out_of_scope))]
        if standing.out_of_scope
        else []
    )
    for way, bearings in telling(line):
        said.append(tag("li", labels.english(sentence(way, bearings, found.claims, known)), _proof(way, line)))
    for way in standing.denied:
        said.append(
            tag(
                "li",
                _("Denied, and not counted: {statement}, {reason}").format(statement=way.start[0], reason=way.reason),
                _proof(way, line),
            )
        )
    return tag("ul", said) if said else _("Nothing yet.")


def _proof(way: Way, line: Line) -> Child:
    if way.kind not in _PROVED:
        return None
    unseen = tag(
        "span",
        " ",
        _("of {one} and {other}").format(one=way.start[0], other=line.statement),
        class_="xw-unseen",
    )
    return join(" ", link(href("mapping", a=way.start[0], b=line.statement), _("Every proof"), unseen))
