"""The AIS growth model as values: framework, rubric and printed citations, read from the document and our own tables.

Every word of the document is used once or listed as skipped with a reason; what is neither is a finding with its line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from crosswalk.model import Citation, Criterion, CriterionLevel, Finding, Framework, Rubric, RubricLevel, Statement
from crosswalk.model import Verification as Verified
from crosswalk.sources.citations import PrintedCitation, find_citations
from crosswalk.sources.completeness import missing_parts, unaccounted_words, unmatched_labels, unused_repairs
from crosswalk.sources.document import Skipped, Use, left_out, line_number, lines, wording
from crosswalk.sources.georgia_numbering import GEORGIA_NUMBERING
from crosswalk.sources.labels import CellSubject, Labels, OwnWords
from crosswalk.sources.outline import LEVEL_LABELS, IndicatorSource, Outline, read_outline
from crosswalk.sources.repairs import Repair
from crosswalk.sources.resolution import resolve
from crosswalk.sources.rubric_table import LEVEL_KEYS, RubricReading, read_rubric

#: The id of the framework that the document becomes.
FRAMEWORK_ID = "ais-psi"

#: Every fact read from the document itself is verified: the words are there to be compared.
VERIFIED = Verified("verified")

LEVELS = tuple(
    RubricLevel(key, label, rank)
    for rank, (key, label) in enumerate(zip(LEVEL_KEYS, LEVEL_LABELS, strict=True), start=1)
)


class PrintedIn(NamedTuple):
    """A printed citation and the notation of the statement that it stands with."""

    citing: str
    printed: PrintedCitation


class GrowthModel(NamedTuple):
    """All that was read: the values, what was used for what, what was left out on purpose, and what was odd."""

    framework: Framework
    rubric: Rubric
    citations: tuple[PrintedIn, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    uses: tuple[Use, ...]


def read_growth_model(text: str, repairs: Sequence[Repair], labels: Labels, name: str = "growth model") -> GrowthModel:
    """Reads a growth model laid out as `outline` describes. Never raises: what it cannot read becomes findings.

    `text` has line feeds as line ends; offsets count its characters. `repairs` and `labels` are the tables beside the
    document; `name` stands before the line number in findings.
    """
    printed = find_citations(text)
    outline = read_outline(text, printed, name)
    readings = {psi.notation: read_rubric(text, psi, repairs) for psi in outline.psis}
    uses = tuple(sorted((*outline.uses, *(use for reading in readings.values() for use in reading.uses))))
    framework = _framework(_statements(text, outline, labels))
    rubric, unassigned = _rubric(outline, readings, labels)
    starts = [line.start for line in lines(text)]
    citations, loose = _cited(printed, outline, starts, name)
    findings = (
        *outline.findings,
        *missing_parts(outline, readings, name),
        *unused_repairs(repairs, readings),
        *unmatched_labels(framework, rubric, labels),
        *unassigned,
        *loose,
        *unaccounted_words(text, uses, starts, name),
    )
    return GrowthModel(framework, rubric, citations, findings, left_out(text, uses, starts), uses)


def resolve_citations(
    model: GrowthModel,
    frameworks: Mapping[str, Collection[str]],
    correspondences: Mapping[str, Sequence[str]] = GEORGIA_NUMBERING,
) -> tuple[Citation, ...]:
    """What each printed citation means, in the order of the document (see `resolution.resolve`)."""
    return tuple(
        resolve(printed, frameworks, citing=f"{model.framework.id}:{citing}", correspondences=correspondences)
        for citing, printed in model.citations
    )


def _framework(statements: tuple[Statement, ...]) -> Framework:
    own_name = "AIS technology integrationist growth model"
    return Framework(
        id=FRAMEWORK_ID,
        label=own_name,
        title=own_name,
        publisher="ais",
        issued="",
        mapping_level="indicator",
        rights="The document states no licence; its words remain the school's own and are quoted apart from all else.",
        source="Growth model for technology integrationists, Atlanta International School, undated document",
        verification=VERIFIED,
        statements=statements,
        note="Complete: 6 PSIs, 27 indicators, 3 dispositions. The document bears no date; "
        "about 2014 to 2015 is inferred.",
    )


def _statements(text: str, outline: Outline, labels: Labels) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for notation, kind, parent, title, sentence in _printed_statements(text, outline):
        own = labels.statements.get(notation, OwnWords(notation, ""))
        found.append(
            Statement(
                framework=FRAMEWORK_ID,
                notation=notation,
                type=kind,
                label=own.label,
                position=len(found) + 1,
                verification=VERIFIED,
                parent=parent,
                gloss=own.gloss,
                title=title,
                text=sentence,
            )
        )
    return tuple(found)


def _printed_statements(text: str, outline: Outline) -> Iterator[tuple[str, str, str | None, str, str]]:
    """Notation, type, parent, title and sentence of every statement, in the order of the document."""
    for psi in outline.psis:
        yield psi.notation, "psi", None, wording(text, psi.title), wording(text, psi.text)
        for number, item in enumerate(psi.dispositions, start=1):
            yield f"{psi.notation}.d{number}", "disposition", psi.notation, "", wording(text, [item])
        for indicator in psi.indicators:
            title = wording(text, indicator.title)
            yield indicator.notation, "indicator", psi.notation, title, _sentence(text, indicator)


def _sentence(text: str, indicator: IndicatorSource) -> str:
    """The sentence of an indicator, the items of its list joined with semicolons."""
    items = "; ".join(wording(text, [item]) for item in indicator.items)
    return " ".join(filter(None, (wording(text, indicator.text), items)))


def _rubric(
    outline: Outline, readings: Mapping[str, RubricReading], labels: Labels
) -> tuple[Rubric, tuple[Finding, ...]]:
    """The rubric; a cell that the tables do not know gets a criterion of its own and a finding, and is not lost."""
    cells: list[CriterionLevel] = []
    extra: list[Criterion] = []
    findings: list[Finding] = []
    known = {(criterion.psi, criterion.key) for criterion in labels.criteria}
    for psi in outline.psis:
        for bullet in readings[psi.notation].bullets:
            place = f"{psi.notation}/{bullet.level}/{bullet.position}"
            subject = labels.cells.get((psi.notation, bullet.level, bullet.position))
            if subject is None or (psi.notation, subject.criterion) not in known:
                key = f"{psi.notation.removeprefix('PSI')}-{bullet.level}-{bullet.position}"
                subject = CellSubject(key, ())
                extra.append(Criterion(psi.notation, key, place, len(labels.criteria) + len(extra) + 1))
                message = f"The rubric cell {place} has no criterion in the table of rubric cells."
                findings.append(Finding("warning", "cell-unassigned", place, message, "Add a row for it."))
            cells.append(
                CriterionLevel(
                    psi=psi.notation,
                    criterion=subject.criterion,
                    level=bullet.level,
                    position=bullet.position,
                    text=bullet.text,
                    stem=bullet.stem,
                    statements=subject.statements,
                    split=bullet.split,
                    joined=bullet.joined,
                )
            )
    used = {(cell.psi, cell.criterion) for cell in cells}
    criteria = (*(criterion for criterion in labels.criteria if (criterion.psi, criterion.key) in used), *extra)
    return Rubric(FRAMEWORK_ID, LEVELS, criteria, tuple(cells)), tuple(findings)


def _cited(
    printed: Sequence[PrintedCitation], outline: Outline, starts: Sequence[int], name: str
) -> tuple[tuple[PrintedIn, ...], list[Finding]]:
    """Each citation with the statement on whose lines it stands; one that stands with none is a finding."""
    found, loose = [], []
    for citation in printed:
        number = line_number(starts, citation.start)
        citing = outline.owners.get(number, "")
        if citing:
            found.append(PrintedIn(citing, citation))
        else:
            message = f"'{citation.printed_code}' is cited outside any statement, so it makes no mapping."
            loose.append(Finding("warning", "citation-without-statement", f"{name}:{number}", message))
    return tuple(found), loose
