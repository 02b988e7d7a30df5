"""How the pages put into words what `crosswalk.words` does not: confidence, verification."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crosswalk.viewer.language import _, counted, figure, marked
from crosswalk.words import DENIED, KINDS, Wording, count, wording

VERIFICATIONS: dict[str, Wording] = {
    "xw:verified": Wording(
        "", marked("verified"), marked("Seen in the document itself or in two independent sources.")
    ),
    "xw:verifiedOneSource": Wording(
        "", marked("verified in one source"), marked("Seen in a single source other than the document itself.")
    ),
    "xw:partlyVerified": Wording("", marked("partly verified"), marked("Seen in part only.")),
}

#: The kinds of statement by the words that the ontology has for them, and how so many of one are called.
STATEMENTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "PSI": (marked("PSI"), lambda n: counted("{n} PSI", "{n} PSIs", n)),
    "category": (marked("category"), lambda n: counted("{n} category", "{n} categories", n)),
    "domain": (marked("domain"), lambda n: counted("{n} domain", "{n} domains", n)),
    "section": (marked("section"), lambda n: counted("{n} section", "{n} sections", n)),
    "standard": (marked("standard"), lambda n: counted("{n} standard", "{n} standards", n)),
    "indicator": (marked("indicator"), lambda n: counted("{n} indicator", "{n} indicators", n)),
    "practice": (marked("practice"), lambda n: counted("{n} practice", "{n} practices", n)),
    "element": (marked("element"), lambda n: counted("{n} element", "{n} elements", n)),
    "requirement": (marked("requirement"), lambda n: counted("{n} requirement", "{n} requirements", n)),
    "disposition": (marked("disposition"), lambda n: counted("{n} disposition", "{n} dispositions", n)),
    "driver": (marked("driver"), lambda n: counted("{n} driver", "{n} drivers", n)),
    "role": (marked("role"), lambda n: counted("{n} role", "{n} roles", n)),
    "criterion": (marked("criterion"), lambda n: counted("{n} criterion", "{n} criteria", n)),
    "benefit": (marked("benefit"), lambda n: counted("{n} benefit", "{n} benefits", n)),
    "rule": (marked("rule"), lambda n: counted("{n} rule", "{n} rules", n)),
    "distinction": (marked("distinction"), lambda n: counted("{n} distinction", "{n} distinctions", n)),
    "routine": (marked("routine"), lambda n: counted("{n} routine", "{n} routines", n)),
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


def statement_kind(words: object) -> str:
    """A kind of statement in the language of the run, given the ontology's words for it; others stay as they are."""
    return _(str(words)) if words in STATEMENTS else str(words)


def statements_of(words: str, number: int) -> str:
    """``79 practices``: so many statements of a kind, which is given in the ontology's words."""
    return STATEMENTS[words][1](number) if words in STATEMENTS else count(number, words)


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
    return _("not stated") if value is None else _("{value} of 1").format(value=figure(float(f"{float(str(value)):g}")))


def number(value: object) -> str:
    """A whole number from a row, with its thousands parted."""
    return figure(int(str(value)))
