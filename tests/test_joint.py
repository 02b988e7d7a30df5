"""What statements cover alone, together, or in parts of which nobody knows whether they add up."""

from __future__ import annotations

import pytest

from crosswalk import open_graph
from crosswalk.alignment.joint import Cover, joint_coverage
from crosswalk.model import JointClaim, Mapping

ORDER = {"covering": ("a:1", "a:2", "a:3"), "covered": ("b:1", "b:2")}


def claim(subject: str, predicate: str, object_: str, **fields: object) -> Mapping:
    return Mapping(subject, predicate, object_, "", "agent:x", "X", "judged", "proposed")._replace(**fields)


def joint(*subjects: str, extent: str = "whole", covered: str = "b:1") -> JointClaim:
    return JointClaim(subjects, covered, extent, "agent:x", "Somebody", "proposed", "gloss", 0.5, "Because.")


@pytest.mark.parametrize(
    ("one", "alone"),
    [
        (claim("a:1", "skos:exactMatch", "b:1"), True),
        (claim("a:1", "skos:broadMatch", "b:1"), True),  # whatever satisfies a:1 satisfies b:1
        (claim("b:1", "skos:narrowMatch", "a:1"), True),
        (claim("a:1", "skos:narrowMatch", "b:1"), False),
        (claim("b:1", "skos:broadMatch", "a:1"), False),
        (claim("a:1", "skos:closeMatch", "b:1"), False),
        (claim("a:1", "skos:relatedMatch", "b:1"), False),
        (claim("a:1", "skos:closeMatch", "b:1", set_relation="subset"), True),
    ],
)
def test_a_statement_covers_another_alone_where_whatever_satisfies_it_satisfies_the_other(
    one: Mapping, alone: bool
) -> None:
    (cover,) = joint_coverage(ORDER, [one], [])
    assert (cover.alone, cover.parts) == ((("a:1",), ()) if alone else ((), ("a:1",)))


def test_parts_are_never_summed_without_a_claim_that_they_add_up() -> None:
    parts = claim("a:2", "skos:narrowMatch", "b:1"), claim("a:1", "skos:narrowMatch", "b:1")
    (cover,) = joint_coverage(ORDER, parts, [])
    assert cover.told() == "Parts known: a:1, a:2; whether they add up is not known."
    (cover,) = joint_coverage(ORDER, parts, [joint("a:1", "a:2")])
    assert cover.told() == "a:1 + a:2 together cover it, says Somebody: Because."


def test_a_joint_claim_of_a_part_leaves_the_rest_open() -> None:
    (cover,) = joint_coverage(ORDER, [claim("a:3", "skos:relatedMatch", "b:1")], [joint("a:1", "a:2", extent="part")])
    assert "a:1 + a:2 together cover a part of it" in cover.told()
    assert "Parts known: a:3; whether they add up is not known." in cover.told()


def test_denials_and_other_frameworks_count_for_nothing() -> None:
    denied = claim("a:1", "skos:relatedMatch", "b:1", negated=True)
    assert joint_coverage(ORDER, [denied, claim("c:1", "skos:exactMatch", "b:1")], [joint("a:1", "c:1")]) == ()


def test_several_that_cover_alone_are_told_as_such() -> None:
    assert Cover("b:1", ("a:1", "a:2"), ()).told() == "a:1, a:2 each cover it alone."


def test_the_shipped_joint_claims_are_all_told() -> None:
    graph = open_graph()
    for row in graph.records("list_joint_claims"):
        subjects = str(row["subjects"]).split()
        source, target = subjects[0].partition(":")[0], str(row["object"]).partition(":")[0]
        covers = {cover.statement: cover.told() for cover in graph.alignment.joint(source, target)}
        assert " + ".join(subjects) in covers[str(row["object"])]
