"""What follows as a mapping set: only matches, under their own identifiers, and read back the same."""

from __future__ import annotations

from crosswalk import relations
from crosswalk.alignment.compose import Derived, compose
from crosswalk.alignment.premises import Network, Premise
from crosswalk.formats import sssom
from crosswalk.graph.proposals import mapping_set, written


def derived(*known: int) -> list[Derived]:
    """What follows for a and c by way of b, where each statement of b is known to stand so to the same one of c."""
    premises = [Premise(f"xwid:mapping/{i}", f"ais-psi:{i}", f"b:{i}", relations.EQUAL) for i, _ in enumerate(known)]
    premises += [Premise(f"xwid:mapping/9{i}", f"b:{i}", f"ib-psp-2020:{i}", each) for i, each in enumerate(known)]
    members = {name: tuple(f"{name}:{i}" for i, _ in enumerate(known)) for name in ("ais-psi", "b", "ib-psp-2020")}
    return list(compose(Network(premises, members), "ais-psi", "ib-psp-2020"))


def test_only_what_is_entailed_becomes_a_mapping() -> None:
    found = derived(relations.SUBSET, relations.ANY, relations.DISJOINT)
    assert [d.verdict for d in found] == ["entailed", "candidate", "entailed"]
    made = mapping_set(found, "ais-psi", "ib-psp-2020", "T", "D", "1.0")
    assert [(m.subject, m.predicate, m.negated) for m in made.mappings] == [
        ("ais-psi:0", "skos:broadMatch", False), ("ais-psi:2", "skos:closeMatch", True),
    ]  # fmt: skip
    assert (made.license, made.version) == ("https://creativecommons.org/licenses/by/4.0/", "1.0")


def test_it_is_read_back_the_same_with_rows_and_without() -> None:
    for found in (derived(relations.EQUAL, relations.OVERLAP), []):
        made = mapping_set(found, "ais-psi", "ib-psp-2020", "T", "D", "1.0", "by-way-of-b")
        reading = sssom.read(sssom.write(made).encode(), "x.tsv")
        assert (reading.findings, reading.mapping_set) == ((), made)


def test_the_identifier_of_a_set_is_an_iri_whatever_the_frameworks_are_called() -> None:
    made = mapping_set((), "a b", "c/d", "T", "D", "1")
    assert made.id.endswith("/mapping-set/a%20b--c%2Fd--entailed")


def test_what_is_not_ours_is_written_under_its_own_address_with_no_prefix_made_up_for_it() -> None:
    made = mapping_set(
        derived(relations.EQUAL), "ais-psi", "ib-psp-2020", "T", "D", "1",
        address=lambda short: written(short, f"http://example.org/{short}"),
    )  # fmt: skip
    text = sssom.write(made)
    assert "\nhttp://example.org/ais-psi:0\t" in text
    assert "#  http:" not in text and "id/ais-psi" not in text.replace(made.id, "")
    assert sssom.read(text.encode(), "x.tsv").mapping_set == made
