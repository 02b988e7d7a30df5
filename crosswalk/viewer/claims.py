"""The claims about a statement as cards, grouped by the framework at the other end."""

from __future__ import annotations

from collections.abc import Sequence

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import phrases
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import facts


def groups(claims: Sequence[Record]) -> list[tuple[str, str, list[Record]]]:
    """The claims by framework: its id, its label, its claims, in the order in which they come."""
    found: dict[str, list[Record]] = {}
    for claim in claims:
        found.setdefault(str(claim["other_framework"] or ""), []).append(claim)
    return [(key, str(rows[0]["other_framework_label"] or "Elsewhere"), rows) for key, rows in found.items()]


def at_a_glance(claims: Sequence[Record]) -> Markup:
    """The codes at the other end, framework by framework."""
    return facts(
        [
            (label, join([[", " if place else None, _code(row)] for place, row in enumerate(rows)]))
            for _, label, rows in groups(claims)
        ]
    )


def _code(claim: Record) -> Markup:
    denied = f" ({words.DENIED.words})" if claim["denied"] else None
    return statement_link(claim["other"], phrases.code(claim["other"]), denied, title=str(claim["other_label"] or ""))


def group(framework: str, other: str, label: str, claims: Sequence[Record]) -> Markup:
    """One framework's claims, under a heading that leads to the whole crosswalk with it."""
    heading = tag("h3", f"{label}: {phrases.count(len(claims), 'claim')}")
    all_pairs = link(href("crosswalk", from_=framework, to=other), f"The whole crosswalk with {label}")
    cards = tag("ul", [card(claim) for claim in claims], class_="xw-cards")
    return tag("section", heading, cards, tag("p", all_pairs, class_="xw-small") if other else None)


def card(claim: Record) -> Markup:
    """One claim: the other statement, how the two are related, who says so and why, and the words it was read from."""
    relation = words.wording(words.RELATIONS, words.relation_from(str(claim["relation"]), str(claim["direction"])))
    denied = bool(claim["denied"])
    kind = phrases.kind(claim["kind"], denied)
    status = words.wording(words.STATUSES, claim["status"])
    ground = str(claim["justification"])
    return tag(
        "li",
        tag("h4", statement_link(claim["other"], _named(claim))),
        tag("p", relation_badge(relation, denied), tag("span", relation.definition, class_="xw-small")),
        facts(
            [
                ("Who says so", f"{claim['author_label']} ({kind.words})"),
                ("How", words.JUSTIFICATIONS.get(ground, ground)),
                ("Reason", str(claim["reason"]) if claim["reason"] else None),
                ("Status", status.words),
                ("Confidence", phrases.confidence(claim["confidence"])),
            ]
        ),
        printed(claim),
    )


def legend(claims: Sequence[Record], unresolved: Sequence[Record]) -> Markup:
    """What the words on the cards mean, each once: the kinds, the statuses and the readings that occur."""
    met: dict[words.Wording, None] = {}
    for claim in claims:
        met[phrases.kind(claim["kind"], claim["denied"])] = None
    met |= {words.wording(words.STATUSES, claim["status"]): None for claim in claims}
    met |= {words.wording(words.VERDICTS, row["verdict"]): None for row in (*claims, *unresolved) if row["verdict"]}
    pairs: list[tuple[str, Child]] = [(described.words, described.definition) for described in met]
    return tag("section", tag("h3", "What these words mean"), facts(pairs))


def relation_badge(relation: words.Wording, denied: bool = False) -> Markup:
    """The name of a relation with its sign; a denied one says so in words and has a dashed border."""
    name = f"{words.DENIED.words}: {relation.words}" if denied else relation.words
    sign = tag("span", f"{relation.sign} ", aria_hidden="true") if relation.sign else None
    return tag("span", sign, name, class_="xw-badge", data_denied=denied)


def printed(citation: Record) -> Markup | None:
    """The words that a link was read from, marked as quoted, with their place and how the code was read."""
    if not citation.get("printed_text"):
        return None
    verdict = words.wording(words.VERDICTS, citation["verdict"])
    through = citation.get("resolved_through")
    reading: list[Child] = [
        "The code ",
        tag("strong", str(citation["printed_code"])),
        f": {verdict.words}.",
    ]
    if through:
        reading += [" It is read through the numbering of ", statement_link(through), "."]
    if citation.get("note"):
        reading.append(f" {citation['note']}")
    start = citation["start"]
    return tag(
        "blockquote",
        tag("span", f"Quoted, from character {int(str(start)):,} of the document:", class_="xw-mark"),
        tag("q", str(citation["printed_text"])),
        tag("span", reading, class_="xw-mark"),
        class_="xw-quote",
    )


def unresolved(citation: Record) -> Markup:
    """A printed code that points at nothing: how it was printed, where, and the nearest codes that exist."""
    near = str(citation["nearest"] or "").split()
    links: list[Child] = []
    for short in near:
        links += [", " if links else None, statement_link(short)]
    return tag(
        "li",
        tag("strong", str(citation["printed_code"])),
        f" in {citation['cited_framework']}: nothing is linked. ",
        tag("span", "Nearest codes that exist: ", links, ".") if links else None,
        printed(citation),
    )


def _named(claim: Record) -> Markup:
    return tag(
        "span", tag("span", phrases.code(claim["other"]), class_="xw-notation"), f" {claim['other_label'] or ''}"
    )
