"""Files kept with evidence: beside the database, each under the hash of its content, written whole or not at all."""

from __future__ import annotations

import os
import unicodedata
from hashlib import sha256
from typing import Any

from crosswalk.errors import UnreadableFile, WorkspaceFault

FOLDER = "attachments"

#: The largest file that is kept, in bytes.
LARGEST = 200 * 1024 * 1024

_BLOCK = 1024 * 1024

#: The longest name of a file, in bytes, and the names that are devices on Windows, whatever their ending.
_LONGEST = 200
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}


def keep(folder: str, path: str) -> dict[str, Any]:
    """Copy a file into the workspace, and say under what it is kept: its name, SHA-256 and size in bytes.

    Raises UnreadableFile for one that is missing, a folder or too large, WorkspaceFault where it cannot be written.
    """
    try:
        if not os.path.isfile(path):
            raise UnreadableFile(f"There is no file {path} to attach; check the name.")
        if os.path.getsize(path) > LARGEST:
            raise UnreadableFile(f"{path} is larger than {LARGEST // _BLOCK} MB; give a link to it instead.")
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read ({error.strerror}); check it and its folder.") from None
    return keep_bytes(folder, os.path.basename(path), content)


def keep_bytes(folder: str, name: str, content: bytes) -> dict[str, Any]:
    """Keep a content that is in memory already, as an upload is. Raises as `keep` does."""
    if len(content) > LARGEST:
        raise UnreadableFile(f"{file_name(name)} is larger than {LARGEST // _BLOCK} MB; give a link to it instead.")
    digest = sha256(content).hexdigest()
    target = location(folder, digest)
    if not _sound(target, digest):
        _write(target, content)
    return {"name": file_name(name), "sha256": digest, "size": len(content)}


def location(folder: str, digest: str) -> str:
    """Where a content lies in a workspace. Raises WorkspaceFault for what is no SHA-256."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise WorkspaceFault(f"{digest[:80]!r} is no SHA-256; the record was made by another program.")
    return os.path.join(folder, FOLDER, digest[:2], digest)


def content(folder: str, attachment: dict[str, Any]) -> bytes:
    """The content of an attachment. Raises WorkspaceFault where it is missing, or not what it was."""
    path = location(folder, str(attachment["sha256"]))
    try:
        with open(path, "rb") as file:
            found = file.read()
    except OSError as error:
        raise WorkspaceFault(
            f"The attachment {attachment['name']} is missing from the workspace ({error.strerror}); restore a backup, "
            "or attach it again."
        ) from None
    if sha256(found).hexdigest() != attachment["sha256"]:
        raise WorkspaceFault(
            f"The attachment {attachment['name']} was changed outside this program since it was attached; restore a "
            "backup, or attach it again."
        )
    return found


def state(folder: str, attachment: dict[str, Any]) -> str:
    """ "" where the content is there and as it was, else "missing" or "changed"."""
    path = location(folder, str(attachment["sha256"]))
    if not os.path.isfile(path):
        return "missing"
    return "" if _sound(path, str(attachment["sha256"])) else "changed"


def file_name(given: str) -> str:
    """A name that is one on every system: no folder, no control or reserved characters, not too long.

    >>> file_name("../../etc/passwd"), file_name("C:\\\\plans\\\\a:b?.pdf"), file_name(".."), file_name("con.txt")
    ('passwd', 'a_b_.pdf', 'file', '_con.txt')
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    kept = unicodedata.normalize("NFC", "".join(c for c in last if unicodedata.category(c)[0] != "C"))
    kept = "".join("_" if c in '<>:"|?*' else c for c in kept).strip(" .")
    if len(kept.encode()) > _LONGEST:
        stem, dot, ending = kept.rpartition(".")
        stem, ending = (stem, dot + _cut(ending, 40)) if stem else (kept, "")
        kept = (_cut(stem, _LONGEST - len(ending.encode())) + ending).strip(" .")
    if kept.partition(".")[0].rstrip().lower() in _DEVICES:
        kept = f"_{kept}"
    return kept or "file"


def _cut(text: str, size: int) -> str:
    """As much of a text as so many bytes hold."""
    return text.encode()[:size].decode(errors="ignore")


def _sound(path: str, digest: str) -> bool:
    hashed = sha256()
    try:
        with open(path, "rb") as file:
            while block := file.read(_BLOCK):
                hashed.update(block)
    except OSError:
        return False
    return hashed.hexdigest() == digest


def _write(target: str, content: bytes) -> None:
    from crosswalk.graph.publication import put_in_place

    try:
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
        put_in_place(target, content, 0o600)
    except OSError as error:
        raise WorkspaceFault(
            f"{target} cannot be written ({error.strerror}); make room, or choose another workspace."
        ) from None
