"""What is said of a statement and others: a card for each other statement, with every claim about the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import labels, phrases
from crosswalk.viewer.citations import printed
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link, statement_link
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import facts
from crosswalk.vocabulary import NO_TERM_FOUND

_DISAGREE = marked("Printed and judged disagree: the document relates the two, {author} denies it.")


class Group(NamedTuple):
    """The claims that lead to one framework, by the statement at the other end, in the order of the rows."""

    framework: str
    label: str
    others: dict[str, list[Record]]


def groups(claims: Sequence[Record]) -> list[Group]:
    """The claims by framework and statement; those that found no term are left to `nothing_found`."""
    found: dict[str, Group] = {}
    for claim in claims:
        if claim["other"] == NO_TERM_FOUND:
            continue
        key = str(claim["other_framework"] or "")
        group = found.setdefault(key, Group(key, str(claim["other_framework_label"] or _("Elsewhere")), {}))
        group.others.setdefault(str(claim["other"]), []).append(claim)
    return list(found.values())


def at_a_glance(found: Sequence[Group], disputed: Mapping[str, str]) -> Markup | None:
    """The codes at the other end, framework by framework."""
    if not found:
        return None
    return facts(
        [(g.label, join([_code(*item, disputed, i) for i, item in enumerate(g.others.items())])) for g in found]
    )


def _code(other: str, claims: Sequence[Record], disputed: Mapping[str, str], place: int) -> Markup:
    denied = all(claim["denied"] for claim in claims)
    state = _(words.DENIED.words) if denied else _("disputed") if other in disputed else ""
    named = statement_link(other, phrases.code(other), title=str(claims[0]["other_label"] or "") or None)
    return join(", " if place else None, named, f" ({state})" if state else None)


def section(framework: str, group: Group, disputed: Mapping[str, str]) -> Markup:
    """One framework's cards, with the way to the whole crosswalk below."""
    cards = [card(other, claims, disputed.get(other)) for other, claims in group.others.items()]
    all_pairs = link(
        href("crosswalk", from_=framework, to=group.framework),
        _("The whole crosswalk with {framework}").format(framework=group.label),
    )
    return tag(
        "section",
        tag("h3", f"{group.label}: {counted('{n} statement', '{n} statements', len(cards))}"),
        tag("ul", cards, class_="xw-cards"),
        tag("p", all_pairs, class_="xw-small") if group.framework else None,
    )


def card(other: str, claims: Sequence[Record], denied_by: str | None = None) -> Markup:
    """Another statement and each claim about the two; `denied_by` names who denies what a document prints."""
    named = tag("span", phrases.code(other), class_="xw-notation")
    return tag(
        "li",
        tag("h4", statement_link(other, named, " ", labels.label(other, claims[0]["other_label"]))),
        tag("p", _(_DISAGREE).format(author=denied_by), class_="xw-disputed") if denied_by else None,
        [claim(row) for row in words.printed_first(claims)],
    )


def claim(row: Record) -> Markup:
    """One claim: how the two are related, who says so and why, and the words it was read from."""
    relation = phrases.worded(words.RELATIONS, words.relation_from(str(row["relation"]), str(row["direction"])))
    denied = bool(row["denied"])
    meaning = _(words.DENIED.definition) if denied else relation.definition
    return tag(
        "div",
        tag("p", relation_badge(relation, denied), tag("span", meaning, class_="xw-small")),
        _grounds(row),
        printed(row),
        class_="xw-claim",
    )


def _grounds(row: Record) -> Markup:
    """Who says it, how they know, why, how far it has come, and how sure they are."""
    ground = str(row["justification"])
    return facts(
        [
            (_("Who says so"), f"{row['author_label']} ({phrases.kind(row['kind'], row['denied']).words})"),
            (_("How"), _(words.JUSTIFICATIONS.get(ground, ground))),
            (_("Read"), phrases.worded(words.BASES, row["basis"]).words if row["basis"] else None),
            (_("Reason"), labels.english(row["reason"])),
            (_("Status"), phrases.worded(words.STATUSES, row["status"]).words),
            (_("Confidence"), phrases.confidence(row["confidence"])),
        ]
    )


def nothing_found(claims: Sequence[Record]) -> Markup | None:
    """The searches that ended without a counterpart, or None where there was none."""
    searches = [row for row in claims if row["other"] == NO_TERM_FOUND]
    if not searches:
        return None
    return tag(
        "section",
        tag("h3", _("Looked for: nothing found")),
        tag("p", _(words.NOTHING_FOUND.definition), class_="xw-small"),
        tag(
            "ul",
            [tag("li", tag("strong", str(row["other_framework_label"] or "")), _grounds(row)) for row in searches],
            class_="xw-cards",
        ),
    )


def together(joint: Sequence[Record]) -> Markup | None:
    """The claims that statements make together, or None where the statement has a part in none."""
    if not joint:
        return None
    cards = [
        tag(
            "li",
            join([_part(short, i) for i, short in enumerate(str(row["subjects"]).split())]),
            f" {phrases.worded(words.EXTENTS, row['extent']).words} ",
            statement_link(row["object"], title=str(row["object_label"] or "")),
            tag("p", phrases.worded(words.EXTENTS, row["extent"]).definition, class_="xw-small"),
            facts(
                [
                    (_("Who says so"), str(row["author_label"])),
                    (_("Why"), labels.english(row["reason"])),
                    (_("Status"), phrases.worded(words.STATUSES, row["status"]).words),
                    (_("Confidence"), phrases.confidence(row["confidence"])),
                ]
            ),
        )
        for row in joint
    ]
    return tag("section", tag("h3", _("Together with others")), tag("ul", cards, class_="xw-cards"))


def _part(short: str, place: int) -> Markup:
    return join(" + " if place else None, statement_link(short))


def legend(claims: Sequence[Record], unresolved: Sequence[Record]) -> Markup | None:
    """What the words on the cards mean, each once: the kinds, the statuses and the readings that occur."""
    if not claims and not unresolved:
        return None
    met = {phrases.kind(row["kind"], row["denied"]): None for row in claims}
    met |= {phrases.worded(words.STATUSES, row["status"]): None for row in claims}
    met |= {phrases.worded(words.VERDICTS, row["verdict"]): None for row in (*claims, *unresolved) if row["verdict"]}
    pairs: list[tuple[str, Child]] = [(described.words, described.definition) for described in met]
    return tag("section", tag("h3", _("What these words mean")), facts(pairs))


def relation_badge(relation: words.Wording, denied: bool = False) -> Markup:
    """The name of a relation with its sign; a denied one says so in words and has a dashed border."""
    name = _("denied: {relation}").format(relation=_(relation.words)) if denied else _(relation.words)
    sign = tag("span", f"{relation.sign} ", aria_hidden="true") if relation.sign else None
    return tag("span", sign, name, class_="xw-badge", data_denied=denied)
