"""The project's judgements keep the rules they were made by: what was read, how sure, why, and for every statement."""

from __future__ import annotations

import csv
import importlib.util
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import repository
from query_readings import statements
from query_world import NOTHING, World, shipped

from crosswalk.formats import sssom
from crosswalk.model import Mapping, Statement

DATA = repository.ROOT / "data"
PRINTED = ("ais-psi--ib-psp-2014", "ais-psi--iste-coaches-2011")

#: How many statements at the mapping level of the first framework each set decides upon: all it has.
DECIDED = {
    "ais-psi--psc-itec-2011": 27,
    "psc-itec-2011--iste-coaches-2011": 28,
    "iste-coaches-2011--iste-coaches-2019": 28,
    "iste-administrators-2009-td--iste-education-leaders-2018": 21,
    "iste-coaches-2011--iste-administrators-2009-td": 28,
    "iste-coaches-2011--iste-education-leaders-2018": 28,
    "ib-psp-2014--ib-psp-2020": 73,
    "ib-psp-2014--cis-2016": 73,
    "mps-itl--iste-coaches-2011": 9,
    "mps-itl--ais-psi": 9,
    "technology-integrationist-roles--iste-coaches-2011": 11,
    "technology-integrationist-roles--ais-psi": 11,
}

#: Relations that neither side contains the other in, as far as was seen.
LOOSE = ("skos:closeMatch", "skos:relatedMatch")

#: The category of a decision in the table of readings, by the relation that ships.
CATEGORIES = {f"skos:{name}Match": name for name in ("exact", "close", "broad", "narrow", "related")}

#: The set relations that each relation can go with, where one is given.
SETS = {
    "skos:exactMatch": {"equal"},
    "skos:closeMatch": {"equal", "subset", "superset", "intersects"},
    "skos:broadMatch": {"subset"},
    "skos:narrowMatch": {"superset"},
    "skos:relatedMatch": {"intersects", "disjoint"},
}


@cache
def world() -> World:
    return shipped()


@cache
def known() -> dict[str, Statement]:
    return statements(world())


@cache
def claims_of(name: str, kind: str = "judged") -> tuple[Mapping, ...]:
    """The claims of one file."""
    path = DATA / "mappings" / f"{name}--{kind}.sssom.tsv"
    reading = sssom.read(path.read_bytes(), path.name)
    assert reading.mapping_set is not None and reading.findings == ()
    return reading.mapping_set.mappings


SETS_JUDGED = sorted(path.name.removesuffix("--judged.sssom.tsv") for path in DATA.glob("mappings/*--judged.sssom.tsv"))


def judged() -> list[Mapping]:
    return [claim for name in SETS_JUDGED for claim in claims_of(name)]


def nothing_found(claim: Mapping) -> bool:
    return NOTHING in (claim.subject, claim.object)


def ends(claim: Mapping) -> list[Statement]:
    return [known()[end] for end in (claim.subject, claim.object) if end != NOTHING]


def reasons() -> list[str]:
    return [claim.reason for claim in judged()] + [claim.reason for claim in world().joint_claims]


def category(claim: Mapping) -> str:
    """A shipped row as the table of readings names it."""
    if nothing_found(claim):
        return "noterm"
    return "denied" if claim.negated else CATEGORIES[claim.predicate]


# What a judgement may say.


def test_there_are_as_many_judgements_as_are_told_of() -> None:
    assert len(SETS_JUDGED) == 14
    assert len(judged()) == 506
    assert sum(claim.negated for claim in judged()) == 46
    assert sum(nothing_found(claim) for claim in judged()) == 80


def test_every_judgement_is_the_projects_own_and_only_proposed() -> None:
    made = {(c.kind, c.status, c.author, c.author_label, c.justification) for c in judged()}
    background = "semapv:BackgroundKnowledgeBasedMatching"
    assert made == {("judged", "proposed", "agent:standards-crosswalk", "Standards Crosswalk project", background)}
    joint = {(c.status, c.author, c.author_label) for c in world().joint_claims}
    assert joint == {("proposed", "agent:standards-crosswalk", "Standards Crosswalk project")}


def test_every_judgement_says_what_was_read_and_how_sure_it_is() -> None:
    assert {claim.basis for claim in judged()} == {"gloss", "wording"}
    assert all(claim.confidence is not None and 0 < claim.confidence < 1 for claim in judged())


def test_a_judgement_on_a_gloss_is_neither_exact_nor_sure() -> None:
    glosses = [claim for claim in judged() if claim.basis == "gloss"]
    assert glosses
    assert [c for c in glosses if c.predicate == "skos:exactMatch" or c.set_relation == "equal"] == []
    assert [c for c in glosses if c.confidence is None or c.confidence > 0.7] == []
    assert [c for c in world().joint_claims if c.basis == "gloss" and c.confidence > 0.7] == []


def test_only_where_the_wording_of_both_sides_is_known_was_it_read() -> None:
    readable = {"ais-psi", "iste-administrators-2009-td", "iste-education-leaders-2018"}
    wordings = [claim for claim in judged() if claim.basis == "wording"]
    assert wordings
    assert [c for c in wordings if not {end.framework for end in ends(c)} <= readable] == []


def test_a_judgement_on_what_is_only_partly_verified_is_loose_and_unsure() -> None:
    partly = [c for c in judged() if any(end.verification.status == "partlyVerified" for end in ends(c))]
    assert partly
    assert [c for c in partly if c.confidence is None or c.confidence > 0.5] == []
    assert [c for c in partly if not (c.predicate in LOOSE or c.negated or nothing_found(c))] == []


def test_relation_and_set_relation_say_the_same() -> None:
    assert any(claim.set_relation for claim in judged())
    for claim in judged():
        if claim.set_relation:
            allowed = {"disjoint", "intersects"} if claim.negated else SETS[claim.predicate]
            assert claim.set_relation in allowed, (claim.subject, claim.predicate, claim.set_relation, claim.object)


def test_no_two_reasons_are_equal_and_none_is_long() -> None:
    assert all(reason.strip() for reason in reasons())
    assert [reason for reason, times in Counter(reason.casefold() for reason in reasons()).items() if times > 1] == []
    assert [reason for reason in reasons() if len(reason.split()) > 30] == []


# That nothing was left out.


@pytest.mark.parametrize("name", PRINTED)
def test_every_printed_pair_is_confirmed_or_denied(name: str) -> None:
    printed = {(claim.subject, claim.object) for claim in claims_of(name, "printed")}
    decided = Counter((claim.subject, claim.object) for claim in claims_of(name))
    assert set(decided) == printed and set(decided.values()) == {1}
    assert not any(nothing_found(claim) for claim in claims_of(name))


def test_the_printed_pairs_are_a_hundred_and_six() -> None:
    assert sum(len(claims_of(name)) for name in PRINTED) == 106 == 79 + 27


@pytest.mark.parametrize("name", DECIDED)
def test_every_statement_at_the_mapping_level_has_a_decision(name: str) -> None:
    framework = next(f for f in world().frameworks if f.id == name.partition("--")[0])
    level = {s.short for s in framework.statements if s.type == framework.mapping_level}
    assert len(level) == DECIDED[name]
    decided = {end for claim in claims_of(name) for end in (claim.subject, claim.object)}
    assert level - decided == set()


#: Statements of the second framework that no decision names, in the sets that are to be read both ways.
UNDECIDED = {
    "ais-psi--psc-itec-2011": "6.3",
    "psc-itec-2011--iste-coaches-2011": "",
    "iste-coaches-2011--iste-administrators-2009-td": "2e 3b 4c 4d",
    "iste-coaches-2011--iste-education-leaders-2018": "1c 2e 4a 4c 4d",
    "ib-psp-2014--cis-2016": "I",
}


@pytest.mark.parametrize("name", UNDECIDED)
def test_what_has_no_decision_on_the_second_side_is_told(name: str) -> None:
    framework = next(f for f in world().frameworks if f.id == name.partition("--")[2])
    kind = "domain" if framework.id == "cis-2016" else framework.mapping_level
    decided = {end for claim in claims_of(name) for end in (claim.subject, claim.object)}
    left = [s.notation for s in framework.statements if s.type == kind and s.short not in decided]
    assert left == UNDECIDED[name].split()
    told = re.sub(r"\s+", " ", (DATA / "README.md").read_text("utf-8")).replace(" and ", ", ")
    assert ", ".join(left) in told


def test_every_set_is_accounted_for() -> None:
    assert sorted([*PRINTED, *DECIDED]) == SETS_JUDGED


@pytest.mark.parametrize("name", SETS_JUDGED)
def test_nothing_is_both_linked_and_not_found(name: str) -> None:
    claims = claims_of(name)
    lacking = {end.short for claim in claims if nothing_found(claim) for end in ends(claim)}
    linked = {end.short for claim in claims if not nothing_found(claim) and not claim.negated for end in ends(claim)}
    assert lacking & linked == set()
    pairs = Counter(frozenset((claim.subject, claim.object)) for claim in claims)
    assert [pair for pair, times in pairs.items() if times > 1] == []


# That the two readings led to what ships.


@cache
def decisions() -> tuple[dict[str, str], ...]:
    with (DATA / "readings" / "decisions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def test_every_decision_ships_as_it_was_made() -> None:
    rows = {(name, c.subject, c.object): category(c) for name in SETS_JUDGED for c in claims_of(name)}
    decided = {(row["set"], row["subject"], row["object"]): row["final"] for row in decisions()}
    assert len(decided) == len(decisions())
    assert {key: final for key, final in decided.items() if rows.get(key, "none") != final} == {}
    # What ships beyond the decided pairs is that nothing was found, for statements no pair of which held.
    held = {(name, end) for (name, *pair), final in decided.items() if final not in ("none", "denied") for end in pair}
    for (name, subject, target), kind in rows.items():
        if (name, subject, target) not in decided:
            assert kind == "noterm" and (name, subject) not in held, (name, subject, target)


def test_what_both_readings_say_was_changed_only_to_claim_less() -> None:
    changed = Counter((r["first"], r["final"]) for r in decisions() if r["first"] == r["second"] != r["final"])
    assert changed == {("broad", "related"): 26, ("broad", "none"): 8, ("narrow", "related"): 8}


def test_the_readme_tells_the_agreement_as_it_is_counted() -> None:
    place = repository.ROOT / "benchmarks" / "agreement.py"
    spec = importlib.util.spec_from_file_location("agreement", place)
    assert spec is not None and spec.loader is not None
    agreement = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(agreement)
    assert agreement.table(decisions()) in (DATA / "README.md").read_text("utf-8")


def test_the_agreement_is_counted_as_by_hand() -> None:
    """The kappa of one set a second time, from its table of both readings."""
    pairs = [(r["first"], r["second"]) for r in decisions() if r["set"] == "ib-psp-2014--cis-2016"]
    names = {name for pair in pairs for name in pair}
    observed = sum(pairs.count((name, name)) for name in names) / len(pairs)
    by_chance = sum(
        sum(a == name for a, _ in pairs) / len(pairs) * sum(b == name for _, b in pairs) / len(pairs) for name in names
    )
    readme = (DATA / "README.md").read_text("utf-8")
    told = re.search(r"ib-psp-2014--cis-2016 \| (\d+) \| (\d+)% \| ([\d.]+) \|", readme)
    assert told is not None
    kappa = (observed - by_chance) / (1 - by_chance)
    assert told.groups() == (str(len(pairs)), f"{100 * observed:.0f}", f"{kappa:.2f}")


# What several statements cover together.


def test_there_are_joint_claims_and_georgia_6_1_is_one() -> None:
    joint = world().joint_claims
    assert len(joint) >= 5
    assert {("psc-itec-2011:6.1", frozenset({"iste-coaches-2011:6a", "iste-coaches-2011:6b"}))} <= {
        (claim.object, frozenset(claim.subjects)) for claim in joint
    }


def test_no_joint_claim_of_a_part_has_a_subject_that_covers_the_whole_alone() -> None:
    from crosswalk.alignment.joint import joint_coverage

    known = world()
    for one in known.joint_claims:
        order = {"covering": one.subjects, "covered": (one.object,)}
        claims = [claim for each in known.sets for claim in each.mappings]
        (cover,) = joint_coverage(order, claims, [one])
        assert one.extent == "whole" or cover.alone == (), one.object


def test_a_joint_claim_joins_several_statements_of_one_framework_to_one_of_another() -> None:
    for claim in world().joint_claims:
        frameworks = {known()[short].framework for short in claim.subjects}
        assert len(set(claim.subjects)) == len(claim.subjects) > 1 == len(frameworks), claim
        assert known()[claim.object].framework not in frameworks, claim


# Whose words the reasons are.


def test_no_reason_holds_five_words_on_end_of_a_publisher() -> None:
    corpora = os.environ.get("CROSSWALK_CORPORA")
    seeds = sorted(Path(corpora).parent.glob("seeds/*.txt")) if corpora else []
    if not seeds:
        pytest.skip("The publishers' texts are not here; CROSSWALK_CORPORA names the folder beside which they lie.")
    theirs = set().union(*(repository.runs(seed.read_text("utf-8", errors="replace"), 5) for seed in seeds))
    ours = set().union(*(repository.runs(reason, 5) for reason in reasons()))
    assert {" ".join(run) for run in ours & theirs} == set()
