"""Which claims a person means by the name of a set: those the graph calls printed or judged, or those of a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import NamedTuple

from crosswalk.errors import InputError
from crosswalk.graph.claims import Claims
from crosswalk.graph.syntax import is_sssom, read_file
from crosswalk.model import Finding
from crosswalk.model import Mapping as Claim
from crosswalk.vocabulary import CLAIM_KINDS, ENTAILED


class ClaimSet(NamedTuple):
    """Claims under a name, each with what identifies it; `findings` are what could not be read of a file."""

    name: str
    claims: tuple[tuple[str, Claim], ...]
    findings: tuple[Finding, ...] = ()

    def between(self, source: Collection[str], target: Collection[str]) -> ClaimSet:
        """The claims of a statement of one framework and one of the other, either way round; candidates, which nobody
        looked at, are left out.
        """
        kept = tuple(
            (name, claim)
            for name, claim in self.claims
            if claim.status != "candidate"
            and (
                (claim.subject in source and claim.object in target)
                or (claim.subject in target and claim.object in source)
            )
        )
        return self._replace(claims=kept)

    def asserted(self) -> tuple[tuple[str, Claim], ...]:
        """The claims, those of a derived set taken for judged ones: to be looked at for themselves they must count."""
        return tuple(
            (name, claim._replace(kind=CLAIM_KINDS[-1]) if claim.kind == ENTAILED else claim)
            for name, claim in self.claims
        )


def claim_set(given: str, claims: Claims, short: Callable[[str], str]) -> ClaimSet:
    """The set that is meant: "printed" or "judged", else the path of an SSSOM TSV, of which what is whole is used.

    `short` gives the short form of a statement's IRI. Raises UnreadableFile, InputError where it is no SSSOM.
    """
    if given in CLAIM_KINDS:
        return ClaimSet(given, tuple((name, claim) for name, claim in claims.values.items() if claim.kind == given))
    if not is_sssom(given) and not os.path.exists(given):
        raise InputError(f"There is no set or file {given}; name printed, judged or an SSSOM file (.sssom.tsv).")
    if not is_sssom(given) and not os.path.isdir(given):
        raise InputError(f"{given} is no SSSOM file; its name must end in .tsv.")
    name = os.path.basename(given)
    content = read_file(given, name)
    problems = tuple(finding for finding in content.findings if finding.severity == "violation")
    found = content.mapping_set.mappings if content.mapping_set else ()
    if not found and problems:
        raise InputError(f"{given} holds no mapping that can be read: {_inside(problems[0])}")
    named = (
        claim._replace(subject=_named(claim.subject, short), object=_named(claim.object, short)) for claim in found
    )
    return ClaimSet(name, tuple((f"{name}:{i}", claim) for i, claim in enumerate(named, 1)), problems)


def _named(identifier: str, short: Callable[[str], str]) -> str:
    return short(identifier) if "://" in identifier else identifier


def _inside(finding: Finding) -> str:
    """What is wrong and where, as the end of a sentence."""
    return f"{finding.where}: {finding.message[:1].lower()}{finding.message[1:]}"
