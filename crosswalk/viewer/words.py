"""The table of plain words: what each relation, status, verdict and justification is called on a page, and means."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What a term is called, its sign (never shown without the name), and what it means in one sentence."""

    name: str
    meaning: str
    sign: str = ""


#: Mapping relations, read from this statement to the other (SKOS Reference §10; the sentences are ours).
RELATIONS: dict[str, Words] = {
    "skos:exactMatch": Words("exact match", "Each can stand for the other wherever either is used.", "="),
    "skos:closeMatch": Words("close match", "Each can stand for the other in some uses, not in all.", "≈"),
    "skos:broadMatch": Words("the other is broader", "The other takes in all of this one, and more.", "↑"),
    "skos:narrowMatch": Words("the other is narrower", "The other takes in only a part of this one.", "↓"),
    "skos:relatedMatch": Words("related", "The two bear on each other; neither takes in the other.", "↔"),
    "skos:mappingRelation": Words("named together", "The document relates the two, and says no more.", "–"),
}

#: How each relation reads from the other end.
TURNED: dict[str, str] = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}

KINDS: dict[str, Words] = {
    "printed": Words("printed", "The document itself says so."),
    "judged": Words("judged", "Somebody named has read both and says so."),
    "denied": Words("denied", "Somebody named has read both and says that this relation does not hold."),
}

STATUSES: dict[str, Words] = {
    "candidate": Words("candidate", "A suggestion that nobody has read yet."),
    "proposed": Words("proposed", "Put forward, and not yet reviewed by a second person."),
    "reviewed": Words("reviewed", "Checked by a second person."),
    "published": Words("published", "Reviewed, and part of a published version."),
}

VERDICTS: dict[str, Words] = {
    "exact": Words("read as printed", "The printed code is the code of the framework."),
    "normalised": Words("read after tidying", "The code is printed in another form, such as without its prefix."),
    "ambiguous": Words("more than one reading", "The printed code can mean more than one statement."),
    "outOfRange": Words("no such code", "The edition cited has no statement with this code, so nothing is linked."),
}

VERIFICATIONS: dict[str, Words] = {
    "verified": Words("verified", "Seen in at least two independent sources."),
    "verifiedOneSource": Words("verified in one source", "Seen in one source only."),
    "partlyVerified": Words("partly verified", "Seen in part only; what is open is said beside it."),
}

JUSTIFICATIONS: dict[str, Words] = {
    "semapv:ManualMappingCuration": Words("read by a person", "A person read it and wrote it down."),
    "semapv:MappingReview": Words("reviewed by a person", "A person checked a claim that stood already."),
    "semapv:LexicalMatching": Words("alike in wording", "A program found the wording alike."),
    "semapv:SemanticSimilarityThresholdMatching": Words("alike in meaning", "A program found the meaning alike."),
    "semapv:LogicalReasoning": Words(
        "follows from other claims", "It follows by logic from claims that stand already."
    ),
    "semapv:MappingChaining": Words("follows over a third", "It follows from claims that meet in a third statement."),
}

SECTION_OF: dict[str, str] = {
    "psi": "PSI",
    "section": "Section",
    "standard": "Standard",
    "indicator": "Indicator",
    "practice": "Practice",
    "element": "Element",
    "requirement": "Requirement",
    "disposition": "Disposition",
}


def relation(curie: object, turned: bool = False) -> Words:
    """The words of a relation; `turned` where it is read from its object (broader becomes narrower)."""
    name = str(curie)
    return RELATIONS.get(TURNED.get(name, name) if turned else name) or Words(local(name), f"The term {name}.")


def words_of(table: dict[str, Words], term: object) -> Words:
    """The words of a term in one of the tables above; an unknown term is named by the last part of its name."""
    return table.get(str(term)) or table.get(local(term)) or Words(local(term), "")


def local(term: object) -> str:
    """``xw:outOfRange`` → ``outOfRange``: the last part of a short name."""
    return str(term).rsplit(":", 1)[-1].rsplit("/", 1)[-1]


def confidence(value: object) -> str:
    """``0.8`` → ``0.8 of 1``; where none is given, "not stated", for that is not the same as certain."""
    return "not stated" if value is None else f"{float(str(value)):g} of 1"


def count(number: int, singular: str, plural: str = "") -> str:
    """``count(1, "claim")`` → ``1 claim``; ``count(2, "claim")`` → ``2 claims``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
