"""Reads the lines of a growth model into an outline: PSIs, dispositions, indicators, rubric rows and loose list items.

The layout it knows, line by line (→ is a tab)::

    PSI1: Title: statement            a PSI; a statement ending in ":" is completed by the dispositions listed under it
    PSI 1→Title                       the list of the PSIs at the top, left out
    1.2 Title→statement (ISTE 1b / …) an indicator; its title may stand alone, or on a line of its own ending in a tab
    - text                            an item of the list above: a disposition, part of an indicator, or a rubric bullet
    Exceeds→Meets→Approaches→Does not meet
    cell→cell→cell→cell               a rubric row; a row that goes on after a page break stands again as four cells
    --→---→--→---                     a table rule, left out

A parenthesis of standards citations is cut out of the sentence around it wherever it stands. What fits nowhere is left
alone, and the account of words (`document.unread`) turns it into findings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from crosswalk.model import Finding, Severity
from crosswalk.sources.citations import PrintedCitation
from crosswalk.sources.document import Line, Span, Use, fields, lines, trimmed, without, wording

#: The levels of the rubric as printed, highest first.
LEVEL_LABELS = ("Exceeds", "Meets", "Approaches", "Does not meet")

_HEADING = re.compile(r"[^\S\t]{0,8}(PSI\s?\d{1,2})\s?:\s{0,8}([^:\t]*)(:?)")
_LISTED = re.compile(r"[^\S\t]{0,8}(PSI\s?\d{1,2})\s?\t")
_INDICATOR = re.compile(r"[^\S\t]{0,8}(\d{1,2}\.\d{1,2})(?=\s|$)")
_ITEM = re.compile(r"\s{0,8}[-–•*](?=\s)")


class IndicatorSource(NamedTuple):
    """Where an indicator's title, sentence and list items stand in the text."""

    notation: str
    line: int
    title: list[Span]
    text: list[Span]
    items: list[Span]


class PsiSource(NamedTuple):
    """Where the parts of a PSI stand: heading, dispositions, indicators, rubric rows and the list a page break left."""

    notation: str
    line: int
    title: list[Span]
    text: list[Span]
    dispositions: list[Span]
    indicators: list[IndicatorSource]
    rows: list[tuple[Span, ...]]
    loose: list[list[Span]]


class Outline(NamedTuple):
    """What was read: PSIs in order, what each stretch was used for, whose each line is, and what was odd."""

    psis: tuple[PsiSource, ...]
    uses: tuple[Use, ...]
    owners: dict[int, str]
    findings: tuple[Finding, ...]


def read_outline(text: str, citations: Sequence[PrintedCitation], name: str) -> Outline:
    """The outline of a growth model; `name` stands before the line number in findings. Never raises."""
    reader = _Reader(text, citations, name)
    for line in lines(text):
        reader.read(line)
    reader.compare_listed()
    return Outline(tuple(reader.psis), tuple(reader.uses), reader.owners, tuple(reader.findings))


class _Reader:
    """The state of one pass: which PSI and indicator are open, and whether its table has begun."""

    def __init__(self, text: str, citations: Sequence[PrintedCitation], name: str) -> None:
        self.text, self.name = text, name
        self.runs = sorted({Span(c.text_start, c.text_end) for c in citations if c.enclosed})
        self.psis: list[PsiSource] = []
        self.uses: list[Use] = []
        self.owners: dict[int, str] = {}
        self.findings: list[Finding] = []
        self.listed: list[tuple[str, str, Line]] = []
        self.psi: PsiSource | None = None
        self.indicator: IndicatorSource | None = None
        self.in_table = False
        self.item_open = False
        self.notations: set[str] = set()

    def read(self, line: Line) -> None:
        """Gives the line to the first rule that knows it."""
        if not line.text.strip():
            self.item_open = False
            return
        rules = (
            self._heading,
            self._psi_listed,
            self._indicator,
            self._table_head,
            self._row,
            self._item,
            self._item_continued,
            self._front_matter,
            self._prose,
        )
        any(rule(line) for rule in rules)

    def compare_listed(self) -> None:
        """The list of PSIs at the top repeats the headings; where it does not, that is a finding."""
        titles = {psi.notation: wording(self.text, psi.title) for psi in self.psis}
        for notation, title, line in self.listed:
            if titles.get(notation, "").casefold() != title.casefold():
                message = f"The list calls {notation} '{title}', but no heading of {notation} does."
                self._find("warning", "listed-psi-differs", line, message, "Make the list and the heading agree.")

    def _heading(self, line: Line) -> bool:
        match = _HEADING.match(line.text)
        if match is None:
            return False
        notation = "".join(match[1].split())
        self.indicator, self.in_table, self.item_open = None, False, False
        if self._repeated(notation, line):
            self.psi = next((psi for psi in self.psis if psi.notation == notation), self.psi)
            return True
        self.psi = PsiSource(notation, line.number, [], [], [], [], [], [])
        self.psis.append(self.psi)
        self._use(Span(line.start, line.start + match.start(2)), "notation", notation)
        self._take(self.psi.title, Span(line.start + match.start(2), line.start + match.end(2)), "title", notation)
        self._use(Span(line.start + match.start(3), line.start + match.end(3)), "mark", notation)
        self._take(self.psi.text, Span(line.start + match.end(), self._end(line)), "statement", notation)
        self.owners[line.number] = notation
        return True

    def _psi_listed(self, line: Line) -> bool:
        match = _LISTED.match(line.text)
        if match is None:
            return False
        notation = "".join(match[1].split())
        title = wording(self.text, [Span(line.start + match.end(), self._end(line))])
        self.listed.append((notation, title, line))
        self._skip(line, f"The list of PSIs repeats the heading of {notation}.")
        return True

    def _indicator(self, line: Line) -> bool:
        match = _INDICATOR.match(line.text)
        if match is None or self.psi is None:
            return False
        notation = match[1]
        self.in_table, self.item_open, self.indicator = False, False, None
        if self._repeated(notation, line):
            return True
        self.indicator = IndicatorSource(notation, line.number, [], [], [])
        self.psi.indicators.append(self.indicator)
        self.owners[line.number] = notation
        if notation.partition(".")[0] != self.psi.notation.removeprefix("PSI"):
            message = f"Indicator {notation} stands under {self.psi.notation}; it is read as part of that."
            self._find("warning", "indicator-misplaced", line, message, "Move it under its own heading or renumber it.")
        first, *rest = fields(line)
        number = line.start + match.end(1)
        self._use(Span(line.start + match.start(1), number), "notation", notation)
        self._take(self.indicator.title, Span(number, max(number, first.end)), "title", notation)
        for span in rest:
            self._take(self.indicator.text, span, "statement", notation)
        return True

    def _table_head(self, line: Line) -> bool:
        cells = tuple(wording(self.text, [span]).casefold() for span in fields(line))
        if self.psi is None or cells != tuple(label.casefold() for label in LEVEL_LABELS):
            return False
        self.in_table, self.item_open, self.indicator = True, False, None
        self._skip(line, "Column headings of the rubric, the same for every PSI.")
        return True

    def _row(self, line: Line) -> bool:
        cells = fields(line)
        if self.psi is None or not self.in_table or len(cells) != len(LEVEL_LABELS):
            return False
        if not line.text.replace("\t", "").replace("-", "").strip():
            self._skip(line, "A table rule.")
        else:
            self.psi.rows.append(cells)
        return True

    def _item(self, line: Line) -> bool:
        match = _ITEM.match(line.text)
        if match is None or self.psi is None:
            return False
        owner = self.psi.notation if self.indicator is None else self.indicator.notation
        span = trimmed(self.text, line.start + match.end(), self._end(line))
        if self.in_table:
            self.psi.loose.append([span])
            self.item_open = True
        elif self.indicator is not None and self.indicator.text:
            self._take(self.indicator.items, span, "statement", owner)
        elif self.indicator is None and wording(self.text, self.psi.text).endswith(":"):
            owner = f"{self.psi.notation}.d{len(self.psi.dispositions) + 1}"
            self._take(self.psi.dispositions, span, "statement", owner)
        else:
            return True
        self._use(Span(line.start, line.start + match.end()), "mark", owner)
        self.owners[line.number] = "" if self.in_table else owner
        return True

    def _item_continued(self, line: Line) -> bool:
        if self.psi is None or not (self.item_open and line.text.startswith("\t")):
            return False
        self.psi.loose[-1].append(trimmed(self.text, line.start, self._end(line)))
        return True

    def _front_matter(self, line: Line) -> bool:
        if self.psis or _INDICATOR.match(line.text):
            return False
        words = line.text.strip()
        if not self.uses:
            reason = "The document's own title."
        elif words.startswith("(") and words.endswith(")"):
            reason = "A drafting note in parentheses."
        else:
            reason = "Front matter, before the first PSI."
        self._skip(line, reason)
        return True

    def _prose(self, line: Line) -> bool:
        """A line of words: the sentence of an indicator, its title, its citation, or the lead-in to the indicators."""
        span = trimmed(self.text, line.start, self._end(line))
        if self.psi is None or self.in_table:
            return False
        if self.indicator is None:
            if self.psi.indicators or not line.text.rstrip().endswith(":"):
                return False
            self._skip(line, "Announces the indicators that follow.")
            return True
        owner = self.indicator.notation
        self.owners[line.number] = owner
        if not self._pieces(span):
            self._take([], span, "statement", owner)
        elif not self.indicator.title and line.text.rstrip("\r").endswith("\t"):
            self._take(self.indicator.title, span, "title", owner)
        elif not self.indicator.text:
            self._take(self.indicator.text, span, "statement", owner)
        return True

    def _take(self, into: list[Span], span: Span, role: str, owner: str) -> None:
        """Adds the span to a part of a statement, the citations in it cut out and accounted for as such."""
        for run in self._runs_in(span):
            self._use(run, "citation", owner)
        for piece in self._pieces(span):
            self._use(piece, role, owner)
            into.append(piece)

    def _pieces(self, span: Span) -> list[Span]:
        parts = (trimmed(self.text, *part) for part in without(span, self._runs_in(span)))
        return [part for part in parts if part.start < part.end]

    def _runs_in(self, span: Span) -> list[Span]:
        """The citation runs that begin in the span, and one that began before and ends in it, cut to the span."""
        first = bisect_left(self.runs, span)
        if first and self.runs[first - 1].end > span.start:
            first -= 1
        found = []
        for run in self.runs[first:]:
            if run.start >= span.end:
                break
            found.append(Span(max(run.start, span.start), min(run.end, span.end)))
        return found

    def _repeated(self, notation: str, line: Line) -> bool:
        if notation not in self.notations:
            self.notations.add(notation)
            return False
        message = f"{notation} stands a second time; only the first is read."
        self._find("violation", "duplicate-notation", line, message, "Give each statement a notation of its own.")
        return True

    def _use(self, span: Span, role: str, owner: str = "", reason: str = "") -> None:
        span = trimmed(self.text, *span)
        if span.start < span.end:
            self.uses.append(Use(span.start, span.end, role, owner, reason))

    def _skip(self, line: Line, reason: str) -> None:
        self._use(Span(line.start, self._end(line)), "skipped", reason=reason)

    def _end(self, line: Line) -> int:
        return line.start + len(line.text)

    def _find(self, severity: Severity, code: str, line: Line, message: str, hint: str) -> None:
        self.findings.append(Finding(severity, code, f"{self.name}:{line.number}", message, hint))
