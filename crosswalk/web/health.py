"""``/health``: that the process answers, and with which state of the data; for whatever watches over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crosswalk import __version__

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from crosswalk.graph.service import Service


class Health:
    """Answers without a query, so that it stays quick however many there are; an endpoint's data has no version.

    Where an endpoint holds the data, `endpoint` tells whether it answered when it was asked last.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    async def respond(self, request: Request) -> Response:
        """The answer to a request."""
        from starlette.responses import JSONResponse

        said = {"status": "ok", "software": __version__, "data": self._service.version}
        if endpoint := self._service.endpoint():
            said["endpoint"] = endpoint
        return JSONResponse(said, headers={"Cache-Control": "no-store"})
