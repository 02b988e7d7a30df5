"""What is asked to be validated: the shipped data with what follows from it, or a file of somebody's own."""

from __future__ import annotations

from collections.abc import Sequence

from crosswalk.graph.dataset import dataset, read
from crosswalk.graph.files import own_files
from crosswalk.graph.syntax import read_file
from crosswalk.quality.report import Report
from crosswalk.quality.results import Engine
from crosswalk.quality.validation import Progress, validate_dataset, validate_file


def shipped_data(engine: Engine, progress: Progress | None) -> Report:
    """The shipped data and what follows from its claims, judged by every shape. Raises DataMissing, UnreadableFile."""
    from crosswalk.graph.inference import inferred_from
    from crosswalk.quality.inference import clashes

    shipped = read(dataset())
    inferred = inferred_from(shipped.triples)
    findings = (*shipped.findings, *clashes(shipped.triples, inferred))
    judged = (*shipped.triples, *inferred)
    return validate_dataset(judged, engine=engine, findings=findings, places=shipped.places, progress=progress)


def own_file(path: str, data: Sequence[str], engine: Engine, progress: Progress | None) -> Report:
    """A file, judged alone; the statements of the shipped data and of `data` are known. Raises UnreadableFile."""
    shipped = read(dataset())
    own = read_file(path)
    known = [t for file in own_files(data) for t in read_file(file.path, file.name).triples]
    context = (*shipped.triples, *known)
    return validate_file(
        own.triples, context, engine=engine, findings=own.findings, places=own.places, progress=progress
    )
