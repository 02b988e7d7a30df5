"""From what a person types to the IRI it names, and, where it names nothing, to the nearest that exist.

A code alone ("1a") is never accepted: it means different things in different frameworks, and a script that works
today would mean something else once another framework is added.
"""

from __future__ import annotations

from crosswalk.errors import AmbiguousIdentifier, QueryParameterError, UnknownIdentifier
from crosswalk.graph import queries
from crosswalk.graph.store import Engine
from crosswalk.terms import Iri, Literal
from crosswalk.vocabulary import BASE, short_form

_LOOKUP = "SELECT ?resource WHERE { ?resource <http://purl.org/dc/terms/identifier> $identifier }"

_IDENTIFIER_OF = "SELECT ?identifier WHERE { $resource <http://purl.org/dc/terms/identifier> ?identifier }"


def resolve(engine: Engine, given: str) -> Iri:
    """The IRI of a short form (``ais-psi:3.4``), a framework id, or the IRI itself of what has one of these.

    Raises AmbiguousIdentifier for a code without its framework, UnknownIdentifier for anything else; both carry the
    candidates.
    """
    short = short_form(given) if given.startswith(BASE) else given.strip()
    if "://" in short and short.isprintable():
        try:
            if engine.query(_IDENTIFIER_OF, {"resource": Iri(short)}).rows:
                return Iri(short)
        except QueryParameterError:  # it has a colon and two slashes, and yet is no IRI
            pass
    rows = engine.query(_LOOKUP, {"identifier": Literal(short)}).rows if short.isprintable() else ()
    if rows and isinstance(found := rows[0][0], Iri):
        return found
    return _closest(engine, short)


def _closest(engine: Engine, short: str) -> Iri:
    known = engine.query(queries.load("list_identifiers").text).rows
    by_case = [row[2] for row in known if str(row[0]).lower() == short.lower()]
    if len(by_case) == 1 and isinstance(by_case[0], Iri):
        return by_case[0]
    same_code = tuple(str(row[0]) for row in known if row[1] is not None and str(row[1]).lower() == short.lower())
    if same_code:
        raise AmbiguousIdentifier(
            f"{short!r} is a code without its framework; write {_alternatives(same_code)}.", same_code
        )
    near = nearest(short, [str(row[0]) for row in known])
    hint = f"did you mean {_alternatives(near)}?" if near else "crosswalk search finds statements by words."
    raise UnknownIdentifier(f"There is no statement or framework {short!r}; {hint}", near)


def framework(given: str, known: list[str]) -> str:
    """The framework that is meant, among the ids known; case is forgiven. Raises UnknownIdentifier with the nearest."""
    found = next((name for name in known if name.lower() == given.strip().lower()), None)
    if found is not None:
        return found
    near = nearest(given.strip(), known)
    hint = f"did you mean {_alternatives(near)}?" if near else "crosswalk frameworks lists them."
    raise UnknownIdentifier(f"There is no framework {given!r}; {hint}", near)


def _alternatives(candidates: tuple[str, ...]) -> str:
    """ "a, b or c", at most six named and the rest counted."""
    shown = list(candidates[:6])
    if len(candidates) > 6:
        shown.append(f"{len(candidates) - 6} others")
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def nearest(given: str, known: list[str], limit: int = 3) -> tuple[str, ...]:
    """Up to `limit` known identifiers that are most alike, the closest first; none where none is alike."""
    from rapidfuzz import fuzz, process

    found = process.extract(given, known, scorer=fuzz.ratio, limit=limit, score_cutoff=60, processor=str.lower)
    return tuple(match[0] for match in found)
