"""The record of one statement: ``/standard?id=ais-psi:3.4``."""

from __future__ import annotations

import streamlit as st

from crosswalk import words
from crosswalk.api import StatementView
from crosswalk.errors import AmbiguousIdentifier, UnknownIdentifier
from crosswalk.viewer import citations, claims, hits, phrases
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import copy_button, link, statement_link
from crosswalk.viewer.rubric import rubric
from crosswalk.viewer.shared import for_this_person, graph
from crosswalk.viewer.state import href, parameter
from crosswalk.viewer.statement_evidence import evidence
from crosswalk.viewer.statement_files import carried
from crosswalk.viewer.tables import facts

_OWN_COPY = words.OWN_COPY[0].upper() + words.OWN_COPY[1:]


def show() -> None:
    """The record that ``id`` names; a sentence and what to do where it names none."""
    given = parameter("id")
    if given is None:
        heading("Standard", 1)
        st.html(
            tag("p", "No standard is named; search above, or ", link(href("standards"), "browse the frameworks"), ".")
        )
        return
    try:
        view = graph().statement(given)
    except (UnknownIdentifier, AmbiguousIdentifier) as error:
        _not_found(given, error)
        return
    st.set_page_config(page_title=f"{view.short} {view.facts['label']} – Standards crosswalk")
    st.html(
        join(
            _top(view),
            tag("div", tag("div", _about(view), _below(view)), tag("div", _claims(view)), class_="xw-beside"),
            join(tag("h2", "Rubric"), rubric(view.rubric)) if view.rubric else None,
            evidence(view),
        )
    )
    carried(view)
    st.html(_foot(view))


def _not_found(given: str, error: UnknownIdentifier | AmbiguousIdentifier) -> None:
    ambiguous = isinstance(error, AmbiguousIdentifier)
    heading("Which one?" if ambiguous else "No such standard", 1)
    say_wrong(str(error))
    if error.candidates:
        heading("These have the code" if ambiguous else "The nearest identifiers")
        st.html(hits.identifiers(error.candidates))
    elif found := graph().search(given):
        heading("Found by words")
        st.html(hits.hits(found))
    else:
        st.html(tag("p", "Search above by words, or ", link(href("standards"), "browse the frameworks"), "."))


def _top(view: StatementView) -> Markup:
    facts_ = view.facts
    trail = [link(href("framework", id=facts_["framework"]), str(facts_["framework_label"]))]
    trail += [statement_link(above["relative"], f"{above['notation']} {above['label']}") for above in view.above]
    return join(
        tag("nav", tag("ol", [tag("li", step) for step in trail]), class_="xw-breadcrumb", aria_label="Breadcrumb"),
        tag("h1", tag("span", str(facts_["notation"]), class_="xw-notation"), f" {facts_['label']}"),
    )


def _about(view: StatementView) -> Markup:
    row = view.facts
    known = words.wording(phrases.VERIFICATIONS, row["verification"])
    note = f" {row['verification_note']}" if row["verification_note"] else ""
    return join(
        _quoted(str(row["text"]), f"Quoted from {row['framework_label']}:") if row["text"] else None,
        _quoted(view.wording, f"{_OWN_COPY} (private; in no export):") if view.wording and for_this_person() else None,
        facts(
            [
                ("Kind", str(row["type_label"])),
                ("Programme", str(row["programme"]) if row["programme"] else None),
                ("Label", f"{row['label']} (our own words)"),
                ("In our words", str(row["gloss"]) if row["gloss"] else None),
                ("Official title", str(row["title"]) if row["title"] else None),
                ("How well known", f"{phrases.named(known)}.{note}"),
                ("Short form", tag("code", view.short)),
                ("IRI", tag("code", view.iri)),
            ]
        ),
        tag(
            "p",
            link(href("graph", id=view.short), "See it in the graph"),
            " ",
            copy_button("Copy link", href("standard", id=view.short), address=True),
            " ",
            copy_button("Copy IRI", view.iri),
        ),
    )


def _quoted(text: str, whose: str) -> Markup:
    return tag("blockquote", tag("span", whose, class_="xw-mark"), tag("q", text), class_="xw-quote")


def _below(view: StatementView) -> Markup | None:
    if not view.below:
        return None
    items = [tag("li", statement_link(row["relative"], f"{row['notation']} {row['label']}")) for row in view.below]
    return join(tag("h2", "Below it"), tag("ul", items))


def _claims(view: StatementView) -> Markup:
    framework, disputed = str(view.facts["framework"]), view.disagreements()
    groups = claims.groups(view.mappings)
    nothing = tag(
        "p",
        "No claim relates it to another standard. That does not mean there is no relation: the gaps of a ",
        link(href("crosswalk", from_=framework), "crosswalk"),
        " say whether anybody has looked.",
    )
    missing = [citations.unresolved(row) for row in view.unresolved]
    return join(
        tag("h2", "How it meets other standards"),
        claims.at_a_glance(groups, disputed),
        [claims.section(framework, group, disputed) for group in groups] or nothing,
        claims.together(view.joint),
        claims.nothing_found(view.mappings),
        [tag("h2", "Printed codes that point at nothing"), tag("ul", missing)] if missing else None,
        claims.legend(view.mappings, view.unresolved),
    )


def _foot(view: StatementView) -> Markup:
    asked: list[Child] = []
    for name in ("describe_statement", "list_statement_mappings"):
        asked += [" · " if asked else None, link(href("query", name=name, statement=view.short), name)]
    return join(
        tag("h2", "Rights"),
        tag("p", str(view.facts["rights"])),
        tag("p", "The queries behind this page: ", asked, class_="xw-muted xw-small"),
    )


show()
