"""One exchange with a server of others over HTTP, and one sentence for each way in which it fails.

Nothing goes to another host by a redirect, the whole exchange with its repetitions ends by its time limit, and an
answer is not read beyond its limit of size. What may be asked twice (RFC 9110 §9.2.2) is asked again where a server is
busy, cannot be reached for a moment or breaks off.
"""

from __future__ import annotations

import http.client
import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from typing import IO, Any, NamedTuple, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

from crosswalk.errors import CrosswalkError, InputError, LimitExceeded, QuerySyntaxError
from crosswalk.graph.credentials import Credentials
from crosswalk.graph.lines import HttpOnLine, HttpsOnLine, Line, line_of, on_line
from crosswalk.graph.refusals import Failure, broken_off, late, redirected, refused, too_large, unreachable

#: An answer larger than this, in bytes, is not read.
ANSWER_LIMIT = 64 * 1024 * 1024

#: Seconds to wait before each repetition of what may be asked twice, where the server does not say how long.
WAITS = (0.2, 0.6, 1.8)

_CHUNK = 256 * 1024
_BUSY = frozenset((429, 502, 503, 504))

_T = TypeVar("_T")


class Reply(NamedTuple):
    """What a server answered: the media type, without parameters, the bytes, and the headers."""

    media_type: str
    content: bytes
    headers: Mapping[str, str] = {}


class Arriving:
    """An answer whose beginning is there: the media type, the headers, and the bytes as they come, for one reader."""

    def __init__(self, response: http.client.HTTPResponse, shown: str, limit: int) -> None:
        self.media_type = response.headers.get_content_type()
        self.headers = cast(Mapping[str, str], response.headers)
        self._response = response
        self._shown = shown
        self._limit = limit

    def __iter__(self) -> Iterator[bytes]:
        """The pieces, none of them empty. Raises EndpointFault where it breaks off, LimitExceeded where it is large."""
        try:
            yield from _pieces(self._response, self._limit)
        except (http.client.HTTPException, OSError, ValueError):
            raise broken_off(self._shown).told from None

    def close(self) -> None:
        """Let the connection go, however much of the answer is left."""
        self._response.close()


class Server:
    """A server by an address of it; `shown` is the address as it may be told, without name, password and parameters."""

    def __init__(self, address: str, option: str = "--endpoint") -> None:
        """`option` is where the address was given. Raises InputError where it cannot be one."""
        written = address.strip()
        try:
            parts = urlsplit(written)
            host, port = parts.hostname, parts.port
        except ValueError:
            raise _no_address(option) from None
        if parts.scheme not in ("http", "https") or not host or not written.isprintable() or " " in address:
            raise _no_address(option)
        place = f"[{host}]" if ":" in host else host
        place += f":{port}" if port else ""
        self.shown = urlunsplit((parts.scheme, place, parts.path, "", ""))
        self.address = urlunsplit((parts.scheme, place, parts.path, parts.query, ""))
        if not self.address.isascii():
            raise InputError(f"The address {self.shown} has characters beyond ASCII; write them percent-encoded.")
        self._credentials = Credentials(written)
        self._opener = urllib.request.build_opener(_SameHost, HttpOnLine, HttpsOnLine)

    def send(
        self, request: urllib.request.Request, time_limit: float, twice: bool = False, line: Line | None = None
    ) -> Reply:
        """The answer to a request within so many seconds; `twice` says that it may be sent again where it fails.

        Cutting the line, where there is one, ends it. Raises EndpointFault, LimitExceeded (time, size),
        QuerySyntaxError where the server cannot read what it is sent.
        """
        over = late(time_limit)

        def whole(left: float) -> Reply:
            return _within(left, partial(self._authorised, request, left, self._whole), over)

        on_line(request, line)
        return self._patiently(whole, time_limit, twice, line)

    def begin(self, request: urllib.request.Request, time_limit: float, line: Line, byte_limit: int) -> Arriving:
        """The answer to a request that may be sent twice, once it begins; cutting the line ends it, in any state.

        Nothing here ends by itself at the time limit where a server sends a byte now and then. Raises as `send`.
        """

        def begun(left: float) -> Arriving:
            return self._authorised(on_line(request, line), left, lambda one: Arriving(one, self.shown, byte_limit))

        return self._patiently(begun, time_limit, True, line)

    def _patiently(
        self, attempt: Callable[[float], _T], time_limit: float, twice: bool, line: Line | None = None
    ) -> _T:
        """What an attempt gives within so many seconds; it is repeated where that may help and somebody waits."""
        end = time.monotonic() + time_limit
        for pause in (*WAITS, None) if twice else (None,):
            try:
                return attempt(max(end - time.monotonic(), 0.001))
            except TimeoutError:
                raise late(time_limit) from None
            except Failure as failure:
                wait = failure.after if failure.after is not None else pause
                if pause is None or wait is None or not failure.passing or time.monotonic() + wait >= end:
                    raise failure.told from None
                if line is not None and line.is_cut:
                    raise failure.told from None
                time.sleep(wait)
        raise AssertionError("the last round ends in an answer or an error")

    def _authorised(
        self, request: urllib.request.Request, time_limit: float, take: Callable[[http.client.HTTPResponse], _T]
    ) -> _T:
        if not self._credentials.asked:
            self._challenge(time_limit)
        self._authorise(request)
        try:
            return self._exchange(request, time_limit, take)
        except Failure as failure:
            # A nonce is used up in time; the new one came with the refusal.
            if failure.code != 401 or not self._credentials.learn(failure.headers):
                raise
        self._authorise(request)
        return self._exchange(request, time_limit, take)

    def _authorise(self, request: urllib.request.Request) -> None:
        try:
            self._credentials.authorise(request)
        except ValueError:
            raise refused(self.shown, 401, True) from None

    def _challenge(self, time_limit: float) -> None:
        """Ask without name and password first, so that they never go out in a weaker way than the server wants."""
        try:
            head = urllib.request.Request(self.address, method="HEAD")  # noqa: S310
            reply = self._exchange(head, time_limit, self._whole)
            self._credentials.learn(reply.headers)
        except QuerySyntaxError:  # it misses the query, and asked for no password before
            self._credentials.learn({})
        except Failure as failure:
            if failure.code is None:
                raise  # nobody is there
            self._credentials.learn(failure.headers)

    def _exchange(
        self, request: urllib.request.Request, time_limit: float, take: Callable[[http.client.HTTPResponse], _T]
    ) -> _T:
        try:
            return take(self._opener.open(request, timeout=time_limit))
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise reason from None
            begun = isinstance(reason, ConnectionError) and not isinstance(reason, ConnectionRefusedError)
            if begun or isinstance(error, http.client.HTTPException):
                raise broken_off(self.shown) from None
            raise unreachable(self.shown, reason) from None

    def _whole(self, response: http.client.HTTPResponse) -> Reply:
        content = b"".join(_pieces(response, ANSWER_LIMIT))
        return Reply(response.headers.get_content_type(), content, cast(Mapping[str, str], response.headers))

    def _refused(self, error: urllib.error.HTTPError) -> CrosswalkError | Failure:
        if 300 <= error.code < 400:
            return redirected(self.shown, error.headers.get("Location", ""))
        found = refused(self.shown, error.code, bool(self._credentials), error)
        if not isinstance(found, Failure):
            return found
        after = _after(error.headers.get("Retry-After", "")) if error.code in _BUSY else None
        passing = error.code in _BUSY and not isinstance(found.told, LimitExceeded)
        return found.which(passing=passing, after=after)


def _pieces(response: http.client.HTTPResponse, limit: int) -> Iterator[bytes]:
    """What a server sends, as it comes. Raises HTTPException, OSError, LimitExceeded where it is larger than that."""
    size = 0
    with response:
        while piece := response.read1(_CHUNK):
            size += len(piece)
            if size > limit:
                raise too_large(limit)
            yield piece
        if response.length:  # promised and not sent, which reading in parts does not tell
            raise http.client.IncompleteRead(b"", response.length)


def _after(written: str) -> float | None:
    """The seconds that a Retry-After header asks to wait (RFC 9110 §10.2.3); None where it says nothing of use."""
    if written.strip().isdecimal():
        return float(written)
    try:
        return max(parsedate_to_datetime(written).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, IndexError):
        return None


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Redirects are followed on the same host alone, as the request they are, and never from https back to http."""

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
        again = urllib.request.Request(newurl, req.data, dict(req.headers), method=req.get_method())  # noqa: S310
        return on_line(again, line_of(req))


def _within(seconds: float, work: Callable[[], _T], over: LimitExceeded) -> _T:
    """The result of some work, or its error; `over` where it takes longer: a server may send a byte now and then.

    What goes on then goes on in a thread that holds up nothing.
    """
    done: queue.SimpleQueue[_T | BaseException] = queue.SimpleQueue()

    def attempt() -> None:
        try:
            done.put(work())
        except BaseException as error:
            done.put(error)

    threading.Thread(target=attempt, daemon=True).start()
    try:
        found = done.get(timeout=seconds)
    except queue.Empty:
        raise over from None
    if isinstance(found, BaseException):
        raise found
    return found


def _no_address(option: str) -> InputError:
    """Without the address, which may hold a password."""
    return InputError(f"What was given as {option} is no address of one; write it as http://localhost:7878/query.")
