"""Two frameworks section by section: a matrix whose cells can be opened, and the same as a flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.graph.results import Plain
from crosswalk.viewer import derived, filters, paging, phrases
from crosswalk.viewer.claims import relation_badge
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.markup import Child, Markup, filled, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.pairing import take_home
from crosswalk.viewer.pairs import nothing
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import PAGE, href, parameter
from crosswalk.viewer.tables import grid

Names = Mapping[str, str]
Cells = Mapping[tuple[Plain, Plain], tuple[int, int]]

#: The text of the picture in the light and the dark theme, and colours of its bands that stand out from both grounds.
_INK, _INK_IN_THE_DARK = "#1b252d", "#e8eef2"
_COLOURS = [
    "#3b8fc4",
    "#b0741f",
    "#4f9a4f",
    "#a3569f",
    "#b8525e",
    "#6b83a5",
    "#8c8a1f",
    "#1f968a",
    "#8467c9",
    "#9a715d",
]

#: How the address names statements that stand in no section.
_NONE = "none"

#: The parameter that says which columns of the matrix are shown; which rows, says that of any list.
_COLUMNS = f"columns-{PAGE}"


def matrix(start: str, end: str, names: Names) -> None:
    """How many pairs of statements claims relate, section by section, and the pairs of the cell that is chosen."""
    rows, numbers = _counts(start, end)
    heading(_("Sections of {start} and {end}").format(start=names[start], end=names[end]))
    if not numbers:
        st.html(nothing(start, end, names))
        return
    down = _in_order(rows, "subject_section", "subject_position")
    across = _in_order(rows, "object_section", "object_position")
    labels = _labels(start, end)
    chosen = _chosen(down, across)
    parts = paging.part(len(down)), paging.part(len(across), _COLUMNS)
    here = {part.parameter: part.number for part in parts if part.number > 1}

    def cell(row: Plain, column: Plain) -> Child:
        pairs, disputed = numbers.get((row, column), (0, 0))
        if not pairs:
            return tag("span", _("none"), class_="xw-muted")
        to = href(
            "crosswalk",
            from_=start,
            to=end,
            view="sections",
            row=row or _NONE,
            column=column or _NONE,
            **here,
            **filters.kept(),
        )
        words_ = join(_pairs(pairs), _disputed(disputed))
        return link(to, words_, aria_current="true" if (row, column) == chosen else None)

    caption = _("Pairs of statements that a claim relates, by section; disputed where another claim denies it")
    beside = parts[1].of(across)
    columns = [f"{names[start]} \\ {names[end]}", *(_named(column, labels) for column in beside)]
    cells = [[_section(row, labels), *(cell(row, column) for column in beside)] for row in parts[0].of(down)]
    st.html(tag("p", _("Choose a cell to see its pairs.")))
    st.html(
        join(
            paging.ways(parts[0], names[start]),
            paging.ways(parts[1], names[end], _("Columns {first} to {last} of {rows}.")),
            grid(caption, columns, cells),
        )
    )
    whole = _("Matrix of {start} and {end}").format(start=names[start], end=names[end])
    take_home("tabulate_mappings", start, end, f"{start}--{end}-matrix", whole)
    if chosen:
        _inside(chosen, rows, labels)


def flow(start: str, end: str, names: Names) -> None:
    """The same counts as a picture: from the framework through its sections to the sections of the other."""
    rows, numbers = _counts(start, end)
    heading(_("From {start} to {end}").format(start=names[start], end=names[end]))
    if not numbers:
        st.html(nothing(start, end, names))
        return
    labels = _labels(start, end)
    down = _in_order(rows, "subject_section", "subject_position")
    across = _in_order(rows, "object_section", "object_position")
    total = sum(pairs for pairs, _disputed_ones in numbers.values())
    way = link(href("crosswalk", from_=start, to=end, view="sections", **filters.kept()), _("the matrix of sections"))
    st.html(
        tag(
            "p",
            filled(
                _("As wide as {pairs} of statements that a claim relates. The same as a table: {matrix}."),
                pairs=counted("{n} pair", "{n} pairs", total),
                matrix=way,
            ),
        )
    )
    alt = _("Flow of {pairs} from {start} through its sections to sections of {end}").format(
        pairs=counted("{n} pair", "{n} pairs", total), start=names[start], end=names[end]
    )
    height = max(420, 34 * max(len(down), len(across)))
    spec = sankey(names[start], down, across, numbers, labels)
    st.echarts_chart(spec, key="flow", alt=alt, renderer="svg", height=height)


def sankey(
    name: str, down: Sequence[Plain], across: Sequence[Plain], numbers: Cells, labels: Names
) -> dict[str, object]:
    """The counts as an ECharts option: the framework, its sections, and the sections of the other, as layers.

    On a narrow screen the sections are named by their codes alone, for the words would run into each other.
    """
    left = {row: f"{_named(row, labels)}" for row in down}
    right = {column: f"{_named(column, labels)} " for column in across}  # a blank, should both be called the same
    out = {row: sum(numbers.get((row, column), (0, 0))[0] for column in across) for row in down}
    into = {column: sum(numbers.get((row, column), (0, 0))[0] for row in down) for column in across}
    first = {"color": "target"}
    links: list[dict[str, object]] = [
        {"source": name, "target": left[row], "value": out[row], "lineStyle": first} for row in down if out[row]
    ]
    links += [
        {"source": left[row], "target": right[column], "value": numbers[row, column][0]}
        for row in down
        for column in across
        if numbers.get((row, column), (0, 0))[0]
    ]
    names = [(name, 0)]
    names += [(left[row], 1) for row in down if out[row]]
    names += [(right[column], 2) for column in across if into[column]]
    nodes = [
        {"name": named, "depth": depth, "itemStyle": {"color": _COLOURS[place % len(_COLOURS)]}}
        for place, (named, depth) in enumerate(names)
    ]
    ink = _INK_IN_THE_DARK if st.context.theme.type == "dark" else _INK
    wrapped = {"width": 240, "overflow": "break", "position": "right", "fontSize": 13, "lineHeight": 16, "color": ink}
    last = {"depth": 2, "label": {"position": "left"}}
    series = {
        "type": "sankey",
        "data": nodes,
        "links": links,
        "layoutIterations": 0,
        "animation": False,
        "nodeGap": 14,
        "left": 10,
        "right": 10,
        "top": 44,
        "label": wrapped,
        "levels": [last],
        "lineStyle": {"color": "source", "opacity": 0.45},
        "emphasis": {"focus": "adjacency"},
    }
    saving = {"feature": {"saveAsImage": {"name": "flow", "title": _("Save as picture")}}}
    codes = {left[row]: _code(row) for row in down} | {right[column]: _code(column) for column in across}
    coded = [{**node, "label": {"formatter": codes.get(str(node["name"]), "{b}")}} for node in nodes]
    small = {"series": [{"data": coded, "label": {"width": 76, "overflow": "truncate", "fontSize": 11}}]}
    wide = {"series": [{"data": nodes, "label": wrapped}]}  # said again for a screen that is turned
    media = [{"query": {"maxWidth": 900}, "option": small}, {"option": wide}]
    return {"tooltip": {"trigger": "item"}, "toolbox": saving, "series": [series], "media": media}


def pairs_by_section(rows: Sequence[Record]) -> dict[tuple[Plain, Plain], tuple[int, int]]:
    """How many pairs of statements a claim relates, by their sections, and how many of these another claim denies."""
    stated: dict[tuple[Plain, ...], set[Plain]] = {}
    for row in rows:
        if row["relation"] and row["subject"] and row["object"]:
            pair = (row["subject_section"], row["object_section"], row["subject"], row["object"])
            stated.setdefault(pair, set()).add(row["denied"])
    numbers: dict[tuple[Plain, Plain], tuple[int, int]] = {}
    for (down, across, *_pair), denials in stated.items():
        if False in denials:
            pairs, disputed = numbers.get((down, across), (0, 0))
            numbers[down, across] = (pairs + 1, disputed + (True in denials))
    return numbers


def _counts(start: str, end: str) -> tuple[Sequence[Record], dict[tuple[Plain, Plain], tuple[int, int]]]:
    rows = graph().records("tabulate_mappings", from_framework=start, to_framework=end)
    return rows, pairs_by_section(rows)


def _labels(*frameworks: str) -> dict[str, str]:
    """The label of each statement of these frameworks, by short form."""
    rows = (row for name in frameworks for row in graph().records("list_statements", in_framework=name))
    return {str(row["statement"]): str(row["label"]) for row in rows}


def _chosen(down: Sequence[Plain], across: Sequence[Plain]) -> tuple[Plain, Plain] | None:
    """The cell that the address names; what it names wrongly is told."""
    given = (parameter("row"), parameter("column"))
    if None in given:
        return None
    row, column = (None if name == _NONE else name for name in given)
    if row in down and column in across:
        return row, column
    say_wrong(
        _("There is no cell for {row} and {column}; choose one of the table.").format(row=given[0], column=given[1])
    )
    return None


def _inside(chosen: tuple[Plain, Plain], rows: Sequence[Record], labels: Names) -> None:
    """The claims on the pairs of one cell, denials too."""
    inside = [row for row in rows if (row["subject_section"], row["object_section"]) == chosen and row["relation"]]
    title = _("{one} and {other}").format(one=_named(chosen[0], labels), other=_named(chosen[1], labels))
    heading(f"{title}: {counted('{n} claim', '{n} claims', len(inside))}")
    columns = [_("Statement"), _("Relation"), _("Statement"), _("Kind"), _("Status"), _("Why")]
    st.html(
        paging.listed(_("Claims between {title}").format(title=title), columns, inside, _claim, name=f"inside-{PAGE}")
    )


def _claim(row: Record) -> list[Child]:
    return [
        derived.named(row["subject"], row["subject_label"]),
        relation_badge(phrases.worded(words.RELATIONS, row["relation"]), bool(row["denied"])),
        derived.named(row["object"], row["object_label"]),
        phrases.kind(row["kind"], row["denied"]).words,
        phrases.worded(words.STATUSES, row["status"]).words,
        derived.why(row["subject"], row["object"]),
    ]


def _in_order(rows: Sequence[Record], section: str, position: str) -> list[Plain]:
    """The sections in the order of their first statement."""
    first: dict[Plain, int] = {}
    for row in rows:
        if row[section.removesuffix("_section")] is not None and row[position] is not None:
            place = int(str(row[position]))
            first[row[section]] = min(place, first.get(row[section], place))
    return sorted(first, key=lambda key: first[key])


def _section(section: Plain, labels: Names) -> Child:
    return derived.named(section, labels.get(str(section))) if section else _("No section")


def _named(section: Plain, labels: Names) -> str:
    return f"{phrases.code(section)} {labels.get(str(section), '')}".strip() if section else _("No section")


def _code(section: Plain) -> str:
    return phrases.code(section) if section else _("No section")


def _pairs(number: int) -> str:
    return counted("{n} pair", "{n} pairs", number)


def _disputed(number: int) -> Markup | None:
    return tag("span", " ", _("({number} disputed)").format(number=number), class_="xw-small") if number else None
