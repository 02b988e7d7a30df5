"""What an accreditor is known to expect, document type by document type, and what the school holds of each."""

from __future__ import annotations

from typing import NamedTuple

from crosswalk.errors import UnknownIdentifier
from crosswalk.evidence.choices import Choices, checked, chosen
from crosswalk.evidence.database import Stored
from crosswalk.evidence.vocabulary import EvidenceType, Vocabulary
from crosswalk.evidence.workspace import Workspace

#: How a type of document stands, the best first; "unspecified" records have only the category as their type.
STATES = ("held", "only drafts", "only expired", "missing")


#: The statuses of records that count; one that is retired is listed where that is asked for, and fills no type.
_DRAFT, _HANDED_IN = "draft", ("submitted", "accepted")


class Item(NamedTuple):
    """A type of document: how well it is verified that it is expected, how it stands, and the records of it."""

    type: EvidenceType
    category: EvidenceType
    verification: str
    state: str
    records: tuple[Stored, ...]


class Checklist(NamedTuple):
    """The list of an accreditor. `unspecified` are records of a category without a type, by the code of the category.

    `all_items` are the items before `states` chose among them.
    """

    accreditor: str
    label: str
    choices: Choices
    items: tuple[Item, ...]
    all_items: tuple[Item, ...]
    unspecified: dict[str, tuple[Stored, ...]]


def checklist(workspace: Workspace, accreditor: str, choices: Choices, states: tuple[str, ...] = ()) -> Checklist:
    """What the accreditor expects and what is held. Raises UnknownIdentifier, InputError."""
    vocabulary = workspace.vocabulary
    agent, label = _accreditor(accreditor, vocabulary)
    choices = checked(choices, vocabulary)
    evidence = chosen(workspace.records("evidence", retired=True), choices, vocabulary)
    items = tuple(
        _item(type_, vocabulary, agent, [one for one in evidence if one.body["type"] == type_.code], choices)
        for type_ in vocabulary.types.values()
        if agent in type_.accreditors
    )
    categories = dict.fromkeys(item.category.code for item in items)
    unspecified = {code: tuple(one for one in evidence if one.body["type"] == code) for code in categories}
    kept = tuple(item for item in items if not states or item.state in states)
    return Checklist(agent, label, choices, kept, items, {code: found for code, found in unspecified.items() if found})


def _item(type_: EvidenceType, vocabulary: Vocabulary, agent: str, records: list[Stored], choices: Choices) -> Item:
    counting = [r for r in records if r.body["status"] in (_DRAFT, *_HANDED_IN)]
    alive = [r for r in counting if choices.count_expired or not _expired(r, choices)]
    if any(record.body["status"] in _HANDED_IN for record in alive):
        state = "held"
    elif alive:
        state = "only drafts"
    else:
        state = "only expired" if counting else "missing"
    return Item(type_, vocabulary.types[type_.category], type_.accreditors[agent], state, tuple(records))


def _expired(stored: Stored, choices: Choices) -> bool:
    expires = stored.body.get("expires", "")
    return bool(expires) and expires < choices.today


def _accreditor(given: str, vocabulary: Vocabulary) -> tuple[str, str]:
    known = {
        str(row["accreditor"]): str(row["accreditor_label"] or row["accreditor"])
        for row in vocabulary.records("list_evidence_types")
        if row["accreditor"]
    }
    word = given.strip().lower().removeprefix("agent:")
    for agent, label in known.items():
        if word in (agent.removeprefix("agent:").lower(), label.lower()):
            return agent, label
    names = ", ".join(sorted(agent.removeprefix("agent:") for agent in known))
    raise UnknownIdentifier(f"Nothing is known of what {given[:60]!r} expects; a checklist can be had for {names}.")
