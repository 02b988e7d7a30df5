"""The store is a cache of the files: built once, shared, thrown away and rebuilt without anybody noticing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crosswalk.errors import QuerySyntaxError
from crosswalk.graph import oxigraph, store
from crosswalk.graph.dataset import ADOPTED, INFERRED, Dataset, dataset
from crosswalk.graph.store import EmbeddedStore
from crosswalk.vocabulary import statement_iri

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CHILD = f"""
from crosswalk.graph.dataset import dataset
from crosswalk.graph.store import EmbeddedStore
store = EmbeddedStore(dataset())
print(store.location, store.query({COUNT!r}).rows[0][0].value)
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSWALK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return dataset()


def size(engine: EmbeddedStore) -> str:
    return str(engine.query(COUNT).rows[0][0])


def test_a_store_lies_in_the_cache_under_the_hash_of_the_data(cache: Path, shipped: Dataset) -> None:
    engine = EmbeddedStore(shipped)
    assert engine.location == str(cache / "stores" / shipped.digest)
    assert size(engine) == size(EmbeddedStore(shipped, cache=False))


def test_a_warm_start_parses_nothing(cache: Path, shipped: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    EmbeddedStore(shipped)

    def refuse(*_: object) -> None:
        raise AssertionError("something was parsed")

    for name in ("load_file", "load_triples", "parse"):
        monkeypatch.setattr(oxigraph, name, refuse)
    assert int(size(EmbeddedStore(shipped))) > 1000


def test_the_store_can_only_be_read(cache: Path, shipped: Dataset) -> None:
    with pytest.raises(QuerySyntaxError):
        EmbeddedStore(shipped).query("INSERT DATA { <http://e/a> <http://e/b> <http://e/c> }")


def test_processes_that_build_at_once_all_get_the_same_store(cache: Path, shipped: Dataset) -> None:
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-c", CHILD]
    children = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = {child.communicate(timeout=60)[0] for child in children}
    assert [child.returncode for child in children] == [0, 0, 0]
    assert len(answers) == 1
    assert answers.pop().split()[0] == str(cache / "stores" / shipped.digest)
    assert os.listdir(cache / "stores") == [shipped.digest]


def test_a_cache_that_cannot_be_written_means_memory(
    tmp_path: Path, shipped: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder would be needed")
    monkeypatch.setenv("CROSSWALK_CACHE", str(blocked))
    engine = EmbeddedStore(shipped)
    assert engine.location is None
    assert int(size(engine)) > 1000
    assert engine.worker_spec().nquads


@pytest.mark.parametrize("damage", ["emptied", "truncated", "garbled"])
def test_a_damaged_cache_is_rebuilt(cache: Path, shipped: Dataset, damage: str) -> None:
    first = EmbeddedStore(shipped)
    expected = size(first)
    del first
    folder = cache / "stores" / shipped.digest
    for file in folder.iterdir():
        if damage == "emptied":
            file.unlink()
        elif damage == "truncated" and file.suffix == ".sst":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        elif damage == "garbled" and (file.suffix == ".sst" or file.name.startswith("MANIFEST")):
            file.write_bytes(bytes(255 - b for b in file.read_bytes()))
    assert size(EmbeddedStore(shipped)) == expected


def test_a_build_that_is_killed_leaves_nothing_that_would_be_taken_for_a_store(cache: Path, shipped: Dataset) -> None:
    killed = CHILD.replace(
        "store = ", "import crosswalk.graph.store as s, os\ns.fill = lambda *a: os._exit(9)\nstore = "
    )
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    child = subprocess.run([sys.executable, "-c", killed], env=environment, check=False)
    assert child.returncode == 9
    assert not (cache / "stores" / shipped.digest).exists()
    assert int(size(EmbeddedStore(shipped))) > 1000


def test_stores_of_old_versions_are_pruned_but_not_the_newest(cache: Path, shipped: Dataset) -> None:
    for number in range(6):
        folder = cache / "stores" / f"old{number}"
        folder.mkdir(parents=True)
        os.utime(folder, (number, number))
    abandoned = cache / "stores" / ".building-x"
    abandoned.mkdir()
    os.utime(abandoned, (0, 0))
    EmbeddedStore(shipped)
    assert sorted(os.listdir(cache / "stores")) == sorted([shipped.digest, "old5", "old4", "old3"])


def test_the_default_graph_holds_what_the_named_graphs_of_the_files_hold(shipped: Dataset) -> None:
    engine = EmbeddedStore(shipped, cache=False)
    named = {str(row[0]) for row in engine.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows}
    assert named == {file.graph for file in shipped.files} | {ADOPTED, INFERRED}
    held = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{INFERRED}>)"
    outside = f"SELECT (COUNT(*) AS ?n) WHERE {{ {{ SELECT DISTINCT ?s ?p ?o {{ {held} }} }} }}"
    assert str(engine.query(outside).rows[0][0]) == size(engine)
    follows = f"ASK {{ GRAPH <{INFERRED}> {{ ?record xw:claimKind xw:entailed }} ?record ?p ?o }}"
    assert engine.query(follows).boolean is False


def test_a_graph_beside_the_files_is_reached_only_by_its_name(shipped: Dataset) -> None:
    """Inferred, workspace and overlay graphs must not leak into answers (architecture, default graph)."""
    engine = EmbeddedStore(shipped, cache=False)
    before = size(engine)
    triple = "<http://e/a> <http://e/b> <http://e/c>"
    overlay = list(oxigraph.parse(f"{triple} .".encode()))
    oxigraph.load_triples(engine._store, overlay, ("http://e/overlay",))
    assert size(engine) == before
    assert engine.query(f"ASK {{ {triple} }}").boolean is False
    assert engine.query(f"ASK {{ GRAPH <http://e/overlay> {{ {triple} }} }}").boolean is True
    assert engine.query(f"ASK FROM <http://e/overlay> {{ {triple} }}").boolean is True


def test_adopted_claims_are_plain_triples_in_their_own_graph(shipped: Dataset) -> None:
    engine = EmbeddedStore(shipped, cache=False)
    pair = f"<{statement_iri('ais-psi:3.4')}> skos:broadMatch <{statement_iri('ib-psp-2014:B2.8')}>"
    denied = f"<{statement_iri('ais-psi:3.4')}> ?any <{statement_iri('ib-psp-2014:C3.11')}>"
    assert engine.query(f"ASK {{ {denied} }}").boolean is False
    assert engine.query(f"ASK {{ GRAPH <{ADOPTED}> {{ {pair} }} }}").boolean is True
    assert engine.query(f"ASK {{ {pair} }}").boolean is True


def test_a_query_that_does_not_parse_is_one_sentence(shipped: Dataset) -> None:
    with pytest.raises(QuerySyntaxError, match=r"does not parse: .*\.$"):
        EmbeddedStore(shipped, cache=False).query("SELECT WHERE")


def test_the_digest_changes_with_any_byte_and_with_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/b> 1 .")
    first = dataset((str(tmp_path),)).digest
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/b> 2 .")
    second = dataset((str(tmp_path),)).digest
    (tmp_path / "b.ttl").write_text("<http://e/a> <http://e/b> 3 .")
    assert len({first, second, dataset((str(tmp_path),)).digest}) == 3
    assert store.cache_folder()


def test_a_store_that_another_process_finished_first_is_used_and_left_alone(cache: Path, shipped: Dataset) -> None:
    first = EmbeddedStore(shipped)
    assert first.location is not None
    before = os.stat(first.location).st_ino
    first._rebuild(first.location)  # as a second process does that began to build before the first had finished
    assert os.stat(first.location).st_ino == before
    assert os.listdir(cache / "stores") == [shipped.digest]
