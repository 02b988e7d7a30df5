"""Files into triples: what is wrong with a file is one sentence that names it."""

import os
from pathlib import Path

import pytest

from crosswalk.errors import UnreadableFile
from crosswalk.graph import oxigraph
from crosswalk.graph.syntax import read_file, read_text
from crosswalk.terms import Iri

TURTLE = "<http://e/a> <http://e/b> <http://e/c> .\n<http://e/d> <http://e/e> "


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.ttl", b"", "is empty"),
        ("blank.ttl", b" \n\t\n", "is empty"),
        ("binary.ttl", b"\x00\x01\x02", "binary"),
        ("stops.ttl", TURTLE.encode(), "stops being readable at line 2"),
        ("latin.txt", "é".encode("latin-1"), "not UTF-8"),
        ("table.xlsx", b"PK", "has an ending that is not known"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match=words) as caught:
        read_text(str(file)) if name.endswith(".txt") else read_file(str(file))
    message = str(caught.value)
    assert name in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"There is no file .*nothing\.ttl"):
        read_file(str(tmp_path / "nothing.ttl"))
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_file(str(tmp_path))


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret.ttl"
    file.write_text(TURTLE)
    if os.geteuid() == 0:  # root reads everything: the refusal is the system's, so it is simulated

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("builtins.open", refuse)
    else:
        file.chmod(0)
    with pytest.raises(UnreadableFile, match="Permission denied"):
        read_file(str(file))


def test_relative_iris_are_resolved_against_the_file(tmp_path: Path) -> None:
    file = tmp_path / "relative.ttl"
    file.write_text("<a> <b> <c> .")
    (triple,) = read_file(str(file)).triples
    assert triple.subject == Iri(f"file://{tmp_path}/a")


def test_a_folder_may_have_a_name_with_spaces_and_any_letters(tmp_path: Path) -> None:
    folder = tmp_path / "Überblick & 100% of it"
    folder.mkdir()
    (folder / "my file.ttl").write_text("<#here> <http://e/p> 'x' .")
    (triple,) = read_file(str(folder / "my file.ttl")).triples
    assert triple.subject == Iri((folder / "my file.ttl").as_uri() + "#here")
    store = oxigraph.memory_store()
    oxigraph.load_file(store, str(folder / "my file.ttl"), (None,))
    assert [row for row in oxigraph.rows(oxigraph.query(store, "SELECT ?s { ?s ?p ?o }"))] == [(triple.subject,)]


def test_a_mapping_file_tells_the_line_of_each_claim(tmp_path: Path) -> None:
    file = tmp_path / "x.sssom.tsv"
    file.write_text(
        "#mapping_set_id: https://example.org/s\n#license: https://example.org/l\n"
        "#curie_map:\n#  ais-psi: https://w3id.org/standards-crosswalk/id/ais-psi/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "ais-psi:1.1\tskos:exactMatch\tais-psi:1.2\tsemapv:ManualMappingCuration\n"
    )
    content = read_file(str(file))
    assert not content.findings
    assert list(content.places.values()) == ["x.sssom.tsv:6"]
    assert content.triples


def test_a_row_whose_identifier_only_the_engine_knows_to_be_wrong_is_a_finding_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    """A host in brackets that is no address passes for an IRI until the engine meets it, once with a traceback."""
    file = tmp_path / "x.sssom.tsv"
    file.write_text(
        "#mapping_set_id: https://example.org/s\n#license: https://example.org/l\n"
        '#curie_map:\n#  x: "http://[x"\n#  y: http://example.org/\n'
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "x:a\tskos:exactMatch\ty:b\tsemapv:ManualMappingCuration\n"
        "y:a\tskos:exactMatch\ty:b\tsemapv:ManualMappingCuration\n"
    )
    content = read_file(str(file))
    assert [(f.code, f.where) for f in content.findings] == [("SSSOM-12", "x.sssom.tsv:7")]
    assert list(content.places.values()) == ["x.sssom.tsv:8"]
