"""A request by the SPARQL 1.1 Protocol: the query and its dataset, out of an address, a form or a body (§2.1)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from crosswalk.graph.streaming import Dataset
from crosswalk.web.refusal import Refusal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

#: What comes after the question mark, in bytes; uvicorn takes 64 KiB of headers altogether.
ADDRESS_LIMIT = 16 * 1024

#: A body, in bytes: the longest query (100,000 characters) with every byte of it percent-encoded.
BODY_LIMIT = 1024 * 1024

_MOST_PARAMETERS = 100
_ABSOLUTE_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20\x7f-\x9f]*')

Parameters = list[tuple[str, str]]


class Operation(NamedTuple):
    """A query and the graphs to ask; `dataset` is None where the request names none. `query` is None without one."""

    query: str | None
    dataset: Dataset | None = None


def parameters(encoded: bytes) -> Parameters:
    """The parameters of an address or of a form, in their order. Raises Refusal (400)."""
    pairs = [pair for pair in encoded.split(b"&") if pair]
    if len(pairs) > _MOST_PARAMETERS:
        raise Refusal(400, f"The request has more than {_MOST_PARAMETERS} parameters; a query needs only a few.")
    return [(_decoded(name), _decoded(value)) for name, _, value in (pair.partition(b"=") for pair in pairs)]


def _decoded(text: bytes) -> str:
    if re.search(rb"%(?![0-9A-Fa-f]{2})", text):
        raise Refusal(400, "The request has a % that is not followed by two hexadecimal digits; write % itself as %25.")
    try:
        return unquote_to_bytes(text.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "The request is percent-encoded in something else than UTF-8; encode it as UTF-8.") from None


def by_get(query_string: bytes) -> Operation:
    """A query in the address (§2.1.1). Raises Refusal."""
    if len(query_string) > ADDRESS_LIMIT:
        raise Refusal(414, f"The address has more than {ADDRESS_LIMIT:,} bytes after its question mark; use POST.")
    return _operation(parameters(query_string))


async def by_post(content_type: str, query_string: bytes, body: AsyncIterable[bytes]) -> Operation:
    """A query in a form (§2.1.2), or as the body itself (§2.1.3). Raises Refusal."""
    media_type, charset = _content_type(content_type)
    if media_type == UPDATE:
        raise _no_update()
    if media_type not in (FORM, QUERY):
        raise Refusal(
            415,
            f"A query is posted as {FORM} or as {QUERY}; this request says it is {media_type or 'of no type'}.",
            {"Accept-Post": f"{FORM}, {QUERY}"},
        )
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise Refusal(415, "The request is in another encoding than UTF-8; send it as UTF-8.")
    if len(query_string) > ADDRESS_LIMIT:
        raise Refusal(414, f"The address has more than {ADDRESS_LIMIT:,} bytes after its question mark; shorten it.")
    named = parameters(query_string)
    content = await _read(body)
    if media_type == FORM:
        found = _operation([*named, *parameters(content)])
        if found.query is None:
            raise Refusal(400, "The form holds no query; give it as the parameter query.")
        return found
    if any(name in ("query", "update") for name, _ in named):
        raise Refusal(400, "The query is the body of this request, and another stands in its address; send one.")
    try:
        return _operation([*named, ("query", content.decode("utf-8"))])
    except UnicodeDecodeError:
        raise Refusal(400, "The query is not in UTF-8; encode it as UTF-8.") from None


def check_coding(content_encoding: str) -> None:
    """Raises Refusal (415) for a body that is packed (RFC 9110 §15.5.16); nothing is unpacked here."""
    if {coding.strip().lower() for coding in content_encoding.split(",")} - {"", "identity"}:
        sentence = f"A body that is packed ({content_encoding.strip()[:100]}) is not read here; send it as it is."
        raise Refusal(415, sentence, {"Accept-Encoding": "identity"})


async def _read(body: AsyncIterable[bytes]) -> bytes:
    """Raises Refusal (413) as soon as there is too much, whatever the request says of its length."""
    held = bytearray()
    async for part in body:
        held += part
        if len(held) > BODY_LIMIT:
            raise Refusal(413, f"The body is larger than {BODY_LIMIT // 1024:,} KiB; a query here is shorter.")
    return bytes(held)


def _content_type(header: str) -> tuple[str, str]:
    media_type, *rest = (part.strip() for part in header.split(";"))
    named = (part.partition("=") for part in rest)
    charset = next((value for name, _, value in named if name.strip().lower() == "charset"), "")
    return media_type.lower(), charset.strip().strip('"').lower()


def _operation(given: Parameters) -> Operation:
    """Raises Refusal for what is no query operation (§2.1.4); parameters that the protocol does not name are let be."""
    if any(name == "update" for name, _ in given):
        raise _no_update()
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1:
        raise Refusal(400, f"The request holds {len(queries)} queries; send them one by one.")
    default, named = (_graphs(given, name) for name in ("default-graph-uri", "named-graph-uri"))
    dataset = (default, named) if default or named else None
    return Operation(queries[0] if queries else None, dataset)


def _graphs(given: Sequence[tuple[str, str]], parameter: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(value for name, value in given if name == parameter))
    for value in found:
        if not _ABSOLUTE_IRI.fullmatch(value):
            raise Refusal(400, f"A graph named by {parameter} is no absolute IRI; write it as https://… in full.")
    return found


def _no_update() -> Refusal:
    return Refusal(403, "The graph is only read here, so updates are refused; ask with SELECT, ASK or CONSTRUCT.")
