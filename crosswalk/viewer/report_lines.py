"""The lines of an evidence list on the page: each with the ways to its statement, its evidence and every proof."""

from __future__ import annotations

import streamlit as st

from crosswalk.evidence.lists import EvidenceList, Line, telling
from crosswalk.evidence.standing import Bearing, Way
from crosswalk.evidence.telling import Shown, evidence, listed, named, sentence
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.viewer import labels, phrases
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import may_write
from crosswalk.viewer.sorting import by_name
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import table

#: Of more evidence than this the rest is counted; of more lines, the first are shown. The files have all.
_PIECES = 6
_LINES = 250
_HEADINGS = (marked("Statement"), marked("Status"), marked("Evidence"), marked("Why"))

#: Ways whose proof is on a page of its own.
_PROVED = ("judged", "printed", "entailed", "candidate", "denied")


def lines(found: EvidenceList, known: Vocabulary, order: str) -> None:
    """The lines, section by section, in the order of that name in which they stand."""
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
    asked = by_name(order, ("framework", "status", None, None), none="framework")
    for section, part in by_section.items():
        caption = f"{phrases.code(section)} {known.label(section)}"
        rows = [_row(line, found, known) for line in part]
        st.html(table(caption, [_(name) for name in _HEADINGS], rows, order=asked))
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
    named_: dict[str, Bearing] = {}
    for bearing in listed(line):
        named_.setdefault(bearing.evidence, bearing)
    if not named_:
        if not may_write():
            return _("Nothing yet.")
        unseen = tag("span", " ", _("for {statement}").format(statement=line.statement), class_="xw-unseen")
        return link(href("evidence", view="add", for_=line.statement), _("Add evidence"), unseen)
    pieces = [tag("li", _piece(bearing, found, known)) for bearing in [*named_.values()][:_PIECES]]
    more = tag("li", _("… and {n} more").format(n=len(named_) - _PIECES)) if len(named_) > _PIECES else None
    return tag("ul", pieces, more)


def _piece(bearing: Bearing, found: EvidenceList, known: Vocabulary) -> Markup:
    """A piece of evidence in one line of text that leads to its record."""
    told = evidence(found.evidence[bearing.evidence], known, Shown(everything=True))
    told |= {"level": known.level_label(bearing.level), "held_back": bearing.held_back}
    return link(href("evidence", id=bearing.evidence), named(told))


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
