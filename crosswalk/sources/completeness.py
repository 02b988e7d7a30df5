"""What a reading of a growth model lacks: missing parts, tables that do not fit it, words that nothing was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crosswalk.model import Finding, Framework, Rubric
from crosswalk.sources.document import Use, line_number, read_twice, shown, unread, wording
from crosswalk.sources.labels import Labels
from crosswalk.sources.outline import LEVEL_LABELS, Outline, PsiSource
from crosswalk.sources.repairs import Repair
from crosswalk.sources.rubric_table import LEVEL_KEYS, RubricReading


def missing_parts(outline: Outline, readings: Mapping[str, RubricReading], name: str) -> Iterator[Finding]:
    """What a growth model has and this one lacks: titles, sentences, indicators, levels of the rubric."""
    if not outline.psis:
        hint = "A PSI begins with a line such as 'PSI1: Title: statement'."
        yield Finding("violation", "no-psi", f"{name}:1", "No heading of a PSI was found in the document.", hint)
    for psi in outline.psis:
        where = f"{name}:{psi.line}"
        if not psi.indicators:
            yield Finding("warning", "psi-without-indicators", where, f"{psi.notation} has no indicators.")
        levels = {bullet.level for bullet in readings[psi.notation].bullets}
        for label, key in zip(LEVEL_LABELS, LEVEL_KEYS, strict=True):
            if key not in levels:
                message = f"The rubric of {psi.notation} says nothing for '{label}'."
                yield Finding("warning", "rubric-level-empty", where, message)
        yield from _incomplete(psi, name)


def _incomplete(psi: PsiSource, name: str) -> Iterator[Finding]:
    parts = [(psi.notation, psi.line, psi.title, psi.text)]
    parts += [(own.notation, own.line, own.title, own.text) for own in psi.indicators]
    for notation, line, title, sentence in parts:
        for spans, what in ((title, "title"), (sentence, "statement")):
            if not spans:
                yield Finding("warning", f"{what}-missing", f"{name}:{line}", f"{notation} has no {what}.")


def unused_repairs(repairs: Sequence[Repair], readings: Mapping[str, RubricReading]) -> Iterator[Finding]:
    """Repairs that match nothing in the document, match it twice, or change nothing."""
    applied = {repair for reading in readings.values() for repair in reading.applied}
    for repair in repairs:
        if repair not in applied:
            message = f"The {repair.kind} at '{repair.words}' in {repair.place} changes nothing in this document."
            hint = "Its words must stand exactly once in that cell; correct the row or remove it."
            yield Finding("violation", "repair-unused", f"repairs:{repair.line}", message, hint)


def unmatched_labels(framework: Framework, rubric: Rubric, labels: Labels) -> Iterator[Finding]:
    """Statements without our own label, and rows of the tables that no statement or cell answers to."""
    notations = {statement.notation for statement in framework.statements}
    for notation in sorted(notations - set(labels.statements)):
        message = f"{notation} has no label of our own, so its notation stands in."
        yield Finding("warning", "label-missing", notation, message, "Add a row to the table of statement labels.")
    for notation in sorted(set(labels.statements) - notations):
        message = f"The label of {notation} belongs to no statement of the document."
        yield Finding("warning", "label-unused", notation, message, "Remove or correct the row.")
    cells = {(cell.psi, cell.level, cell.position) for cell in rubric.cells}
    for psi, level, position in sorted(set(labels.cells) - cells):
        place = f"{psi}/{level}/{position}"
        message = f"The table of rubric cells has a row for {place}, which the document lacks."
        yield Finding("warning", "cell-row-unused", place, message, "Remove or correct the row.")
    for (psi, level, position), subject in sorted(labels.cells.items()):
        for notation in subject.statements:
            if notation not in notations:
                place = f"{psi}/{level}/{position}"
                message = f"The rubric cell {place} is said to be about {notation}, which the document lacks."
                yield Finding("violation", "cell-statement-unknown", place, message, "Correct the row.")


def unaccounted_words(text: str, uses: Sequence[Use], starts: Sequence[int], name: str) -> Iterator[Finding]:
    """The account: words that nothing used, and words used twice."""
    for span in unread(text, uses):
        message = f"Nothing was made of the words '{shown(wording(text, [span]))}'."
        hint = "Bring the line into a layout that the reader knows, or take the words out."
        yield Finding("violation", "unread-words", f"{name}:{line_number(starts, span.start)}", message, hint)
    for first, second in read_twice(uses):
        where = f"{name}:{line_number(starts, second.start)}"
        message = f"Words were read twice, as {first.role} and as {second.role}."
        yield Finding("violation", "words-read-twice", where, message, "This is a fault of the reader; report it.")
