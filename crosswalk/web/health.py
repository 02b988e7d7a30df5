"""``/health``: that the process answers, and with which state of the data; for whatever watches over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosswalk import __version__

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Health:
    """Answers without a query, so that it stays quick however many there are; an endpoint's data has no version."""

    def __init__(self, version: str) -> None:
        self._version = version

    async def respond(self, request: Request) -> Response:
        """The answer to a request."""
        from starlette.responses import JSONResponse

        said = {"status": "ok", "software": __version__, "data": self._version}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})
