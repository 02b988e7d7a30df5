"""The parts of the page Data & about: what is held and how it came to be, files, checks, citing, use, accessibility."""

from __future__ import annotations

import hashlib
import os
from functools import cache

import streamlit as st

from crosswalk import resources
from crosswalk.api import Record, release, validate
from crosswalk.sources import citation_file
from crosswalk.viewer import derived
from crosswalk.viewer.answer import code
from crosswalk.viewer.downloads import offer
from crosswalk.viewer.frame import heading
from crosswalk.viewer.markup import Child, as_markdown, join, tag
from crosswalk.viewer.navigator import copy_button, link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.sorting import arranged, order
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import facts, table
from crosswalk.words import count

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
                ("Data version", tag("code", graph().version)),
                ("Program version", cited().version),
            ]
        )
    )
    heading(f"{count(len(frameworks), 'framework')}: editions and rights")
    rows: list[list[Child]] = [
        [
            link(href("framework", id=row["framework"]), str(row["label"])),
            str(row["publisher"] or "not stated"),
            str(row["issued"] or "not established"),
            str(row["statements"]),
            str(row["rights"]),
        ]
        for row in frameworks
    ]
    asked = order(5)
    cells, frameworks_ = arranged(asked, rows, frameworks)
    st.html(table("Frameworks", ["Framework", "Publisher", "Year", "Statements", "Rights"], cells, True, asked))
    derived.take_home(frameworks_, "frameworks", "Frameworks that are held")
    heading("Editions and what changed")
    st.html(tag("ul", [_replacement(row) for row in graph().records("list_replacements")]))
    _method()


def _replacement(row: Record) -> Child:
    changed = href("query", name="list_changes", older=row["older"], newer=row["newer"])
    both = row["held_older"] and row["held_newer"]
    named = f"{row['newer_label'] or row['newer']} replaces {row['older_label'] or row['older']}"
    return tag("li", named, ": " if both else "", link(changed, "what changed") if both else None)


def _method() -> None:
    claims = graph().records("filter_mappings")
    denied = sum(bool(row["denied"]) for row in claims)
    printed = sum(row["kind"] == "xw:printed" for row in claims)
    confirmed, refused = len(graph().records("list_agreements")), len(graph().records("list_denied_citations"))
    heading("How the claims came to be")
    sentences = [
        f"{count(printed, 'claim')} are printed: read by rule from a document that cites codes, with the words and the "
        "place. A printed claim relates two statements, and says no more.",
        f"{count(len(claims) - printed, 'claim')} are judged, {denied} of them denials: each names who judges, the "
        "reason, how sure, and what was read. In the shipped data every pair was read twice and then decided; these "
        "claims are proposed, and await review by somebody else.",
        f"Of the printed links, judgements confirm {confirmed} and deny {refused}; both stay side by side.",
        "What follows is computed: sound composition of claims, with every proof. Where nothing follows, two "
        "statements that meet in a third are candidates, and no match.",
    ]
    st.html(tag("ul", [tag("li", sentence) for sentence in sentences]))
    asked: list[Child] = []
    for name in ("list_frameworks", "list_replacements", "filter_mappings", "list_agreements", "list_denied_citations"):
        asked += [" · " if asked else None, link(href("query", name=name), name)]
    st.html(tag("p", "The queries behind this page: ", asked, class_="xw-muted xw-small"))


@st.cache_resource(show_spinner="Preparing the files …", max_entries=1)
def _files(version: str) -> dict[str, str]:
    return release().files


def files() -> None:
    """The shipped data as files, with the hash of each; what a person added for a run is in none of them."""
    heading("Files")
    st.html(
        tag(
            "p",
            "The whole graph in four syntaxes, what follows from it, every mapping set as SSSOM, and a VoID "
            "description; the words quoted from a document, and anything of your own, are left out. ",
            tag("code", "crosswalk build"),
            " writes the same files.",
        )
    )
    made = _files(graph().version)
    rows: list[list[Child]] = [
        [name, f"{len(text.encode()) / 1024:,.0f} KiB", tag("code", hashlib.sha256(text.encode()).hexdigest())]
        for name, text in made.items()
    ]
    st.html(table(count(len(made), "file"), ["File", "Size", "SHA-256"], rows))
    with st.container(horizontal=True):
        for name, text in made.items():
            media = _MEDIA.get(name.rpartition(".")[2], "text/plain")
            offer(name, name.replace("/", "-"), media, lambda text=text: text.encode())  # type: ignore[misc]


def checks() -> None:
    """Judge the shipped data by the shapes, when asked to."""
    heading("Checks")
    st.html(
        tag("p", "The shipped data are judged by SHACL shapes and by the rules of SKOS, as `crosswalk validate` does.")
    )
    if not st.button("Check the shipped data now"):
        return
    with st.spinner("Checking …"):
        report = validate()
    if not report.findings:
        st.success("The shipped data: nothing to report.")
        return
    rows: list[list[Child]] = [[f.severity, f.where, f.message, f.hint or "–"] for f in report.findings]
    st.html(table(count(len(rows), "finding"), ["Severity", "Where", "What", "What to do"], rows))


def cite() -> None:
    """How to cite the data set."""
    heading("How to cite")
    for name, text in (
        ("As a line", citation_file.sentence(cited(), graph().version)),
        ("BibTeX", citation_file.bibtex(cited(), graph().version)),
    ):
        st.html(join(tag("h3", name), code(text, name), copy_button(f"Copy {name}", text)))
    st.html(tag("p", "A statement or a claim has a citation of its own below its record."))


def use() -> None:
    """The same answers without this viewer."""
    heading("Use it elsewhere")
    for name, text in (("Python", _PYTHON), ("Commands", _COMMANDS)):
        st.html(join(tag("h3", name), code(text, name), copy_button(f"Copy {name}", text)))
    st.html(tag("p", "Every page rests on queries: ", link(href("query"), "the whole library"), "."))


def accessibility() -> None:
    """What was checked, and what is known to fall short."""
    heading("Accessibility")
    checked = [
        "Every page is scanned with axe against WCAG 2.2, levels A and AA, in the light and the dark theme, and shows "
        "nothing that it finds wrong.",
        "Every page fits a width of 390 pixels without scrolling sideways.",
        "Search, crosswalk, graph, matrix and query were done by keyboard alone in a real browser.",
        "Nothing is told by colour alone: relations, kinds and levels have words, lines and signs beside it.",
    ]
    short = [
        "No person who uses a screen reader every day has tried it yet.",
        "The grid that shows rows of a query is drawn on a canvas; the same rows can be downloaded, or shown raw.",
        "The graph is a drawing; everything in it stands in the table below it.",
    ]
    st.html(join(tag("h3", "Checked"), tag("ul", [tag("li", one) for one in checked])))
    st.html(join(tag("h3", "Known to fall short"), tag("ul", [tag("li", one) for one in short])))
    st.markdown(as_markdown("Something is in your way? Please say so where you got this program from."))
