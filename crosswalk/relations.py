"""How two statements can stand to each other as sets, and what follows when one such relation meets another. Tables.

A statement is taken as the set of practices that satisfy it. Two such sets, neither empty, stand in just one of five
relations (RCC-5; NIST IR 8477, section 4.3, names the same five). What is *known* of a pair is the set of those that
are still possible: one bit each in an `int` from 1 to 31; 31 is that nothing is known, 0 that the claims contradict.
"""

from __future__ import annotations

from typing import NamedTuple

from crosswalk.vocabulary import SET_RELATIONS

EQUAL, SUBSET, SUPERSET, INTERSECTS, DISJOINT = (1 << i for i in range(len(SET_RELATIONS)))

#: Nothing is known: each of the five relations is possible.
ANY = EQUAL | SUBSET | SUPERSET | INTERSECTS | DISJOINT

#: The two have at least one practice in common, whatever else.
OVERLAP = EQUAL | SUBSET | SUPERSET | INTERSECTS

#: The five by name, in the order of `vocabulary.SET_RELATIONS`.
BY_NAME: dict[str, int] = {name: 1 << i for i, name in enumerate(SET_RELATIONS)}

#: Row: A to B, column: B to C, each in the order of `SET_RELATIONS`; the cell: what A to C can be. Computed over all
#: non-empty subsets of small universes, which tests/test_relations.py does again.
#: Source: D. Randell, Z. Cui, A. Cohn, A spatial logic based on regions and connection, 1992 (RCC); B. Bennett, 1994.
_CELLS: tuple[tuple[int, ...], ...] = (
    (EQUAL, SUBSET, SUPERSET, INTERSECTS, DISJOINT),
    (SUBSET, SUBSET, ANY, SUBSET | INTERSECTS | DISJOINT, DISJOINT),
    (SUPERSET, OVERLAP, SUPERSET, SUPERSET | INTERSECTS, SUPERSET | INTERSECTS | DISJOINT),
    (INTERSECTS, SUBSET | INTERSECTS, SUPERSET | INTERSECTS | DISJOINT, ANY, SUPERSET | INTERSECTS | DISJOINT),
    (DISJOINT, SUBSET | INTERSECTS | DISJOINT, DISJOINT, SUBSET | INTERSECTS | DISJOINT, ANY),
)

#: A to B read from B to A.
_TURNED: tuple[int, ...] = (EQUAL, SUPERSET, SUBSET, INTERSECTS, DISJOINT)


def _members(possible: int) -> tuple[int, ...]:
    return tuple(i for i in range(len(SET_RELATIONS)) if possible >> i & 1)


def _union(cells: list[int]) -> int:
    together = 0
    for cell in cells:
        together |= cell
    return together


#: What is known of A and B (0 to 31) as it is known of B and A.
INVERSE: tuple[int, ...] = tuple(_union([_TURNED[i] for i in _members(known)]) for known in range(ANY + 1))

#: ``COMPOSITION[known of A and B][known of B and C]`` is what is then known of A and C.
COMPOSITION: tuple[tuple[int, ...], ...] = tuple(
    tuple(_union([_CELLS[i][j] for i in _members(first) for j in _members(second)]) for second in range(ANY + 1))
    for first in range(ANY + 1)
)


class Bridge(NamedTuple):
    """What a mapping predicate tells of the two sets: where it is claimed, where it is denied, and on what ground.

    A denial tells something only where the predicate *is* the relation. "Not close", "not related" are judgements of
    likeness: two statements may share practices and still not be close.
    """

    claimed: int
    denied: int
    source: str


_IS = "is that relation of the two sets, so a denial leaves the other four"
_NOTHING = "SKOS Reference, 10.1: says that the two belong together, and nothing of the sets"

#: Mapping predicates as relations of sets. ``A skos:broadMatch B`` says that B is the broader: A is a subset.
BRIDGES: dict[str, Bridge] = {
    "skos:exactMatch": Bridge(EQUAL, ANY - EQUAL, f"SKOS Reference, S45 and 10.6.6; {_IS}"),
    "skos:broadMatch": Bridge(SUBSET, ANY - SUBSET, f"SKOS Reference, 10.1; {_IS}"),
    "skos:narrowMatch": Bridge(SUPERSET, ANY - SUPERSET, f"SKOS Reference, 10.1, S43; {_IS}"),
    "skos:closeMatch": Bridge(OVERLAP, ANY, "SKOS Reference, 10.6.6: alike in some uses, so they have some in common"),
    "skos:relatedMatch": Bridge(ANY, ANY, _NOTHING),
    "skos:mappingRelation": Bridge(ANY, ANY, _NOTHING),
    "owl:sameAs": Bridge(EQUAL, ANY - EQUAL, f"OWL 2, 9.6.1; {_IS}"),
    "owl:equivalentClass": Bridge(EQUAL, ANY - EQUAL, f"OWL 2, 9.1.2; {_IS}"),
    "owl:equivalentProperty": Bridge(EQUAL, ANY - EQUAL, f"OWL 2, 9.2.2; {_IS}"),
    "rdfs:subClassOf": Bridge(EQUAL | SUBSET, ANY - EQUAL - SUBSET, "RDF Schema 1.1, 3.4: every one of the first"),
    "rdfs:subPropertyOf": Bridge(EQUAL | SUBSET, ANY - EQUAL - SUBSET, "RDF Schema 1.1, 3.5: every one of the first"),
    "rdfs:seeAlso": Bridge(ANY, ANY, "RDF Schema 1.1, 5.4.1: more is to be found there"),
    "oboInOwl:hasDbXref": Bridge(ANY, ANY, "SSSOM mapping predicates: a reference, and no more"),
}

_UNKNOWN = Bridge(ANY, ANY, "a predicate of which nothing is known here")

#: The predicate and whether it is denied, for what follows about two sets. The way back from `BRIDGES`: only what is
#: one relation becomes a SKOS match. Disjoint sets are not close, since close ones have something in common.
PREDICATES: dict[int, tuple[str, bool]] = {
    EQUAL: ("skos:exactMatch", False),
    SUBSET: ("skos:broadMatch", False),
    SUPERSET: ("skos:narrowMatch", False),
    INTERSECTS: ("skos:mappingRelation", False),
    OVERLAP: ("skos:mappingRelation", False),
    DISJOINT: ("skos:closeMatch", True),
}


def possible(predicate: str, negated: bool = False, set_relation: str = "") -> int:
    """What a claim tells of its two sets, subject to object; a set relation that it declares overrides its predicate.

    `predicate` is a CURIE, `set_relation` a name of `SET_RELATIONS` or "" where none is declared.
    """
    if set_relation:
        return BY_NAME[set_relation]
    bridge = BRIDGES.get(predicate, _UNKNOWN)
    return bridge.denied if negated else bridge.claimed


def names(known: int) -> tuple[str, ...]:
    """The relations that are possible, by name, in the order of `SET_RELATIONS`."""
    return tuple(SET_RELATIONS[i] for i in _members(known))


def _conclusion(known: int) -> str:
    if known and known & DISJOINT == 0:
        return SET_RELATIONS[_members(known)[0]] if len(_members(known)) == 1 else "overlaps"
    return "disjoint" if known == DISJOINT else ""


#: What may be said to follow from what is known (0 to 31): one relation by its name, "overlaps" for at least some
#: practices in common, "" for nothing.
CONCLUSION: tuple[str, ...] = tuple(map(_conclusion, range(ANY + 1)))

#: What `CONCLUSION` can say of two sets, the strongest first, each with the relations that it leaves possible.
CONCLUSIONS: dict[str, int] = {
    "equal": EQUAL,
    "subset": SUBSET,
    "superset": SUPERSET,
    "intersects": INTERSECTS,
    "overlaps": OVERLAP,
    "disjoint": DISJOINT,
}
