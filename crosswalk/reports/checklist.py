"""The checklist of an accreditor as a report: each type of document, how well it is verified, and what is held."""

from __future__ import annotations

from collections import Counter

from crosswalk import words
from crosswalk.evidence.checklists import STATES, Checklist, Item
from crosswalk.evidence.choices import in_words
from crosswalk.evidence.telling import Shown, evidence, named
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.reports.content import Column, Report, Row, Table

FIELDS = ("type", "label", "category", "verification", "status", "evidence")

_MEANINGS = {
    "held": "at least one record that is handed in or accepted and has not expired",
    "only drafts": "records, and all of them drafts",
    "only expired": "records, and all of them expired",
    "missing": "nothing yet",
}
#: What a list says of how well it is known that a document is expected.
VERIFIED = {
    "xw:verified": "seen in more than one source",
    "xw:verifiedOneSource": "seen in one source",
    "xw:partlyVerified": "seen in part",
}


def checklist_report(found: Checklist, vocabulary: Vocabulary, data_version: str, shown: Shown | None = None) -> Report:
    """The checklist as a report; `shown` are the confidential records that it may show whole."""
    shown = shown or Shown()
    counted = Counter(item.state for item in found.all_items)
    rules = in_words(found.choices, vocabulary)
    about = {
        "Accreditor": f"{found.label}; not produced or endorsed by it",
        "Where this comes from": "Document types met in the visit lists and self-studies of single schools, our own "
        "compilation; the accreditor's own guide decides what is to be handed in.",
        **{name: told for name, told in rules.items() if name.startswith("Only") or name == "Expired evidence"},
        **{f"“{state}” means": meaning for state, meaning in _MEANINGS.items()},
        "Date": found.choices.today,
        "Data version": data_version,
        "Rights": "Labels of what ships are our own words, those of what was added its source's.",
    }
    if hidden := sum(shown.hides(stored) for item in found.items for stored in item.records):
        about["Confidential"] = f"{words.count(hidden, 'record')} named by identifier alone"
    records = tuple(
        {
            "type": item.type.code,
            "label": item.type.label,
            "category": item.category.label,
            "verification": VERIFIED.get(item.verification, item.verification),
            "status": item.state,
            "evidence": [evidence(stored, vocabulary, shown) for stored in item.records],
        }
        for item in found.items
    )
    told = ", ".join(f"{counted[state]} {state}" for state in STATES if counted[state])
    tables = [_list(found, vocabulary, shown)]
    if found.unspecified:
        tables.append(_unspecified(found, vocabulary, shown))
    return Report(
        f"checklist-{found.accreditor.removeprefix('agent:')}",
        f"Documents that {found.label} expects",
        f"{len(found.items)} of {len(found.all_items)} types; {told}",
        tuple(about.items()),
        tuple(tables),
        FIELDS,
        records,
    )


def _list(found: Checklist, vocabulary: Vocabulary, shown: Shown) -> Table:
    columns = (
        Column("Code", 1, "code"), Column("Type of document (our words)", 3), Column("Status", 2, "status"),
        Column("What is held", 5), Column("How well it is known", 2),
    )  # fmt: skip
    return Table(
        "Checklist", "Types of document", columns, tuple(_row(item, vocabulary, shown) for item in found.items)
    )


def _row(item: Item, vocabulary: Vocabulary, shown: Shown) -> Row:
    held = tuple(named(evidence(stored, vocabulary, shown)) for stored in item.records)
    known = VERIFIED.get(item.verification, words.wording(words.STATUSES, item.verification).words)
    return Row((item.type.code, item.type.label, item.state, held, known), item.category.label)


def _unspecified(found: Checklist, vocabulary: Vocabulary, shown: Shown) -> Table:
    rows = [
        Row((vocabulary.types[code].label, named(evidence(stored, vocabulary, shown))))
        for code, records in found.unspecified.items()
        for stored in records
    ]
    columns = (Column("Category", 2), Column("Record", 5))
    return Table("Without a type", "Records of a category that name no type", columns, tuple(rows))
