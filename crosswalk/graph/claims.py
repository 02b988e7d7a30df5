"""The claims of a graph as values again: the rows of ``list_claims`` become the records that they were made from."""

from __future__ import annotations

from collections.abc import Iterable

from crosswalk.graph.results import Plain
from crosswalk.model import Citation, Mapping


class Claims:
    """The claims by the short form of their record, and the printed words of those that a document prints."""

    def __init__(self, rows: Iterable[dict[str, Plain]]) -> None:
        self.values: dict[str, Mapping] = {}
        self.printed: dict[str, str] = {}
        for row in rows:
            name = str(row["mapping"])
            self.values[name] = _claim(row)
            if row["printed_text"]:
                self.printed[name] = str(row["printed_text"])


def _claim(row: dict[str, Plain]) -> Mapping:
    """A row as the claim it records."""
    confidence = row["confidence"]
    return Mapping(
        subject=str(row["subject"]),
        predicate=str(row["relation"]),
        object=str(row["object"]),
        justification=str(row["justification"]),
        author=str(row["author"]),
        author_label=str(row["author_label"]),
        kind=_local(row, "kind"),
        status=_local(row, "status"),
        negated=bool(row["denied"]),
        confidence=confidence if isinstance(confidence, float) else None,
        set_relation=_local(row, "set_relation"),
        basis=_local(row, "basis"),
        reason=str(row["reason"] or ""),
        date=str(row["date"] or ""),
        searched=str(row["searched"] or ""),
        citation=_citation(row) if row["printed_code"] else None,
    )


def _citation(row: dict[str, Plain]) -> Citation:
    """The printed code that a row was read from."""
    return Citation(
        citing=str(row["subject"]),
        target=str(row["object"]).partition(":")[0],
        printed_text=str(row["printed_text"]),
        printed_code=str(row["printed_code"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        verdict=_local(row, "verdict"),
        confidence=str(row["resolution"]),
        resolved=str(row["object"]),
        through=str(row["resolved_through"]) if row["resolved_through"] else None,
        note=str(row["note"] or ""),
    )


def _local(row: dict[str, Plain], name: str) -> str:
    """A term of ours without its prefix, "" where there is none."""
    return str(row[name] or "").removeprefix("xw:")
