"""Dumps: the whole data set as files. An address that names a version gives the same bytes for ever."""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from crosswalk.errors import EnvironmentFault, UnknownIdentifier
from crosswalk.graph.description import CONTENTS, MAPPINGS
from crosswalk.graph.dumps import CHECKSUMS, Dump, Dumps
from crosswalk.web import asking, plain
from crosswalk.web.answering import METHODS, Handler, Manner
from crosswalk.web.plain import Link
from crosswalk.web.threads import Threads

if TYPE_CHECKING:
    from starlette.requests import Request

LATEST = "latest"

#: The ending of the address at which a file's checksum stands alone, in the format of ``sha256sum``.
_CHECKSUM = ".sha256"

#: Of an address whose bytes never change (RFC 8246), and of one that leads to such an address.
_FOR_EVER, _FOR_NOW = "public, max-age=31536000, immutable", "public, max-age=300"

_MANNER = Manner(
    exposed="Accept-Ranges, Content-Range, ETag, Location, Repr-Digest",
    asked="If-None-Match, If-Range, Range",
    sentence="The dumps cannot be had now; try again in a minute.",
    after=60,
)


class DumpFiles:
    """The releases on the web. They are made in a process of their own when one is first asked for."""

    def __init__(self, dumps: Dumps) -> None:
        self._dumps = dumps
        self._threads = Threads(2)

    def routes(self) -> list[BaseRoute]:
        """The routes: what there is, and each file."""
        handlers = (
            ("/dumps", self._listed),
            ("/dumps/", self._listed),
            ("/dumps/{version}", self._listed),
            ("/dumps/{version}/", self._listed),
            ("/dumps/{version}/{name:path}", self._file),
        )
        return [
            Route(path, _MANNER.answering(self._found(handler)), methods=list(METHODS)) for path, handler in handlers
        ]

    def _found(self, handler: Handler) -> Handler:
        """The handler, with 404 and what there is for a version or a file that there is not."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except UnknownIdentifier as error:
                return self._not_found(request, str(error))

        return answer

    async def _listed(self, request: Request) -> Response:
        """The files of a version, the current one where none is named, and the versions that are kept."""
        version = request.path_params.get("version", LATEST)
        dump = await self._threads.run(lambda: self._dumps.get(self._dumps.current if version == LATEST else version))
        root = asking.root(request)
        names = (*dump.checksums, CHECKSUMS)
        files = [Link(_address(root, dump.version, name), _described(name, dump)) for name in names]
        kept = await self._threads.run(self._dumps.versions)
        others = [Link(f"{root}/dumps/{one}/", f"version {one}") for one in kept if one != dump.version]
        sentence = (
            f"The data set, version {dump.version}, as files whose bytes never change; with {LATEST} in the place of "
            f"the version an address leads to the newest. {CHECKSUMS} has the SHA-256 of each, and so has the address "
            f"of a file with {_CHECKSUM} after it. They hold what ships, whatever else this service holds."
        )
        told = plain.told(asking.accept(request), 200, "Dumps of the data set", sentence, [*files, *others])
        told.headers["Cache-Control"] = _FOR_NOW
        return told

    async def _file(self, request: Request) -> Response:
        """A file of a version; 307 to the current version where the newest is asked for."""
        version, name = request.path_params["version"], request.path_params["name"]
        root = asking.root(request)
        if version == LATEST:
            current = await self._threads.run(lambda: self._dumps.current)
            headers = {"Location": _address(root, current, name), "Cache-Control": _FOR_NOW}
            return PlainTextResponse(f"The newest is version {current}.\n", 307, headers)
        dump = await self._threads.run(lambda: self._dumps.get(version))
        if name.endswith(_CHECKSUM) and (digest := dump.checksums.get(name.removesuffix(_CHECKSUM))):
            line = f"{digest}  {name.removesuffix(_CHECKSUM).rpartition('/')[2]}\n"
            return PlainTextResponse(line, headers={"Cache-Control": _FOR_EVER})
        path = dump.path(name)
        if path is None:
            sentence = f"There is no file {name[:200]} in version {dump.version}; /dumps/{dump.version}/ lists them."
            return self._not_found(request, sentence)
        return await self._sent(request, dump, name, path)

    async def _sent(self, request: Request, dump: Dump, name: str, path: str) -> Response:
        # Said to be encoded as it is, so that nothing packs it on the way: tag, digest and ranges are of these bytes.
        headers = {"Cache-Control": _FOR_EVER, "Content-Encoding": "identity"}
        digest = dump.checksums.get(name)
        if digest is not None:
            headers["ETag"] = f'"{digest}"'
            headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(digest)).decode()}:"  # RFC 9530
            if asking.has_already(request, headers["ETag"]):
                return Response(status_code=304, headers=headers)
        status = await self._threads.run(lambda: _status(path))
        if status is None:
            raise EnvironmentFault(f"{path} was taken away while the service runs; start it again.")
        return FileResponse(path, headers=headers, media_type=_media_type(name), stat_result=status)

    def _not_found(self, request: Request, sentence: str) -> Response:
        see = [Link(f"{asking.root(request)}/dumps/", "the files of the current version")]
        return plain.told(asking.accept(request), 404, "Not found", sentence, see)


def _address(root: str, version: str, name: str) -> str:
    return f"{root}/dumps/{quote(version, safe='')}/{quote(name, safe='/')}"


def _described(name: str, dump: Dump) -> str:
    """A file's name, what it is, and its checksum."""
    words = CONTENTS[name][1] if name in CONTENTS else ""
    digest = dump.checksums.get(name)
    return " – ".join(part for part in (name, words, digest and f"SHA-256 {digest}") if part)


def _media_type(name: str) -> str:
    if name in CONTENTS:
        return CONTENTS[name][0]
    return "text/tab-separated-values" if name.startswith(MAPPINGS) else "text/plain"


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None
