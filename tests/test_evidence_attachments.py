"""Attachments lie under the hash of their content: found again, never mixed up, and never outside the workspace."""

from __future__ import annotations

import os
import stat
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crosswalk.errors import UnreadableFile, WorkspaceFault
from crosswalk.evidence import attachments

PLAN = b"The plan.\n"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "workspace")


def test_a_file_is_kept_under_its_hash_by_its_name_alone(folder: str, tmp_path: Path):
    (tmp_path / "plan.pdf").write_bytes(PLAN)
    kept = attachments.keep(folder, str(tmp_path / "plan.pdf"))
    assert kept == {"name": "plan.pdf", "sha256": sha256(PLAN).hexdigest(), "size": len(PLAN)}
    assert attachments.content(folder, kept) == PLAN and attachments.state(folder, kept) == ""
    path = Path(attachments.location(folder, kept["sha256"]))
    assert path.read_bytes() == PLAN and stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_content_is_kept_once_whatever_it_is_called(folder: str):
    first, second = (attachments.keep_bytes(folder, name, PLAN) for name in ("a.pdf", "b.pdf"))
    assert first["sha256"] == second["sha256"] and second["name"] == "b.pdf"
    files = [name for _, _, names in os.walk(folder) for name in names]
    assert files == [first["sha256"]]


def test_an_empty_file_is_a_file(folder: str):
    assert attachments.content(folder, attachments.keep_bytes(folder, "empty", b"")) == b""


def test_a_file_that_is_missing_is_said_and_what_to_do(folder: str):
    kept = attachments.keep_bytes(folder, "plan.pdf", PLAN)
    os.remove(attachments.location(folder, kept["sha256"]))
    assert attachments.state(folder, kept) == "missing"
    with pytest.raises(WorkspaceFault, match=r"plan.pdf is missing from the workspace .*restore a backup, or attach"):
        attachments.content(folder, kept)


def test_a_file_that_was_changed_since_is_never_handed_out(folder: str):
    kept = attachments.keep_bytes(folder, "plan.pdf", PLAN)
    path = Path(attachments.location(folder, kept["sha256"]))
    path.write_bytes(PLAN + b"And more.")
    assert attachments.state(folder, kept) == "changed"
    with pytest.raises(WorkspaceFault, match=r"plan.pdf was changed outside this program since it was attached"):
        attachments.content(folder, kept)
    attachments.keep_bytes(folder, "plan.pdf", PLAN)  # to attach it again mends it
    assert attachments.content(folder, kept) == PLAN


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "/" * 64, "0" * 63, "0" * 65, "0" * 63 + "\n"])
def test_a_hash_that_is_none_leads_nowhere(folder: str, digest: str):
    with pytest.raises(WorkspaceFault, match="is no SHA-256"):
        attachments.location(folder, digest)


def test_what_cannot_be_attached_is_a_sentence(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(UnreadableFile, match=r"There is no file .*gone.pdf to attach"):
        attachments.keep(folder, str(tmp_path / "gone.pdf"))
    with pytest.raises(UnreadableFile, match="There is no file"):
        attachments.keep(folder, str(tmp_path))
    monkeypatch.setattr(attachments, "LARGEST", 4)
    (tmp_path / "large").write_bytes(PLAN)
    with pytest.raises(UnreadableFile, match=r"is larger than .*give a link"):
        attachments.keep(folder, str(tmp_path / "large"))
    with pytest.raises(UnreadableFile, match="is larger than"):
        attachments.keep_bytes(folder, "large", PLAN)
    assert not os.path.exists(folder)


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_full_disk_leaves_no_half_file(folder: str, monkeypatch: pytest.MonkeyPatch, step: str):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, step, full)
        with pytest.raises(WorkspaceFault, match=r"cannot be written .No space left on device.; make room"):
            attachments.keep_bytes(folder, "plan.pdf", PLAN)
    assert [name for _, _, names in os.walk(folder) for name in names] == []
    assert attachments.state(folder, attachments.keep_bytes(folder, "plan.pdf", PLAN)) == ""


def test_a_file_where_the_folder_belongs_is_a_sentence(folder: str):
    Path(folder).mkdir()
    (Path(folder) / attachments.FOLDER).write_text("")
    with pytest.raises(WorkspaceFault, match="cannot be written"):
        attachments.keep_bytes(folder, "plan.pdf", PLAN)


NASTY = st.one_of(st.text(max_size=300), st.text("../\\ :con.NUL\x00e\u0301\u200d", max_size=40))


@given(NASTY)
@example("../../etc/passwd")
@example("..\\..\\boot.ini")
@example("/etc/shadow")
@example("a" * 300 + ".pdf")
@example("𝄞" * 100 + ".md")
@example("e\x00\u0301.pdf")
@example("aux.tar.gz")
@example("COM1")
@example("plan.pdf. . .")
def test_a_name_is_a_file_name_on_every_system_and_stays_one(given_: str):
    name = attachments.file_name(given_)
    assert name and not set(name) & set('/\\<>:"|?*') and name not in (".", "..")
    assert not any(unicodedata.category(c)[0] == "C" for c in name) and name.strip(" .") == name
    assert len(name.encode()) <= 202 and unicodedata.is_normalized("NFC", name)
    assert name.partition(".")[0].strip().lower() not in ("con", "prn", "aux", "nul", "com1", "lpt9")
    assert attachments.file_name(name) == name


def test_a_long_name_keeps_its_ending():
    assert attachments.file_name("long " * 100 + ".docx").endswith("ng .docx")
