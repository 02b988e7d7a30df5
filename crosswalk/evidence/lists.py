"""The list of a framework: each statement with how it stands by the evidence of a workspace, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from crosswalk.alignment.premises import Network, premises
from crosswalk.errors import InputError, UnknownIdentifier
from crosswalk.evidence.choices import Choices, bearings, checked, chosen
from crosswalk.evidence.database import Stored
from crosswalk.evidence.standing import STATUSES, Bearing, Grounds, Standing, Way, above, contribution, stand
from crosswalk.evidence.vocabulary import Record, Vocabulary
from crosswalk.evidence.workspace import Workspace
from crosswalk.graph.alignment import Alignment
from crosswalk.graph.coverage import joint_claims, sections
from crosswalk.graph.identifiers import nearest
from crosswalk.model import Mapping as Claim
from crosswalk.relations import ANY

#: Claims that count where only reviewed ones do.
_REVIEWED = ("reviewed", "published")


class Line(NamedTuple):
    """A statement of the list, under its section, with how it stands."""

    statement: str
    label: str
    section: str
    standing: Standing


class EvidenceList(NamedTuple):
    """The list of a framework. `evidence` are the records that the filters let through, by identifier.

    `all_lines` are the statements before `standings` chose among them. `incomplete` says why not all statements of the
    framework are there, "" where they are.
    """

    target: str
    choices: Choices
    lines: tuple[Line, ...]
    all_lines: tuple[Line, ...]
    evidence: Mapping[str, Stored]
    claims: Mapping[str, Claim]
    incomplete: str


def evidence_list(workspace: Workspace, alignment: Alignment, target: str, choices: Choices) -> EvidenceList:
    """How the statements of a framework stand. Raises UnknownIdentifier, InputError."""
    vocabulary = workspace.vocabulary
    framework = alignment.framework(target)
    choices = checked(choices, vocabulary)
    section = _section(framework, choices.section, vocabulary) if choices.section else ""
    choices = choices._replace(section=section)
    evidence = chosen(workspace.records("evidence", retired=True), choices, vocabulary)
    reasons = grounds(alignment, choices.reviewed_only)
    rows = rows_of(framework, choices, vocabulary, reasons.parents, alignment)
    decided = out_of_scope(workspace)
    if framework in decided:
        decided = dict.fromkeys(rows, decided[framework]) | decided
    found = stand(framework, list(rows), bearings(evidence, choices, vocabulary), reasons, decided, choices.max_hops)
    lines = tuple(
        Line(standing.statement, vocabulary.label(standing.statement), rows[standing.statement], standing)
        for standing in found
    )
    kept = tuple(line for line in lines if not choices.standings or line.standing.status in choices.standings)
    return EvidenceList(
        framework,
        choices,
        kept,
        lines,
        {one.id: one for one in evidence},
        reasons.claims,
        _incomplete(vocabulary, framework),
    )


def out_of_scope(workspace: Workspace) -> dict[str, str]:
    """The reasons of the decisions in force, by the statement or section that they are about."""
    return {
        workspace.vocabulary.shown(one.body["about"]): str(one.body["reason"]) for one in workspace.records("decision")
    }


def grounds(alignment: Alignment, reviewed_only: bool = False) -> Grounds:
    """What is reasoned from: all claims in force, or only those that were reviewed.

    A denial closes its pair whether or not it was reviewed, so that fewer claims never support more; of one that was
    not, nothing else follows.
    """
    claims = alignment.claims.values
    joint = list(joint_claims(alignment.joint_records))
    network = alignment.network
    if reviewed_only:
        claims = {name: claim for name, claim in claims.items() if claim.status in _REVIEWED or claim.negated}
        joint = [claim for claim in joint if claim.status in _REVIEWED]
        usable = (
            one if claims[one.claim].status in _REVIEWED else one._replace(known=ANY)
            for one in premises(claims.items())
        )  # fmt: skip
        network = Network(usable, alignment.network.frameworks)
    return Grounds(network, claims, joint, alignment.parents)


def rows_of(
    framework: str,
    choices: Choices,
    vocabulary: Vocabulary,
    parents: Mapping[str, Iterable[str]],
    alignment: Alignment,
) -> dict[str, str]:
    """The statements that the list is about, in their order, each with its section.

    They are those of the mapping level; the headings too where not all that stands below them is known; and, for one
    programme, the requirements that name it.
    """
    edition = alignment.edition(framework)
    partly = bool(_incomplete(vocabulary, framework))
    headings = {heading for statement in edition.level for heading in above(statement, parents)}
    kept = []
    for statement in edition.statements:
        row = vocabulary.statements[statement]
        of_programme = bool(choices.programme) and _names(row["programme"], choices.programme)
        heading = partly and statement not in edition.level and (statement in headings or not row["parent"])
        if (statement in edition.level or heading or of_programme) and (
            not row["programme"] or not choices.programme or of_programme
        ):
            kept.append(statement)
    if choices.programme and not any(_names(vocabulary.statements[s]["programme"], choices.programme) for s in kept):
        known = sorted({str(vocabulary.statements[s]["programme"]) for s in edition.statements} - {"", "None"})
        raise InputError(
            f"No statement of {framework} names the programme {choices.programme!r}; "
            + (f"it can be {', '.join(known)}." if known else "none names any, so leave the filter out.")
        )
    placed = sections(alignment.statements, kept)
    if choices.section:
        placed = {s: home for s, home in placed.items() if choices.section in (s, *above(s, parents))}
        if not placed:
            raise InputError(f"{choices.section} holds no statement at which coverage counts; name a section above it.")
    return placed


def _names(programmes: object, wanted: str) -> bool:
    return wanted.strip().upper() in str(programmes or "").upper().replace(",", " ").replace(";", " ").split()


def _section(framework: str, given: str, vocabulary: Vocabulary) -> str:
    """A section by short form, or by its code within the framework. Raises UnknownIdentifier with the nearest."""
    codes = {str(row["notation"]): s for s, row in vocabulary.statements.items() if row["framework"] == framework}
    by_case = {code.lower(): short for code, short in codes.items()} | {s.lower(): s for s in codes.values()}
    found = by_case.get(given.strip().lower())
    if found is None:
        near = nearest(given.strip(), list(codes))
        hint = f"did you mean {' or '.join(near)}?" if near else "crosswalk query list_statements lists its statements."
        raise UnknownIdentifier(f"There is no section {given[:60]!r} in {framework}; {hint}", near)
    return found


def _incomplete(vocabulary: Vocabulary, framework: str) -> str:
    """What is said of a framework of which not all is known, "" of any other."""
    row: Record = vocabulary.frameworks[framework]
    if row["verification"] != "xw:partlyVerified":
        return ""
    said = " ".join(str(row[name]) for name in ("note", "verification_note") if row[name])
    return said.removeprefix("Not complete: ") or "not all of it is known"


def in_order(found: EvidenceList, order: str) -> EvidenceList:
    """The list in the order of the framework, or ("status") with what stands best first within each section."""
    if order != "status":
        return found
    sections = {line.section: i for i, line in reversed(list(enumerate(found.lines)))}
    best = sorted(found.lines, key=lambda line: (sections[line.section], STATUSES.index(line.standing.status)))
    return found._replace(lines=tuple(best))


def counts(lines: Iterable[Line]) -> dict[str, dict[str, int]]:
    """How many statements stand how, section by section, then under "" all together."""
    found: dict[str, dict[str, int]] = {}
    for line in lines:
        for section in (line.section, ""):
            found.setdefault(section, dict.fromkeys(STATUSES, 0))[line.standing.status] += 1
    return {section: found[section] for section in sorted(found, key=lambda s: s == "")}


def telling(line: Line) -> list[tuple[Way, tuple[Bearing, ...]]]:
    """The ways worth telling of a statement: those that something comes along, or, where nothing does, all."""
    alive = [(way, found) for way, found in line.standing.ways if contribution(way, found) != "none"]
    return alive or list(line.standing.ways)
