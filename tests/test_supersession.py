"""What a newer edition changes: each rule by example, all against a second answer, and the shipped editions."""

from __future__ import annotations

import naive_supersession as naive
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph, words
from crosswalk.alignment.supersession import KINDS, RULES, Diff, Edition, compare
from crosswalk.model import Mapping
from crosswalk.vocabulary import ENTAILED, NO_TERM_FOUND

OLDER = Edition("a", ("a:1", "a:1.1", "a:1.2", "a:2", "a:3"), ("a:1.1", "a:1.2", "a:2", "a:3"),
                {"a:1.1": ["a:1"], "a:1.2": ["a:1"]})  # fmt: skip
NEWER = Edition("b", ("b:1", "b:2", "b:2.1", "b:2.2", "b:3"), ("b:1", "b:2", "b:3"),
                {"b:2.1": ["b:2"], "b:2.2": ["b:2"]})  # fmt: skip


def claim(subject: str, predicate: str, object_: str, **fields: object) -> Mapping:
    """A judged claim; the predicate without its prefix."""
    made = Mapping(subject, f"skos:{predicate}", object_, "", "agent:x", "X", "judged", "proposed")
    return made._replace(**fields)


def diff(*claims: Mapping) -> Diff:
    return compare({f"c{i}": c for i, c in enumerate(claims)}, OLDER, NEWER)


def kinds(*claims: Mapping) -> dict[str, str]:
    """What changed, of what somebody looked at."""
    found = {change.statement: change.kind for change in diff(*claims).changes}
    return {statement: kind for statement, kind in found.items() if kind != "not reviewed"}


@pytest.mark.parametrize(
    ("predicate", "set_relation", "kind"),
    [
        ("exactMatch", "", "kept"),
        ("closeMatch", "", "kept"),
        ("closeMatch", "intersects", "kept"),
        ("broadMatch", "", "widened"),
        ("narrowMatch", "", "narrowed"),
        ("closeMatch", "subset", "widened"),
        ("closeMatch", "superset", "narrowed"),
        ("relatedMatch", "intersects", "touched"),
        ("relatedMatch", "subset", "touched"),
        ("mappingRelation", "", "touched"),
        ("closeMatch", "disjoint", "denied"),
    ],
)
def test_one_to_one_the_claim_tells_the_change(predicate: str, set_relation: str, kind: str) -> None:
    assert kinds(claim("a:2", predicate, "b:1", set_relation=set_relation)) == {"a:2": kind}


def test_the_direction_holds_whichever_way_round_a_claim_is_written() -> None:
    """SKOS Reference 10.1: "A broadMatch B" says that B is the broader; the newer is the broader, so it was widened."""
    assert kinds(claim("a:2", "broadMatch", "b:1")) == kinds(claim("b:1", "narrowMatch", "a:2")) == {"a:2": "widened"}
    written = claim("b:1", "closeMatch", "a:2", set_relation="subset")
    assert kinds(written) == {"a:2": "narrowed"}
    assert diff(claim("b:1", "narrowMatch", "a:2")).changes[2].successors[0].relation == "skos:broadMatch"


def test_several_successors_are_a_split_and_several_that_meet_in_one_a_merger() -> None:
    assert kinds(claim("a:2", "closeMatch", "b:1"), claim("a:2", "narrowMatch", "b:3")) == {"a:2": "split"}
    merged = kinds(claim("a:2", "closeMatch", "b:1"), claim("a:3", "broadMatch", "b:1"))
    assert merged == {"a:2": "merged", "a:3": "merged"}
    both = kinds(
        claim("a:2", "closeMatch", "b:1"), claim("a:2", "closeMatch", "b:3"), claim("a:3", "closeMatch", "b:3")
    )
    assert both == {"a:2": "split and merged", "a:3": "merged"}


def test_a_merger_names_the_statements_that_meet() -> None:
    found = diff(claim("a:2", "closeMatch", "b:1"), claim("a:3", "closeMatch", "b:1"))
    assert found.of()["a:2"].sharing == found.of()["a:3"].sharing == ("a:2", "a:3")


def test_what_is_only_related_makes_no_split_and_no_merger_and_is_told_apart() -> None:
    found = diff(
        claim("a:2", "closeMatch", "b:1"), claim("a:2", "relatedMatch", "b:3"), claim("a:3", "relatedMatch", "b:1")
    ).of()
    assert (found["a:2"].kind, found["a:3"].kind) == ("kept", "touched")
    assert [link.newer for link in found["a:2"].related] == ["b:3"]


def test_a_practice_and_a_requirement_of_it_are_one_place_and_two_requirements_two() -> None:
    inside = kinds(claim("a:2", "closeMatch", "b:2.1"), claim("a:2", "broadMatch", "b:2"))
    assert inside == {"a:2": "widened"}, "the uppermost of them tells the relation"
    assert kinds(claim("a:2", "closeMatch", "b:2.1"), claim("a:2", "closeMatch", "b:2.2")) == {"a:2": "split"}
    assert kinds(claim("a:1", "closeMatch", "b:1"), claim("a:1.1", "closeMatch", "b:1")) == {"a:1.1": "kept"}
    both = [claim(one, "closeMatch", "b:1") for one in ("a:1", "a:1.1", "a:1.2")]
    assert kinds(*both) == {"a:1.1": "merged", "a:1.2": "merged"}


def test_gone_says_that_somebody_looked_and_silence_says_nothing() -> None:
    nothing = claim("a:2", "relatedMatch", NO_TERM_FOUND, searched="b")
    assert kinds(nothing) == kinds(nothing._replace(subject=NO_TERM_FOUND, object="a:2")) == {"a:2": "gone"}
    assert kinds(nothing._replace(searched="c")) == {}
    assert kinds(nothing._replace(negated=True)) == kinds(nothing._replace(status="candidate")) == {}
    assert diff().counts()["not reviewed"] == 4


def test_a_rejected_counterpart_is_denied_and_a_search_that_found_nothing_says_more() -> None:
    rejected = claim("a:2", "closeMatch", "b:1", negated=True)
    printed = claim("a:2", "mappingRelation", "b:1", kind="printed")
    nothing = claim("a:2", "relatedMatch", NO_TERM_FOUND, searched="b")
    assert kinds(rejected) == kinds(rejected, printed) == {"a:2": "denied"}
    assert kinds(rejected, nothing) == {"a:2": "gone"}
    assert kinds(rejected, claim("a:2", "closeMatch", "b:3")) == {"a:2": "kept"}
    assert kinds(rejected._replace(status="candidate")) == {}


def test_what_follows_from_claims_is_no_claim_here() -> None:
    assert kinds(claim("a:2", "exactMatch", "b:1", kind=ENTAILED)) == {}


def test_new_is_what_none_meets_and_what_is_met_below_it_is_named() -> None:
    found = diff(claim("a:2", "relatedMatch", "b:1"), claim("a:3", "closeMatch", "b:2.1")).new
    assert [(change.statement, change.below) for change in found] == [("b:2", ("b:2.1",)), ("b:3", ())]


def test_statements_above_the_level_have_their_change_too_and_are_not_counted() -> None:
    found = diff(claim("a:1", "closeMatch", "b:1"))
    assert [(change.statement, change.kind) for change in found.others] == [("a:1", "kept")]
    assert (found.counts()["kept"], len(found.changes)) == (0, 4)


def test_a_hierarchy_that_goes_round_ends() -> None:
    looped = NEWER._replace(parents={"b:1": ["b:3"], "b:3": ["b:1"]})
    claims = {"x": claim("a:2", "closeMatch", "b:1"), "y": claim("a:2", "closeMatch", "b:3")}
    assert compare(claims, OLDER, looped).of()["a:2"].kind == "kept"


def test_every_kind_has_words_and_every_rule_a_kind() -> None:
    assert list(words.CHANGES) == list(KINDS)
    assert {kind for kind, _ in RULES} | {"new"} == set(KINDS)


# What holds for any claims, and for a second answer.

SIDES = [(one, other) for one in OLDER.statements for other in NEWER.statements]
ENDS = st.one_of(
    st.sampled_from([*SIDES, *((b, a) for a, b in SIDES), ("a:2", "a:3"), ("a:2", "c:1")]),
    st.tuples(st.sampled_from(OLDER.statements), st.just(NO_TERM_FOUND)),
    st.tuples(st.just(NO_TERM_FOUND), st.sampled_from(NEWER.statements)),
)


@st.composite
def made(draw: st.DrawFn) -> Mapping:
    subject, object_ = draw(ENDS)
    predicates = ["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "mappingRelation"]
    searched = draw(st.sampled_from("bbac")) if NO_TERM_FOUND in (subject, object_) else ""
    return claim(
        subject, draw(st.sampled_from(predicates)), object_, searched=searched,
        negated=draw(st.sampled_from([False, False, False, True])),
        kind=draw(st.sampled_from(["judged", "judged", "printed", ENTAILED])),
        status=draw(st.sampled_from(["proposed", "proposed", "reviewed", "candidate"])),
        set_relation=draw(st.sampled_from(["", "", "subset", "superset", "intersects", "disjoint"])),
        confidence=draw(st.sampled_from([None, 0.5])),
    )  # fmt: skip


CLAIMS = st.lists(made(), max_size=9)


def by_name(claims: list[Mapping]) -> dict[str, Mapping]:
    return {f"c{i}": c for i, c in enumerate(claims)}


@given(CLAIMS)
def test_both_answers_agree(claims: list[Mapping]) -> None:
    found = compare(by_name(claims), OLDER, NEWER)
    assert {s: change.kind for s, change in found.of().items()} == naive.kinds(by_name(claims), OLDER, NEWER)
    assert [change.statement for change in found.new] == naive.unmet(by_name(claims), OLDER, NEWER)


@given(CLAIMS)
def test_every_older_statement_has_one_change_and_every_newer_one_is_met_or_new(claims: list[Mapping]) -> None:
    found = compare(by_name(claims), OLDER, NEWER)
    changes = (*found.changes, *found.others)
    assert sorted(change.statement for change in changes) == sorted(OLDER.statements)
    assert [change.statement for change in found.changes] == [s for s in OLDER.statements if s in OLDER.level]
    met = {link.newer for change in changes for link in (*change.successors, *change.related)}
    new = {change.statement for change in found.new}
    assert not met & new and set(NEWER.level) <= met | new
    assert sum(found.counts().values()) == len(found.changes) + len(found.new)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_and_their_doubles_do_not_matter(claims: list[Mapping], random: object) -> None:
    named = by_name(claims)
    shuffled = [*named.items()]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    doubled = dict([*shuffled, *((f"z{name}", c) for name, c in shuffled)])
    assert compare(named, OLDER, NEWER) == compare(dict(shuffled), OLDER, NEWER) == compare(doubled, OLDER, NEWER)


def flat(edition: Edition) -> Edition:
    return edition._replace(level=edition.statements, parents={})


@given(CLAIMS, st.booleans())
def test_read_the_other_way_a_split_is_a_merger_and_what_was_widened_is_narrowed(
    claims: list[Mapping], nested: bool
) -> None:
    editions = (OLDER, NEWER) if nested else (flat(OLDER), flat(NEWER))
    forth, back = compare(by_name(claims), *editions).of(), compare(by_name(claims), *editions[::-1]).of()
    for there, here in ((forth, back), (back, forth)):
        for change in there.values():
            after = [here[link.newer].kind for link in change.successors]
            if change.kind in ("split", "split and merged"):
                assert set(after) <= {"merged", "split and merged"}
            if change.kind in ("merged", "split and merged"):
                assert {"split", "split and merged"} & set(after)
            if not nested and change.kind in ("kept", "widened", "narrowed"):
                assert after == [{"widened": "narrowed", "narrowed": "widened"}.get(change.kind, "kept")]
            if change.kind == "touched":
                assert all(here[link.newer].related for link in change.related)
    links = {(s, link.newer) for s, change in forth.items() for link in (*change.successors, *change.related)}
    assert links == {(link.newer, s) for s, change in back.items() for link in (*change.successors, *change.related)}


# The shipped editions, read by hand from the files in data/mappings.


def codes(listed: str) -> set[str]:
    return set(listed.split())


def told(older: str, newer: str) -> tuple[dict[str, set[str]], set[str]]:
    """The codes by what became of them, and those that are new."""
    found = open_graph().alignment.supersession(older, newer)
    kinds: dict[str, set[str]] = {}
    for change in found.changes:
        kinds.setdefault(change.kind, set()).add(change.statement.partition(":")[2])
    return kinds, {change.statement.partition(":")[2] for change in found.new}


def test_iste_coaches_2011_in_2019() -> None:
    kinds, new = told("iste-coaches-2011", "iste-coaches-2019")
    assert kinds == {
        "kept": codes("1a 2c 2f 2g 2h 3f 4b 4c 5a 6c"),
        "touched": codes("1d 2a 2b 2e 3a 3c 3d 4a 5b 6a 6b"),
        "gone": codes("1b 1c 2d 3b 3e 3g 5c"),
    }
    assert new == codes("1c 1d 1e 2b 6c 7a 7c")


def test_iste_administrators_2009_in_education_leaders_2018() -> None:
    kinds, new = told("iste-administrators-2009-td", "iste-education-leaders-2018")
    assert kinds == {
        "kept": codes("1a 2c 3d 4e 5a"),
        "widened": {"5c"},
        "touched": codes("1b 2b 2d 3a 3b 3c 4a 4b 4d 5b"),
        "gone": codes("1c 2a 2e 4c 5d"),
    }
    assert new == codes("1c 3c 5b 5c")


def test_ib_2014_in_2020() -> None:
    kinds, new = told("ib-psp-2014", "ib-psp-2020")
    assert kinds["widened"] == {"B2.1", "B2.4", "C4.4"}
    assert kinds["narrowed"] == {"C1.1", "C4.3"}
    assert kinds["merged"] == {"C2.11", "C3.16"}
    assert kinds["gone"] == {"A8", "B1.1", "C1.5", "C2.10", "C3.1", "C3.9", "C4.5"}
    assert kinds["kept"] >= {"A1", "A4", "B2.10", "C3.7", "C4.9"}
    assert {kind: len(found) for kind, found in kinds.items()} == {
        "kept": 22, "widened": 3, "narrowed": 2, "merged": 2, "touched": 37, "gone": 7,
    }  # fmt: skip
    assert new == codes("0201-01 0202-03 0203-01 0402-01 0402-04 0402-07 0403-02 0404-03")
