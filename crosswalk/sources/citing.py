"""The standards citations in any text, found and resolved: by the names that documents use, and by short forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from crosswalk.model import Citation
from crosswalk.sources.citations import FRAMEWORK_NAMES, PrintedCitation, find_citations
from crosswalk.sources.resolution import resolve
from crosswalk.sources.short_forms import find_short_forms


def cite(text: str, codes: Mapping[str, Collection[str]]) -> tuple[Citation, ...]:
    """The citations in the text, in their order; `codes` are the notations of each framework that is held.

    A framework that no document cites by a name of its own, such as one that a person adds, is cited by its id:
    ``myfw:1.2``.
    """
    named = frozenset(FRAMEWORK_NAMES.values())
    short = list(find_short_forms(text, {name: codes[name] for name in codes if name not in named}))
    found = [*_apart(find_citations(text), short), *short]
    return tuple(resolve(printed, codes) for printed in sorted(found, key=lambda one: one.start))


def _apart(found: Iterable[PrintedCitation], short: Iterable[PrintedCitation]) -> Iterator[PrintedCitation]:
    """The citations that do not lie within a short form, whose code is no code of another framework."""
    taken = {place for one in short for place in range(one.start, one.end)}
    return (one for one in found if one.start not in taken)
