"""The public face: `open_graph` and the object it returns. Pages, commands and scripts reach the graph only here."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from crosswalk.crosswalk_graph import CrosswalkGraph
from crosswalk.errors import InputError
from crosswalk.graph.credentials import own_endpoint
from crosswalk.graph.dataset import dataset
from crosswalk.graph.statement_view import Record, StatementView
from crosswalk.graph.store import EmbeddedStore

if TYPE_CHECKING:
    from crosswalk.graph.release import Progress as Steps
    from crosswalk.graph.release import Release
    from crosswalk.quality.report import Report
    from crosswalk.quality.validation import Progress

__all__ = ["CrosswalkGraph", "Record", "StatementView", "open_graph", "own_data", "own_endpoint", "release", "validate"]


def open_graph(
    *folders: str,
    data: Sequence[str] = (),
    endpoint: str | None = None,
    workspace: str | None = None,
    cache: bool = True,
    keep: bool = False,
    private: bool = True,
) -> CrosswalkGraph:
    """Open the shipped graph, or that of other data folders laid out like ``data/``, or one that an endpoint holds.

    `data` are files of your own (RDF in any syntax, SSSOM TSV) or folders of them, added for this graph: plain SKOS
    suffices, and `notes` tells what could not be read. `endpoint` is the address of a SPARQL 1.1 endpoint to ask
    instead. `workspace` is the folder of what you ingested for yourself (else CROSSWALK_WORKSPACE, else your user data
    folder); `statement` shows its wordings. The store is built on first use and kept in the user's cache folder;
    ``cache=False`` builds it in memory. With `keep` answers of the library are kept and given again (`records`).
    Without `private` no workspace is opened, neither its records nor its wordings, whatever is asked.
    Raises DataMissing, UnreadableFile, InputError for a framework that is called as another is.

    >>> from crosswalk import open_graph
    >>> open_graph().statement("ais-psi:3.4").facts["framework"]
    'ais-psi'
    """
    if endpoint is None:
        return CrosswalkGraph(EmbeddedStore(dataset(folders, data), cache), workspace, keep, private)
    if folders or data:
        raise InputError("Files cannot be added to an endpoint from here; give either data or an endpoint, not both.")
    from crosswalk.graph.remote import RemoteEngine

    return CrosswalkGraph(RemoteEngine(endpoint), workspace, keep, private)


def own_data() -> tuple[str, ...]:
    """The paths in CROSSWALK_DATA, separated as in PATH, which the command line and the viewer add to the graph."""
    return tuple(path for path in os.environ.get("CROSSWALK_DATA", "").split(os.pathsep) if path.strip())


def validate(
    path: str | None = None,
    *,
    data: Sequence[str] = (),
    engine: Literal["fast", "pyshacl"] = "fast",
    progress: Progress | None = None,
) -> Report:
    """Judge the shipped data, or a file of one's own (Turtle and other RDF, or SSSOM TSV), by the shapes.

    What follows from the shipped claims is judged with them. A file is judged alone, by the SKOS shapes, and by ours
    only where it uses our classes; what it lacks of what only our own data must carry is a warning. The statements of
    the shipped data, and of `data` (as in `open_graph`), are known to exist. Raises UnreadableFile.

    >>> from crosswalk.api import validate
    >>> validate().conforms
    True
    """
    from crosswalk.quality import asking

    return asking.shipped_data(engine, progress) if path is None else asking.own_file(path, data, engine, progress)


def release(*folders: str, with_quoted: bool = False, progress: Steps | None = None) -> Release:
    """The shipped data, or those of other data folders, as the files of a release (see `graph.release`).

    Raises DataMissing, UnreadableFile, InputError.

    >>> from crosswalk.api import release
    >>> sorted(release().files)[:5]
    ['LICENSE.txt', 'README.txt', 'crosswalk.jsonld', 'crosswalk.nq', 'crosswalk.trig']
    """
    from crosswalk.graph.release import release as make

    return make(dataset(folders), with_quoted=with_quoted, progress=progress)
