"""What people ask of the alignment of a graph: any two frameworks, any two statements, each answer with its reasons."""

from __future__ import annotations

import pytest

from crosswalk import open_graph
from crosswalk.errors import AmbiguousIdentifier, InputError, UnknownIdentifier
from crosswalk.graph.alignment import DERIVED_COLUMNS, MOST_HOPS, Alignment


@pytest.fixture(scope="module")
def alignment() -> Alignment:
    return open_graph().alignment


def test_the_rows_of_two_frameworks_have_their_columns_and_reasons(alignment: Alignment) -> None:
    rows = list(alignment.rows("iste-coaches-2011", "iste-education-leaders-2018"))
    assert rows and {tuple(row) for row in rows} == {DERIVED_COLUMNS}
    for row in rows:
        assert set(str(row["proof"]).replace(" | ", " ").split()) <= alignment.claims.values.keys()
        assert (row["relation"] is None) is (row["verdict"] != "entailed")


def test_the_inferred_graph_holds_what_is_composed_on_asking(alignment: Alignment) -> None:
    graph = open_graph()
    for source, target in (("iste-coaches-2011", "iste-education-leaders-2018"), ("ib-psp-2020", "ais-psi")):
        stored = graph.records("list_inferred", from_framework=source, to_framework=target)
        asked = list(alignment.rows(source, target))
        assert [(r["subject"], r["object"], r["verdict"], r["relation"], r["confidence"]) for r in stored] == [
            (r["subject"], r["object"], r["verdict"], r["relation"], r["confidence"] and pytest.approx(r["confidence"]))
            for r in asked
        ]
        candidates = [row for row in asked if row["verdict"] == "candidate"]
        assert [r["hubs"] for r in stored if r["verdict"] == "candidate"] == [r["hubs"] for r in candidates]


def test_a_denied_printed_citation_leads_nowhere(alignment: Alignment) -> None:
    denied = {frozenset((row["statement"], row["cited"])) for row in open_graph().records("list_denied_citations")}
    assert denied
    for derived in alignment.derive("ais-psi", "ib-psp-2020"):
        for chain in derived.chains:
            for here, there in zip(chain.stops, chain.stops[1:], strict=False):
                assert frozenset((here, there)) not in denied


def test_the_same_framework_twice_and_unknown_names_are_sentences(alignment: Alignment) -> None:
    with pytest.raises(InputError, match="Both frameworks are ais-psi"):
        alignment.derive("ais-psi", "AIS-PSI")
    with pytest.raises(UnknownIdentifier, match="ib-psp-2014"):
        alignment.derive("ais-psi", "ib-psp-214")
    with pytest.raises(InputError, match=r"Both statements are ais-psi:3\.4"):
        alignment.derive_pair("ais-psi:3.4", "ais-psi:3.4")
    with pytest.raises(AmbiguousIdentifier):
        alignment.explain("3.4", "ais-psi:3.4")
    for hops in (1, MOST_HOPS + 1):
        with pytest.raises(InputError, match=f"A chain of {hops} claims"):
            alignment.derive("ais-psi", "ib-psp-2014", hops)


def test_without_a_chain_the_nearest_hub_and_way_are_named(alignment: Alignment) -> None:
    assert alignment.way("mps-itl", "ib-psp-2020") == ("mps-itl", "ais-psi", "ib-psp-2014", "ib-psp-2020")
    assert alignment.way("ais-psi", "cis-2016-revised") == ()
    assert alignment.explain("ais-psi:1.1", "cis-2016:A") is None
    told = alignment.nearest("ais-psi:2.1", "cis-2016:A")
    assert len(told) >= 2 and "ais-psi:2.1" in told[0]


def test_longer_chains_find_no_less(alignment: Alignment) -> None:
    short = {(d.subject, d.object) for d in alignment.derive("mps-itl", "iste-coaches-2019", 2)}
    longer = {(d.subject, d.object) for d in alignment.derive("mps-itl", "iste-coaches-2019", 4)}
    assert short <= longer
