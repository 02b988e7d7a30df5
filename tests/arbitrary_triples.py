"""Arbitrary triples for tests that hold of all: a few IRIs in and out of our namespaces, any text, several types."""

from hypothesis import strategies as st

from crosswalk.terms import XSD, Iri, Literal, Triple
from crosswalk.vocabulary import RDF_TYPE, SKOS, statement_iri

IRIS = st.one_of(
    st.sampled_from([statement_iri(s) for s in ("ais-psi:3.4", "ib-psp-2014:C1.10", "ib-psp-2014:C1.9", "ais-psi")]),
    st.sampled_from([SKOS.broader, RDF_TYPE, Iri("http://example.org/a/b.c/"), Iri("urn:x:y#.z")]),
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.tuples(TEXTS, st.sampled_from(["en", "fr", "en-gb"])).map(lambda pair: Literal(*pair)),
    st.integers().map(lambda n: Literal(str(n), None, XSD + "integer")),
    st.sampled_from([Literal("true", None, XSD + "boolean"), Literal("x", None, "http://example.org/type")]),
)
TRIPLES = st.lists(st.builds(Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=12)
