"""How the statements of one framework stand to another: how many partners in each set, mapped, examined or unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crosswalk.api import Record
from crosswalk.viewer import phrases
from crosswalk.viewer.language import _, figure, marked
from crosswalk.viewer.mapping_rows import SETS, account, relation_words, set_words
from crosswalk.viewer.tree import Line, Part

#: What `list_gaps` says of a statement that no adopted claim relates, as a style of the tree and in words.
STATES: dict[str, Part] = {
    "not reviewed": Part("unseen", marked("not yet mapped: nobody has looked")),
    "denied": Part("denied", marked("examined: denied")),
    "no term found": Part("plain", marked("examined: nothing found")),
}


class Standing(NamedTuple):
    """The statements of one framework as they stand to another.

    `partners` counts the statements at the other end, by statement and set, under the filters; `gaps` are the
    statements at the mapping level that no adopted claim relates, each with a key of `STATES`. `below` has for each
    statement with others below how many of these have a row under the filters, and how many there are.
    """

    partners: Mapping[str, Mapping[str, int]]
    gaps: Mapping[str, str]
    below: Mapping[str, tuple[int, int]]
    anywhere: frozenset[str]

    def parts(self, statement: str) -> list[Part]:
        """What the tree says of a statement."""
        counted = self.partners.get(statement, {})
        said = [Part(name, f"{figure(counted[name])} {_(set_words(name).words)}") for name in SETS if counted.get(name)]
        if statement in self.gaps:
            state = STATES[self.gaps[statement]]
            said.append(state._replace(words=_(state.words)))
        elif not counted and statement in self.anywhere:
            said.append(Part("plain", _("none under these filters")))
        if statement in self.below:
            mapped, held = self.below[statement]
            said.append(
                Part(
                    "plain", _("mappings at {mapped} of {held} below").format(mapped=figure(mapped), held=figure(held))
                )
            )
        return said


def standing(
    statements: Sequence[Record], gaps: Iterable[Record], shown: Sequence[Record], rows: Sequence[Record]
) -> Standing:
    """How statements stand, given all `rows` between the two frameworks, those `shown`, and the rows of `list_gaps`."""
    partners: dict[str, dict[str, set[str]]] = {}
    for row in shown:
        for here, there in (("subject", "object"), ("object", "subject")):
            partners.setdefault(str(row[here]), {}).setdefault(str(row["set"]), set()).add(str(row[there]))
    counted = {short: {name: len(others) for name, others in sets.items()} for short, sets in partners.items()}
    above: dict[str, set[str]] = {}
    for row in statements:
        parents = above.setdefault(str(row["statement"]), set())
        if row["parent"] is not None:
            parents.add(str(row["parent"]))
    held: Counter[str] = Counter()
    mapped: Counter[str] = Counter()
    for statement in above:
        for ancestor in ancestors(above, statement):
            held[ancestor] += 1
            mapped[ancestor] += statement in counted
    return Standing(
        counted,
        {str(row["statement"]): str(row["reviewed"]) for row in gaps},
        {ancestor: (mapped[ancestor], number) for ancestor, number in held.items()},
        frozenset(str(row[side]) for row in rows for side in ("subject", "object")),
    )


def ancestors(above: Mapping[str, Iterable[str]], statement: str) -> set[str]:
    """Every statement above one, itself left out, though parents go round in a circle."""
    found: set[str] = set()
    waiting = list(above.get(statement, ()))
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += above.get(here, ())
    return found - {statement}


def in_sum(level: str, at_level: int, gaps: Mapping[str, str]) -> str:
    """How many statements at the mapping level are mapped, examined in vain, or unseen, in a sentence."""
    unseen = sum(state == "not reviewed" for state in gaps.values())
    return _("{level}: {mapped} mapped, {examined} examined without a match, {unseen} not yet mapped.").format(
        level=phrases.statements_of(level, at_level),
        mapped=figure(at_level - len(gaps)),
        examined=figure(len(gaps) - unseen),
        unseen=figure(unseen),
    )


def marks(rows: Iterable[Record], side: str) -> dict[str, list[Part]]:
    """What the tree says of the partners at one end of these rows: each relation with its set and confidence."""
    found: dict[str, dict[Part, None]] = {}
    for row in rows:
        ends = [phrases.code(row["subject"]), phrases.code(row["object"])]
        ends[side == "object"] = _("this")
        found.setdefault(str(row[side]), {})[Part(str(row["set"]), account(row, *ends))] = None
    return {short: list(parts) for short, parts in found.items()}


def lines(rows: Iterable[Record]) -> list[Line]:
    """The lines between the two trees for these rows, each way of relating a pair once."""
    return list(dict.fromkeys(map(_line, rows)))


#: The relations that read one way only, from left to right.
_ONE_WAY = frozenset(("broadMatch", "narrowMatch", "subset", "superset"))


def _line(row: Record) -> Line:
    drawn, said = _drawn(row), relation_words(row)
    words = f"{said} →" if drawn in _ONE_WAY else said
    return Line(str(row["subject"]), str(row["object"]), str(row["set"]), drawn, words)


def _drawn(row: Record) -> str:
    """The name of the way in which a line is drawn (`tree.css`)."""
    return str(row["relation"] or row.get("follows") or row["set"]).rpartition(":")[2]
