"""The rubric that bears on a statement: criteria down, levels across, the highest first."""

from __future__ import annotations

from collections.abc import Sequence

from crosswalk.api import Record
from crosswalk.viewer import labels
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import Child, Markup, tag
from crosswalk.viewer.tables import table

_WITHHELD = marked("The wording is not held here.")


def rubric(cells: Sequence[Record]) -> Markup:
    """The rows of `show_statement_rubric` as a table; each cell lists what is asked, as the document words it."""
    levels: dict[object, str] = {}
    criteria: dict[object, str] = {}
    asked: dict[tuple[object, object], list[Record]] = {}
    for cell in sorted(cells, key=lambda cell: int(str(cell["rank"]))):
        levels[cell["level"]] = str(cell["level_label"])
        asked.setdefault((cell["criterion"], cell["level"]), []).append(cell)
    for cell in cells:
        criteria[cell["criterion"]] = str(cell["criterion_label"])
    rows: list[list[Child]] = [
        [labels.english(label), *(_cell(asked.get((criterion, level), [])) for level in levels)]
        for criterion, label in criteria.items()
    ]
    return table(_("Rubric: what each level asks"), [_("Criterion (our label)"), *levels.values()], rows)


def _cell(cells: Sequence[Record]) -> Markup | str:
    if not cells:
        return "–"
    return tag("ul", [tag("li", _wording(cell)) for cell in cells])


def _wording(cell: Record) -> Child:
    if not cell["text"]:
        return _(_WITHHELD)
    stem = f"{cell['stem']} " if cell["stem"] else ""
    return tag("q", labels.english(f"{stem}{cell['text']}"))
