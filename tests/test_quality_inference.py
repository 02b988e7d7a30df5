"""What follows must not break SKOS integrity; where it does, both proofs are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosswalk.formats import sssom
from crosswalk.graph.inference import inferred_from
from crosswalk.graph.triples import adopted_triple, framework_triples, mapping_triples
from crosswalk.model import Finding, Framework, Mapping, MappingSet, Statement, Verification
from crosswalk.quality.inference import clashes
from crosswalk.terms import Triple

KNOWN = Verification("verified")


def claim(subject: str, predicate: str, object_: str) -> Mapping:
    return Mapping(subject, predicate, object_, "semapv:ManualMappingCuration", "agent:x", "X", "judged", "reviewed")


def found(*claims: Mapping) -> list[Finding]:
    """The findings about three frameworks of two statements each, with these claims, all of them adopted."""
    asserted: list[Triple] = []
    for name in "abc":
        statements = tuple(Statement(name, str(i), "standard", f"{name} {i}", i, KNOWN) for i in (1, 2))
        framework = Framework(name, name, name, "x", "2026", "standard", "None.", "Made.", KNOWN, statements)
        asserted += framework_triples(framework)
    for one in claims:
        asserted += [*mapping_triples(one), adopted_triple(one)]
    return list(clashes(asserted, inferred_from(asserted)))


def test_what_follows_without_a_clash_is_no_finding() -> None:
    assert found(claim("a:1", "skos:exactMatch", "b:1"), claim("b:1", "skos:broadMatch", "c:1")) == []
    assert found() == []


def test_an_entailed_broad_match_beside_a_related_one_breaks_s27_and_tells_both_proofs() -> None:
    legs = claim("a:1", "skos:exactMatch", "b:1"), claim("b:1", "skos:broadMatch", "c:1")
    (finding,) = found(*legs, claim("a:1", "skos:relatedMatch", "c:1"))
    assert (finding.severity, finding.code) == ("violation", "SKOS-S27")
    assert "a:1" in finding.message and "c:1" in finding.message
    assert "a:1 skos:broadMatch c:1 follows from xwid:mapping/" in finding.hint
    assert "a:1 skos:relatedMatch c:1 is stated" in finding.hint
    assert finding.reference.endswith("#S27")


def test_an_entailed_exact_match_beside_a_related_one_breaks_s46() -> None:
    legs = claim("a:1", "skos:exactMatch", "b:1"), claim("b:1", "skos:exactMatch", "c:1")
    codes = {finding.code for finding in found(*legs, claim("c:1", "skos:relatedMatch", "a:1"))}
    assert codes == set()  # exactMatch is transitive, so what is stated clashes already, and validation says so


def test_only_what_inference_brings_about_is_told_here() -> None:
    both = claim("a:1", "skos:exactMatch", "b:1"), claim("a:1", "skos:relatedMatch", "b:1")
    assert found(*both) == []


def test_a_clash_over_several_steps_tells_each() -> None:
    legs = claim("a:1", "skos:exactMatch", "b:1"), claim("b:1", "skos:broadMatch", "c:1")
    more = claim("c:1", "skos:broadMatch", "a:2"), claim("a:1", "skos:relatedMatch", "a:2")
    findings = [finding for finding in found(*legs, *more) if {finding.focus, finding.value} == {*map(iri, (1, 2))}]
    (finding,) = findings
    assert finding.code == "SKOS-S27"
    assert "a:1 skos:broadMatch c:1 follows from" in finding.hint
    assert "; c:1 skos:broadMatch a:2 is stated" in finding.hint


def iri(number: int) -> str:
    return f"https://w3id.org/standards-crosswalk/id/a/{number}"


def test_validation_tells_of_a_clash_that_what_follows_brings_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sets, sound each by itself, that break S27 together once they are composed."""
    from crosswalk import api
    from crosswalk.graph import oxigraph
    from crosswalk.graph.dataset import dataset
    from crosswalk.quality import asking

    for name in "abc":
        statements = tuple(Statement(name, str(i), "standard", f"{name} {i}", i, KNOWN) for i in (1, 2))
        made = Framework(name, name, name, "ais", "2026", "standard", "None.", "Made.", KNOWN, statements)
        (tmp_path / f"{name}.ttl").write_bytes(oxigraph.to_ntriples(framework_triples(made)))
    legs = claim("a:1", "skos:exactMatch", "b:1"), claim("b:1", "skos:broadMatch", "c:1")
    for number, one in enumerate((*legs, claim("a:1", "skos:relatedMatch", "c:1"))):
        ends = one.subject.partition(":")[0], one.object.partition(":")[0]
        of_one = MappingSet(f"https://example.org/{number}", "T", "D", "https://example.org/l", *ends, (one,))
        (tmp_path / f"{number}.sssom.tsv").write_text(sssom.write(of_one), encoding="utf-8")
    monkeypatch.setattr(asking, "dataset", lambda: dataset((str(tmp_path),)))
    found = [finding for finding in api.validate().findings if finding.code == "SKOS-S27"]
    assert len(found) == 1 and "First proof: " in found[0].hint and "follows from xwid:mapping/" in found[0].hint
