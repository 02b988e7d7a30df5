"""The durable store of a workspace: every record with all its revisions, in SQLite that several processes share.

Write-ahead log, ``synchronous=FULL``: what was acknowledged survives a kill, and a reader never waits for a writer. A
change is one transaction. Nothing is ever deleted; a revision once written stays. Only this module knows SQLite.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any, NamedTuple

from crosswalk.errors import EditConflict, WorkspaceFault
from crosswalk.evidence.faults import told

FILE = "workspace.sqlite3"

#: The version of the layout; a workspace of a later one is refused, one of an earlier one migrated.
FORMAT = 1

#: What makes a layout of version *n* into one of *n* + 1, in one transaction.
MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {}

#: How long to wait for another process that writes, in seconds.
PATIENCE = 20.0

_LAYOUT = (
    "CREATE TABLE change (number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, "
    "reason TEXT NOT NULL)",
    "CREATE TABLE revision (kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, "
    "change INTEGER NOT NULL REFERENCES change, body TEXT NOT NULL, PRIMARY KEY (kind, id, number))",
    "CREATE INDEX revision_change ON revision (change)",
    "CREATE TABLE record (kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, "
    "change INTEGER NOT NULL REFERENCES change, body TEXT NOT NULL, PRIMARY KEY (kind, id))",
    "CREATE INDEX record_change ON record (change)",
)
_REVISIONS = (
    "SELECT r.kind, r.id, r.number, c.number, c.at, c.who, c.what, c.reason, b.body, r.body "
    "FROM revision r JOIN change c ON c.number = r.change "
    "LEFT JOIN revision b ON b.kind = r.kind AND b.id = r.id AND b.number = r.number - 1 "
    "WHERE {where} ORDER BY r.change, r.kind, r.id"
)
#: Records that are not the last of their revisions: none, in a database that only this program wrote.
_ASTRAY = (
    "SELECT kind, id FROM revision EXCEPT SELECT kind, id FROM record "
    "UNION SELECT kind, id FROM (SELECT kind, id, number, change, body FROM record "
    "EXCEPT SELECT kind, id, max(number), change, body FROM revision GROUP BY kind, id HAVING max(number) = count(*))"
)
_APPLICATION = 0x78776B77

Body = Mapping[str, Any]


class Stored(NamedTuple):
    """A record as it stands: which revision it is, by which change, and its body."""

    kind: str
    id: str
    number: int
    change: int
    body: Body


class Change(NamedTuple):
    """One transaction: when (UTC, ISO 8601), who, what was done, and why."""

    number: int
    at: str
    who: str
    what: str
    reason: str = ""


class Revision(NamedTuple):
    """One state of a record with the change that made it; `before` is the body until then, None for the first."""

    kind: str
    id: str
    number: int
    change: Change
    before: Body | None
    after: Body


class Write(NamedTuple):
    """A record to be written. `expected` is the revision that the writer has read, 0 for a record that is new."""

    kind: str
    id: str
    body: Body
    expected: int


class _Connection(sqlite3.Connection):
    """A connection that is closed with the thread, or the store, that held it."""

    def __del__(self) -> None:
        with suppress(sqlite3.Error):  # one that was never opened
            self.close()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log, and wait for another process that does so: SQLite itself would not wait here."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)


class Database:
    """The database of one workspace folder; may be shared between threads, each has a connection of its own."""

    def __init__(self, folder: str) -> None:
        """Open it, or lay it out where there is none. Raises WorkspaceFault."""
        self.path = os.path.join(folder, FILE)
        self._local = threading.local()
        self._prepared = False
        with told(self.path):
            os.makedirs(folder, mode=0o700, exist_ok=True)
            try:
                self._prepare()
            except BaseException:
                self.close()
                raise

    def commit(self, writes: Sequence[Write], at: str, who: str, what: str, reason: str = "") -> Change:
        """Write all the records, or none, as one change, which is on disk when this returns.

        Raises EditConflict where a record is not at the revision expected, or stands twice, WorkspaceFault.
        """
        twice = [key for key, count in Counter((write.kind, write.id) for write in writes).items() if count > 1]
        if twice:
            raise EditConflict(f"The {twice[0][0]} {twice[0][1]} would be written twice in one change; give it once.")
        with self._transaction() as connection:
            for write in writes:
                self._check(connection, write)
            number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM change").fetchone()[0]
            connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?)", (number, at, who, what, reason))
            rows = [(w.kind, w.id, w.expected + 1, number, _text(w.body)) for w in writes]
            connection.executemany("INSERT INTO revision VALUES (?, ?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)", rows)
        return Change(number, at, who, what, reason)

    def get(self, kind: str, id_: str) -> Stored | None:
        """The record of that kind and identifier."""
        rows = self._read("SELECT * FROM record WHERE kind = ? AND id = ?", (kind, id_))
        return _stored(rows[0]) if rows else None

    def since(self, change: int) -> list[Stored]:
        """The records that changed after a change, all of them after 0, in the order of kind and identifier."""
        rows = self._read("SELECT * FROM record WHERE change > ? ORDER BY kind, id", (change,))
        return [_stored(row) for row in rows]

    def last(self) -> int:
        """The number of the last change, 0 where there is none."""
        return int(self._read("SELECT coalesce(max(number), 0) FROM change")[0][0])

    def revisions(self, kind: str | None = None, id_: str | None = None, since: int = 0) -> Iterator[Revision]:
        """The revisions of one record, or of all, in the order of their changes."""
        one, values = ("", ()) if kind is None else (" AND r.kind = ? AND r.id = ?", (kind, id_))
        yield from self._revisions(f"r.change > ?{one}", (since, *values))

    def _revisions(self, where: str, values: Sequence[object]) -> Iterator[Revision]:
        rows = self._read(_REVISIONS.format(where=where), values)
        for k, i, number, change, at, who, what, reason, before, after in rows:
            made = Change(change, at, who, what, reason)
            yield Revision(k, i, number, made, None if before is None else json.loads(before), json.loads(after))

    def changes(self, limit: int = 50) -> list[Change]:
        """The last changes, the newest first."""
        return [Change(*row) for row in self._read("SELECT * FROM change ORDER BY number DESC LIMIT ?", (limit,))]

    def of_change(self, number: int) -> list[Revision]:
        """The revisions that a change made."""
        return list(self._revisions("r.change = ?", (number,)))

    def check(self) -> list[str]:
        """What is wrong with the file, or with the revisions in it; nothing where it is sound."""
        rows = [str(row[0]) for row in self._read("PRAGMA integrity_check")]
        rows += [
            f"{row[0]} row {row[1]} names a change that is not there" for row in self._read("PRAGMA foreign_key_check")
        ]
        if not (wrong := [row for row in rows if row != "ok"]):
            wrong = [f"{kind} {id_} is not the last of its revisions" for kind, id_ in self._read(_ASTRAY)]
        return wrong

    def identity(self) -> object:
        """What tells this file from another that was put in its place, as restoring a backup does."""
        with told(self.path):
            return self._identity()

    def copy_to(self, path: str) -> None:
        """Write a sound copy of the database as it is now, while others may write on. Raises WorkspaceFault."""
        with told(path):
            _copy(self._connection(), path)

    def close(self) -> None:
        """Close this thread's connection."""
        if connection := getattr(self._local, "connection", None):
            connection.close()
            self._local.connection = None

    def _check(self, connection: sqlite3.Connection, write: Write) -> None:
        row = connection.execute(
            "SELECT r.number, r.body, c.who, c.at FROM record r JOIN change c ON c.number = r.change "
            "WHERE r.kind = ? AND r.id = ?",
            (write.kind, write.id),
        ).fetchone()
        number = row[0] if row else 0
        if number == write.expected:
            return
        if not row:
            raise EditConflict(
                f"There is no record {write.kind} {write.id} to change; it may belong to another workspace."
            )
        if write.expected == 0:
            raise EditConflict(
                f"{write.kind} {write.id} is there already; change that one, or take another identifier."
            )
        now = json.loads(row[1])
        seen = connection.execute(
            "SELECT body FROM revision WHERE kind = ? AND id = ? AND number = ?", (write.kind, write.id, write.expected)
        ).fetchone()
        before = json.loads(seen[0]) if seen else {}
        fields = tuple(sorted(name for name in {*before, *now} if before.get(name) != now.get(name)))
        raise EditConflict(
            f"{row[2]} changed {', '.join(fields) or 'nothing that shows'} of the {write.kind} {write.id} on {row[3]}, "
            "after you read it; look at it as it is now, then save again.",
            fields,
        )

    def _read(self, text: str, values: Sequence[object] = ()) -> list[Any]:
        with told(self.path):
            return self._connection().execute(text, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with told(self.path):
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                if self._identity() != self._local.identity:
                    raise WorkspaceFault(f"{self.path} was replaced just now, as by a backup; try again.")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself rolls back after a full disk
                    connection.execute("ROLLBACK")
                raise

    def _identity(self) -> tuple[int, int]:
        found = os.stat(self.path)
        return found.st_dev, found.st_ino

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection, to the file that is there now: one put aside or deleted is not written on."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if self._prepared and not os.path.exists(self.path):
            self.close()
            raise WorkspaceFault(f"{self.path} is not there any more; was its folder moved, or deleted?")
        if connection is not None and self._identity() != self._local.identity:
            self.close()
            connection = None
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False, factory=_Connection
            )
            self._local.connection = connection
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA schema_version")  # only now the file is opened, or made
            self._local.identity = self._identity()
        return connection

    def _prepare(self) -> None:
        connection = self._connection()
        if self._layout(connection) != FORMAT:
            _write_ahead(connection)
            with self._transaction() as connection:  # two processes may come here at once; the second finds it done
                if (version := self._layout(connection)) == 0:
                    for statement in _LAYOUT:
                        connection.execute(statement)
                    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                    connection.execute(f"PRAGMA user_version = {FORMAT}")
                elif version < FORMAT:
                    self._migrate(connection, version)
        self._prepared = True

    def _layout(self, connection: sqlite3.Connection) -> int:
        """The version of the layout, 0 for a file that is empty. Raises WorkspaceFault for one that cannot be used."""
        # The tables first: another process that lays it out meanwhile must not look like another program.
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application, version = (
            int(connection.execute(f"PRAGMA {p}").fetchone()[0]) for p in ("application_id", "user_version")
        )
        if application != _APPLICATION and (tables or application or version):
            raise WorkspaceFault(f"{self.path} is a database of another program; name another workspace.")
        if version > FORMAT:
            raise WorkspaceFault(
                f"{self.path} was written by a newer version of this program (layout {version}, this one knows "
                f"{FORMAT}); install the newer version, or name another workspace."
            )
        return version

    def _migrate(self, connection: sqlite3.Connection, version: int) -> None:
        """Bring an older layout up to this one, after a copy of it was put beside it."""
        copy = f"{self.path}.layout-{version}.backup"
        with closing(sqlite3.connect(self.path)) as source:  # this one reads what is committed
            _copy(source, f"{copy}.part")
        os.replace(f"{copy}.part", copy)
        for number in range(version, FORMAT):
            if number not in MIGRATIONS:
                raise WorkspaceFault(
                    f"{self.path} has the layout {number}, of which nothing is known; restore a backup."
                )
            MIGRATIONS[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")


def _copy(source: sqlite3.Connection, path: str) -> None:
    with closing(sqlite3.connect(path)) as target:
        source.backup(target)


def _stored(row: tuple[str, str, int, int, str]) -> Stored:
    return Stored(row[0], row[1], row[2], row[3], json.loads(row[4]))


def _text(body: Body) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
