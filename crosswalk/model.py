"""The values that everything works on: frameworks and their statements, mappings, citations, rubrics, findings.

All are immutable and know nothing of files, engines or pages. They are named tuples rather than dataclasses because
importing `dataclasses` costs a short command more than all its work (see `benchmarks/`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["violation", "warning", "info"]


class Verification(NamedTuple):
    """How well a fact is known: a status of `vocabulary.VERIFICATIONS` and, where there is one, what is open."""

    status: str
    note: str = ""


class Statement(NamedTuple):
    """One numbered sentence, heading or requirement of a framework.

    `label` and `gloss` are our own words. `title` is the short title that the publisher prints, where one is known.
    `text` is a publisher's sentence: it lives only in quoted files and in a school's private overlay. `core` says that
    the publisher lists it as one that must be met; False says only that no such list was seen.
    """

    framework: str
    notation: str
    type: str
    label: str
    position: int
    verification: Verification
    parent: str | None = None
    gloss: str = ""
    title: str = ""
    text: str = ""
    programme: str = ""
    core: bool = False

    @property
    def short(self) -> str:
        """The form a person types: ``ais-psi:3.4``."""
        return f"{self.framework}:{self.notation}"


class Framework(NamedTuple):
    """One edition of one set of standards.

    `mapping_level` is the statement type at which coverage counts. `issued` is a year, or empty where the document is
    undated, in which case `note` says what is known of its date.
    """

    id: str
    label: str
    title: str
    publisher: str
    issued: str
    mapping_level: str
    rights: str
    source: str
    verification: Verification
    statements: tuple[Statement, ...] = ()
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    note: str = ""
    homepage: str = ""


class Citation(NamedTuple):
    """One code as printed in a document, and what it was found to mean.

    `start` and `end` are character offsets of the printed code in the document. `resolved` is a short form, or None
    where the code exists in no loaded framework; then `nearest` names the closest codes that do, and nothing is linked.
    `through` names the statement whose numbering explains the code, where another framework's does.
    """

    citing: str
    target: str
    printed_text: str
    printed_code: str
    start: int
    end: int
    verdict: str
    confidence: str
    resolved: str | None = None
    through: str | None = None
    nearest: tuple[str, ...] = ()
    note: str = ""


class Mapping(NamedTuple):
    """One claim that two statements are related: who says so, on what ground, how sure.

    `subject` and `object` are short forms (or absolute IRIs of others' concepts); `predicate` is a CURIE read from
    subject to object (`skos:broadMatch`: the object is broader). `negated` turns the claim into a denial.
    `confidence` (0 to 1) is that the link holds with this relation; None means not stated, never 1. `basis` of a
    judgement is what was read for it: the wording of both statements, or our own glosses. `searched` is the framework
    in which nothing was found, where an end is ``sssom:NoTermFound``. `derived_from` are the records, by identifier, on
    which a mapping rests that nobody claims (kind "entailed").
    """

    subject: str
    predicate: str
    object: str
    justification: str
    author: str
    author_label: str
    kind: str
    status: str
    negated: bool = False
    confidence: float | None = None
    set_relation: str = ""
    basis: str = ""
    reason: str = ""
    date: str = ""
    searched: str = ""
    citation: Citation | None = None
    derived_from: tuple[str, ...] = ()


class JointClaim(NamedTuple):
    """One claim that several statements of one framework together cover a statement of another, whole or in part.

    None of the subjects alone need be related to the object more than loosely; what the claim says is of all together.
    """

    subjects: tuple[str, ...]
    object: str
    extent: str
    author: str
    author_label: str
    status: str
    basis: str
    confidence: float
    reason: str


class MappingSet(NamedTuple):
    """The claims of one file, with what is common to them."""

    id: str
    title: str
    description: str
    license: str
    subject_source: str
    object_source: str
    mappings: tuple[Mapping, ...]
    version: str = ""


class CriterionLevel(NamedTuple):
    """One cell of a rubric: what one criterion asks at one level.

    `position` is its order within the printed cell (1 first). `stem` is the beginning that a printed list shares.
    `statements` (notations) are our own judgement of what it is about, `split` how sure the cell's edges are.
    """

    psi: str
    criterion: str
    level: str
    position: int
    text: str
    stem: str = ""
    statements: tuple[str, ...] = ()
    split: str = "high"
    joined: bool = False


class Criterion(NamedTuple):
    """A row of a rubric: the descriptors that say the same thing at different levels, under our own label."""

    psi: str
    key: str
    label: str
    position: int


class RubricLevel(NamedTuple):
    """A step of a rating scale; `rank` 1 is the highest."""

    key: str
    label: str
    rank: int
    gloss: str = ""


class Rubric(NamedTuple):
    """The rubric of a whole framework: levels, criteria by PSI, and the cells where they meet."""

    framework: str
    levels: tuple[RubricLevel, ...]
    criteria: tuple[Criterion, ...]
    cells: tuple[CriterionLevel, ...]


class Finding(NamedTuple):
    """A problem in an input, as a value: collected with the others and reported together.

    `code` is stable and documented; `where` is a place a person can go to (file:line, a statement, a cell); `hint` says
    what to do; `reference` names the rule broken. `focus`, `path` and `value` carry the SHACL result behind it.
    """

    severity: Severity
    code: str
    where: str
    message: str
    hint: str = ""
    reference: str = ""
    focus: str = ""
    path: str = ""
    value: str = ""
