"""What a request for linked data names: a resource, a document in a form, and what the client has already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from crosswalk.vocabulary import BASE
from crosswalk.web.addresses import ENDINGS, name_of, readings

if TYPE_CHECKING:
    from starlette.requests import Request


def root(request: Request) -> str:
    """The path that a proxy put before ours, as it stands in an address; "" where there is none."""
    return quote(str(request.scope.get("root_path", "")).rstrip("/"), safe="/%")


def accept(request: Request) -> str:
    """The Accept header, in one where it was sent in several (RFC 9110, section 5.3)."""
    return ", ".join(request.headers.getlist("accept"))


def resources(request: Request) -> list[str]:
    """The IRIs that an address such as ``/id/ais-psi/3.4`` or ``/resource?iri=…`` may mean, the likeliest first."""
    if _paths(request)[0] == "/resource":
        return [iri] if (iri := _iri(request)) else []
    return [iri for iri in below(request, BASE) if name_of(iri)]


def below(request: Request, base: str) -> list[str]:
    """What an address may mean as an IRI below a base, the likeliest first."""
    return [base + path.removeprefix("/") for path in _paths(request)]


def documents(request: Request) -> Iterator[tuple[str, str]]:
    """The IRIs that the address of a document may be about, each with the ending that it then has ("" for none).

    What comes after the last point may be an ending, or belong to the name, as in ``/data/id/ais-psi/3.4``.
    """
    for path in _paths(request):
        whole = path.removeprefix("/data/")
        stem, _, ending = whole.rpartition(".")
        named = [(stem, ending)] if stem and ending in ENDINGS.values() else []
        for name, kept in (*named, (whole, "")):
            iri = _iri(request) if name == "resource" else BASE + name
            if iri and (name == "resource" or name_of(iri)):
                yield iri, kept


def has_already(request: Request, tag: str, exists: bool = True) -> bool:
    """Whether the client holds the answer of that tag (RFC 9110, section 13.1.2, which compares weakly).

    ``*`` stands for any answer that there is; where nobody knows yet whether one `exists`, it is passed over.
    """
    held = ", ".join(request.headers.getlist("if-none-match"))
    tags = (one.strip().removeprefix("W/") for one in held.split(","))
    return (exists and held.strip() == "*") or tag.removeprefix("W/") in tags


def _iri(request: Request) -> str:
    return request.query_params.get("iri", "").strip(" \t\r\n")  # other spaces may be in an IRI


def _paths(request: Request) -> list[str]:
    """The path below the root, decoded and, where that differs, in the ways that it may stand in an IRI."""
    before = str(request.scope.get("root_path", "")).rstrip("/")
    decoded = str(request.scope["path"]).removeprefix(before)
    raw = bytes(request.scope.get("raw_path") or b"").partition(b"?")[0].decode("ascii", "replace")
    written = raw.removeprefix(before) if raw.startswith(before) else raw.removeprefix(root(request))
    return list(dict.fromkeys(path for path in (decoded, *readings(written)) if path)) or [""]
