"""What ships: the files of the data set, the named graph of each, their content hash, and how they fill a store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from crosswalk import resources
from crosswalk.errors import DataMissing
from crosswalk.vocabulary import PREFIXES

if TYPE_CHECKING:
    from crosswalk.graph.oxigraph import Store
    from crosswalk.graph.syntax import FileContent
    from crosswalk.model import Mapping

#: Raise it when `graph/triples.py` writes the same values differently, so that cached stores are rebuilt.
LAYOUT = 1

ADOPTED = PREFIXES["graph"] + "adopted"
INFERRED = PREFIXES["graph"] + "inferred"


class DataFile(NamedTuple):
    """A file of the data set: its path, its name relative to the root, and the IRI of its named graph."""

    path: str
    name: str
    graph: str


class Dataset(NamedTuple):
    """The files that make a graph, in a fixed order, and the hash of all their bytes."""

    files: tuple[DataFile, ...]
    digest: str


def dataset(folders: tuple[str, ...] = ()) -> Dataset:
    """The shipped data set, or that of other data folders (each laid out like ``data/``), with the shipped ontology.

    Every ``.ttl`` and ``.sssom.tsv`` file counts. Raises DataMissing where a folder does not exist or holds none.
    """
    root = resources.root()
    found = [DataFile(os.path.join(root, "ontology", "crosswalk.ttl"), "ontology/crosswalk.ttl", _graph("ontology"))]
    for folder in folders or (os.path.join(root, "data"),):
        files = list(_data_files(folder))
        if not files:
            raise DataMissing(f"No .ttl or .sssom.tsv file was found in {folder}; name a folder laid out like data/.")
        found += files
    digest = sha256(f"layout {LAYOUT}".encode())
    for file in found:
        with open(file.path, "rb") as stream:
            content = stream.read()
        digest.update(f"\x00{file.name}\x00{len(content)}\x00".encode())
        digest.update(content)
    return Dataset(tuple(found), digest.hexdigest()[:32])


def _graph(name: str) -> str:
    return PREFIXES["graph"] + name


def _data_files(folder: str) -> Iterator[DataFile]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            stem = name.removesuffix(".sssom.tsv").removesuffix(".ttl")
            if stem != name and not name.startswith("."):
                path = os.path.join(parent, name)
                relative = os.path.relpath(os.path.join(parent, stem), folder).replace(os.sep, "/")
                yield DataFile(path, f"data/{os.path.relpath(path, folder).replace(os.sep, '/')}", _graph(relative))


def read(data: Dataset) -> FileContent:
    """All that the default graph holds, parsed: every file's triples, findings and places, and the adopted triples.

    Raises UnreadableFile.
    """
    from crosswalk.alignment.adoption import adopt
    from crosswalk.graph.syntax import FileContent, read_file
    from crosswalk.graph.triples import adopted_triple

    contents = [read_file(file.path, file.name) for file in data.files]
    claims = [mapping for content in contents if content.mapping_set for mapping in content.mapping_set.mappings]
    return FileContent(
        tuple([t for content in contents for t in content.triples] + [adopted_triple(m) for m in adopt(claims)]),
        tuple(finding for content in contents for finding in content.findings),
        {iri: place for content in contents for iri, place in content.places.items()},
    )


def fill(store: Store, data: Dataset) -> None:
    """Load every file into its named graph and into the default graph, then the adopted triples into both.

    The default graph of every query is thereby the ontology, the frameworks, the mapping records and the adopted
    claims; graphs that are added later (inferred, workspace, overlay) are reached only by GRAPH or FROM.
    """
    from crosswalk.alignment.adoption import adopt
    from crosswalk.graph import oxigraph
    from crosswalk.graph.syntax import is_sssom, read_file
    from crosswalk.graph.triples import adopted_triple

    mappings: list[Mapping] = []
    for file in data.files:
        if is_sssom(file.path):
            content = read_file(file.path, file.name)
            oxigraph.load_triples(store, content.triples, (None, file.graph))
            mappings += content.mapping_set.mappings if content.mapping_set else ()
        else:
            oxigraph.load_file(store, file.path, (None, file.graph))
    oxigraph.load_triples(store, [adopted_triple(mapping) for mapping in adopt(mappings)], (None, ADOPTED))
