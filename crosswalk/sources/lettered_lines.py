"""The lines of a lettered profile into drafts: which code each begins, and which words belong to it."""

from __future__ import annotations

import re
from typing import NamedTuple

from crosswalk.model import Finding, Severity
from crosswalk.sources.document import Line, Span, Use, lines, trimmed, words

_NUMBERED = re.compile(r"\s{0,8}([0-9]{1,2})[.)](?=\s|$)")
_CODED = re.compile(r"\s{0,8}(?:[-–•*]\s{1,8})?([0-9]{1,2})\s?([A-Za-z])\s?[:.)](?=\s|$)")
_LETTERED = re.compile(r"\s{0,8}(?:[-–•*]\s{0,8})?\(?([a-z])[.):](?=\s|$)")

_FINISHED = (".", "!", "?", ":", ";", ".”", "!”", "?”", '."')


class Draft(NamedTuple):
    """A code as the text has it ("3" or "3a"), the line where it begins, its mark, and the words that follow."""

    code: str
    line: int
    is_standard: bool
    mark: list[Span]
    words: list[Span]


class Drafts(NamedTuple):
    """What was read: drafts in the order of the text, words left out on purpose, and what was odd."""

    drafts: tuple[Draft, ...]
    uses: tuple[Use, ...]
    findings: tuple[Finding, ...]


class _Row(NamedTuple):
    """A line and what it is by its first characters: `kind` is blank, numbered, coded, lettered or prose."""

    line: Line
    kind: str
    number: str = ""
    letter: str = ""
    marked: int = 0


def read_lines(text: str, name: str) -> Drafts:
    """The drafts of a text laid out as `lettered_profile` describes; `name` stands before the line in findings."""
    rows = [_row(line) for line in lines(text)]
    reader = _Reader(text, name)
    for row, announced in zip(rows, _announced(rows), strict=True):
        reader.read(row, announced)
    return Drafts(tuple(reader.drafts.values()), tuple(reader.uses), tuple(reader.findings))


def _row(line: Line) -> _Row:
    if not line.text.strip():
        return _Row(line, "blank")
    if match := _NUMBERED.match(line.text):
        return _Row(line, "numbered", match[1], "", match.end())
    if match := _CODED.match(line.text):
        return _Row(line, "coded", match[1], match[2].lower(), match.end())
    if match := _LETTERED.match(line.text):
        return _Row(line, "lettered", "", match[1], match.end())
    return _Row(line, "prose")


def _announced(rows: list[_Row]) -> list[str]:
    """For each line of words in the last paragraph above a whole code: the number of that code; "" for all others."""
    found = [""] * len(rows)
    number, in_words = "", False
    for at in range(len(rows) - 1, -1, -1):
        kind = rows[at].kind
        if kind == "prose":
            found[at], in_words = number, True
        elif kind != "blank":
            number, in_words = rows[at].number if kind == "coded" else "", False
        elif in_words:
            number = ""
    return found


class _Reader:
    """The state of one pass: which standard and which draft are open, and whether a blank line came since."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.drafts: dict[str, Draft] = {}
        self.uses: list[Use] = []
        self.findings: list[Finding] = []
        self.number = ""
        self.numbers: set[str] = set()
        self.open: Draft | None = None
        self.gap = False
        self.paragraphs = 0

    def read(self, row: _Row, announced: str) -> None:
        """Gives the line to the draft it begins or goes on with; what belongs to none is left unread."""
        if row.kind == "blank":
            self.gap = True
            return
        if row.kind == "prose":
            self._prose(row, announced if announced not in self.numbers else "")
        elif row.number or self.number:
            self.number = row.number or self.number
            self._begin(self.number + row.letter, row)
        else:  # a letter before any standard
            self.open = None
        self.gap = False

    def _begin(self, code: str, row: _Row) -> None:
        """Opens the draft of a code; a code met before opens none, and its words stay unread."""
        self.numbers.add(self.number)
        if code in self.drafts:
            self.open = None
            message = f"{code} stands a second time; only the first is read."
            self._find("violation", "duplicate-notation", row, message, "Take one of the two out, or correct its code.")
            return
        mark = trimmed(self.text, row.line.start, row.line.start + row.marked)
        is_standard = row.kind in ("numbered", "prose")
        self.open = Draft(code, row.line.number, is_standard, [mark] if mark.start < mark.end else [], [])
        self.drafts[code] = self.open
        self.paragraphs = 1
        self._go_on(row)

    def _prose(self, row: _Row, announced: str) -> None:
        """A line of words goes on with what is open, is the standard of the code below, or what stands before all."""
        if self.open is not None and not self.gap and not (announced and self._is_new(row)):
            self._go_on(row)
            if self.open.is_standard and not self.open.mark:
                self._uncertain(row, f"is read as part of {self.open.code}, as is the line above")
        elif announced:
            self.number = announced
            self._begin(announced, row)
        elif self.open is not None and self.open.is_standard and self.open.mark and self.paragraphs == 1:
            self.paragraphs += 1
            self._go_on(row)
        elif not self.drafts:
            span = trimmed(self.text, row.line.start, row.line.start + len(row.line.text))
            self.uses.append(Use(span.start, span.end, "skipped", reason="Stands before the first standard."))
        else:
            self.open = None

    def _is_new(self, row: _Row) -> bool:
        """Whether a line directly under a statement is the next standard rather than the rest of that statement."""
        if self.open is None or not self.open.words:
            return False
        last = self.open.words[-1]
        if self.text[last.start : last.end].endswith(_FINISHED):
            return True
        if not row.line.text.lstrip()[0].isupper():
            return False
        self._uncertain(row, f"is read as a standard of its own, though {self.open.code} above it has no full stop")
        return True

    def _go_on(self, row: _Row) -> None:
        if self.open is not None:
            span = Span(row.line.start + row.marked, row.line.start + len(row.line.text))
            self.open.words.extend(words(self.text, span))

    def _uncertain(self, row: _Row, what: str) -> None:
        message = f"This line {what}."
        self._find("warning", "place-uncertain", row, message, "A blank line above it would settle where it belongs.")

    def _find(self, severity: Severity, code: str, row: _Row, message: str, hint: str) -> None:
        self.findings.append(Finding(severity, code, f"{self.name}:{row.line.number}", message, hint))
