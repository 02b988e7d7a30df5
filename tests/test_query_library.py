"""The library's files: each keeps the rules of its kind and answers as a second, plainer reading of the data does."""

from __future__ import annotations

import itertools
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import query_answers
import query_fact_answers
import query_judgement_answers
import query_readings
import query_reasoning_answers
import repository
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from query_world import NOTHING, SMALL, World, all_triples, claim, mapping_set, shipped, world_triples, write

from crosswalk.api import CrosswalkGraph, open_graph
from crosswalk.graph import oxigraph, queries, syntax, tokens
from crosswalk.graph.dataset import INFERRED
from crosswalk.graph.inference import inferred
from crosswalk.graph.results import plain
from crosswalk.terms import Iri, Literal
from crosswalk.vocabulary import CLAIM_KINDS, CURATION_STATUSES, MAPPING_PREDICATES, PREFIXES, expand, statement_iri

#: The columns of each query; pages, commands and notebooks depend on them.
COLUMNS = {
    "count_claims": "kind status denied claims",
    "count_matrix": "from_framework from_label to_framework to_label claims statements mapped reviewed",
    "count_verdicts": "cited_framework verdict verdict_label citations",
    "describe_statement": "framework framework_label notation label gloss title text type type_label programme "
    "verification verification_label verification_note rights",
    "filter_mappings": "mapping subject subject_label relation object object_label denied justification confidence "
    "author author_label kind status reason",
    "find_paths": "subject first_relation hub second_relation object first_mapping second_mapping",
    "list_accreditors_named": "statement label framework accreditor accreditor_label other_names",
    "list_agreements": "subject subject_label object object_label printed_code relation denied reason confidence "
    "author_label status judged",
    "list_changes": "change statement label relation counterpart counterpart_label position counterpart_position",
    "list_citing_statements": "statement label framework printed_code printed_text start verdict",
    "list_claims": "mapping subject relation object denied set_relation confidence kind status author author_label "
    "justification basis reason searched printed_text printed_code start end verdict resolution resolved_through note "
    "date",
    "list_criteria": "criterion key label subject framework level level_label rank cell statement stem text",
    "list_decisions": "decision statement statement_label reason date",
    "list_denied_citations": "statement label printed_code printed_text start cited cited_label reason confidence "
    "author_label status denial",
    "list_disagreements": "subject subject_label object object_label printed_code relation denied reason confidence "
    "author_label status judged",
    "list_evidence": "id title type type_label status date expires owner confidential link",
    "list_evidence_types": "type code label category category_label accreditor accreditor_label verification "
    "verification_label",
    "list_frameworks": "framework label title publisher issued level level_label statements at_level rights note "
    "source verification verification_note",
    "list_gaps": "statement label section section_label reviewed",
    "list_gloss_claims": "mapping subject subject_label relation object object_label denied confidence author_label "
    "status reason",
    "list_goals": "person goal statement statement_label specific measurable achievable relevant due status progress",
    "list_identifiers": "identifier notation resource label",
    "list_inferred": "verdict subject subject_label relation denied object object_label possible confidence hubs "
    "premises record",
    "list_joint_claims": "joint object object_label extent subjects reason confidence author_label basis status",
    "list_labels": "resource label language property",
    "list_levels": "scale scale_label publisher publisher_label level label rank gloss verification",
    "list_mappings": "subject subject_label relation object object_label justification confidence author "
    "author_label status kind denied citation printed_code verdict resolved_through mapping recorded reason",
    "list_neighbours": "neighbour notation label framework framework_label direction relation denied kind status "
    "confidence author_label mapping",
    "list_no_term_found": "statement label framework searched reason confidence author_label basis status mapping",
    "list_problems": "problem about message status answer",
    "list_ratings": "person cycle cycle_title criterion criterion_label level level_label reflection",
    "list_record_changes": "record revision change at who what reason body",
    "list_relatives": "place relative notation label",
    "list_replacements": "older older_label newer newer_label held_older held_newer",
    "list_statement_mappings": "mapping direction relation denied other other_label other_framework "
    "other_framework_label justification confidence author author_label kind status basis reason printed_text "
    "printed_code start verdict resolved_through note",
    "list_statements": "statement framework notation label gloss title text type parent programme verification "
    "position",
    "list_support": "statement statement_label id title level level_label reason status",
    "list_terms": "term kind label definition",
    "list_unresolved_citations": "citation statement printed_code printed_text start cited_framework verdict "
    "verdict_label note nearest",
    "list_unreviewed_claims": "mapping subject subject_label relation object object_label denied confidence "
    "author_label status reason",
    "list_unverified_facts": "statement label verification verification_label note",
    "measure_coverage": "section label statements mapped share",
    "show_rubric": "criterion criterion_label level level_label rank position stem text cell",
    "tabulate_mappings": "subject_section subject object object_section relation kind denied status subject_label "
    "object_label subject_position object_position",
}  # fmt: skip

NAMES = queries.names()

#: What asks about the records of a workspace has its second answers in test_workspace_queries.py.
OF_DATA = [name for name in NAMES if not queries.load(name).of_workspace]


def every_call(world: World) -> list[tuple[str, dict[str, object]]]:
    """Every query with every sensible value of its parameters."""
    frameworks = [framework.id for framework in world.frameworks]
    everything = sorted(query_readings.statements(world))
    authors = sorted({m.author for s in world.sets for m in s.mappings})
    values: dict[str, list[object]] = {
        "framework": list(frameworks), "statement": list(everything), "status": list(CURATION_STATUSES),
        "kind": list(CLAIM_KINDS), "author": list(authors), "number": [0, 0.25, 0.9, 1],
        "language": ["en", "de", "en-gb", "EN", "fr"],
        "agent": sorted({agent for evidence in world.evidence_types for agent in evidence.expected_by}),
    }  # fmt: skip
    calls: list[tuple[str, dict[str, object]]] = []
    for name in OF_DATA:
        parameters = queries.load(name).parameters
        free = [[None, *values[p.type]] if p.optional else values[p.type] for p in parameters]
        combinations = list(itertools.product(*free))
        if len(combinations) > 150:
            combinations = combinations[:1] + random.Random(name).sample(combinations[1:], 149)
        calls += [
            (name, {p.name: v for p, v in zip(parameters, chosen, strict=True) if v is not None})
            for chosen in combinations
        ]
    return calls


def labels_of(triples: list) -> list[tuple[Iri, Iri, str, str]]:
    """Every label among triples."""
    names = {expand(f"skos:{kind}Label") for kind in ("pref", "alt", "hidden")} | {expand("rdfs:label")}
    return list(
        {
            (t.subject, t.predicate, t.object.value, t.object.language.lower())
            for t in triples
            if t.predicate in names and isinstance(t.object, Literal) and t.object.language
        }
    )


def second_answer(name: str) -> Callable[..., list[query_answers.Row]]:
    """The plain implementation of a query."""
    modules = (query_answers, query_fact_answers, query_judgement_answers, query_reasoning_answers)
    return next(getattr(module, name) for module in modules if name in vars(module))


def expected(world: World, labels: list, name: str, parameters: dict[str, object]) -> list[query_answers.Row]:
    """The answer of the second implementation."""
    if name == "list_labels":
        return query_fact_answers.list_labels(world, labels, str(parameters["in_language"]))
    return second_answer(name)(world, **parameters)


@pytest.fixture(scope="module")
def shipped_world() -> World:
    return shipped()


@pytest.fixture(scope="module")
def shipped_graph() -> CrosswalkGraph:
    return open_graph(cache=False)


@pytest.fixture(scope="module")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> CrosswalkGraph:
    return open_graph(write(SMALL, tmp_path_factory.mktemp("small")), cache=False)


@pytest.fixture(scope="module")
def ontology() -> list:
    return list(syntax.read_file(str(repository.ROOT / "ontology" / "crosswalk.ttl")).triples)


def test_every_query_is_held_to_its_columns_and_to_a_second_answer() -> None:
    assert list(COLUMNS) == NAMES
    assert all(callable(second_answer(name)) for name in OF_DATA)


@pytest.mark.parametrize("name", OF_DATA)
def test_the_shipped_data_is_answered_as_a_plain_reading_of_it_answers(
    name: str, shipped_world: World, shipped_graph: CrosswalkGraph, ontology: list
) -> None:
    labels = labels_of([*all_triples(repository.ROOT / "data"), *ontology])
    asked = [parameters for called, parameters in every_call(shipped_world) if called == name]
    answered = 0
    for parameters in asked[:40] if len(asked) > 60 else asked:
        rows = list(shipped_graph.records(name, **parameters))
        assert rows == expected(shipped_world, labels, name, parameters), parameters
        answered += len(rows)
    assert answered > 0


@pytest.mark.parametrize("name", OF_DATA)
def test_the_small_awkward_data_is_answered_as_a_plain_reading_of_it_answers(
    name: str, small_graph: CrosswalkGraph, ontology: list
) -> None:
    labels = labels_of([*world_triples(SMALL), *ontology])
    answered = 0
    for called, parameters in every_call(SMALL):
        if called == name:
            rows = list(small_graph.records(name, **parameters))
            assert rows == expected(SMALL, labels, name, parameters), parameters
            answered += len(rows)
    assert answered > 0


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """The small frameworks with claims at random between them, each claim once."""
    known = sorted(query_readings.statements(SMALL))
    ends = st.sampled_from([*known, NOTHING, "https://example.org/x"])
    claims = draw(
        st.lists(
            st.builds(
                claim, ends, st.sampled_from(MAPPING_PREDICATES), ends, st.sampled_from(["agent:one", "agent:two"]),
                status=st.sampled_from(CURATION_STATUSES), kind=st.sampled_from(CLAIM_KINDS), negated=st.booleans(),
                confidence=st.sampled_from([None, 0.0, 0.5, 1.0]),
            ),
            max_size=14,
            unique_by=lambda m: (m.subject, m.predicate, m.object, m.negated, m.author, m.kind),
        )
    )  # fmt: skip
    cut = draw(st.integers(0, len(claims)))
    names = [framework.id for framework in SMALL.frameworks]
    sources = [(draw(st.sampled_from(names)), draw(st.sampled_from(names))) for _ in range(2)]
    parts = (claims[:cut], claims[cut:])
    sets = tuple(mapping_set(f"s{i}", *sources[i], *part) for i, part in enumerate(parts))
    return SMALL._replace(sets=sets, citations=())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(world=worlds(), pair=st.permutations(["a", "b", "c"]), alike=st.booleans())
def test_claims_at_random_are_answered_as_a_plain_reading_answers(world: World, pair: list[str], alike: bool) -> None:
    first, second, hub = (pair[0], pair[0], pair[1]) if alike else pair
    ends = {"from_framework": first, "to_framework": second}
    with tempfile.TemporaryDirectory() as folder:
        graph = open_graph(write(world, Path(folder)), cache=False)
    for name, parameters in [
        *((n, ends) for n in ("list_mappings", "list_gaps", "measure_coverage", "tabulate_mappings")),
        *((n, {}) for n in ("list_disagreements", "list_agreements", "list_unreviewed_claims", "list_no_term_found")),
        ("list_changes", {"older": first, "newer": second}),
        ("find_paths", {**ends, "hub_framework": hub}), ("count_matrix", {}), ("filter_mappings", {}),
    ]:  # fmt: skip
        assert list(graph.records(name, **parameters)) == expected(world, [], name, parameters), name


# What the answers must say of each other.


def test_gaps_coverage_and_matrix_count_the_same(shipped_graph: CrosswalkGraph) -> None:
    for cell in shipped_graph.records("count_matrix"):
        ends = {"from_framework": cell["from_framework"], "to_framework": cell["to_framework"]}
        sections = shipped_graph.records("measure_coverage", **ends)
        assert sum(int(row["statements"]) for row in sections) == cell["statements"]
        assert sum(int(row["mapped"]) for row in sections) == cell["mapped"]
        assert len(shipped_graph.records("list_gaps", **ends)) == int(cell["statements"]) - int(cell["mapped"])
        mappings = {row["mapping"] for row in shipped_graph.records("list_mappings", **ends)}
        assert len(mappings) == cell["claims"]


def test_the_printed_links_of_the_growth_model_are_counted_as_by_hand(shipped_graph: CrosswalkGraph) -> None:
    counts = {(r["cited_framework"], r["verdict"]): r["citations"] for r in shipped_graph.records("count_verdicts")}
    assert counts == {
        ("ib-psp-2014", "xw:exact"): 63, ("ib-psp-2014", "xw:normalised"): 15, ("ib-psp-2014", "xw:ambiguous"): 1,
        ("ib-psp-2014", "xw:outOfRange"): 2, ("iste-coaches-2011", "xw:exact"): 25,
        ("iste-coaches-2011", "xw:ambiguous"): 2,
    }  # fmt: skip
    gaps = shipped_graph.records("list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi")
    # Of 73 practices 32 are cited; the citations of 11 are denied one and all, so that 21 stay related.
    assert Counter(row["reviewed"] for row in gaps) == {"not reviewed": 73 - 32, "denied": 32 - 21}
    citing = shipped_graph.records("list_citing_statements", cited="ib-psp-2014:B1.5")
    assert len(citing) == 8


# The rules of a query file.


def _tokens(name: str) -> list[tokens.Token]:
    return list(tokens.tokenise(queries.load(name).text))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_asks_its_question_and_explains_its_parameters(name: str) -> None:
    query = queries.load(name)
    assert query.question.endswith("?") and query.question[0].isupper() and len(query.question) < 160
    assert all(len(parameter.meaning) > 10 for parameter in query.parameters)
    assert name.partition("_")[0] in {"count", "describe", "filter", "find", "list", "measure", "show", "tabulate"}


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_is_used_and_none_is_a_column(name: str) -> None:
    used = {token.text[1:] for token in _tokens(name) if token.kind == "variable" and token.text[0] == "$"}
    declared = {parameter.name for parameter in queries.load(name).parameters}
    assert used == declared
    assert declared & set(COLUMNS[name].split()) == set()


@pytest.mark.parametrize("name", OF_DATA)
def test_the_columns_are_as_promised(name: str, small_graph: CrosswalkGraph) -> None:
    parameters = next(parameters for called, parameters in every_call(SMALL) if called == name)
    assert small_graph.query(name, **parameters).variables == tuple(COLUMNS[name].split())


def banned(text: str) -> list[str]:
    """The constructs in a query that some engine answers a hundred times too slowly, and a missing order."""
    found = list(tokens.tokenise(text))
    words = [token.text.upper() for token in found if token.kind == "word"]
    problems = ["EXISTS"] if "EXISTS" in words else []
    problems += ["path alternative"] if any(token.text == "|" for token in found) else []
    problems += ["SERVICE"] if "SERVICE" in words else []
    last = max((i for i, word in enumerate(words) if word == "WHERE"), default=0)
    return problems + ([] if "ORDER" in words[last:] else ["no order"])


@pytest.mark.parametrize("name", NAMES)
def test_no_construct_is_used_that_some_engine_is_slow_at(name: str) -> None:
    assert banned(queries.load(name).text) == []


def test_banned_constructs_would_be_found() -> None:
    assert banned("SELECT ?s WHERE { ?s a ?t FILTER NOT EXISTS { ?s ?p ?o } } ORDER BY ?s") == ["EXISTS"]
    assert banned("SELECT ?s WHERE { ?s <a:b>|^<a:b> ?o }") == ["path alternative", "no order"]
    assert banned('SELECT ?s WHERE { ?s ?p "not exists |" } ORDER BY ?s') == []


@pytest.mark.parametrize("name", NAMES)
def test_every_prefix_is_declared_so_that_any_endpoint_can_answer(name: str) -> None:
    found = _tokens(name)
    start = tokens.prologue(found)
    declared = {
        a.text.removesuffix(":"): b.text.strip("<>")
        for w, a, b in zip(found, found[1:], found[2:], strict=False)
        if w.kind == "word" and w.text == "PREFIX"
    }
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
    assert list(declared) == sorted(declared)
    assert {t.text.partition(":")[0] for t in found[start:] if t.kind == "name"} == set(declared)


@pytest.mark.parametrize("name", NAMES)
def test_filling_in_a_library_query_is_binding_it(name: str) -> None:
    query = queries.load(name)
    values = {parameter.name: Iri("https://example.org/x?y=$z") for parameter in query.parameters}
    filled, bound = queries.fill_in(query.text, values), tokens.bind(query.text, values)
    assert [t[:2] for t in tokens.tokenise(filled)] == [t[:2] for t in tokens.tokenise(bound)]


# The same rows, whatever the order of loading and whichever engine.


def _bound(name: str, parameters: dict[str, object]) -> str:
    query = queries.load(name)
    return tokens.bind(query.text, queries.bindings(query, parameters, statement_iri))


def _some_calls(name: str, number: int) -> list[dict[str, object]]:
    asked = [parameters for called, parameters in every_call(SMALL) if called == name]
    return random.Random(name).sample(asked, min(number, len(asked)))


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_rows_does_not_depend_on_the_order_of_loading(name: str, ontology: list) -> None:
    triples = list(dict.fromkeys([*world_triples(SMALL), *ontology]))
    answers = []
    for seed in (1, 2, 3):
        random.Random(seed).shuffle(triples)
        store = oxigraph.memory_store()
        oxigraph.load_triples(store, triples, (None,))
        oxigraph.load_triples(store, inferred(store), (INFERRED,))
        answers.append([list(oxigraph.rows(oxigraph.query(store, _bound(name, p)))) for p in _some_calls(name, 30)])
    assert answers[0] == answers[1] == answers[2]


@pytest.fixture(scope="module")
def rdflib_graph(ontology: list) -> object:
    import rdflib

    store = oxigraph.memory_store()
    oxigraph.load_triples(store, [*world_triples(SMALL), *ontology], (None,))
    dataset = rdflib.Dataset()
    dataset.default_graph.parse(data=oxigraph.to_ntriples([*world_triples(SMALL), *ontology]), format="nt")
    dataset.graph(rdflib.URIRef(INFERRED)).parse(data=oxigraph.to_ntriples(inferred(store)), format="nt")
    return dataset


@pytest.mark.parametrize("name", NAMES)
def test_another_engine_gives_the_same_rows(name: str, rdflib_graph: object, small_graph: CrosswalkGraph) -> None:
    import rdflib

    def ours(term: object) -> object:
        if isinstance(term, rdflib.URIRef):
            return plain(Iri(str(term)))
        if isinstance(term, rdflib.Literal):
            kind = str(term.datatype) if term.datatype else Literal("").datatype
            return plain(Literal(str(term), term.language, kind))
        return None if term is None else str(term)

    for parameters in _some_calls(name, 5):
        rows = [tuple(ours(term) for term in row) for row in rdflib_graph.query(_bound(name, parameters))]
        assert rows == [tuple(row.values()) for row in small_graph.records(name, **parameters)], parameters
