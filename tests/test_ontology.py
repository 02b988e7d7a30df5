"""The ontology declares what the code writes, no more and no less, and describes it by its own rules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from crosswalk import resources, vocabulary
from crosswalk.evidence import kinds
from crosswalk.evidence import triples as records
from crosswalk.graph import triples as seam
from crosswalk.graph.oxigraph import parse
from crosswalk.graph.syntax import read_file
from crosswalk.quality.shapes import FILES, SH
from crosswalk.quality.validation import validate_dataset
from crosswalk.terms import Iri, Literal, Triple
from crosswalk.vocabulary import OWL, PREFIXES, RDF_TYPE, SKOS, XW

ROOT = Path(resources.root())
ONTOLOGY = read_file(str(ROOT / "ontology" / "crosswalk.ttl")).triples
DECLARED = {t.subject for t in ONTOLOGY if str(t.subject).startswith(PREFIXES["xw"])}


def objects(subject: Iri, predicate: Iri) -> list[str]:
    return [str(t.object) for t in ONTOLOGY if (t.subject, t.predicate) == (subject, predicate)]


def written_by_the_code() -> set[Iri]:
    """Every term of ours that the seams name, and every row of the tables that they write terms from."""
    named = {
        XW.term(node.attr)
        for module in (seam, records, kinds)
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "XW"
    } - {XW.term("term")}
    tables = (
        *vocabulary.STATEMENT_TYPES,
        *vocabulary.VERDICTS,
        *vocabulary.VERIFICATIONS,
        *vocabulary.CLAIM_KINDS,
        vocabulary.ENTAILED,
        *vocabulary.CURATION_STATUSES,
        *vocabulary.SET_RELATIONS,
        *vocabulary.BASES,
        *vocabulary.EXTENTS,
        *vocabulary.RECORD_STATUSES,
    )
    return named | {XW.term(row) for row in tables}


def mentioned_by_the_shapes() -> set[Iri]:
    shapes = [t for name, _ in FILES for t in parse((ROOT / "ontology" / "shapes" / f"{name}.ttl").read_bytes())]
    return {term for t in shapes for term in t if isinstance(term, Iri) and term.value.startswith(PREFIXES["xw"])}


def test_every_term_that_the_code_writes_is_declared():
    assert written_by_the_code() - DECLARED == set()


def test_every_term_that_the_shapes_mention_is_declared():
    assert mentioned_by_the_shapes() - DECLARED == set()


def test_every_declared_term_is_used():
    used = written_by_the_code() | mentioned_by_the_shapes()
    assert DECLARED - used - {t.object for t in ONTOLOGY if t.subject in used and t.predicate == RDF_TYPE} == set()


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (vocabulary.STATEMENT_TYPES, XW.StatementType),
        (vocabulary.VERDICTS, XW.Verdict),
        (vocabulary.VERIFICATIONS, XW.VerificationStatus),
        ((*vocabulary.CLAIM_KINDS, vocabulary.ENTAILED), XW.ClaimKind),
        (vocabulary.CURATION_STATUSES, XW.CurationStatus),
        (vocabulary.SET_RELATIONS, XW.SetRelation),
        (vocabulary.BASES, XW.Basis),
        (vocabulary.EXTENTS, XW.Extent),
        (vocabulary.RECORD_STATUSES, XW.RecordStatus),
    ],
    ids=lambda value: value.value.rpartition("#")[2] if isinstance(value, Iri) else None,
)
def test_the_individuals_of_a_class_are_the_rows_of_its_table(table, kind):
    declared = {t.subject for t in ONTOLOGY if (t.predicate, t.object) == (RDF_TYPE, kind)}
    assert declared == {XW.term(row) for row in table}


def test_the_ontology_keeps_its_own_annotation_rules():
    assert validate_dataset(ONTOLOGY).findings == ()


def test_each_definition_is_one_sentence_of_its_own():
    definitions = [t.object.value for t in ONTOLOGY if t.predicate == SKOS.definition and isinstance(t.object, Literal)]
    assert len(definitions) == len(set(definitions)) == len(DECLARED)
    assert [d for d in definitions if not (d[0].isupper() and d.endswith(".") and d.count(". ") == 0)] == []
    assert [d for d in definitions if d.startswith(("This ", "A class", "A property"))] == []


def test_no_two_terms_of_one_kind_share_a_label():
    labels = [
        (str(kind.object), str(label.object))
        for kind in ONTOLOGY
        if kind.predicate == RDF_TYPE and kind.object in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for label in ONTOLOGY
        if (label.subject, label.predicate) == (kind.subject, SKOS.prefLabel)
    ]
    assert len(labels) == len(set(labels)) > 0


def test_a_subset_is_explained_as_broad_match_and_a_superset_as_narrow_match():
    (subset,), (superset,) = objects(XW.subset, SKOS.definition), objects(XW.superset, SKOS.definition)
    assert "skos:broadMatch" in subset and "object is the broader one" in subset
    assert "skos:narrowMatch" in superset and "object is the narrower one" in superset


def test_the_predicates_that_the_shapes_allow_are_those_of_the_vocabulary():
    shapes = list(parse((ROOT / "ontology" / "shapes" / "mapping.ttl").read_bytes()))
    predicate = Iri(PREFIXES["xwsh"] + "MappingPredicate")
    (node,) = [t.object for t in shapes if (t.subject, t.predicate) == (predicate, SH.term("in"))]
    assert set(members(node, shapes)) == set(map(vocabulary.expand, vocabulary.MAPPING_PREDICATES))


def members(node: object, shapes: list[Triple]) -> list[object]:
    rdf = PREFIXES["rdf"]
    about = {t.predicate.value: t.object for t in shapes if t.subject == node}
    return [about[rdf + "first"], *members(about[rdf + "rest"], shapes)] if about else []
