"""What of a type of document is held, from the statuses and last days of its records."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from evidence_world import opened

from crosswalk.evidence.checklists import STATES, checklist
from crosswalk.evidence.choices import Choices
from crosswalk.evidence.workspace import Workspace

TODAY = "2026-06-15"
RECORDS = [(status, expires) for status, expires in product(("draft", "submitted", "accepted"), ("", "2026-01-01"))]


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return opened(tmp_path).workspace


def state(desk: Workspace, **choices: object) -> str:
    found = checklist(desk, "ib", Choices(today=TODAY, **choices))  # type: ignore[arg-type]
    (item,) = [item for item in found.items if item.type.code == "policy-1"]
    return item.state


@pytest.mark.parametrize("kinds", [[], *([one] for one in RECORDS), RECORDS[:2], RECORDS[1:4], RECORDS])
def test_the_best_record_decides(kinds: list[tuple[str, str]], desk: Workspace) -> None:
    for status, expires in kinds:
        given = {"title": "T", "type": "policy-1", "status": status, **({"expires": expires} if expires else {})}
        desk.add("evidence", given, "AB")
    alive = [status for status, expires in kinds if not expires]
    best = "held" if {"submitted", "accepted"} & set(alive) else "only drafts" if alive else "only expired"
    assert state(desk) == (best if kinds else "missing")
    counted = "held" if {"submitted", "accepted"} & {s for s, _ in kinds} else "only drafts"
    assert state(desk, count_expired=True) == (counted if kinds else "missing")


def test_a_retired_record_is_listed_where_that_is_asked_for_and_fills_no_type(desk: Workspace) -> None:
    desk.add("evidence", {"title": "T", "type": "policy-1", "status": "accepted"}, "AB", "old")
    desk.retire("evidence", "old", "Replaced.", "AB")
    assert state(desk) == "missing" and state(desk, statuses=("retired",)) == "missing"
    found = checklist(desk, "ib", Choices(statuses=("retired",)))
    assert [one.id for item in found.items for one in item.records] == ["old"]


def test_states_choose_among_the_items_and_all_of_them_are_kept_for_the_counts(desk: Workspace) -> None:
    desk.add("evidence", {"title": "T", "type": "policy-1", "status": "accepted"}, "AB")
    whole = checklist(desk, "ib", Choices())
    parts = [checklist(desk, "ib", Choices(), (one,)) for one in STATES]
    assert sum(len(part.items) for part in parts) == len(whole.items)
    assert all(part.all_items == whole.items for part in parts)
    assert [item.type.code for item in parts[0].items] == ["policy-1"]


@pytest.mark.parametrize("given", ["cis", "CIS ", "agent:cis", "Council of International Schools (CIS)"])
def test_an_accreditor_is_named_by_identifier_or_label_and_each_type_says_how_well_it_is_known(
    given: str, desk: Workspace
) -> None:
    found = checklist(desk, given, Choices())
    assert found.accreditor == "agent:cis" and found.items and all(item.verification for item in found.items)
