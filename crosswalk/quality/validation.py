"""Judge triples by the shapes: the whole data set strictly, or a file of somebody's own by what it says it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from crosswalk.model import Finding
from crosswalk.quality.claims import plain_claims
from crosswalk.quality.closure import IMPLICATIONS, close, cycles
from crosswalk.quality.naming import Names
from crosswalk.quality.projection import Projection
from crosswalk.quality.report import Report, make_report
from crosswalk.quality.results import Engine, Result, run
from crosswalk.quality.shapes import ShapeFile, ontology, shape_files
from crosswalk.terms import Iri, Term, Triple
from crosswalk.vocabulary import PREFIXES, RDF_TYPE, RDFS

#: Called after each step with the number of steps done, the number of all, and the name of the step done.
Progress = Callable[[int, int, str], None]

#: What only our own data must carry: where a file of somebody's own lacks it, it is filled in (`graph/adapt.py`,
#: `graph/assertions.py`). A value that is there and wrong is another matter.
_FILLED_IN = frozenset(
    [f"XW-F{number:02}" for number in range(1, 11)]
    + ["XW-S01", "XW-S02", "XW-S03", "XW-S05", "XW-S06", "XW-S07", "XW-S08"]
    + ["XW-M06", "XW-M07", "XW-M08", "XW-M09", "XW-G02", "XW-G03", "XW-G04"]
)
#: Conditions on a pair that is the same pair whichever way round it is written.
_OF_PAIRS = ("SKOS-S27", "SKOS-S46")
#: Conditions on a circle, which is the same circle from whichever of its members it is seen.
_OF_CIRCLES = ("SKOS-CYCLE", "XW-S13")


class Judged(NamedTuple):
    """What is judged: the triples themselves, and what is only taken as known (no finding is about it)."""

    triples: tuple[Triple, ...]
    known: tuple[Triple, ...] = ()


def validate_dataset(
    triples: Iterable[Triple],
    *,
    engine: Engine = "fast",
    findings: Iterable[Finding] = (),
    places: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Judge the ontology and all data together, by every shape.

    `triples` is what the default graph holds: ontology, frameworks, quoted texts, citations, mapping records, adopted
    claims. `findings` of reading the files join the report; `places` gives the place (file:line) of an IRI.
    """
    return _validate(Judged(tuple(triples)), shape_files(), engine, findings, places, progress)


def validate_file(
    triples: Iterable[Triple],
    context: Iterable[Triple] = (),
    *,
    engine: Engine = "fast",
    findings: Iterable[Finding] = (),
    places: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Judge one file alone: by the SKOS shapes, and by ours only where it uses our terms.

    What only our own data must carry is a warning where it is missing. Of `context`, the shipped data, only types are
    taken, so that a reference to a statement that exists is known to lead somewhere; the ontology is always known. No
    finding is about a resource that the file does not describe.
    """
    own = tuple(triples)
    nodes: set[Term] = {term for t in own for term in (t.subject, t.object)}
    known = {t for t in ontology() if t.predicate == RDFS.subClassOf}
    known |= {t for t in (*ontology(), *context) if t.predicate == RDF_TYPE and t.subject in nodes}
    files = [file for file in shape_files() if _applies(file.name, own)]
    judged = Judged(own, tuple(sorted(known, key=str)))
    return _validate(judged, files, engine, findings, places, progress, _forgiving)


def validate_record(triples: Iterable[Triple]) -> Report:
    """Judge the triples of one record of a workspace by its own shapes alone: a matter of a millisecond."""
    files = [file for file in shape_files() if file.name == "workspace"]
    return _validate(Judged(tuple(triples)), files, "fast", (), None, None)


def _forgiving(result: Result) -> Result:
    missing = result.value in (None, result.focus)  # a node shape gives the node itself as the value
    if result.shape.code in _FILLED_IN and missing and result.shape.severity == "violation":
        return result._replace(shape=result.shape._replace(severity="warning"))
    return result


def _applies(name: str, triples: Collection[Triple]) -> bool:
    ours = PREFIXES["xw"]
    if name == "skos":
        return True
    if name == "ontology":
        return any(str(t.subject).startswith(ours) for t in triples)
    return any(
        t.predicate.value.startswith(ours) or (t.predicate == RDF_TYPE and str(t.object).startswith(ours))
        for t in triples
    )


def _validate(
    judged: Judged,
    files: Collection[ShapeFile],
    engine: Engine,
    findings: Iterable[Finding],
    places: Mapping[str, str] | None,
    progress: Progress | None,
    weigh: Callable[[Result], Result] = lambda result: result,
) -> Report:
    asserted = [*judged.triples, *judged.known]
    graph = Projection(asserted)
    found: dict[tuple[str, Term, Term | None], Result] = {}
    for done, file in enumerate(files, 1):
        results = _integrity(engine, file, asserted) if file.on_closure else run(engine, file, graph)
        for result in results:
            found.setdefault((result.shape.iri, result.focus, result.value), result)
        if progress:
            progress(done, len(files), file.name)
    kept = [weigh(result) for result in _about_own(found.values(), judged)]
    return make_report(kept, Names(asserted if kept else ()), places or {}, findings)


def _about_own(results: Iterable[Result], judged: Judged) -> list[Result]:
    """The results about what is judged: for our shapes what it gives a type, for SKOS what it names at all."""
    if not judged.known:
        return list(results)
    typed = {t.subject for t in judged.triples if t.predicate == RDF_TYPE}
    named: set[Term] = {term for t in judged.triples for term in (t.subject, t.object)}
    return [r for r in results if r.focus in (typed if r.shape.code.startswith("XW-") else named)]


def _integrity(engine: Engine, file: ShapeFile, asserted: list[Triple]) -> list[Result]:
    """SKOS integrity on the closure of all, then of each mapping set's claims beside the hierarchy."""
    results = _clashes(engine, file, asserted)
    relevant: set[Iri] = {*IMPLICATIONS, RDF_TYPE, RDFS.subClassOf}
    for claims in plain_claims(asserted).values():
        results += _clashes(engine, file, [*(t for t in asserted if t.predicate in relevant), *claims])
    return results


def _clashes(engine: Engine, file: ShapeFile, asserted: Iterable[Triple]) -> list[Result]:
    """The results on a closure, one for each clash however many nodes it is seen from: the first by name."""
    closed = close(asserted)
    found = run(engine, file, Projection(closed))
    circles = cycles(closed) if any(result.shape.code in _OF_CIRCLES for result in found) else []
    circle_of: dict[Term, object] = {node: circle for circle in circles for node in circle}
    first: dict[object, Result] = {}
    for result in sorted(found, key=lambda r: (str(r.focus), str(r.value))):
        code, clash = result.shape.code, frozenset((result.focus, result.value))
        if code in _OF_PAIRS:
            first.setdefault((code, clash), result)
        elif code in _OF_CIRCLES:
            first.setdefault((code, circle_of.get(result.focus, clash)), result)
        else:
            first.setdefault((result.shape.iri, result.focus, result.value), result)
    return list(first.values())
