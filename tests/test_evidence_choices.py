"""What a list is asked for: each filter, each rule that can be moved, and the words that state both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.errors import InputError
from crosswalk.evidence.choices import Choices, bearings, checked, chosen, in_words, line
from crosswalk.evidence.database import Stored
from crosswalk.evidence.levels import NEGATIVE, meaning
from crosswalk.evidence.vocabulary import Vocabulary

GRAPH = open_graph()
KNOWN = Vocabulary(GRAPH.records, GRAPH.resolve)
TODAY = "2026-06-15"


def stored(id_: str = "e", **body: object) -> Stored:
    return Stored("evidence", id_, 1, 1, {"title": id_, "type": "policy-2", "status": "draft", **body})


def ids(records: list[Stored], **choices: object) -> list[str]:
    made = checked(Choices(today=TODAY, **choices), KNOWN)  # type: ignore[arg-type]
    return [one.id for one in chosen(records, made, KNOWN)]


@pytest.mark.parametrize(
    "day", ["soon", "20260331", "2026-W14-2", "2026-3-1", "2026-02-30", "31.03.2026", "２０２６-01-01"]
)
@pytest.mark.parametrize("name", ["period_start", "period_end", "today"])
def test_a_day_is_written_in_one_way_since_days_are_compared_as_text(name: str, day: str) -> None:
    with pytest.raises(InputError, match=r"is no date; write year, month and day"):
        checked(Choices(**{name: day}), KNOWN)  # type: ignore[arg-type]


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError, match=r"ends on 2026-01-01, before it begins on 2026-05-01; turn the two round"):
        checked(Choices(period_start="2026-05-01", period_end="2026-01-01"), KNOWN)
    assert checked(Choices(period_start="2026-05-01", period_end="2026-05-01"), KNOWN).period_end == "2026-05-01"


def test_today_is_filled_in_and_types_become_codes() -> None:
    made = checked(Choices(types=("Inclusion policy", "POLICIES")), KNOWN)
    assert made.today == date.today().isoformat() and made.types == ("policy-2", "policy")


DAYS = st.integers(0, 60).map(lambda n: (date(2026, 5, 1) + timedelta(n)).isoformat())
MAYBE = st.one_of(st.just(""), DAYS)


@given(MAYBE, MAYBE, MAYBE, MAYBE, MAYBE)
def test_evidence_is_of_a_period_where_a_day_of_it_is(asked: str, until: str, day: str, begins: str, ends: str) -> None:
    if (asked and until and asked > until) or (begins and ends and begins > ends):
        return
    body = {name: value for name, value in (("date", day), ("period_start", begins), ("period_end", ends)) if value}
    first, last = begins or day or ends, ends or day or begins
    if first > last:  # a day outside the record's own period
        return
    days = [(date(2026, 4, 1) + timedelta(n)).isoformat() for n in range(120)]
    inside = [d for d in days if (not asked or d >= asked) and (not until or d <= until)]
    expected = not (asked or until) or (bool(first) and any(first <= d <= last for d in inside))
    assert ids([stored(**body)], period_start=asked, period_end=until) == (["e"] if expected else [])


def test_what_is_retired_counts_only_where_it_is_asked_for() -> None:
    records = [stored("a"), stored("b", status="accepted"), stored("c", status="retired")]
    assert ids(records) == ["a", "b"] and ids(records, statuses=("retired", "draft")) == ["a", "c"]


def test_a_category_stands_for_its_types_and_an_owner_for_any_way_to_write_it() -> None:
    records = [
        stored("a", owner="IT Office"),
        stored("b", type="policy"),
        stored("c", type="lost"),
        stored("d", type="curriculum-2"),
    ]
    assert ids(records, types=("Policies",)) == ["a", "b"] and ids(records, types=("policy-2",)) == ["a"]
    assert ids(records, owner="it office") == ["a"] and ids(records, owner="IT") == []


@given(
    st.sampled_from(["", *KNOWN.levels, "gone"]),
    MAYBE,
    st.booleans(),
    st.one_of(st.none(), st.sampled_from(list(KNOWN.levels))),
)
def test_a_piece_is_good_in_full_only_if_it_has_not_expired_and_its_level_is_met(
    level: str, expires: str, count_expired: bool, moved: str | None
) -> None:
    lines = ((KNOWN.levels[moved].scale, moved),) if moved else ()
    choices = Choices(today="2026-05-20", count_expired=count_expired, lines=lines)
    support = {"statement": "ais-psi:3.4", **({"level": level} if level else {})}
    body = {"supports": [support], **({"expires": expires} if expires else {})}
    ((bearing,),) = bearings([stored(**body)], choices, KNOWN).values()
    told = meaning(level, KNOWN.levels, dict(lines)) if level else "met"
    expired = bool(expires) and expires < "2026-05-20" and not count_expired
    assert bearing.quality == ("no" if told == "not met" else "full" if told == "met" and not expired else "partial")
    assert bool(bearing.held_back) == (bearing.quality != "full") and bearing.at == "ais-psi:3.4"


def test_what_expires_today_still_counts() -> None:
    records = [stored(str(day), expires=f"2026-06-{day}", supports=[{"statement": "ais-psi:3.4"}]) for day in (14, 15)]
    found = bearings(records, Choices(today=TODAY), KNOWN)["ais-psi:3.4"]
    assert [(one.quality, one.held_back) for one in found] == [("partial", "expired on 2026-06-14"), ("full", "")]


@pytest.mark.parametrize("place", sorted(NEGATIVE))
def test_a_level_that_says_not_met_is_no_line(place: str) -> None:
    with pytest.raises(InputError, match=r"says that a statement is not met, so it cannot count as full"):
        line(place, KNOWN)


def test_every_choice_is_stated_in_words_and_what_was_not_chosen_is_not() -> None:
    plain = in_words(Choices(today=TODAY), KNOWN)
    assert list(plain) == ["Claims", "Expired evidence", "Levels"] and plain["Levels"] == "no evidence names one"
    assert plain["Expired evidence"] == "does not count as full; the day is 2026-06-15"
    made = Choices(
        "ib-psp-2014:C3", "PYP", ("none",), ("draft",), "AB", ("policy-2",), "2026-01-01", "", True, True,
        (line("Approaches", KNOWN),), 4, TODAY,
    )  # fmt: skip
    assert in_words(made, KNOWN) == {
        "Section": "ib-psp-2014:C3 Teaching and learning",
        "Programme": "PYP, with the requirements that name it",
        "Only statements that stand as": "none",
        "Only evidence with the status": "draft",
        "Only evidence of the owner": "AB",
        "Only evidence of the type": "Inclusion policy",
        "Only evidence of the period": "2026-01-01 to …; evidence without a date is left out",
        "Claims": "only claims that were reviewed; a denial counts all the same",
        "Chains": "what follows from chains of up to 4 claims counts, too",
        "Expired evidence": "counts as if it had not expired",
        "Levels": "AIS growth model: from Approaches on a level counts as full (moved by whoever made this list)",
    }
    evidence = [stored(supports=[{"statement": "ais-psi:1.1", "level": "scale/ib-ssq-2014/emerging"}])]
    assert "from Demonstrating on a level counts as full (our choice;" in in_words(made, KNOWN, evidence)["Levels"]
