"""A document about one resource: its description, with what is to be known of the document itself.

That is what it is about, of which state of the data it tells, on what terms it may be used, and whether it is whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

from crosswalk import resources
from crosswalk.graph import oxigraph
from crosswalk.graph.description import DATASET, LICENCE, Stated
from crosswalk.graph.release import VERBATIM
from crosswalk.graph.resource import LIMIT, Description
from crosswalk.graph.syntax import read_file
from crosswalk.terms import Iri, Literal, Triple, text
from crosswalk.vocabulary import BASE, DCTERMS, FOAF, OWL, RDF_TYPE, RDFS

SHAPES = Iri(BASE + "shapes")

_CUT = (
    f"This document is cut short: of the triples of the resource, of those that point to it, and of those of what "
    f"belongs to it, it has at most {LIMIT:,} each. The SPARQL endpoint answers for the rest."
)
_FOLLOWS = "Nobody claims this: it follows from the claims that it names, by the tables of composition."


def document(found: Description, address: Iri, version: str, shipped: bool) -> tuple[Triple, ...]:
    """The description and the triples about the document, whose IRI is `address`.

    `version` is the state of the data, "" where that has no name. Only where all that is held was `shipped` is the
    licence of our data named.
    """
    return (*found.triples, *_about(found, address, version, shipped))


def _about(found: Description, address: Iri, version: str, shipped: bool) -> Iterator[Triple]:
    yield Triple(address, RDF_TYPE, FOAF.Document)
    yield Triple(address, FOAF.primaryTopic, Iri(found.iri))
    if version:
        yield Triple(address, OWL.versionInfo, Literal(version))
    if shipped:
        yield Triple(address, DCTERMS.isPartOf, DATASET)
        yield Triple(address, DCTERMS.license, LICENCE)
        if any(triple.predicate in VERBATIM for triple in found.triples):
            yield Triple(address, DCTERMS.rights, text(Stated(version, True).rights))
    if found.truncated:
        yield Triple(address, RDFS.comment, text(_CUT))
    if found.following:
        yield Triple(address, RDFS.comment, text(_FOLLOWS))


@cache
def shapes() -> Description:
    """The shapes that the data must fit, which lie in files beside the graph. Raises UnreadableFile, DataMissing."""
    folder = os.path.join(resources.root(), "ontology", "shapes")
    triples: list[Triple] = []
    for name in sorted(os.listdir(folder)):
        triples += read_file(os.path.join(folder, name), name).triples
    return Description(SHAPES.value, oxigraph.name_blanks(triples))
