"""What a validation found: findings in a fixed order, and the same as a SHACL validation report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from crosswalk.graph.oxigraph import to_turtle
from crosswalk.model import Finding
from crosswalk.quality.naming import Names
from crosswalk.quality.results import Result
from crosswalk.quality.shapes import SH
from crosswalk.terms import Blank, Iri, Triple, text, typed
from crosswalk.vocabulary import RDF_TYPE

_RANK = {"violation": 0, "warning": 1, "info": 2}
_SEVERITY = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}


class Report(NamedTuple):
    """The findings of a validation, the gravest first, and the SHACL result behind each that has one.

    `results` pairs a finding with its result; findings of reading a file have none.
    """

    findings: tuple[Finding, ...]
    results: tuple[tuple[Finding, Result], ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings are allowed."""
        return all(finding.severity != "violation" for finding in self.findings)

    def turtle(self) -> bytes:
        """The results as a ``sh:ValidationReport`` in Turtle, one ``sh:ValidationResult`` a finding (SHACL 3.6).

        ``sh:conforms`` is as SHACL has it: false where there is any result at all, a warning included.
        """
        return to_turtle(_report_triples(self.results))


def make_report(
    results: Iterable[Result],
    names: Names,
    places: Mapping[str, str],
    others: Iterable[Finding] = (),
) -> Report:
    """Results as findings with our own sentences, together with findings made elsewhere, in a fixed order."""
    paired = sorted(((_finding(result, names, places), result) for result in results), key=lambda pair: _order(pair[0]))
    findings = sorted([*others, *(finding for finding, _ in paired)], key=_order)
    return Report(tuple(findings), tuple(paired))


def _order(finding: Finding) -> tuple[object, ...]:
    return (_RANK[finding.severity], finding.where, finding.code, finding.focus, finding.path, finding.value)


def _finding(result: Result, names: Names, places: Mapping[str, str]) -> Finding:
    shape, focus = result.shape, str(result.focus)
    return Finding(
        severity=shape.severity,
        code=shape.code,
        where=places.get(focus) or _place_of_claim(result, names, places) or names.of(result.focus),
        message=names.fill(shape.message, result),
        hint=names.fill(shape.hint, result),
        reference=" ".join(shape.references),
        focus=focus,
        path="" if shape.path is None else str(shape.path),
        value="" if result.value is None else str(result.value),
    )


def _place_of_claim(result: Result, names: Names, places: Mapping[str, str]) -> str:
    """The place of the claim that relates a focus to a value, the last one where there are several; else nothing."""
    if result.value is None or not places:
        return ""
    found = [places.get(str(claim), "") for claim in names.claims_between(result.focus, result.value)]
    return max(found, key=lambda place: (len(place), place), default="")


def _report_triples(results: tuple[tuple[Finding, Result], ...]) -> Iterator[Triple]:
    report = Blank("report")
    yield Triple(report, RDF_TYPE, SH.ValidationReport)
    yield Triple(report, SH.conforms, typed(not results, "boolean"))
    for number, (finding, result) in enumerate(results, 1):
        node, shape = Blank(f"result{number}"), result.shape
        yield Triple(report, SH.result, node)
        yield Triple(node, RDF_TYPE, SH.ValidationResult)
        yield Triple(node, SH.focusNode, result.focus)
        yield Triple(node, SH.resultSeverity, _SEVERITY[finding.severity])
        yield Triple(node, SH.sourceConstraintComponent, Iri(result.component))
        yield Triple(node, SH.sourceShape, Iri(shape.iri))
        yield Triple(node, SH.resultMessage, text(f"{finding.message} {finding.hint}".strip()))
        if shape.path is not None:
            yield Triple(node, SH.resultPath, shape.path.predicate or _renamed(shape.path_triples[0].subject, number))
            for subject, predicate, value in shape.path_triples:
                yield Triple(_renamed(subject, number), predicate, _renamed(value, number))
        if result.value is not None:
            yield Triple(node, SH.value, result.value)


def _renamed(term: Any, number: int) -> Any:
    """A blank node of a shape's path under a name of its own for each result, so that none is shared."""
    return Blank(f"{term.label}r{number}") if isinstance(term, Blank) else term
