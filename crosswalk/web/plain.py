"""Pages without a script: a resource that the viewer has no page of, and what is said where there is nothing to show.

All text in them is from the data and stands there as text. They ask no other host for anything, and their policy allows
no script at all.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple

from starlette.responses import Response

from crosswalk.graph.resource import Description
from crosswalk.terms import Blank, Iri, Literal, Term, Triple
from crosswalk.vocabulary import DCTERMS, SKOS, short_form, shorten
from crosswalk.web.addresses import HTML, identifier, name_of
from crosswalk.web.negotiation import choose

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}"
    "h1,h2{line-height:1.2;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}"
    "th{width:25%;font-weight:600;overflow-wrap:anywhere}td,code{overflow-wrap:anywhere}a{color:#0b4f9c}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#15171b}th,td{border-color:#4a4d55}"
    "a{color:#8fc0ff}a:visited{color:#c9b0ff}}"
)
_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()

#: What these pages may do: be styled by the one style they hold, and nothing else (CSP Level 3).
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Link(NamedTuple):
    """Where to look next: an address on this server, and what is there."""

    address: str
    label: str


def page(title: str, *parts: str) -> bytes:
    """A whole page of HTML; the title is text, the parts are HTML."""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} – Standards crosswalk</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n" + "\n".join(parts) + "\n</main>\n</body>\n</html>\n"
    ).encode()


def links(found: Iterable[Link]) -> str:
    """Addresses as a list; "" where there are none."""
    items = "".join(f'<li><a href="{escape(one.address)}">{escape(one.label)}</a></li>' for one in found)
    return f"<ul>{items}</ul>" if items else ""


def told(accept: str, status: int, title: str, sentence: str, see: Sequence[Link] = ()) -> Response:
    """A sentence, and where to look instead, as HTML, JSON or text, whichever suits the client best."""
    chosen = choose(accept, ("text/plain", HTML, "application/json")) or "text/plain"
    if chosen == HTML:
        content = page(title, f"<p>{escape(sentence)}</p>", links(see))
    elif chosen == "application/json":
        listed = [{"address": one.address, "label": one.label} for one in see]
        content = json.dumps({"status": status, "sentence": sentence, "see": listed}, ensure_ascii=False).encode()
    else:
        content = "".join(f"{line}\n" for line in (sentence, *(f"{one.address}  {one.label}" for one in see))).encode()
    kept = "no-store" if status >= 500 else "no-cache"
    headers = {"Vary": "Accept", "Cache-Control": kept, "Content-Security-Policy": POLICY}
    return Response(content, status, headers, chosen)


def described(found: Description, forms: Sequence[Link], root: str) -> bytes:
    """A resource and what belongs to it as tables, a property a line; `forms` are the same as data."""
    names = {t.subject: str(t.object) for t in sorted(found.triples, key=str) if t.predicate == SKOS.prefLabel}
    by_subject: dict[Iri | Blank, list[Triple]] = {Iri(found.iri): []}
    for triple in sorted(set(found.triples), key=lambda t: (str(t.subject), str(t.predicate), str(t.object))):
        by_subject.setdefault(triple.subject, []).append(triple)
    sections = [
        _table("What is said of it" if subject == Iri(found.iri) else "", subject, triples, names, root)
        for subject, triples in by_subject.items()
        if len({triple.predicate for triple in triples} - {SKOS.prefLabel, SKOS.notation})
    ]
    offered = ", ".join(f'<a href="{escape(one.address)}">{escape(one.label)}</a>' for one in forms)
    return page(
        names.get(Iri(found.iri)) or next(map(str, found.values(DCTERMS.title)), _short(found.iri)),
        f"<p><code>{escape(found.iri)}</code></p>\n<p>The same as data: {offered}.</p>",
        *sections,
    )


def _table(
    heading: str, subject: Iri | Blank, triples: Sequence[Triple], names: dict[Iri | Blank, str], root: str
) -> str:
    by_property: dict[Iri, list[Term]] = {}
    for triple in triples:
        by_property.setdefault(triple.predicate, []).append(triple.object)
    rows = "".join(
        f"<tr><th scope=row>{escape(_short(property_.value))}</th>"
        f"<td>{'<br>'.join(_value(value, names, root) for value in values)}</td></tr>"
        for property_, values in by_property.items()
    )
    anchor = subject.value.partition("#")[2] if isinstance(subject, Iri) else ""
    named = f' id="{escape(anchor)}"' if anchor else ""
    return f"<h2{named}>{heading or _value(subject, names, root)}</h2>\n<table>{rows}</table>"


def _value(value: Term, names: dict[Iri | Blank, str], root: str) -> str:
    if isinstance(value, Literal):
        language = f' lang="{escape(value.language)}"' if value.language else ""
        return f"<span{language}>{escape(value.value)}</span>"
    shown = _short(str(value)) + (f" – {names[value]}" if value in names else "")
    address = _href(value.value, root) if isinstance(value, Iri) else ""
    return f'<a href="{escape(address)}">{escape(shown)}</a>' if address else escape(shown)


def _href(iri: str, root: str) -> str:
    """Where a link to a resource leads: to us for what is ours, elsewhere only to what a browser opens harmlessly."""
    if name_of(iri.partition("#")[0]) is not None:
        base, mark, fragment = iri.partition("#")
        return identifier(base, root) + mark + fragment
    return iri if iri.startswith(("https://", "http://")) else ""


def _short(iri: str) -> str:
    return short_form(iri) if name_of(iri) else shorten(iri)
