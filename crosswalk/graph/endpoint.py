"""The way to a SPARQL 1.1 endpoint over HTTP, and one sentence for each way in which it fails.

SPARQLWrapper makes the requests; they are sent here, so that nothing of them goes to another host by a redirect, the
whole exchange ends by its time limit, and an answer is not read beyond its limit of size.
"""

from __future__ import annotations

import http.client
import queue
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

from crosswalk.errors import CrosswalkError, EndpointFault, InputError, LimitExceeded, QuerySyntaxError

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

    from crosswalk.graph.streaming import Dataset

#: An answer larger than this, in bytes, is not read.
ANSWER_LIMIT = 64 * 1024 * 1024

_CHUNK = 256 * 1024
_REFUSED = {
    401: "asks for a name and a password (HTTP 401); give them as https://NAME:PASSWORD@…",
    403: "does not allow this (HTTP 403); ask whoever runs it for access",
    404: "has nothing at that address (HTTP 404); check the path, which often ends in /sparql or /query",
    405: "does not take queries at that address (HTTP 405); check the path, which often ends in /sparql or /query",
    414: "finds the query too long (HTTP 414); ask for less at a time",
    429: "has been asked too often (HTTP 429); wait a while",
    503: "is not available at the moment (HTTP 503); try again later",
}


class Reply(NamedTuple):
    """What an endpoint answered: the media type, without parameters, and the bytes."""

    media_type: str
    content: bytes


class Endpoint:
    """An endpoint by its address; `shown` is the address as it may be told, without name, password and parameters."""

    def __init__(self, address: str) -> None:
        """Raises InputError where the address cannot be one."""
        try:
            parts = urlsplit(address.strip())
            host, port = parts.hostname, parts.port
        except ValueError:
            raise _no_address() from None
        if parts.scheme not in ("http", "https") or not host or not address.strip().isprintable() or " " in address:
            raise _no_address()
        place = f"[{host}]" if ":" in host else host
        place += f":{port}" if port else ""
        self.shown = urlunsplit((parts.scheme, place, parts.path, "", ""))
        self._address = urlunsplit((parts.scheme, place, parts.path, parts.query, ""))
        if not self._address.isascii():
            raise InputError(f"The address {self.shown} has characters beyond ASCII; write them percent-encoded.")
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")

    def ask(self, text: str, form: str, time_limit: float, dataset: Dataset | None = None) -> Reply:
        """The answer to a query of that form (select, ask, construct, describe), within so many seconds.

        `dataset` names the graphs to ask, by SPARQL 1.1 Protocol §2.1.4.

        Raises EndpointFault, LimitExceeded (time, size), QuerySyntaxError where the endpoint cannot read the query.
        """
        request = self._request(text, form, dataset)
        return _within(time_limit, lambda: self._exchange(request, time_limit), self._late(time_limit))

    def _request(self, text: str, form: str, dataset: Dataset | None) -> urllib.request.Request:
        """The query as a POST with its parameters in the body, so that no server finds it too long."""
        from SPARQLWrapper import JSON, POST, TURTLE

        from crosswalk import __version__

        made: SPARQLWrapper = _wrapper(self._address, f"standards-crosswalk/{__version__}")
        made.setMethod(POST)
        made.setOnlyConneg(True)
        made.setReturnFormat(JSON if form in ("select", "ask") else TURTLE)
        # Set one by one: setQuery would guess the form from the text again.
        made.queryString, made.queryType = text, form.upper()
        for name, graphs in zip(("default-graph-uri", "named-graph-uri"), dataset or (), strict=False):
            for graph in graphs:
                made.addParameter(name, graph)
        if self._user:
            made.setCredentials(self._user, self._password)
        return made._createRequest()

    def _exchange(self, request: urllib.request.Request, time_limit: float) -> Reply:
        opener = urllib.request.build_opener(_SameHost)
        try:
            with opener.open(request, timeout=time_limit) as response:
                content = self._read(response)
                return Reply(response.headers.get_content_type(), content)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError) as error:
            raise self._unreachable(error, time_limit) from None

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        parts, size = list[bytes](), 0
        while part := response.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > ANSWER_LIMIT:
                raise LimitExceeded(
                    f"The answer of {self.shown} is larger than {ANSWER_LIMIT // 1024**2} MiB; ask for fewer rows."
                )
        if response.length:  # promised and not sent, which reading in parts does not tell
            raise http.client.IncompleteRead(b"", response.length)
        return b"".join(parts)

    def _refused(self, error: urllib.error.HTTPError) -> CrosswalkError:
        said = _words(error)
        if error.code == 400:
            reason = f": {said}" if said else ""
            return QuerySyntaxError(f"The endpoint {self.shown} cannot read the query{reason}.")
        if 300 <= error.code < 400:
            return self._redirected(error)
        if error.code in _REFUSED:
            return EndpointFault(f"The endpoint {self.shown} {_REFUSED[error.code]}.")
        reason = f", saying {said!r}" if said else ""
        return EndpointFault(
            f"The endpoint {self.shown} failed with HTTP {error.code}{reason}; try again, or ask whoever runs it."
        )

    def _redirected(self, error: urllib.error.HTTPError) -> EndpointFault:
        try:
            parts = urlsplit(error.headers.get("Location", ""))
            target = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
        except ValueError:
            return EndpointFault(f"The endpoint {self.shown} redirects to what is no address; check its own.")
        if target and target.isprintable() and parts.hostname and parts.hostname != urlsplit(self._address).hostname:
            return EndpointFault(f"The endpoint {self.shown} redirects to {target}; give that address if you trust it.")
        return EndpointFault(f"The endpoint {self.shown} redirects without end; check the address.")

    def _unreachable(self, error: BaseException, time_limit: float) -> CrosswalkError:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            return self._late(time_limit)
        begun = isinstance(reason, ConnectionError) and not isinstance(reason, ConnectionRefusedError)
        if begun or isinstance(error, http.client.HTTPException):
            return EndpointFault(f"The endpoint {self.shown} broke off its answer or gave none; try again.")
        words = " ".join(str(getattr(reason, "strerror", None) or reason).split())
        return EndpointFault(
            f"The endpoint {self.shown} cannot be reached ({words}); check the address, and that it runs."
        )

    def _late(self, time_limit: float) -> LimitExceeded:
        seconds = f"{time_limit:g} second{'' if time_limit == 1 else 's'}"
        return LimitExceeded(
            f"The endpoint {self.shown} did not answer within {seconds}; ask for less at a time, or try again later."
        )


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Redirects are followed on the same host alone, as the POST they are, and never from https back to http."""

    max_redirections = 5
    max_repeats = 1

    def http_error_302(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message) -> Any:
        """Follow, or raise HTTPError, which holds what is to be closed, where the target cannot be an address."""
        try:
            return super().http_error_302(req, fp, code, msg, headers)  # type: ignore[arg-type]
        except ValueError:
            raise urllib.error.HTTPError(req.full_url, code, msg, headers, fp) from None

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request:
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if before.hostname != after.hostname or (before.scheme == "https" and after.scheme != "https"):
            raise urllib.error.HTTPError(req.full_url, code, msg, headers, fp)
        return urllib.request.Request(newurl, req.data, dict(req.headers), method=req.get_method())  # noqa: S310


def _wrapper(address: str, agent: str) -> Any:
    from SPARQLWrapper import SPARQLWrapper

    return SPARQLWrapper(address, agent=agent)


def _within(seconds: float, work: Callable[[], Reply], late: LimitExceeded) -> Reply:
    """The result of some work, or its error; `late` where it takes longer: a server may send a byte now and then.

    What goes on then goes on in a thread that holds up nothing.
    """
    done: queue.SimpleQueue[Reply | BaseException] = queue.SimpleQueue()

    def attempt() -> None:
        try:
            done.put(work())
        except BaseException as error:
            done.put(error)

    threading.Thread(target=attempt, daemon=True).start()
    try:
        found = done.get(timeout=seconds)
    except queue.Empty:
        raise late from None
    if isinstance(found, BaseException):
        raise found
    return found


def _words(error: urllib.error.HTTPError) -> str:
    """The beginning of what an endpoint says of an error, where that is plain text."""
    if error.headers.get_content_type() != "text/plain":
        return ""
    try:
        text = error.read(2_000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    line = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in text)).strip()
    return line[:200].rstrip(". ")


def _no_address() -> InputError:
    """Without the address, which may hold a password."""
    return InputError("What was given as --endpoint is no address of one; write it as http://localhost:7878/query.")
