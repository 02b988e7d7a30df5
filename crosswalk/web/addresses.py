"""Where a resource stands on this server: its identifier, its documents, and the page that shows it to people.

Every address is a path, so that it is true whatever name the server is reached by; `root` is the path that a proxy put
before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, unquote_to_bytes

from crosswalk.graph.rendering import SYNTAXES
from crosswalk.graph.resource import Description
from crosswalk.terms import Iri
from crosswalk.vocabulary import BASE, CEASN, DCTERMS, OWL, PREFIXES, SSSOM, XW, short_form

HTML = "text/html"

#: What a resource can be asked for as: media type → ending of the address of its document.
ENDINGS: dict[str, str] = {syntax.media_type: ending for ending, syntax in SYNTAXES.items()} | {HTML: "html"}

#: What else it may be asked for as: media type → the one that it then is in. It is no form besides the others.
ALSO: dict[str, str] = {"application/json": "application/ld+json"}

#: The names below `BASE` that are dereferenced: everything under the first, the others themselves.
_BELOW = PREFIXES["xwid"].removeprefix(BASE)
DOCUMENTS = ("ontology", "shapes")

# What a path segment may hold as it is (RFC 3986, rule pchar), and escapes that are there already.
_SAFE = "/%:@!$&'()*+,;=-._~"

#: Escapes of what is beyond ASCII.
_BEYOND_ASCII = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


def name_of(iri: str) -> str | None:
    """The name of a resource of ours below `BASE`: ``id/ais-psi/3.4``; None where `/resource` must be asked for it."""
    name = iri.removeprefix(BASE)
    ours = iri.startswith(BASE) and (name.startswith(_BELOW) or name in DOCUMENTS)
    return name if ours and not set("?#") & set(name) else None


def identifier(iri: str, root: str = "") -> str:
    """The address at which a resource is asked for: ``/id/ais-psi/3.4``, ``/resource?iri=…`` for what is not ours."""
    path = _path(iri)
    return f"{root}/resource?iri={quote(iri, safe='')}" if path is None else f"{root}/{path}"


def document(iri: str, ending: str, root: str = "") -> str:
    """The address of a document about a resource; without an ending, of the one that suits whoever asks."""
    path, dot = _path(iri), "." if ending else ""
    if path is None:
        return f"{root}/data/resource{dot}{ending}?iri={quote(iri, safe='')}"
    return f"{root}/data/{path}{dot}{ending}"


def readings(path: str) -> tuple[str, ...]:
    """What a path may stand for in an IRI, the likeliest first: all decoded, as it is written, and as an IRI has it.

    The last decodes only what is beyond ASCII and sound UTF-8 (RFC 3987, section 3.2): ``%C3%A9%20x`` is ``é%20x``.
    """
    return tuple(dict.fromkeys((unquote(path), path, _BEYOND_ASCII.sub(lambda found: _letters(found[0]), path))))


def _letters(encoded: str) -> str:
    found = unquote_to_bytes(encoded).decode("utf-8", "surrogateescape")
    return "".join(f"%{ord(sign) - 0xDC00:02X}" if "\udc80" <= sign <= "\udcff" else sign for sign in found)


def _path(iri: str) -> str | None:
    """The path of a resource of ours; None where it has none, or one that would be read as that of another."""
    name = name_of(iri)
    path = None if name is None else quote(name, safe=_SAFE)
    return path if path is not None and (path == name or name in readings(path)) else None


def document_iri(iri: str) -> Iri:
    """The IRI of the document about a resource, whatever its syntax."""
    return Iri(BASE.rstrip("/") + document(iri, ""))


def page(found: Description, root: str = "") -> str:
    """The address of what shows a resource to people: the viewer's page of it, else the document in HTML."""
    kinds = found.kinds
    for kind, path in PAGES.items():
        if kind in kinds and (address := path(found)):
            return f"{root}/{address}"
    return document(found.iri, "html", root)


def _asked(page_: str, **parameters: object) -> str:
    """The address of a page of the viewer; "" where a parameter is missing."""
    if not all(parameters.values()):
        return ""
    given = (f"{key}={quote(str(value), safe=':/,')}" for key, value in parameters.items())
    return f"{page_}?{'&'.join(given)}"


def _named(found: Description) -> str:
    """What the viewer knows it by: its identifier, else its IRI."""
    return next((str(value) for value in found.values(DCTERMS.identifier)), found.iri)


def _end(found: Description, *properties: Iri) -> str:
    """What the viewer knows the statement by that one of the properties leads to; "" where none does."""
    values = (value for property_ in properties for value in found.values(property_))
    ends = (value.value for value in values if isinstance(value, Iri) and not value.value.startswith(SSSOM.base))
    return next((short_form(end) if end.startswith(BASE) else end for end in ends), "")


def _pair(found: Description, first: Iri, second: Iri) -> str:
    """The page of a pair of statements; that of the one where the other is said not to exist."""
    one, other = _end(found, first), _end(found, second)
    return _asked("mapping", a=one, b=other) or _asked("standard", id=one or other)


def _known_by_succession(found: Description) -> str:
    """The page of an edition whose statements are not held, which shows what it replaces and what replaces it."""
    succeeds = found.values(DCTERMS.replaces) or found.values(DCTERMS.isReplacedBy)
    return _asked("framework", id=_named(found)) if succeeds else ""


#: The viewer's pages by what they show; the first class that a resource is of, and whose page can be named, decides.
PAGES: dict[str, Callable[[Description], str]] = {
    XW.Statement.value: lambda found: _asked("standard", id=_named(found)),
    XW.Framework.value: lambda found: _asked("framework", id=_named(found)),
    XW.Edition.value: _known_by_succession,
    SSSOM.Mapping.value: lambda found: _pair(found, OWL.annotatedSource, OWL.annotatedTarget),
    XW.MappingCandidate.value: lambda found: _pair(found, XW.firstStatement, XW.secondStatement),
    XW.JointClaim.value: lambda found: _asked("standard", id=_end(found, XW.jointObject)),
    XW.Citation.value: lambda found: _asked("standard", id=_end(found, XW.citedBy)),
    CEASN.Rubric.value: lambda found: _asked(
        "rubrics", id=_end(found, DCTERMS.isPartOf), part=_end(found, DCTERMS.subject)
    ),
}
