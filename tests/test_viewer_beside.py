"""Two frameworks side by side, and the filters of pairs: counted again the slow way, each file against its rows."""

from __future__ import annotations

import csv
import io
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_viewer import opened, shown

from crosswalk import open_graph, words
from crosswalk.formats.sssom import read
from crosswalk.graph.results import Plain
from crosswalk.viewer import beside, mapping_set, shared, standings, tree
from crosswalk.viewer.filters import SORTS, Filters
from crosswalk.viewer.mapping_rows import SETS, as_result, between
from crosswalk.viewer.state import href
from crosswalk.viewer.tree import Part, Tree, outline

Record = dict[str, Plain]

AIS, IB, COACHES, LEADERS = "ais-psi", "ib-psp-2014", "iste-coaches-2011", "iste-education-leaders-2018"

FILTERS = (
    Filters(),
    Filters(sets=("denied",)),
    Filters(sets=("printed", "judged"), least=0.6),
    Filters(relations=("skos:closeMatch",), statuses=("xw:proposed",)),
    Filters(sets=("candidate", "entailed")),
)


@cache
def asked_straight(start: str, end: str) -> list[Record]:
    """Every row with its set, straight from the query and from what follows."""
    rows: list[Record] = []
    for row in open_graph().records("list_mappings", from_framework=start, to_framework=end):
        rows.append({**row, "set": "denied" if row["denied"] else str(row["kind"])[3:]})
    rows += [{**row, "set": row["verdict"]} for row in open_graph().alignment.rows(start, end)]
    return rows


def passes(row: Record, asked: Filters) -> bool:
    """Whether a row fits, one condition after another."""
    if asked.sets and row["set"] not in asked.sets:
        return False
    if asked.relations and (row["relation"] not in asked.relations or row["relation"] is None):
        return False
    if asked.statuses and row.get("status") not in asked.statuses:
        return False
    return asked.least is None or (row["confidence"] is not None and float(str(row["confidence"])) >= asked.least)


def drawn(monkeypatch: pytest.MonkeyPatch, **parameters: str) -> tuple[Any, list[Tree], list[tree.Line]]:
    """The page side by side, with the trees and lines it draws."""
    seen: list[Any] = []
    monkeypatch.setattr(beside, "show", lambda *given: seen.append(given))
    app = opened("pair", view="beside", **parameters)
    trees, key, lines, _ = seen[-1]
    assert key == "beside"
    return app, trees, lines


@pytest.mark.parametrize(("start", "end"), [(AIS, IB), (COACHES, LEADERS), (AIS, "ib-psp-2020"), (IB, AIS)])
@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_each_statement_counts_its_partners_as_a_naive_count_does(start: str, end: str, asked: Filters) -> None:
    naive = [row for row in asked_straight(start, end) if passes(row, asked)]
    rows = between(start, end).rows
    for side, framework, other in (("subject", start, end), ("object", end, start)):
        statements = open_graph().records("list_statements", in_framework=framework)
        gaps = open_graph().records("list_gaps", from_framework=framework, to_framework=other)
        stood = standings.standing(statements, gaps, asked.applied(rows), rows)
        for statement in statements:
            short, far = statement["statement"], "object" if side == "subject" else "subject"
            said = stood.parts(str(short))
            for name in SETS:
                partners = {row[far] for row in naive if row[side] == short and row["set"] == name}
                counted = [part for part in said if part.style == name and part.words[0].isdigit()]
                assert counted == ([Part(name, f"{len(partners)} {counted_as(name)}")] if partners else [])
            below = descendants(str(short), statements)
            mapped = [one for one in below if any(row[side] == one for row in naive)]
            told = [part.words for part in said if part.words.startswith("mappings at")]
            assert told == ([f"mappings at {len(mapped)} of {len(below)} below"] if below else [])


def counted_as(name: str) -> str:
    return {"denied": words.DENIED.words}.get(name, name)


def descendants(short: str, statements: tuple[Record, ...]) -> set[str]:
    found: set[str] = set()
    for row in statements:
        if row["parent"] == short:
            found |= {str(row["statement"]), *descendants(str(row["statement"]), statements)}
    return found


def test_not_yet_mapped_is_told_apart_from_examined_and_from_filtered_away() -> None:
    statements = open_graph().records("list_statements", in_framework=IB)
    gaps = {
        r["statement"]: r["reviewed"] for r in open_graph().records("list_gaps", from_framework=IB, to_framework=AIS)
    }
    assert set(gaps.values()) == {"not reviewed", "denied"}
    rows = between(IB, AIS).rows
    stood = standings.standing(
        statements, open_graph().records("list_gaps", from_framework=IB, to_framework=AIS), [], rows
    )
    for row in statements:
        short = str(row["statement"])
        said = [part.words for part in stood.parts(short) if not part.words.startswith("mappings at")]
        mapped = any(one["subject"] == short for one in rows)
        expected = {"not reviewed": "not yet mapped: nobody has looked", "denied": "examined: denied"}.get(
            str(gaps.get(short))
        )
        assert said == ([expected] if expected else ["none under these filters"] if mapped else [])
    nothing = open_graph().records("list_gaps", from_framework=COACHES, to_framework=LEADERS)
    assert "no term found" in {row["reviewed"] for row in nothing}
    assert standings.STATES["no term found"].words == "examined: nothing found"
    sentence = standings.in_sum("practice", 73, {str(k): str(v) for k, v in gaps.items()})
    assert sentence == "73 practices: 21 mapped, 11 examined without a match, 41 not yet mapped."


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_selection_marks_draws_and_lists_its_partners(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    short = {"a": f"{AIS}:3.4", "b": f"{IB}:B2.8"}[name]
    side, far = ("subject", "object") if name == "a" else ("object", "subject")
    app, trees, lines = drawn(monkeypatch, from_=AIS, to=IB, **{name: short})
    rows = [row for row in asked_straight(AIS, IB) if row[side] == short]
    here, there = trees if name == "a" else trees[::-1]
    assert (here.selected, there.selected, here.marks) == (short, None, {})
    assert set(there.marks) == {row[far] for row in rows}
    assert {(line.first, line.second, line.set) for line in lines} == {
        (row["subject"], row["object"], row["set"]) for row in rows
    }
    page = shown(app)
    assert f"{len(rows)} mappings of {short}" in page.text
    assert page.tags.count("tr") == len(rows) + 1
    for row in rows:
        assert href("mapping", a=row["subject"], b=row["object"]) in page.links
        assert str(row["citation"] or row["reason"]) in page.text


def test_a_mark_says_which_of_the_two_is_the_narrower() -> None:
    rows = [row for row in between(AIS, IB).rows if row["relation"] == "skos:broadMatch"]
    assert [(row["subject"], row["object"]) for row in rows] == [(f"{AIS}:3.4", f"{IB}:B2.8")]
    assert standings.marks(rows, "object") == {
        f"{IB}:B2.8": [Part("judged", "3.4 narrower than this (judged, 0.55 of 1)")]
    }
    assert standings.marks(rows, "subject") == {
        f"{AIS}:3.4": [Part("judged", "this narrower than B2.8 (judged, 0.55 of 1)")]
    }
    assert [line.words for line in standings.lines(rows)] == ["narrower than →"]
    candidate = [row for row in between(COACHES, LEADERS).rows if row["set"] == "candidate"][:1]
    ((part,),) = standings.marks(candidate, "object").values()
    assert "no match" in part.words and part.style == "candidate"


def test_two_selected_show_what_lies_between_them_and_lead_to_their_record(monkeypatch: pytest.MonkeyPatch) -> None:
    app, _, lines = drawn(monkeypatch, from_=AIS, to=IB, a=f"{AIS}:3.4", b=f"{IB}:B2.8")
    assert {(line.first, line.second) for line in lines} == {(f"{AIS}:3.4", f"{IB}:B2.8")}
    page = shown(app)
    assert f"2 mappings of {AIS}:3.4 and {IB}:B2.8" in page.text
    assert href("mapping", a=f"{AIS}:3.4", b=f"{IB}:B2.8") in page.links


def test_a_choice_of_statements_keeps_the_way_down_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    _, trees, _ = drawn(monkeypatch, from_=AIS, to=IB, only="gaps")
    for found, start, end in ((trees[0], AIS, IB), (trees[1], IB, AIS)):
        gaps = {row["statement"] for row in open_graph().records("list_gaps", from_framework=start, to_framework=end)}
        ids = {node.id for node in found.nodes}
        assert gaps <= ids
        rows = open_graph().records("list_statements", in_framework=start)
        assert all(short in gaps or descendants(short, rows) & gaps for short in ids)
    _, trees, _ = drawn(monkeypatch, from_=AIS, to=IB, only="shown", a=f"{AIS}:3.4")
    leaves = {node.id for node in trees[1].nodes if not node.below}
    assert leaves == {row["object"] for row in asked_straight(AIS, IB) if row["subject"] == f"{AIS}:3.4"}


def test_what_the_address_names_and_is_not_there_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "a": f"{IB}:B2.8",
        "only": "x",
        "kind": "guessed",
        "relation": "a",
        "status": "b",
        "least": "c",
        "sort": "d",
    }
    app, trees, lines = drawn(monkeypatch, from_=AIS, to=IB, **wrong)
    said = " ".join(warning.value for warning in app.warning).replace("\\", "")
    for value in wrong.values():
        assert repr(value) in said
    assert not lines and all(found.selected is None for found in trees)
    assert "All 158 rows" in shown(app).text


# Filters


def test_the_pairs_are_filtered_counted_and_said_in_words_with_one_way_back() -> None:
    page = shown(opened("pair", from_=AIS, to=IB, kind="judged", relation="skos:relatedMatch", least="0.5"))
    kept = [r for r in asked_straight(AIS, IB) if passes(r, Filters(("judged",), ("skos:relatedMatch",), (), 0.5))]
    assert page.tags.count("tr") == len(kept) + 1 > 2
    assert f"{len(kept)} of 158 rows shown: judged; relation: related to; confidence at least 0.5" in page.text
    assert href("crosswalk", from_=AIS, to=IB) in page.links
    assert f"Take home what is shown: {len(kept)} rows" in page.text
    assert "fits the filters" in shown(opened("pair", from_=AIS, to=IB, kind="judged", least="1")).text


def test_what_is_chosen_on_the_page_is_written_to_the_address() -> None:
    app = opened("pair", from_=AIS, to=IB)
    (sets,) = [group for group in app.button_group if group.label == "Set"]
    sets.set_value(["printed", "judged"]).run()
    assert app.query_params["kind"] == ["printed", "judged"]
    (least,) = [box for box in app.selectbox if box.label == "Least confidence"]
    least.set_value("0.6").run()
    assert app.query_params["least"] in ("0.6", ["0.6"])
    wanted = [row for row in asked_straight(AIS, IB) if passes(row, Filters(("printed", "judged"), least=0.6))]
    assert shown(app).tags.count("tr") == len(wanted) + 1


def test_a_least_confidence_that_is_not_offered_is_chosen_and_said_in_all_its_figures() -> None:
    app = opened("pair", from_=AIS, to=IB, least="0.123456789")
    (least,) = [box for box in app.selectbox if box.label == "Least confidence"]
    assert (least.value, "at least 0.123456789" in least.options) == ("0.123456789", True)
    page = shown(app)
    assert "confidence at least 0.123456789" in page.text
    views = [link for link in page.links if "view=beside" in link]
    assert views == [href("crosswalk", from_=AIS, to=IB, view="beside", least="0.123456789")]


@given(st.floats(0, 1))
def test_a_least_confidence_is_the_same_number_when_it_is_read_again(least: float) -> None:
    assert float(str(Filters(least=least).bound)) == least


@given(
    st.builds(
        Filters,
        st.lists(st.sampled_from(SETS), unique=True).map(tuple),
        st.lists(st.sampled_from(sorted(words.RELATIONS)), unique=True).map(tuple),
        st.lists(st.sampled_from(sorted(words.STATUSES)), unique=True).map(tuple),
        st.none() | st.floats(0, 1),
        st.sampled_from(sorted(SORTS)),
    )
)
def test_filters_keep_what_fits_whatever_the_order(asked: Filters) -> None:
    rows = [row for row in between(COACHES, LEADERS).rows if row["relation"] != "skos:mappingRelation"]
    kept = asked.applied(rows, [])
    assert sorted(map(id, kept)) == sorted(id(row) for row in rows if passes(row, asked))
    assert bool(asked) is bool(asked.sets or asked.relations or asked.statuses or asked.least is not None)
    if asked.sort == "confidence":
        sure = [row["confidence"] for row in kept]
        stated = [float(str(number)) for number in sure if number is not None]
        assert stated == sorted(stated, reverse=True) and all(number is None for number in sure[len(stated) :])


def test_what_follows_is_not_found_under_the_relation_of_a_citation() -> None:
    rows = between(COACHES, LEADERS).rows
    assert any(row["relation"] == "skos:mappingRelation" and row["set"] == "entailed" for row in rows)
    assert Filters(relations=("skos:mappingRelation",)).applied(rows) == []


def test_the_pairs_can_be_read_in_the_order_of_the_second_framework() -> None:
    page = shown(opened("pair", from_=AIS, to=COACHES, kind="printed", sort="to"))
    order = [str(row["statement"]) for row in open_graph().records("list_statements", in_framework=COACHES)]
    led = [link.partition("id=")[2] for link in page.links if link.startswith(f"standard?id={COACHES}:")]
    assert led == sorted(led, key=order.index) and len(led) == 27


# To take home


def test_claims_alone_are_the_answer_of_the_query_and_what_follows_adds_its_columns() -> None:
    answer = open_graph().query("list_mappings", from_framework=AIS, to_framework=IB)
    assert as_result(between(AIS, IB).rows, AIS, IB).serialize("csv") == answer.serialize("csv")
    rows = between(COACHES, LEADERS).rows
    result = as_result(rows, COACHES, LEADERS)
    found = list(result.records())
    assert result.variables[-4:] == ("set", "follows", "hubs", "proof")
    for row, record in zip(rows, found, strict=True):
        for name in ("subject", "relation", "object", "confidence", "author_label", "set", "proof", "reason"):
            assert record[name] == (row.get(name) or None), name
    read_back = list(csv.DictReader(io.StringIO(result.serialize("csv").decode())))
    assert len(read_back) == len(rows) and all(row["subject"].startswith("https://") for row in read_back)


@pytest.mark.parametrize(("start", "end"), [(AIS, IB), (COACHES, LEADERS), (LEADERS, COACHES)])
@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_the_sssom_of_what_is_shown_holds_each_claim_shown_and_no_other(start: str, end: str, asked: Filters) -> None:
    rows = asked.applied(between(start, end).rows)
    text = mapping_set.sssom(rows, start, end, "A title", "Filters: these.", "shown")
    found = read(text.encode(), "shown.sssom.tsv")
    assert found.mapping_set and not found.findings
    claims, entailed = [], []
    for mapping in found.mapping_set.mappings:
        (entailed if mapping.kind == "entailed" else claims).append(mapping)
    told = {(row["subject"], row["relation"], row["object"], row["denied"]) for row in rows if "place" in row}
    assert {(c.subject, c.predicate, c.object, c.negated) for c in claims} <= told
    missing = len({row["mapping"] for row in rows if "place" in row}) - len(claims)
    sentence = mapping_set.left_out(rows, start, end)
    assert (f"leaves out {missing} claim" in sentence) is bool(missing)
    assert {(c.subject, c.object) for c in entailed} == {
        (r["subject"], r["object"]) for r in rows if r["set"] == "entailed"
    }
    assert ("leaves out" in sentence) is bool(missing or any(row["set"] == "candidate" for row in rows))
    assert found.mapping_set.description == "A title. Filters: these."


# Trees


@given(st.lists(st.tuples(st.integers(0, 7), st.none() | st.integers(0, 9)), max_size=14))
def test_a_tree_holds_every_statement_once_and_reaches_it_from_the_top(rows: list[tuple[int, int | None]]) -> None:
    given_rows: list[Record] = [
        {"statement": f"a:{one}", "notation": str(one), "label": "x", "parent": None if up is None else f"a:{up}"}
        for one, up in rows
    ]
    nodes, roots = outline(given_rows)
    assert sorted(node.id for node in nodes) == sorted({f"a:{one}" for one, _ in rows})
    reached, waiting = set(), list(roots)
    while waiting:
        if (here := waiting.pop()) not in reached:
            reached.add(here)
            waiting += nodes[here].below
    assert reached == set(range(len(nodes)))
    edges = {(nodes[here].id, nodes[below].id) for here in reached for below in nodes[here].below}
    held = {node.id for node in nodes}
    assert edges == {(f"a:{up}", f"a:{one}") for one, up in rows if up is not None and up != one and f"a:{up}" in held}


def test_a_large_tree_stands_closed_at_first() -> None:
    assert [tree.open_at_first(number) for number in (60, 61, 601)] == [9, 1, 0]


def test_an_address_can_hold_a_parameter_several_times() -> None:
    assert (
        href("crosswalk", kind=("printed", "judged"), least=None, relation=()) == "crosswalk?kind=printed&kind=judged"
    )


@pytest.mark.parametrize("name", ["tree.js", "lines.js", "tree.css"])
def test_the_scripts_of_the_trees_ask_nobody_and_set_text_as_text(name: str) -> None:
    source = tree._source(name)
    for word in ("fetch(", "XMLHttpRequest", "import(", "https://", "innerHTML", "insertAdjacentHTML", "eval(", "url("):
        assert word not in source
    assert os.path.isfile(os.path.join(os.path.dirname(tree.__file__), name))


def test_every_state_and_set_has_its_look() -> None:
    styles = tree._source("tree.css")
    looks: list[str] = [*SETS, *(state.style for state in standings.STATES.values())]
    assert all(f".part.{look}" in styles for look in looks)
    for relation in words.RELATIONS:
        assert f".{relation.partition(':')[2]}" in styles or relation == "skos:closeMatch", relation


def test_a_framework_whose_publisher_has_two_names_can_stand_beside_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/own/> .\n"
        ":s a skos:ConceptScheme ; skos:prefLabel 'Own'@en ; "
        "<http://purl.org/dc/terms/publisher> <https://w3id.org/standards-crosswalk/id/agent/ais> .\n"
        ":a a skos:Concept ; skos:inScheme :s ; skos:notation '1' ; skos:prefLabel 'One'@en .\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("CROSSWALK_DATA", str(path))
    shared.graph.clear()
    try:
        rows = [row for row in shared.graph().records("list_frameworks") if row["label"] == "Own"]
        assert len(rows) == 2, "one for each name"
        page = shown(opened("pair", from_=str(rows[0]["framework"]), to=AIS, view="beside"))
        assert "Select a statement in either tree" in page.text
    finally:
        shared.graph.clear()
