"""The words a link was read from, quoted with their place, and the printed codes that point at nothing."""

from __future__ import annotations

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import phrases
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Child, Markup, tag
from crosswalk.viewer.navigator import statement_link


def printed(citation: Record) -> Markup | None:
    """The words that a link was read from, marked as quoted, with their place and how the code was read."""
    if not citation["printed_text"]:
        return None
    verdict = words.wording(words.VERDICTS, citation["verdict"])
    reading: list[Child] = [_("The code "), tag("strong", str(citation["printed_code"])), f": {verdict.words}."]
    if through := citation.get("resolved_through"):
        reading += [_(" It is read through the numbering of "), statement_link(through), "."]
    if citation["note"]:
        reading.append(f" {citation['note']}")
    return tag(
        "blockquote",
        tag(
            "span",
            _("Quoted, from character {start} of the document:").format(start=phrases.number(citation["start"])),
            class_="xw-mark",
        ),
        tag("q", str(citation["printed_text"])),
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
        tag("strong", str(citation["printed_code"])),
        _(" in {cited_framework}: nothing is linked. ").format(cited_framework=citation["cited_framework"]),
        tag("span", _("Nearest codes that exist: "), links, ".") if links else None,
        printed(citation),
    )
