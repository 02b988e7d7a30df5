"""The words a link was read from, quoted with their place, and the printed codes that point at nothing."""

from __future__ import annotations

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import labels, phrases
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Child, Markup, filled, tag
from crosswalk.viewer.navigator import statement_link


def printed(citation: Record) -> Markup | None:
    """The words that a link was read from, marked as quoted, with their place and how the code was read."""
    if not citation["printed_text"]:
        return None
    verdict = phrases.worded(words.VERDICTS, citation["verdict"])
    reading: list[Child] = [
        filled(
            _("The code {code}: {verdict}."), code=tag("strong", str(citation["printed_code"])), verdict=verdict.words
        )
    ]
    if through := citation.get("resolved_through"):
        way = statement_link(through)
        reading += [" ", filled(_("It is read through the numbering of {statement}."), statement=way)]
    if citation["note"]:
        reading += [" ", labels.english(citation["note"])]
    return tag(
        "blockquote",
        tag(
            "span",
            _("Quoted, from character {start} of the document:").format(start=phrases.number(citation["start"])),
            class_="xw-mark",
        ),
        tag("q", labels.english(citation["printed_text"])),
        tag("span", reading, class_="xw-mark"),
        class_="xw-quote",
    )


def unresolved(citation: Record) -> Markup:
    """A printed code that points at nothing: how it was printed, where, and the nearest codes that exist."""
    links: list[Child] = []
    for short in str(citation["nearest"] or "").split():
        links += [", " if links else None, statement_link(short)]
    return tag(
        "li",
        filled(
            _("{code} in {framework}: nothing is linked."),
            code=tag("strong", str(citation["printed_code"])),
            framework=str(citation["cited_framework"]),
        ),
        " ",
        tag("span", filled(_("Nearest codes that exist: {codes}."), codes=links)) if links else None,
        printed(citation),
    )
