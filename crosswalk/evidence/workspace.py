"""A workspace: what a school writes, kept in one folder. Every change is judged first, then written as one transaction.

The database is the truth; the records in memory, and the triples that SPARQL sees, are made from it and follow it.
"""

from __future__ import annotations

import os
import re
import secrets
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from crosswalk.errors import InputError, InvalidRecord, UnknownIdentifier
from crosswalk.evidence import attachments
from crosswalk.evidence.database import Body, Change, Database, Revision, Stored, Write
from crosswalk.evidence.kinds import KINDS, RETIRED, fields_for
from crosswalk.evidence.reading import clean, read
from crosswalk.evidence.triples import record_iri, record_triples
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.model import Finding
from crosswalk.vocabulary import shorten

#: The letters of identifiers that are made here: none that is taken for another.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")


class Workspace:
    """The records of one folder; may be shared between threads, and used by several processes at once."""

    def __init__(self, folder: str, vocabulary: Vocabulary) -> None:
        """Open it, or lay it out where there is none. Raises WorkspaceFault."""
        self.folder = folder
        self.vocabulary = vocabulary
        self.database = Database(folder)
        self._seen = 0
        self._identity: object = None
        self._held: dict[tuple[str, str], Stored] = {}
        self._lock = threading.Lock()

    # Reading

    def records(self, kind: str, retired: bool = False) -> list[Stored]:
        """The records of a kind in the order of their identifiers; those that are retired only where asked for."""
        with self._lock:
            self._follow()
            found = [stored for (name, _), stored in self._held.items() if name == kind]
        kept = [stored for stored in found if retired or stored.body.get("status") != RETIRED]
        return sorted(kept, key=lambda stored: stored.id)

    def get(self, kind: str, given: str) -> Stored:
        """The record of that identifier, or of the one that begins so. Raises UnknownIdentifier, InputError."""
        with self._lock:
            self._follow()
            if exact := self._held.get((kind, given)):
                return exact
            found = [stored for (name, id_), stored in self._held.items() if name == kind and id_.startswith(given)]
        if len(found) == 1 and given:
            return found[0]
        if found and given:
            raise InputError(f"{given!r} begins several identifiers: {', '.join(sorted(s.id for s in found)[:6])}.")
        raise UnknownIdentifier(f"There is no {KINDS[kind].words} {given!r} in {self.folder}; list what there is.")

    def version(self) -> int:
        """The number of the last change, 0 where nothing was written yet."""
        return self.database.last()

    def history(self, kind: str, given: str) -> list[Revision]:
        """All revisions of a record, the first first. Raises as `get` does."""
        return list(self.database.revisions(kind, self.get(kind, given).id))

    def _follow(self) -> None:
        """Read what changed since this was last looked at; all of it where another database took its place."""
        if (identity := self.database.identity()) != self._identity:
            self._held, self._seen, self._identity = {}, 0, identity
        last = self.database.last()
        if last != self._seen:
            for stored in self.database.since(self._seen):
                self._held[stored.kind, stored.id] = stored
            self._seen = last

    # Writing

    def prepare(self, kind: str, given: Mapping[str, Any], before: Body | None = None) -> dict[str, Any]:
        """The body that a record would have: what was given, read and judged; a value of None takes one away.

        `before` is the body as it stands, None for a new record. Raises InvalidRecord with all that is wrong.
        """
        found = read(KINDS[kind], given, self.vocabulary)
        body = {**(before or {}), **found.values}
        for name, value in given.items():
            if value is None or value == [] or (isinstance(value, str) and not clean(value)):
                body.pop(name, None)
        for support in found.values.get("supports", ()):
            if not support.get("reason", "?"):  # it held nothing that can be kept
                del support["reason"]
        if "type" in found.values and before:  # what belongs to another type goes with it; the history keeps it
            own = {field.name for field in fields_for(KINDS[kind], body["type"])}
            body = {name: value for name, value in body.items() if name in own or name in found.values}
        body.setdefault("status", KINDS[kind].statuses[0])
        if body["status"] != RETIRED:
            body.pop("retired_because", None)
        findings = (*found.findings, *_foreign(kind, found.values, body))
        findings = findings or judged(kind, body)
        if findings:
            raise InvalidRecord(" ".join(f.message for f in findings), findings)
        return body

    def add(self, kind: str, given: Mapping[str, Any], who: str, id_: str = "") -> Stored:
        """A new record. Raises InvalidRecord, EditConflict for an identifier that is taken, WorkspaceFault."""
        body = self.prepare(kind, given)
        write = Write(kind, identifier(id_) if id_ else new_identifier(), body, 0)
        change = self.commit([write], who, f"added {KINDS[kind].words}")
        return Stored(write.kind, write.id, 1, change.number, body)

    def edit(self, kind: str, id_: str, expected: int, given: Mapping[str, Any], who: str) -> Stored:
        """The record with the values given put in the place of the old; None or "" takes one away.

        `expected` is the revision that was read. Raises EditConflict where it is not the last any more, InvalidRecord.
        """
        stored = self.get(kind, id_)
        before = self._at(stored, expected)
        body = self.prepare(kind, given, before)
        if body == stored.body and expected == stored.number:
            return stored
        change = self.commit([Write(kind, stored.id, body, expected)], who, f"changed {KINDS[kind].words}")
        return Stored(kind, stored.id, expected + 1, change.number, body)

    def retire(self, kind: str, given: str, reason: str, who: str) -> Stored:
        """A record that no longer counts; it stays, with its history. Raises InvalidRecord without a reason."""
        stored = self.get(kind, given)
        body = {**stored.body, "status": RETIRED, "retired_because": clean(reason)}
        if findings := judged(kind, body):
            raise InvalidRecord(" ".join(f.message for f in findings), findings)
        change = self.commit([Write(kind, stored.id, body, stored.number)], who, f"retired {KINDS[kind].words}", reason)
        return Stored(kind, stored.id, stored.number + 1, change.number, body)

    def undo(self, number: int, who: str) -> Change:
        """Put every record that a change touched back to what it was before; what it added is retired.

        Raises UnknownIdentifier, EditConflict where one was changed again since.
        """
        revisions = self.database.of_change(number)
        if not revisions:
            raise UnknownIdentifier(f"There is no change {number}; crosswalk workspace info lists the last ones.")
        writes = []
        for revision in revisions:
            before = revision.before or {
                **revision.after, "status": RETIRED, "retired_because": f"Change {number} was undone."
            }  # fmt: skip
            writes.append(Write(revision.kind, revision.id, before, revision.number))
        return self.commit(writes, who, f"undid change {number}")

    def commit(self, writes: Sequence[Write], who: str, what: str, reason: str = "") -> Change:
        """Write bodies that were judged already, as one change. Raises EditConflict, WorkspaceFault, InputError."""
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        return self.database.commit(writes, now, person(who), what, clean(reason))

    def keep(self, path: str) -> dict[str, Any]:
        """Copy a file into the workspace; what is given back belongs into the field attachments."""
        return attachments.keep(self.folder, path)

    def keep_bytes(self, name: str, content: bytes) -> dict[str, Any]:
        """Keep a content that is in memory, as an upload is; see `keep`."""
        return attachments.keep_bytes(self.folder, name, content)

    def _at(self, stored: Stored, expected: int) -> Body:
        if stored.number == expected:
            return stored.body
        return next(
            (r.after for r in self.database.revisions(stored.kind, stored.id) if r.number == expected), stored.body
        )


def _foreign(kind: str, given: Mapping[str, Any], body: Body) -> Iterator[Finding]:
    """What was given without a type to a record whose type has no such field."""
    if "type" in body and "type" not in given:
        own = {field.name for field in fields_for(KINDS[kind], str(body["type"]))}
        for name in given:
            if name not in own:
                message = f"{name} does not belong to the type {body['type']}."
                yield Finding("violation", "record-field", name, message, "Leave it empty.")


def judge(kind: str, body: Body, id_: str = "new") -> tuple[Finding, ...]:
    """What the shapes find wrong with a body; `path` of each finding is its field where it is about one."""
    return judge_all(kind, {id_: body}).get(id_, ())


def judged(kind: str, body: Body) -> tuple[Finding, ...]:
    """The same of a body that is about to be written, in sentences about "this record"."""
    return tuple(one._replace(message=_unnamed(one.message)) for one in judge(kind, body))


def _unnamed(message: str) -> str:
    """A shape's sentence about a record that has no name yet."""
    said = re.sub(r"\S*\bnew(/\w+)*\b", "this record", message, count=1)
    return said[:1].upper() + said[1:]


def judge_all(kind: str, bodies: Mapping[str, Body]) -> dict[str, tuple[Finding, ...]]:
    """What the shapes find wrong with bodies of a kind, by identifier; those that are sound are not in it."""
    from crosswalk.quality.validation import validate_record

    report = validate_record(triple for id_, body in bodies.items() for triple in record_triples(kind, id_, body))
    names = {shorten(field.predicate.value): field.label for field in KINDS[kind].fields}
    root = record_iri(kind, "").value
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in report.findings:
        id_ = finding.focus.removeprefix(root).partition("/")[0]
        told = finding._replace(where=names.get(finding.path, KINDS[kind].words))
        found[id_] = (*found.get(id_, ()), told)
    return found


def check(workspace: Workspace) -> Iterator[Finding]:
    """Everything that is not as it should be in a workspace: the database, the records, the attachments, dead links."""
    for said in workspace.database.check():
        yield Finding("violation", "workspace-database", workspace.database.path, f"{said}.", "Restore a backup.")
    known = workspace.vocabulary
    for kind in KINDS:
        records = workspace.records(kind, retired=True)
        found = judge_all(kind, {stored.id: stored.body for stored in records}) if records else {}
        for stored in records:
            place = f"{kind} {stored.id}"
            for finding in found.get(stored.id, ()):
                yield finding._replace(where=place)
            for support in stored.body.get("supports", ()):
                shown = known.shown(support["statement"])
                if shown not in known.statements and shown not in known.frameworks:
                    message = f"It supports {shown}, which is not in the data any more."
                    yield Finding("warning", "workspace-statement", place, message, "Name its successor as well.")
            for file in stored.body.get("attachments", ()):
                if state := attachments.state(workspace.folder, file):
                    message = f"The attachment {file['name']} is {state}."
                    yield Finding(
                        "violation", "workspace-attachment", place, message, "Restore it, or attach it again."
                    )


def new_identifier() -> str:
    """An identifier that nobody else makes: eight letters and digits, some 10¹² of them."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def identifier(given: str) -> str:
    """An identifier of somebody's own, as it is kept. Raises InputError for what cannot be one.

    >>> identifier(" E-17 ")
    'E-17'
    """
    word = given.strip()
    if not word or len(word) > 64 or not set(word) <= _SAFE or word.startswith("."):
        raise InputError(
            f"{given[:80]!r} is no identifier; it can hold up to 64 letters A to Z, digits, and the signs - . _"
        )
    return word


def person(given: str) -> str:
    """Whoever makes a change, as it is kept: one line of up to 254 characters, which an e-mail address may have.

    Raises InputError for an empty one.
    """
    name = clean(given)[:254]
    if not name:
        raise InputError("A change needs to say who makes it; give initials or a code.")
    return name


def default_person() -> str:
    """Who works at this machine: CROSSWALK_USER, else the name of the account."""
    import getpass

    try:
        return os.environ.get("CROSSWALK_USER") or getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return "unknown"


def supports_of(stored: Iterable[Stored]) -> Iterator[tuple[Stored, Mapping[str, str]]]:
    """Each support of each record of evidence."""
    for one in stored:
        for support in one.body.get("supports", ()):
            yield one, support
