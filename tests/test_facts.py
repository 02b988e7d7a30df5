"""What the files say of how much is known, of scales, of evidence and of accreditors, read from the triples alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

import pytest
import repository

from crosswalk.graph import syntax
from crosswalk.terms import Iri, Term
from crosswalk.vocabulary import DCTERMS, MAPPING_PREDICATES, PREFIXES, RDF_TYPE, SCHEMA, SKOS, XW, short_form

DATA = repository.ROOT / "data"
FRAMEWORKS = sorted(path.stem for path in DATA.glob("frameworks/*.ttl"))

#: How the notes on completeness call a type of statement.
NAMED = {
    "standards": "standard", "practices": "practice", "indicators": "indicator", "elements": "element",
    "roles": "role", "drivers": "driver", "domains": "domain", "dispositions": "disposition", "PSIs": "psi",
    "distinctions": "distinction", "routines": "routine", "requirements": "requirement",
}  # fmt: skip


@cache
def facts(name: str) -> dict[str, dict[str, list[Term]]]:
    """The triples of a file: subject → predicate → values, by short form."""
    found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in syntax.read_file(str(DATA / name)).triples:
        found[short_form(str(subject))][short_form(str(predicate))].append(value)
    return found


def values(about: dict[str, list[Term]], predicate: Iri) -> list[str]:
    return [short_form(str(value)) for value in about.get(short_form(predicate.value), [])]


def one(about: dict[str, list[Term]], predicate: Iri) -> str:
    (value,) = values(about, predicate)
    return value


def of_type(name: str, kind: Iri) -> dict[str, dict[str, list[Term]]]:
    wanted = short_form(kind.value)
    return {subject: about for subject, about in facts(name).items() if wanted in values(about, RDF_TYPE)}


# Frameworks.


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_no_notation_stands_twice_in_a_framework_and_each_is_the_end_of_its_iri(framework: str) -> None:
    found = of_type(f"frameworks/{framework}.ttl", XW.Statement)
    assert {subject: f"{framework}:{one(about, SKOS.notation)}" for subject, about in found.items()} == {
        subject: subject for subject in found
    }


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_says_how_much_of_it_is_known_and_the_numbers_are_true(framework: str) -> None:
    name = f"frameworks/{framework}.ttl"
    (scheme,) = of_type(name, XW.Framework).values()
    note = one(scheme, SKOS.editorialNote)
    held = Counter(one(about, XW.statementType).removeprefix("xw:") for about in of_type(name, XW.Statement).values())
    said: dict[str, int] = {}
    for number, word in re.findall(r"(\d+) (?:of \d+ )?(\w+)", note):
        if word in NAMED:  # what is told first is the whole, what follows may be a part
            said.setdefault(NAMED[word], int(number))
    if framework == "technology-integrationist-roles":
        said["role"] += 4  # those that the readers of the post add, which the note tells apart
    assert said and {kind: held[kind] for kind in said} == said


@pytest.mark.parametrize(("framework", "known"), [("cis-2016", "23 of 57"), ("cis-2016-revised", "13 of 45")])
def test_what_is_known_of_cis_does_not_pass_for_complete(framework: str, known: str) -> None:
    name = f"frameworks/{framework}.ttl"
    (scheme,) = of_type(name, XW.Framework).values()
    note = one(scheme, SKOS.editorialNote)
    assert note.startswith("Not complete: ") and f"{known} standards are known" in note
    standards = [s for s in of_type(name, XW.Statement).values() if one(s, XW.statementType) == "xw:standard"]
    assert len(standards) == int(known.split()[0])


def test_a_standard_of_cis_is_called_core_only_where_that_is_known() -> None:
    flags = {
        framework: {
            one(s, SKOS.notation): one(s, XW.core)
            for s in of_type(f"frameworks/{framework}.ttl", XW.Statement).values()
            if values(s, XW.core)
        }
        for framework in ("cis-2016", "cis-2016-revised")
    }
    assert flags["cis-2016"] == dict.fromkeys(("A1", "A2", "A3", "A4", "B1", "B2", "C1", "D1"), "true")
    assert len(flags["cis-2016-revised"]) == 13 and set(flags["cis-2016-revised"].values()) == {"true"}


# Scales.


def test_each_rating_scale_is_in_order_and_says_how_well_its_levels_are_verified() -> None:
    levels = defaultdict(list)
    for about in of_type("scales.ttl", SKOS.Concept).values():
        levels[one(about, SKOS.inScheme)].append((int(one(about, XW.rank)), one(about, SKOS.prefLabel)))
        assert one(about, XW.verification).startswith("xw:verified")
    assert set(levels) == set(of_type("scales.ttl", XW.RatingScale))
    for ranked in levels.values():
        assert [rank for rank, _ in sorted(ranked)] == list(range(1, len(ranked) + 1))
    scale = short_form(PREFIXES["xwid"] + "scale/")
    assert [label for _, label in sorted(levels[f"{scale}ais-psi"])] == [
        "Exceeds", "Meets", "Approaches", "Does not meet",
    ]  # fmt: skip


def test_no_level_of_a_scale_is_said_to_match_one_of_another() -> None:
    matches = {short_form(str(predicate)) for predicate in MAPPING_PREDICATES}
    found = facts("scales.ttl")
    assert [subject for subject, about in found.items() if matches & about.keys()] == []
    levels = set(of_type("scales.ttl", SKOS.Concept))
    tables = "".join(path.read_text("utf-8") for path in DATA.glob("mappings/*.tsv"))
    assert [level for level in levels if f"\t{level}\t" in tables] == []


# Evidence and accreditors.


def test_every_document_says_who_expects_it_and_how_well_that_is_verified() -> None:
    types = of_type("evidence-types.ttl", XW.EvidenceType)
    categories = {subject for subject, about in types.items() if not values(about, SKOS.broader)}
    assert (len(types) - len(categories), len(categories)) == (45, 13)
    assert len({one(about, SKOS.notation) for about in types.values()}) == len(types)
    for subject, about in types.items():
        if subject in categories:
            assert values(about, XW.expectedBy) == values(about, XW.verification) == []
        else:
            assert one(about, SKOS.broader) in categories
            expected = set(values(about, XW.expectedBy))
            # The records of a district's programme are the school's own; no accreditor is known to ask for them.
            assert bool(expected) != (one(about, SKOS.broader) == "evidence-type:programme")
            assert expected <= {"agent:cis", "agent:ib"}
            assert one(about, XW.verification) in ("xw:verified", "xw:verifiedOneSource", "xw:partlyVerified")


def test_the_document_names_four_accreditors_one_of_them_by_its_former_name() -> None:
    assert sorted(values(facts("mentions.ttl")["ais-psi:1.2"], SCHEMA.mentions)) == [
        "agent:cis", "agent:cognia", "agent:ib", "agent:sais",
    ]  # fmt: skip
    cognia = facts("agents.ttl")["agent:cognia"]
    assert (one(cognia, SKOS.prefLabel), values(cognia, SKOS.altLabel)) == ("Cognia", ["AdvancED"])


def test_what_replaced_the_georgia_set_is_told_as_far_as_it_is_known() -> None:
    (scheme,) = of_type("frameworks/psc-itec-2011.ttl", XW.Framework).values()
    assert "now points to ISTE Educators 2017" in one(scheme, SKOS.editorialNote)
    assert values(scheme, DCTERMS.isReplacedBy) == []
