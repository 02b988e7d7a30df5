"""What a client is told that gets no answer: a status and one sentence, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from crosswalk.errors import (
    AsksTooMuch,
    CrosswalkError,
    EndpointFault,
    EnvironmentFault,
    LimitExceeded,
    NotSayable,
    QueryRefused,
    QuerySyntaxError,
)

if TYPE_CHECKING:
    from starlette.responses import Response

#: The status of each of our errors, the first that fits: what was asked wrongly is a client's fault, a limit is the
#: server's (SPARQL 1.1 Protocol §2.1.5 and §2.1.7). An answer that the syntax asked for cannot say is there in others
#: (RFC 9110 §15.5.7).
STATUSES: tuple[tuple[type[CrosswalkError], int], ...] = (
    (QuerySyntaxError, 400),
    (QueryRefused, 403),
    (NotSayable, 406),
    (LimitExceeded, 503),
    (EndpointFault, 502),
    (EnvironmentFault, 503),
    (CrosswalkError, 400),
)


class Refusal(Exception):
    """A request that is not answered: with which status, why in a sentence, and with which headers besides."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The answer that says so; it is kept by nobody."""
        from starlette.responses import PlainTextResponse

        return PlainTextResponse(f"{self.sentence}\n", self.status, {"Cache-Control": "no-store", **self.headers})


def refusal(error: CrosswalkError) -> Refusal:
    """One of our errors as the refusal of a request.

    What is wrong with the machine may name its folders or its neighbours: that is for the log alone. When to ask again
    is said only where that helps (RFC 9110 §10.2.3): a query that is too much would be too much again.
    """
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    passing = status == 503 and not isinstance(error, AsksTooMuch)
    sentence = str(error)
    if isinstance(error, EnvironmentFault):
        logging.getLogger(__name__).error("%s", sentence)
        sentence = "The query cannot be answered at present; whoever runs this service finds the reason in its log."
    return Refusal(status, sentence, {"Retry-After": "5"} if passing else None)
