"""Finds statements of frameworks that no document cites by a name of its own: ``myfw:1.2``, the id with a code.

The codes of such frameworks can have any shape, so a code is all that stands behind the colon without a blank, with the
punctuation of the sentence taken off its end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from crosswalk.sources.citations import PrintedCitation

#: What ends a sentence or a bracket rather than a code.
_AFTER = ".,;:!?)]}»”’\"'"

#: No longer code is looked up.
_LONGEST = 80


def find_short_forms(text: str, frameworks: Collection[str]) -> Iterator[PrintedCitation]:
    """Every short form of the frameworks in the text, in order, with character offsets.

    >>> [(c.framework, c.code, c.start) for c in find_short_forms("see skills:a.1, and (skills:b).", ["skills"])]
    [('skills', 'a.1', 4), ('skills', 'b', 21)]
    """
    if not frameworks:
        return
    names = "|".join(map(re.escape, sorted(frameworks, key=len, reverse=True)))
    for match in re.finditer(rf"(?<![\w:/.-])({names}):(\S{{1,{_LONGEST}}})", text):
        code = match[2].rstrip(_AFTER)
        if code:
            end = match.start(2) + len(code)
            printed = text[match.start() : end]
            yield PrintedCitation(match[1], code, printed, printed, match.start(), end, match.start(), end)
