"""Files into triples: RDF in any of its syntaxes and SSSOM TSV, with one clear sentence where a file cannot be read."""

from __future__ import annotations

import os
from typing import NamedTuple

from crosswalk.errors import UnreadableFile
from crosswalk.graph import oxigraph
from crosswalk.graph.triples import mapping_triples, member, set_description
from crosswalk.model import Finding, MappingSet
from crosswalk.terms import Triple

#: Larger files are refused: what this tool reads is a framework or a mapping set, not a dump.
MAX_BYTES = 50_000_000


class FileContent(NamedTuple):
    """What a file holds: its triples, findings of reading it, and where each resource stands (IRI → "file:line")."""

    triples: tuple[Triple, ...]
    findings: tuple[Finding, ...] = ()
    places: dict[str, str] = {}  # noqa: RUF012 (never written to)
    mapping_set: MappingSet | None = None


def read_bytes(path: str) -> bytes:
    """The bytes of a file. Raises UnreadableFile where it is missing, a folder, too large, empty or binary."""
    try:
        if os.path.isdir(path):
            raise UnreadableFile(f"{path} is a folder; name a file in it.")
        if (size := os.path.getsize(path)) > MAX_BYTES:
            raise UnreadableFile(f"{path} has {size:,} bytes, more than the {MAX_BYTES:,} that are read; split it.")
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}; check the name and the folder.") from None
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror}); check its permissions.") from None
    if not data.strip():
        raise UnreadableFile(f"{path} is empty; there is nothing to read.")
    if b"\x00" in data[:4096]:
        raise UnreadableFile(f"{path} is a binary file; a text file is needed.")
    return data


def read_text(path: str) -> str:
    """The text of a UTF-8 file. Raises UnreadableFile as `read_bytes` does, and where it is not UTF-8."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from None


def is_sssom(path: str) -> bool:
    """Whether a file name says SSSOM TSV."""
    return path.endswith(".tsv")


def read_file(path: str, name: str | None = None) -> FileContent:
    """The triples of an RDF or SSSOM file; `name` stands for it in findings. Raises UnreadableFile.

    Problems in the rows of an SSSOM file are findings; RDF that does not parse is an error, since nothing after the
    break can be trusted.
    """
    name = name or os.path.basename(path)
    data = read_bytes(path)
    if is_sssom(path):
        return _read_sssom(data, name)
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in oxigraph.FORMATS:
        known = ", ".join([*sorted(oxigraph.FORMATS), ".tsv"])
        raise UnreadableFile(f"{path} has an ending that is not known; it can be {known}.")
    try:
        return FileContent(tuple(oxigraph.parse(data, suffix, oxigraph.file_iri(path))))
    except SyntaxError as error:
        line = f" at line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise UnreadableFile(f"{path} stops being readable{line}: {_reason(error)}; correct it there.") from None


def _reason(error: SyntaxError) -> str:
    """The parser's own words as the middle of a sentence."""
    words = str(error.msg or "its syntax is broken").strip().rstrip(".")
    return words.split(" for '")[0].split(" of file")[0]


def _read_sssom(data: bytes, name: str) -> FileContent:
    from crosswalk.formats import sssom

    reading = sssom.read(data, name)
    if reading.mapping_set is None:
        return FileContent((), reading.findings)
    mapping_set, can_write = reading.mapping_set, oxigraph.Writer().can_write
    kept, findings, places = [], list(reading.findings), {}
    triples = list(filter(can_write, set_description(mapping_set)))
    named = bool(triples)  # no line of a set whose own identifier is no IRI says to which set a claim belongs
    for claim, line in zip(mapping_set.mappings, reading.lines, strict=True):
        record = list(mapping_triples(claim))
        if can_write(*record):
            kept.append(claim)
            places[str(record[0].subject)] = f"{name}:{line}"
            triples += member(mapping_set, record) if named else record
        else:
            message = "An identifier of this row makes no IRI with its prefix; correct the prefix in the curie_map."
            findings.append(Finding("violation", "SSSOM-12", f"{name}:{line}", message))
    written = tuple(triples) if mapping_set.id else ()
    return FileContent(written, tuple(findings), places, mapping_set._replace(mappings=tuple(kept)))
