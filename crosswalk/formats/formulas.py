"""What a spreadsheet would compute, marked against that with an apostrophe, and the marks taken away again.

Places count where a cell or a line of it begins, and where a reader that takes tabs or semicolons for the ends of cells
begins the next one. `unmarked` gives back exactly what `marked` was given.
"""

from __future__ import annotations

import re

#: What begins a formula in some spreadsheet, in full-width and small forms too.
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫"

#: What ends a line, or a cell for some readers.
_ENDS = "\\r\\n\\t\\v\\f\u0085\u2028\u2029"

#: Blanks and signs of no width, behind which a spreadsheet still sees a formula.
_BLANKS = f"(?:[^\\S{_ENDS}]|[\u00ad\u200b-\u200f\u2060\ufeff])*"

#: A cell that begins with a control character and says something behind it; what begins a formula. Marks that stand
#: there already are passed over, so that there is always one more than the text has of its own.
_CONTROL = f"'*{_BLANKS}[\\t\\r\\n]\\s*\\S"
_FORMULA = f"'*{_BLANKS}[{_SIGNS}]"

_START = f"(^(?={_CONTROL}|{_FORMULA})|[{_ENDS};](?={_FORMULA}))"
_MARKED = f"(^(?='(?:{_CONTROL}|{_FORMULA}))|[{_ENDS};](?='{_FORMULA}))'"

_MARK, _UNMARK = re.compile(_START), re.compile(_MARKED)


def marked(text: str) -> str:
    """The text with an apostrophe before each place that begins like a formula.

    >>> marked("=1+1"), marked("C3.10"), marked("'=1")
    ("'=1+1", 'C3.10', "''=1")
    """
    return _MARK.sub("\\1'", text)


def unmarked(text: str) -> str:
    """The text without the apostrophes that `marked` puts in.

    >>> unmarked("'=1+1"), unmarked("'tis")
    ('=1+1', "'tis")
    """
    return _UNMARK.sub("\\1", text)
