"""The one seam between values and triples: how each value of `model` is written in RDF.

Nothing else builds triples. The shapes of what is written here stand in ``ontology/shapes/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from crosswalk.alignment.compose import Derived
from crosswalk.alignment.derivation import entailment, premises_of
from crosswalk.model import Citation, Framework, JointClaim, Mapping, MappingSet, Rubric, Statement, Verification
from crosswalk.relations import names
from crosswalk.terms import Iri, Literal, Term, Triple, text, typed
from crosswalk.vocabulary import (
    BASE,
    CEASN,
    CETERMS,
    DCTERMS,
    NO_TERM_FOUND,
    OA,
    OWL,
    PAV,
    PROV,
    RDF_TYPE,
    RDFS,
    SCHEMA,
    SKOS,
    SSSOM,
    XW,
    expand,
    statement_iri,
)

_ID = BASE + "id/"


def resource(identifier: str) -> Iri:
    """The IRI of a short form (``ais-psi:3.4``), of a framework id, of a CURIE of ours, or of an absolute IRI."""
    if "://" in identifier or identifier.startswith("urn:"):
        return Iri(identifier)
    prefix = identifier.partition(":")[0]
    if prefix in ("agent", "document"):
        return Iri(_ID + identifier.replace(":", "/", 1))
    if identifier == NO_TERM_FOUND or prefix in ("skos", "semapv", "sssom", "xw", "xwid"):
        return expand(identifier)
    return statement_iri(identifier)


def _hash(*parts: object) -> str:
    """Sixteen hexadecimal digits of SHA-256 over the parts, separated so that no two part lists collide."""
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]


def mapping_iri(mapping: Mapping) -> Iri:
    """The IRI of a claim: a content hash of who says what of which pair, the same wherever the claim is met.

    Confidence, status, reason and date are not part of it: editing them leaves the claim's identity alone.
    """
    return Iri(
        f"{_ID}mapping/"
        + _hash(
            mapping.subject,
            mapping.predicate,
            mapping.object,
            mapping.negated,
            mapping.justification,
            mapping.author,
            mapping.kind,
            *filter(None, [mapping.searched]),
        )
    )


def citation_iri(citation: Citation) -> Iri:
    """The IRI of a printed code: a content hash of the citing statement, the code and its place."""
    return Iri(f"{_ID}citation/{_hash(citation.citing, citation.printed_code, citation.start)}")


def _verification(subject: Iri, verification: Verification) -> Iterator[Triple]:
    yield Triple(subject, XW.verification, XW.term(verification.status))
    if verification.note:
        yield Triple(subject, XW.verificationNote, text(verification.note))


def _optional(subject: Iri, *pairs: tuple[Iri, Term | None]) -> Iterator[Triple]:
    for predicate, value in pairs:
        if value is not None and str(value):
            yield Triple(subject, predicate, value)


def statement_triples(statement: Statement) -> Iterator[Triple]:
    """The triples of a statement without a publisher's words, except the title that `dcterms:title` carries."""
    subject, scheme = statement_iri(statement.short), statement_iri(statement.framework)
    yield Triple(subject, RDF_TYPE, SKOS.Concept)
    yield Triple(subject, RDF_TYPE, XW.Statement)
    yield Triple(subject, SKOS.inScheme, scheme)
    yield Triple(subject, SKOS.notation, Literal(statement.notation))
    yield Triple(subject, DCTERMS.identifier, Literal(statement.short))
    yield Triple(subject, SKOS.prefLabel, text(statement.label))
    yield Triple(subject, XW.statementType, XW.term(statement.type))
    yield Triple(subject, SCHEMA.position, typed(statement.position, "integer"))
    if statement.parent:
        yield Triple(subject, SKOS.broader, statement_iri(f"{statement.framework}:{statement.parent}"))
    else:
        yield Triple(subject, SKOS.topConceptOf, scheme)
    yield from _verification(subject, statement.verification)
    yield from _optional(
        subject,
        (SKOS.scopeNote, text(statement.gloss)),
        (DCTERMS.title, text(statement.title)),
        (XW.programme, Literal(statement.programme)),
    )
    if statement.core:
        yield Triple(subject, XW.core, typed(True, "boolean"))


def framework_triples(framework: Framework) -> Iterator[Triple]:
    """The triples of a framework and of all its statements."""
    subject = statement_iri(framework.id)
    yield Triple(subject, RDF_TYPE, SKOS.ConceptScheme)
    yield Triple(subject, RDF_TYPE, XW.Framework)
    yield Triple(subject, DCTERMS.identifier, Literal(framework.id))
    yield Triple(subject, SKOS.prefLabel, text(framework.label))
    yield Triple(subject, DCTERMS.title, text(framework.title))
    yield Triple(subject, DCTERMS.publisher, resource(f"agent:{framework.publisher}"))
    yield Triple(subject, DCTERMS.rights, text(framework.rights))
    yield Triple(subject, DCTERMS.source, text(framework.source))
    yield Triple(subject, XW.mappingLevel, XW.term(framework.mapping_level))
    if framework.issued:
        yield Triple(subject, DCTERMS.issued, typed(framework.issued, "gYear"))
    for other in framework.replaces:
        yield Triple(subject, DCTERMS.replaces, statement_iri(other))
    for other in framework.replaced_by:
        yield Triple(subject, DCTERMS.isReplacedBy, statement_iri(other))
    yield from _verification(subject, framework.verification)
    yield from _optional(subject, (SKOS.editorialNote, text(framework.note)))
    for statement in framework.statements:
        if statement.parent is None:
            yield Triple(subject, SKOS.hasTopConcept, statement_iri(statement.short))
        yield from statement_triples(statement)


def quoted_triples(framework: Framework, rubric: Rubric | None = None) -> Iterator[Triple]:
    """The verbatim texts alone, for `data/quoted/` or an overlay: printed titles, sentences and rubric cells."""
    for statement in framework.statements:
        subject = statement_iri(statement.short)
        yield from _optional(
            subject,
            (DCTERMS.title, text(statement.title)),
            (CEASN.competencyText, text(statement.text)),
        )
    for cell in rubric.cells if rubric else ():
        subject = cell_iri(rubric.framework if rubric else "", cell.psi, cell.criterion, cell.level, cell.position)
        yield Triple(subject, CEASN.benchmarkText, text(cell.text))
        yield from _optional(subject, (XW.stem, text(cell.stem)))


def wording_triples(sentences: dict[Iri, str]) -> Iterator[Triple]:
    """A publisher's sentences by statement, for a private overlay; a copy does not say in which language it is."""
    for statement, sentence in sentences.items():
        yield Triple(statement, CEASN.competencyText, Literal(sentence))


def rubric_iri(framework: str, psi: str) -> Iri:
    """The IRI of the rubric of one PSI."""
    return Iri(f"{_ID}{framework}/rubric/{psi}")


def cell_iri(framework: str, psi: str, criterion: str, level: str, position: int) -> Iri:
    """The IRI of one rubric cell; `position` tells two cells of one criterion and level apart."""
    return Iri(f"{_ID}{framework}/rubric/{psi}/{criterion}/{level}-{position}")


def rubric_triples(rubric: Rubric) -> Iterator[Triple]:
    """The rubric's structure under our own labels; the descriptors' words are in `quoted_triples`."""
    scheme = statement_iri(rubric.framework)
    levels = {level.key: Iri(f"{_ID}{rubric.framework}/level/{level.key}") for level in rubric.levels}
    for level in rubric.levels:
        iri = levels[level.key]
        yield Triple(iri, RDF_TYPE, CEASN.RubricLevel)
        yield Triple(iri, SKOS.prefLabel, text(level.label))
        yield Triple(iri, XW.rank, typed(level.rank, "integer"))
        yield from _optional(iri, (SKOS.scopeNote, text(level.gloss)))
    for psi in dict.fromkeys(criterion.psi for criterion in rubric.criteria):
        iri = rubric_iri(rubric.framework, psi)
        yield Triple(iri, RDF_TYPE, CEASN.Rubric)
        yield Triple(iri, DCTERMS.isPartOf, scheme)
        yield Triple(iri, DCTERMS.subject, statement_iri(f"{rubric.framework}:{psi}"))
        for level in rubric.levels:
            yield Triple(iri, CEASN.hasRubricLevel, levels[level.key])
    for criterion in rubric.criteria:
        parent = rubric_iri(rubric.framework, criterion.psi)
        iri = Iri(f"{parent.value}/{criterion.key}")
        yield Triple(parent, CEASN.hasRubricCriterion, iri)
        yield Triple(iri, RDF_TYPE, CEASN.RubricCriterion)
        yield Triple(iri, SKOS.notation, Literal(criterion.key))
        yield Triple(iri, SKOS.prefLabel, text(criterion.label))
        yield Triple(iri, SCHEMA.position, typed(criterion.position, "integer"))
    for cell in rubric.cells:
        iri = cell_iri(rubric.framework, cell.psi, cell.criterion, cell.level, cell.position)
        parent = Iri(f"{rubric_iri(rubric.framework, cell.psi).value}/{cell.criterion}")
        yield Triple(parent, CEASN.hasCriterionLevel, iri)
        yield Triple(levels[cell.level], CEASN.hasCriterionLevel, iri)
        yield Triple(iri, RDF_TYPE, CEASN.CriterionLevel)
        yield Triple(iri, SCHEMA.position, typed(cell.position, "integer"))
        yield Triple(iri, XW.splitConfidence, Literal(cell.split))
        yield Triple(iri, XW.joinedAcrossBreak, typed(cell.joined, "boolean"))
        for notation in cell.statements:
            yield Triple(iri, CETERMS.targetCompetency, statement_iri(f"{rubric.framework}:{notation}"))


def citation_triples(citation: Citation) -> Iterator[Triple]:
    """A printed code with its place, its verdict and what it resolves to, or the nearest codes where it does not."""
    subject = citation_iri(citation)
    yield Triple(subject, RDF_TYPE, XW.Citation)
    yield Triple(subject, XW.citedBy, statement_iri(citation.citing))
    yield Triple(subject, XW.citedFramework, statement_iri(citation.target))
    yield Triple(subject, XW.printedText, Literal(citation.printed_text))
    yield Triple(subject, XW.printedCode, Literal(citation.printed_code))
    yield Triple(subject, OA.start, typed(citation.start, "nonNegativeInteger"))
    yield Triple(subject, OA.end, typed(citation.end, "nonNegativeInteger"))
    yield Triple(subject, XW.verdict, XW.term(citation.verdict))
    yield Triple(subject, XW.resolutionConfidence, Literal(citation.confidence))
    if citation.resolved:
        yield Triple(subject, XW.resolvesTo, statement_iri(citation.resolved))
    if citation.through:
        yield Triple(subject, XW.resolvedThrough, statement_iri(citation.through))
    for near in citation.nearest:
        yield Triple(subject, XW.nearestStatement, statement_iri(near))
    yield from _optional(subject, (SKOS.note, text(citation.note)))


def mapping_triples(mapping: Mapping) -> Iterator[Triple]:
    """The record of a claim, as SSSOM writes it in RDF (an annotated axiom); never the plain triple itself."""
    subject = mapping_iri(mapping)
    yield Triple(subject, RDF_TYPE, OWL.Axiom)
    yield Triple(subject, RDF_TYPE, SSSOM.Mapping)
    yield Triple(subject, OWL.annotatedSource, resource(mapping.subject))
    yield Triple(subject, OWL.annotatedProperty, expand(mapping.predicate))
    yield Triple(subject, OWL.annotatedTarget, resource(mapping.object))
    yield Triple(subject, SSSOM.mapping_justification, expand(mapping.justification))
    yield Triple(subject, PAV.authoredBy, resource(mapping.author))
    yield Triple(subject, SSSOM.author_label, Literal(mapping.author_label))
    yield Triple(subject, XW.claimKind, XW.term(mapping.kind))
    yield Triple(subject, XW.curationStatus, XW.term(mapping.status))
    if mapping.negated:
        yield Triple(subject, SSSOM.predicate_modifier, SSSOM.NegatedPredicate)
    if mapping.confidence is not None:
        yield Triple(subject, SSSOM.confidence, typed(mapping.confidence, "decimal"))
    if mapping.set_relation:
        yield Triple(subject, XW.setRelation, XW.term(mapping.set_relation))
    if mapping.basis:
        yield Triple(subject, XW.basis, XW.term(mapping.basis))
    if mapping.searched:
        yield Triple(subject, SSSOM.object_source, resource(mapping.searched))
    if mapping.date:
        yield Triple(subject, DCTERMS.created, typed(mapping.date, "date"))
    for premise in mapping.derived_from:
        yield Triple(subject, PROV.wasDerivedFrom, resource(premise))
    yield from _optional(subject, (RDFS.comment, text(mapping.reason)))
    if mapping.citation:
        yield Triple(subject, XW.citation, citation_iri(mapping.citation))
        yield from citation_triples(mapping.citation)


def joint_claim_iri(claim: JointClaim) -> Iri:
    """The IRI of a joint claim: a content hash of who says that which statements together cover which."""
    return Iri(f"{_ID}joint-claim/" + _hash(*sorted(claim.subjects), claim.object, claim.extent, claim.author))


def joint_claim_triples(claim: JointClaim) -> Iterator[Triple]:
    """The record of a joint claim; it makes no plain triple, for none of its subjects is claimed to cover alone."""
    subject = joint_claim_iri(claim)
    yield Triple(subject, RDF_TYPE, XW.JointClaim)
    for short in claim.subjects:
        yield Triple(subject, XW.jointSubject, resource(short))
    yield Triple(subject, XW.jointObject, resource(claim.object))
    yield Triple(subject, XW.extent, XW.term(claim.extent))
    yield Triple(subject, PAV.authoredBy, resource(claim.author))
    yield Triple(subject, SSSOM.author_label, Literal(claim.author_label))
    yield Triple(subject, XW.curationStatus, XW.term(claim.status))
    yield Triple(subject, XW.basis, XW.term(claim.basis))
    yield Triple(subject, SSSOM.confidence, typed(claim.confidence, "decimal"))
    yield Triple(subject, RDFS.comment, text(claim.reason))


def mapping_set_triples(mapping_set: MappingSet) -> Iterator[Triple]:
    """A mapping set and the records of all its claims."""
    subject = Iri(mapping_set.id)
    yield Triple(subject, RDF_TYPE, SSSOM.MappingSet)
    yield Triple(subject, DCTERMS.title, text(mapping_set.title))
    yield Triple(subject, DCTERMS.description, text(mapping_set.description))
    yield Triple(subject, DCTERMS.license, Iri(mapping_set.license))
    yield Triple(subject, SSSOM.subject_source, resource(mapping_set.subject_source))
    yield Triple(subject, SSSOM.object_source, resource(mapping_set.object_source))
    yield from _optional(subject, (OWL.versionInfo, Literal(mapping_set.version)))
    for mapping in mapping_set.mappings:
        yield Triple(subject, SSSOM.mappings, mapping_iri(mapping))
        yield from mapping_triples(mapping)


def adopted_triple(mapping: Mapping) -> Triple:
    """The plain SKOS triple of an adopted claim."""
    return Triple(resource(mapping.subject), expand(mapping.predicate), resource(mapping.object))


def entailment_triples(derived: Derived) -> Iterator[Triple]:
    """The record of what is entailed, as of a claim, with the relations that are still possible of the two sets."""
    mapping = entailment(derived)
    yield from mapping_triples(mapping)
    for name in names(derived.known):
        yield Triple(mapping_iri(mapping), XW.possibleRelation, XW.term(name))


def mapping_candidate_triples(derived: Derived) -> Iterator[Triple]:
    """The record of two statements that meet and of which nothing follows; it is no mapping."""
    subject = Iri(f"{_ID}mapping-candidate/{_hash(derived.subject, derived.object)}")
    yield Triple(subject, RDF_TYPE, XW.MappingCandidate)
    yield from _pair_triples(subject, derived)
    for hub in derived.hubs:
        yield Triple(subject, XW.hub, resource(hub))


def contradiction_triples(derived: Derived) -> Iterator[Triple]:
    """The record of two statements on the ways between which not all claims can hold."""
    subject = Iri(f"{_ID}contradiction/{_hash(derived.subject, derived.object)}")
    yield Triple(subject, RDF_TYPE, XW.Contradiction)
    yield from _pair_triples(subject, derived)


def _pair_triples(subject: Iri, derived: Derived) -> Iterator[Triple]:
    yield Triple(subject, XW.firstStatement, resource(derived.subject))
    yield Triple(subject, XW.secondStatement, resource(derived.object))
    for premise in premises_of(derived.chains):
        yield Triple(subject, PROV.wasDerivedFrom, resource(premise))
