"""What a command hands out: a file where one is named, in one step, and else standard output."""

from __future__ import annotations

import sys

from crosswalk.errors import InputError
from crosswalk.graph.publication import replace_file


def put_or_print(path: str | None, content: bytes, binary: bool) -> None:
    """Write a content to a file, or to standard output where none is named. Raises InputError, FolderNotWritable."""
    if path is not None:
        replace_file(path, content)
    elif binary and sys.stdout.isatty():
        raise InputError("A file of this kind cannot be shown here; add --out FILE.")
    elif binary:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content.decode("utf-8-sig"))
