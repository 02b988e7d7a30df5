"""What a record may refer to: types of evidence, levels, criteria and statements, by code, label or short form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from crosswalk.errors import InputError, UnknownIdentifier
from crosswalk.evidence.triples import reference
from crosswalk.graph.identifiers import nearest
from crosswalk.graph.results import Plain
from crosswalk.terms import Iri
from crosswalk.vocabulary import short_form

Record = dict[str, Plain]

_PLACE = "xwid:"

#: The scale that a level is taken from where nothing else says which.
_GROWTH_MODEL = "scale:ais-psi"


class EvidenceType(NamedTuple):
    """A type of evidence; `category` is the code above it ("" for one); `accreditors` expect it, each as well known."""

    code: str
    label: str
    category: str
    accreditors: dict[str, str]


class Level(NamedTuple):
    """A level of a rating scale. `place` is what records hold; `rank` 1 is the highest; `publisher` is a label."""

    place: str
    label: str
    rank: int
    scale: str
    scale_label: str
    publisher: str


class Cell(NamedTuple):
    """What a criterion asks at a level, in the document's words where they are held, and the statements it is about."""

    level: str
    text: str
    statements: tuple[str, ...]


class Criterion(NamedTuple):
    """A criterion of a rubric: `place` is what records hold, `subject` the PSI that it belongs to."""

    place: str
    key: str
    label: str
    subject: str
    framework: str
    cells: tuple[Cell, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements that any of its cells is about, each once, in order."""
        return tuple(dict.fromkeys(statement for cell in self.cells for statement in cell.statements))


class Vocabulary:
    """The graph as records need it: `records` gives the rows of a library query, `resolve` the IRI of a short form.

    `named` gives the short form of an IRI, also of one that is not of ours.
    """

    def __init__(
        self,
        records: Callable[..., tuple[Record, ...]],
        resolve: Callable[[str], Iri],
        named: Callable[[str], str] = short_form,
    ) -> None:
        self.records = records
        self._resolve = resolve
        self._named = named
        self._known: dict[str, str] = {}

    @cached_property
    def types(self) -> dict[str, EvidenceType]:
        """The types of evidence by code, in their order."""
        found: dict[str, EvidenceType] = {}
        for row in self.records("list_evidence_types"):
            code = str(row["code"])
            category = str(row["category"] or "").removeprefix("evidence-type:")
            type_ = found.setdefault(code, EvidenceType(code, str(row["label"]), category, {}))
            if row["accreditor"]:
                type_.accreditors[str(row["accreditor"])] = str(row["verification"] or "")
        return found

    @cached_property
    def levels(self) -> dict[str, Level]:
        """The levels of all scales by place, scale by scale, the highest first."""
        return {
            place: Level(
                place, str(row["label"]), int(str(row["rank"])), str(row["scale"]), str(row["scale_label"]),
                str(row["publisher_label"] or ""),
            )
            for row in self.records("list_levels")
            for place in [str(row["level"]).removeprefix(_PLACE)]
        }  # fmt: skip

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """The criteria of all rubrics by place, in their order."""
        rows: dict[str, list[Record]] = {}
        for row in self.records("list_criteria"):
            rows.setdefault(str(row["criterion"]).removeprefix(_PLACE), []).append(row)
        return {place: _criterion(place, found) for place, found in rows.items()}

    @cached_property
    def statements(self) -> dict[str, Record]:
        """Every statement by its short form (see ``list_statements``)."""
        return {str(row["statement"]): row for row in self.records("list_statements")}

    @cached_property
    def frameworks(self) -> dict[str, Record]:
        """Every framework by its identifier (see ``list_frameworks``)."""
        return {str(row["framework"]): row for row in self.records("list_frameworks")}

    def statement(self, given: str) -> str:
        """What a record holds for a statement or framework. Raises UnknownIdentifier with the nearest, Ambiguous…"""
        if given not in self._known:
            try:
                self._known[given] = reference(self._resolve(given).value)
            except UnknownIdentifier as error:
                raise error if error.candidates else self._by_code(given) from None
        return self._known[given]

    def _by_code(self, given: str) -> UnknownIdentifier:
        """That there is no such statement, with those whose codes come near the last word."""
        codes: dict[str, list[str]] = {}
        for short, row in self.statements.items():
            codes.setdefault(str(row["notation"]), []).append(short)
        words = given.replace(":", " ").split()
        near = nearest(words[-1], list(codes)) if words else ()
        known = {short: short for code in near for short in codes[code]}
        return _unknown("statement", given, known, "crosswalk search finds statements by words", tuple(known)[:6])

    def shown(self, statement: str) -> str:
        """The short form of what a record holds for a statement."""
        return self._named(statement) if "://" in statement else statement

    def label(self, statement: str) -> str:
        """Our label of a statement or framework; what no longer exists says so."""
        row = self.statements.get(statement) or self.frameworks.get(statement)
        return str(row["label"]) if row else "no longer in the data"

    def evidence_type(self, given: str) -> str:
        """The code of a type of evidence, by code or label. Raises UnknownIdentifier with the nearest."""
        word = given.strip().lower()
        for type_ in self.types.values():
            if word in (type_.code.lower(), type_.label.lower()):
                return type_.code
        known = {one: type_.code for type_ in self.types.values() for one in (type_.code, type_.label)}
        raise _unknown("type of evidence", given, known, "crosswalk query list_evidence_types lists them")

    def level(self, given: str, statement: str = "") -> str:
        """The place of a level, by its label or place. Of scales with the same word the statement's publisher's counts.

        Where that has none of the word, the scale of the growth model counts. Raises UnknownIdentifier, InputError
        where several scales are as near.
        """
        if given in self.levels:
            return given
        found = [level for level in self.levels.values() if level.label.lower() == given.strip().lower()]
        row = self.frameworks.get(statement.partition(":")[0])
        publisher = str(row["publisher"]) if row else ""
        for chosen in (
            [level for level in found if level.publisher == publisher],
            [level for level in found if level.scale == _GROWTH_MODEL],
        ):
            if chosen:
                found = chosen
                break
        if len(found) > 1:
            scales = ", ".join(level.place for level in found)
            raise InputError(f"{given!r} is a level of several scales; write one of {scales}.")
        if not found:
            known = {level.label: level.label for level in self.levels.values()}
            raise _unknown("level", given, known, "crosswalk query list_levels lists them")
        return found[0].place

    def level_label(self, place: str | None) -> str:
        """The label of a level, "" for none."""
        return self.levels[place].label if place in self.levels else place or ""

    def place(self, given: str) -> str:
        """The place of a criterion (by place or key), of a PSI (by short form) or of a level.

        Raises UnknownIdentifier with the nearest.
        """
        given = given.removeprefix(_PLACE)
        if given in self.criteria or given in self.levels:
            return given
        by_key = [place for place, criterion in self.criteria.items() if criterion.key == given]
        if len(by_key) == 1:
            return by_key[0]
        subjects = {criterion.subject for criterion in self.criteria.values()}
        subject = next((s for s in subjects if given in (s, s.replace(":", "/", 1), s.partition(":")[2])), None)
        if subject is not None:
            return subject.replace(":", "/", 1)
        known = {c.key: c.key for c in self.criteria.values()} | {s: s for s in subjects}
        raise _unknown("criterion or PSI", given, known, "crosswalk query list_criteria lists them")


def _criterion(place: str, rows: Iterable[Record]) -> Criterion:
    cells: dict[str, list[Record]] = {}
    for row in rows:
        cells.setdefault(str(row["cell"]), []).append(row)
        first = row
    made = []
    for same in cells.values():
        stem = f"{same[0]['stem']} " if same[0]["stem"] else ""
        text = f"{stem}{same[0]['text']}" if same[0]["text"] else ""
        about = tuple(dict.fromkeys(str(row["statement"]) for row in same if row["statement"]))
        made.append(Cell(str(same[0]["level"]).removeprefix(_PLACE), text, about))
    return Criterion(
        place, str(first["key"]), str(first["label"]), str(first["subject"]), str(first["framework"]), tuple(made)
    )


def _unknown(
    what: str, given: str, known: dict[str, str], hint: str, near: tuple[str, ...] | None = None
) -> UnknownIdentifier:
    if near is None:
        near = tuple(dict.fromkeys(known[one] for one in nearest(given, list(known))))
    said = f"did you mean {' or '.join(near)}?" if near else f"{hint}."
    return UnknownIdentifier(f"There is no {what} {given[:60]!r}; {said}", near)
