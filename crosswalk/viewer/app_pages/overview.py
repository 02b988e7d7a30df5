"""The first page: what this is, where each reader goes next, and how far every two frameworks are mapped."""

from __future__ import annotations

import streamlit as st

from crosswalk.api import Record, own_data, own_endpoint
from crosswalk.viewer import about, coverage, glossary, labels
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Child, Markup, filled, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import grid


def show() -> None:
    """Counts, next steps by role, and the matrix of frameworks."""
    frameworks = graph().records("list_frameworks")
    matrix = graph().records("count_matrix")
    st.html(
        join(
            tag("h1", _("Standards crosswalk")),
            tag(
                "p",
                _(
                    "How one set of school standards meets another: every statement with its code, every link between "
                    "two statements with who says so, on what ground, how sure, and the words it was read from."
                ),
            ),
            _figures(frameworks, matrix),
            tag("h2", _("Where to begin")),
            tag("ul", _steps(), class_="xw-cards xw-wide"),
            tag("h2", _("How far the frameworks are mapped")),
            _matrix(frameworks, matrix),
            tag("h2", _("How things stand")),
            tag("ul", [tag("li", told) for told in _standing()]),
            _notes(graph().notes),
        )
    )


def _notes(notes: tuple[str, ...]) -> Markup | None:
    """What should be known of data that was added to the shipped."""
    if not notes:
        return None
    return join(
        tag("h2", _("About the data that was added")), tag("ul", [tag("li", labels.english(note)) for note in notes])
    )


@st.cache_data(max_entries=2, show_spinner=False)
def _newest(version: str) -> str:
    """The date of the newest claim of the graph of that version; looked for once, since all are read."""
    return graph().newest_claim()


def _standing() -> list[Markup]:
    """What changed last, and what the checks say: of what ships alone, since nothing else was checked."""
    told = []
    if newest := _newest(graph().version):
        claims = link(href("query", name="list_claims"), _("every claim with its date"))
        editions = link(href("about"), _("what newer editions changed"))
        said = _("The newest claim is of {date}: {claims}, and {editions}.")
        told.append(filled(said, date=newest, claims=claims, editions=editions))
    if own_endpoint() is None:
        checks = link(href("about", topic="checks"), _("check them now"))
        told.append(filled(_("The data that ship conform to their SHACL shapes: {checks}."), checks=checks))
        if own_data():
            told.append(join(_("What was added to them was not checked here.")))
    else:
        told.append(join(_("Nobody checked here what the endpoint holds.")))
    return told


def _figures(frameworks: tuple[Record, ...], matrix: tuple[Record, ...]) -> Markup:
    missing = len(graph().records("list_unresolved_citations"))
    figures = [
        counted("{n} framework", "{n} frameworks", len(frameworks)),
        counted("{n} statement", "{n} statements", sum(int(str(row["statements"])) for row in frameworks)),
        counted("{n} claim", "{n} claims", about.counts(graph().version)["claims"]),
        counted("{n} printed code without a match", "{n} printed codes without a match", missing),
    ]
    return tag(
        "ul",
        [tag("li", tag("strong", number), noun) for number, _blank, noun in (said.partition(" ") for said in figures)],
        class_="xw-figures",
    )


def _steps() -> list[Markup]:
    printed = href("crosswalk", from_="ais-psi", to="ib-psp-2014")
    return [
        _role(
            _("Designing a course"),
            [
                link(href("standards", q="assistive"), _("Find standards by a word: assistive")),
                filled(
                    _("{see} beside what it meets in ISTE and the IB"),
                    see=statement_link("ais-psi:3.4", _("See AIS 3.4")),
                ),
                link(
                    href("crosswalk", from_="ais-psi", to="ib-psp-2014", view="sections"),
                    _("See the AIS × IB matrix by section"),
                ),
            ],
        ),
        _role(
            _("Preparing an accreditation visit"),
            [
                link(
                    href("crosswalk", from_="ib-psp-2014", to="ais-psi", view="coverage"),
                    _("How much of each IB section the AIS model meets"),
                ),
                link(
                    href("crosswalk", from_="ib-psp-2014", to="ais-psi", view="gaps"),
                    _("Which IB practices nothing touches"),
                ),
                link(printed, _("Take the AIS and IB table home as a spreadsheet")),
            ],
        ),
        _role(
            _("Doing research"),
            [
                link(href("query"), _("Ask a question of the library, or in SPARQL")),
                link(href("query", name="list_unresolved_citations"), _("Printed codes that exist in no edition held")),
                link(href("query", name="list_unverified_facts"), _("Facts that are not fully verified")),
            ],
        ),
    ]


def _role(name: str, steps: list[Markup]) -> Markup:
    return tag("li", tag("h3", name), tag("ul", [tag("li", step) for step in steps]))


def _matrix(frameworks: tuple[Record, ...], matrix: tuple[Record, ...]) -> Markup:
    names = {str(row["framework"]): str(row["label"]) for row in frameworks}
    cells = {(row["from_framework"], row["to_framework"]): row for row in matrix}
    rows: list[list[Child]] = [
        [
            join(link(href("framework", id=start), start), f" {name}"),
            *(coverage.cell(cells.get((start, end)), start, end) for end in names),
        ]
        for start, name in names.items()
    ]
    return join(
        tag(
            "p",
            _(
                "A row’s statements, counted at the level where its framework is mapped, and how many of them a claim "
                "relates to the framework of the column."
            ),
            " ",
            coverage.meaning(),
        ),
        glossary.way(),
        grid(_("From the framework of the row to that of the column"), [_("From \\ to"), *names], rows),
    )


show()
