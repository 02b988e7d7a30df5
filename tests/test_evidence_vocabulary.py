"""What a record may refer to is found by code, label or short form, and the nearest are named where it is not."""

from __future__ import annotations

import pytest

from crosswalk import open_graph
from crosswalk.errors import AmbiguousIdentifier, InputError, UnknownIdentifier
from crosswalk.evidence.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    graph = open_graph()
    return Vocabulary(graph.records, graph.resolve)


def test_a_type_is_given_by_code_or_label_in_any_case(known: Vocabulary) -> None:
    for given in ("policy-2", "Inclusion policy", "INCLUSION POLICY ", "Policy-2"):
        assert known.evidence_type(given) == "policy-2"
    assert known.evidence_type("policy") == known.evidence_type("Policies") == "policy"
    with pytest.raises(UnknownIdentifier, match=r"no type of evidence 'polcy'; did you mean policy"):
        known.evidence_type("polcy")
    with pytest.raises(UnknownIdentifier, match=r"crosswalk query list_evidence_types lists them"):
        known.evidence_type("§§§")


def test_every_type_has_a_category_and_those_of_the_programme_are_nobodys(known: Vocabulary) -> None:
    assert {type_.category for type_ in known.types.values()} - {""} <= set(known.types)
    assert [code for code, type_ in known.types.items() if type_.category and not type_.accreditors] == [
        "programme-1", "programme-2", "programme-3",
    ]  # fmt: skip


def test_a_level_is_that_of_the_statements_own_publisher_where_several_have_the_word(known: Vocabulary) -> None:
    assert known.level("Meets", "ais-psi:3.4") == known.level("meets", "ib-psp-2014:B2.8") == "ais-psi/level/meets"
    assert known.level("Meets", "psc-itec-2011:1.1") == "scale/ksu-itec/meets"
    assert known.level("Emerging", "ib-psp-2014:B2.8") == "scale/ib-ssq-2014/emerging"
    assert known.level("scale/cis-7th/w") == "scale/cis-7th/w" and known.level_label("scale/cis-7th/w") == "W"
    with pytest.raises(UnknownIdentifier, match=r"no level 'Meetz'; did you mean Meets"):
        known.level("Meetz")
    doubled = Vocabulary(known.records, known._resolve)
    doubled.levels = {
        place: level._replace(label="Same", publisher="X", scale="x") for place, level in known.levels.items()
    }
    with pytest.raises(InputError, match=r"'Same' is a level of several scales"):
        doubled.level("Same")


def test_a_statement_is_given_by_short_form_or_iri_and_a_code_alone_names_its_candidates(known: Vocabulary) -> None:
    iri = "https://w3id.org/standards-crosswalk/id/ais-psi/3.4"
    assert known.statement("ais-psi:3.4") == known.statement(iri) == known.statement("AIS-PSI:3.4") == "ais-psi:3.4"
    assert known.statement("ib-psp-2014") == "ib-psp-2014"
    with pytest.raises(AmbiguousIdentifier, match=r"is a code without its framework"):
        known.statement("1a")
    for given in ("B2.13", "IB B2.13", "ib-psp-2014:B2.13"):
        with pytest.raises(UnknownIdentifier, match=r"did you mean .*ib-psp-2014:B2") as told:
            known.statement(given)
        assert told.value.candidates
    with pytest.raises(UnknownIdentifier):
        known.statement(" ")


def test_criteria_and_psis_are_places_by_key_or_short_form(known: Vocabulary) -> None:
    assert known.place("1-vision") == known.place("xwid:ais-psi/rubric/PSI1/1-vision") == "ais-psi/rubric/PSI1/1-vision"
    assert known.place("PSI3") == known.place("ais-psi:PSI3") == known.place("ais-psi/PSI3") == "ais-psi/PSI3"
    with pytest.raises(UnknownIdentifier, match=r"no criterion or PSI '1-vison'; did you mean 1-vision"):
        known.place("1-vison")


def test_the_rubric_has_its_thirty_two_criteria_and_those_without_indicators(known: Vocabulary) -> None:
    assert len(known.criteria) == 32
    bare = {criterion.key for criterion in known.criteria.values() if not criterion.statements}
    assert bare == {"1-evidence", "1-resources", "4-resources"}
    assert known.label("ais-psi:3.4") == "Assistive technology for diverse learners"
    assert known.label("ais-psi:9.9") == "no longer in the data"
