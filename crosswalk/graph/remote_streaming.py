"""Answers of another server passed on part by part, while they come; one that nobody takes any more is ended there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from crosswalk.graph import tokens
from crosswalk.graph.lines import Line
from crosswalk.graph.oxigraph import Output
from crosswalk.graph.parts import Parts, TooLarge, TooManyRows
from crosswalk.graph.refusals import late
from crosswalk.graph.relay import Relay
from crosswalk.graph.results import Result
from crosswalk.graph.streaming import BYTE_LIMIT, AnswerStream, Dataset, Limits, too_many, too_much


class Asking(NamedTuple):
    """What holds while an answer is passed on: seconds, rows, bytes read at most, the graphs asked, the line."""

    seconds: float
    rows: int
    size: int
    dataset: Dataset | None
    line: Line


class Relaying(Protocol):
    """What asks another server."""

    def run(self, text: str, *, time_limit: float, row_limit: int, dataset: Dataset | None) -> Result:
        """The whole answer."""
        ...

    def relay(self, text: str, form: str, syntax: str, limits: Asking, out: Output) -> None:
        """Write the answer into `out` as it comes."""
        ...


class RemoteStreamer:
    """Answers for an endpoint of ours by asking another, within our limits; an answer that fails is an error."""

    def __init__(self, engine: Relaying, limits: Limits) -> None:
        self._engine = engine
        self._limits = limits

    def stream(self, text: str, syntax: str, *, dataset: Dataset | None = None) -> AnswerStream:
        """As `Guard.stream`; what the other endpoint refuses or fails at is raised when a part is asked for."""
        tokens.refuse(text)
        made = AnswerStream()
        made.begin(self._parts(made, text, syntax, dataset))
        return made

    def close(self) -> None:
        """Nothing runs for it."""

    def _parts(self, made: AnswerStream, text: str, syntax: str, dataset: Dataset | None) -> Iterator[bytes]:
        form, seconds, rows = tokens.kind(text), self._limits.seconds, self._limits.rows
        if form == "ask":
            yield self._engine.run(text, time_limit=seconds, row_limit=rows, dataset=dataset).written(syntax)
            return
        line = Line()

        def work(give: Callable[[bytes], None]) -> None:
            parts = Parts(syntax, rows, BYTE_LIMIT, give)
            try:
                self._engine.relay(text, form, syntax, Asking(seconds, rows, BYTE_LIMIT, dataset, line), parts)
            except TooManyRows:
                raise too_many(rows) from None
            except TooLarge:
                raise too_much(BYTE_LIMIT) from None
            parts.flush()

        relay = Relay(work, line.cut)
        made.holds(relay)
        try:
            yield from relay.parts(seconds, late(seconds))
        finally:
            made.releases()
