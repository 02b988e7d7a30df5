"""What it means when a server of others refuses, breaks off or is not there: a sentence for each, and what passes.

What is wrong with a query is told to whoever asks, who may be anybody: such a sentence names no address, nor does what
the server says itself. A fault of the server names the address, for whoever runs things (`errors.EndpointFault`).
"""

from __future__ import annotations

import http.client
import re
import urllib.error
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from crosswalk.errors import CrosswalkError, EndpointFault, LimitExceeded, QuerySyntaxError

_WHERE = "check the path, which often ends in /sparql or /query"
_REFUSED = {
    403: "does not allow this (HTTP 403); ask whoever runs it for access",
    404: f"has nothing at that address (HTTP 404); {_WHERE}",
    405: f"does not take this at that address (HTTP 405); {_WHERE}",
    413: "finds what it is sent too large (HTTP 413); ask whoever runs it to allow more",
    414: "finds the query too long (HTTP 414); ask for less at a time",
    415: "does not take that kind of content (HTTP 415); it must speak SPARQL 1.1",
    429: "has been asked too often (HTTP 429); wait a while",
    502: "stands behind a server that does not reach it (HTTP 502); try again later",
    503: "is not available at the moment (HTTP 503); try again later",
    504: "stands behind a server that it kept waiting (HTTP 504); ask for less at a time, or try again later",
}
_ASKS_FOR_ONE = (
    "asks for a name and a password (HTTP 401); give them in CROSSWALK_ENDPOINT_USER and CROSSWALK_ENDPOINT_PASSWORD, "
    "or as https://NAME:PASSWORD@…"
)
_WRONG_ONE = "does not accept the name and password that it was given (HTTP 401); check both"

#: What servers say where they stop a query by a limit of their own, whatever status they say it with.
_OVER_LIMIT = re.compile(
    r"estimated execution time|timed? ?out|time limit|timeout|stopped (?:after|because)|more than [\d,]+ rows",
    re.IGNORECASE,
)


#: So many characters of what a server says are told.
_LONGEST = 120


class Failure(Exception):
    """A failed exchange: the error to tell, and what helps to decide whether to send the request again.

    `passing` says that it may go by itself, `after` in how many seconds the server asks to be left alone until.
    """

    def __init__(self, told: EndpointFault | LimitExceeded, *, code: int | None = None) -> None:
        super().__init__(str(told))
        self.told = told
        self.code = code
        self.headers: Mapping[str, str] = {}
        self.passing = False
        self.after: float | None = None

    def which(self, *, passing: bool, after: float | None = None) -> Failure:
        """Itself, with that said of it."""
        self.passing, self.after = passing, after
        return self


def refused(
    shown: str, code: int, with_password: bool, error: urllib.error.HTTPError | None = None
) -> Failure | QuerySyntaxError:
    """What an HTTP status from 400 means; `with_password` tells whether name and password were sent."""
    said = _without_address(_words(error), shown) if error else ""
    if code == 400 and not _OVER_LIMIT.search(said):
        reason = f": {said}" if said else ""
        return QuerySyntaxError(f"The endpoint cannot read the query{reason}.")
    reason = f", saying {said!r}" if said else ""
    # Unavailable to this query for good, where the server does not say when to come again.
    over = code == 503 and error is not None and "Retry-After" not in error.headers and bool(_OVER_LIMIT.search(said))
    told: EndpointFault | LimitExceeded
    if code == 401:
        told = EndpointFault(f"The endpoint {shown} {_WRONG_ONE if with_password else _ASKS_FOR_ONE}.")
    elif code in _REFUSED and not over:
        told = EndpointFault(f"The endpoint {shown} {_REFUSED[code]}.")
    elif over or _OVER_LIMIT.search(said):
        told = LimitExceeded(
            f"The endpoint stopped the query by a limit of its own (HTTP {code}{reason}); ask for less at a time."
        )
    else:
        told = EndpointFault(
            f"The endpoint {shown} failed with HTTP {code}{reason}; try again, or ask whoever runs it."
        )
    failure = Failure(told, code=code)
    if error is not None:
        failure.headers = dict(error.headers)
    return failure


def redirected(shown: str, location: str) -> EndpointFault:
    """A redirect that is not followed, to another host or without end."""
    try:
        parts = urlsplit(location)
        target = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except ValueError:
        return EndpointFault(f"The endpoint {shown} redirects to what is no address; check its own.")
    if target and target.isprintable() and parts.hostname and parts.hostname != urlsplit(shown).hostname:
        return EndpointFault(f"The endpoint {shown} redirects to {target}; give that address if you trust it.")
    return EndpointFault(f"The endpoint {shown} redirects without end; check the address.")


def broken_off(shown: str) -> Failure:
    """A connection that ended before the answer did."""
    told = EndpointFault(f"The endpoint {shown} broke off its answer or gave none; try again.")
    return Failure(told).which(passing=True)


def unreachable(shown: str, reason: object) -> Failure:
    """No connection; one that is refused may be taken in a moment, when the server has started again."""
    words = " ".join(str(getattr(reason, "strerror", None) or reason).split())
    told = EndpointFault(f"The endpoint {shown} cannot be reached ({words}); check the address, and that it runs.")
    return Failure(told).which(passing=isinstance(reason, ConnectionRefusedError))


def late(time_limit: float) -> LimitExceeded:
    """No whole answer within the time limit."""
    seconds = f"{time_limit:g} second{'' if time_limit == 1 else 's'}"
    return LimitExceeded(f"The endpoint did not answer within {seconds}; ask for less at a time, or try again later.")


def too_large(limit: int) -> LimitExceeded:
    """An answer beyond the limit of size."""
    return LimitExceeded(f"The answer of the endpoint is larger than {limit // 1024**2} MiB; ask for fewer rows.")


def partial() -> CrosswalkError:
    """A part of an answer that says of itself that it is one."""
    return LimitExceeded(
        "The endpoint stopped at a limit of its own and gave part of its answer; ask for less at a time."
    )


def _words(error: urllib.error.HTTPError) -> str:
    """The beginning of what an endpoint says of an error, where that is plain text."""
    if error.headers.get_content_type() != "text/plain":
        return ""
    try:
        text = error.read(2_000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    line = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in text)).strip()
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…").rstrip(". ")


def _without_address(said: str, shown: str) -> str:
    """What a server says, addresses and its own name left out."""
    host = urlsplit(shown).hostname or ""
    return re.sub(rf"https?://[^\s<>\"']+|(?<![\w.-]){re.escape(host)}(?::\d+)?(?![\w-])", "…", said)
