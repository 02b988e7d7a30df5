"""The file that says how a team signs in: what it gives, a sentence for each slip, and its secrets kept to itself."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.cli import main as cli
from crosswalk.errors import EnvironmentFault, InputError, UnreadableFile
from crosswalk.viewer import sign_in
from crosswalk.viewer.doorkeeper import Doorkeeper
from crosswalk.viewer.people import Team
from crosswalk.web.security_headers import SecurityHeaders

CLIENT_SECRET = "a-secret-of-the-client"
COOKIE_SECRET = "8c1d5f0a7b3e9264d0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5"
SOUND = f"""
[provider]
client_id = "crosswalk"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "https://provider.example/.well-known/openid-configuration"
address = "https://crosswalk.school.example"
cookie_secret = "{COOKIE_SECRET}"

[people]
read = ["@school.example"]
edit = ["AB@school.example", " cd@school.example "]
"""


def written(folder: Path, text: str = SOUND, mode: int = 0o600) -> str:
    path = folder / "team.toml"
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return str(path)


def slip(folder: Path, text: str) -> str:
    """What is said of a file that is not sound; never a secret of it."""
    with pytest.raises(InputError) as caught:
        sign_in.read(written(folder, text))
    said = str(caught.value)
    assert CLIENT_SECRET not in said and COOKIE_SECRET not in said
    return said


def test_a_sound_file_gives_the_provider_the_address_and_the_team(tmp_path: Path) -> None:
    found = sign_in.read(written(tmp_path))
    assert found.team == Team(("@school.example",), ("ab@school.example", "cd@school.example"))
    assert found.address == "https://crosswalk.school.example" and found.host == "crosswalk.school.example"


def test_the_settings_go_to_streamlit_in_a_table_of_which_nothing_becomes_a_variable(tmp_path: Path) -> None:
    from streamlit.runtime.secrets import Secrets

    given_ = sign_in.secrets(sign_in.read(written(tmp_path)))
    assert given_ is not None and list(given_) == ["auth"]
    assert given_["auth"] == {
        "redirect_uri": "https://crosswalk.school.example/oauth2callback",
        "cookie_secret": COOKIE_SECRET,
        "client_id": "crosswalk",
        "client_secret": CLIENT_SECRET,
        "server_metadata_url": "https://provider.example/.well-known/openid-configuration",
    }
    Secrets().merge_programmatic_secrets(given_)
    assert not {CLIENT_SECRET, COOKIE_SECRET} & set(os.environ.values())
    assert sign_in.secrets(None) is None


def test_its_secrets_do_not_show_where_it_is_printed(tmp_path: Path) -> None:
    shown = repr(sign_in.read(written(tmp_path)))
    assert CLIENT_SECRET not in shown and COOKIE_SECRET not in shown and "crosswalk.school.example" in shown


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        ("[provider]", "[providers]", r"'providers' is no part of it.*\[provider\] is missing"),
        ("[people]", "[folk]", r"'folk' is no part of it.*\[people\] is missing"),
        ("client_id", "client_name", r"no key 'client_name'.*client_id of \[provider\] is missing"),
        ('"crosswalk"', '" "', "client_id of .* is missing or empty"),
        ('"crosswalk"', "7", "client_id of .* is missing or empty"),
        ("read =", "reads =", r"\[people\] has no key 'reads'; it can hold read, edit"),
        ('["@school.example"]', "[]", "read is an empty list"),
        ('["@school.example"]', '"@school.example"', "read is no list of texts"),
        ('["@school.example"]', '["school.example"]', "'school.example' of read is neither"),
        ('["@school.example"]', '["@"]', "'@' of read is neither"),
        ('["@school.example"]', '["*"]', r"'\*' of read is neither"),
        ('["@school.example"]', '["a@b@school.example"]', "of read is neither"),
        ('["@school.example"]', "[7]", "read is no list of texts"),
        (COOKIE_SECRET, "too short", "cookie_secret is shorter than 32 characters; make one with"),
        (COOKIE_SECRET, "ab" * 20, "cookie_secret has the same few signs"),
        ('"https://crosswalk', '"http://crosswalk', "address is not https"),
        ('"https://provider', '"http://provider', "server_metadata_url is not https"),
        ('"https://provider', '"file://provider', "server_metadata_url is not https"),
        ("crosswalk.school.example", "crosswalk.school.example/tool", "address has a path"),
        ("https://crosswalk.school.example", "crosswalk.school.example", "address is no web address"),
        ("https://crosswalk.school.example", "https://a:b@crosswalk.school.example", "address is no web address"),
        ("https://crosswalk.school.example", "https://crosswalk.school.example:99999", "address is no web address"),
        ("https://crosswalk.school.example", "https://écoles.example", "address is no web address"),
        ("[people]", 'vouches = "yes"\n[people]', "vouches is neither true nor false"),
    ],
)
def test_each_slip_has_its_sentence(tmp_path: Path, found: str, put: str, said: str) -> None:
    assert found in SOUND
    assert re.search(said, slip(tmp_path, SOUND.replace(found, put, 1)))


def test_several_slips_are_told_at_once(tmp_path: Path) -> None:
    said = slip(tmp_path, SOUND.replace(COOKIE_SECRET, "short").replace('["@school.example"]', "[]"))
    assert "cookie_secret" in said and "read is an empty list" in said and "team.toml" in said


def test_somebody_must_be_named_and_one_list_is_enough(tmp_path: Path) -> None:
    assert "names nobody" in slip(tmp_path, SOUND.partition("[people]")[0] + "[people]\n")
    alone = SOUND.partition("[people]")[0] + '[people]\nedit = ["ab@school.example"]\n'
    assert sign_in.read(written(tmp_path, alone)).team == Team((), ("ab@school.example",))


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("http://localhost:8501", "http://localhost:8501"),
        ("http://127.0.0.1:8501/", "http://127.0.0.1:8501"),
        ("http://[::1]:8501", "http://[::1]:8501"),
        ("https://Crosswalk.School.example:443/", "https://crosswalk.school.example"),
        ("https://crosswalk.school.example:8443", "https://crosswalk.school.example:8443"),
    ],
)
def test_the_address_is_kept_as_a_browser_names_the_origin_of_its_pages(
    tmp_path: Path, address: str, origin: str
) -> None:
    text = SOUND.replace("https://crosswalk.school.example", address)
    assert sign_in.read(written(tmp_path, text)).address == origin


@pytest.mark.parametrize("text", ["[provider", f'client_secret = "{CLIENT_SECRET}', "\ufeff[provider]"])
def test_a_file_that_is_no_toml_is_refused_without_a_word_from_it(tmp_path: Path, text: str) -> None:
    assert "is no TOML" in slip(tmp_path, text)


def test_a_file_that_cannot_be_read_or_is_too_large_has_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        sign_in.read(str(tmp_path / "none.toml"))
    with pytest.raises(UnreadableFile, match="cannot be read"):
        sign_in.read(str(tmp_path))
    with pytest.raises(UnreadableFile, match="larger than any"):
        sign_in.read(written(tmp_path, "#" * (2 << 20)))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=6,
)


@given(
    provider=st.dictionaries(st.sampled_from((*sign_in.KEYS["provider"], "x")), VALUES),
    people=st.dictionaries(st.sampled_from(("read", "edit", "x")), VALUES),
)
def test_no_content_whatever_is_taken_for_sound_or_breaks_the_check(
    provider: dict[str, object], people: dict[str, object]
) -> None:
    said = [*sign_in._slips({"provider": provider, "people": people})]
    assert said and all(sentence.endswith(".") for sentence in said)


def test_others_who_may_read_the_file_are_noticed(tmp_path: Path) -> None:
    assert not sign_in.readable_by_others(written(tmp_path))
    assert sign_in.readable_by_others(written(tmp_path, mode=0o644))
    assert sign_in.readable_by_others(written(tmp_path, mode=0o640))


def test_missing_packages_have_a_sentence_that_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "authlib" else object())
    with pytest.raises(EnvironmentFault, match=r"not installed \(authlib\); .* 'standards-crosswalk\[team\]'"):
        sign_in.secrets(sign_in.read(written(tmp_path)))


# The command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What would have been served; nothing is."""
    served: list[dict[str, object]] = []
    monkeypatch.setattr(
        "crosswalk.viewer.launch.serve", lambda place, ready, **given: served.append({"place": place, **given})
    )
    monkeypatch.delenv(sign_in.VARIABLE, raising=False)
    monkeypatch.setenv("CROSSWALK_DATA", "")
    return served


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "crosswalk.school.example", "127.0.0.1.example"])
def test_no_other_address_than_a_loopback_one_is_served_without_sign_in(
    host: str, started: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["app", "--no-browser", "--host", host]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and host in said and "--sign-in FILE" in said
    assert started == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_loopback_address_is_served_to_the_person_there(host: str, started: list[dict[str, object]]) -> None:
    assert cli.main(["app", "--no-browser", "--host", host]) == 0
    (served,) = started
    assert "secrets" not in served
    assert [one.cls for one in served["middleware"]] == [SecurityHeaders]  # type: ignore[attr-defined]


def test_with_sign_in_any_address_is_served_behind_the_door(
    tmp_path: Path,
    started: list[dict[str, object]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(sign_in.VARIABLE, "")  # so that what the command sets goes with the test
    assert cli.main(["app", "--no-browser", "--host", "0.0.0.0", "--sign-in", written(tmp_path)]) == 0
    (served,) = started
    assert served["secrets"] == sign_in.secrets(sign_in.read(str(tmp_path / "team.toml")))
    assert [one.cls for one in served["middleware"]] == [SecurityHeaders, Doorkeeper]  # type: ignore[attr-defined]
    assert tuple(served["place"])[::2] == ("0.0.0.0", "crosswalk.school.example")  # type: ignore[arg-type]
    assert capsys.readouterr().err == ""


def test_the_command_warns_of_a_file_that_others_may_read_and_refuses_one_with_a_slip(
    tmp_path: Path,
    started: list[dict[str, object]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(sign_in.VARIABLE, written(tmp_path, SOUND.replace(COOKIE_SECRET, "short"), 0o644))
    assert cli.main(["app", "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert "chmod 600" in said and "cookie_secret is shorter" in said and "Traceback" not in said
    assert started == []
    monkeypatch.setenv(sign_in.VARIABLE, str(tmp_path / "none.toml"))
    assert cli.main(["app", "--no-browser"]) == 2
    assert "cannot be read" in capsys.readouterr().err
