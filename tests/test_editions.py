"""Editions as they are read from the graph, and what is found of them as rows."""

from __future__ import annotations

from crosswalk import open_graph
from crosswalk.graph.editions import CHANGE_COLUMNS, IMPACT_COLUMNS, MIGRATION_COLUMNS, edition


def row(statement: str, type_: str, parent: str | None = None, framework: str = "a") -> dict[str, str | None]:
    return {"statement": statement, "framework": framework, "type": type_, "parent": parent}


def test_an_edition_has_each_statement_once_with_all_its_parents() -> None:
    found = edition(
        "a",
        [row("a:1", "xw:standard"), row("a:1.1", "xw:indicator", "a:1"), row("a:1.1", "xw:indicator", "a:2"),
         row("b:1", "xw:indicator", framework="b")],
        "xw:indicator",
    )  # fmt: skip
    assert (found.statements, set(found.level)) == (("a:1", "a:1.1"), {"a:1.1"})
    assert found.parents == {"a:1.1": ["a:1", "a:2"]}


def test_the_rows_have_their_columns_and_no_others_and_follow_the_order_of_the_statements() -> None:
    alignment = open_graph().alignment
    diff = alignment.supersession("ib-psp-2014", "ib-psp-2020")
    changes, impact = list(alignment.change_rows(diff)), list(alignment.impact_rows(diff))
    migration = list(alignment.migration_rows(alignment.migration("ais-psi", "ib-psp-2014", "ib-psp-2020")))
    for rows, columns in ((changes, CHANGE_COLUMNS), (impact, IMPACT_COLUMNS), (migration, MIGRATION_COLUMNS)):
        assert {tuple(sorted(found)) for found in rows} == {tuple(sorted(columns))}
    order = alignment.network.frameworks["ais-psi"]
    places = [order.index(str(found["subject"])) for found in migration]
    assert places == sorted(places)


def test_the_relation_and_the_set_relation_are_read_from_the_older_edition_both_ways() -> None:
    alignment = open_graph().alignment
    pair = ("ib-psp-2014:B2.4", "ib-psp-2020:0203-03")
    forth = alignment.change_rows(alignment.supersession("ib-psp-2014", "ib-psp-2020"))
    back = alignment.change_rows(alignment.supersession("ib-psp-2020", "ib-psp-2014"))
    (one,) = [r for r in forth if (r["statement"], r["counterpart"]) == pair]
    (other,) = [r for r in back if (r["counterpart"], r["statement"]) == pair]
    assert (one["relation"], one["set_relation"]) == ("skos:broadMatch", "subset")
    assert (other["relation"], other["set_relation"]) == ("skos:narrowMatch", "superset")
    assert one["claim"] == other["claim"]


def test_the_comparison_says_what_the_library_query_says_of_links_and_of_what_is_new() -> None:
    graph = open_graph()
    for older, newer in (("ib-psp-2014", "ib-psp-2020"), ("iste-coaches-2011", "iste-coaches-2019")):
        rows = list(graph.alignment.change_rows(graph.alignment.supersession(older, newer)))
        asked = graph.records("list_changes", older=older, newer=newer)

        def links(found: object) -> set[tuple[object, object, object]]:
            return {(r["statement"], r["relation"], r["counterpart"]) for r in found}  # type: ignore[attr-defined]

        assert links(rows) == links(asked)
        without = {r["statement"] for r in asked if r["change"] == "no counterpart"}
        assert {r["statement"] for r in rows if r["change"] == "gone"} == without
