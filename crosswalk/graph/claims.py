"""The claims of a graph as values again: the rows of ``list_claims`` become the records that they were made from."""

from __future__ import annotations

from collections.abc import Iterable

from crosswalk.graph.results import Plain
from crosswalk.model import Mapping


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
    """A row as the claim it records; the citation stays in the graph."""

    def local(name: str) -> str:
        return str(row[name] or "").removeprefix("xw:")

    confidence = row["confidence"]
    return Mapping(
        subject=str(row["subject"]),
        predicate=str(row["relation"]),
        object=str(row["object"]),
        justification=str(row["justification"]),
        author=str(row["author"]),
        author_label=str(row["author_label"]),
        kind=local("kind"),
        status=local("status"),
        negated=bool(row["denied"]),
        confidence=confidence if isinstance(confidence, float) else None,
        set_relation=local("set_relation"),
        basis=local("basis"),
        reason=str(row["reason"] or ""),
        searched=str(row["searched"] or ""),
    )
