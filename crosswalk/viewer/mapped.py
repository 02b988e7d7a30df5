"""The three graphs of the page Graph: around a statement, between two frameworks, and between all frameworks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from crosswalk import words
from crosswalk.api import Record, StatementView
from crosswalk.errors import InputError
from crosswalk.graph.neighbourhood import KINDS, MAX_DISTANCE, USUAL, Link, Node
from crosswalk.viewer import derived, labels, paging, phrases, whose
from crosswalk.viewer.drawing import KIND_WORDS, Point, draw, relation_words
from crosswalk.viewer.frame import heading, say_error, say_wrong
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.markup import Child, filled, tag
from crosswalk.viewer.navigator import link, statement_link, toggles, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.sorting import arranged, order
from crosswalk.viewer.state import href, parameter

_HEADINGS = (
    marked("From"),
    marked("How"),
    marked("To"),
    marked("Kind"),
    marked("Status"),
    marked("Confidence"),
    marked("Who says so"),
    marked("Why"),
)


def around(view: StatementView) -> None:
    """The graph around a statement, as far and of the kinds that the address says."""
    hops, kinds = _hops(), _kinds(KINDS)

    def address(hops: int, kinds: Collection[str], short: str = view.short) -> str:
        return href("graph", id=short, hops=None if hops == 1 else hops, kinds=_in_address(kinds, KINDS))

    name = [f"{view.short} ", labels.label(view.short, view.facts["label"])]
    st.html(tag("h2", filled(_("Around {statement}"), statement=name)))
    st.html(
        views(_("How far"), [(address(n, kinds), _far(n)) for n in range(1, MAX_DISTANCE + 1)], address(hops, kinds))
    )
    _choose_kinds([(address(hops, kinds ^ {kind}), kind, kind in kinds) for kind in KINDS])
    try:
        found = graph().neighbourhood(view.short, hops, [kind for kind in KINDS if kind in kinds])
    except InputError as error:
        say_error(error, grave=False)
        return
    said = _("{statements} and {links}").format(
        statements=counted("{n} statement", "{n} statements", len(found.nodes)),
        links=counted("{n} link", "{n} links", len(found.links)),
    )
    if found.left_out:
        said = counted(
            "{said}; {n} neighbour more had no room, look less far or at fewer kinds",
            "{said}; {n} neighbours more had no room, look less far or at fewer kinds",
            found.left_out,
            said=said,
        )
    st.html(tag("p", f"{said}. ", statement_link(view.short, _("The record of {short}").format(short=view.short)), "."))
    points = [_point(node, address(hops, kinds, node.short)) for node in found.nodes]
    _drawn(_("{short} and what lies around it").format(short=view.short), f"around-{view.short}", points, found.links)
    _table(
        _("Links around {short}").format(short=view.short),
        found.links,
        {node.short: node.label for node in found.nodes},
    )


def between(start: str, end: str, names: Mapping[str, str]) -> None:
    """The claims and conclusions between two frameworks, and the statements that they relate."""
    offered = [kind for kind in KINDS if kind != "hierarchy"]
    kinds = _kinds(offered)

    def address(kinds: Collection[str]) -> str:
        return href("graph", from_=start, to=end, kinds=_in_address(kinds, offered))

    st.html(tag("h2", _("Between {start} and {end}").format(start=names[start], end=names[end])))
    _choose_kinds([(address(kinds ^ {kind}), kind, kind in kinds) for kind in offered])
    labels: dict[str, str] = {}
    links = [link for link in _links_between(start, end, labels) if link.kind in kinds]
    shorts = dict.fromkeys(short for link in links for short in (link.source, link.target))
    whole = link(href("crosswalk", from_=start, to=end), _("the crosswalk of the two"))
    said = _("{links} of {statements}; a statement without any is not drawn: see {crosswalk}.").format(
        crosswalk="{crosswalk}",
        links=counted("{n} link", "{n} links", len(links)),
        statements=counted("{n} statement", "{n} statements", len(shorts)),
    )
    st.html(tag("p", filled(said, crosswalk=whole)))
    points = [
        _point(Node(short, phrases.code(short), labels[short], *_framework(short, names), 1), href("graph", id=short))
        for short in shorts
    ]
    _drawn(_("{start} and {end}").format(start=names[start], end=names[end]), f"graph-{start}--{end}", points, links)
    _table(_("Links between {start} and {end}").format(start=names[start], end=names[end]), links, labels)


def frameworks() -> None:
    """Every framework, and how many claims lie between two; a line leads to the graph of its two."""
    rows = graph().records("list_frameworks")
    names = {str(row["framework"]): str(row["label"]) for row in rows}
    claims: dict[frozenset[str], int] = {}
    for row in graph().records("count_matrix"):
        pair = frozenset((str(row["from_framework"]), str(row["to_framework"])))
        if len(pair) == 2 and int(str(row["claims"])):
            claims[pair] = max(claims.get(pair, 0), int(str(row["claims"])))
    st.html(tag("h2", _("All frameworks")))
    st.html(tag("p", _("Search above for a statement to see what lies around it, or begin with two frameworks.")))
    points = [
        Point(
            id=short,
            code=short,
            said=f"{label}: {_mapped_to(short, claims)}",
            group=label,
            opens=(href("framework", id=short), _("What is known of it")),
            centres=(href("standards", fw=short), _("Browse its statements")),
        )
        for short, label in names.items()
    ]
    numbers = sorted((tuple(sorted(pair)), number) for pair, number in claims.items())
    lines = [(one, other, "count", counted("{n} claim", "{n} claims", number)) for (one, other), number in numbers]
    draw(_("Frameworks and the claims between them"), "frameworks", _caption(_("Frameworks")), points, lines)
    heading(_("{pairs} of frameworks with claims").format(pairs=counted("{n} pair", "{n} pairs", len(numbers))))
    columns = [_("One"), _("Other"), _("Graph of the two")]
    caption = _("Pairs of frameworks with claims")
    st.html(paging.listed(caption, columns, numbers, lambda found: _pair(*found, names)))


def _pair(pair: Sequence[str], number: int, names: Mapping[str, str]) -> list[Child]:
    one, other = pair
    unseen = tag("span", " ", _("of {one} and {other}").format(one=one, other=other), class_="xw-unseen")
    return [
        names[one],
        names[other],
        link(href("graph", from_=one, to=other), counted("{n} claim", "{n} claims", number), unseen),
    ]


def _mapped_to(short: str, claims: Mapping[frozenset[str], int]) -> str:
    number = sum(short in pair for pair in claims)
    return (
        _("claims relate it to {others}").format(others=counted("{n} other framework", "{n} other frameworks", number))
        if number
        else _("no claim relates it to another")
    )


def _hops() -> int:
    wanted = parameter("hops")
    if wanted in (None, *map(str, range(1, MAX_DISTANCE + 1))):
        return int(wanted or 1)
    say_wrong(_("{wanted!r} is no distance; here is what lies one link away.").format(wanted=wanted))
    return 1


def _kinds(offered: Sequence[str]) -> frozenset[str]:
    wanted = [kind for kind in (parameter("kinds") or "").split(",") if kind]
    if unknown := [kind for kind in wanted if kind not in offered]:
        say_wrong(_("There is no kind of link {unknown!r}; choose among those below.").format(unknown=unknown[0]))
    return frozenset(kind for kind in wanted if kind in offered) or frozenset(USUAL) & frozenset(offered)


def _in_address(kinds: Collection[str], offered: Sequence[str]) -> str | None:
    """The kinds as the address names them; None for those that are shown anyway."""
    return None if set(kinds) == set(USUAL) & set(offered) else ",".join(kind for kind in offered if kind in kinds)


def _far(hops: int) -> str:
    return _("One link away") if hops == 1 else _("Up to {hops} links").format(hops=hops)


def _choose_kinds(choices: Sequence[tuple[str, str, bool]]) -> None:
    st.html(toggles(_("Which links"), [(to, _kind_name(kind).capitalize(), on) for to, kind, on in choices]))


def _kind_name(kind: str) -> str:
    return _(KIND_WORDS[kind]).partition(":")[0].partition(",")[0].strip()


def _links_between(start: str, end: str, labels: dict[str, str]) -> list[Link]:
    """Every link between two frameworks, read from the first; `labels` learns the labels of the statements."""
    links: dict[object, Link] = {}
    for row in graph().records("list_mappings", from_framework=start, to_framework=end):
        kind = "denied" if row["denied"] else str(row["kind"]).removeprefix("xw:")
        sure = None if row["confidence"] is None else float(str(row["confidence"]))
        ends = _ends(row, labels)
        who, mapping = str(row["author_label"]), str(row["mapping"])
        links[mapping] = Link(*ends, kind, str(row["relation"]), str(row["status"]), sure, who, mapping)
    for verdict, rows in derived.rows(start, end).items():
        if verdict in ("entailed", "candidate"):
            for row in rows:
                follows = str(row["follows"]) if verdict == "entailed" else None
                sure = float(str(row["confidence"])) if verdict == "entailed" and row["confidence"] else None
                links[row["subject"], row["object"], verdict] = Link(
                    *_ends(row, labels), verdict, follows, confidence=sure
                )
    return list(links.values())


def _ends(row: Record, labels: dict[str, str]) -> tuple[str, str]:
    for end in ("subject", "object"):
        labels[str(row[end])] = str(row[f"{end}_label"])
    return str(row["subject"]), str(row["object"])


def _framework(short: str, names: Mapping[str, str]) -> tuple[str, str]:
    framework = short.partition(":")[0]
    return framework, names.get(framework, framework)


def _point(node: Node, centre: str) -> Point:
    return Point(
        id=node.short,
        code=node.notation,
        said=f"{node.notation} {node.label} – {node.framework_label}",
        group=node.framework_label,
        centre=node.distance == 0,
        opens=(href("standard", id=node.short), _("Open the record")),
        centres=None if node.distance == 0 else (centre, _("See what lies around it")),
    )


def _drawn(title: str, name: str, points: Sequence[Point], links: Sequence[Link]) -> None:
    if not links:
        st.html(tag("p", _("No link of these kinds; choose others above.")))
        return
    lines = [(found.source, found.target, found.kind, relation_words(found)) for found in links]
    draw(title, name.replace(":", "-"), _caption(title), points, lines)


def _caption(title: str) -> str:
    named = _("{title}. Standards crosswalk, data version {version}.").format(
        title=title, version=_(graph().data_version)
    )
    return f"{named} {whose.in_brief()}"


def _table(title: str, links: Sequence[Link], labels: Mapping[str, str]) -> None:
    """The same content as rows."""
    if not links:
        return
    heading(_("The same as a table: {links}").format(links=counted("{n} link", "{n} links", len(links))))
    said = (
        lambda found: derived.in_text(found.source, labels.get(found.source)),
        relation_words,
        lambda found: derived.in_text(found.target, labels.get(found.target)),
        lambda found: _kind_name(found.kind),
        _status,
        lambda found: "–" if _unsure(found) or found.confidence is None else found.confidence,
        lambda found: found.author or "–",
    )
    asked = order(len(said))
    links = arranged(asked, links, said)
    st.html(paging.listed(title, [_(name) for name in _HEADINGS], links, lambda found: _row(found, labels), asked))
    columns = ["from", "from_label", "how", "to", "to_label", "kind", "status", "confidence", "author", "mapping"]
    records: list[Record] = [dict(zip(columns, _plain(found, labels), strict=True)) for found in links]
    derived.take_home(records, title.lower().replace(" ", "-").replace(":", "-"), title)


def _row(found: Link, labels: Mapping[str, str]) -> list[Child]:
    return [
        derived.named(found.source, labels.get(found.source)),
        relation_words(found),
        derived.named(found.target, labels.get(found.target)),
        _kind_name(found.kind),
        _status(found),
        _sure(found),
        found.author or "–",
        "–" if found.kind == "hierarchy" else derived.why(found.source, found.target),
    ]


def _status(found: Link) -> str:
    return phrases.worded(words.STATUSES, found.status).words if found.status else "–"


def _sure(found: Link) -> str:
    return "–" if _unsure(found) else phrases.confidence(found.confidence)


def _unsure(found: Link) -> bool:
    """Whether nobody says of such a link how sure they are."""
    return found.kind in ("hierarchy", "candidate")


def _plain(found: Link, labels: Mapping[str, str]) -> tuple[str | float | None, ...]:
    ends = (found.source, labels.get(found.source), relation_words(found), found.target, labels.get(found.target))
    return (*ends, found.kind, found.status, found.confidence, found.author, found.mapping)
