"""SSSOM TSV: mapping sets in and out, canonical in writing, forgiving in reading, every problem a finding.

Specification: SSSOM 1.0, "TSV serialisation" and "canonical form". What SSSOM has no slot for (how a citation was
printed and read, the kind of a claim, its curation status, the set relation) stands in declared extension slots.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from crosswalk.formats.sssom_slots import ALLOWED, COLUMNS, EXTENSIONS, OTHER_SLOTS, REQUIRED
from crosswalk.model import Citation, Finding, MappingSet
from crosswalk.model import Mapping as Claim
from crosswalk.vocabulary import BASE, NO_TERM_FOUND, PREFIXES, short_form

_BUILT_IN = {p: PREFIXES[p] for p in ("owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd")}
#: What cannot stand in an IRI (RFC 3987 §2.2).
_NO_IRI = re.compile(r'[<>"{}|\\^`\x00-\x20\x7f-\x9f]|%(?![0-9A-Fa-f]{2})')
_REFERENCE = "SSSOM 1.0, https://mapping-commons.github.io/sssom/spec-formats-tsv/"


class Reading(NamedTuple):
    """What a file held: the set (None where there is none to speak of), the line of each claim, the findings."""

    mapping_set: MappingSet | None
    lines: tuple[int, ...]
    findings: tuple[Finding, ...]


def write(mapping_set: MappingSet, label: Callable[[str], str] = lambda _: "") -> str:
    """The canonical TSV of a mapping set: sorted rows, schema column order, empty columns left out, LF.

    `label` gives our own label of a short form (empty where it has none). The columns that must be there always are.
    """
    rows = sorted((_row(mapping, label) for mapping in mapping_set.mappings), key=_row_key)
    used = [name for name in COLUMNS if name in REQUIRED or any(row.get(name) for row in rows)]
    out = io.StringIO()
    for line in _metadata(mapping_set, used, rows):
        out.write(f"#{line}\n")
    writer = csv.DictWriter(out, used, delimiter="\t", lineterminator="\n", extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _row_key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in COLUMNS)


def _row(mapping: Claim, label: Callable[[str], str]) -> dict[str, str]:
    row = {
        "subject_id": mapping.subject,
        "subject_label": label(mapping.subject),
        "predicate_id": mapping.predicate,
        "predicate_modifier": "Not" if mapping.negated else "",
        "object_id": mapping.object,
        "object_label": label(mapping.object),
        "mapping_justification": mapping.justification,
        "author_id": mapping.author,
        "author_label": mapping.author_label,
        "mapping_date": mapping.date,
        "confidence": "" if mapping.confidence is None else f"{mapping.confidence:.3f}".rstrip("0").rstrip("."),
        "comment": mapping.reason,
        "ext_claim_kind": mapping.kind,
        "ext_curation_status": mapping.status,
        "ext_set_relation": mapping.set_relation,
        "ext_basis": mapping.basis,
        "ext_derived_from": "|".join(mapping.derived_from),
    }
    if citation := mapping.citation:
        row |= {
            "ext_printed_text": citation.printed_text,
            "ext_printed_code": citation.printed_code,
            "ext_start": str(citation.start),
            "ext_end": str(citation.end),
            "ext_verdict": citation.verdict,
            "ext_resolution_confidence": citation.confidence,
            "ext_resolved_through": citation.through or "",
            "ext_note": citation.note,
        }
    return row


def _metadata(mapping_set: MappingSet, used: list[str], rows: list[dict[str, str]]) -> Iterator[str]:
    import yaml

    ids = ("subject_id", "object_id", "author_id", "ext_resolved_through")
    prefixes = sorted(
        {row[c].partition(":")[0] for row in rows for c in ids if row.get(c)} - {*_BUILT_IN, "http", "https"}
    )
    metadata: dict[str, Any] = {
        "curie_map": {
            p: PREFIXES.get(p, f"{BASE}id/{p}/") for p in [*prefixes, "oa", *_derivation(used), "xw", "xwid"]
        },
        "mapping_set_id": mapping_set.id,
        "mapping_set_version": mapping_set.version,
        "mapping_set_title": mapping_set.title,
        "mapping_set_description": mapping_set.description,
        "license": mapping_set.license,
        "subject_source": _source(mapping_set.subject_source),
        "object_source": _source(mapping_set.object_source),
        "extension_definitions": [
            {"slot_name": name, "property": prop, "type_hint": kind} for name, prop, kind in EXTENSIONS if name in used
        ],
    }
    kept = {key: value for key, value in metadata.items() if value}
    yield from yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=10_000).splitlines()


def _derivation(used: list[str]) -> list[str]:
    """The prefix of what says from which claims a row follows, where a row does."""
    return ["prov"] if "ext_derived_from" in used else []


def _source(framework: str) -> str:
    """A framework id as the CURIE that SSSOM wants there."""
    return f"xwid:{framework}" if framework and ":" not in framework else framework


def read(data: bytes, name: str) -> Reading:
    """Read an SSSOM TSV; `name` stands in the findings. Never raises for what the bytes hold."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 text: byte {error.start} cannot be read; save it as UTF-8."
        return Reading(None, (), (Finding("violation", "SSSOM-01", name, message, reference=_REFERENCE),))
    lines = text.split("\n")
    height = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    metadata, findings = _read_metadata([line.removeprefix("#") for line in lines[:height]], name)
    table = _rows("\n".join(lines[height:]), height, name, findings)
    _, columns = next(table, (0, []))
    if not columns:
        message = "The file has no table; after the # lines there must be a header and rows, separated by tabs."
        return Reading(None, (), (*findings, Finding("violation", "SSSOM-02", name, message, reference=_REFERENCE)))
    findings += _check_columns(columns, f"{name}:{height + 1}")
    prefixes = _BUILT_IN | {str(k): str(v) for k, v in (metadata.get("curie_map") or {}).items()}
    sources = [_identifier(str(metadata.get(f"{side}_source", "")), prefixes) or "" for side in ("subject", "object")]
    claims, places, known = list[Claim](), list[int](), _Identifiers(prefixes)
    readable = not [f for f in findings if f.severity == "violation"]
    for number, values in table if readable else ():
        if not any(values):
            continue
        claim, problems = _read_row(dict(zip(columns, values, strict=False)), known, f"{name}:{number}")
        findings += problems
        if claim:
            claims.append(_searched(claim, sources))
            places.append(number)
    mapping_set = MappingSet(
        str(metadata.get("mapping_set_id", "")),
        str(metadata.get("mapping_set_title", "")),
        str(metadata.get("mapping_set_description", "")),
        str(metadata.get("license", "")),
        sources[0],
        sources[1],
        tuple(claims),
        str(metadata.get("mapping_set_version", "")),
    )
    return Reading(mapping_set, tuple(places), tuple(findings))


def _rows(text: str, before: int, name: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, each with the number of its line; a row that cannot be read is the last and a finding."""
    table = csv.reader(io.StringIO(text, newline=""), delimiter="\t")  # the line ends of old Macs are line ends too
    try:
        for values in table:
            yield before + table.line_num, values
    except csv.Error as error:
        message = f"The table cannot be read from here on ({error}); mend this line."
        where = f"{name}:{before + table.line_num}"
        findings.append(Finding("violation", "SSSOM-13", where, message, reference=_REFERENCE))


def _searched(claim: Claim, sources: list[str]) -> Claim:
    """A claim that nothing was found, with the framework of the set in which that was: two searches are two claims."""
    subject, found = (end != NO_TERM_FOUND for end in (claim.subject, claim.object))
    return claim if subject and found else claim._replace(searched=sources[0 if found else 1])


def _read_metadata(head: list[str], name: str) -> tuple[dict[str, Any], list[Finding]]:
    import yaml

    def problem(message: str) -> Finding:
        return Finding("violation", "SSSOM-03", f"{name}:1", message, reference=_REFERENCE)

    try:
        metadata = yaml.safe_load("\n".join(head)) or {}
    except (yaml.YAMLError, ValueError) as error:  # a date that is none, such as 2021-13-01, is a ValueError
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        return {}, [problem(f"The # block is not YAML: line {line} cannot be read; indent with spaces, quote colons.")]
    if not isinstance(metadata, dict) or not isinstance(metadata.get("curie_map") or {}, dict):
        return {}, [problem("The # block must hold slot: value lines, and curie_map a list of prefix: IRI lines.")]
    missing = [slot for slot in ("mapping_set_id", "license") if not metadata.get(slot)]
    return metadata, [problem(f"The # block lacks {slot}; add a line '#{slot}: …'.") for slot in missing]


def _check_columns(columns: list[str], where: str) -> list[Finding]:
    findings = [
        Finding("violation", "SSSOM-04", where, f"The table lacks the column {column}; add it.", reference=_REFERENCE)
        for column in REQUIRED
        if column not in columns
    ]
    for column in columns:
        if columns.count(column) > 1:
            message = f"The column {column} stands twice; keep one."
            findings.append(Finding("violation", "SSSOM-05", where, message, reference=_REFERENCE))
        elif column not in COLUMNS and column not in OTHER_SLOTS:
            message = f"The column {column!r} is no SSSOM slot and is not read; declare it as an extension or drop it."
            findings.append(Finding("warning", "SSSOM-06", where, message, reference=_REFERENCE))
    return findings


def _identifier(curie: str, prefixes: Mapping[str, str]) -> str | None:
    """The short form or absolute IRI that a CURIE or framework id stands for; None for an undeclared prefix."""
    if curie.startswith(("http://", "https://")):
        return short_form(curie)
    prefix, colon, local = curie.partition(":")
    if not colon:
        return curie
    if prefix not in prefixes:
        return None
    iri = prefixes[prefix] + local
    return short_form(iri) if iri.startswith((BASE, *_BUILT_IN.values())) else iri


class _Identifiers(dict[str, tuple[str | None, bool]]):
    """What each CURIE of a file stands for (`_identifier`), and whether that can be an IRI; few differ, many recur."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes

    def __missing__(self, curie: str) -> tuple[str | None, bool]:
        found = _identifier(curie, self.prefixes)
        return self.setdefault(curie, (found, not _NO_IRI.search(found or "")))


def _read_row(cells: dict[str, str], known: _Identifiers, where: str) -> tuple[Claim | None, list[Finding]]:
    findings: list[Finding] = []

    def problem(code: str, message: str) -> None:
        findings.append(Finding("violation", code, where, message, reference=_REFERENCE))

    identifiers: dict[str, str] = {}
    for column in (*REQUIRED, "author_id", "ext_resolved_through"):
        value = (cells.get(column) or "").strip()
        identifier, sound = known[value]
        if not value and column in REQUIRED:
            problem("SSSOM-07", f"The row has no {column}; give one.")
        elif identifier is None:
            problem("SSSOM-08", f"The prefix of {value!r} in {column} is not in the curie_map; add it there.")
        elif not sound:
            problem(
                "SSSOM-11", f"{column} is {value!r}, which makes no IRI; write spaces and the like percent-encoded."
            )
        else:
            identifiers[column] = identifier
    for column, allowed in ALLOWED:
        if (value := cells.get(column) or "") and value not in allowed:
            problem("SSSOM-09", f"{column} is {value!r}; it can be {' or '.join(allowed)}, or empty.")
    numbers: dict[str, float] = {}
    for column in ("confidence", "ext_start", "ext_end"):
        try:
            numbers[column] = float(cells.get(column) or "nan")
        except ValueError:
            problem("SSSOM-10", f"{column} is {cells[column]!r}; write a number with a point, such as 0.8.")
    if findings:
        return None, findings
    return _claim(cells, identifiers, numbers), []


def _claim(cells: dict[str, str], identifiers: dict[str, str], numbers: dict[str, float]) -> Claim:
    citation = None
    if cells.get("ext_printed_code"):
        citation = Citation(
            citing=identifiers["subject_id"],
            target=identifiers["object_id"].partition(":")[0],
            printed_text=cells.get("ext_printed_text", ""),
            printed_code=cells["ext_printed_code"],
            start=int(cells.get("ext_start") or 0),
            end=int(cells.get("ext_end") or 0),
            verdict=cells.get("ext_verdict", ""),
            confidence=cells.get("ext_resolution_confidence", ""),
            resolved=identifiers["object_id"],
            through=identifiers.get("ext_resolved_through") or None,
            note=cells.get("ext_note", ""),
        )
    return Claim(
        subject=identifiers["subject_id"],
        predicate=identifiers["predicate_id"],
        object=identifiers["object_id"],
        justification=identifiers["mapping_justification"],
        author=identifiers.get("author_id", ""),
        author_label=cells.get("author_label", ""),
        kind=cells.get("ext_claim_kind") or "judged",
        status=cells.get("ext_curation_status") or "proposed",
        negated=cells.get("predicate_modifier") == "Not",
        confidence=None if numbers["confidence"] != numbers["confidence"] else numbers["confidence"],
        set_relation=cells.get("ext_set_relation", ""),
        basis=cells.get("ext_basis", ""),
        reason=cells.get("comment", ""),
        date=cells.get("mapping_date", ""),
        citation=citation,
        derived_from=tuple(filter(None, cells.get("ext_derived_from", "").split("|"))),
    )
