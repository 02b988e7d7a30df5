"""Short forms of what is not ours: looked up in the graph, since nothing in a foreign IRI tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from crosswalk.graph.results import Result
from crosswalk.graph.store import Engine
from crosswalk.terms import Iri
from crosswalk.vocabulary import BASE, DCTERMS, PREFIXES, XW, short_form

#: More names than this are not looked up one by one: the whole table is read, once.
_FEW = 100

_TABLE = (
    f"SELECT ?resource ?identifier WHERE {{ VALUES ?class {{ <{XW.Statement}> <{XW.Framework}> }} "
    f'?resource a ?class ; <{DCTERMS.identifier}> ?identifier . FILTER(!STRSTARTS(STR(?resource), "{BASE}")) }}'
)
_SOME = (
    f"SELECT ?resource ?identifier WHERE {{ VALUES ?resource {{ %s }} ?resource <{DCTERMS.identifier}> ?identifier }}"
)

#: What is named by its IRI: ours, and the terms of shared vocabularies, which are written as CURIEs.
_NAMED = (BASE, *PREFIXES.values())

_NONE: Mapping[str, str] = MappingProxyType({})


class Names:
    """The short forms of foreign IRIs, learned as results bring such IRIs up."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, str] = {}

    def short(self, iri: str) -> str:
        """The short form of an IRI: ours from the IRI itself, any other from the graph, else a CURIE or the IRI."""
        return self._learn([iri]).get(iri) or short_form(iri)

    def name(self, result: Result) -> Result:
        """The result with the short forms of the foreign IRIs in it."""
        names = self._learn(term.value for row in result.rows for term in row if isinstance(term, Iri))
        return result._replace(names=names) if names else result

    def _learn(self, iris: Iterable[str]) -> Mapping[str, str]:
        foreign = {iri for iri in iris if not iri.startswith(_NAMED)}
        unknown = foreign.difference(self._known)
        if unknown:
            text = _TABLE if len(unknown) > _FEW else _SOME % " ".join(f"<{iri}>" for iri in sorted(unknown))
            found = {str(iri): str(identifier) for iri, identifier in self._engine.query(text).rows}
            self._known |= dict.fromkeys(unknown, "") | found
        return self._known if foreign else _NONE
