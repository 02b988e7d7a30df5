"""Every query of the library on the shipped data, the slowest first."""

from __future__ import annotations

from measure import medians, milliseconds, table, verdict

from crosswalk import open_graph
from crosswalk.graph.queries import LibraryQuery, Parameter

RUNS = 9
#: Values that make each question a large one: the longest framework, the pair with most claims, the fullest statement.
VALUES = {"statement": "ais-psi:3.4", "language": "en", "text": "technology", "author": "document:ais-growth-model"}
FRAMEWORKS = {
    "to_framework": "ib-psp-2014", "hub_framework": "ais-psi", "older": "ib-psp-2014", "newer": "ib-psp-2020"
}  # fmt: skip


def value(parameter: Parameter) -> str | None:
    """What to give for a parameter; None leaves an optional one open, which asks for more."""
    if parameter.optional:
        return None
    if parameter.type == "framework":
        return FRAMEWORKS.get(parameter.name, "ais-psi")
    return parameter.default or VALUES[parameter.type]


def given(query: LibraryQuery) -> dict[str, str]:
    """The parameters of a query for this measurement."""
    chosen = {parameter.name: value(parameter) for parameter in query.parameters}
    if "hub_framework" in chosen:
        chosen["from_framework"] = "iste-coaches-2011"
    return {name: word for name, word in chosen.items() if word is not None}


def main() -> None:
    """Measure and print."""
    graph = open_graph()
    library = graph.library()
    times = medians(*(lambda q=q: graph.query(q.name, **given(q)) for q in library), runs=RUNS)
    ranked = sorted(zip(times, library, strict=True), key=lambda pair: -pair[0])
    rows = {query.name: len(graph.query(query.name, **given(query)).rows) for query in library}
    table([(query.name, f"{milliseconds(time):>9}  {rows[query.name]:>4} rows") for time, query in ranked])
    verdict(f"slowest, {ranked[0][1].name}", ranked[0][0] * 1000, 20, " ms")


if __name__ == "__main__":
    main()
