"""Coverage, gaps, what statements cover together, and the matrix of all frameworks, as rows with labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from crosswalk.alignment.coverage import STATES, Reach, Share
from crosswalk.alignment.joint import Cover
from crosswalk.graph.results import Plain
from crosswalk.model import JointClaim
from crosswalk.model import Mapping as Claim
from crosswalk.vocabulary import ENTAILED

Record = dict[str, Plain]

#: Kinds of statement that make a section (as in ``measure_coverage``).
_SECTIONS = ("psi", "standard")

COVERAGE_COLUMNS = (
    "section",
    "label",
    "statements",
    *(state.replace(" ", "_") for state in STATES),
    "reached",
    "share",
)
REACH_COLUMNS = ("statement", "label", "section", "section_label", "strongest", "states", "others", "hubs")
JOINT_COLUMNS = ("statement", "label", "alone", "parts", "joint", "told")
MATRIX_COLUMNS = (
    "from_framework", "from_label", "to_framework", "to_label", "statements", "mapped", "reviewed",
    "printed", "judged", "denied", "entailed", "candidate", "contradiction",
)  # fmt: skip


def sections(statements: Mapping[str, Record], level: Iterable[str]) -> dict[str, str]:
    """The statements at a framework's mapping level, each with its section: the nearest PSI or standard above it.

    Where there is none it is the top of its branch. `statements` are rows of ``list_statements`` by short form.
    """
    return {statement: _section(statements, statement) for statement in level}


def _section(statements: Mapping[str, Record], statement: str) -> str:
    here, passed = statement, {statement}
    while (parent := statements[here]["parent"]) and str(parent) in statements and str(parent) not in passed:
        here = str(parent)
        passed.add(here)
        if str(statements[here]["type"]).removeprefix("xw:") in _SECTIONS:
            break
    return here


def share_rows(shares: Iterable[Share], labels: Mapping[str, str]) -> Iterator[Record]:
    """The shares with the columns of `COVERAGE_COLUMNS`; a statement is counted in every state that it is in.

    `reached` counts those that a claim or what follows reaches, once each; the row of all has no section.
    """
    for share in shares:
        reached = sum(share.strongest[state] for state in ("judged", "printed", "entailed"))
        yield {
            "section": share.section or None,
            "label": labels.get(share.section, "") or "all",
            "statements": share.statements,
            **{state.replace(" ", "_"): share.reached[state] for state in STATES},
            "reached": reached,
            "share": round(reached / share.statements, 4) if share.statements else 0.0,
        }


def reach_rows(reaches: Iterable[Reach], labels: Mapping[str, str]) -> Iterator[Record]:
    """Each statement with the columns of `REACH_COLUMNS`; `others` are those that its strongest state leads to."""
    for reach in reaches:
        yield {
            "statement": reach.statement,
            "label": labels.get(reach.statement, ""),
            "section": reach.section,
            "section_label": labels.get(reach.section, ""),
            "strongest": reach.strongest,
            "states": ", ".join(reach.states),
            "others": " ".join(end for end in reach.others.get(reach.strongest, ()) if end in labels),
            "hubs": " ".join(reach.hubs),
        }


def joint_rows(covers: Iterable[Cover], labels: Mapping[str, str]) -> Iterator[Record]:
    """Each statement with the columns of `JOINT_COLUMNS`; `joint` are the subjects of claims, parted by |."""
    for cover in covers:
        yield {
            "statement": cover.statement,
            "label": labels.get(cover.statement, ""),
            "alone": " ".join(cover.alone),
            "parts": " ".join(cover.parts),
            "joint": " | ".join(" ".join(claim.subjects) for claim in cover.joint),
            "told": cover.told(),
        }


def joint_claims(rows: Iterable[Record]) -> Iterator[JointClaim]:
    """The rows of ``list_joint_claims`` as the claims that they record."""
    for row in rows:
        yield JointClaim(
            tuple(str(row["subjects"]).split()),
            str(row["object"]),
            str(row["extent"]).removeprefix("xw:"),
            "",
            str(row["author_label"]),
            str(row["status"]).removeprefix("xw:"),
            str(row["basis"]).removeprefix("xw:"),
            float(str(row["confidence"])),
            str(row["reason"]),
        )


def claims_between(
    claims: Iterable[Claim], frameworks: Mapping[str, Iterable[str]]
) -> dict[tuple[str, str], dict[str, int]]:
    """How many printed, judged and denied claims there are between every two frameworks, the same both ways round."""
    homes = _homes(frameworks)
    found: dict[tuple[str, str], dict[str, int]] = {}
    for claim in claims:
        if claim.status == "candidate" or claim.kind == ENTAILED:
            continue
        kind = "denied" if claim.negated else claim.kind
        ends = product(homes.get(claim.subject, ()), homes.get(claim.object, ()))
        for pair in {pair for here, there in ends for pair in ((here, there), (there, here))}:
            counts = found.setdefault(pair, {"printed": 0, "judged": 0, "denied": 0})
            counts[kind] += 1
    return found


def touching(claims: Iterable[Claim], frameworks: Mapping[str, Iterable[str]]) -> dict[str, list[Claim]]:
    """The claims with an end in each framework, in their order: every claim on a pair that has a statement in it."""
    homes, found = _homes(frameworks), dict[str, list[Claim]]()
    for claim in claims:
        for framework in {*homes.get(claim.subject, ()), *homes.get(claim.object, ())}:
            found.setdefault(framework, []).append(claim)
    return found


def _homes(frameworks: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The frameworks that each statement is in."""
    homes: dict[str, list[str]] = {}
    for framework, members in frameworks.items():
        for member in members:
            homes.setdefault(member, []).append(framework)
    return homes
