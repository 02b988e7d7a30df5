"""Plain SKOS as this graph has it: what only our own frameworks carry is derived by rule for a person's own file.

A concept scheme becomes a framework, a concept a statement. Nothing is invented: a notation comes from
``skos:notation`` or the IRI, a label from ``skos:prefLabel`` (English first), ``rdfs:label`` or the notation, the
position from the natural order of the notations, parents first; a concept with narrower ones is of the type
*standard*, one without of the type *element*, at which coverage counts. What a file does not say is said to be not
stated. Where a file has several values for what the queries take to be one (labels in many languages), one is shown;
the file's own named graph holds all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import unquote

from crosswalk.errors import InputError
from crosswalk.graph.concepts import Concepts, Facts, best, read_concepts
from crosswalk.terms import XSD, Blank, Iri, Literal, Term, Triple, text, typed
from crosswalk.vocabulary import (
    CEASN,
    DCTERMS,
    PREFIXES,
    RDF_TYPE,
    RDFS,
    SCHEMA,
    SKOS,
    STATEMENT_TYPES,
    VERIFICATIONS,
    XW,
    Namespace,
    short_form,
)

#: Raise it when the rules below give something else, so that stores built by the former rules are not used.
RULES = 2

NOT_STATED = "not stated in the file"
GIVEN = "Given by the file {name} of the person who asks; nobody has verified it here."
NOTE = "From the file {name}; what it does not say was filled in by rule."

VANN = Namespace("http://purl.org/vocab/vann/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
DC = Namespace("http://purl.org/dc/elements/1.1/")

_PUBLISHER = (DCTERMS.publisher, DC.publisher)

#: What the queries take to be one value of a statement, and of a framework.
_ONE_OF_BOTH = frozenset((SKOS.prefLabel, DCTERMS.identifier, DCTERMS.title, XW.verification, XW.verificationNote))
_ONE_OF_STATEMENT = _ONE_OF_BOTH | frozenset(
    (SKOS.notation, SKOS.scopeNote, SCHEMA.position, CEASN.competencyText, XW.statementType, XW.programme)
)
_ONE_OF_FRAMEWORK = _ONE_OF_BOTH | frozenset(
    (DCTERMS.rights, DCTERMS.publisher, DCTERMS.issued, SKOS.editorialNote, XW.mappingLevel)
)
_ONE = _ONE_OF_STATEMENT | _ONE_OF_FRAMEWORK
_STATEMENT_TYPES = frozenset(XW.term(name) for name in STATEMENT_TYPES)
_VERIFICATIONS = frozenset(XW.term(name) for name in VERIFICATIONS)
_NAME = re.compile(r"[^\W_][\w.-]*")


Node = Iri | Blank


class Source(NamedTuple):
    """A file's triples and the name by which it is spoken of."""

    name: str
    triples: tuple[Triple, ...]


class Adaptation(NamedTuple):
    """Triples that the default graph holds besides the files', those of theirs that it leaves out, and what to tell."""

    added: tuple[Triple, ...]
    withheld: frozenset[Triple]
    notes: tuple[str, ...] = ()


def adapt(sources: Sequence[Source], shipped: Mapping[str, str]) -> Adaptation:
    """What the files lack of what our own data carries; `shipped` gives the IRI of each identifier that exists.

    Raises InputError where a framework would be called as another is.
    """
    known = frozenset(shipped.values())
    concepts = read_concepts((t for source in sources for t in source.triples), known)
    of_file = {t.subject: source.name for source in reversed(sources) for t in source.triples}
    short = _framework_names(concepts, shipped, of_file)
    notes = list[str]()
    added: dict[Triple, None] = {}
    chosen: dict[Iri, dict[Iri, Term]] = {}
    for scheme, members in concepts.schemes.items():
        if scheme.value not in known:
            name = of_file.get(scheme) or next((of_file[m] for m in members if m in of_file), "given")
            chosen[scheme] = _framework(scheme, concepts.facts.get(scheme, {}), short[scheme], name)
        own = [concept for concept in members if concepts.home[concept] == scheme]
        taken = {name: Iri(iri) for name, iri in shipped.items() if name.startswith(f"{short[scheme]}:")}
        chosen |= _statements(own, concepts, short[scheme], of_file, taken, notes)
    for scheme in concepts.schemes:
        if scheme.value not in known:
            chosen[scheme] = {XW.mappingLevel: _level(scheme, concepts, chosen)} | chosen[scheme]
            added |= dict.fromkeys(
                (Triple(scheme, RDF_TYPE, SKOS.ConceptScheme), Triple(scheme, RDF_TYPE, XW.Framework))
            )
            added |= dict.fromkeys(_publisher_triples(concepts.facts, scheme, chosen[scheme]))
    for concept in concepts.home:
        added |= dict.fromkeys(_place(concept, concepts))
    added |= {Triple(s, p, value): None for s, about in chosen.items() for p, value in about.items()}
    if concepts.stray:
        notes.append(_of_strays(concepts.stray, of_file))
    withheld = frozenset(t for source in sources for t in source.triples if _is_withheld(t, chosen, concepts, known))
    return Adaptation(tuple(added), withheld, tuple(notes))


def _framework_names(concepts: Concepts, shipped: Mapping[str, str], of_file: Mapping[Node, str]) -> dict[Iri, str]:
    names: dict[Iri, str] = {}
    taken = {identifier: Iri(iri) for identifier, iri in shipped.items() if ":" not in identifier}
    for scheme in sorted(concepts.schemes):
        name = next((n for n, iri in taken.items() if iri == scheme), None) or _framework_name(
            scheme, concepts.facts.get(scheme, {})
        )
        if (other := taken.setdefault(name, scheme)) != scheme:
            raise InputError(
                f"The framework {scheme} of {of_file.get(scheme, 'the file')} is called {name!r}, as {other} is; "
                "give it another vann:preferredNamespacePrefix or dcterms:identifier."
            )
        names[scheme] = name
    return names


def _framework_name(scheme: Iri, about: Facts) -> str:
    """The declared short name that can be one, else the last segment of the IRI."""
    if scheme.value.startswith(PREFIXES["xwid"]) and _NAME.fullmatch(short_form(scheme.value)):
        return short_form(scheme.value)
    for predicate in (VANN.preferredNamespacePrefix, DCTERMS.identifier):
        declared = best(about.get(predicate, ()))
        if declared and _NAME.fullmatch(declared.value.strip()):
            return declared.value.strip()
    return re.sub(r"[^\w.-]+", "-", last_segment(scheme.value)).strip("-._") or "framework"


def last_segment(iri: str) -> str:
    """What follows the last ``/``, ``#`` or ``:`` of an IRI that anything follows, its escapes resolved."""
    segment = re.split(r"[/#:]", iri.rstrip("/#:"))[-1]
    return unquote(segment) if unquote(segment).isprintable() else segment


def _framework(scheme: Iri, about: Facts, short: str, name: str) -> dict[Iri, Term]:
    def said(*predicates: Iri) -> Literal | None:
        return next((found for p in predicates if (found := best(about.get(p, ())))), None)

    label = said(SKOS.prefLabel, DCTERMS.title, DC.title, RDFS.label) or Literal(short)
    rights = said(DCTERMS.rights, DC.rights, DCTERMS.license)
    licence = next((v for p in (DCTERMS.license, DCTERMS.rights) for v in about.get(p, ()) if isinstance(v, Iri)), None)
    publisher = next((v for p in _PUBLISHER for v in about.get(p, ()) if not isinstance(v, Blank)), None)
    verification = next((v for v in about.get(XW.verification, ()) if v in _VERIFICATIONS), None)
    level = next((v for v in about.get(XW.mappingLevel, ()) if v in _STATEMENT_TYPES), None)
    chosen: dict[Iri, Term] = {
        DCTERMS.identifier: Literal(short),
        SKOS.prefLabel: label,
        DCTERMS.title: said(DCTERMS.title, DC.title) or label,
        DCTERMS.rights: rights or text(f"Licence: {licence}" if licence else f"Rights: {NOT_STATED}."),
        DCTERMS.publisher: publisher if isinstance(publisher, Iri) else _agent(str(publisher or NOT_STATED).strip()),
        SKOS.editorialNote: said(SKOS.editorialNote) or text(NOTE.format(name=name)),
        XW.verification: verification or XW.partlyVerified,
        XW.verificationNote: said(XW.verificationNote) or text(GIVEN.format(name=name)),
    }
    if DCTERMS.source not in about:
        chosen[DCTERMS.source] = text(f"the file {name}")
    if issued := said(DCTERMS.issued, DCTERMS.created, DCTERMS.modified):
        chosen[DCTERMS.issued] = issued
    return chosen | ({XW.mappingLevel: level} if level else {})


def _agent(name: str) -> Iri:
    """A publisher that a file names in words, or does not name, as a resource that can have a label."""
    key = "not-stated" if name == NOT_STATED else sha256(name.encode()).hexdigest()[:16]
    return Iri(f"{PREFIXES['xwid']}agent/{key}")


def _publisher_triples(facts: Mapping[Iri, Facts], scheme: Iri, chosen: Mapping[Iri, Term]) -> Iterator[Triple]:
    """A label for the publisher, who may be named in words, by an IRI that says nothing, or not at all."""
    publisher = chosen[DCTERMS.publisher]
    about = facts.get(publisher, {}) if isinstance(publisher, Iri) else {}
    if not isinstance(publisher, Iri) or SKOS.prefLabel in about:
        return
    said = (best(about.get(p, ())) for p in (FOAF.name, SCHEMA.name, DCTERMS.title, RDFS.label))
    label = next((name for name in said if name), None)
    if label is None and publisher == _agent(NOT_STATED):
        label = Literal(NOT_STATED)
    if label is None and publisher not in (v for p in _PUBLISHER for v in facts[scheme].get(p, ())):
        label = best(v for p in _PUBLISHER for v in facts[scheme].get(p, ()))
    yield Triple(publisher, SKOS.prefLabel, label or Literal(last_segment(publisher.value)))


def _statements(
    members: Sequence[Iri],
    concepts: Concepts,
    framework: str,
    of_file: Mapping[Node, str],
    taken: dict[str, Iri],
    notes: list[str],
) -> dict[Iri, dict[Iri, Term]]:
    """What is chosen for the concepts of one framework; `taken` are the identifiers that it has already."""
    notations = {
        c: best(concepts.facts.get(c, {}).get(SKOS.notation, ())) or Literal(last_segment(c.value)) for c in members
    }
    above = {parent for c in members for parent in concepts.parents[c]}
    chosen: dict[Iri, dict[Iri, Term]] = {}
    repeated: dict[str, None] = {}
    for place, concept in enumerate(_in_order(notations, concepts.parents), len(taken) + 1):
        notation = notations[concept]
        identifier = _identifier(concept, framework, notation.value)
        if taken.setdefault(identifier, concept) != concept:
            repeated[notation.value] = None
            identifier = f"{framework}:{last_segment(concept.value)}"
            while taken.setdefault(identifier, concept) != concept:
                identifier += "~"
        chosen[concept] = _statement(
            concepts.facts.get(concept, {}),
            notation,
            identifier,
            place,
            concept in above,
            of_file.get(concept, "given"),
        )
    if repeated:
        codes = ", ".join([*list(repeated)[:3], *(("…",) if len(repeated) > 3 else ())])
        notes.append(
            f"The framework {framework} has concepts that share a code ({codes}); "
            "all but the first of a code are named by the end of their IRI."
        )
    return chosen


def _in_order(notations: Mapping[Iri, Literal], parents: Mapping[Iri, Sequence[Iri]]) -> Iterator[Iri]:
    """Each concept before those below it, siblings in the natural order of their notations.

    A circle that hangs from a concept of another framework alone begins at its first member, after all else.
    """
    below: dict[Iri | None, list[Iri]] = {}
    backwards = sorted(notations, key=lambda c: (natural_order(notations[c].value), c), reverse=True)
    for concept in backwards:
        for parent in [p for p in parents[concept] if p in notations] or (None,):
            below.setdefault(parent, []).append(concept)
    ahead, seen = [*backwards, *below.get(None, ())], set[Iri]()
    while ahead:
        concept = ahead.pop()
        if concept not in seen:
            seen.add(concept)
            yield concept
            ahead += below.get(concept, ())


def _identifier(concept: Iri, framework: str, notation: str) -> str:
    if concept.value.startswith(PREFIXES["xwid"]) and short_form(concept.value).startswith(f"{framework}:"):
        return short_form(concept.value)
    return f"{framework}:{'_'.join(notation.split())}"


def _statement(about: Facts, notation: Literal, identifier: str, place: int, above: bool, name: str) -> dict[Iri, Term]:
    def said(*predicates: Iri) -> Literal | None:
        return next((found for p in predicates if (found := best(about.get(p, ())))), None)

    position = said(SCHEMA.position)
    if position is None or position.datatype != XSD + "integer" or not re.fullmatch(r"[+-]?\d+", position.value):
        position = typed(place, "integer")
    chosen: dict[Iri, Term] = {
        DCTERMS.identifier: Literal(identifier),
        SKOS.notation: notation,
        SKOS.prefLabel: said(SKOS.prefLabel, RDFS.label) or Literal(notation.value),
        SCHEMA.position: position,
        XW.statementType: next(
            (v for v in about.get(XW.statementType, ()) if v in _STATEMENT_TYPES), XW.standard if above else XW.element
        ),
        XW.verification: next((v for v in about.get(XW.verification, ()) if v in _VERIFICATIONS), XW.partlyVerified),
        XW.verificationNote: said(XW.verificationNote) or text(GIVEN.format(name=name)),
    }
    for predicate, found in (
        (SKOS.scopeNote, said(SKOS.scopeNote, SKOS.definition)),
        (DCTERMS.title, said(DCTERMS.title)),
        (CEASN.competencyText, said(CEASN.competencyText)),
        (XW.programme, said(XW.programme)),
    ):
        if found:
            chosen[predicate] = found
    return chosen


def natural_order(notation: str) -> tuple[tuple[str, int, str], ...]:
    """A key by which 1.2 stands before 1.10 and A9 before A10; upper and lower case stand together."""
    parts = re.split(r"(\d+)", notation)
    return tuple(("", int(part), "") if part.isdecimal() else (part.casefold(), 0, part) for part in parts if part)


def _level(scheme: Iri, concepts: Concepts, chosen: Mapping[Iri, Mapping[Iri, Term]]) -> Term:
    """The type at which coverage counts: the commonest of the statements that have none below."""
    own = [c for c in concepts.schemes[scheme] if c in concepts.home]
    above = {parent for c in own for parent in concepts.parents[c]}
    kinds = Counter(chosen[c][XW.statementType] for c in own if c not in above and c in chosen)
    return min(kinds, key=lambda kind: (-kinds[kind], str(kind)), default=XW.element)


def _place(concept: Iri, concepts: Concepts) -> Iterator[Triple]:
    """Type and place; a concept without a parent in its scheme stands at the scheme's top."""
    scheme = concepts.home[concept]
    yield Triple(concept, RDF_TYPE, SKOS.Concept)
    yield Triple(concept, RDF_TYPE, XW.Statement)
    yield Triple(concept, SKOS.inScheme, scheme)
    for parent in concepts.parents[concept]:
        yield Triple(concept, SKOS.broader, parent)
    if not concepts.parents[concept]:
        yield Triple(concept, SKOS.topConceptOf, scheme)
        yield Triple(scheme, SKOS.hasTopConcept, concept)


def _is_withheld(
    triple: Triple, chosen: Mapping[Iri, Mapping[Iri, Term]], concepts: Concepts, shipped: frozenset[str]
) -> bool:
    subject, predicate, value = triple
    if not isinstance(subject, Iri):
        return predicate == DCTERMS.identifier
    if subject.value in shipped or predicate == DCTERMS.identifier:
        # What is shipped says of itself what it says; a school adds statements, not second labels.
        return predicate in _ONE and chosen.get(subject, {}).get(predicate) != value
    if subject in concepts.home:
        if predicate == SKOS.broader:
            return value not in concepts.parents[subject]
        return predicate in _ONE_OF_STATEMENT and chosen[subject].get(predicate) != value
    if subject in concepts.schemes:
        return predicate in _ONE_OF_FRAMEWORK and chosen[subject].get(predicate) != value
    return False


def _of_strays(stray: Sequence[Iri], of_file: Mapping[Node, str]) -> str:
    names = ", ".join(sorted({of_file.get(concept, "given") for concept in stray})[:3])
    count = f"{len(stray):,} concepts stand" if len(stray) > 1 else f"{stray[0]} stands"
    return f"{names}: {count} in no concept scheme and cannot be shown; add skos:inScheme."


def note_triples(graph: str, notes: Sequence[str]) -> Iterator[Triple]:
    """Sentences about a person's files as notes of the graph that holds them."""
    for note in notes:
        yield Triple(Iri(graph), SKOS.note, text(note))
