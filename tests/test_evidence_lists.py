"""Lists over the shipped graph: which statements, how they stand, what filters and rules do, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import filled, opened

from crosswalk import open_graph
from crosswalk.api import CrosswalkGraph
from crosswalk.errors import InputError, UnknownIdentifier
from crosswalk.evidence.choices import Choices, checked, chosen, in_words, line
from crosswalk.evidence.levels import LINES, NEGATIVE, meaning
from crosswalk.evidence.lists import EvidenceList, counts, evidence_list, in_order
from crosswalk.evidence.standing import STATUSES
from crosswalk.evidence.telling import FIELDS, WITHHELD, Shown, row


@pytest.fixture
def graph(tmp_path: Path) -> CrosswalkGraph:
    return filled(tmp_path)


def listed(graph: CrosswalkGraph, target: str = "ib-psp-2014", **choices: object) -> EvidenceList:
    return evidence_list(graph.workspace, graph.alignment, target, Choices(**choices))  # type: ignore[arg-type]


def statuses(found: EvidenceList) -> dict[str, str]:
    return {one.statement: one.standing.status for one in found.lines}


def rows(graph: CrosswalkGraph, found: EvidenceList, shown: Shown = Shown()) -> dict[str, dict[str, object]]:  # noqa: B008
    made = [row(one, found, graph.workspace.vocabulary, shown) for one in found.lines]
    assert all(tuple(one) == FIELDS for one in made)
    return {str(one["statement"]): one for one in made}


def test_the_hand_checked_case_of_assistive_technology(graph: CrosswalkGraph) -> None:
    """AIS 3.4 cites B2.8, C3.10, C3.11 and C3.15; the judgements keep the first two, in part, and deny the others."""
    found = statuses(listed(graph))
    assert (found["ib-psp-2014:B2.8"], found["ib-psp-2014:C3.10"]) == ("partial", "partial")
    assert (found["ib-psp-2014:C3.11"], found["ib-psp-2014:C3.15"]) == ("none", "out of scope")
    assert found["ib-psp-2014:C3.1"] == "full"
    told = rows(graph, listed(graph))
    assert told["ib-psp-2014:C3.10"]["via"][0] == "ais-psi:3.4"  # type: ignore[index]
    assert [one["statement"] for one in told["ib-psp-2014:C3.11"]["denied"]] == ["ais-psi:3.4"]  # type: ignore[attr-defined]
    assert told["ib-psp-2014:C3.10"]["proposed"] is True and told["ib-psp-2014:C3.1"]["proposed"] is False
    assert told["ib-psp-2014:C3.15"]["out_of_scope"] == "Not here."


def test_the_reasons_of_that_case_are_told_in_words(tmp_path: Path) -> None:
    """The four citations that AIS 3.4 prints, with nothing decided about C3.15, read from the judgements by hand."""
    graph = opened(tmp_path)
    plan = {"title": "Assistive technology plan", "type": "policy-2", "supports": "ais-psi:3.4 = Meets"}
    graph.workspace.add("evidence", plan, "AB", "plan")
    found = rows(graph, listed(graph))
    codes = [f"ib-psp-2014:{code}" for code in ("B2.8", "C3.10", "C3.11", "C3.15")]
    assert [found[code]["status"] for code in codes] == ["partial", "partial", "none", "none"]
    for code in codes[:2]:
        (first, *_) = found[code]["why"]  # type: ignore[misc]
        assert str(first).startswith(
            "Partial: ais-psi:3.4 Assistive technology for diverse learners: judged to overlap"
        )
        assert "1 piece of evidence, Meets; rests on a claim that nobody has reviewed." in str(first)
        assert found[code]["denied"] == [] and found[code]["via"][0] == "ais-psi:3.4"  # type: ignore[index]
    for code in codes[2:]:
        (only,) = found[code]["why"]  # type: ignore[misc]
        assert str(only).startswith("Denied, and not counted: ais-psi:3.4, by Standards Crosswalk project: ")
        assert found[code]["evidence"] == [] and found[code]["proposed"] is False
    reviewed = rows(graph, listed(graph, reviewed_only=True))
    assert [reviewed[code]["status"] for code in codes] == ["none"] * 4
    assert [len(reviewed[code]["denied"]) for code in codes] == [0, 0, 1, 1]  # type: ignore[arg-type]


def test_a_section_a_programme_and_a_way_to_stand_choose_the_statements(graph: CrosswalkGraph) -> None:
    by_code, by_short = listed(graph, section="c3"), listed(graph, section="ib-psp-2014:C3")
    assert len(by_code.lines) == len(by_short.lines) == 16
    everything, programme = listed(graph), listed(graph, programme="PYP")
    assert len(everything.lines) == 73 and len(programme.lines) == 73 + 19
    assert {s for s in statuses(listed(graph, standings=("full", "partial"))).values()} == {"full", "partial"}
    assert len(listed(graph, standings=("none",)).all_lines) == 73


def test_what_cannot_be_chosen_is_told_in_a_sentence(graph: CrosswalkGraph) -> None:
    for choices, kind, said in (
        ({"section": "C33"}, UnknownIdentifier, "There is no section 'C33' in ib-psp-2014; did you mean"),
        ({"programme": "XYZ"}, InputError, "it can be DP, MYP, PYP"),
        ({"standings": ("good",)}, InputError, "'good' is no way to stand"),
        ({"statuses": ("lost",)}, InputError, "'lost' is no status of evidence"),
        ({"period_start": "soon"}, InputError, "'soon' is no date"),
        ({"types": ("polici",)}, UnknownIdentifier, "There is no type of evidence"),
        ({"section": "C1.1"}, None, ""),
    ):
        if kind is None:
            assert len(listed(graph, **choices).lines) == 1
            continue
        with pytest.raises(kind, match=said):
            listed(graph, **choices)
    with pytest.raises(UnknownIdentifier, match=r"There is no framework"):
        listed(graph, "nowhere")
    with pytest.raises(InputError, match=r"names the programme 'DP'; none names any"):
        listed(graph, "cis-2016", programme="DP")


def test_the_list_of_cis_holds_its_domains_and_says_that_it_is_not_complete(graph: CrosswalkGraph) -> None:
    graph.workspace.add(
        "evidence", {"title": "Guiding statements", "type": "purpose-1", "supports": "cis-2016:A"}, "AB"
    )
    found = listed(graph, "cis-2016")
    assert statuses(found)["cis-2016:A"] == "full" and statuses(found)["cis-2016:A1"] == "partial"
    assert "23 of 57 standards are known" in found.incomplete and listed(graph).incomplete == ""
    assert len([s for s in statuses(found) if ":" in s and len(s.partition(":")[2]) == 1]) == 9


@pytest.mark.parametrize("framework", [str(one["framework"]) for one in open_graph().records("list_frameworks")])
def test_every_framework_has_a_list_and_its_counts_add_up(framework: str, graph: CrosswalkGraph) -> None:
    found = listed(graph, framework)
    counted = counts(found.all_lines)
    assert found.lines and sum(counted[""].values()) == len(found.lines)
    for status in STATUSES:
        assert sum(one[status] for section, one in counted.items() if section) == counted[""][status]
    rows(graph, found)


def test_expired_evidence_and_a_level_below_the_line_do_not_count_as_full_and_both_can_be_moved(
    graph: CrosswalkGraph,
) -> None:
    desk = graph.workspace
    desk.add(
        "evidence", {"title": "E", "type": "policy", "expires": "2026-01-01", "supports": "ib-psp-2014:C3.5"}, "AB"
    )
    desk.add(
        "evidence", {"title": "L", "type": "policy", "supports": "ib-psp-2014:C3.6 = ais-psi/level/approaches"}, "AB"
    )
    desk.add(
        "evidence", {"title": "N", "type": "policy", "supports": "ib-psp-2014:C3.7 = ais-psi/level/does-not-meet"}, "AB"
    )
    shorts = [f"ib-psp-2014:C3.{n}" for n in (5, 6, 7)]
    found = listed(graph, today="2026-06-01")
    assert [statuses(found)[s] for s in shorts] == ["partial", "partial", "none"]
    told = rows(graph, found)
    assert told[shorts[0]]["evidence"][0]["held_back"] == "expired on 2026-01-01"  # type: ignore[index]
    assert told[shorts[1]]["evidence"][0]["held_back"] == "Approaches is below the line"  # type: ignore[index]
    assert "Does not meet supports nothing" in str(told[shorts[2]]["why"])
    approaches = line("Approaches", desk.vocabulary)
    moved = listed(graph, today="2026-06-01", count_expired=True, lines=(approaches,))
    assert [statuses(moved)[s] for s in shorts] == ["full", "full", "none"]
    assert statuses(listed(graph, today="2026-01-01"))[shorts[0]] == "full"
    words = in_words(moved.choices, desk.vocabulary, moved.evidence.values())
    assert "counts as if it had not expired" in words["Expired evidence"]
    assert "from Approaches on a level counts as full (moved by whoever made this list)" in words["Levels"]


def test_only_reviewed_claims_count_where_that_is_asked(graph: CrosswalkGraph) -> None:
    found = statuses(listed(graph, reviewed_only=True))
    assert found["ib-psp-2014:B2.8"] == "none" and found["ib-psp-2014:C3.1"] == "full"


def test_the_evidence_is_chosen_by_status_owner_type_and_period(graph: CrosswalkGraph) -> None:
    desk = graph.workspace
    known = desk.vocabulary

    def ids(**choices: object) -> set[str]:
        made = checked(Choices(**choices), known)  # type: ignore[arg-type]
        return {one.id for one in chosen(desk.records("evidence", retired=True), made, known)}

    assert ids() == {"plan-1", "units"} and ids(statuses=("retired",)) == {"old"}
    assert ids(owner="ab") == {"plan-1"} and ids(types=("Policies",)) == {"plan-1"}
    assert ids(period_start="2026-02-01") == ids(period_end="2026-02-01") == {"units"}
    assert ids(period_start="2026-02-02") == set()
    words = in_words(Choices(owner="AB", statuses=("draft",), period_start="2026-01-01"), known)
    assert "evidence without a date is left out" in words["Only evidence of the period"]


def test_a_confidential_record_is_named_by_its_identifier_unless_it_is_asked_for(graph: CrosswalkGraph) -> None:
    found = listed(graph)
    (piece,) = rows(graph, found)["ib-psp-2014:C3.1"]["evidence"]  # type: ignore[misc]
    assert (piece["id"], piece["title"]) == ("units", WITHHELD) and "link" not in piece and "owner" not in piece
    for shown in (Shown(frozenset({"units"})), Shown(everything=True)):
        (piece,) = rows(graph, found, shown)["ib-psp-2014:C3.1"]["evidence"]  # type: ignore[misc]
        assert piece["title"] == "Unit planners" and piece["link"] == "https://example.org/units"


def test_the_order_of_status_keeps_sections_together(graph: CrosswalkGraph) -> None:
    found = in_order(listed(graph), "status")
    sections = [one.section for one in found.lines]
    assert [s for i, s in enumerate(sections) if i == 0 or sections[i - 1] != s] == list(dict.fromkeys(sections))
    part = [STATUSES.index(one.standing.status) for one in found.lines if one.section == "ib-psp-2014:C3"]
    assert part == sorted(part) and in_order(listed(graph), "framework") == listed(graph)


def test_levels_mean_what_their_scales_say_and_lines_are_levels_of_their_scales() -> None:
    levels = open_graph().workspace.vocabulary.levels
    assert {scale: levels[one.place].scale for scale, one in LINES.items()} == {scale: scale for scale in LINES}
    assert {level.scale for level in levels.values()} == set(LINES) and set(levels) >= NEGATIVE
    assert all(one.ground for one in LINES.values())
    means = {level.place: meaning(level.place, levels) for level in levels.values()}
    assert means["ais-psi/level/meets"] == "met" and means["ais-psi/level/approaches"] == "below"
    assert {place for place, said in means.items() if said == "not met"} == NEGATIVE
    assert meaning("gone", levels) == "below"


def test_evidence_for_a_framework_of_ones_own_counts_as_well(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/s> a skos:ConceptScheme ; skos:prefLabel "Ours"@en .\n'
        '<https://example.org/s/1> a skos:Concept ; skos:inScheme <https://example.org/s> ; skos:notation "1" ;\n'
        '  skos:prefLabel "One"@en ; skos:topConceptOf <https://example.org/s> .\n'
    )
    graph = open_graph(data=[str(tmp_path / "own.ttl")], workspace=str(tmp_path / "ws"))
    (name,) = [str(r["framework"]) for r in graph.records("list_frameworks") if r["label"] == "Ours"]
    graph.workspace.add("evidence", {"title": "T", "type": "policy", "supports": f"{name}:1"}, "AB")
    assert statuses(listed(graph, name)) == {f"{name}:1": "full"}


def test_an_empty_register_gives_a_list_of_nothing_yet(tmp_path: Path) -> None:
    found = listed(opened(tmp_path))
    assert set(statuses(found).values()) == {"none"} and len(found.lines) == 73
