"""What an ingest publishes: the framework, its quoted words apart, its printed mappings and unresolved citations.

Files are written only where they differ, each in one atomic step, so that a killed process leaves the old or the new.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from crosswalk import resources
from crosswalk.errors import FolderNotWritable
from crosswalk.graph import triples
from crosswalk.graph.canonical import turtle
from crosswalk.graph.syntax import read_text
from crosswalk.model import Finding, Framework
from crosswalk.terms import Triple


class Edition(NamedTuple):
    """The files that a document becomes (path within a data folder → text), and what was odd in it."""

    files: dict[str, str]
    findings: tuple[Finding, ...]


class Change(NamedTuple):
    """What happened to a file: "new", "changed" or "unchanged"."""

    state: str
    path: str


def read_growth_model(path: str, known: Mapping[str, str], labels: str | None = None) -> Edition:
    """Read a growth model with the repairs beside it and our labels; codes are resolved against `known`.

    `known` are the statements of the loaded frameworks by short form, with our label of each; `labels` is the folder
    of our own tables (the shipped one where None).
    Raises UnreadableFile, InputError.
    """
    from crosswalk.formats import sssom
    from crosswalk.sources import growth_model, printed_mappings
    from crosswalk.sources.labels import read_labels
    from crosswalk.sources.repairs import read_repairs

    text = read_text(path)
    beside = os.path.splitext(path)[0] + ".repairs.csv"
    repairs = read_repairs(read_text(beside), os.path.basename(beside)) if os.path.exists(beside) else ()
    folder = labels or os.path.join(resources.root(), "data", "labels")
    tables = (read_text(os.path.join(folder, f"ais-psi{part}.csv")) for part in ("", "-criteria", "-cells"))
    model = growth_model.read_growth_model(text, repairs, read_labels(*tables), os.path.basename(path))
    citations = growth_model.resolve_citations(model, codes_by_framework(known))
    framework, rubric = model.framework, model.rubric
    files = {
        f"frameworks/{framework.id}.ttl": turtle([*_own_words(framework), *triples.rubric_triples(rubric)]),
        f"quoted/{framework.id}.ttl": turtle(triples.quoted_triples(framework, rubric)),
        f"citations/{framework.id}.ttl": turtle(
            _all(map(triples.citation_triples, printed_mappings.unresolved(citations)))
        ),
    }
    labelled = {**known, **{statement.short: statement.label for statement in framework.statements}}
    for mapping_set in printed_mappings.printed_mapping_sets(model, citations):
        name = mapping_set.id.rsplit("/", 1)[1]
        files[f"mappings/{name}.sssom.tsv"] = sssom.write(mapping_set, lambda short: labelled.get(short, ""))
    return Edition(files, model.findings)


def codes_by_framework(shorts: Iterable[str]) -> dict[str, list[str]]:
    """``ais-psi:3.4`` … as the codes of each framework."""
    codes: dict[str, list[str]] = {}
    for short in shorts:
        framework, colon, notation = short.partition(":")
        if colon:
            codes.setdefault(framework, []).append(notation)
    return codes


def _own_words(framework: Framework) -> Iterator[Triple]:
    """The framework without a printed word: titles and sentences are quoted elsewhere."""
    statements = tuple(s._replace(title="", text="") for s in framework.statements)
    return triples.framework_triples(framework._replace(statements=statements))


def _all(groups: Iterable[Iterable[Triple]]) -> Iterator[Triple]:
    for group in groups:
        yield from group


def write(files: Mapping[str, str], folder: str, dry_run: bool = False, mode: int = 0o644) -> Iterator[Change]:
    """Write the files into a folder and say of each what happened; `mode` says who may read a new one.

    Raises FolderNotWritable.
    """
    for name, text in sorted(files.items()):
        path = os.path.join(folder, *name.split("/"))
        state = _state(path, text)
        if state != "unchanged" and not dry_run:
            replace_file(path, text, mode)
        yield Change(state, path)


def _state(path: str, text: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return "unchanged" if file.read() == text else "changed"
    except (FileNotFoundError, NotADirectoryError):
        return "new"
    except (OSError, UnicodeDecodeError):
        return "changed"


def replace_file(path: str, content: str | bytes, mode: int = 0o644) -> None:
    """Put a content in the place of a file; see `put_in_place`. Raises FolderNotWritable."""
    try:
        put_in_place(path, content, mode)
    except OSError as error:
        raise FolderNotWritable(f"{path} cannot be written ({error.strerror}); choose another folder.") from None


def put_in_place(path: str, content: str | bytes, mode: int) -> None:
    """Put a content in the place of a file in one step: written beside, flushed to disk, then renamed over it for good.

    A text is written as UTF-8. Raises OSError.
    """
    folder = os.path.dirname(path) or "."
    os.makedirs(folder, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):  # it has its new name already
            os.unlink(temporary)
        raise
    _flush_names(folder)


def _flush_names(folder: str) -> None:
    """Put the names in a folder on disk, so that a record never outlives its file; Windows knows no such thing."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
