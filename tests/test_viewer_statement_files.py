"""What is carried away from a record: all its triples and claims, and a citation that names the very statement."""

from __future__ import annotations

import pytest
import rdflib
from rdflib import OWL, SKOS
from test_viewer import opened, shown

from crosswalk import open_graph
from crosswalk.viewer import statement_files


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, inside rdflib
@pytest.mark.parametrize(("ending", "syntax"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_a_file_of_triples_holds_the_statement_and_each_claim_about_it(ending: str, syntax: str) -> None:
    view = open_graph().statement("ais-psi:3.4")
    held = rdflib.Graph().parse(data=statement_files.triples(view.iri, ending), format=syntax)
    this = rdflib.URIRef(view.iri)
    assert str(held.value(this, SKOS.notation)) == "3.4"
    claims = set(held.subjects(OWL.annotatedSource, this)) | set(held.subjects(OWL.annotatedTarget, this))
    assert len(claims) == len({row["mapping"] for row in view.mappings}) > 0
    assert all(held.value(claim, OWL.annotatedProperty) for claim in claims)


def test_both_files_are_offered_on_the_page() -> None:
    page = opened("standard", id="ais-psi:3.4")
    labels = [button.label for button in page.get("download_button")]
    for syntax in ("Turtle", "JSON-LD"):
        assert f"{syntax}: the statement and its claims" in labels


def test_the_citation_names_the_statement_its_framework_and_the_version_of_the_data() -> None:
    view = open_graph().statement("ais-psi:3.4")
    text = statement_files.citation(view)
    for part in (view.iri, str(view.facts["framework_label"]), str(view.facts["label"]), open_graph().version[:12]):
        assert part in text
    assert text in shown(opened("standard", id="ais-psi:3.4")).text


def test_the_record_of_a_pair_cites_each_claim_between_the_two_by_its_iri() -> None:
    app = shown(opened("mapping", a="ais-psi:3.4", b="ib-psp-2014:C3.10")).text
    found = open_graph().sparql(
        "SELECT DISTINCT ?c { { ?c owl:annotatedSource ?a ; owl:annotatedTarget ?b } "
        "UNION { ?c owl:annotatedSource ?b ; owl:annotatedTarget ?a } VALUES (?a ?b) { "
        f"(<{open_graph().statement('ais-psi:3.4').iri}> <{open_graph().statement('ib-psp-2014:C3.10').iri}>) }} }}"
    )
    assert found.rows
    assert all(row[0].value in app for row in found.rows)
    assert f"{len(found.rows)} claims about" in app


def test_a_pair_of_which_nothing_is_claimed_has_nothing_to_cite() -> None:
    one, other = (open_graph().statement(short) for short in ("ais-psi:1.1", "cis-2016:A"))
    assert statement_files.citation_of_claims(one, other) == ""
