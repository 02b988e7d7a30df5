"""Three of the views of a pair of frameworks: its claims, the gaps, the coverage by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.graph.results import Result
from crosswalk.viewer import derived, phrases, reaching
from crosswalk.viewer.claims import relation_badge
from crosswalk.viewer.downloads import offer_rows
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href, parameter
from crosswalk.viewer.tables import table
from crosswalk.words import count

Names = Mapping[str, str]


#: The sets of pairs that can be asked for, in their order: what people claim, then what follows.
SETS = ("printed", "judged", "denied", "entailed", "candidate")


def pairs(start: str, end: str, names: Names) -> None:
    """Every claim between the two, read from the first, and what follows from claims by way of other frameworks."""
    wanted, found = parameter("kind"), derived.rows(start, end)
    offered = [*SETS, *(["contradiction"] if found["contradiction"] else [])]
    if wanted is not None and wanted not in offered:
        say_wrong(f"There is no set {wanted!r}; these are all.")
        wanted = None
    choices = [(_pairs_address(start, end, None), "All")]
    choices += [(_pairs_address(start, end, name), _set_words(name).words.capitalize()) for name in offered]
    st.html(views("Which set", choices, _pairs_address(start, end, wanted)))
    if wanted:
        st.html(tag("p", _set_words(wanted).definition, class_="xw-small"))
    if wanted not in words.DERIVED:
        _claims(start, end, names, wanted)
    for verdict, rows in found.items():
        if verdict == wanted or (wanted is None and rows):
            derived.show(verdict, rows, start, end, names)


def _set_words(name: str) -> words.Wording:
    """What a set of pairs is called, and what that means."""
    return words.DENIED if name == "denied" else words.KINDS.get(f"xw:{name}") or words.DERIVED[name]


def _claims(start: str, end: str, names: Names, wanted: str | None) -> None:
    """The claims between the two that are printed, judged to hold, or denied; all of them where none is named."""
    result = _only(graph().query("list_mappings", from_framework=start, to_framework=end), wanted)
    claims = list(result.records())
    heading(f"{count(len(claims), 'row')}: claims from {names[start]} to {names[end]}")
    if not claims:
        nothing(start, end, names, wanted)
        return
    _legend(claims)
    columns = [
        names[start],
        "Relation",
        names[end],
        "Who says so",
        "Status",
        "Confidence",
        "Printed words or reason",
        "Why",
    ]
    rows = [_claim(claim) for claim in claims]
    st.html(table(f"From {names[start]} to {names[end]}", columns, rows, hide_caption=True))
    take_home(
        result,
        f"{start}--{end}" + (f"--{wanted}" if wanted else ""),
        f"Claims from {names[start]} to {names[end]}" + (f", {_set_words(wanted).words} only" if wanted else ""),
    )


def _only(result: Result, wanted: str | None) -> Result:
    """The rows of one set: a denial is in none but its own."""

    def of(row: Record) -> str:
        return "denied" if row["denied"] else str(row["kind"]).removeprefix("xw:")

    if wanted is None:
        return result
    kept = [row for row, record in zip(result.rows, result.records(), strict=True) if of(record) == wanted]
    return result._replace(rows=tuple(kept))


def _pairs_address(start: str, end: str, kind: str | None) -> str:
    return href("crosswalk", from_=start, to=end, kind=kind)


def _claim(claim: Record) -> list[Child]:
    """A row of the table of pairs."""
    return [
        derived.named(claim["subject"], claim["subject_label"]),
        relation_badge(words.wording(words.RELATIONS, claim["relation"]), bool(claim["denied"])),
        derived.named(claim["object"], claim["object_label"]),
        f"{claim['author_label']} ({phrases.kind(claim['kind'], claim['denied']).words})",
        words.wording(words.STATUSES, claim["status"]).words,
        phrases.confidence(claim["confidence"]),
        tag("q", str(claim["citation"])) if claim["citation"] else str(claim["reason"] or "–"),
        derived.why(claim["subject"], claim["object"]),
    ]


def gaps(start: str, end: str, names: Names) -> None:
    """The statements without a claim, both ways, and whether anybody has looked."""
    st.html(tag("p", phrases.ADOPTED))
    for first, second in ((start, end), (end, start)):
        result = graph().query("list_gaps", from_framework=first, to_framework=second)
        rows = list(result.records())
        heading(f"{count(len(rows), 'statement')} of {names[first]} without a claim to {names[second]}")
        if not rows:
            st.html(tag("p", f"A claim relates every statement of {names[first]} to {names[second]}."))
            continue
        unseen = sum(row["reviewed"] == "not reviewed" for row in rows)
        meeting = reaching.meeting(first, second)
        examined = f"{len(rows) - unseen} examined without a match (denied, or no term found)"
        st.html(tag("p", f"{unseen} not reviewed: nobody has looked yet. {examined}."))
        cells: list[list[Child]] = [
            [
                derived.named(row["statement"], row["label"]),
                derived.named(row["section"], row["section_label"]) if row["section"] else "–",
                str(row["reviewed"]),
                reaching.met(meeting.get(str(row["statement"]))),
            ]
            for row in rows
        ]
        columns = ["Statement", "Section", "State", "Where to look"]
        st.html(table(f"{names[first]} without {names[second]}", columns, cells, True))
        take_home(result, f"gaps-{first}--{second}", f"Statements of {names[first]} without {names[second]}")


def coverage(start: str, end: str, names: Names) -> None:
    """The share of each section that claims relate to the other framework."""
    result = graph().query("measure_coverage", from_framework=start, to_framework=end)
    heading(f"How much of {names[start]} claims relate to {names[end]}")
    st.html(tag("p", phrases.ADOPTED))
    rows: list[list[Child]] = [
        [
            derived.named(row["section"], row["label"]),
            str(row["statements"]),
            str(row["mapped"]),
            _share(float(str(row["share"]))),
        ]
        for row in result.records()
    ]
    st.html(table(f"Coverage by section of {names[start]}", ["Section", "Statements", "Mapped", "Share"], rows, True))
    take_home(result, f"coverage-{start}--{end}", f"Coverage of {names[start]} by {names[end]}")
    reaching.kinds(start, end, names)
    reaching.together(start, end, names)


def nothing(start: str, end: str, names: Names, wanted: str | None = None) -> None:
    """What is said where no claim relates the two, or none of the set that is wanted."""
    st.html(
        tag(
            "p",
            f"No {_set_words(wanted).words + ' ' if wanted else ''}claim relates {names[start]} and {names[end]} yet. ",
            link(href("crosswalk", from_=start, to=end, view="gaps"), "See what has been examined"),
            ", or choose another pair.",
        )
    )
    if wanted is None and (way := derived.led_by(start, end, names)):
        st.html(way)


def _share(share: float) -> Markup:
    return join(
        tag("span", tag("span", style=f"width: {share:.0%}"), class_="xw-bar", aria_hidden="true"), f" {share:.0%}"
    )


def _legend(claims: Sequence[Record]) -> None:
    """What the relations met in the table mean."""
    met = dict.fromkeys(words.wording(words.RELATIONS, claim["relation"]) for claim in claims)
    st.html(
        tag("p", [join(relation_badge(relation), f"{relation.definition} ") for relation in met], class_="xw-small")
    )


def take_home(result: Result, name: str, title: str) -> None:
    """The buttons for the rows of a result, as they are and for a spreadsheet."""
    offer_rows(result, name, ("csv",), title)
