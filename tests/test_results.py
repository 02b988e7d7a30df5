"""Results: plain for people, W3C formats for programs, and the two agree."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import NotSayable
from crosswalk.graph.oxigraph import parse
from crosswalk.graph.results import Result, from_json, plain
from crosswalk.terms import XSD, Blank, Iri, Literal, Triple
from crosswalk.vocabulary import statement_iri

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
TERMS = st.one_of(
    st.none(),
    TEXTS.map(Literal),
    TEXTS.map(lambda t: Literal(t, "en")),
    st.integers().map(lambda n: Literal(str(n), None, XSD + "integer")),
    st.just(statement_iri("ais-psi:3.4")),
    st.just(Blank("b0")),
)
ROWS = st.lists(st.tuples(TERMS, TERMS), max_size=5).map(lambda rows: Result("select", ("a", "b"), tuple(rows)))


@given(ROWS)
def test_json_results_read_back_the_same(result: Result) -> None:
    assert from_json(result.to_json()) == result


def test_the_formats_are_the_w3c_ones_with_full_iris() -> None:
    iri = statement_iri("ais-psi:3.4")
    result = Result(
        "select", ("a", "b"), ((iri, Literal("x,\ty\n", "en")), (None, Literal("1", None, XSD + "integer")))
    )
    rows = list(csv.reader(io.StringIO(result.serialize("csv").decode())))
    assert rows == [["a", "b"], [iri.value, "x,\ty\n"], ["", "1"]]
    assert result.serialize("tsv").decode().splitlines()[0] == "?a\t?b"
    assert f"<{iri.value}>" in result.serialize("tsv").decode()
    assert json.loads(result.serialize("json"))["head"] == {"vars": ["a", "b"]}
    root = ElementTree.fromstring(result.serialize("xml"))
    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


def test_a_yes_or_no_answer_has_its_formats_too() -> None:
    result = Result("ask", boolean=True)
    assert from_json(result.to_json()).boolean is True
    assert result.serialize("csv").decode().strip() == "true"


def test_a_graph_answer_is_written_as_turtle() -> None:
    iri = statement_iri("ais-psi:3.4")
    triple = Triple(iri, iri, Literal("x"))
    assert list(parse(Result("graph", triples=(triple,)).serialize("text"))) == [triple]


def test_plain_values_are_short_forms_numbers_and_booleans() -> None:
    assert plain(statement_iri("ais-psi:3.4")) == "ais-psi:3.4"
    assert plain(Literal("3", None, XSD + "integer")) == 3
    assert plain(Literal("0.5", None, XSD + "decimal")) == 0.5
    assert plain(Literal("true", None, XSD + "boolean")) is True
    assert plain(Iri("http://example.org/")) == "http://example.org/"
    assert plain(None) is None


def test_a_data_frame_has_a_column_a_variable_even_without_rows() -> None:
    frame = Result("select", ("a", "b")).to_pandas()
    assert list(frame.columns) == ["a", "b"]
    assert len(Result("select", ("a",), ((Literal("x"),),)).to_pandas()) == 1


def test_what_xml_has_no_way_to_write_goes_out_in_the_other_formats_alone() -> None:
    result = Result("select", ("a",), ((Literal("a bell \x07"),), (Literal("two\rlines"),)))
    with pytest.raises(NotSayable, match=r"U\+0007.+ask for JSON, CSV or TSV"):
        result.serialize("xml")
    assert json.loads(result.serialize("json"))["results"]["bindings"][0]["a"]["value"] == "a bell \x07"
    kept = result._replace(rows=result.rows[1:])
    assert [one.text for one in ElementTree.fromstring(kept.serialize("xml")).iter() if one.text] == ["two\rlines"]
