"""The record of one statement: ``/standard?id=ais-psi:3.4``."""

from __future__ import annotations

import streamlit as st

from crosswalk.api import Record, StatementView
from crosswalk.errors import AmbiguousIdentifier, UnknownIdentifier
from crosswalk.viewer import citations, claims, hits, labels, paging, phrases, retirement, titles, whose
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Child, Markup, filled, join, tag
from crosswalk.viewer.navigator import copy_button, link, statement_link
from crosswalk.viewer.rubric import rubric
from crosswalk.viewer.shared import for_this_person, graph
from crosswalk.viewer.state import PAGE, href, parameter
from crosswalk.viewer.statement_evidence import evidence
from crosswalk.viewer.statement_files import carried
from crosswalk.viewer.tables import facts


def show() -> None:
    """The record that ``id`` names; a sentence and what to do where it names none."""
    given = parameter("id")
    if given is None:
        heading(_("Standard"), 1)
        st.html(
            tag(
                "p",
                filled(
                    _("No standard is named; search above, or {browse}."),
                    browse=link(href("standards"), _("browse the frameworks")),
                ),
            )
        )
        return
    try:
        view = graph().statement(given)
    except (UnknownIdentifier, AmbiguousIdentifier) as error:
        _not_found(given, error)
        return
    titles.about(f"{view.short} {view.facts['label']}")
    st.html(
        join(
            _top(view),
            tag("div", tag("div", _about(view), _below(view)), tag("div", _claims(view)), class_="xw-beside"),
            join(tag("h2", _("Rubric")), rubric(view.rubric)) if view.rubric else None,
            evidence(view),
        )
    )
    carried(view)
    st.html(_foot(view))


def _not_found(given: str, error: UnknownIdentifier | AmbiguousIdentifier) -> None:
    ambiguous = isinstance(error, AmbiguousIdentifier)
    said = _("Which one?") if ambiguous else _("No such standard")
    titles.about(said, given)
    heading(said, 1)
    hits.say_wrong(given, error)
    if error.candidates:
        heading(_("These have the code") if ambiguous else _("The nearest identifiers"))
        st.html(hits.identifiers(error.candidates))
    elif found := graph().search(given):
        heading(_("Found by words"))
        st.html(hits.hits(found))
    else:
        st.html(
            tag(
                "p",
                filled(
                    _("Search above by words, or {browse}."), browse=link(href("standards"), _("browse the frameworks"))
                ),
            )
        )


def _top(view: StatementView) -> Markup:
    facts_ = view.facts
    trail = [_framework(view)]
    trail += [_relative(above) for above in view.above]
    return join(
        tag("nav", tag("ol", [tag("li", step) for step in trail]), class_="xw-breadcrumb", aria_label=_("Breadcrumb")),
        tag(
            "h1",
            tag("span", str(facts_["notation"]), class_="xw-notation"),
            " ",
            labels.label(view.short, facts_["label"]),
        ),
        retirement.told(view.short, view.iri),
    )


def _about(view: StatementView) -> Markup:
    row = view.facts
    known = phrases.worded(phrases.VERIFICATIONS, row["verification"])
    note = labels.english(row["verification_note"])
    return join(
        _quoted(str(row["text"]), _("Quoted from {framework_label}:").format(framework_label=row["framework_label"]))
        if row["text"]
        else None,
        _quoted(view.wording, _("The publisher's wording, from your own copy (private; in no export):"))
        if view.wording and for_this_person()
        else None,
        facts(
            [
                (_("Kind"), phrases.statement_kind(row["type_label"])),
                (_("Programme"), str(row["programme"]) if row["programme"] else None),
                (_("Label"), whose.label(view.iri, view.short, row["label"])),
                (whose.gloss(view.iri), labels.english(row["gloss"])),
                (_("Terms"), None if whose.ours(view.iri) else whose.terms(view.iri, row["rights"])),
                (_("Official title"), labels.english(row["title"])),
                (_("How well known"), [f"{phrases.named(known)}. " if note else f"{phrases.named(known)}.", note]),
                (_("Short form"), tag("code", view.short)),
                ("IRI", tag("code", view.iri)),
            ]
        ),
        tag(
            "p",
            link(href("graph", id=view.short), _("See it in the graph")),
            " ",
            copy_button(_("Copy link"), href("standard", id=view.short), address=True),
            " ",
            copy_button(_("Copy IRI"), view.iri),
        ),
    )


def _framework(view: StatementView) -> Markup:
    framework = view.facts["framework"]
    return link(href("framework", id=framework), labels.label(framework, view.facts["framework_label"]))


def _relative(row: Record) -> Markup:
    return statement_link(row["relative"], f"{row['notation']} ", labels.label(row["relative"], row["label"]))


def _quoted(text: str, whose: str) -> Markup:
    return tag("blockquote", tag("span", whose, class_="xw-mark"), tag("q", labels.english(text)), class_="xw-quote")


def _below(view: StatementView) -> Markup | None:
    if not view.below:
        return None
    part = paging.part(len(view.below), f"below-{PAGE}")
    items = [tag("li", _relative(row)) for row in part.of(view.below)]
    return join(tag("h2", _("Below it")), paging.ways(part, _("Below it")), tag("ul", items))


def _claims(view: StatementView) -> Markup:
    framework, disputed = str(view.facts["framework"]), view.disagreements()
    groups = claims.groups(view.mappings)
    nothing = tag(
        "p",
        filled(
            _(
                "No claim relates it to another standard. That does not mean there is no relation: the gaps of a "
                "{crosswalk} say whether anybody has looked."
            ),
            crosswalk=link(href("crosswalk", from_=framework), _("crosswalk")),
        ),
    )
    missing = [citations.unresolved(row) for row in view.unresolved]
    return join(
        tag("h2", _("How it meets other standards")),
        claims.at_a_glance(groups, disputed),
        [claims.section(framework, group, disputed) for group in groups] or nothing,
        claims.together(view.joint),
        claims.nothing_found(view.mappings),
        [tag("h2", _("Printed codes that point at nothing")), tag("ul", missing)] if missing else None,
        claims.legend(view.mappings, view.unresolved),
    )


def _foot(view: StatementView) -> Markup:
    asked: list[Child] = []
    for name in ("describe_statement", "list_statement_mappings"):
        asked += [" · " if asked else None, link(href("query", name=name, statement=view.short), name)]
    return join(
        tag("h2", _("Rights")),
        tag("p", labels.english(view.facts["rights"])),
        tag("p", filled(_("The queries behind this page: {queries}"), queries=asked), class_="xw-muted xw-small"),
    )


show()
