"""What the ingest of the document writes is what is committed, and a write is all or nothing."""

import os
import stat
from pathlib import Path

import pytest

from crosswalk.api import open_graph
from crosswalk.errors import FolderNotWritable, UnreadableFile
from crosswalk.graph import publication

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "data" / "quoted" / "ais-growth-model.txt"


@pytest.fixture(scope="module")
def edition() -> publication.Edition:
    return open_graph(cache=False).read_growth_model(str(DOCUMENT))


def test_the_document_is_read_without_a_finding(edition: publication.Edition) -> None:
    assert [f for f in edition.findings if f.severity == "violation"] == []


@pytest.mark.parametrize(
    "name",
    [
        "frameworks/ais-psi.ttl",
        "quoted/ais-psi.ttl",
        "citations/ais-psi.ttl",
        "mappings/ais-psi--iste-coaches-2011--printed.sssom.tsv",
        "mappings/ais-psi--ib-psp-2014--printed.sssom.tsv",
    ],
)
def test_what_the_ingest_writes_is_what_is_committed(edition: publication.Edition, name: str) -> None:
    assert edition.files[name] == (ROOT / "data" / name).read_text(encoding="utf-8")


def test_the_ingest_writes_nothing_else(edition: publication.Edition) -> None:
    assert len(edition.files) == 5


def test_a_dry_run_writes_nothing_and_a_second_run_changes_nothing(
    edition: publication.Edition, tmp_path: Path
) -> None:
    states = [change.state for change in publication.write(edition.files, str(tmp_path), dry_run=True)]
    assert states == ["new"] * 5
    assert list(tmp_path.iterdir()) == []
    assert {change.state for change in publication.write(edition.files, str(tmp_path))} == {"new"}
    assert {change.state for change in publication.write(edition.files, str(tmp_path))} == {"unchanged"}


def test_a_changed_file_is_replaced_whole_and_readable_by_others(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"\xff old")
    (change,) = publication.write({"a.ttl": "new"}, str(tmp_path))
    assert change.state == "changed"
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert os.listdir(tmp_path) == ["a.ttl"]


def test_a_write_that_is_interrupted_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("old")

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        publication.replace_file(str(path), "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.ttl"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderNotWritable, match="cannot be written"):
        list(publication.write({"a.ttl": "x"}, str(tmp_path / "file")))


def test_labels_that_are_missing_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"There is no file .*ais-psi\.csv"):
        publication.read_growth_model(str(DOCUMENT), {}, str(tmp_path))
