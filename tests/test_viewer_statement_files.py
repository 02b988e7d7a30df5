"""What is carried away from a record: all its triples and claims, and a citation that names the very statement."""

from __future__ import annotations

import rdflib
from rdflib import OWL, SKOS
from test_viewer import opened, shown

from crosswalk import open_graph
from crosswalk.viewer import statement_files


def test_the_turtle_holds_the_statement_and_each_claim_about_it() -> None:
    view = open_graph().statement("ais-psi:3.4")
    held = rdflib.Graph().parse(data=statement_files.triples(view.iri), format="turtle")
    this = rdflib.URIRef(view.iri)
    assert str(held.value(this, SKOS.notation)) == "3.4"
    claims = set(held.subjects(OWL.annotatedSource, this)) | set(held.subjects(OWL.annotatedTarget, this))
    assert len(claims) == len({row["mapping"] for row in view.mappings}) > 0
    assert all(held.value(claim, OWL.annotatedProperty) for claim in claims)


def test_the_citation_names_the_statement_its_framework_and_the_version_of_the_data() -> None:
    view = open_graph().statement("ais-psi:3.4")
    text = statement_files.citation(view)
    for part in (view.iri, str(view.facts["framework_label"]), str(view.facts["label"]), open_graph().version[:12]):
        assert part in text
    assert text in shown(opened("standard", id="ais-psi:3.4")).text
