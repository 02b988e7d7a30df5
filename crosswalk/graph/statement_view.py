"""A statement with everything the graph holds of it, as one value."""

from __future__ import annotations

from typing import NamedTuple

from crosswalk.graph.results import Plain

Record = dict[str, Plain]


class StatementView(NamedTuple):
    """A statement with everything the graph holds of it.

    `facts` are its own properties; `above` and `below` its relatives in the framework; `mappings` the claims at either
    end; `joint` those that statements make together; `unresolved` the printed codes that point at nothing; `rubric` the
    cells that bear on it. Each record has the columns of the library query it comes from. `wording` alone is not of the
    graph: it is the publisher's sentence from the person's own copy (see `graph/overlay.py`), "" where they have
    ingested none, and is to be shown to them only.
    """

    short: str
    iri: str
    facts: Record
    above: tuple[Record, ...]
    below: tuple[Record, ...]
    mappings: tuple[Record, ...]
    joint: tuple[Record, ...]
    unresolved: tuple[Record, ...]
    rubric: tuple[Record, ...]
    wording: str = ""

    def disagreements(self) -> dict[str, str]:
        """The statements that a document relates to this one and that a judgement denies, each with who denies it."""
        printed = {row["other"] for row in self.mappings if row["kind"] == "xw:printed" and not row["denied"]}
        denied = (row for row in self.mappings if row["denied"] and row["kind"] == "xw:judged")
        return {str(row["other"]): str(row["author_label"]) for row in denied if row["other"] in printed}
