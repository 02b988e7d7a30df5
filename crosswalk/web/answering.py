"""What is the same for every address that programs read from: OPTIONS, CORS, a fault as a sentence with a status."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from crosswalk.errors import CrosswalkError
from crosswalk.web import asking, plain
from crosswalk.web.threads import Busy

if TYPE_CHECKING:
    from starlette.requests import Request

METHODS = ("GET", "HEAD", "OPTIONS")

_LOG = logging.getLogger(__name__)
Handler = Callable[["Request"], Awaitable[Response]]


class Manner(NamedTuple):
    """How addresses of one kind are answered.

    `exposed` and `asked` are the headers, besides those that every page may use, that a page elsewhere may read and
    send (Fetch Standard §3.3). `sentence` is told where there is no answer now, to ask again in `after` seconds.
    """

    exposed: str
    asked: str
    sentence: str
    after: int

    def answering(self, handler: Handler) -> Handler:
        """The handler with all that; what is wrong with the machine goes to the log alone."""
        # Any page may ask: the data is public, and no cookie counts here.
        cors = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": self.exposed}
        allowed = ", ".join(METHODS)
        preflight = {
            "Allow": allowed,
            "Access-Control-Allow-Methods": allowed,
            "Access-Control-Allow-Headers": self.asked,
            "Access-Control-Max-Age": "86400",
        }

        async def answer(request: Request) -> Response:
            try:
                options = request.method == "OPTIONS"
                response = Response(status_code=204, headers=preflight) if options else await handler(request)
            except (CrosswalkError, Busy) as error:
                if not isinstance(error, Busy):
                    _LOG.error("A request could not be answered: %s", error)
                response = plain.told(asking.accept(request), 503, "Not now", self.sentence)
                response.headers["Retry-After"] = str(self.after)
            response.headers.update(cors)
            return response

        return answer
