"""Two statements and what is known of the pair: ``/mapping?a=ais-psi:3.4&b=ib-psp-2020:0202-02&hops=3``."""

from __future__ import annotations

import streamlit as st

from crosswalk.api import StatementView
from crosswalk.errors import AmbiguousIdentifier, InputError, UnknownIdentifier
from crosswalk.graph.alignment import MAX_HOPS
from crosswalk.viewer import claims, glossary, hits, labels, phrases, problems, statement_files, titles, trails, whose
from crosswalk.viewer.frame import heading, say_error, say_wrong
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Markup, filled, join, tag
from crosswalk.viewer.navigator import copy_button, link, statement_link, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href, parameter
from crosswalk.viewer.tables import facts

#: How many claims a way may have, as a person can choose it here.
_HOPS = (2, 3, 4)


def show() -> None:
    """The pair that ``a`` and ``b`` name, with every way between the two; a sentence where they name none."""
    one = _statement(parameter("a"))
    other = _statement(parameter("b")) if one else None
    if one is None or other is None:
        return
    if one.short == other.short:
        titles.about(_("One statement twice"), one.short)
        heading(_("One statement twice"), 1)
        say_wrong(_("Both ends are {short}; name another statement at one end.").format(short=one.short))
        return
    hops = _hops()
    titles.about(_("{one} and {other}").format(one=one.short, other=other.short))
    st.html(
        join(
            tag("h1", _("{one} and {other}").format(one=one.short, other=other.short)),
            tag("div", _side(one), _side(other), class_="xw-beside xw-even"),
            _between(one, other),
        )
    )
    choices = [(_address(one, other, number), _("Up to {number} claims").format(number=number)) for number in _HOPS]
    st.html(join(tag("h2", _("Ways")), views(_("How long a way may be"), choices, _address(one, other, hops))))
    explained = graph().alignment.explain(one.short, other.short, hops)
    if explained is None:
        st.html(
            join(
                tag("p", _("Nothing follows for the two from ways of up to {hops} claims.").format(hops=hops)),
                trails.nearest(graph().alignment.nearest(one.short, other.short)),
            )
        )
    else:
        st.html(trails.explanation(explained))
    st.html(tag("p", copy_button(_("Copy link"), _address(one, other, hops), address=True)))
    if text := statement_files.citation_of_claims(one, other):
        statement_files.offer_citation(text)
    st.html(glossary.way())
    problems.report(_reportable(one, other))


def _reportable(one: StatementView, other: StatementView) -> dict[str, str]:
    """What may be wrong on this page: each claim between the two, and either statement."""
    between = [row for row in one.mappings if row["other"] == other.short]
    claims_ = {str(row["mapping"]): phrases.whose_claim(row) for row in between}
    return {
        **claims_,
        **{
            view.short: _("The statement {short} {label}").format(short=view.short, label=view.facts["label"])
            for view in (one, other)
        },
    }


def _statement(given: str | None) -> StatementView | None:
    """The statement that is named; where none is, what is wrong and where to look is said, and None given."""
    if given is None:
        heading(_("Mapping"), 1)
        st.html(
            tag(
                "p",
                filled(
                    _("Two statements make a pair; choose one in a {crosswalk}."),
                    crosswalk=link(href("crosswalk"), _("crosswalk")),
                ),
            )
        )
        return None
    try:
        return graph().statement(given)
    except (UnknownIdentifier, AmbiguousIdentifier) as error:
        titles.about(_("No such standard"), given)
        heading(_("No such standard"), 1)
        hits.say_wrong(given, error)
        if error.candidates:
            st.html(hits.identifiers(error.candidates))
        else:
            st.html(tag("p", link(href("standards", q=given), _("Search for it")), "."))
        return None


def _hops() -> int:
    wanted = parameter("hops")
    if wanted is None or wanted in map(str, _HOPS):
        return int(wanted or MAX_HOPS)
    say_wrong(
        _("{wanted!r} claims is no length of a way; these have up to {most}.").format(wanted=wanted, most=MAX_HOPS)
    )
    return MAX_HOPS


def _address(one: StatementView, other: StatementView, hops: int) -> str:
    return href("mapping", a=one.short, b=other.short, hops=None if hops == MAX_HOPS else hops)


def _side(view: StatementView) -> Markup:
    row = view.facts
    label = tag("span", str(row["notation"]), class_="xw-notation")
    return tag(
        "div",
        tag("h2", statement_link(view.short, label, " ", labels.label(view.short, row["label"]))),
        facts(
            [
                (
                    _("Framework"),
                    link(
                        href("framework", id=row["framework"]), labels.label(row["framework"], row["framework_label"])
                    ),
                ),
                (whose.gloss(view.iri), labels.english(row["gloss"])),
            ]
        ),
    )


def _between(one: StatementView, other: StatementView) -> Markup | None:
    """The claims that lie between the two, in full; None where there are none."""
    rows = [row for row in one.mappings if row["other"] == other.short]
    if not rows:
        return None
    card = claims.card(other.short, rows, one.disagreements().get(other.short))
    return join(tag("h2", _("What is claimed")), tag("ul", card, class_="xw-cards xw-wide"))


try:
    show()
except InputError as wrong:
    say_error(wrong, grave=False)
