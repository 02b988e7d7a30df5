"""Plain words for what the graph names in terms: relations, kinds of claim, statuses, verdicts. Tables only.

Every face says the same thing in the same words. A relation is read from the first statement to the second, as SKOS
reads it: "A broadMatch B" says that B is the broader of the two (SKOS Reference, 10.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

_Claim = TypeVar("_Claim", bound=Mapping[str, object])


class Wording(NamedTuple):
    """A sign (never shown alone), a few words, and a sentence that defines them."""

    sign: str
    words: str
    definition: str


RELATIONS: dict[str, Wording] = {
    "skos:exactMatch": Wording("=", "same as", "Each can stand for the other wherever it is used."),
    "skos:closeMatch": Wording("≈", "close to", "They can stand for each other in some uses, not in all."),
    "skos:broadMatch": Wording("↑", "narrower than", "The second statement is the broader of the two."),
    "skos:narrowMatch": Wording("↓", "broader than", "The second statement is the narrower of the two."),
    "skos:relatedMatch": Wording("~", "related to", "They belong together, but neither contains the other."),
    "skos:mappingRelation": Wording("·", "cited with", "The document relates the two, and says no more."),
}

#: How a relation reads from its other end (SKOS Reference S43, S44).
INVERSES: dict[str, str] = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}

KINDS: dict[str, Wording] = {
    "xw:printed": Wording("P", "printed", "The document says so in print."),
    "xw:judged": Wording("J", "judged", "Somebody named judges so, and gives a reason."),
}

DENIED = Wording("✗", "denied", "Somebody named judges that the relation does not hold.")

NOTHING_FOUND = Wording(
    "∅", "nothing found", "Somebody named looked and found no counterpart; that is not the same as unseen."
)

#: What stands before a sentence of the private overlay.
OWN_COPY = "the publisher's wording, from your own copy"

#: How two statements stand to each other as sets of practices, the first read to the second (see `relations`).
SETS: dict[str, Wording] = {
    "equal": Wording("=", "the same practices as", "Whatever satisfies one satisfies the other."),
    "subset": Wording("⊂", "within", "Whatever satisfies the first satisfies the second, and not the other way round."),
    "superset": Wording(
        "⊃", "contains", "Whatever satisfies the second satisfies the first, and not the other way round."
    ),
    "intersects": Wording("∩", "meets in part", "Some practices satisfy both, and each has some of its own."),
    "overlaps": Wording(
        "∩", "overlaps at least", "Some practices satisfy both; whether one contains the other is open."
    ),
    "disjoint": Wording("∅", "not covered by", "No practice satisfies both."),
}

#: What reasoning says of a pair; nobody claims it.
DERIVED: dict[str, Wording] = {
    "entailed": Wording("⊢", "entailed", "It follows from claims, which are named; nobody claims it."),
    "candidate": Wording(
        "?", "candidate", "Nothing follows; the two meet in a third statement: a place to look, no match."
    ),
    "contradiction": Wording("!", "contradiction", "The claims on the ways between the two cannot all hold."),
}

#: How far a statement is reached from another framework (see `alignment.coverage.STATES`).
REACHES: dict[str, Wording] = {
    "judged": Wording("J", "judged", "Somebody named judges that a statement of the other framework is related."),
    "printed": Wording("P", "printed", "A document relates it to one of the other framework, and says no more."),
    "entailed": Wording("⊢", "entailed", "It follows from claims that a statement of the other framework overlaps it."),
    "candidate": Wording("?", "candidate", "It meets one in a third statement: a place to look, and not mapped."),
    "denied": Wording("✗", "denied", "What relates it to the other framework was examined and rejected."),
    "nothing found": Wording("∅", "nothing found", "Somebody named looked and found no counterpart."),
    "not reviewed": Wording("·", "not reviewed", "Nobody has looked yet: not mapped is not the same as no match."),
}

#: How two sets of claims stand on a pair (`alignment.agreement.OUTCOMES`).
AGREEMENTS: dict[str, Wording] = {
    "same": Wording("=", "in both, same relation", "Both relate the two, in the same way."),
    "differs": Wording("≠", "in both, another relation", "Both relate the two, each in a way of its own."),
    "denied": Wording("✗", "denied by one", "One relates the two, the other denies it."),
    "first": Wording("◁", "only in the first", "The first relates the two, the second says nothing of them."),
    "second": Wording("▷", "only in the second", "The second relates the two, the first says nothing of them."),
    "neither": Wording("·", "linked by neither", "At least one denies that the two are related, neither relates them."),
}

DISAGREEMENT = "To disagree is no contradiction: each set stands by itself, and neither follows from the other."
#: What is told in the place of a data version where nothing names the state of the data.
UNNAMED = "not named by the endpoint"
#: What became of a statement of an older edition in a newer one (see `alignment.supersession`).
CHANGES: dict[str, Wording] = {
    "kept": Wording("=", "kept", "One statement of the newer edition succeeds it, the same or close."),
    "narrowed": Wording("↓", "narrowed", "A narrower one succeeds it: not all that satisfies the older satisfies it."),
    "widened": Wording("↑", "widened", "A broader one succeeds it: whatever satisfies the older satisfies it, too."),
    "split": Wording("⋔", "split", "Several succeed it, side by side."),
    "merged": Wording("⋓", "merged", "One succeeds it that succeeds others of the older edition, too."),
    "split and merged": Wording(
        "⋈", "split and merged", "Several succeed it, and one of them succeeds others of the older edition, too."
    ),
    "touched": Wording("~", "touched", "The newer edition has the same subject, but no statement that stands for it."),
    "gone": Wording("∅", "gone", "Somebody named looked and found nothing for it in the newer edition."),
    "denied": Wording("✗", "denied", "A counterpart was examined and rejected; nothing else was found or looked for."),
    "not reviewed": Wording("?", "not reviewed", "Nobody says that they looked; that is not the same as gone."),
    "new": Wording("+", "new", "No claim says that a statement of the older edition meets it."),
}

#: A statement that a migration has no proposal for by way of some older statement, or of any.
OPEN = Wording("∅", "open", "No claims lead on from here: what to do with it is for somebody to decide.")

BASES: dict[str, Wording] = {
    "xw:wording": Wording("W", "the wording of both", "The wording of both statements was read."),
    "xw:gloss": Wording(
        "G", "our own glosses", "For at least one of the statements only our own label and gloss were read."
    ),
}

EXTENTS: dict[str, Wording] = {
    "xw:whole": Wording("⊇", "together cover", "Whoever satisfies all of them satisfies the other in whole."),
    "xw:part": Wording("∩", "together cover a part of", "Satisfying all of them satisfies only some of the other."),
}

STATUSES: dict[str, Wording] = {
    "xw:candidate": Wording("?", "candidate", "Suggested, and not yet looked at."),
    "xw:proposed": Wording("○", "proposed", "Put forward, and not yet reviewed by a second person."),
    "xw:reviewed": Wording("◐", "reviewed", "Reviewed by somebody named."),
    "xw:published": Wording("●", "published", "Reviewed, and released."),
}

VERDICTS: dict[str, Wording] = {
    "xw:exact": Wording("=", "read as printed", "The code stands in the edition exactly as printed."),
    "xw:normalised": Wording("≈", "read after tidying", "The code was found after mending how it is written."),
    "xw:ambiguous": Wording("?", "read with a choice", "The code can be read in several ways; the note says how."),
    "xw:outOfRange": Wording("!", "no such code", "The edition cited has no such code; nothing is linked."),
}

JUSTIFICATIONS: dict[str, str] = {
    "semapv:ManualMappingCuration": "read by hand",
    "semapv:BackgroundKnowledgeBasedMatching": "judged from background knowledge",
    "semapv:LexicalMatching": "matched by words",
    "semapv:MappingChaining": "follows from a chain of claims",
    "semapv:MappingInversion": "follows from the claim in the other direction",
    "semapv:UnspecifiedMatching": "no ground stated",
}


def disagreement(author: str) -> str:
    """The sentence for a pair that a document prints and that somebody denies."""
    return f"Printed and judged disagree: the document relates the two, {author} denies it."


def printed_or_judged(claim: Mapping[str, object]) -> str:
    """What kind of claim a row is, in two words."""
    return "denial" if claim["denied"] else f"{wording(KINDS, claim['kind']).words} claim"


def printed_first(claims: Iterable[_Claim]) -> list[_Claim]:
    """The claims about one pair in the order in which they are told: what is printed, then what is judged of it."""
    return sorted(claims, key=lambda claim: claim["kind"] != "xw:printed")


def relation_from(relation: str, direction: str) -> str:
    """The relation as it reads from the statement looked at: as recorded for "out", turned round for "in"."""
    return relation if direction == "out" else INVERSES.get(relation, relation)


def count(number: int, singular: str, plural: str = "") -> str:
    """``count(1, "claim")`` → ``1 claim``; ``count(2, "claim")`` → ``2 claims``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def wording(table: dict[str, Wording], term: object) -> Wording:
    """The wording of a term, or the term itself where the table does not know it."""
    return table.get(str(term), Wording("", str(term), ""))
