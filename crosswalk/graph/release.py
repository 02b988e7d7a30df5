"""What a release of the data set holds: the whole graph in four syntaxes, each mapping set, a description, a README.

The same data give the same texts, whatever the machine, the folder, the hour or the order of a set. The words that are
quoted from a document are left out unless asked for; what a person adds for a run is never part of a release.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from crosswalk import resources
from crosswalk.errors import DataMissing, InputError
from crosswalk.graph.dataset import ADOPTED, INFERRED, Dataset
from crosswalk.graph.description import DESCRIPTION, MAPPINGS, Part, Stated, describe, readme
from crosswalk.terms import Blank, Triple
from crosswalk.vocabulary import CEASN, XW

if TYPE_CHECKING:
    from crosswalk.model import Finding, Mapping

#: Called as work goes on: steps done, steps in all, the name of what is next.
Progress = Callable[[int, int, str], None]

#: The folder of quoted words, and the properties that hold a document's words wherever they stand.
QUOTED = "data/quoted/"
VERBATIM = frozenset((CEASN.competencyText, CEASN.benchmarkText, XW.stem))

#: How many files are worth a step of their own: the four syntaxes, what follows, and the description.
_WRITTEN = 6


class Release(NamedTuple):
    """The files of a release (name in its folder → text), and what was wrong in the data."""

    files: dict[str, str]
    findings: tuple[Finding, ...] = ()


def release(data: Dataset, *, with_quoted: bool = False, progress: Progress | None = None) -> Release:
    """The release of a data set; its files are empty where a finding says that the data cannot be read as meant.

    Raises DataMissing where quoted words are asked for and none are held, UnreadableFile, InputError.
    """
    _must_hold_quoted(data, with_quoted)
    advance = _Steps(len(data.files) + _WRITTEN, progress)
    parts, sets, findings = _read(data, with_quoted, advance)
    if any(finding.severity == "violation" for finding in findings):
        return Release({}, findings)
    files = _graph_files(parts, advance) | sets | _notices(with_quoted)
    stated = Stated(data.digest, with_quoted)
    advance(DESCRIPTION)
    files[DESCRIPTION] = describe(parts, files, stated)
    files["README.txt"] = readme(files, stated)
    return Release(files, findings)


def named_graphs(data: Dataset, with_quoted: bool = False) -> tuple[dict[str, frozenset[Triple]], tuple[Finding, ...]]:
    """The named graphs of a release without what follows, and the findings of reading.

    Raises DataMissing where quoted words are asked for and none are held, UnreadableFile, InputError.
    """
    _must_hold_quoted(data, with_quoted)
    parts, _, findings = _read(data, with_quoted, _Steps(len(data.files), None))
    return {part.graph: part.triples for part in parts}, findings


def _must_hold_quoted(data: Dataset, with_quoted: bool) -> None:
    if with_quoted and not any(file.name.startswith(QUOTED) for file in data.files):
        raise DataMissing("This copy holds no quoted words (data/quoted/ was taken out); leave out --with-quoted.")


def _read(
    data: Dataset, with_quoted: bool, advance: _Steps
) -> tuple[tuple[Part, ...], dict[str, str], tuple[Finding, ...]]:
    """The named graphs, the mapping sets as the files they are, and the findings of reading."""
    from crosswalk.alignment.adoption import adopt
    from crosswalk.graph.syntax import is_sssom, read_file, read_text
    from crosswalk.graph.triples import adopted_triple

    parts: list[Part] = []
    sets: dict[str, str] = {}
    claims: list[Mapping] = []
    findings: list[Finding] = []
    for file in data.files:
        advance(file.name)
        if file.name.startswith(QUOTED) and not with_quoted:
            continue
        content = read_file(file.path, file.name)
        findings += content.findings
        sheet = ""
        if is_sssom(file.path):
            sheet = MAPPINGS + os.path.basename(file.path)
            sets[sheet] = read_text(file.path)
            claims += content.mapping_set.mappings if content.mapping_set else ()
        triples = content.triples if with_quoted else _without_quoted(content.triples)
        parts.append(Part(file.graph, _named(triples, file.name), sheet, file.name.startswith(QUOTED)))
    parts.append(Part(ADOPTED, frozenset(map(adopted_triple, adopt(claims)))))
    return tuple(parts), sets, tuple(findings)


def _without_quoted(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    return tuple(triple for triple in triples if triple.predicate not in VERBATIM)


def _named(triples: Iterable[Triple], name: str) -> frozenset[Triple]:
    """The triples, none of them about a blank node, which no two runs would name alike. Raises InputError."""
    found = frozenset(triples)
    if any(isinstance(term, Blank) for triple in found for term in (triple.subject, triple.object)):
        raise InputError(f"{name} holds a blank node, which a release cannot name; give it an IRI.")
    return found


def _graph_files(parts: tuple[Part, ...], advance: _Steps) -> dict[str, str]:
    """The whole graph: by named graph in TriG and N-Quads, as one graph in Turtle and JSON-LD; what follows by itself.

    What follows is in none of the others: whoever loads them into one graph must not find it among the claims.
    """
    from crosswalk.graph.canonical import trig, turtle
    from crosswalk.graph.inference import inferred_from
    from crosswalk.graph.jsonld import json_ld
    from crosswalk.graph.oxigraph import to_nquads

    graphs = {part.graph: part.triples for part in parts}
    together = frozenset().union(*graphs.values())
    writers: dict[str, Callable[[], str]] = {
        "crosswalk.trig": lambda: trig(graphs),
        "crosswalk.nq": lambda: to_nquads(graphs).decode(),
        "crosswalk.ttl": lambda: turtle(together),
        "crosswalk.jsonld": lambda: json_ld(together),
        "inferred.trig": lambda: trig({INFERRED: frozenset(inferred_from(together))}),
    }
    files: dict[str, str] = {}
    for name, write in writers.items():
        advance(name)
        files[name] = write()
    return files


def _notices(with_quoted: bool) -> dict[str, str]:
    """The licence of the data, and where words are quoted, the notice that goes with them."""
    from crosswalk.graph.syntax import read_text

    folder = os.path.join(resources.root(), "data")
    files = {"LICENSE.txt": read_text(os.path.join(folder, "LICENSE"))}
    if with_quoted:
        files["NOTICE.txt"] = read_text(os.path.join(folder, "quoted", "NOTICE"))
    return files


class _Steps:
    """Counts the steps of a release and tells of each as it begins."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._begun = 0

    def __call__(self, name: str) -> None:
        if self._progress:
            self._progress(self._begun, self._total, name)
        self._begun += 1
