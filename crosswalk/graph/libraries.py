"""The graph as the values of other libraries: an rdflib dataset, a networkx graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crosswalk.graph.results import Plain

if TYPE_CHECKING:
    import networkx
    import rdflib


def to_rdflib(dump: Callable[[str], object]) -> rdflib.Dataset:
    """All that `dump` writes to an N-Quads file, as an rdflib dataset of its own."""
    import tempfile

    import rdflib

    target = rdflib.Dataset()
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/graph.nq"
        dump(path)
        with open(path, "rb") as file:
            target.parse(file=file, format="nquads")
    return target


def to_networkx(records: Callable[[str], tuple[dict[str, Plain], ...]], version: str) -> networkx.MultiDiGraph[str]:
    """Statements and claims as nodes and edges, from the rows of library queries that `records` gives."""
    import networkx

    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(version=version)
    for statement in records("list_statements"):
        network.add_node(str(statement["statement"]), **{k: v for k, v in statement.items() if k != "statement"})
    for statement in records("list_statements"):
        if statement["parent"]:
            network.add_edge(
                str(statement["statement"]), str(statement["parent"]), key="broader", relation="skos:broader"
            )
    for claim in records("filter_mappings"):
        edge = {k: v for k, v in claim.items() if k not in ("subject", "object")}
        network.add_edge(str(claim["subject"]), str(claim["object"]), key=str(claim["mapping"]), **edge)
    return network
