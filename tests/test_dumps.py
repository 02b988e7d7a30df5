"""Releases that are kept: made once, in a process of their own, and checked before they are served."""

import os
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import __version__
from crosswalk.api import release
from crosswalk.errors import CrosswalkError, DataMissing, EnvironmentFault, UnknownIdentifier
from crosswalk.graph import dumps
from crosswalk.graph.dataset import dataset
from crosswalk.graph.dumps import CHECKSUMS, Dumps

SMALL = {"crosswalk.ttl": b"a fact\n", "mappings/one.sssom.tsv": b"a\tlink\n"}


def write(folder: Path, files: dict[str, bytes] = SMALL) -> None:
    """A release as it lies in a folder, checksums and all."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    lines = [f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    (folder / CHECKSUMS).write_text("".join(lines))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that a small release was written to, which takes the place of the true one here."""
    folders: list[str] = []

    def run(folder: str) -> None:
        folders.append(folder)
        time.sleep(0.05)
        write(Path(folder))

    monkeypatch.setattr(dumps, "_run", run)
    return folders


def test_the_files_are_those_that_build_writes_and_their_checksums_are_right() -> None:
    kept = Dumps()
    found = kept.get(kept.current)
    assert found.version == f"{__version__}-{dataset().digest}"
    files = release().files
    assert set(found.checksums) == set(files)
    for name, content in files.items():
        path = found.path(name)
        assert path is not None and Path(path).read_bytes() == content.encode()
        assert found.checksums[name] == sha256(content.encode()).hexdigest()


def test_it_is_made_once_however_many_ask_at_once(tmp_path: Path, made: list[str]) -> None:
    kept, found = Dumps(str(tmp_path)), []
    threads = [threading.Thread(target=lambda: found.append(kept.get(kept.current))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and len(set(map(id, found))) == 1
    assert Dumps(str(tmp_path)).get(kept.current).checksums == found[0].checksums  # the next process finds it there
    assert len(made) == 1
    assert sorted(os.listdir(tmp_path)) == [kept.current]


def test_what_another_process_put_there_meanwhile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Dumps(str(tmp_path))

    def run(folder: str) -> None:
        write(Path(folder))
        write(tmp_path / kept.current, {"crosswalk.ttl": b"theirs\n"})

    monkeypatch.setattr(dumps, "_run", run)
    path = kept.get(kept.current).path("crosswalk.ttl")
    assert path is not None and Path(path).read_bytes() == b"theirs\n"
    assert sorted(os.listdir(tmp_path)) == [kept.current]


def test_a_version_that_is_still_there_is_served(tmp_path: Path) -> None:
    write(tmp_path / "0.0.9-abc")
    kept = Dumps(str(tmp_path))
    assert kept.versions() == (kept.current, "0.0.9-abc")
    assert set(kept.get("0.0.9-abc").checksums) == set(SMALL)


def test_a_damaged_release_is_not_served_and_the_current_one_is_made_again(tmp_path: Path, made: list[str]) -> None:
    kept = Dumps(str(tmp_path))
    for version in ("0.0.9-abc", kept.current):
        write(tmp_path / version)
        (tmp_path / version / "crosswalk.ttl").write_bytes(b"another fact\n")
    with pytest.raises(UnknownIdentifier):
        kept.get("0.0.9-abc")
    path = kept.get(kept.current).path("crosswalk.ttl")
    assert path is not None and Path(path).read_bytes() == SMALL["crosswalk.ttl"]
    assert len(made) == 1 and sorted(os.listdir(tmp_path)) == sorted(["0.0.9-abc", kept.current])


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../../secret", "..", ".hidden", "a//b", "a b"])
def test_checksums_that_name_what_is_elsewhere_are_those_of_no_release(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("secret")
    write(tmp_path / "dumps" / "0.0.9-abc")
    with open(tmp_path / "dumps" / "0.0.9-abc" / CHECKSUMS, "a") as file:
        file.write(f"{sha256(b'secret').hexdigest()}  {name}\n")
    with pytest.raises(UnknownIdentifier):
        Dumps(str(tmp_path / "dumps")).get("0.0.9-abc")


@pytest.mark.parametrize("name", ["", "..", "../SHA256SUMS", "nobody", "mappings", "crosswalk.ttl/"])
def test_a_release_has_only_the_files_that_it_names(tmp_path: Path, name: str) -> None:
    write(tmp_path / "0.0.9-abc")
    assert Dumps(str(tmp_path)).get("0.0.9-abc").path(name) is None


@given(st.one_of(st.text(max_size=30), st.sampled_from(["..", ".", "", "0.0.9-abc/..", ".building-x", "a\x00b"])))
def test_no_text_is_taken_for_a_version_that_there_is_not(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with pytest.raises(UnknownIdentifier, match="the current one is") as caught:
        Dumps(str(tmp_path_factory.getbasetemp() / "no-dumps")).get(text)
    assert caught.value.candidates


def test_where_the_cache_cannot_be_written_it_lasts_as_long_as_the_process(tmp_path: Path, made: list[str]) -> None:
    (tmp_path / "file").write_text("no folder")
    kept = Dumps(str(tmp_path / "file" / "dumps"))
    found = kept.get(kept.current)
    assert len(made) == 1 and os.path.isdir(found.folder)
    assert kept.versions() == (kept.current,)
    del kept
    assert not os.path.exists(found.folder)


@pytest.mark.parametrize("command", ["raise SystemExit(3)", "pass"])
def test_a_release_that_cannot_be_made_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(dumps, "_COMMAND", command)
    kept = Dumps(str(tmp_path))
    with pytest.raises(DataMissing, match="crosswalk build"):
        kept.get(kept.current)
    assert os.listdir(tmp_path) == []


def test_a_release_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "_COMMAND", "import time; time.sleep(600)")
    monkeypatch.setattr(dumps, "TIME_LIMIT", 0.2)
    kept = Dumps(str(tmp_path))
    with pytest.raises(EnvironmentFault, match=r"0\.2 seconds") as caught:
        kept.get(kept.current)
    assert isinstance(caught.value, CrosswalkError) and os.listdir(tmp_path) == []
