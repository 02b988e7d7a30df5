"""What ships: the files of the data set, the named graph of each, their content hash, and how they fill a store."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from crosswalk import resources
from crosswalk.errors import DataMissing
from crosswalk.graph.files import DataFile, data_files, graph_iri, own_files
from crosswalk.vocabulary import PREFIXES

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

    from crosswalk.graph.oxigraph import Store
    from crosswalk.graph.syntax import FileContent
    from crosswalk.model import Mapping

#: Raise it when `graph/triples.py` writes the same values differently, so that cached stores are rebuilt.
LAYOUT = 2

ADOPTED = PREFIXES["graph"] + "adopted"
INFERRED = PREFIXES["graph"] + "inferred"


class Dataset(NamedTuple):
    """The files that make a graph, in a fixed order, and the hash of all their bytes.

    `own` are the files that a person adds to them for a run.
    """

    files: tuple[DataFile, ...]
    digest: str
    own: tuple[DataFile, ...] = ()


def dataset(folders: Sequence[str] = (), own: Sequence[str] = ()) -> Dataset:
    """The shipped data set, or that of other data folders (each laid out like ``data/``), with the shipped ontology.

    Every ``.ttl`` and ``.sssom.tsv`` file of a folder counts. `own` are files and folders of a person, which are added.
    Raises DataMissing where a data folder does not exist or holds none, UnreadableFile for what a person names in vain.
    """
    root = resources.root()
    found = [DataFile(os.path.join(root, "ontology", "crosswalk.ttl"), "ontology/crosswalk.ttl", graph_iri("ontology"))]
    for folder in folders or (os.path.join(root, "data"),):
        files = list(data_files(folder))
        if not files:
            raise DataMissing(f"No .ttl or .sssom.tsv file was found in {folder}; name a folder laid out like data/.")
        found += files
    digest = sha256(f"layout {LAYOUT}".encode())
    for file in found:
        with open(file.path, "rb") as stream:
            content = stream.read()
        digest.update(f"\x00{file.name}\x00{len(content)}\x00".encode())
        digest.update(content)
    added = _added(own, digest) if own else ()
    return Dataset(tuple(found), digest.hexdigest()[:32], added)


def _added(own: Sequence[str], digest: Hash) -> tuple[DataFile, ...]:
    """The files of a person, hashed with the rest: their rules, and their places too, which relative IRIs rest on."""
    from crosswalk.graph.adapt import RULES
    from crosswalk.graph.syntax import read_bytes

    files = own_files(own)
    digest.update(f"\x00own {RULES}".encode())
    for file in files:
        content = read_bytes(file.path)
        digest.update(f"\x00{file.name}\x00{os.path.abspath(file.path)}\x00{len(content)}\x00".encode())
        digest.update(content)
    return files


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
    claims; what follows from the claims (`inference`) has a named graph alone, reached only by GRAPH or FROM. What a
    person adds joins the default graph, see `additions`. Raises UnreadableFile, InputError where that cannot be.
    """
    import gc

    collecting = gc.isenabled()
    gc.disable()  # millions of tuples, none of them in a circle: looking through them takes a third of the time
    try:
        _fill(store, data)
    finally:
        if collecting:
            gc.enable()


def _fill(store: Store, data: Dataset) -> None:
    from crosswalk.alignment.adoption import adopt
    from crosswalk.graph import oxigraph
    from crosswalk.graph.inference import inferred
    from crosswalk.graph.syntax import is_sssom, read_file
    from crosswalk.graph.triples import adopted_triple

    mappings: list[Mapping] = []
    # RDF files come first: into the gaps that our own values leave in memory the engine loads them more slowly.
    for file in sorted(data.files, key=lambda file: is_sssom(file.path)):
        if is_sssom(file.path):
            content = read_file(file.path, file.name)
            oxigraph.load_triples(store, content.triples, (None, file.graph))
            mappings += content.mapping_set.mappings if content.mapping_set else ()
        else:
            oxigraph.load_file(store, file.path, (None, file.graph))
    if data.own:
        from crosswalk.graph import additions

        mappings += additions.load(store, data.own)
    oxigraph.load_triples(store, [adopted_triple(mapping) for mapping in adopt(mappings)], (None, ADOPTED))
    oxigraph.load_triples(store, inferred(store), (INFERRED,))
