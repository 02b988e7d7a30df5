"""Editions of a graph: their statements as `alignment.supersession` wants them, and what is found as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crosswalk.alignment.compose import Derived
from crosswalk.alignment.derivation import entailment
from crosswalk.alignment.impact import Impact
from crosswalk.alignment.migration import Migration
from crosswalk.alignment.supersession import Change, Diff, Edition, Link
from crosswalk.graph.results import Plain
from crosswalk.model import Mapping as Claim

Record = dict[str, Plain]

#: One row a link, one for a statement without any. `link` is "successor" or "related"; what is new has no statement.
CHANGE_COLUMNS = (
    "change",
    "statement",
    "label",
    "link",
    "relation",
    "set_relation",
    "counterpart",
    "counterpart_label",
    "confidence",
    "author_label",
    "claim",
    "sharing",
    "below",
)

#: One row a claim, or an entailed relation, that rests on a changed statement, `part` of it "claim", "end" or "hub";
#: one with "nothing" for a statement on which nothing rests. `rests_on` is the record of the claim, or the claims of
#: the proof.
IMPACT_COLUMNS = (
    "change",
    "statement",
    "label",
    "part",
    "subject",
    "relation",
    "denied",
    "object",
    "other_label",
    "kind",
    "status",
    "author_label",
    "confidence",
    "rests_on",
)

#: One row a proposal, and one for what stays open, with verdict "open". `hubs` are the older statements, `changes` what
#: became of each; `claimed` are the claims that are there already; `proof` as in `alignment.DERIVED_COLUMNS`.
MIGRATION_COLUMNS = (
    "subject",
    "subject_label",
    "verdict",
    "relation",
    "denied",
    "follows",
    "object",
    "object_label",
    "confidence",
    "hubs",
    "changes",
    "claimed",
    "proof",
)


def edition(name: str, rows: Iterable[Record], level: object) -> Edition:
    """A framework from rows of ``list_statements``, where a statement with two parents has two."""
    held = [row for row in rows if row["framework"] == name]
    statements = tuple(dict.fromkeys(str(row["statement"]) for row in held))
    at_level = frozenset(str(row["statement"]) for row in held if row["type"] == level)
    return Edition(name, statements, at_level, parents(held))


def by_framework(rows: Iterable[Record]) -> dict[str, list[Record]]:
    """The rows of ``list_statements`` that each framework has, in their order."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(str(row["framework"]), []).append(row)
    return found


def parents(rows: Iterable[Record]) -> dict[str, list[str]]:
    """The statements that each statement stands under, from rows of ``list_statements``."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["parent"]:
            found.setdefault(str(row["statement"]), []).append(str(row["parent"]))
    return found


def change_rows(diff: Diff, claims: Mapping[str, Claim], labels: Mapping[str, str]) -> Iterator[Record]:
    """The changes as rows with the columns of `CHANGE_COLUMNS`, then what is new."""
    for change in diff.changes:
        links = [("successor", link) for link in change.successors] + [("related", link) for link in change.related]
        for kind, link in links:
            yield _change(change, labels) | _link(kind, link, claims[link.claim], labels)
        if not links:
            yield _change(change, labels)
    for change in diff.new:
        yield {
            **_change(change, labels),
            "statement": None,
            "label": None,
            "counterpart": change.statement,
            "counterpart_label": labels[change.statement],
        }


def _change(change: Change, labels: Mapping[str, str]) -> Record:
    row: Record = dict.fromkeys(CHANGE_COLUMNS)
    return row | {
        "change": change.kind,
        "statement": change.statement,
        "label": labels[change.statement],
        "sharing": " ".join(change.sharing),
        "below": " ".join(change.below),
    }


def _link(kind: str, link: Link, claim: Claim, labels: Mapping[str, str]) -> Record:
    turned = {"subset": "superset", "superset": "subset"}
    forward = claim.object == link.newer
    declared = claim.set_relation if forward else turned.get(claim.set_relation, claim.set_relation)
    return {
        "link": kind,
        "relation": link.relation,
        "set_relation": declared or None,
        "counterpart": link.newer,
        "counterpart_label": labels[link.newer],
        "confidence": link.confidence,
        "author_label": claim.author_label,
        "claim": link.claim,
    }


def impact_rows(found: Iterable[Impact], labels: Mapping[str, str]) -> Iterator[Record]:
    """What rests on changed statements as rows with the columns of `IMPACT_COLUMNS`."""
    for impact in found:
        change = impact.change
        first: Record = dict.fromkeys(IMPACT_COLUMNS)
        first |= {"change": change.kind, "statement": change.statement, "label": labels[change.statement]}
        for resting in impact.claims:
            claim = resting.claim
            yield first | {
                "part": "claim",
                **_claimed(claim),
                "other_label": labels.get(resting.other),
                "rests_on": resting.name,
            }
        for derived in impact.results:
            ends = (derived.subject, derived.object)
            other = ends[1] if ends[0] == change.statement else ends[0]
            part = "end" if change.statement in ends else "hub"
            row = {"part": part, **_claimed(entailment(derived)), "rests_on": _proof(derived)}
            yield first | row | {"status": None, "other_label": labels.get(other) if part == "end" else None}
        if not impact.claims and not impact.results:
            yield first | {"part": "nothing"}


def _claimed(claim: Claim) -> Record:
    return {
        "subject": claim.subject,
        "relation": claim.predicate,
        "denied": claim.negated,
        "object": claim.object,
        "kind": claim.kind,
        "status": claim.status,
        "author_label": claim.author_label,
        "confidence": claim.confidence,
    }


def migration_rows(found: Migration, order: Sequence[str], labels: Mapping[str, str]) -> Iterator[Record]:
    """A migration as rows with the columns of `MIGRATION_COLUMNS`, the statements of the framework in `order`."""
    rows: dict[str, list[Record]] = {}
    for proposal in found.proposals:
        derived = proposal.derived
        claim = entailment(derived) if derived.verdict == "entailed" else None
        rows.setdefault(derived.subject, []).append(
            {
                "subject": derived.subject,
                "subject_label": labels[derived.subject],
                "verdict": derived.verdict,
                "relation": claim.predicate if claim else None,
                "denied": claim.negated if claim else False,
                "follows": derived.relation or None,
                "object": derived.object,
                "object_label": labels[derived.object],
                "confidence": derived.confidence,
                "hubs": " ".join(change.statement for change in proposal.changes),
                "changes": "; ".join(change.kind for change in proposal.changes),
                "claimed": " ".join(premise.claim for premise in derived.direct),
                "proof": _proof(derived),
            }
        )
    for item in found.open:
        row: Record = dict.fromkeys(MIGRATION_COLUMNS)
        row |= {"subject": item.subject, "subject_label": labels[item.subject], "verdict": "open", "hubs": item.older}
        rows.setdefault(item.subject, []).append(row | {"changes": item.change})
    for statement in order:
        yield from rows.get(statement, ())


def _proof(derived: Derived) -> str:
    return " | ".join(" ".join(premise.claim for premise in chain.premises) for chain in derived.chains)
