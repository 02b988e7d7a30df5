"""The growth model as the tests read it: the document, the tables beside it, the answers, the notations it cites."""

from __future__ import annotations

import csv
from functools import cache
from itertools import chain

import repository

from crosswalk.sources.growth_model import GrowthModel, read_growth_model
from crosswalk.sources.labels import Labels, read_labels
from crosswalk.sources.repairs import Repair, read_repairs

LEVEL_KEYS = {"Exceeds": "exceeds", "Meets": "meets", "Approaches": "approaches", "Does not meet": "does-not-meet"}

_ISTE = {"1": "abcd", "2": "abcdefgh", "3": "abcdefg", "4": "abc", "5": "abc", "6": "abc"}
_IB = {"A": 9, "B1": 7, "B2": 12, "C1": 9, "C2": 11, "C3": 16, "C4": 9}
_LETTERED = ("C1.1a-pyp", "C1.1b-pyp", "C1.1c-pyp", "C1.1a-dp", "C1.1b-dp", "C2.1a-myp", "C3.10a-pyp")

#: Framework id → notations: codes alone, as counted in the publishers' tables.
FRAMEWORKS: dict[str, tuple[str, ...]] = {
    "iste-coaches-2011": (*_ISTE, *(standard + letter for standard, letters in _ISTE.items() for letter in letters)),
    "ib-psp-2014": (
        *("A", "B", "C", *(standard for standard in _IB if len(standard) > 1)),
        *chain.from_iterable(
            (f"{standard}{'.' if len(standard) > 1 else ''}{number}" for number in range(1, count + 1))
            for standard, count in _IB.items()
        ),
        *_LETTERED,
    ),
}


def path(name: str) -> str:
    """The words of a file of the repository, line ends as they are."""
    with open(repository.ROOT / name, encoding="utf-8", newline="") as file:
        return file.read()


@cache
def text() -> str:
    return path("data/quoted/ais-growth-model.txt")


@cache
def repairs() -> tuple[Repair, ...]:
    return read_repairs(path("data/quoted/ais-growth-model.repairs.csv"))


@cache
def labels() -> Labels:
    return read_labels(*(path(f"data/labels/ais-psi{part}.csv") for part in ("", "-criteria", "-cells")))


@cache
def model() -> GrowthModel:
    return read_growth_model(text(), repairs(), labels())


def expected(table: str) -> list[dict[str, str]]:
    """The rows of a hand-checked answer: ``ais_psi``, ``ais_citations`` or ``ais_rubric``."""
    return list(csv.DictReader(path(f"tests/expected/{table}.csv").splitlines()))


def expected_cells() -> list[tuple[object, ...]]:
    """The rubric's answer, every field but the prose note, in the values' own terms."""
    return [
        (
            row["psi"],
            LEVEL_KEYS[row["level"]],
            int(row["level_rank_1_high"]),
            int(row["criterion_no"]),
            row["stem"],
            row["text"],
            row["parallel_key"],
            row["indicators_own_judgement"],
            row["split_confidence"],
            row["joined_across_break"],
        )
        for row in expected("ais_rubric")
    ]


def cells(read: GrowthModel) -> list[tuple[object, ...]]:
    """The rubric that was read, in the same terms."""
    ranks = {level.key: level.rank for level in read.rubric.levels}
    return [
        (
            cell.psi,
            cell.level,
            ranks[cell.level],
            cell.position,
            cell.stem,
            cell.text,
            cell.criterion,
            ";".join(cell.statements),
            cell.split,
            "yes" if cell.joined else "no",
        )
        for cell in read.rubric.cells
    ]
