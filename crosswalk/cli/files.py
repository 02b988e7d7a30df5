"""Files that a command writes for a person: in one step, and never without being told where."""

from __future__ import annotations

import os
import sys
import tempfile

from crosswalk.errors import FolderNotWritable, InputError


def put(path: str, content: bytes) -> None:
    """Put a content in the place of a file, whole or not at all. Raises FolderNotWritable."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise FolderNotWritable(f"{path} cannot be written ({error.strerror}); choose another place.") from None


def put_or_print(path: str | None, content: bytes, binary: bool) -> None:
    """Write a content to a file, or to standard output where none is named. Raises InputError, FolderNotWritable."""
    if path is not None:
        put(path, content)
    elif binary and sys.stdout.isatty():
        raise InputError("A file of this kind cannot be shown here; add --out FILE.")
    elif binary:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content.decode("utf-8-sig"))
