"""Finds citations of standards in any text: "(ISTE 3d / IB B2.8, C3.10)", "ISTE Coaches 3d", "ib-psp-2014:B2.8".

A citation is a framework's name with codes after it, in a run held together by commas, slashes, "and". Reading goes
once from left to right over names and codes, each of bounded length, so time grows as the text does and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

#: How documents call the frameworks. A name counts only where a code follows it. "ISTE" alone is read as the set that
#: the AIS document lists (Coaches, in force when it was written), "IB" as the practices of 2014.
FRAMEWORK_NAMES: Mapping[str, str] = {
    "ISTE": "iste-coaches-2011",
    "ISTE-C": "iste-coaches-2011",
    "ISTE Coaches": "iste-coaches-2011",
    "ISTE Coaches 2011": "iste-coaches-2011",
    "ISTE Coaches 2019": "iste-coaches-2019",
    "ISTE Standards for Coaches": "iste-coaches-2011",
    "ISTE Standards for Coaches 2011": "iste-coaches-2011",
    "ISTE Standards for Coaches 2019": "iste-coaches-2019",
    "NETS-C": "iste-coaches-2011",
    "IB": "ib-psp-2014",
    "IB PSP": "ib-psp-2014",
    "IB PSP 2014": "ib-psp-2014",
    "IB PSP 2020": "ib-psp-2020",
    "PSC": "psc-itec-2011",
    "AIS": "ais-psi",
    "ais-psi": "ais-psi",
    "ib-psp-2014": "ib-psp-2014",
    "ib-psp-2020": "ib-psp-2020",
    "iste-administrators-2009-td": "iste-administrators-2009-td",
    "iste-coaches-2011": "iste-coaches-2011",
    "iste-coaches-2019": "iste-coaches-2019",
    "iste-education-leaders-2018": "iste-education-leaders-2018",
    "psc-itec-2011": "psc-itec-2011",
}

#: The shapes a code can have, tried in this order.
_SHAPES: Mapping[str, str] = {
    "practice": r"[A-Z]\.?[0-9]{1,2}(?:\.[0-9]{1,2})?(?:\s?\([a-z]\)|[a-z](?:-(?:pyp|myp|dp|cp))?)?",
    "practice2020": r"0[0-9]{3}-[0-9]{2}(?:-[0-9]{4})?",
    "psi": r"PSI\s?[1-9](?:\.d?[1-9])?",
    "lettered": r"[1-9][a-z]",
    "dotted": r"[1-9]\.[1-9][0-9]?",
}

#: Which shapes belong to which kind of framework, by the first part of its id.
_FAMILY_SHAPES: Mapping[str, tuple[str, ...]] = {
    "iste": ("lettered", "dotted"),
    "ib": ("practice", "practice2020"),
    "psc": ("dotted",),
    "ais": ("dotted", "psi"),
}

#: A run of citations is cut after so many codes, so that quoting it beside each of them stays cheap.
_LONGEST_RUN = 64

#: Sentences for what a printed code lacks, by the key in `PrintedCitation.departures`.
DEPARTURES: Mapping[str, str] = {
    "prefix-missing": "The name of the framework is missing in print and read from the shape of the code.",
    "space-missing": "Printed without a space before the code.",
    "trailing-comma": "Printed with a comma after the last code.",
    "spelling": "Written in another way than the framework writes it.",
}


class PrintedCitation(NamedTuple):
    """One code as it stands in a text, before anything is looked up.

    `framework` is the id it is read as, empty where the text names none; `code` is the code in the framework's own
    spelling. `start` and `end` are the offsets of `printed_code`; `text_start` and `text_end` those of `printed_text`,
    the whole run it stands in, with its parentheses where the run fills them.
    """

    framework: str
    code: str
    printed_code: str
    printed_text: str
    start: int
    end: int
    text_start: int
    text_end: int
    departures: tuple[str, ...] = ()

    @property
    def enclosed(self) -> bool:
        """Whether the run fills a pair of parentheses, so that it is no part of the sentence around it."""
        return self.printed_text.startswith(("(", "["))


class _Token(NamedTuple):
    kind: str  # "name" or one of _SHAPES
    start: int
    end: int


class _Code(NamedTuple):
    framework: str
    shape: str
    start: int
    end: int
    name_start: int
    departures: tuple[str, ...]


def find_citations(text: str, names: Mapping[str, str] = FRAMEWORK_NAMES) -> tuple[PrintedCitation, ...]:
    """Every citation in the text, in order, with character offsets; `names` maps a spelling to a framework id.

    A code that no name precedes is found where it has a shape that prose lacks ("1a", "C3.10"); it gets no framework.

    >>> [(c.framework, c.code) for c in find_citations("see (ISTE 3d / IB B2.8, C3.10)")]
    [('iste-coaches-2011', '3d'), ('ib-psp-2014', 'B2.8'), ('ib-psp-2014', 'C3.10')]
    """
    spellings = {_plain(spelling): framework for spelling, framework in names.items()}
    return tuple(found for run in _runs(text, _tokens(text, names), spellings) for found in _citations(text, run))


def _tokens(text: str, names: Mapping[str, str]) -> Iterator[_Token]:
    """Names and codes from left to right. A name may be glued to its code ("IBC3.9"), its year be in parentheses."""
    spelled = "|".join(_spelled(name) for name in sorted(names, key=len, reverse=True))
    codes = "|".join(f"(?P<{shape}>{pattern})" for shape, pattern in _SHAPES.items())
    name = rf"(?<![\w-])(?P<name>{spelled})(?:(?![\w-])|(?=[A-Z]\.?\d))"
    code = rf"(?:(?<![\w.])|(?<=\bIB))(?:{codes})(?!\w|\.\d)"
    for match in re.finditer(f"{name}|{code}", text, re.IGNORECASE):
        yield _Token(str(match.lastgroup), *match.span())


def _spelled(name: str) -> str:
    year = name[-5:] if re.fullmatch(r" 20\d\d", name[-5:]) else ""
    words = re.escape(name.removesuffix(year)).replace(r"\ ", r"\s{1,3}")
    return words + (rf"\s{{1,3}}\(?{year.strip()}\b\)?" if year else "")


_SPACE = r"[^\S\n]{0,3}\n?[^\S\n]{0,4}"  # a run may be wrapped, but ends with its paragraph
_BETWEEN_CODES = re.compile(rf"{_SPACE}(?:[,;/&+–-]|and|or)?{_SPACE}", re.IGNORECASE)
_AFTER_NAME = re.compile(rf"(?:{_SPACE}|:|: )(?:(?:standard|indicator|practice|element)s?\s{{1,3}})?", re.IGNORECASE)
_BARE = re.compile(r"[1-9][a-h]|[A-C][1-4]\.\d{1,2}(?:\([a-z]\))?")


def _runs(text: str, tokens: Iterator[_Token], spellings: Mapping[str, str]) -> Iterator[list[_Code]]:
    """Codes that stand together, each with the framework that the last name before it gives."""
    run: list[_Code] = []
    name: _Token | None = None
    framework, end = "", 0
    for token in tokens:
        # "… at AIS", and on the next line "6.2 Reflective practice": a number that opens a line is a heading's.
        heading = token.kind in ("dotted", "psi") and "\n" in text[end : min(end + 16, token.start)]
        joined = bool(run) and not heading and _gap(_BETWEEN_CODES, text, end, token.start)
        if token.kind == "name":
            if run and not joined:
                yield run
                run = []
            # Matching without case also lets in look-alikes such as the dotless i, which are no name of ours.
            framework, end = spellings.get(_plain(text[token.start : token.end]), ""), token.end
            name = token if framework else None
            continue
        named = name is not None and name.end == end and not heading and _gap(_AFTER_NAME, text, end, token.start)
        if run and (len(run) == _LONGEST_RUN or not (joined or named)):
            yield run
            run = []
        if not (joined or named):
            framework = ""
        code = _code(text, token, framework, name if named else None)
        if code is not None:
            run.append(code)
            end = token.end
    if run:
        yield run


def _gap(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return end - start <= 16 and text.count("\n", start, end) <= 1 and pattern.fullmatch(text, start, end) is not None


def _code(text: str, token: _Token, framework: str, name: _Token | None) -> _Code | None:
    """The code of a token under the framework named last; None where the shape is no code there."""
    shape, departures = token.kind, []
    printed = text[token.start : token.end]
    if framework and shape in _FAMILY_SHAPES.get(framework.partition("-")[0], _SHAPES):
        if name is not None and name.end == token.start:
            departures.append("space-missing")
        if shape == "practice2020":
            framework = "ib-psp-2020"
    elif framework and shape == "practice" and name is None:
        framework = "ib-psp-2014"
        departures.append("prefix-missing")
    elif not _stands_alone(text, token):
        return None
    elif name is None:
        framework = ""
    if _own_spelling(printed, shape) != printed and not printed.endswith(")"):
        departures.append("spelling")
    return _Code(framework, shape, token.start, token.end, name.start if name else token.start, tuple(departures))


def _stands_alone(text: str, token: _Token) -> bool:
    """Whether the shape is rare enough in prose, and the code neither part of a word nor the label of a list item."""
    if _BARE.fullmatch(text, token.start, token.end) is None:
        return False
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    label = before in ("", "\n") and after and after in ".:)\t"
    return "-" not in before + after and not label


def _citations(text: str, run: list[_Code]) -> Iterator[PrintedCitation]:
    start, end, comma = _extent(text, run[0].name_start, run[-1].end)
    quoted = text[start:end]
    for code in run:
        departures = code.departures
        if code is not run[0] and text[code.start - 1] == ",":
            departures += ("space-missing",)
        if comma and code is run[-1]:
            departures += ("trailing-comma",)
        # "3d" alone says nothing without the name before it; a practice code carries its section letter.
        printed_start = code.start if code.shape.startswith("practice") else code.name_start
        yield PrintedCitation(
            code.framework,
            _own_spelling(text[code.start : code.end], code.shape),
            text[printed_start : code.end],
            quoted,
            printed_start,
            code.end,
            start,
            end,
            departures,
        )


_TAIL = re.compile(r"\s{0,2}(,?)\s{0,2}([)\]])")


def _extent(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Where the run begins and ends, its parentheses included where it fills them, and whether a comma trails it."""
    head = text[max(0, start - 3) : start].rstrip()
    tail = _TAIL.match(text, end)
    if tail is None or head[-1:] + tail[2] not in ("()", "[]"):
        return start, end, False
    return max(0, start - 3) + len(head) - 1, tail.end(), bool(tail[1])


def _plain(spelling: str) -> str:
    return " ".join(spelling.replace("(", "").replace(")", "").split()).casefold()


def _own_spelling(printed: str, shape: str) -> str:
    """A code as its framework spells it: "c3.9" → "C3.9", "A.1" → "A1", "C1.1(a)" → "C1.1a", "3D" → "3d"."""
    joined = "".join(printed.split())
    if shape == "practice":
        letter, rest = joined[0].upper(), joined[1:].removeprefix(".").lower()
        return letter + rest.replace("(", "").replace(")", "")
    if shape == "psi":
        return "PSI" + joined[3:].lower()
    return joined.lower()
