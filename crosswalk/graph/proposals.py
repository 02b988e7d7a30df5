"""What follows as a mapping set of its own, ready to be written as SSSOM: only what is entailed, each with its claims.

Candidates and contradictions are no matches and have no place in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote

from crosswalk.alignment.compose import Derived
from crosswalk.alignment.derivation import entailments
from crosswalk.model import MappingSet
from crosswalk.vocabulary import PREFIXES, statement_iri

#: The licence of every set that ships, and of what follows from them.
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def mapping_set(
    found: Iterable[Derived],
    source: str,
    target: str,
    title: str,
    description: str,
    version: str,
    name: str = "entailed",
    address: Callable[[str], str] = str,
) -> MappingSet:
    """The entailed among the results for two frameworks as a set; `name` ends its identifier, after the two.

    `address` gives what a short form is to be written as: itself where it stands for our own address (see `written`).

    >>> mapping_set((), "ais-psi", "ib-psp-2020", "A title", "What it is", "1").id
    'https://w3id.org/standards-crosswalk/id/mapping-set/ais-psi--ib-psp-2020--entailed'
    """
    identifier = f"{PREFIXES['xwid']}mapping-set/{quote(f'{source}--{target}--{name}', safe='')}"
    mappings = tuple(m._replace(subject=address(m.subject), object=address(m.object)) for m in entailments(found))
    return MappingSet(identifier, title, description, LICENSE, address(source), address(target), mappings, version)


def written(short: str, iri: str) -> str:
    """What an SSSOM file has for a short form: the form itself, or the address where that is not in our namespace.

    >>> written("ais-psi:3.4", "https://w3id.org/standards-crosswalk/id/ais-psi/3.4")
    'ais-psi:3.4'
    >>> written("skills:a", "http://example.org/a")
    'http://example.org/a'
    """
    return short if statement_iri(short).value == iri else iri
