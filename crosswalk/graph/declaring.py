"""What a person's query uses and does not declare, declared before it, as a server of others needs it."""

from __future__ import annotations

import re

from crosswalk.graph import tokens
from crosswalk.vocabulary import BASE, PREFIXES

#: Relative IRIs, and the functions that make IRIs of text, are read against our base: a server would take its own
#: address, which is nobody's business.
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)")
_MAKES_IRIS = frozenset(("IRI", "URI"))


def declared(text: str) -> str:
    """The query with our base, where it may need one, and our prefixes that it uses and does not declare.

    They are declared before it; its lines keep their numbers.
    """
    found = list(tokens.tokenise(text))
    end = tokens.prologue(found)
    known = {token.text[:-1] for token in found[:end] if token.kind == "name"}
    used = {token.text.partition(":")[0] for token in found[end:] if token.kind == "name"}
    missing = sorted(used.intersection(PREFIXES) - known)
    relative = any(
        _RELATIVE.match(token.text) if token.kind == "iri" else token.text.upper() in _MAKES_IRIS for token in found
    )
    base = f"BASE <{BASE}> " if relative else ""
    return base + "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + text
