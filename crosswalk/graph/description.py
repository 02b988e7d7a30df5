"""The description of a release: what it holds, by file and by graph, for programs (VoID, DCAT 3) and in plain words.

Files are named by relative IRIs, so that the description is true wherever the folder is put: read it with the address
of the file as its base, as any RDF tool does that is given a file. Checksums are SHA-256, said with SPDX terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from crosswalk import __version__
from crosswalk.graph.canonical import turtle
from crosswalk.graph.triples import resource
from crosswalk.terms import XSD, Iri, Literal, Triple, text, typed
from crosswalk.vocabulary import (
    BASE,
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PREFIXES,
    RDF_TYPE,
    SKOS,
    SPDX,
    SSSOM,
    VOID,
    XW,
)

DATASET = Iri(BASE + "dataset")
TITLE = "Standards Crosswalk data set"
LICENCE = Iri("https://creativecommons.org/licenses/by/4.0/")
DESCRIPTION = "description.ttl"
MAPPINGS = "mappings/"

#: The files beside the mapping sets: name → media type, what it is.
CONTENTS: dict[str, tuple[str, str]] = {
    "crosswalk.trig": ("application/trig", "The whole graph as TriG: one named graph for each file of the data."),
    "crosswalk.nq": ("application/n-quads", "The same named graphs as N-Quads, one fact a line, in sorted order."),
    "crosswalk.ttl": ("text/turtle", "The same facts as Turtle, all in one graph."),
    "crosswalk.jsonld": ("application/ld+json", "The same facts as JSON-LD, all in one graph, one node a line."),
    "inferred.trig": (
        "application/trig",
        "What follows from the claims, in a graph of its own; nobody claims it.",
    ),
    "LICENSE.txt": ("text/plain", "The licence of the data, and what it does not cover."),
    "NOTICE.txt": ("text/plain", "Whose the quoted words are, and on what terms they stand here."),
    DESCRIPTION: ("text/turtle", "This release described in VoID and DCAT: files, sizes, checksums, counts by graph."),
}
_SHEET = ("text/tab-separated-values", "A mapping set as SSSOM TSV: who claims which link, on what ground, how sure.")

_SUMMARY = (
    "Sets of school standards as SKOS, and the mappings between them as SSSOM records: every link a claim that names "
    "its author, its ground and what it was read from."
)
_OURS = (
    "Our own data (labels, glosses, structure, mapping records) are under CC BY 4.0. Codes and printed titles belong "
    "to their publishers; no sentence of theirs is held, and none of them produced or endorsed this."
)
_LEFT_OUT = (
    "The words of the growth model of Atlanta International School are left out of this release; its codes, our own "
    "labels and all links are here."
)
_QUOTED = (
    "The words of the growth model of Atlanta International School are the school's own, are quoted with attribution, "
    "and are excepted from this licence."
)

#: What is counted in each named graph.
_COUNTED = (XW.Framework, XW.Statement, SSSOM.MappingSet, SSSOM.Mapping, XW.JointClaim, XW.Citation)
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


class Part(NamedTuple):
    """A named graph of a release: its IRI and triples, the SSSOM file it is in ("" for none), whether it quotes."""

    graph: str
    triples: frozenset[Triple]
    sheet: str = ""
    quoted: bool = False


class Stated(NamedTuple):
    """What a release says of itself: the state of the data (`CrosswalkGraph.version`), whether words are quoted."""

    digest: str
    with_quoted: bool

    @property
    def rights(self) -> str:
        """The rights in a few sentences."""
        return f"{_OURS} {_QUOTED if self.with_quoted else _LEFT_OUT}"


def describe(parts: Iterable[Part], files: Mapping[str, str], stated: Stated) -> str:
    """The description as canonical Turtle; `files` are those it describes (name → text)."""
    found = tuple(parts)
    triples = [*_dataset(found, stated)]
    for part in found:
        triples += _part(part)
    for name, content in files.items():
        if name in CONTENTS and CONTENTS[name][0] == "text/plain":
            continue  # a word to people; README.txt names it
        sheets = [part.graph for part in found if part.sheet == name]
        triples += _file(Iri(sheets[0]) if sheets else DATASET, name, content.encode(), stated)
    return turtle(triples)


def _dataset(parts: tuple[Part, ...], stated: Stated) -> Iterator[Triple]:
    together = frozenset[Triple]().union(*(part.triples for part in parts))
    document = Iri(DESCRIPTION)
    yield Triple(document, RDF_TYPE, VOID.DatasetDescription)
    yield Triple(document, FOAF.primaryTopic, DATASET)
    yield Triple(DATASET, RDF_TYPE, DCAT.Dataset)
    yield Triple(DATASET, RDF_TYPE, VOID.Dataset)
    yield Triple(DATASET, DCTERMS.title, text(TITLE))
    yield Triple(DATASET, DCTERMS.description, text(_SUMMARY))
    yield Triple(DATASET, DCTERMS.creator, resource("agent:standards-crosswalk"))
    yield Triple(DATASET, DCTERMS.license, LICENCE)
    yield Triple(DATASET, DCTERMS.rights, text(stated.rights))
    yield Triple(DATASET, DCTERMS.identifier, Literal(stated.digest))
    yield Triple(DATASET, DCAT.version, Literal(__version__))
    yield Triple(DATASET, OWL.versionInfo, Literal(__version__))
    yield Triple(DATASET, VOID.uriSpace, Literal(PREFIXES["xwid"]))
    yield Triple(DATASET, VOID.triples, typed(len(together), "integer"))
    for namespace in _vocabularies(together):
        yield Triple(DATASET, VOID.vocabulary, Iri(namespace))
    for part in parts:
        yield Triple(DATASET, VOID.subset, Iri(part.graph))
    yield from _counts(DATASET, together)


def _vocabularies(triples: Iterable[Triple]) -> list[str]:
    """The namespaces of ours to which a property of the triples belongs."""
    properties = {triple.predicate.value for triple in triples}
    return [base for base in PREFIXES.values() if any(value.startswith(base) for value in properties)]


def _part(part: Part) -> Iterator[Triple]:
    subject = Iri(part.graph)
    yield Triple(subject, RDF_TYPE, VOID.Dataset)
    yield Triple(subject, DCTERMS.title, text(_title(part)))
    yield Triple(subject, VOID.triples, typed(len(part.triples), "integer"))
    if part.quoted:
        yield Triple(subject, DCTERMS.rights, text(_QUOTED))
    else:
        yield Triple(subject, DCTERMS.license, LICENCE)
    yield from _counts(subject, part.triples)


def _title(part: Part) -> str:
    """The title of the one framework or mapping set that the graph holds, else the graph's own name."""
    named = {
        triple.subject
        for triple in part.triples
        if triple.predicate == RDF_TYPE and triple.object in (SKOS.ConceptScheme, SSSOM.MappingSet)
    }
    titles = [str(t.object) for t in part.triples if t.predicate == DCTERMS.title and t.subject in named]
    return titles[0] if len(titles) == 1 else part.graph.removeprefix(PREFIXES["graph"])


def _counts(subject: Iri, triples: Iterable[Triple]) -> Iterator[Triple]:
    """How many of each kind of thing, as class partitions (VoID, section 4.4)."""
    found = Counter(triple.object for triple in triples if triple.predicate == RDF_TYPE)
    for kind in _COUNTED:
        if number := found[kind]:
            partition = Iri(f"{subject}#{kind.value.replace('#', '/').rpartition('/')[2]}")
            yield Triple(subject, VOID.classPartition, partition)
            yield Triple(partition, RDF_TYPE, VOID.Dataset)
            yield Triple(partition, VOID.term("class"), kind)
            yield Triple(partition, VOID.entities, typed(number, "integer"))


def _file(dataset: Iri, name: str, content: bytes, stated: Stated) -> Iterator[Triple]:
    media_type, words = CONTENTS.get(name, _SHEET)
    subject, checksum = Iri(name), Iri(f"{name}#sha256")
    yield Triple(dataset, RDF_TYPE, DCAT.Dataset)
    yield Triple(dataset, DCAT.distribution, subject)
    if name in CONTENTS:
        yield Triple(dataset, VOID.dataDump, subject)
        if stated.with_quoted:
            yield Triple(subject, DCTERMS.rights, text(_QUOTED))
    else:
        yield Triple(subject, DCTERMS.conformsTo, Iri(PREFIXES["sssom"]))
    yield Triple(subject, RDF_TYPE, DCAT.Distribution)
    yield Triple(subject, DCTERMS.title, Literal(name))
    yield Triple(subject, DCTERMS.description, text(words))
    yield Triple(subject, DCTERMS.license, LICENCE)
    yield Triple(subject, DCAT.downloadURL, subject)
    yield Triple(subject, DCAT.mediaType, Iri(_MEDIA_TYPES + media_type))
    yield Triple(subject, DCAT.byteSize, typed(len(content), "nonNegativeInteger"))
    yield Triple(subject, SPDX.checksum, checksum)
    yield Triple(checksum, RDF_TYPE, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(checksum, SPDX.checksumValue, Literal(sha256(content).hexdigest(), None, XSD + "hexBinary"))


def readme(files: Mapping[str, str], stated: Stated) -> str:
    """What each file of a release is, for a person who opens its folder."""
    from textwrap import fill

    heading = f"{TITLE} {__version__}"
    width = max(map(len, CONTENTS))
    listed = [f"  {name:<{width}}  {words}" for name, (_, words) in CONTENTS.items() if name in files]
    sheets = [f"  {name}" for name in sorted(files) if name.startswith(MAPPINGS)]
    paragraphs = (
        _SUMMARY,
        "\n".join(listed),
        "Each mapping set by itself, as SSSOM TSV; a spreadsheet opens it (tabs; lines with # come first):",
        "\n".join(sheets),
        "A graph is named for the file of the data set it was read from; graph/adopted holds the one link of a pair "
        "that stands as a plain SKOS triple. To ask with SPARQL, load crosswalk.ttl into any triple store, or "
        "crosswalk.nq into one that can tell named graphs apart.",
        f"Rights: {stated.rights}",
        f"Cite as: Standards Crosswalk contributors, {TITLE}, version {__version__}, state {stated.digest}, CC BY 4.0.",
        "The same state of the data gives the same files, byte for byte; description.ttl has their checksums.",
    )
    filled = (part if part.startswith("  ") else fill(part, 100) for part in paragraphs)
    return f"{heading}\n{'=' * len(heading)}\n\n" + "\n\n".join(filled) + "\n"
