"""Every shape finds what it is for and nothing else, in both engines, and speaks of it in our own sentences."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from crosswalk import resources
from crosswalk.errors import UnreadableFile
from crosswalk.graph.dataset import dataset
from crosswalk.graph.oxigraph import parse
from crosswalk.graph.syntax import read_file
from crosswalk.model import Finding
from crosswalk.quality import validation
from crosswalk.quality.report import Report
from crosswalk.quality.results import Engine
from crosswalk.quality.shapes import FILES, SH, Shape, read_shapes, shape_files
from crosswalk.quality.validation import validate_dataset, validate_file
from crosswalk.terms import Blank, Iri, Triple
from crosswalk.vocabulary import PREFIXES, XW

HERE = Path(__file__).parent
ROOT = Path(resources.root())
EXAMPLES = HERE / "shapes"
SHAPES: dict[str, Shape] = {
    shape.iri.removeprefix(PREFIXES["xwsh"]): shape for file in shape_files() for shape in file.shapes.values()
}
ENGINES: tuple[Engine, ...] = ("fast", "pyshacl")

#: Parameters that make a shape a constraint (SHACL Core), as far as our shapes use them.
CONSTRAINTS = {
    SH.term(name)
    for name in [
        *("minCount", "maxCount", "class", "datatype", "nodeKind", "minInclusive", "maxInclusive", "minLength"),
        *("maxLength", "lessThanOrEquals"),
        *("pattern", "uniqueLang", "equals", "disjoint", "lessThan", "not", "and", "or", "in", "hasValue"),
        *("qualifiedValueShape", "sparql"),
    ]
}


@cache
def background() -> tuple[Triple, ...]:
    ontology = read_file(str(ROOT / "ontology" / "crosswalk.ttl")).triples
    return ontology + read_file(str(EXAMPLES / "background.ttl")).triples


@cache
def shipped() -> tuple[Triple, ...]:
    return tuple(t for file in dataset().files for t in read_file(file.path, file.name).triples)


def key(finding: Finding) -> tuple[str, ...]:
    return finding.focus, finding.path, finding.value, finding.code, finding.severity


@cache
def judge(example: Path, engine: Engine) -> Report:
    """The findings of all shapes; of pySHACL those of the file that holds the example's shape, to spare minutes."""
    triples = background() + read_file(str(example)).triples
    if engine == "fast":
        return validate_dataset(triples)
    holding = [file for file in shape_files() if PREFIXES["xwsh"] + example.parent.name in file.shapes]
    return validation._validate(validation.Judged(triples), holding, engine, (), None, None)


def written(folder: Path, text: str, name: str = "mine.ttl") -> str:
    path = folder / name
    prefixes = "".join(f"@prefix {p}: <{ns}> .\n" for p, ns in PREFIXES.items())
    path.write_text((prefixes if name.endswith(".ttl") else "") + text)
    return str(path)


def test_the_background_of_the_examples_conforms():
    assert validate_dataset(background()).findings == ()


def test_every_shape_has_its_examples_and_every_example_its_shape():
    folders = {p.name for p in EXAMPLES.iterdir() if p.is_dir()}
    assert folders == set(SHAPES)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_violating_example_of_a_shape_yields_its_code_alone(name, engine):
    (finding,) = judge(EXAMPLES / name / "violating.ttl", engine).findings
    assert (finding.code, finding.severity) == (SHAPES[name].code, SHAPES[name].severity)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_conforming_example_of_a_shape_yields_nothing(name, engine):
    assert judge(EXAMPLES / name / "conforming.ttl", engine).findings == ()


def test_both_engines_find_the_same_where_everything_is_wrong_at_once():
    everything = [t for name in SHAPES for t in read_file(str(EXAMPLES / name / "violating.ttl")).triples]
    fast, reference = (validate_dataset([*background(), *everything], engine=engine) for engine in ENGINES)
    assert set(map(key, fast.findings)) == set(map(key, reference.findings))
    assert len(fast.findings) > len(SHAPES) / 2
    assert fast.findings == reference.findings


def test_the_shipped_data_conforms_in_both_engines():
    fast, reference = (validate_dataset(shipped(), engine=engine) for engine in ENGINES)
    assert set(map(key, fast.findings)) == set(map(key, reference.findings))
    assert [f"{f.code} {f.where}: {f.message}" for f in fast.findings] == []


def test_both_engines_find_the_same_in_shipped_data_that_was_damaged():
    """Of one framework with all that hangs on it: pySHACL would take three times as long over the whole."""
    names = ("crosswalk.ttl", "agents.ttl", "editions.ttl", "ais-psi.ttl", "iste-coaches-2011--printed.sssom.tsv")
    kept = [file for file in dataset().files if file.name.endswith(names)]
    data = [t for file in kept for t in read_file(file.path, file.name).triples]
    damaged = [t for number, t in enumerate(data) if number % 41]
    fast, reference = (validate_dataset(damaged, engine=engine) for engine in ENGINES)
    assert len(fast.findings) > 20
    assert set(map(key, fast.findings)) == set(map(key, reference.findings))


def test_the_quoted_texts_can_be_taken_away_and_all_still_conforms():
    files = [file for file in dataset().files if "/quoted/" not in file.name]
    kept = [t for file in files for t in read_file(file.path, file.name).triples]
    assert 0 < len(kept) < len(shipped())
    assert validate_dataset(kept).findings == ()


@pytest.mark.parametrize("name", [name for name, _ in FILES])
def test_every_constraint_is_a_shape_with_an_iri_and_a_code(name):
    triples = list(parse((ROOT / "ontology" / "shapes" / f"{name}.ttl").read_bytes()))
    coded = {t.subject for t in triples if t.predicate == XW.code}
    constraining = {t.subject for t in triples if t.predicate in CONSTRAINTS}
    assert {node for node in constraining if isinstance(node, Iri)} == coded
    # What has no IRI is a part of a coded shape: it hangs on one, directly or through other parts.
    above = {t.object: t.subject for t in triples if isinstance(t.object, Blank)}
    for node in constraining - coded:
        while isinstance(node, Blank):
            node = above[node]
        assert node in coded


def test_the_shapes_are_sound_shacl_themselves():
    import pyshacl
    import rdflib

    shapes = rdflib.Graph()
    for file in shape_files():
        shapes.parse(data=file.turtle, format="turtle")
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_no_parameter_is_used_that_the_list_of_constraints_does_not_know():
    neutral = {
        SH.term(name)
        for name in [
            *("path", "alternativePath", "inversePath", "targetClass", "targetSubjectsOf", "targetObjectsOf"),
            *("property", "severity", "message", "qualifiedMinCount", "qualifiedMaxCount", "select"),
        ]
    }
    triples = [t for name, _ in FILES for t in parse((ROOT / "ontology" / "shapes" / f"{name}.ttl").read_bytes())]
    used = {t.predicate for t in triples if t.predicate.value.startswith(PREFIXES["sh"])}
    assert used <= CONSTRAINTS | neutral


def test_a_code_stands_for_one_condition():
    by_code: dict[str, set[tuple[str, ...]]] = {}
    for shape in SHAPES.values():
        by_code.setdefault(shape.code, set()).add((shape.severity, *shape.references))
    assert {code for code, kinds in by_code.items() if len(kinds) > 1} == set()
    assert {code for code in by_code if [s.code for s in SHAPES.values()].count(code) > 1} == {"SKOS-S13"}


@pytest.mark.parametrize("name", SHAPES)
def test_a_message_says_what_is_wrong_and_what_to_do(name):
    shape = SHAPES[name]
    assert re.fullmatch(r"(XW-[A-Z]\d\d|SKOS-(S\d+|CYCLE|SELF))", shape.code)
    assert shape.message.endswith(".") and shape.hint.endswith(".") and "{$this}" in shape.message
    assert re.findall(r"{[^}]*}", shape.message + shape.hint.replace("{?value}", "")) != []
    (finding,) = judge(EXAMPLES / name / "violating.ttl", "fast").findings
    assert "{" not in finding.message + finding.hint and "urn:x-" not in finding.message


def test_a_shape_with_a_code_and_no_message_is_refused():
    turtle = b"@prefix xw: <https://w3id.org/standards-crosswalk/ontology#> . <http://e/s> xw:code 'X' ."
    with pytest.raises(ValueError, match="lacks"):
        list(read_shapes(parse(turtle)))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "MappingConfidence",
            "The mapping example-a:1.1 → example-b:A has the confidence 1.7, which is not one number from 0 to 1.",
        ),
        (
            "MappingObjectExists",
            "The mapping example-a:1.1 → example-b:C9 leads to example-b:C9, a statement that does not exist.",
        ),
        (
            "MappingPredicate",
            "The mapping example-a:1.1 → example-b:A needs exactly one SKOS mapping predicate, and has owl:sameAs.",
        ),
        (
            "StatementUniqueNotation",
            'The statement example-a:1.2 repeats the notation "1.1" of another statement of its framework.',
        ),
        ("CitationCode", 'The citation "" in example-a:1.1 needs exactly one printed code, and has "".'),
        ("StatementNotation", 'The statement example-a:1.2 needs exactly one notation, and has "1.2" and "1b".'),
    ],
)
def test_sentences_are_made_from_code_and_value_with_short_forms(name, sentence):
    (finding,) = judge(EXAMPLES / name / "violating.ttl", "fast").findings
    assert finding.message == sentence


def test_a_value_with_braces_is_not_taken_for_a_place(tmp_path):
    path = written(tmp_path, '<urn:x> skos:prefLabel "{$this}"@en ; skos:altLabel "{$this}"@en .')
    (finding,) = validate_file(read_file(path).triples).findings
    assert finding.message.startswith('urn:x has "{$this}"@en as its preferred label')


def test_a_finding_names_its_place_where_one_is_known():
    triples = read_file(str(EXAMPLES / "MappingConfidence" / "violating.ttl")).triples
    focus = PREFIXES["xwid"] + "mapping/1"
    (finding,) = validate_dataset([*background(), *triples], places={focus: "mine.tsv:12"}).findings
    assert finding.where == "mine.tsv:12"


def test_findings_of_reading_stand_in_the_report_and_decide_whether_it_conforms():
    reading = Finding("violation", "SSSOM-1", "mine.tsv:3", "A row is short.")
    report = validate_dataset(background(), findings=[reading])
    assert (report.findings, report.conforms, report.results) == ((reading,), False, ())


def test_progress_is_told_shape_file_by_shape_file():
    steps = []
    validate_dataset(background(), progress=lambda *step: steps.append(step))
    assert steps == [(number, len(FILES), name) for number, (name, _) in enumerate(FILES, 1)]


def test_findings_come_in_the_same_order_whatever_the_order_of_the_triples():
    triples = [t for name in SHAPES for t in read_file(str(EXAMPLES / name / "violating.ttl")).triples]
    forwards = validate_dataset([*background(), *triples]).findings
    backwards = validate_dataset([*background(), *triples][::-1]).findings
    assert forwards == backwards
    assert [f.severity for f in forwards] == sorted((f.severity for f in forwards), key=["violation", "warning"].index)


def test_the_report_in_turtle_has_one_result_a_finding():
    import rdflib

    triples = [t for name in SHAPES for t in read_file(str(EXAMPLES / name / "violating.ttl")).triples]
    report = validate_dataset([*background(), *triples])
    graph = rdflib.Graph().parse(data=report.turtle(), format="turtle")
    sh = rdflib.Namespace(PREFIXES["sh"])
    results = set(graph.objects(graph.value(predicate=rdflib.RDF.type, object=sh.ValidationReport), sh.result))
    assert len(results) == len(report.findings)
    for result in results:
        for predicate in ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape", "resultMessage"):
            assert len(set(graph.objects(result, sh[predicate]))) == 1
    assert [bool(o) for o in graph.objects(None, sh.conforms)] == [False]
    # A path of several steps is written out whole.
    (place,) = graph.subjects(sh.sourceShape, rdflib.URIRef(PREFIXES["xwsh"] + "StatementPlace"))
    path = graph.value(graph.value(place, sh.resultPath), sh.alternativePath)
    assert len(list(rdflib.collection.Collection(graph, path))) == 2


def test_the_report_of_sound_data_says_that_it_conforms():
    assert b"sh:conforms true" in validate_dataset(background()).turtle()


# ── A file of somebody's own ────────────────────────────────────────────────────────────────────────────────────────

MAPPING = """
xwid:mapping-1 a owl:Axiom , sssom:Mapping ;
    owl:annotatedSource <{subject}> ; owl:annotatedProperty {predicate} ; owl:annotatedTarget <{object}> ;
    sssom:mapping_justification semapv:ManualMappingCuration ; pav:authoredBy <https://orcid.org/0000-0000-0000-0000> ;
    rdfs:comment "A test." ; xw:claimKind xw:judged ; xw:curationStatus xw:proposed ; sssom:confidence {confidence} .
"""
SOUND = {
    "subject": PREFIXES["xwid"] + "ais-psi/3.4",
    "predicate": "skos:relatedMatch",
    "object": PREFIXES["xwid"] + "ib-psp-2014/B2.8",
    "confidence": "0.7",
}


def codes_of(path: str) -> set[str]:
    content = read_file(path)
    return {f.code for f in validate_file(content.triples, shipped(), findings=content.findings).findings}


def test_a_mapping_between_shipped_statements_is_judged_with_them_known_to_exist(tmp_path):
    assert codes_of(written(tmp_path, MAPPING.format(**SOUND))) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"object": PREFIXES["xwid"] + "ib-psp-2014/C2.12"}, "XW-M05"),
        ({"subject": PREFIXES["xwid"] + "ais-psi/9.9"}, "XW-M04"),
        ({"predicate": "skos:sameMatch"}, "XW-M03"),
        ({"confidence": "1.7"}, "XW-M10"),
        ({"confidence": '"quite"^^xsd:decimal'}, "XW-M10"),
    ],
)
def test_a_mistake_in_a_mapping_of_ones_own_is_found(tmp_path, change, code):
    assert codes_of(written(tmp_path, MAPPING.format(**SOUND | change))) == {code}


def test_a_mapping_to_somebody_elses_concept_cannot_be_looked_up_and_is_let_through(tmp_path):
    assert codes_of(written(tmp_path, MAPPING.format(**SOUND | {"object": "https://example.org/anything"}))) == set()


def test_a_file_without_our_terms_is_judged_by_skos_alone(tmp_path):
    foreign = """
    <urn:m> a sssom:Mapping . <urn:r> a ceasn:Rubric . <urn:c> a owl:Class .
    <urn:a> skos:prefLabel "a"@en , "b"@en .
    """
    text = foreign.replace("ceasn:Rubric", "<https://purl.org/ctdlasn/terms/Rubric>")
    assert codes_of(written(tmp_path, text)) == {"SKOS-S14"}


def test_a_circle_is_a_warning_in_a_file_of_ones_own_and_a_violation_among_our_statements(tmp_path):
    circle = "<urn:a> skos:broader <urn:b> . <urn:b> skos:broader <urn:a> ."
    report = validate_file(read_file(written(tmp_path, circle)).triples)
    assert [(f.code, f.severity) for f in report.findings] == [("SKOS-CYCLE", "warning")]
    assert report.conforms
    report = judge(EXAMPLES / "StatementCycle" / "violating.ttl", "fast")
    assert [(f.code, f.severity) for f in report.findings] == [("XW-S13", "violation")]
    assert not report.conforms


@pytest.mark.parametrize("file", dataset().files, ids=lambda file: file.name)
def test_each_shipped_file_conforms_when_judged_as_a_file_of_its_own(file):
    content = read_file(file.path, file.name)
    assert validate_file(content.triples, shipped(), findings=content.findings).findings == ()


def test_no_finding_is_about_a_shipped_statement_that_a_file_only_mentions(tmp_path):
    mention = "<urn:mine> a skos:Concept ; xw:verification xw:verified ; skos:broadMatch <{subject}> .".format(**SOUND)
    assert codes_of(written(tmp_path, mention)) == set()


def test_a_repeated_notation_is_found_in_a_file_of_ones_own(tmp_path):
    statement = """
    <urn:{n}> a xw:Statement ; dcterms:identifier "mine:{n}" ; skos:notation "1" ; skos:prefLabel "{n}"@en ;
        skos:inScheme xwid:ais-psi ; skos:topConceptOf xwid:ais-psi ; xw:statementType xw:indicator ;
        schema:position 1 ; xw:verification xw:verified .
    """
    assert codes_of(written(tmp_path, statement.format(n="a") + statement.format(n="b"))) == {"XW-S10"}


def test_turtle_that_stops_in_the_middle_is_refused_with_its_line(tmp_path):
    path = written(tmp_path, "<urn:a> skos:prefLabel")
    line = len(PREFIXES) + 1
    with pytest.raises(UnreadableFile, match=rf"mine\.ttl stops being readable at line {line}\b.*"):
        read_file(path)


def test_blank_nodes_are_reported_as_blank_nodes(tmp_path):
    path = written(tmp_path, '_:x skos:prefLabel "a"@en , "b"@en ; skos:broader "text"@en .')
    report = validate_file(read_file(path).triples)
    assert {f.code for f in report.findings} == {"SKOS-S14", "SKOS-S20"}
    assert all(isinstance(result.focus, Blank) and f.focus.startswith("_:") for f, result in report.results)
    assert b"urn:x-" not in report.turtle()


def test_a_set_of_claims_that_contradicts_itself_is_found_and_two_sets_that_disagree_are_not(tmp_path):
    def claim(number: int, predicate: str, mapping_set: str, extra: str = "") -> str:
        record = MAPPING.format(**SOUND | {"predicate": predicate}).replace("mapping-1", f"mapping-{number}")
        return f"{record}\n<urn:{mapping_set}> sssom:mappings xwid:mapping-{number} .{extra}"

    exact, broad = claim(1, "skos:exactMatch", "s"), claim(2, "skos:broadMatch", "s")
    assert codes_of(written(tmp_path, exact + broad)) == {"SKOS-S46"}
    assert codes_of(written(tmp_path, exact + claim(2, "skos:broadMatch", "t"))) == set()
    denied = claim(2, "skos:broadMatch", "s", " xwid:mapping-2 sssom:predicate_modifier sssom:NegatedPredicate .")
    assert codes_of(written(tmp_path, exact + denied)) == set()
    assert codes_of(written(tmp_path, exact + broad.replace("xw:proposed", "xw:candidate"))) == set()


TABLE = """#curie_map:
#  ais-psi: https://w3id.org/standards-crosswalk/id/ais-psi/
#  ib-psp-2014: https://w3id.org/standards-crosswalk/id/ib-psp-2014/
#license: https://creativecommons.org/licenses/by/4.0/
#mapping_set_id: https://example.org/set
#mapping_set_title: A test
#subject_source: ais-psi
#object_source: ib-psp-2014
subject_id|predicate_id|object_id|mapping_justification|author_id|confidence
ais-psi:3.4|skos:exactMatch|ib-psp-2014:C2.12|semapv:ManualMappingCuration|https://orcid.org/1|0.5
ais-psi:3.4|skos:exactMatch|ib-psp-2014:B2.8|semapv:ManualMappingCuration|https://orcid.org/1|1.7
ais-psi:3.4|skos:sameMatch|ib-psp-2014:B2.8|semapv:ManualMappingCuration|https://orcid.org/1|0.7
ais-psi:3.4|skos:broadMatch|ib-psp-2014:C3.10|semapv:ManualMappingCuration|https://orcid.org/1|0.7
ais-psi:3.4|skos:relatedMatch|ib-psp-2014:C3.10|semapv:ManualMappingCuration|https://orcid.org/1|0.7
sssom:NoTermFound|skos:exactMatch|sssom:NoTermFound|semapv:ManualMappingCuration|https://orcid.org/1|0.7
"""


def test_mistakes_in_a_table_of_ones_own_are_found_each_on_its_line(tmp_path):
    content = read_file(written(tmp_path, TABLE.replace("|", "\t"), "mine.sssom.tsv"))
    report = validate_file(content.triples, shipped(), findings=content.findings, places=content.places)
    assert [(f.where, f.code) for f in report.findings] == [
        ("mine.sssom.tsv:10", "XW-M05"),
        ("mine.sssom.tsv:11", "XW-M10"),
        ("mine.sssom.tsv:12", "XW-M03"),
        ("mine.sssom.tsv:14", "SKOS-S27"),
    ]


corpora = pytest.mark.skipif(
    "CROSSWALK_CORPORA" not in os.environ, reason="set CROSSWALK_CORPORA to the folder of sample corpora to run this"
)


@corpora
@pytest.mark.parametrize("kind", ["valid", "spec"])
def test_every_sample_table_of_sssom_is_judged_the_same_by_both_engines(kind):
    files = sorted(Path(os.environ["CROSSWALK_CORPORA"]).glob(f"sssom/{kind}/*.tsv"))
    assert files
    for path in files:
        content = read_file(str(path))
        fast, reference = (validate_file(content.triples, places=content.places, engine=engine) for engine in ENGINES)
        assert fast.findings == reference.findings
        # Predicates beyond the SKOS mapping relations are legal SSSOM and not ours; nothing else may be found.
        assert {f.code for f in fast.findings} <= {"XW-M03"}


@corpora
def test_every_sample_file_of_skos_gives_the_same_findings_in_both_engines():
    for path in sorted(Path(os.environ["CROSSWALK_CORPORA"]).glob("skos/*/*/*.ttl")):
        fast, reference = (validate_file(read_file(str(path)).triples, engine=engine) for engine in ENGINES)
        assert fast.findings == reference.findings
