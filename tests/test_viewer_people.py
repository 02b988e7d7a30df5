"""Who may do what: the rules for a team, each way of being let in and of being kept out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.viewer.people import (
    NOBODY,
    READS,
    SIGNED_IN_FOR,
    WRITES,
    Standing,
    Team,
    Visitor,
    listed,
    normal,
    visitor,
)

NOW = 1_800_000_000.0
TEAM = Team(read=("reader@school.example", "@staff.example"), edit=("editor@school.example",))
SOUND: dict[str, object] = {"is_logged_in": True, "iat": NOW - 60, "email_verified": True}


def standing(email: object, team: Team = TEAM, **changed: object) -> Standing:
    claims = {**SOUND, "email": email, **changed}
    return visitor({name: value for name, value in claims.items() if value is not ...}, team, NOW).standing


def test_an_editor_reads_and_writes_and_a_reader_only_reads() -> None:
    editor = visitor({**SOUND, "email": "editor@school.example"}, TEAM, NOW)
    reader = visitor({**SOUND, "email": "reader@school.example"}, TEAM, NOW)
    assert editor == Visitor("editor@school.example", Standing.EDITOR) and editor.may_read and editor.may_write
    assert reader == Visitor("reader@school.example", Standing.READER) and reader.may_read and not reader.may_write


def test_everybody_of_a_domain_may_do_what_the_domain_may_and_no_other_domain_counts() -> None:
    assert standing("x@staff.example") is Standing.READER
    others = ("x@notstaff.example", "x@a.staff.example", "x@staff.example.org", "staff.example", "@staff.example")
    assert {standing(other) for other in others} <= {Standing.UNLISTED, Standing.UNNAMED}
    assert standing("x@staff.example@evil.example") is Standing.UNLISTED


def test_the_list_of_editors_comes_first() -> None:
    team = Team(read=("ab@school.example",), edit=("@school.example",))
    assert standing("ab@school.example", team) is Standing.EDITOR


def test_upper_and_lower_case_are_one_and_nothing_else_is() -> None:
    assert standing("Editor@SCHOOL.example") is Standing.EDITOR
    assert standing("edi.tor@school.example") is Standing.UNLISTED
    assert standing("editor+x@school.example") is Standing.UNLISTED
    assert standing("ed\u0456tor@school.example") is Standing.UNLISTED  # a Cyrillic letter that looks like an i


@pytest.mark.parametrize("said", [False, None, "false", "", 1, "yes", [True]])
def test_an_address_that_is_not_verified_is_refused(said: object) -> None:
    assert standing("editor@school.example", email_verified=said) is Standing.UNVERIFIED


def test_a_provider_that_writes_true_as_a_text_is_understood() -> None:
    assert standing("editor@school.example", email_verified="true") is Standing.EDITOR


def test_an_address_that_nothing_is_said_of_counts_only_from_a_directory_that_vouches() -> None:
    assert standing("editor@school.example", email_verified=...) is Standing.UNVERIFIED
    vouching = TEAM._replace(vouched=True)
    assert standing("editor@school.example", vouching, email_verified=...) is Standing.EDITOR
    assert standing("editor@school.example", vouching, email_verified=False) is Standing.UNVERIFIED


@pytest.mark.parametrize("email", [None, "", 7, ["editor@school.example"], "a b@school.example", "a@b\n", "x" * 300])
def test_somebody_without_an_address_is_refused(email: object) -> None:
    assert standing(email) is Standing.UNNAMED


@pytest.mark.parametrize("logged_in", [False, None, ..., "true", 1])
def test_without_a_sign_in_nobody_is_known_whatever_else_is_claimed(logged_in: object) -> None:
    assert standing("editor@school.example", is_logged_in=logged_in) is Standing.NOBODY
    assert visitor({}, TEAM, NOW) == NOBODY and not NOBODY.may_read and not NOBODY.may_write


@pytest.mark.parametrize(
    ("made", "counts"),
    [(NOW, True), (NOW - SIGNED_IN_FOR + 1, True), (NOW - SIGNED_IN_FOR - 1, False), (NOW + 10, True),
     (NOW + 3600, False), (..., False), ("soon", False), (True, False), (float("nan"), False)],
)  # fmt: skip
def test_a_sign_in_counts_for_a_working_day(made: object, counts: bool) -> None:
    assert (standing("editor@school.example", iat=made) is Standing.EDITOR) is counts
    assert counts or standing("editor@school.example", iat=made) is Standing.EXPIRED


def test_an_empty_list_lets_nobody_in() -> None:
    assert standing("editor@school.example", Team()) is Standing.UNLISTED
    assert normal("x@") == "" and not listed("x@school.example", ("@", ""))


def test_who_writes_reads_and_all_others_are_kept_out() -> None:
    assert WRITES < READS and len(READS) == 2
    assert [one for one in Standing if Visitor("x", one).may_read] == [Standing.READER, Standing.EDITOR]
    assert [one for one in Standing if Visitor("x", one).may_write] == [Standing.EDITOR]


ADDRESSES = st.sampled_from(("a@x.example", "b@x.example", "a@y.example", "A@X.example", "@x.example", "a", "", "a@"))
ENTRIES = st.lists(st.sampled_from(("a@x.example", "b@x.example", "@x.example", "@y.example")), max_size=3).map(tuple)
ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just(NOW - 5))


@given(
    claims=st.fixed_dictionaries(
        {},
        optional={
            "is_logged_in": st.one_of(st.just(True), ANYTHING),
            "email": st.one_of(ADDRESSES, ANYTHING),
            "email_verified": st.one_of(st.just(True), ANYTHING),
            "iat": st.one_of(st.just(NOW - 5), ANYTHING),
            "sub": ANYTHING,
        },
    ),
    read=ENTRIES,
    edit=ENTRIES,
)
def test_nobody_gets_in_who_does_not_meet_every_condition(
    claims: dict[str, object], read: tuple[str, ...], edit: tuple[str, ...]
) -> None:
    found = visitor(claims, Team(read, edit), NOW)
    email = str(claims.get("email", "")).lower()
    name, _, domain = email.partition("@")
    sound = (
        claims.get("is_logged_in") is True
        and isinstance(claims.get("email"), str)
        and bool(name and domain)
        and (claims.get("email_verified") is True or claims.get("email_verified") == "true")
        and claims.get("iat") == NOW - 5
    )
    in_edit, in_read = ({email, f"@{domain}"} & set(entries) for entries in (edit, read))
    assert found.may_write == bool(sound and in_edit)
    assert found.may_read == bool(sound and (in_edit or in_read))
