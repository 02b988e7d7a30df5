"""Why a statement stands as it does: a sentence for each way, what is withheld, and the row for programs."""

from __future__ import annotations

import pytest

from crosswalk import open_graph
from crosswalk.evidence.choices import Choices
from crosswalk.evidence.database import Stored
from crosswalk.evidence.lists import EvidenceList, Line
from crosswalk.evidence.standing import Bearing, Standing, Way
from crosswalk.evidence.telling import FIELDS, WITHHELD, Shown, evidence, named, row, sentence, why
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.model import Mapping

GRAPH = open_graph()
KNOWN = Vocabulary(GRAPH.records, GRAPH.resolve)
CLAIMS = {
    "m1": Mapping("ais-psi:3.4", "skos:exactMatch", "ib-psp-2014:B2.8", "", "a", "Ms X", "judged", "proposed"),
    "m2": Mapping(
        "ais-psi:3.4", "skos:mappingRelation", "ib-psp-2014:B2.8", "", "b", "A school", "printed", "proposed"
    ),
}
MEETS = Bearing("plan", "full", "ais-psi/level/meets", "", "ais-psi:3.4")
START = "ais-psi:3.4 Assistive technology for diverse learners"
ONE = "1 piece of evidence, Meets"


def stored(**body: object) -> Stored:
    supports = [{"statement": "ais-psi:3.4", "level": "ais-psi/level/meets", "reason": "It\nnames tools."}]
    given = {"title": "Plan", "type": "policy-2", "status": "draft", "supports": supports, **body}
    return Stored("evidence", "plan", 1, 1, given)


def listed(standing: Standing, record: Stored) -> tuple[Line, EvidenceList]:
    line = Line(standing.statement, "L", "ib-psp-2014:B2", standing)
    found = EvidenceList("ib-psp-2014", Choices(), (line,), (line,), {record.id: record}, CLAIMS, "")
    return line, found


def told(standing: Standing, record: Stored | None = None, shown: Shown = Shown()) -> dict[str, object]:  # noqa: B008
    return row(*listed(standing, record or stored()), KNOWN, shown)


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (Way("direct", ("ais-psi:3.4",), "full"), f"Full: entered for this statement; {ONE}."),
        (Way("part", ("ais-psi:3.4",), "partial", reason="one of its parts"),
         f"Partial: entered for {START}, one of its parts; {ONE}."),
        (Way("heading", ("ais-psi:3.4",), "partial"), f"Partial: entered for {START}, the heading above it; {ONE}."),
        (Way("printed", ("ais-psi:3.4",), "cited only", ("m2",), reason="cited in print, and no more"),
         f"Cited only: a document cites it with {START}, and says no more; {ONE}."),
        (Way("printed", ("ais-psi:3.4",), "full", ("m2",)), f"Full: a document says that {START} covers it; {ONE}."),
        (Way("printed", ("ais-psi:3.4",), "partial", ("m2",)),
         f"Partial: a document says that {START} overlaps it; {ONE}."),
        (Way("printed", ("ais-psi:3.4",), "none", ("m2",)),
         f"None: a document says of {START} what cannot support it; {ONE}."),
        (Way("judged", ("ais-psi:3.4",), "full", ("m1", "m2"), (), True),
         f"Full: {START}: judged to cover it by Ms X; {ONE}; rests on a claim that nobody has reviewed."),
        (Way("judged", ("ais-psi:3.4",), "partial", ("m1",), (), False, "covers a part of it"),
         f"Partial: {START}: judged to overlap it by Ms X (covers a part of it); {ONE}."),
        (Way("judged", ("ais-psi:3.4",), "candidate only", ("m1",), (), False, "judged related, and no more"),
         f"Candidate only: {START}: judged by Ms X (judged related, and no more); {ONE}."),
        (Way("entailed", ("ais-psi:3.4",), "full", ("m1", "m2"), ("cis-2016:A1",)),
         f"Full: {START}: it follows from 2 claims by way of cis-2016:A1; {ONE}."),
        (Way("candidate", ("ais-psi:3.4",), "candidate only", ("m1", "m2"), ("cis-2016:A1",)),
         f"Candidate only: {START} meets it in cis-2016:A1; nothing follows, it is a place to look; {ONE}."),
        (Way("joint", ("ais-psi:3.4", "ais-psi:1.1"), "full", reason="Together."),
         f"Full: {START} + ais-psi:1.1 {KNOWN.label('ais-psi:1.1')}, jointly (Together.); {ONE}."),
    ],
)  # fmt: skip
def test_each_way_is_a_sentence_that_begins_with_how_much_it_supports(way: Way, said: str) -> None:
    assert sentence(way, [MEETS], CLAIMS, KNOWN) == said


def test_several_pieces_are_counted_by_level_and_it_is_said_of_how_many_what_holds_them_back() -> None:
    late = Bearing("a", "partial", "", "expired on 2026-01-01", "ais-psi:3.4")
    found = sentence(Way("direct", ("ais-psi:3.4",), "full"), [MEETS, late, late], CLAIMS, KNOWN)
    assert found == (
        "Full: entered for this statement; 3 pieces of evidence, 1 × Meets, 2 × no level given; "
        "2 of them expired on 2026-01-01."
    )


def test_a_row_has_its_fields_the_evidence_with_its_reason_and_the_ways_without_the_direct() -> None:
    ways = (
        (Way("direct", ("ib-psp-2014:B2.8",), "full"), (MEETS,)),
        (Way("judged", ("ais-psi:3.4",), "full", ("m1",), (), True), (MEETS,)),
    )
    found = told(Standing("ib-psp-2014:B2.8", "full", ways))
    assert tuple(found) == FIELDS and found["via"] == ["ais-psi:3.4", "m1"]
    (piece,) = found["evidence"]  # type: ignore[misc]
    assert (piece["level"], piece["reason"], piece["held_back"]) == ("Meets", "It\nnames tools.", "")
    assert named(piece) == "Plan (Inclusion policy; Meets; draft; plan): It names tools."


def test_a_row_is_proposed_only_where_it_stands_so_by_nothing_else() -> None:
    rests = (Way("judged", ("ais-psi:3.4",), "full", ("m1",), (), True), (MEETS,))
    direct = (Way("direct", ("ib-psp-2014:B2.8",), "full"), (MEETS,))
    assert told(Standing("ib-psp-2014:B2.8", "full", (rests,)))["proposed"] is True
    assert told(Standing("ib-psp-2014:B2.8", "full", (direct, rests)))["proposed"] is False
    nothing = (rests[0], (MEETS._replace(quality="no"),))
    none = told(Standing("ib-psp-2014:B2.8", "none", (nothing,)))
    assert none["proposed"] is False and none["evidence"] == []


def test_joint_support_is_shown_as_joint() -> None:
    way = Way("joint", ("ais-psi:3.4", "ais-psi:1.1"), "full", reason="Together.")
    both = (MEETS, MEETS._replace(at="ais-psi:1.1"))
    found = told(Standing("ib-psp-2014:B2.8", "full", ((way, both),)))
    assert found["joint"] is True and found["via"] == ["ais-psi:3.4", "ais-psi:1.1"]


def test_what_is_denied_and_what_is_out_of_scope_is_said_once_and_with_its_reason() -> None:
    denied = Way("denied", ("ais-psi:3.4",), "none", ("m1",), reason="denied by Ms X: No.")
    standing = Standing("ib-psp-2014:B2.8", "out of scope", (), (denied,), "Not here.")
    assert why(listed(standing, stored())[0], CLAIMS, KNOWN) == [
        "Out of scope: Not here.", "Denied, and not counted: ais-psi:3.4, by Ms X: No.",
    ]  # fmt: skip
    expected = [{"statement": "ais-psi:3.4", "reason": "denied by Ms X: No.", "claims": ["m1"]}]
    assert told(standing)["denied"] == expected and told(standing)["out_of_scope"] == "Not here."


def test_of_a_confidential_record_neither_words_nor_link_nor_reason_are_shown() -> None:
    record = stored(confidential=True, link="https://example.org/x", owner="AB", note="N")
    standing = Standing("ib-psp-2014:B2.8", "full", ((Way("direct", ("ais-psi:3.4",), "full"), (MEETS,)),))
    hidden = str(told(standing, record))
    assert WITHHELD in hidden and not [w for w in ("Plan", "example.org", "AB", "names tools") if w in hidden]
    for shown in (Shown(frozenset({"plan"})), Shown(everything=True)):
        assert "names tools" in str(told(standing, record, shown))
    assert not Shown().hides(stored()) and Shown(frozenset({"other"})).hides(record)


def test_a_type_or_a_level_that_is_gone_is_shown_as_the_record_has_it() -> None:
    assert evidence(stored(type="lost"), KNOWN, Shown())["type"] == "lost"
    gone = MEETS._replace(level="scale/gone")
    assert "1 piece of evidence, scale/gone" in sentence(Way("direct", ("x:1",), "full"), [gone], CLAIMS, KNOWN)
