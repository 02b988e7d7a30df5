"""What follows as a mapping set of its own, ready to be written as SSSOM: only what is entailed, each with its claims.

Candidates and contradictions are no matches and have no place in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from crosswalk.alignment.compose import Derived
from crosswalk.alignment.derivation import entailments
from crosswalk.model import MappingSet
from crosswalk.vocabulary import PREFIXES

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
) -> MappingSet:
    """The entailed among the results for two frameworks as a set; `name` ends its identifier, after the two.

    >>> mapping_set((), "ais-psi", "ib-psp-2020", "A title", "What it is", "1").id
    'https://w3id.org/standards-crosswalk/id/mapping-set/ais-psi--ib-psp-2020--entailed'
    """
    identifier = f"{PREFIXES['xwid']}mapping-set/{quote(f'{source}--{target}--{name}', safe='')}"
    return MappingSet(identifier, title, description, LICENSE, source, target, tuple(entailments(found)), version)
