"""Finds statements of frameworks that no document cites by a name of its own: ``myfw:1.2``, the id with a code.

The codes of such frameworks can have any shape, so the codes that are held decide where one ends: the longest that is
followed by no more than punctuation is meant. A code that is not held ends where a list or a quotation would go on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from crosswalk.sources.citations import PrintedCitation

#: What ends a sentence or a bracket rather than a code.
_AFTER = ".,;:!?)]}/*_`"

#: What goes on with a list, a table or a quotation, and stands in no code that is not held.
_BETWEEN = ",;|<>[]{}\"“”„«»…—–’'`*"

#: No longer code is looked up.
_LONGEST = 80


def find_short_forms(text: str, codes: Mapping[str, Collection[str]]) -> Iterator[PrintedCitation]:
    """Every short form in the text, in order, with character offsets; `codes` are those held, by framework id.

    >>> held = {"skills": ["a.1", "b(1)"]}
    >>> [(c.framework, c.code, c.start) for c in find_short_forms("see skills:a.1, and (skills:b(1)).", held)]
    [('skills', 'a.1', 4), ('skills', 'b(1)', 21)]
    """
    if not codes:
        return
    held = {framework: frozenset(notations) for framework, notations in codes.items()}
    names = "|".join(map(re.escape, sorted(held, key=len, reverse=True)))
    another = rf"\W(?:{names}):"
    one = re.compile(rf"(?<![\w:.-])({names}):((?:(?!{another})\S){{1,{_LONGEST}}})")
    for run in re.finditer(rf"(?<![\w:/.-])(?:{names}):\S+", text):
        before = -1
        for match in one.finditer(text, *run.span()):
            code = _code(match[2], held[match[1]])
            start, end = match.start(), match.start(2) + len(code)
            in_address = text[start - 1 : start] == "/" and before != start - 1
            if code and not in_address:
                printed = text[start:end]
                yield PrintedCitation(match[1], code, printed, printed, start, end, start, end)
                before = end


def _code(following: str, held: Collection[str]) -> str:
    """The code at the beginning of what follows the colon: the longest held, else up to where none goes on."""
    for end in range(len(following), 0, -1):
        rest = following[end:]
        if following[:end] in held and (rest[:1] in _BETWEEN or not re.search(r"\w", rest)):
            return following[:end]
    code = re.split(f"[{re.escape(_BETWEEN)}]", following, maxsplit=1)[0].rstrip(_AFTER)
    closes = following[len(code) : len(code) + 1] == ")" and code.count("(") > code.count(")")
    return f"{code})" if closes else code
