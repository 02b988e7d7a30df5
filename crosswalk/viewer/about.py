"""The parts of the page Data & about: what is held and how it came to be, files, checks, citing, use, accessibility."""

from __future__ import annotations

import hashlib
import os
from functools import cache

import streamlit as st

from crosswalk import resources
from crosswalk.api import Record, release, validate
from crosswalk.sources import citation_file
from crosswalk.viewer import derived, labels, paging, whose
from crosswalk.viewer.answer import code
from crosswalk.viewer.downloads import offer
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted, figure
from crosswalk.viewer.markup import Child, as_markdown, filled, join, tag
from crosswalk.viewer.navigator import copy_button, link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.sorting import arranged, order
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import facts, table

_MEDIA = {
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nq": "application/n-quads",
    "trig": "application/trig",
}

_PYTHON = """\
from crosswalk import open_graph

graph = open_graph()
graph.statement("ais-psi:3.4").mappings
graph.query("list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi").to_pandas()
graph.sparql("SELECT ?s { ?s skos:notation '3.4' }")
"""

_COMMANDS = """\
crosswalk --help
crosswalk show ais-psi:3.4
crosswalk map ais-psi ib-psp-2014 --format sssom
crosswalk query list_gaps from_framework=ib-psp-2014 to_framework=ais-psi
crosswalk build --out release
"""


@cache
def cited() -> citation_file.Cited:
    """What the data set is cited as. Raises DataMissing, OSError."""
    with open(os.path.join(resources.root(), "CITATION.cff"), encoding="utf-8") as file:
        return citation_file.read(file.read())


def data() -> None:
    """Which frameworks are held, of which edition, under which rights, and how the claims came to be."""
    frameworks = graph().records("list_frameworks")
    st.html(
        facts(
            [
                (_("Data version"), tag("code", graph().state or _(graph().data_version))),
                (_("Program version"), cited().version),
            ]
        )
    )
    heading(
        _("{frameworks}: editions and rights").format(
            frameworks=counted("{n} framework", "{n} frameworks", len(frameworks))
        )
    )
    said = (
        lambda row: row["label"],
        lambda row: row["publisher"] or _("not stated"),
        lambda row: row["issued"] or _("not established"),
        lambda row: row["statements"],
        lambda row: row["rights"] or "",
    )
    asked = order(len(said))
    in_order = arranged(asked, frameworks, said)
    columns = [_("Framework"), _("Publisher"), _("Year"), _("Statements"), _("Rights")]
    st.html(paging.listed(_("Frameworks"), columns, in_order, _framework, asked))
    derived.take_home(in_order, "frameworks", _("Frameworks that are held"))
    heading(_("Editions and what changed"))
    st.html(tag("ul", [_replacement(row) for row in graph().records("list_replacements")]))
    _method()


def _framework(row: Record) -> list[Child]:
    return [
        link(href("framework", id=row["framework"]), labels.label(row["framework"], row["label"])),
        str(row["publisher"] or _("not stated")),
        str(row["issued"] or _("not established")),
        str(row["statements"]),
        labels.english(row["rights"]),
    ]


def _replacement(row: Record) -> Child:
    changed = href("query", name="list_changes", older=row["older"], newer=row["newer"])
    both = row["held_older"] and row["held_newer"]
    named = _("{newer} replaces {older}").format(
        newer=row["newer_label"] or row["newer"], older=row["older_label"] or row["older"]
    )
    return tag(
        "li",
        filled(_("{replacement}: {changes}"), replacement=named, changes=link(changed, _("what changed")))
        if both
        else named,
    )


@st.cache_data(max_entries=2, show_spinner=False)
def counts(version: str) -> dict[str, int]:
    """How many claims the graph of that version has, by how they came to be; counted once, since all are read."""
    numbers = [(row, int(str(row["claims"]))) for row in graph().records("count_claims")]
    return {
        "claims": sum(number for _row, number in numbers),
        "denied": sum(number for row, number in numbers if row["denied"]),
        "printed": sum(number for row, number in numbers if row["kind"] == "xw:printed"),
        "confirmed": len({(row["subject"], row["object"]) for row in graph().records("list_agreements")}),
        "refused": len({(row["statement"], row["cited"]) for row in graph().records("list_denied_citations")}),
    }


def _method() -> None:
    found = counts(graph().version)
    denied, printed, confirmed, refused = (found[name] for name in ("denied", "printed", "confirmed", "refused"))
    heading(_("How the claims came to be"))
    sentences = [
        counted(
            "{n} claim is printed: read by rule from a document that cites codes, with the words and the place. "
            "A printed claim relates two statements, and says no more.",
            "{n} claims are printed: read by rule from a document that cites codes, with the words and the place. "
            "A printed claim relates two statements, and says no more.",
            printed,
        ),
        counted(
            "{n} claim is judged, {denied} of them denials: each names who judges, the reason, how sure, and what was "
            "read. In the shipped data every pair was read twice and then decided; these claims are proposed, and "
            "await review by somebody else.",
            "{n} claims are judged, {denied} of them denials: each names who judges, the reason, how sure, and what "
            "was read. In the shipped data every pair was read twice and then decided; these claims are proposed, and "
            "await review by somebody else.",
            found["claims"] - printed,
            denied=denied,
        ),
        _("Of the printed links, judgements confirm {confirmed} and deny {refused}; both stay side by side.").format(
            confirmed=confirmed, refused=refused
        ),
        _(
            "What follows is computed: sound composition of claims, with every proof. Where nothing follows, two "
            "statements that meet in a third are candidates, and no match."
        ),
    ]
    st.html(tag("ul", [tag("li", sentence) for sentence in sentences]))
    asked: list[Child] = []
    for name in ("list_frameworks", "list_replacements", "filter_mappings", "list_agreements", "list_denied_citations"):
        asked += [" · " if asked else None, link(href("query", name=name), name)]
    st.html(tag("p", filled(_("The queries behind this page: {queries}"), queries=asked), class_="xw-muted xw-small"))


@st.cache_resource(show_spinner="Preparing the files …", max_entries=1)
def _files(version: str) -> dict[str, str]:
    return release().files


def files() -> None:
    """The shipped data as files, with the hash of each; what a person added for a run is in none of them."""
    heading(_("Files"))
    st.html(
        tag(
            "p",
            filled(
                _(
                    "The whole graph in four syntaxes, what follows from it, every mapping set as SSSOM, and a VoID "
                    "description; the words quoted from a document, and anything of your own, are left out. {command} "
                    "writes the same files."
                ),
                command=tag("code", "crosswalk build"),
            ),
        )
    )
    made = _files(graph().version)
    rows: list[list[Child]] = [
        [
            name,
            f"{figure(len(text.encode()) / 1024, 0)} KiB",
            tag("code", hashlib.sha256(text.encode()).hexdigest()),
        ]
        for name, text in made.items()
    ]
    st.html(table(counted("{n} file", "{n} files", len(made)), [_("File"), _("Size"), "SHA-256"], rows))
    with st.container(horizontal=True):
        for name, text in made.items():
            media = _MEDIA.get(name.rpartition(".")[2], "text/plain")
            offer(name, name.replace("/", "-"), media, lambda text=text: text.encode())  # type: ignore[misc]


def checks() -> None:
    """Judge the shipped data by the shapes, when asked to."""
    heading(_("Checks"))
    st.html(
        tag(
            "p",
            filled(
                _("The shipped data are judged by SHACL shapes and by the rules of SKOS, as {command} does."),
                command=tag("code", "crosswalk validate"),
            ),
        )
    )
    if not st.button(_("Check the shipped data now")):
        return
    with st.spinner(_("Checking …")):
        report = validate()
    if not report.findings:
        st.success(_("The shipped data: nothing to report."))
        return
    rows: list[list[Child]] = [[f.severity, f.where, f.message, f.hint or "–"] for f in report.findings]
    st.html(
        table(
            counted("{n} finding", "{n} findings", len(rows)),
            [_("Severity"), _("Where"), _("What"), _("What to do")],
            rows,
        )
    )


def cite() -> None:
    """How to cite the data set."""
    heading(_("How to cite"))
    line, bibtex = (
        citation_file.sentence(cited(), graph().data_version),
        citation_file.bibtex(cited(), graph().data_version),
    )
    st.html(join(tag("h3", _("As a line")), tag("p", labels.english(line)), copy_button(_("Copy citation"), line)))
    copy = copy_button(_("Copy {name}").format(name="BibTeX"), bibtex)
    st.html(join(tag("h3", "BibTeX"), code(bibtex, "BibTeX"), copy))
    st.html(tag("p", _("A statement or a claim has a citation of its own below its record.")))
    if whose.mixed():
        st.html(
            tag(
                "p",
                _(
                    "This cites what ships. The data version is that of all that is held here, with what was added, "
                    "which is no part of the data set: cite it as its source asks."
                ),
            )
        )


def use() -> None:
    """The same answers without this viewer."""
    heading(_("Use it elsewhere"))
    for name, text in (("Python", _PYTHON), (_("Commands"), _COMMANDS)):
        st.html(join(tag("h3", name), code(text, name), copy_button(_("Copy {name}").format(name=name), text)))
    st.html(
        tag(
            "p",
            filled(_("Every page rests on queries: {library}."), library=link(href("query"), _("the whole library"))),
        )
    )


def accessibility() -> None:
    """What was checked, and what is known to fall short."""
    heading(_("Accessibility"))
    checked = [
        _(
            "Every page is scanned with axe against WCAG 2.2, levels A and AA, in the light and the dark theme, and "
            "shows nothing that it finds wrong."
        ),
        _("Every page fits a width of 390 pixels without scrolling sideways."),
        _("Search, crosswalk, graph, matrix and query were done by keyboard alone in a real browser."),
        _("Nothing is told by colour alone: relations, kinds and levels have words, lines and signs beside it."),
    ]
    short = [
        _("No person who uses a screen reader every day has tried it yet."),
        _("The grid that shows rows of a query is drawn on a canvas; the same rows can be downloaded, or shown raw."),
        _("The graph is a drawing; everything in it stands in the table below it."),
    ]
    st.html(join(tag("h3", _("Checked")), tag("ul", [tag("li", one) for one in checked])))
    st.html(join(tag("h3", _("Known to fall short")), tag("ul", [tag("li", one) for one in short])))
    st.markdown(as_markdown(_("Something is in your way? Please say so where you got this program from.")))
