"""What follows as a mapping set of its own, ready to be written as SSSOM: only what is entailed, each with its claims.

Candidates and contradictions are no matches and have no place in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from crosswalk.alignment.compose import Derived
from crosswalk.alignment.derivation import entailments
from crosswalk.alignment.inversion import INVERSION, inverse
from crosswalk.model import Mapping as Claim
from crosswalk.model import MappingSet
from crosswalk.terms import Iri
from crosswalk.vocabulary import NO_TERM_FOUND, PREFIXES, statement_iri

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
    claims: Iterable[Claim] = (),
) -> MappingSet:
    """The entailed among the results for two frameworks as a set; `name` ends its identifier, after the two.

    `address` gives what a short form is to be written as: itself where it stands for our own address (see `written`).
    `claims` are those of people and documents that stand in the set before them.

    >>> mapping_set((), "ais-psi", "ib-psp-2020", "A title", "What it is", "1").id
    'https://w3id.org/standards-crosswalk/id/mapping-set/ais-psi--ib-psp-2020--entailed'
    """
    identifier = f"{PREFIXES['xwid']}mapping-set/{quote(f'{source}--{target}--{name}', safe='')}"
    mappings = tuple(
        m._replace(subject=address(m.subject), object=address(m.object)) for m in (*claims, *entailments(found))
    )
    return MappingSet(identifier, title, description, LICENSE, address(source), address(target), mappings, version)


class Directed(NamedTuple):
    """Claims that can stand in one set from one framework to another, and how many could not be turned for it."""

    claims: tuple[Claim, ...]
    left_out: int


def directed(claims: Mapping[str, Claim], source: Iterable[str], target: Iterable[str]) -> Directed:
    """The claims between two frameworks, each read from a statement of the first.

    `claims` are records by identifier, `source` and `target` the statements of the two. One that is recorded the other
    way round is turned where it can be (`inversion`), and then names the record it was turned from.
    """
    first, second = frozenset(source), frozenset(target)
    kept: list[Claim] = []
    left_out = 0
    for name, claim in claims.items():
        if claim.subject in first and claim.object in second:
            kept.append(claim)
        elif claim.subject in second and claim.object in first:
            if (turned := inverse(claim)) is None:
                left_out += 1
            else:
                kept.append(turned._replace(justification=INVERSION, derived_from=(name,)))
    return Directed(tuple(kept), left_out)


def written(short: str, iri: str) -> str:
    """What an SSSOM file has for a short form: the form itself, or the address where that is not in our namespace.

    >>> written("ais-psi:3.4", "https://w3id.org/standards-crosswalk/id/ais-psi/3.4")
    'ais-psi:3.4'
    >>> written("skills:a", "http://example.org/a")
    'http://example.org/a'
    """
    return short if statement_iri(short).value == iri else iri


def as_sssom(
    make: Callable[[Callable[[str], str]], MappingSet], labels: Mapping[str, str], resolve: Callable[[str], Iri]
) -> str:
    """The SSSOM of the set that `make` gives, what is not ours under its own address, our labels beside both ends.

    `make` is handed what turns a short form into what the file has for it (`written`).
    """
    from crosswalk.formats.sssom import write

    shown: dict[str, str] = {}

    def address(short: str) -> str:
        found = short if short == NO_TERM_FOUND else written(short, resolve(short).value)
        shown[found] = labels.get(short, "")
        return found

    return write(make(address), lambda name: shown.get(name, ""))
