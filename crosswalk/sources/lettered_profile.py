"""A publisher's own text as sentences by code, read from the layout of a profile: numbered standards, lettered below.

Two ways of writing it are known, line by line; a line that goes on without a blank line between belongs to the one
above it::

    1. Title. Sentence. People who do this:     a standard; its sentence may follow as a paragraph of its own
    - a. sentence                               a statement of the standard above; the mark may be missing

    Sentence.                                   a standard without its number, which the code below tells
    1a: sentence                                a statement under its whole code

A title that the framework holds already, and a last sentence that only announces the letters (it ends in ":"), are left
out and listed as such, as is what stands before the first standard. What fits nowhere becomes a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from crosswalk.model import Finding
from crosswalk.sources.completeness import unaccounted_words
from crosswalk.sources.document import Skipped, Span, Use, left_out, line_number, lines, wording
from crosswalk.sources.lettered_lines import Draft, read_lines

_SENTENCE_ENDS = (".", "!", "?", ".”", "!”", "?”", '."')
_TITLE_ENDS = ".:–—-"


class LetteredStatement(NamedTuple):
    """A statement with the publisher's sentence, and the line where it begins."""

    notation: str
    line: int
    text: str


class LetteredProfile(NamedTuple):
    """The sentences of the codes that were asked for, what was odd, and what each stretch of the text was used for."""

    statements: tuple[LetteredStatement, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    uses: tuple[Use, ...]


def read_lettered_profile(text: str, codes: Mapping[str, str], name: str = "profile") -> LetteredProfile:
    """Reads a text laid out as above. Never raises: what it cannot read becomes findings.

    `text` has line feeds as line ends; offsets count its characters. `codes` are the notations of the framework, in
    its order, each with the title that the framework holds ("" where none); `name` stands before the line number in
    findings.
    """
    found = read_lines(text, name)
    known = {notation.casefold(): notation for notation in codes}
    starts = [line.start for line in lines(text)]
    statements: list[LetteredStatement] = []
    findings, uses = [*found.findings], [*found.uses]
    for draft in found.drafts:
        notation = known.get(draft.code.casefold())
        if notation is None:
            findings.append(_unknown(draft, name))
            uses += _by_line(starts, [*draft.mark, *draft.words], "skipped", reason="The framework has no such code.")
            continue
        sentence, more = _sentence(text, starts, draft, notation, codes[notation])
        uses += more
        statements.append(LetteredStatement(notation, draft.line, wording(text, sentence)))
    uses.sort()
    findings += [*_lacking(statements, codes, name), *unaccounted_words(text, uses, starts, name)]
    spoken = tuple(statement for statement in statements if statement.text)
    return LetteredProfile(spoken, tuple(findings), left_out(text, uses, starts), tuple(uses))


def _sentence(
    text: str, starts: Sequence[int], draft: Draft, notation: str, title: str
) -> tuple[list[Span], list[Use]]:
    """The words of a statement's sentence, and the account of all that stands with it."""
    start = _after_title(text, draft.words, title)
    end = _before_announcement(text, draft.words, start) if draft.is_standard else len(draft.words)
    reason = f"Announces the lettered statements of {notation}."
    uses = [
        *_by_line(starts, draft.mark, "notation", notation),
        *_by_line(starts, draft.words[:start], "title", notation),
        *_by_line(starts, draft.words[start:end], "statement", notation),
        *_by_line(starts, draft.words[end:], "skipped", reason=reason),
    ]
    return draft.words[start:end], uses


def _after_title(text: str, words: list[Span], title: str) -> int:
    """How many of the words are the title that is held, with the stop, colon or dash after it; 0 where it is not."""
    wanted = title.casefold().split()
    printed = [text[word.start : word.end].casefold() for word in words[: len(wanted) + 1]]
    if not wanted or len(printed) < len(wanted):
        return 0
    last = printed[len(wanted) - 1].rstrip(_TITLE_ENDS)
    if [*printed[: len(wanted) - 1], last] != wanted:
        return 0
    if last != printed[len(wanted) - 1] or len(words) == len(wanted):
        return len(wanted)
    return len(wanted) + 1 if not printed[-1].strip(_TITLE_ENDS) else 0


def _before_announcement(text: str, words: list[Span], start: int) -> int:
    """Where the sentence ends, if a last one that ends in ":" and begins with a capital follows another."""
    if not words or text[words[-1].end - 1] != ":":
        return len(words)
    for at in range(len(words) - 1, start, -1):
        before = words[at - 1]
        if text[before.start : before.end].endswith(_SENTENCE_ENDS) and text[words[at].start].isupper():
            return at
    return len(words)


def _by_line(starts: Sequence[int], words: Iterable[Span], role: str, owner: str = "", reason: str = "") -> list[Use]:
    """A use for the words of each line, from the first of them to the last."""
    groups = (list(group) for _, group in groupby(words, key=lambda word: line_number(starts, word.start)))
    return [Use(group[0].start, group[-1].end, role, owner, reason) for group in groups]


def _unknown(draft: Draft, name: str) -> Finding:
    message = f"The framework has no statement {draft.code}, so its sentence is left out."
    hint = "See whether the text is of another edition, or correct the code."
    return Finding("warning", "unknown-code", f"{name}:{draft.line}", message, hint)


def _lacking(statements: list[LetteredStatement], codes: Mapping[str, str], name: str) -> list[Finding]:
    """What was not found: any statement at all, the sentence of one, or codes of the framework."""
    if not statements:
        message = "No statement of the framework was found in the text."
        hint = "A standard begins with a line such as '1. Title. Sentence.', a statement with '1a: ' or '- a. '."
        return [Finding("violation", "no-statement", f"{name}:1", message, hint)]
    found = {statement.notation for statement in statements}
    silent = [
        Finding(
            "warning", "sentence-missing", f"{name}:{one.line}", f"{one.notation} has a code here, but no sentence."
        )
        for one in statements
        if not one.text
    ]
    hint = "Add its sentence, if your copy has it."
    return silent + [
        Finding("warning", "code-absent", name, f"The text has nothing for {notation} of the framework.", hint)
        for notation in codes
        if notation not in found
    ]
