"""Our own labels for a growth model, and our judgement of what each rubric cell is about, from three small tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from typing import NamedTuple

from crosswalk.errors import InputError
from crosswalk.model import Criterion


class OwnWords(NamedTuple):
    """How we call a statement: a label of at most eight words and a gloss of at most twelve."""

    label: str
    gloss: str


class CellSubject(NamedTuple):
    """What a rubric cell is about: the key of its criterion and the notations of the statements it concerns."""

    criterion: str
    statements: tuple[str, ...]


class Labels(NamedTuple):
    """The three tables: words by notation, criteria in order, and subjects by PSI, level key and place in the cell."""

    statements: Mapping[str, OwnWords]
    criteria: tuple[Criterion, ...]
    cells: Mapping[tuple[str, str, int], CellSubject]


def read_labels(statements: str, criteria: str, cells: str) -> Labels:
    """The tables from three CSV texts, with the columns

    notation, label, gloss | psi, criterion, label | psi, level, position, criterion, statements (separated by ";").

    Raises InputError where a column is missing, a position is no number, or a key stands twice.
    """
    words: dict[str, OwnWords] = {}
    for row in _rows(statements, "the table of statement labels", ("notation", "label", "gloss")):
        _once(words, row["notation"], "the table of statement labels")
        words[row["notation"]] = OwnWords(row["label"], row["gloss"])
    subjects: dict[tuple[str, str, int], CellSubject] = {}
    for row in _rows(cells, "the table of rubric cells", ("psi", "level", "position", "criterion", "statements")):
        if not row["position"].isdecimal():
            raise InputError(f"The table of rubric cells has the position '{row['position']}'; write a whole number.")
        key = (row["psi"], row["level"], int(row["position"]))
        _once(subjects, key, "the table of rubric cells")
        subjects[key] = CellSubject(row["criterion"], tuple(filter(None, row["statements"].split(";"))))
    return Labels(words, _criteria(criteria), subjects)


def _criteria(text: str) -> tuple[Criterion, ...]:
    found: dict[tuple[str, str], Criterion] = {}
    for row in _rows(text, "the table of criteria", ("psi", "criterion", "label")):
        key = (row["psi"], row["criterion"])
        _once(found, key, "the table of criteria")
        position = 1 + sum(psi == row["psi"] for psi, _ in found)
        found[key] = Criterion(*key, label=row["label"], position=position)
    return tuple(found.values())


def _rows(text: str, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{name.capitalize()} lacks the column {missing[0]}; its columns are {', '.join(columns)}.")
    return [{column: (row.get(column) or "").strip() for column in columns} for row in reader]


def _once(found: Collection[object], key: object, name: str) -> None:
    if key in found:
        raise InputError(f"{name.capitalize()} has two rows for {key}; keep one.")
