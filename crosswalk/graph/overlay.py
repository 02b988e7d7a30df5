"""The private overlay: a publisher's wording from a person's own copy, in a file of theirs outside the graph.

It lies in the workspace, one file a framework, and is read for one purpose: to be shown to that person beside our
labels. No store is filled from it (`files` passes over its ending), so no query, export or hash of the data knows it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from crosswalk.errors import InputError
from crosswalk.graph import oxigraph
from crosswalk.graph.files import PRIVATE
from crosswalk.terms import Iri, Triple
from crosswalk.vocabulary import CEASN

if TYPE_CHECKING:
    from crosswalk.graph.results import Result
    from crosswalk.model import Finding

#: The folder of the overlay in a workspace.
FOLDER = "overlay"

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Held(NamedTuple):
    """A statement that the graph holds: its IRI, and the printed title that stands with it ("" where none)."""

    iri: Iri
    title: str


class Wordings(NamedTuple):
    """What a text becomes: the files of the overlay (path within a workspace → text), and what was odd in it."""

    files: dict[str, str]
    findings: tuple[Finding, ...]


def workspace_folder(given: str | None = None) -> str:
    """The folder for what a person adds: the one given, else CROSSWALK_WORKSPACE, else the user's data folder."""
    if folder := given or os.environ.get("CROSSWALK_WORKSPACE"):
        return folder
    from platformdirs import user_data_dir

    return user_data_dir("standards-crosswalk", appauthor=False)


def file_name(framework: str) -> str:
    """The file of a framework within a workspace; what may not stand in a file name is written as ``%XX``."""
    written = "".join(chr(b) if chr(b) in _SAFE else f"%{b:02X}" for b in framework.encode("utf-8", "surrogatepass"))
    return f"{FOLDER}/{written}{PRIVATE}"


def wording(workspace: str | None, frameworks: Iterable[str], statement: str) -> str:
    """The publisher's wording of a statement (an IRI) in any of its frameworks, "" where the workspace has none.

    Nothing is parsed where there is no file. Raises UnreadableFile for one that does not parse.
    """
    folder = workspace_folder(workspace)
    paths = (os.path.join(folder, *file_name(framework).split("/")) for framework in frameworks)
    return next(filter(None, (_wording(path, Iri(statement)) for path in paths if os.path.isfile(path))), "")


def _wording(path: str, statement: Iri) -> str:
    said = (t.object for t in _triples(path) if t.subject == statement and t.predicate == CEASN.competencyText)
    return " ".join(sorted(map(str, said)))


def _triples(path: str) -> tuple[Triple, ...]:
    try:
        with open(path, "rb") as file:
            return tuple(oxigraph.parse(file.read(), ".ttl"))
    except (OSError, SyntaxError):
        from crosswalk.graph.syntax import read_file  # loads more than a short command needs; it says what is wrong

        return read_file(path).triples


def held_statements(answer: Result) -> dict[str, Held]:
    """The statements of a framework by notation, from the answer to ``list_statements``.

    Raises InputError where two have one notation, for then no text can say which of them is meant.
    """
    place = answer.variables.index("statement")
    found: dict[str, Held] = {}
    for row, record in zip(answer.rows, answer.records(), strict=True):
        held = Held(Iri(str(row[place])), str(record["title"] or ""))
        notation = str(record["notation"])
        if found.setdefault(notation, held).iri != held.iri:
            framework = record["framework"]
            raise InputError(f"{framework} has two statements with the code {notation}, so no text tells them apart.")
    return found


def read_lettered(path: str, framework: str, held: Mapping[str, Held]) -> Wordings:
    """A publisher's text, laid out as `lettered_profile` describes, as the overlay of a framework.

    `held` are the statements of the framework by notation, in its order. What was left out on purpose is listed among
    the findings. Raises UnreadableFile.
    """
    from crosswalk.graph.canonical import turtle
    from crosswalk.graph.syntax import read_text
    from crosswalk.graph.triples import wording_triples
    from crosswalk.model import Finding
    from crosswalk.sources.document import shown
    from crosswalk.sources.lettered_profile import read_lettered_profile

    name = os.path.basename(path)
    profile = read_lettered_profile(
        read_text(path), {notation: statement.title for notation, statement in held.items()}, name
    )
    sentences = {held[found.notation].iri: found.text for found in profile.statements}
    named = {finding.where for finding in profile.findings}
    left_out = (
        Finding("info", "left-out", f"{name}:{skip.line}", f"Left out: “{shown(skip.words)}”.", skip.reason)
        for skip in profile.skipped
        if profile.statements and f"{name}:{skip.line}" not in named
    )
    count = f"{len(sentences)} of the {len(held)} statements of {framework} have their wording in this text."
    summary = Finding("info", "wordings-read", name, count)
    return Wordings({file_name(framework): turtle(wording_triples(sentences))}, (*profile.findings, *left_out, summary))
