"""Files kept with evidence: by their content, whole, under names that lead nowhere else."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import UnreadableFile, WorkspaceFault
from crosswalk.evidence import attachments


def test_a_file_is_kept_once_under_its_hash_and_read_back(tmp_path: Path) -> None:
    source = tmp_path / "plan.pdf"
    source.write_bytes(b"%PDF plan")
    folder = str(tmp_path / "ws")
    kept = attachments.keep(folder, str(source))
    assert kept == {"name": "plan.pdf", "sha256": sha256(b"%PDF plan").hexdigest(), "size": 9}
    assert attachments.keep_bytes(folder, "again.pdf", b"%PDF plan")["sha256"] == kept["sha256"]
    assert sum(len(files) for _, _, files in os.walk(folder)) == 1
    assert attachments.content(folder, kept) == b"%PDF plan" and attachments.state(folder, kept) == ""


def test_one_that_is_missing_or_was_changed_is_told_and_mended_by_attaching_it_again(tmp_path: Path) -> None:
    folder = str(tmp_path)
    kept = attachments.keep_bytes(folder, "plan.pdf", b"one")
    place = Path(attachments.location(folder, kept["sha256"]))
    place.write_bytes(b"two")
    assert attachments.state(folder, kept) == "changed"
    with pytest.raises(WorkspaceFault, match=r"plan.pdf was changed outside this program"):
        attachments.content(folder, kept)
    place.unlink()
    assert attachments.state(folder, kept) == "missing"
    with pytest.raises(WorkspaceFault, match=r"plan.pdf is missing from the workspace"):
        attachments.content(folder, kept)
    attachments.keep_bytes(folder, "plan.pdf", b"one")
    assert attachments.state(folder, kept) == ""


def test_what_cannot_be_attached_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match=r"There is no file .* to attach"):
        attachments.keep(str(tmp_path), str(tmp_path / "lost"))
    with pytest.raises(UnreadableFile, match=r"There is no file"):
        attachments.keep(str(tmp_path), str(tmp_path))
    monkeypatch.setattr(attachments, "LARGEST", 3)
    with pytest.raises(UnreadableFile, match=r"larger than"):
        attachments.keep_bytes(str(tmp_path), "big", b"1234")
    (tmp_path / "attachments").write_text("a file where the folder should be")
    with pytest.raises(WorkspaceFault, match=r"cannot be written"):
        attachments.keep_bytes(str(tmp_path), "x", b"1")


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "0" * 63, "G" * 64, "0" * 63 + "/"])
def test_no_hash_leads_out_of_the_folder(digest: str, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceFault, match=r"is no SHA-256"):
        attachments.location(str(tmp_path), digest)


@given(st.text(max_size=300))
def test_a_name_is_always_one_file_in_one_folder(name: str) -> None:
    made = attachments.file_name(name)
    assert made and made not in (".", "..") and not set(made) & set('/\\<>:"|?*\x00\n') and len(made.encode()) <= 255
    assert os.path.basename(made) == made and attachments.file_name(made) == made
