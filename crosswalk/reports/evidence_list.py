"""The list of a framework as a report: statements with their evidence, a summary by section, the evidence itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crosswalk.evidence.choices import in_words
from crosswalk.evidence.lists import EvidenceList, counts
from crosswalk.evidence.standing import STATUSES
from crosswalk.evidence.telling import FIELDS, Shown, evidence, evidence_of, named, row
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.reports.content import Column, Report, Row, Table
from crosswalk.words import count

#: What the words of the list mean; each list says so.
MEANINGS: dict[str, str] = {
    "full": "evidence at a level that meets it, entered for the statement itself or for one that equals or contains it",
    "partial": "evidence for a part of it or for something that overlaps it, or evidence that has expired or whose "
    "level does not meet it",
    "cited only": "a document cites it with a statement that has evidence, and says no more",
    "candidate only": "a statement that has evidence is related or meets it somewhere: a place to look, no support",
    "none": "nothing yet",
    "out of scope": "the school decided that it does not apply, for the reason given",
}

_NOT_ENDORSED = (
    "Not produced or endorsed by the publisher; labels of what ships are our own words, those of what was added its "
    "source's, and whether a statement is met is for the accreditor to judge."
)


def evidence_report(
    found: EvidenceList,
    vocabulary: Vocabulary,
    data_version: str,
    shown: Shown = Shown(),  # noqa: B008 — a frozen value
) -> Report:
    """The list as a report; `shown` are the confidential records that it may show whole."""
    rows = [row(line, found, vocabulary, shown) for line in found.lines]
    framework = vocabulary.frameworks[found.target]
    section = f", section {found.choices.section.partition(':')[2]}" if found.choices.section else ""
    return Report(
        slug(found),
        f"Evidence for {framework['label']}{section}",
        f"{len(found.lines)} of {len(found.all_lines)} statements; {_told(counts(found.lines).get('', {}))}",
        tuple(about(found, vocabulary, data_version, shown).items()),
        (_list(rows), _summary(found, vocabulary), _index(found, rows, vocabulary, shown)),
        FIELDS,
        tuple(rows),
    )


def _told(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {status}" for status, number in counted.items() if number) or "none"


def slug(found: EvidenceList) -> str:
    """The name of the files that the list becomes, without their endings; whatever codes hold, it names no folder."""
    name = "-".join(["evidence", found.target, *filter(None, [found.choices.section.partition(":")[2]])])
    return re.sub(r"[^\w.-]+", "_", name)


def about(found: EvidenceList, vocabulary: Vocabulary, data_version: str, shown: Shown) -> dict[str, str]:
    """What the list states of itself: filters, rules, the meaning of its words, date, data version, rights."""
    framework = vocabulary.frameworks[found.target]
    bear = evidence_of(found)
    drafts = sum(stored.body["status"] == "draft" for stored in bear)
    hidden = sum(shown.hides(stored) for stored in bear)
    told = {
        "Framework": f"{framework['title']} ({found.target})",
        **in_words(found.choices, vocabulary, found.evidence.values()),
        "Evidence": f"{count(len(bear), 'record')}, of {len(found.evidence):,} looked at; {drafts} of them drafts",
        **{f"“{status}” means": meaning for status, meaning in MEANINGS.items()},
        "Date": found.choices.today,
        "Data version": data_version,
        "Rights": f"{framework['rights']} {_NOT_ENDORSED}",
    }
    if hidden:
        told["Confidential"] = f"{count(hidden, 'record')} named by identifier alone"
    if found.incomplete:
        told = {"Not complete": found.incomplete, **told}
    return told


def _list(rows: list[dict[str, Any]]) -> Table:
    columns = (
        Column("Statement", 2, "code"), Column("Label (our words)", 3), Column("Status", 2, "status"),
        Column("Evidence", 5), Column("Why", 6),
    )  # fmt: skip
    lines = [
        Row(
            (
                one["statement"].partition(":")[2],
                one["label"],
                one["status"],
                tuple(map(named, one["evidence"])),
                tuple(one["why"]) or ("Nothing yet.",),
            ),
            f"{one['section'].partition(':')[2]} {one['section_label']}",
        )
        for one in rows
    ]
    return Table("List", "Statements and their evidence", columns, tuple(lines))


def _summary(found: EvidenceList, vocabulary: Vocabulary) -> Table:
    columns = (
        Column("Section", 4),
        Column("Statements", 1, "number"),
        *(Column(s.capitalize(), 1, "number") for s in STATUSES),
    )
    rows = []
    for section, counted in counts(found.all_lines).items():
        name = f"{section.partition(':')[2]} {vocabulary.label(section)}" if section else "All"
        rows.append(Row((name, sum(counted.values()), *(counted[status] for status in STATUSES))))
    return Table("Summary", "How ready each section is", columns, tuple(rows))


def _index(found: EvidenceList, rows: list[dict[str, Any]], vocabulary: Vocabulary, shown: Shown) -> Table:
    serves: dict[str, list[str]] = {}
    for one in rows:
        for piece in one["evidence"]:
            serves.setdefault(piece["id"], []).append(one["statement"].partition(":")[2])
    keys = ("id", "title", "type", "status", "date", "expires", "owner", "link")
    columns = (*(Column(key.capitalize(), 3 if key == "title" else 1) for key in keys), Column("Bears on", 4))
    lines = []
    for id_, statements in sorted(serves.items()):
        piece = evidence(found.evidence[id_], vocabulary, shown)
        lines.append(Row((*(piece.get(key, "") for key in keys), ", ".join(statements))))
    return Table("Evidence", "The evidence, and the statements it bears on", columns, tuple(lines), full=True)
