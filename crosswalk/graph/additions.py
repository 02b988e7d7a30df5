"""What a person adds for a run: their files beside the shipped ones, adapted so that every query finds them.

Each file has a named graph that holds just what it says. The default graph holds that too, with what our own data
carries added (`adapt`, `assertions`) and what would stand twice left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crosswalk.graph import oxigraph
from crosswalk.graph.adapt import Source, adapt, note_triples
from crosswalk.graph.assertions import assertions, complete, set_triples
from crosswalk.graph.files import DataFile, graph_iri
from crosswalk.graph.syntax import FileContent, read_file
from crosswalk.model import Mapping
from crosswalk.terms import Blank, Triple
from crosswalk.vocabulary import DCTERMS

#: Holds what the person should be told of their files, as notes of its own.
NOTES = graph_iri("notes")

_SHIPPED = f"SELECT ?identifier ?resource WHERE {{ ?resource <{DCTERMS.identifier}> ?identifier }}"


def load(store: oxigraph.Store, files: Sequence[DataFile]) -> list[Mapping]:
    """Load the files into a store that holds the shipped data, and give the claims that they make.

    Raises UnreadableFile, and InputError where a framework would be called as another is.
    """
    solutions = oxigraph.rows(oxigraph.query(store, _SHIPPED))  # type: ignore[arg-type]
    shipped = {str(identifier): str(resource) for identifier, resource in solutions}
    sources: list[Source] = []
    mappings: list[Mapping] = []
    added: list[Triple] = []
    withheld: set[Triple] = set()
    notes: list[str] = []
    for number, file in enumerate(files, 1):
        content = read_file(file.path, file.name)
        notes += _unread(file, content)
        if content.mapping_set is not None:
            completed = complete(content.mapping_set, file.name)
            notes += _derived(file, len(content.mapping_set.mappings) - len(completed.mappings))
            mappings += completed.mappings
            triples = filter(oxigraph.Writer().can_write, set_triples(completed)) if completed.id else ()
            content = content._replace(triples=tuple(triples))
        source = Source(file.name, _apart(content.triples, number))
        if content.mapping_set is None:
            claims = assertions(source.triples, file.name)
            mappings += claims.mappings
            added += claims.added
            withheld |= claims.withheld
            notes += _derived(file, claims.derived)
        sources.append(source)
    adapted = adapt(sources, shipped)
    withheld |= adapted.withheld
    for file, source in zip(files, sources, strict=True):
        if file.path.lower().endswith((*oxigraph.QUADS, ".tsv")):
            oxigraph.load_triples(store, source.triples, (file.graph,))
        else:
            oxigraph.load_file(store, file.path, (file.graph,))
    kept = [t for source in sources for t in source.triples if t not in withheld]
    oxigraph.load_triples(store, [*kept, *adapted.added, *added], (None,))
    oxigraph.load_triples(store, note_triples(NOTES, (*notes, *adapted.notes)), (NOTES,))
    return mappings


def _derived(file: DataFile, count: int) -> list[str]:
    """What to tell of a file that holds what follows from claims beside, or instead of, claims."""
    if not count:
        return []
    said = "1 row of it says" if count == 1 else f"{count} rows of it say"
    return [f"{file.name} was not added in full: {said} what follows, which is found anew from the claims themselves."]


def _unread(file: DataFile, content: FileContent) -> list[str]:
    """What to tell of an SSSOM file of which not all was read."""
    count = sum(finding.severity == "violation" for finding in content.findings)
    if not count:
        return []
    problems = f"{count} problem{'s' if count > 1 else ''}"
    return [f"{file.name} was not read in full ({problems}); crosswalk validate {file.path} lists why."]


def _apart(triples: Iterable[Triple], number: int) -> tuple[Triple, ...]:
    """The triples with their blank nodes named by the file, since ``_:a`` of two files is not the same."""

    def named(term: Any) -> Any:
        return Blank(f"f{number}x{term.label}") if isinstance(term, Blank) else term

    return tuple(t._replace(subject=named(t.subject), object=named(t.object)) for t in triples)
