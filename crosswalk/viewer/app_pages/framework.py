"""What is known of one framework, and how far it is mapped to every other: ``/framework?id=ib-psp-2014``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from crosswalk.api import Record
from crosswalk.errors import AmbiguousIdentifier, UnknownIdentifier
from crosswalk.viewer import coverage, hits, labels, phrases, retirement, titles, whose
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, counted, figure
from crosswalk.viewer.markup import Child, Markup, filled, join, tag
from crosswalk.viewer.navigator import copy_button, link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href, parameter
from crosswalk.viewer.tables import facts, table


def show() -> None:
    """The framework that ``id`` names; a sentence and what to do where it names none."""
    frameworks = {str(row["framework"]): row for row in graph().records("list_frameworks")}
    given = parameter("id")
    if given is None:
        heading(_("Framework"), 1)
        st.html(join(tag("p", _("No framework is named; these are held:")), _named(frameworks.values())))
        return
    try:
        meant = graph().resolve(given)
    except (UnknownIdentifier, AmbiguousIdentifier) as error:
        _not_found(given, error, frameworks)
        return
    found = given if given in frameworks else next((id_ for id_ in frameworks if graph().resolve(id_) == meant), None)
    if found is None:
        _not_held(given)
        return
    row = frameworks[found]
    titles.about(row["label"])
    st.html(
        join(
            _top(row),
            tag("div", tag("div", _about(row)), tag("div", _kinds(found), _lineage(found)), class_="xw-beside"),
            _coverage(found, frameworks),
            _foot(found),
        )
    )


def _named(rows: Iterable[Record]) -> Markup:
    return tag(
        "ul",
        [
            tag("li", link(href("framework", id=row["framework"]), labels.label(row["framework"], row["label"])))
            for row in rows
        ],
    )


def _not_found(given: str, error: UnknownIdentifier | AmbiguousIdentifier, frameworks: dict[str, Record]) -> None:
    titles.about(_("No such framework"), given)
    heading(_("No such framework"), 1)
    hits.say_wrong(given, error)
    near = [frameworks[short] for short in error.candidates if short in frameworks]
    statements = [short for short in error.candidates if short not in frameworks]
    if near:
        heading(_("The nearest frameworks"))
        st.html(_named(near))
    elif statements:
        heading(_("The nearest identifiers"))
        st.html(hits.identifiers(statements))
    elif found := graph().search(given):
        heading(_("Found by words"))
        st.html(hits.hits(found))
    st.html(
        tag(
            "p",
            filled(
                _("Search above by words, or {browse}."), browse=link(href("standards"), _("browse the frameworks"))
            ),
        )
    )


def _not_held(given: str) -> None:
    """A statement, or an edition of which no more than the edition is known."""
    known = {str(row["identifier"]): str(row["label"]) for row in graph().records("list_identifiers")}
    heading(known.get(given, given), 1)
    if any(given in (row["older"], row["newer"]) for row in graph().records("list_replacements")):
        say_wrong(_("{given} is known as an edition; its statements are not held here.").format(given=given))
        st.html(_lineage(given))
        return
    say_wrong(_("{given} names no framework that is held.").format(given=given))
    st.html(
        tag(
            "p",
            filled(
                _("{look}, search above by words, or {browse}."),
                look=link(href("standard", id=given), _("Look for it among the statements")),
                browse=link(href("standards"), _("browse the frameworks")),
            ),
        )
    )


def _top(row: Record) -> Markup:
    return join(
        tag(
            "nav",
            tag("ol", tag("li", link(href("standards"), _("Frameworks")))),
            class_="xw-breadcrumb",
            aria_label=_("Breadcrumb"),
        ),
        tag("h1", labels.label(row["framework"], row["label"])),
        retirement.told(str(row["framework"]), graph().resolve(str(row["framework"])).value),
        tag("p", labels.english(row["note"])) if row["note"] else None,
    )


def _about(row: Record) -> Markup:
    id_ = str(row["framework"])
    iri = graph().resolve(id_).value
    known = row["verification"] and phrases.named(phrases.worded(phrases.VERIFICATIONS, row["verification"]))
    note = labels.english(row["verification_note"])
    at_level = _("{level} – coverage counts its {at_level}").format(
        level=phrases.statement_kind(row["level_label"] or row["level"]), at_level=phrases.number(row["at_level"])
    )
    return join(
        tag("h2", _("About it")),
        facts(
            [
                (_("Label"), whose.label(iri, id_, row["label"])),
                (_("Official title"), labels.english(row["title"])),
                (_("Publisher"), str(row["publisher"]) if row["publisher"] else _("not stated")),
                (_("Year"), str(row["issued"]) if row["issued"] else _("not established")),
                (_("Source"), labels.english(row["source"]) if row["source"] else _("not stated")),
                (_("How well known"), [f"{known}. " if note else f"{known}.", note] if known else _("not stated")),
                (_("Mapping level"), at_level),
                (_("Rights"), labels.english(row["rights"]) if whose.ours(iri) else whose.terms(iri, row["rights"])),
                (_("Short form"), tag("code", id_)),
                ("IRI", tag("code", iri)),
            ]
        ),
        tag("p", copy_button(_("Copy link"), href("framework", id=id_), address=True)),
    )


def _kinds(framework: str) -> Markup:
    """How many statements there are of each kind, in the order of the document, and how well they are known."""
    statements = {str(row["statement"]): row for row in graph().records("list_statements", in_framework=framework)}
    first: dict[object, str] = {}
    for short, row in statements.items():
        first.setdefault(row["type"], short)
    by_kind: Counter[object] = Counter(row["type"] for row in statements.values())
    verified = Counter(row["verification"] for row in statements.values())
    rows: list[list[Child]] = []
    for kind, short in first.items():  # its label stands in the record of any statement of the kind
        (described,) = graph().records("describe_statement", statement=short)[:1]
        rows.append([phrases.statement_kind(described["type_label"] or kind), phrases.number(by_kind[kind])])
    known = ", ".join(
        f"{figure(number)} {phrases.worded(phrases.VERIFICATIONS, term).words}" for term, number in verified.items()
    )
    held = counted("{n} statement", "{n} statements", len(statements))
    return join(
        tag("h2", _("What is held of it")),
        table(_("Statements by kind"), [_("Kind"), _("Statements")], rows, hide_caption=True) if rows else None,
        tag(
            "p",
            _("{statements}: {known}.").format(statements=held, known=known) if statements else f"{held}.",
            " ",
            link(href("standards", fw=framework), _("Browse the statements")),
            ".",
        ),
    )


def _lineage(framework: str) -> Markup:
    rows = graph().records("list_replacements")
    before = [_edition(row, "older", "newer") for row in rows if row["newer"] == framework]
    after = [_edition(row, "newer", "older") for row in rows if row["older"] == framework]
    return join(
        tag("h2", _("Before and after it")),
        facts(
            [
                (_("Replaces"), tag("ul", before) if before else _("No edition before it is known here.")),
                (_("Replaced by"), tag("ul", after) if after else _("No edition after it is known here.")),
            ]
        ),
    )


def _edition(row: Record, end: str, here: str) -> Markup:
    """The edition at one end of a replacement, whether its statements are held, and the changes where both are."""
    label = str(row[f"{end}_label"] or row[end])
    if not row[f"held_{end}"]:
        return tag("li", _("{label} – known as an edition; its statements are not held here.").format(label=label))
    changes = href("query", name="list_changes", older=row["older"], newer=row["newer"])
    edition = link(href("framework", id=row[end]), labels.label(row[end], label))
    if not row[f"held_{here}"]:
        return tag("li", filled(_("{edition} – its statements are held."), edition=edition))
    told = _("{edition} – its statements are held: {changes}.")
    return tag("li", filled(told, edition=edition, changes=link(changes, _("what changed"))))


def _coverage(framework: str, frameworks: dict[str, Record]) -> Markup:
    cells = {(row["from_framework"], row["to_framework"]): row for row in graph().records("count_matrix")}
    rows: list[list[Child]] = [
        [
            link(href("framework", id=other), labels.label(other, row["label"])),
            coverage.cell(cells.get((framework, other)), framework, other),
            coverage.cell(cells.get((other, framework)), other, framework),
        ]
        for other, row in frameworks.items()
        if other != framework
    ]
    return join(
        tag("h2", _("How far it is mapped")),
        tag(
            "p",
            _(
                "The statements of the one framework at the level where it is mapped, and how many of them a claim "
                "relates to the other, both ways."
            ),
            " ",
            coverage.meaning(),
        ),
        table(
            _("Coverage against every other framework"),
            [_("Other framework"), _("From this one"), _("To this one")],
            rows,
        ),
    )


def _foot(framework: str) -> Markup:
    asked: list[Child] = []
    for name in ("list_frameworks", "list_replacements", "count_matrix"):
        asked += [link(href("query", name=name), name), " · "]
    asked.append(link(href("query", name="list_statements", in_framework=framework), "list_statements"))
    return tag("p", filled(_("The queries behind this page: {queries}"), queries=asked), class_="xw-muted xw-small")


show()
