"""What follows from the claims of a graph: they are read by library queries, and composed by `crosswalk.alignment`.

The questions that people ask of an alignment are methods here, each with plain values for an answer. What is read is
kept, since the graph is only read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from crosswalk.alignment.agreement import Agreement, agree, readings
from crosswalk.alignment.compose import Derived, compose, compose_pair
from crosswalk.alignment.coverage import Reach, coverage, shares
from crosswalk.alignment.derivation import AUTHOR, AUTHOR_LABEL, CHAINING, entailment
from crosswalk.alignment.explanation import Explanation, explain, sentence
from crosswalk.alignment.hubs import Hubs, hubs
from crosswalk.alignment.impact import Impact, impact
from crosswalk.alignment.joint import Cover, joint_coverage
from crosswalk.alignment.lineage import Lineage, lineage
from crosswalk.alignment.migration import Migration, migrate
from crosswalk.alignment.premises import Network, premises
from crosswalk.alignment.recomposition import EXPLAINED, Retracing, retrace
from crosswalk.alignment.routes import framework_route, route
from crosswalk.alignment.supersession import Diff, Edition, compare
from crosswalk.errors import InputError, UnknownIdentifier
from crosswalk.graph import coverage as reached
from crosswalk.graph import editions, identifiers
from crosswalk.graph.claim_sets import ClaimSet, claim_set
from crosswalk.graph.claims import Claims
from crosswalk.graph.results import Plain
from crosswalk.model import Mapping as Claim
from crosswalk.vocabulary import CLAIM_KINDS, short_form

Record = dict[str, Plain]

#: How many claims a chain may have where nothing is said: one statement in the middle.
MAX_HOPS = 2

#: More than this is refused: the claims get fewer that tell anything, and the work more.
MOST_HOPS = 6

#: The columns of what follows for a pair of frameworks. `relation` is the predicate of an entailed relation and empty
#: for a candidate, which is no match; `follows` says it in the words of `relations.CONCLUSIONS`. `hubs` are the
#: statements where the two meet; `proof` are the claims, those of one chain parted by blanks, the chains by " | ".
DERIVED_COLUMNS = (
    "subject",
    "subject_label",
    "relation",
    "denied",
    "object",
    "object_label",
    "justification",
    "confidence",
    "author",
    "author_label",
    "verdict",
    "follows",
    "hubs",
    "proof",
)


class Alignment:
    """The claims of a graph as a network, and what follows from it.

    `records` gives the rows of a library query, `short` the short form of what a person typed for a statement, `named`
    that of an IRI, whether or not there is such a statement.
    """

    def __init__(
        self,
        records: Callable[..., tuple[Record, ...]],
        short: Callable[[str], str],
        named: Callable[[str], str] = short_form,
    ) -> None:
        self._records = records
        self._short = short
        self._named = named

    @cached_property
    def claims(self) -> Claims:
        """Every claim of the default graph."""
        return Claims(self._records("list_claims"))

    @cached_property
    def statements(self) -> dict[str, Record]:
        """Every statement by its short form, with the columns of ``list_statements``."""
        return {str(row["statement"]): row for row in self._rows}

    @cached_property
    def joint_records(self) -> tuple[Record, ...]:
        """The rows of ``list_joint_claims``."""
        return self._records("list_joint_claims")

    @cached_property
    def parents(self) -> dict[str, list[str]]:
        """The statements that each statement of any framework stands under."""
        return editions.parents(self._rows)

    @cached_property
    def network(self) -> Network:
        """The claims that may carry a conclusion (see `alignment.premises`), and the statements of each framework."""
        members: dict[str, list[str]] = {str(row["framework"]): [] for row in self._records("list_frameworks")}
        for row in self._rows:
            members.setdefault(str(row["framework"]), []).append(str(row["statement"]))
        return Network(premises(self.claims.values.items()), members)

    def framework(self, given: str) -> str:
        """The framework that is meant. Raises UnknownIdentifier with the nearest."""
        return identifiers.framework(given, list(self.network.frameworks))

    def pair(self, source: str, target: str) -> tuple[str, str]:
        """Two different frameworks. Raises UnknownIdentifier, InputError where both are the same."""
        first, second = self.framework(source), self.framework(target)
        if first == second:
            raise InputError(f"Both frameworks are {first}; name two different ones.")
        return first, second

    def derive(self, source: str, target: str, max_hops: int = MAX_HOPS) -> Iterator[Derived]:
        """What follows for the statements of two frameworks, entailed, candidate or contradiction, with its proofs.

        Raises UnknownIdentifier, InputError for the same framework twice or a number of hops out of range.
        """
        first, second = self.pair(source, target)
        return compose(self.network, first, second, checked_hops(max_hops))

    def rows(self, source: str, target: str, max_hops: int = MAX_HOPS) -> Iterator[Record]:
        """What follows for two frameworks as rows with the columns of `DERIVED_COLUMNS`. Raises as `derive` does."""
        for derived in self.derive(source, target, max_hops):
            yield self._row(derived)

    def _row(self, derived: Derived) -> Record:
        claim = entailment(derived) if derived.verdict == "entailed" else None
        return {
            "subject": derived.subject,
            "subject_label": self.statements[derived.subject]["label"],
            "relation": claim.predicate if claim else None,
            "denied": claim.negated if claim else False,
            "object": derived.object,
            "object_label": self.statements[derived.object]["label"],
            "justification": CHAINING,
            "confidence": derived.confidence,
            "author": AUTHOR,
            "author_label": AUTHOR_LABEL,
            "verdict": derived.verdict,
            "follows": derived.relation or None,
            "hubs": " ".join(derived.hubs),
            "proof": " | ".join(" ".join(p.claim for p in chain.premises) for chain in derived.chains),
        }

    def derive_pair(self, subject: str, object_: str, max_hops: int = MAX_HOPS) -> Derived | None:
        """What follows for two statements; None where nothing does. Raises as `CrosswalkGraph.statement` does."""
        one, other = self._short(subject), self._short(object_)
        if one == other:
            raise InputError(f"Both statements are {one}; name two different ones.")
        return compose_pair(self.network, one, other, checked_hops(max_hops))

    def explain(self, subject: str, object_: str, max_hops: int = MAX_HOPS) -> Explanation | None:
        """What follows for two statements, in sentences with every proof; None where nothing does. Raises as above."""
        derived = self.derive_pair(subject, object_, max_hops)
        return None if derived is None else explain(derived, self.claims.values, self.claims.printed)

    def nearest(self, subject: str, object_: str) -> tuple[str, ...]:
        """Where nothing follows for two statements: how they are joined at all, a sentence for each claim on the way.

        The way leads to the second statement; if none does, to the nearest of its framework; empty if none does that.
        """
        one, other = self._short(subject), self._short(object_)
        way = route(self.network, one, {other})
        if not way:
            homes = [members for members in self.network.frameworks.values() if other in members]
            way = route(self.network, one, {statement for members in homes for statement in members})
        told, here = [], one
        for premise in way:
            there, claim = premise.other(here), premise.claim
            told.append(sentence(here, there, self.claims.values[claim], self.claims.printed.get(claim, "")))
            here = there
        return tuple(told)

    def way(self, source: str, target: str) -> tuple[str, ...]:
        """The frameworks by way of which claims lead from one to another, both included; empty where none do."""
        return framework_route(self.network, *self.pair(source, target))

    def claim_set(self, given: str | ClaimSet, source: str, target: str) -> ClaimSet:
        """The claims of a set between two frameworks: "printed", "judged", or an SSSOM file (see `claim_sets`).

        Raises UnknownIdentifier, UnreadableFile, InputError where there are none between the two.
        """
        first, second = self.pair(source, target)
        found = given if isinstance(given, ClaimSet) else claim_set(given, self.claims, self._named)
        kept = found.between(*(frozenset(self.network.frameworks[name]) for name in (first, second)))
        if not kept.claims:
            raise InputError(f"The set {found.name} has no claims between {first} and {second}; name another.")
        return kept

    def agree(
        self, source: str, target: str, first: str | ClaimSet = "printed", second: str | ClaimSet = "judged"
    ) -> Agreement:
        """How two sets of claims between two frameworks agree, pair by pair. Raises as `claim_set` does."""
        ends = [self.network.frameworks[name] for name in self.pair(source, target)]
        members = [frozenset(end) for end in ends]
        said = [
            readings((claim for _, claim in self.claim_set(given, source, target).claims), *members)
            for given in (first, second)
        ]
        return agree(said[0], said[1], *ends)

    def hubs(self, source: str | None = None, target: str | None = None) -> Hubs:
        """Which statements carry the crosswalk, as a whole or between two frameworks. Raises as `pair` does."""
        return (
            hubs(self.network) if source is None or target is None else hubs(self.network, *self.pair(source, target))
        )

    def retrace(
        self, source: str, target: str, given: str | ClaimSet = "judged", threshold: float = EXPLAINED
    ) -> tuple[Retracing, ...]:
        """Which printed and judged sets over a third framework explain a set, the best first.

        Raises as `claim_set` does, InputError where the set links no pair.
        """
        first, second = self.pair(source, target)
        found = self.claim_set(given, first, second)
        linking = [premise for premise in premises(found.asserted()) if premise.linking]
        if not linking:
            raise InputError(
                f"The set {found.name} links no pair of {first} and {second}; there is nothing to explain."
            )
        sets = {kind: premises(claim_set(kind, self.claims, self._named).claims) for kind in CLAIM_KINDS}
        return retrace(linking, sets, self.network.frameworks, first, second, threshold)

    def lineage(self, older: str, newer: str) -> Lineage:
        """Whether one framework is known to replace another, by way of which editions. Raises as `pair` does."""
        found = ((str(row["older"]), str(row["newer"])) for row in self._records("list_replacements"))
        return lineage(found, *self.pair(older, newer))

    def supersession(self, older: str, newer: str) -> Diff:
        """What became of each statement of an older edition in a newer one (see `supersession`).

        Raises as `pair` does, with a sentence of its own for an edition whose statements are not held.
        """
        self._held(older, newer)
        first, second = self.pair(older, newer)
        return compare(self.claims.values, self.edition(first), self.edition(second))

    def _held(self, *named: str) -> None:
        """Raises UnknownIdentifier for what is known as an edition and no more."""
        rows = self._records("list_replacements")
        unheld = {row[end] for row in rows for end in ("older", "newer") if not row[f"held_{end}"]}
        for name in named:
            if name in unheld:
                raise UnknownIdentifier(f"{name} is known as an edition, but its statements are not held here.")

    def impact(self, diff: Diff) -> Iterator[Impact]:
        """What claims and what entailed relations rest on each statement that changed, in order."""
        return impact(diff, self.claims.values, self.network)

    def migration(self, framework: str, older: str, newer: str) -> Migration:
        """What a framework is mapped to in an older edition, carried over to the newer, and what stays open.

        Raises UnknownIdentifier, InputError where two of the three are the same.
        """
        diff = self.supersession(older, newer)
        source, _ = self.pair(framework, older)
        self.pair(framework, newer)
        return migrate(self.network, self.claims.values, self.edition(source), diff, self.edition(diff.older))

    def change_rows(self, diff: Diff) -> Iterator[Record]:
        """A comparison as rows with the columns of `editions.CHANGE_COLUMNS`."""
        return editions.change_rows(diff, self.claims.values, self._labels)

    def impact_rows(self, diff: Diff) -> Iterator[Record]:
        """What rests on the changed statements as rows with the columns of `editions.IMPACT_COLUMNS`."""
        return editions.impact_rows(self.impact(diff), self._labels)

    def migration_rows(self, found: Migration) -> Iterator[Record]:
        """A migration as rows with the columns of `editions.MIGRATION_COLUMNS`."""
        return editions.migration_rows(found, self.network.frameworks[found.framework], self._labels)

    def edition(self, framework: str) -> Edition:
        """A framework by its id, with its statements, those of its mapping level, and their parents."""
        levels = {row["framework"]: row["level"] for row in self._records("list_frameworks")}
        return editions.edition(framework, self._by_framework.get(framework, ()), levels.get(framework))

    def coverage(self, source: str, target: str, max_hops: int = MAX_HOPS) -> tuple[Reach, ...]:
        """What reaches each statement of a framework, at its mapping level, from another. Raises as `derive` does."""
        first, second = self.pair(source, target)
        edition = self.edition(first)
        level = [statement for statement in edition.statements if statement in edition.level]
        return coverage(
            reached.sections(self.statements, level),
            second,
            self.network.frameworks[second],
            self._touching.get(first, ()),
            self.derive(first, second, max_hops),
        )

    def coverage_rows(self, source: str, target: str, max_hops: int = MAX_HOPS) -> Iterator[Record]:
        """The shares of each section, and of all, with the columns of `coverage.COVERAGE_COLUMNS`."""
        return reached.share_rows(shares(self.coverage(source, target, max_hops)), self._labels)

    def reach_rows(self, reaches: Iterable[Reach]) -> Iterator[Record]:
        """Statements as `coverage` gives them, with the columns of `coverage.REACH_COLUMNS`."""
        return reached.reach_rows(reaches, self._labels)

    def joint(self, source: str, target: str) -> tuple[Cover, ...]:
        """What the statements of one framework cover of another's, alone, together or in part (see `joint`)."""
        first, second = self.pair(source, target)
        order = {"covering": self.network.frameworks[first], "covered": self.network.frameworks[second]}
        return joint_coverage(order, self._touching.get(first, ()), reached.joint_claims(self.joint_records))

    def joint_rows(self, source: str, target: str) -> Iterator[Record]:
        """The same as rows with the columns of `coverage.JOINT_COLUMNS`."""
        return reached.joint_rows(self.joint(source, target), self._labels)

    def matrix_rows(self, max_hops: int = MAX_HOPS) -> Iterator[Record]:
        """Every two frameworks with the columns of `coverage.MATRIX_COLUMNS`: claims, and pairs that are derived."""
        counted = reached.claims_between(self.claims.values.values(), self.network.frameworks)
        for row in self._records("count_matrix"):
            start, end = str(row["from_framework"]), str(row["to_framework"])
            if start != end:
                found = Counter(derived.verdict for derived in self.derive(start, end, max_hops))
                kinds = counted.get((start, end), {})
                yield {name: row.get(name, kinds.get(name, found[name])) for name in reached.MATRIX_COLUMNS}  # type: ignore[index]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {name: str(row["label"]) for name, row in self.statements.items()}

    @cached_property
    def _rows(self) -> tuple[Record, ...]:
        return self._records("list_statements")

    @cached_property
    def _by_framework(self) -> dict[str, list[Record]]:
        return editions.by_framework(self._rows)

    @cached_property
    def _touching(self) -> dict[str, list[Claim]]:
        return reached.touching(self.claims.values.values(), self.network.frameworks)


def checked_hops(max_hops: int) -> int:
    """How long chains may be, if that is a number that is looked for. Raises InputError."""
    if not 2 <= max_hops <= MOST_HOPS:
        raise InputError(f"A chain of {max_hops} claims is not looked for; give a number from 2 to {MOST_HOPS}.")
    return max_hops
