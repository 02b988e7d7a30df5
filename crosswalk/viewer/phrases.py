"""How the pages put into words what `crosswalk.words` does not: confidence, verification."""

from __future__ import annotations

from collections.abc import Mapping

from crosswalk.viewer.language import _, marked
from crosswalk.words import DENIED, KINDS, Wording, wording

VERIFICATIONS: dict[str, Wording] = {
    "xw:verified": Wording(
        "", marked("verified"), marked("Seen in the document itself or in two independent sources.")
    ),
    "xw:verifiedOneSource": Wording(
        "", marked("verified in one source"), marked("Seen in a single source other than the document itself.")
    ),
    "xw:partlyVerified": Wording("", marked("partly verified"), marked("Seen in part only.")),
}

#: What counts as mapped in gaps, coverage and the matrix of frameworks (the rule is in `alignment.adoption`).
ADOPTED = marked(
    "Of several claims on one pair at most one counts: the one furthest in review, a judged one before a printed. "
    "A suggestion nobody has read does not count, nor a printed link that a judgement denies."
)


def translated(described: Wording) -> Wording:
    """The wording in the language of the run."""
    return described._replace(words=_(described.words), definition=_(described.definition))


def worded(table: dict[str, Wording], term: object) -> Wording:
    """The wording of a term, as `crosswalk.words.wording` finds it, in the language of the run."""
    return translated(wording(table, term))


def kind(claim_kind: object, denied: object) -> Wording:
    """Whether a claim is printed, judged, or judged not to hold."""
    return translated(DENIED if denied else wording(KINDS, claim_kind))


def named(described: Wording) -> str:
    """``proposed – put forward, and not yet reviewed by a second person``: the words and what they mean."""
    meaning = described.definition[:1].lower() + described.definition[1:].rstrip(".")
    return f"{described.words} – {meaning}" if meaning else described.words


def whose_claim(claim: Mapping[str, object]) -> str:
    """``The judged claim of A. Nonym``: a claim by its kind and its author."""
    author = claim["author_label"]
    if claim["denied"]:
        return _("The denial of {author}").format(author=author)
    if claim["kind"] == "xw:printed":
        return _("The printed claim of {author}").format(author=author)
    return _("The judged claim of {author}").format(author=author)


def code(short: object) -> str:
    """``ais-psi:3.4`` → ``3.4``: the notation within its framework."""
    return str(short).partition(":")[2] or str(short)


def confidence(value: object) -> str:
    """``0.8`` → ``0.8 of 1``; where none is given, "not stated", for that is not the same as certain."""
    return _("not stated") if value is None else _("{value:g} of 1").format(value=float(str(value)))


def number(value: object) -> str:
    """A whole number from a row, with its thousands parted."""
    return f"{int(str(value)):,}"
