"""Names go out short and come back whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.terms import Iri
from crosswalk.vocabulary import BASE, PREFIXES, SKOS, expand, short_form, shorten, statement_iri

NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.-]{0,8}", fullmatch=True)
RESERVED = {"mapping", "mapping-set", "citation"}


@given(NAMES.filter(lambda name: name not in RESERVED), CODES)
def test_a_short_form_survives_the_way_to_an_iri_and_back(framework: str, notation: str) -> None:
    assert short_form(statement_iri(f"{framework}:{notation}").value) == f"{framework}:{notation}"
    assert short_form(statement_iri(framework).value) == framework


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_a_curie_survives_the_way_to_an_iri_and_back(prefix: str) -> None:
    if prefix not in ("xwid",):
        assert shorten(expand(f"{prefix}:thing").value) == f"{prefix}:thing"


def test_no_prefix_stands_for_two_namespaces_and_none_is_inside_another_unnoticed() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_an_unknown_iri_and_an_unknown_prefix_are_left_alone_or_refused() -> None:
    assert short_form("http://example.org/x") == "http://example.org/x"
    with pytest.raises(KeyError):
        expand("nobody:x")


def test_records_of_other_kinds_do_not_pass_for_statements() -> None:
    assert short_form(f"{BASE}id/mapping/0123") == "xwid:mapping/0123"
    assert short_form(f"{BASE}id/ais-psi/rubric/PSI3") == "xwid:ais-psi/rubric/PSI3"


def test_a_namespace_gives_its_terms_even_where_python_has_a_method_of_that_name() -> None:
    assert SKOS.broader == Iri("http://www.w3.org/2004/02/skos/core#broader")
    assert SKOS.term("count") == SKOS.count == Iri("http://www.w3.org/2004/02/skos/core#count")
