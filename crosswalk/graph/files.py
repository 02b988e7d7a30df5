"""Which files make a data set: those of a folder laid out like ``data/``, and those that a person names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from crosswalk.errors import InputError, UnreadableFile
from crosswalk.graph.oxigraph import FORMATS
from crosswalk.vocabulary import PREFIXES

#: Endings that are taken from a folder of somebody's own; a file with another known ending is read where it is named.
_TAKEN = (*(ending for ending in FORMATS if ending != ".xml"), ".sssom.tsv")


#: The ending of a private overlay (see `overlay`), which never joins a data set, wherever it lies.
PRIVATE = ".overlay.ttl"


class DataFile(NamedTuple):
    """A file of the data set: its path, its name in what is said of it, and the IRI of its named graph."""

    path: str
    name: str
    graph: str


def graph_iri(name: str) -> str:
    """The IRI of a named graph."""
    return PREFIXES["graph"] + name


#: How the named graphs of files that a person adds begin.
OWN = graph_iri("own/")


def data_files(folder: str) -> Iterator[DataFile]:
    """The ``.ttl`` and ``.sssom.tsv`` files of a folder laid out like ``data/``, sorted by name."""
    for path in _walk(folder, (".ttl", ".sssom.tsv")):
        relative = os.path.relpath(path, folder).replace(os.sep, "/")
        stem = relative.removesuffix(".sssom.tsv").removesuffix(".ttl")
        yield DataFile(path, f"data/{relative}", graph_iri(stem))


def own_files(paths: Sequence[str]) -> tuple[DataFile, ...]:
    """The files that a person names, and the RDF and SSSOM files of the folders that they name, each once.

    Raises UnreadableFile where there is nothing of that name, or nothing in the folder that could be read, InputError
    for a private overlay.
    """
    from urllib.parse import quote  # a short command without files of its own does not need it

    found: dict[str, DataFile] = {}
    for path in paths:
        if not os.path.exists(path):
            raise UnreadableFile(f"There is no file or folder {path}; check the name.")
        if path.endswith(PRIVATE):
            raise InputError(f"{path} is a private overlay, which is shown from its workspace and never added to data.")
        inside = list(_walk(path, _TAKEN)) if os.path.isdir(path) else [path]
        if not inside:
            raise UnreadableFile(f"The folder {path} holds no file that is read; it can hold {', '.join(_TAKEN)}.")
        for file in inside:
            name = os.path.basename(file) if file == path else os.path.relpath(file, path).replace(os.sep, "/")
            found.setdefault(os.path.abspath(file), DataFile(file, name, OWN + quote(name)))
    return _distinct(found.values())


def _distinct(files: Iterable[DataFile]) -> tuple[DataFile, ...]:
    """The files, those of the same name in different folders told apart by a number."""
    seen: dict[str, int] = {}
    told: list[DataFile] = []
    for file in files:
        seen[file.name] = number = seen.get(file.name, 0) + 1
        if number > 1:
            file = file._replace(name=f"{file.name} ({number})", graph=f"{file.graph}-{number}")
        told.append(file)
    return tuple(told)


def _walk(folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(endings) and not name.startswith(".") and not name.endswith(PRIVATE):
                yield os.path.join(parent, name)
