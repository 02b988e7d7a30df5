"""What a request for an answer comes to: query, graphs, syntax and headers, read once for requests that are alike."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from crosswalk.graph.service import Service
from crosswalk.graph.streaming import Dataset
from crosswalk.web import media, protocol
from crosswalk.web.negotiation import choose
from crosswalk.web.refusal import Refusal

#: A query of so many characters is read in less than the thread would take that the event loop does not wait for.
SHORT = 1000

#: An address with a query of so many bytes, and an Accept header, is read once while it is asked again and again.
SHORT_ADDRESS = 2 * SHORT

#: How many requests are remembered; each takes some kilobytes.
_REMEMBERED = 1000

#: Any page may ask (the data is public, and no cookie counts here).
CORS: dict[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}


class Asked(NamedTuple):
    """A query that may be answered: its text and graphs, how the answer is written, and the headers it has then.

    `tag` names the answer, "" where the same query may have another.
    """

    text: str
    dataset: Dataset | None
    syntax: str
    tag: str
    headers: tuple[tuple[bytes, bytes], ...]


class Reading:
    """Reads requests for the answers of a service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._remembered = lru_cache(_REMEMBERED)(self._by_address)

    def by_address(self, query_string: bytes, accept: str, page: bool) -> Asked | protocol.Operation:
        """What an address asks for. Raises Refusal, CrosswalkError.

        An operation without a query, for a page, or of a text that is better read in a thread, is given as it is.
        """
        short = len(query_string) + len(accept) <= SHORT_ADDRESS
        return (self._remembered if short else self._by_address)(self._service.version, query_string, accept, page)

    def _by_address(self, version: str, query_string: bytes, accept: str, page: bool) -> Asked | protocol.Operation:
        operation = protocol.by_get(query_string)
        if operation.query is None or len(operation.query) > SHORT:
            return operation
        return self.asked(operation.query, operation.dataset, accept, page) or operation

    def asked(self, text: str, dataset: Dataset | None, accept: str, page: bool) -> Asked | None:
        """What a query asks for; None where a page is wanted rather than its answer, and there may be one.

        Raises Refusal (406), QuerySyntaxError, QueryRefused.
        """
        offers = media.offers(self._service.form(text))
        chosen = choose(accept, [*offers, media.HTML] if page else list(offers))
        if chosen is None:
            raise not_acceptable(offers)
        if chosen == media.HTML:
            return None
        headers = {"Content-Type": media.with_charset(chosen), "Vary": "Accept", **CORS}
        tag = _tag(self._service.version, text, dataset, chosen) if self._service.lasts(text) else ""
        headers |= {"ETag": tag, "Cache-Control": "public, no-cache"} if tag else {"Cache-Control": "no-store"}
        return Asked(text, dataset, offers[chosen], tag, _encoded(headers))


def not_acceptable(offers: dict[str, str]) -> Refusal:
    """The refusal of a request that takes none of these types."""
    return Refusal(406, f"None of the types that the request accepts can be sent; these can: {', '.join(offers)}.")


def _encoded(headers: dict[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items())


def _tag(version: str, text: str, dataset: Dataset | None, media_type: str) -> str:
    """What stands for an answer while query, graphs, syntax and data are the same; weak, since it may be packed."""
    said = "\x00".join([version, media_type, repr(dataset), text])
    return f'W/"{sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'
