"""The library queries about records answer what a plain reading of the bodies answers, and see no other workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evidence_world import filled, opened

from crosswalk.api import CrosswalkGraph
from crosswalk.errors import InputError
from crosswalk.graph import queries

NAMES = [name for name in queries.names() if queries.load(name).of_workspace]
Row = dict[str, object]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> CrosswalkGraph:
    return filled(tmp_path_factory.mktemp("filled"))


def bodies(graph: CrosswalkGraph, kind: str) -> dict[str, Row]:
    return {one.id: dict(one.body) for one in graph.workspace.records(kind)}


def label(graph: CrosswalkGraph, place: object) -> object:
    return graph.workspace.vocabulary.levels[str(place)].label if place else None


def list_evidence(graph: CrosswalkGraph) -> list[Row]:
    types = graph.workspace.vocabulary.types
    return [
        {"id": id_, "title": body["title"], "type": f"evidence-type:{body['type']}",
         "type_label": types[str(body["type"])].label, "status": f"xw:{body['status']}", "date": body.get("date"),
         "expires": body.get("expires"), "owner": body.get("owner"), "confidential": body.get("confidential"),
         "link": body.get("link")}
        for id_, body in sorted(bodies(graph, "evidence").items())
    ]  # fmt: skip


def list_support(graph: CrosswalkGraph, of_statement: str = "") -> list[Row]:
    known = graph.workspace.vocabulary
    rows = [
        {"statement": one["statement"], "statement_label": known.label(one["statement"]), "id": id_,
         "title": body["title"], "level": f"xwid:{one['level']}" if "level" in one else None,
         "level_label": label(graph, one.get("level")), "reason": one.get("reason"), "status": f"xw:{body['status']}"}
        for id_, body in bodies(graph, "evidence").items()
        for one in body.get("supports", ())
        if of_statement in ("", one["statement"])
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["statement"], row["id"]))


def list_ratings(graph: CrosswalkGraph) -> list[Row]:
    cycles, criteria = bodies(graph, "cycle"), graph.workspace.vocabulary.criteria
    return [
        {"person": cycles[str(body["cycle"])]["person"], "cycle": body["cycle"],
         "cycle_title": cycles[str(body["cycle"])]["title"], "criterion": f"xwid:{body['about']}",
         "criterion_label": criteria[str(body["about"])].label, "level": f"xwid:{body['level']}",
         "level_label": label(graph, body["level"]), "reflection": body.get("reflection")}
        for body in bodies(graph, "rating").values()
    ]  # fmt: skip


def list_goals(graph: CrosswalkGraph) -> list[Row]:
    known, cycles = graph.workspace.vocabulary, bodies(graph, "cycle")
    return [
        {"person": cycles[str(body["cycle"])]["person"], "goal": id_, "statement": body["about"],
         "statement_label": known.label(str(body["about"])), "due": body["due"], "status": f"xw:{body['status']}",
         "progress": body.get("progress"),
         **{part: body[part] for part in ("specific", "measurable", "achievable", "relevant")}}
        for id_, body in bodies(graph, "goal").items()
    ]  # fmt: skip


def list_decisions(graph: CrosswalkGraph) -> list[Row]:
    known = graph.workspace.vocabulary
    return [
        {"decision": id_, "statement": body["about"], "statement_label": known.label(str(body["about"])),
         "reason": body["reason"], "date": body.get("date")}
        for id_, body in bodies(graph, "decision").items()
    ]  # fmt: skip


def list_problems(graph: CrosswalkGraph) -> list[Row]:
    return [
        {"problem": id_, "about": body["about"], "message": body["message"], "status": f"xw:{body['status']}",
         "answer": body.get("answer")}
        for id_, body in bodies(graph, "problem").items()
    ]  # fmt: skip


def list_record_changes(graph: CrosswalkGraph) -> list[Row]:
    return [
        {"record": f"{r.kind}:{r.id}", "revision": f"xwid:{r.kind}/{r.id}/revision/{r.number}",
         "change": f"xwid:change/{r.change.number}", "at": r.change.at, "who": r.change.who, "what": r.change.what,
         "reason": r.change.reason or None, "body": json.dumps(r.after, ensure_ascii=False, sort_keys=True)}
        for r in graph.workspace.database.revisions()
    ]  # fmt: skip


ANSWERS = {name: globals()[name] for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_query_answers_what_the_bodies_say(name: str, graph: CrosswalkGraph) -> None:
    expected = ANSWERS[name](graph)
    assert expected
    found = list(graph.records(name))
    assert [dict(sorted(row.items())) for row in found] == [dict(sorted(row.items())) for row in expected]


def test_support_can_be_asked_for_one_statement(graph: CrosswalkGraph) -> None:
    found = list(graph.records("list_support", of_statement="ais-psi:3.4"))
    assert found == list_support(graph, "ais-psi:3.4") and [row["id"] for row in found] == ["plan-1"]


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_workspace_answers_nothing_and_no_workspace_is_seen_from_another(name: str, tmp_path: Path) -> None:
    assert list(opened(tmp_path).records(name)) == []


def test_a_query_about_records_is_refused_in_a_sentence_where_an_endpoint_is_asked(graph: CrosswalkGraph) -> None:
    class Elsewhere:
        version, dated = "x", False

    with pytest.raises(InputError, match="An endpoint does not see your records; leave out --endpoint"):
        CrosswalkGraph(Elsewhere(), graph.workspace.folder).records("list_evidence")  # type: ignore[arg-type]
