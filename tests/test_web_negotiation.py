"""Accept headers against a reading of RFC 9110 §12.5.1 that goes offer by offer and range by range."""

from __future__ import annotations

from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.web.negotiation import MediaRange, choose, pieces, ranges

OFFERS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")

TYPES = st.sampled_from(["application", "text", "*", "image"])
SUBTYPES = st.sampled_from(["sparql-results+json", "sparql-results+xml", "csv", "tab-separated-values", "*", "png"])
QUALITIES = st.sampled_from(
    ["", ";q=0", ";q=0.1", ";q=0.5", "; q=0.501", ";q=1", ";Q=1.000", ';charset="a,b;q=0";q=0.3']
)
PARTS = st.tuples(TYPES, SUBTYPES, QUALITIES).filter(lambda part: part[0] != "*" or part[1] == "*")


def written(parts: list[tuple[str, str, str]]) -> str:
    return " , ".join(f"{type_}/{subtype}{rest}" for type_, subtype, rest in parts)


def plainly(parts: list[tuple[str, str, str]], offers: tuple[str, ...]) -> str | None:
    """By sorting: for each offer the weight of the closest range, then the offer with most, the first of those."""

    def weight(rest: str) -> float:
        return float(rest.lower().rpartition("q=")[2]) if rest else 1.0

    weights = {}
    for offer in offers:
        exact = [weight(r) for t, s, r in parts if f"{t}/{s}" == offer]
        by_type = [weight(r) for t, s, r in parts if s == "*" and t == offer.partition("/")[0]]
        anything = [weight(r) for t, _, r in parts if t == "*"]
        closest = exact or by_type or anything or [0.0]
        weights[offer] = max(closest)
    most = max(weights.values())
    return next((offer for offer in offers if weights[offer] == most), None) if most > 0 else None


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_the_choice_is_the_one_that_the_rule_gives(parts: list[tuple[str, str, str]]) -> None:
    assert choose(written(parts), OFFERS) == plainly(parts, OFFERS)


def read_character_by_character(header: str) -> list[MediaRange]:
    """A header cut at the commas and semicolons outside quoted strings, one character after another."""
    listed, quoted, escaped = [[""]], False, False
    for character in header:
        if character == "," and not quoted:
            listed.append([""])
        elif character == ";" and not quoted:
            listed[-1].append("")
        else:
            listed[-1][-1] += character
        if character == '"' and not escaped:
            quoted = not quoted
        escaped = quoted and character == "\\" and not escaped
    found = []
    for name, *parameters in listed:
        type_, slash, subtype = name.strip().partition("/")
        named = slash and set(type_ + subtype) <= TOKEN and type_ and subtype and (type_ != "*" or subtype == "*")
        pairs = [one.partition("=") for one in parameters]
        weights = [value.strip() for key, sign, value in pairs if sign and key.strip() in ("q", "Q")]
        weight = weights[0] if weights else "1"
        if named and weight and len(weight) <= 5 and float(weight) <= 1:
            found.append(MediaRange(type_.lower(), subtype.lower(), float(weight)))
    return found


TOKEN = set(ascii_letters + digits + "!#$%&'*+-.^_`|~")
WEIGHTS = ["q=0", "q=0.25", " Q = 1.000 ", "q=1.", "q=0.1234", "q=2", "q=", "q"]
QUOTED = ['a="x,y;q=0"', r'a="\\"', 'a=""', r'a="say \"q=0\""', "a=b", ""]
PARAMETERS = st.sampled_from([*WEIGHTS, *QUOTED])
NAMES = st.sampled_from(["text/csv", " */* ", "text/*", "*/csv", "TEXT/Plain", "text", "a/b/c", "", " ", "tex t/csv"])
ORDINARY = st.lists(
    st.tuples(NAMES, st.lists(PARAMETERS, max_size=3)).map(lambda one: ";".join([one[0], *one[1]])), max_size=6
).map(",".join)


@given(ORDINARY)
def test_an_ordinary_header_is_read_as_it_is_character_by_character(header: str) -> None:
    assert list(ranges(header)) == read_character_by_character(header)


HOSTILE = st.lists(st.sampled_from(['"', "\\", ",", ";", "a", " ", "=", "/", "\n", 'q="']), max_size=40).map("".join)


@given(HOSTILE, st.integers(1, 500))
def test_no_character_of_any_header_is_read_twice(pattern: str, times: int) -> None:
    header = pattern * times
    assert "".join(pieces(header)) == header


@pytest.mark.parametrize("pattern", ['"\\', '"', '\\"', '""', '","\\', ";", "a", '"\\\\\\'])
def test_a_header_as_long_as_a_server_takes_is_cut_into_pieces_once(pattern: str) -> None:
    header = pattern * (60_000 // len(pattern))
    assert "".join(pieces(header)) == header
    assert list(ranges(header)) == []


@given(st.text(max_size=200))
def test_any_header_at_all_gives_an_offer_or_none(header: str) -> None:
    assert choose(header, OFFERS) in (*OFFERS, None)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, OFFERS[0]),
        ("", OFFERS[0]),
        ("*/*", OFFERS[0]),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/*;q=0.5, text/csv;q=0", "text/tab-separated-values"),
        ("application/sparql-results+xml;q=0.9, */*;q=0.8", "application/sparql-results+xml"),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("*/csv", OFFERS[0]),  # no range at all, and so no wish
        ("text/csv;q=2", OFFERS[0]),
        ("text/csv;q=nan", OFFERS[0]),
        ("text/csv ; q=0.7,text/tab-separated-values;q=0.8", "text/tab-separated-values"),
        ('text/csv;note="a, image/png;q=0"', "text/csv"),
    ],
)
def test_a_header_is_read_as_it_is_meant(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, OFFERS) == chosen


def test_a_very_long_header_is_read_only_at_its_beginning() -> None:
    assert len(list(ranges(", ".join(["text/csv"] * 1000)))) == 50


def test_a_range_is_as_wide_as_it_says() -> None:
    assert [MediaRange(*one, 1.0).fits("text/csv") for one in (("text", "csv"), ("text", "*"), ("*", "*"))] == [3, 2, 1]
