"""What the words on the pages mean: one list, from the tables that every page takes its words from."""

from __future__ import annotations

from crosswalk import words
from crosswalk.viewer import coverage, phrases
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.state import href
from crosswalk.viewer.tables import facts

#: The parts of the list: a heading, what the words are said of, and the words with their definitions.
PARTS: tuple[tuple[str, str, tuple[words.Wording, ...]], ...] = (
    (
        marked("Relations"),
        marked(
            "How a claim relates two statements, read from the first to the second. Narrower and broader are the two "
            "ends of one relation; related is not equal."
        ),
        tuple(words.RELATIONS.values()),
    ),
    (
        marked("Who says so"),
        marked(
            "What is printed, what is judged and what is denied are different facts, and may disagree about one pair."
        ),
        (*words.KINDS.values(), words.DENIED, words.NOTHING_FOUND),
    ),
    (
        marked("What follows from claims"),
        marked("Nobody claims these; reasoning gives them, with every claim they rest on. A candidate is no match."),
        tuple(words.DERIVED.values()),
    ),
    (
        marked("What follows, in terms of practices"),
        marked("A statement is understood as the set of practices that satisfy it."),
        tuple(words.SETS.values()),
    ),
    (
        marked("How far a claim has come"),
        marked("Every claim is at one of these stages."),
        tuple(words.STATUSES.values()),
    ),
    (marked("What was read"), marked("On what a judgement rests."), tuple(words.BASES.values())),
    (
        marked("How far a statement is reached"),
        marked("Not mapped is not the same as not reviewed."),
        tuple(words.REACHES.values()),
    ),
    (
        marked("Several together"),
        marked("What statements of one framework cover of one of another."),
        tuple(words.EXTENTS.values()),
    ),
    (
        marked("Between editions"),
        marked("What became of a statement in a newer edition."),
        tuple(words.CHANGES.values()),
    ),
    (marked("Printed codes"), marked("How a code was read that a document prints."), tuple(words.VERDICTS.values())),
    (
        marked("How well a fact is known"),
        marked("Of every statement and framework."),
        tuple(phrases.VERIFICATIONS.values()),
    ),
)


def glossary() -> Markup:
    """The whole list."""
    return join(
        tag("p", coverage.meaning()),
        [
            join(tag("h3", _(title)), tag("p", _(about)), facts([_entry(word) for word in held]))
            for title, about, held in PARTS
        ],
    )


def _entry(word: words.Wording) -> tuple[str, Child]:
    said = phrases.translated(word)
    return (f"{said.sign} {said.words}".strip(), said.definition)


def way() -> Markup:
    """The way to the list, for pages that use its words."""
    return tag("p", link(href("about", topic="words"), _("What do these words mean?")), class_="xw-small")
