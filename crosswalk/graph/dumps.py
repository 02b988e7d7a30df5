"""Releases that are kept, made once under the version of software and data: their bytes never change.

They lie in the user's cache folder, each with its checksums in ``SHA256SUMS``, and what lies there of earlier versions
is served as long as its checksums hold. A release is made in a process of its own, since it takes seconds of work; it
is that of the shipped data, whatever a person adds for a run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import weakref
from hashlib import sha256
from typing import NamedTuple

from crosswalk import __file__ as _package
from crosswalk import __version__
from crosswalk.errors import DataMissing, EnvironmentFault, FolderNotWritable, UnknownIdentifier
from crosswalk.graph.dataset import dataset
from crosswalk.graph.store import cache_folder

#: The name of the file that lists the others, in the format of ``sha256sum``.
CHECKSUMS = "SHA256SUMS"

#: Seconds that a release may take to be made.
TIME_LIMIT = 600.0

#: The folder that this very package lies in, so that the other process imports the same one.
_HOME = os.path.dirname(os.path.dirname(os.path.abspath(_package)))
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,99}")
_NAME = "[0-9A-Za-z_-][0-9A-Za-z._-]*"
_LINE = re.compile(f"(?P<digest>[0-9a-f]{{64}})  (?P<name>(?:{_NAME}/)*{_NAME})")
_COMMAND = (
    "import sys; sys.argv[1] in sys.path or sys.path.insert(0, sys.argv[1]); "
    "from crosswalk.graph.dumps import make; make(sys.argv[2])"
)


class Dump(NamedTuple):
    """A release on disk: its version, its folder, and the SHA-256 of each file by the file's name in it."""

    version: str
    folder: str
    checksums: dict[str, str]

    def path(self, name: str) -> str | None:
        """The path of a file of the release; None where it has none of that name."""
        known = name in self.checksums or name == CHECKSUMS
        return os.path.join(self.folder, *name.split("/")) if known else None


class Dumps:
    """The releases in a folder (that of the cache where none is named). It may be shared between threads."""

    def __init__(self, folder: str | None = None) -> None:
        self._folder = folder or os.path.join(cache_folder(), "dumps")
        self._current = ""
        self._held: dict[str, Dump] = {}
        self._lock = threading.Lock()

    @property
    def current(self) -> str:
        """The version of the release of the shipped data. Raises DataMissing."""
        if not self._current:
            self._current = f"{__version__}-{dataset().digest}"
        return self._current

    def versions(self) -> tuple[str, ...]:
        """The versions that can be had: the current one, then those of which files lie in the folder, sorted."""
        try:
            found = sorted(entry.name for entry in os.scandir(self._folder) if _VERSION.fullmatch(entry.name))
        except OSError:
            found = []
        return (self.current, *(version for version in found if version != self.current))

    def get(self, version: str) -> Dump:
        """The release of that version; the current one is made where it is not there yet.

        Raises UnknownIdentifier with the current version, DataMissing, FolderNotWritable, EnvironmentFault.
        """
        with self._lock:
            if version not in self._held:
                self._held[version] = self._opened(version)
            return self._held[version]

    def _opened(self, version: str) -> Dump:
        current = self.current
        location = os.path.join(self._folder, version)
        if _VERSION.fullmatch(version) and (found := _sound(version, location)):
            return found
        if version != current:
            raise UnknownIdentifier(
                f"No dump of the version {version[:100]!r} is kept here; the current one is {current}.", (current,)
            )
        return self._made(location)

    def _made(self, location: str) -> Dump:
        """The current release, made beside its place and then put there; in memory's own folder where none can be."""
        try:
            os.makedirs(self._folder, exist_ok=True)
            building = tempfile.mkdtemp(prefix=".building-", dir=self._folder)
        except OSError:  # the cache cannot be written: what is made lasts as long as this process
            return self._made_for_now()
        try:
            _run(building)
            if os.path.isdir(location) and _sound(self.current, location) is None:
                os.rename(location, f"{building}-old")
            os.rename(building, location)
        except OSError:  # another process put its own there meanwhile, or the disk is full
            if _sound(self.current, location) is None:
                return self._made_for_now()
        finally:
            shutil.rmtree(building, ignore_errors=True)
            shutil.rmtree(f"{building}-old", ignore_errors=True)
        return self._checked(location)

    def _made_for_now(self) -> Dump:
        try:
            location = tempfile.mkdtemp(prefix="crosswalk-dumps-")
        except OSError as error:
            raise FolderNotWritable(
                f"No folder can be written for the dumps ({error.strerror}); make {self._folder} writable."
            ) from None
        weakref.finalize(self, shutil.rmtree, location, ignore_errors=True)
        _run(location)
        return self._checked(location)

    def _checked(self, location: str) -> Dump:
        if found := _sound(self.current, location):
            return found
        raise EnvironmentFault(f"The dumps in {location} are not what was written there; look at the disk.")


def make(folder: str) -> None:
    """Write the release of the shipped data into an empty folder, its checksums last. Raises as `release`, OSError."""
    from crosswalk.graph.release import release

    made = release(dataset())
    lines = []
    for name, content in sorted(made.files.items()):
        path = os.path.join(folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        data = content.encode()
        with open(path, "wb") as file:
            file.write(data)
        lines.append(f"{sha256(data).hexdigest()}  {name}\n")
    if lines:
        with open(os.path.join(folder, CHECKSUMS), "w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)


def _run(folder: str) -> None:
    """`make` in a process of its own. Raises EnvironmentFault where that fails."""
    command = [sys.executable, "-P", "-c", _COMMAND, _HOME, folder]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, check=False)  # noqa: S603 — ours
    except subprocess.TimeoutExpired:
        raise EnvironmentFault(f"The dumps were not made within {TIME_LIMIT:g} seconds; the machine is busy.") from None
    if ended.returncode or not os.path.isfile(os.path.join(folder, CHECKSUMS)):
        raise DataMissing(
            f"The dumps could not be made in {folder}; crosswalk build --out {folder} tells what is wrong."
        )


def _sound(version: str, location: str) -> Dump | None:
    """The release at a location whose files are those that its checksums name; None where they are not."""
    try:
        with open(os.path.join(location, CHECKSUMS), encoding="utf-8") as file:
            found = [_LINE.fullmatch(line) for line in file.read().splitlines()]
        checksums = {one["name"]: one["digest"] for one in found if one}
        if not checksums or len(checksums) < len(found):
            return None
        dump = Dump(version, location, checksums)
        for name, digest in checksums.items():
            with open(str(dump.path(name)), "rb") as content:
                if sha256(content.read()).hexdigest() != digest:
                    return None
        return dump
    except (OSError, UnicodeDecodeError):
        return None
