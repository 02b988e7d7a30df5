"""A workspace as one file, and back: the database, attachments and overlay in a ZIP, each with its hash."""

from __future__ import annotations

import errno
import json
import lzma
import os
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple

from crosswalk.errors import InputError, UnreadableFile, WorkspaceFault
from crosswalk.evidence import attachments
from crosswalk.evidence.database import FILE, FORMAT, Database

_MANIFEST = "manifest.json"

#: The files that a backup may hold; nothing else is ever unpacked.
_NAMES = re.compile(
    rf"({re.escape(FILE)}|attachments/[0-9a-f]{{2}}/[0-9a-f]{{64}}|overlay/[A-Za-z0-9%._~-]+\.overlay\.ttl)"
)

#: The most that a backup may unpack to, in bytes, and the most files it may hold.
_UNPACKED = 50 * 1024**3
_FILES = 1_000_000

_BLOCK = 1024 * 1024

#: What a file that is no ZIP, or a damaged one, makes the library raise.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip


class Backup(NamedTuple):
    """A backup that was written or read: where, how many files, how many bytes, and of which change."""

    path: str
    files: int
    size: int
    change: int


def back_up(database: Database, folder: str, path: str) -> Backup:
    """Write a backup, while others may work on; it takes the place of `path` as a whole. Raises WorkspaceFault."""
    target = os.path.abspath(path)
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with tempfile.TemporaryDirectory(dir=os.path.dirname(target)) as space:
            copy = os.path.join(space, FILE)
            database.copy_to(copy)
            packed = os.path.join(space, "backup.zip")
            change = _last(space)
            files = _pack(packed, {FILE: copy, **dict(_kept(folder))}, change)
            with open(packed, "rb+") as file:
                os.fsync(file.fileno())
            os.chmod(packed, 0o600)
            size = os.path.getsize(packed)
            os.replace(packed, target)
    except OSError as error:
        raise WorkspaceFault(f"{path} cannot be written ({error.strerror}); choose another place.") from None
    return Backup(target, files, size, change)


def _last(folder: str) -> int:
    """The last change in a copy, which may be older than that of the database that others write on."""
    copy = Database(folder)
    try:
        return copy.last()
    finally:
        copy.close()


def _kept(folder: str) -> Iterator[tuple[str, str]]:
    for part in (attachments.FOLDER, "overlay"):
        for parent, _, names in os.walk(os.path.join(folder, part)):
            for name in sorted(names):
                path = os.path.join(parent, name)
                relative = os.path.relpath(path, folder).replace(os.sep, "/")
                if _NAMES.fullmatch(relative):
                    yield relative, path


def _pack(target: str, files: dict[str, str], change: int) -> int:
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, path in files.items():
            hashed = sha256()
            with open(path, "rb") as source, package.open(name, "w", force_zip64=True) as sink:
                while block := source.read(_BLOCK):
                    hashed.update(block)
                    sink.write(block)
            hashes[name] = hashed.hexdigest()
        made = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = {"layout": FORMAT, "made": made, "change": change, "files": hashes}
        package.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    return len(hashes)


def restore(path: str, folder: str, replace: bool = False) -> Backup:
    """Unpack a backup into a workspace folder, all of it or nothing.

    A folder that holds anything is left alone, unless `replace` is given: then it is renamed and kept. Raises
    UnreadableFile for what is no sound backup, InputError for a folder in use, WorkspaceFault.
    """
    target = os.path.abspath(folder)
    if os.path.isdir(target) and os.listdir(target) and not replace:
        held = "a workspace" if os.path.exists(os.path.join(target, FILE)) else "other files"
        raise InputError(f"{folder} holds {held} already; name another folder, or add --replace to put it aside.")
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        space = tempfile.mkdtemp(prefix=".restoring-", dir=os.path.dirname(target))
        try:
            found = _unpack(path, space)
            _examine(path, space)
            _put(space, target)
        finally:
            shutil.rmtree(space, ignore_errors=True)
    except OSError as error:
        raise WorkspaceFault(f"{folder} cannot be written ({error.strerror}); choose another folder.") from None
    return found


def _examine(path: str, space: str) -> None:
    """Refuse a database that is damaged or of a newer version; migrate one of an older version."""
    try:
        database = Database(space)
        try:
            wrong = database.check()
        finally:
            database.close()
    except WorkspaceFault as error:
        raise UnreadableFile(f"{path} cannot be restored: {str(error).replace(space + os.sep, 'its ')}") from None
    if wrong:
        raise UnreadableFile(f"{path} holds a damaged database ({wrong[0]}); restore an older backup.")


def _put(space: str, target: str) -> None:
    """Rename the unpacked folder to where it belongs, what is there put aside; should that fail, it is put back."""
    aside = ""
    if os.path.isdir(target) and os.listdir(target):
        aside = f"{target}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        os.rename(target, aside)
    elif os.path.isdir(target):
        os.rmdir(target)
    try:
        os.rename(space, target)
    except OSError:
        if aside:
            os.rename(aside, target)
        raise


def _unpack(path: str, space: str) -> Backup:
    try:
        with _opened(path) as file, zipfile.ZipFile(file) as package:
            manifest = _manifest(path, package)
            hashes: dict[str, str] = manifest["files"]
            for name, digest in hashes.items():
                _unpack_one(path, package, name, digest, space)
            return Backup(path, len(hashes), os.path.getsize(path), int(manifest["change"]))
    except _BROKEN as error:
        raise UnreadableFile(f"{path} is no ZIP file that can be read ({error}); is it a backup?") from None
    except OSError as error:
        if error.errno != errno.EINVAL:  # which says that it names a place before its own beginning
            raise
        raise UnreadableFile(f"{path} is damaged, and no ZIP file that can be read; is it a backup?") from None


def _opened(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror}); check the name.") from None


def _manifest(path: str, package: zipfile.ZipFile) -> dict[str, Any]:
    parts = package.infolist()
    if len(parts) > _FILES or sum(part.file_size for part in parts) > _UNPACKED:
        raise UnreadableFile(f"{path} unpacks to more than a backup may; it is not read.")
    try:
        with package.open(_MANIFEST) as file:
            manifest = json.loads(file.read(_UNPACKED // 1000))
        sound = isinstance(manifest["files"], dict) and int(manifest["change"]) >= 0 and FILE in manifest["files"]
    except (KeyError, ValueError, TypeError, OverflowError, RecursionError):
        sound = False
    if not sound:
        raise UnreadableFile(f"{path} is no backup of a workspace: it has no sound list of its files.")
    if wrong := [name for name in manifest["files"] if not _NAMES.fullmatch(name)]:
        raise UnreadableFile(f"{path} names the file {wrong[0][:80]!r}, which is none of a workspace; it is not read.")
    found: dict[str, Any] = manifest
    return found


def _unpack_one(path: str, package: zipfile.ZipFile, name: str, digest: str, space: str) -> None:
    target = os.path.join(space, *name.split("/"))
    os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
    hashed = sha256()
    try:
        with package.open(name) as source, open(target, "wb") as sink:
            while block := source.read(_BLOCK):
                hashed.update(block)
                sink.write(block)
            sink.flush()
            os.fsync(sink.fileno())
    except KeyError:
        raise UnreadableFile(f"{path} lacks {name}, which its list names; it is not restored.") from None
    if hashed.hexdigest() != digest:
        raise UnreadableFile(f"{name} in {path} is not what was backed up; it is not restored.")
