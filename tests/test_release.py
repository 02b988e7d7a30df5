"""A release: the same bytes wherever it is made, the same facts in every syntax, and nobody's sentences by default."""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
import repository

import crosswalk
from crosswalk import api, open_graph, vocabulary
from crosswalk.cli.main import main
from crosswalk.errors import DataMissing, InputError
from crosswalk.graph import oxigraph
from crosswalk.graph.dataset import INFERRED, dataset
from crosswalk.graph.release import Release, release
from crosswalk.graph.store import EmbeddedStore
from crosswalk.terms import XSD, XSD_STRING, Iri, Literal, Triple
from crosswalk.vocabulary import DCAT, DCTERMS, PREFIXES, SPDX, SSSOM, VOID, XW

Reader = Callable[[str, str], set[tuple[Triple, str | None]]]

DATA = repository.ROOT / "data"
HELD = (DATA / "quoted" / "ais-psi.ttl").is_file()
needs_quoted = pytest.mark.skipif(not HELD, reason="data/quoted/ was taken out; there are no words to quote.")
QUOTED_GRAPH = PREFIXES["graph"] + "quoted/ais-psi"
BASE = "http://example.org/release/"
WHOLE = vocabulary.BASE + "dataset"
GRAPHS = ("crosswalk.trig", "crosswalk.nq", "crosswalk.ttl", "crosswalk.jsonld")
COMMAND = "from crosswalk.cli.main import run; run()"


@pytest.fixture(scope="module")
def made() -> Release:
    return release(dataset())


@pytest.fixture(scope="module")
def with_words() -> Release:
    return release(dataset(), with_quoted=True)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[Triple, str | None]]:
    """What the store holds, which the engine fills from the files by itself: another way to the same facts."""
    path = str(tmp_path_factory.mktemp("store") / "graph.nq")
    EmbeddedStore(dataset(), cache=False).dump(path)
    quads = oxigraph.parse_quads(Path(path).read_bytes(), ".nq")
    everything = {(triple, graph) for triple, graph in quads if graph != QUOTED_GRAPH}
    kept = {triple for triple, graph in everything if graph is not None}  # the default graph holds the quoted words too
    return {(triple, graph) for triple, graph in everything if triple in kept}


def as_stored(triple: Triple) -> Triple:
    """The triple as the store keeps it, to which every kind of integer is an xsd:integer."""
    if isinstance(triple.object, Literal) and triple.object.datatype == XSD + "nonNegativeInteger":
        return triple._replace(object=triple.object._replace(datatype=XSD + "integer"))
    return triple


@pytest.fixture(scope="module")
def description(made: Release) -> set[Triple]:
    return set(oxigraph.parse(made.files["description.ttl"].encode(), ".ttl", BASE))


def value(triples: set[Triple], subject: str, predicate: object) -> str:
    (found,) = {str(t.object) for t in triples if str(t.subject) == subject and t.predicate == predicate}
    return found


# The same bytes.


def build(out: Path, root: Path, folder: Path, **environment: str) -> dict[str, bytes]:
    """The files that the command writes, run by itself: the code in `root`, in `folder`, under an environment."""
    folder.mkdir(exist_ok=True)
    settings = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    arguments = [sys.executable, "-c", COMMAND, "build", "--out", os.path.relpath(out, folder)]
    subprocess.run(arguments, cwd=folder, env=settings, check=True, capture_output=True)
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_the_same_bytes_come_out_in_any_folder_time_zone_hash_seed_and_place(made: Release, tmp_path: Path) -> None:
    copy = tmp_path / "a copy elsewhere"
    for name in ("crosswalk", "data", "ontology", "queries"):
        shutil.copytree(repository.ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    first = build(tmp_path / "1", repository.ROOT, tmp_path / "here", PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    second = build(tmp_path / "2", repository.ROOT, tmp_path, PYTHONHASHSEED="1", TZ="Pacific/Chatham", PYTHONUTF8="0")
    third = build(tmp_path / "3", copy, tmp_path / "ünïcode", PYTHONHASHSEED="4000000000", TZ="America/St_Johns")
    assert first == second == third == {name: text.encode() for name, text in made.files.items()}


# The same facts.


def read_by_pyoxigraph(name: str, text: str) -> set[tuple[Triple, str | None]]:
    """What the embedded engine reads in a file of the release."""
    return set(oxigraph.parse_quads(text.encode(), os.path.splitext(name)[1]))


def read_by_rdflib(name: str, text: str) -> set[tuple[Triple, str | None]]:
    """What rdflib reads in it."""
    if name.endswith((".ttl", ".jsonld")):
        graph = rdflib.Graph().parse(data=text, format={".ttl": "turtle", ".jsonld": "json-ld"}[Path(name).suffix])
        return {(Triple(*map(ours, triple)), None) for triple in graph}
    quads = rdflib.Dataset().parse(data=text, format={".trig": "trig", ".nq": "nquads"}[Path(name).suffix]).quads()
    return {(Triple(*map(ours, triple)), str(graph)) for *triple, graph in quads}


def ours(term: rdflib.term.Node) -> Iri | Literal:
    """rdflib's term as ours."""
    if isinstance(term, rdflib.Literal):
        return Literal(str(term), term.language, XSD_STRING if term.datatype is None else str(term.datatype))
    assert isinstance(term, rdflib.URIRef)
    return Iri(str(term))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, inside rdflib
@pytest.mark.parametrize("read", [read_by_pyoxigraph, read_by_rdflib])
@pytest.mark.parametrize("name", [*GRAPHS, "inferred.trig"])
def test_every_syntax_says_what_the_store_holds_to_both_engines(
    name: str, read: Reader, made: Release, stored: set[tuple[Triple, str | None]]
) -> None:
    graphs = {graph for _, graph in stored}
    follows = {INFERRED}
    held = {"crosswalk": graphs - {None} - follows, "inferred": follows}[name.partition(".")[0]]
    if name in ("crosswalk.ttl", "crosswalk.jsonld"):
        held = {None}
    found = {(as_stored(triple), graph) for triple, graph in read(name, made.files[name])}
    assert found and found == {(t, graph) for t, graph in stored if graph in held}


def test_what_follows_is_in_no_file_that_the_readme_loads_and_in_no_other_but_its_own(made: Release) -> None:
    entailed = str(XW.entailed)
    holding = [name for name in made.files if f"claimKind> <{entailed}" in made.files[name]]
    assert holding == [] and "xw:entailed" in made.files["inferred.trig"]
    for name in GRAPHS:
        assert "mapping-candidate/" not in made.files[name], name
    loaded = re.findall(r"oxigraph load .*--file (\S+)", repository.content("README.md"))
    assert loaded == []  # `crosswalk publish` loads, and test_publishing.py holds what it leaves out
    assert "release/inferred.trig" in repository.content("README.md"), "that it is not to be loaded is said"


def test_the_lines_of_nquads_are_sorted_and_each_stands_once(made: Release) -> None:
    lines = made.files["crosswalk.nq"].encode().split(b"\n")[:-1]
    assert lines == sorted(set(lines)) and len(lines) > 1000


def test_each_mapping_set_is_the_file_it_is_in_the_data(made: Release) -> None:
    theirs = {f"mappings/{path.name}": path.read_text("utf-8") for path in (DATA / "mappings").glob("*.sssom.tsv")}
    assert theirs == {name: text for name, text in made.files.items() if name.startswith("mappings/")} != {}


# The description.


def test_the_description_names_the_size_the_checksum_and_the_type_of_every_file_of_data(
    made: Release, description: set[Triple]
) -> None:
    listed = {str(t.object).removeprefix(BASE) for t in description if t.predicate == DCAT.distribution}
    assert listed == {name for name in made.files if not name.endswith(".txt") and name != "description.ttl"}
    for name in listed:
        content = made.files[name].encode()
        assert value(description, BASE + name, DCAT.byteSize) == str(len(content))
        checksum = value(description, BASE + name, SPDX.checksum)
        assert value(description, checksum, SPDX.checksumValue) == hashlib.sha256(content).hexdigest()
        assert value(description, BASE + name, DCAT.mediaType).startswith(
            "https://www.iana.org/assignments/media-types/"
        )
        assert value(description, BASE + name, DCTERMS.license) == "https://creativecommons.org/licenses/by/4.0/"


def test_the_description_counts_the_facts_of_each_graph_and_of_all(made: Release, description: set[Triple]) -> None:
    lines = made.files["crosswalk.nq"].splitlines()
    by_graph = Counter(line.rpartition(" <")[2].removesuffix("> .") for line in lines)
    subsets = {str(t.object) for t in description if t.predicate == VOID.subset}
    assert {graph: int(value(description, graph, VOID.triples)) for graph in subsets} == by_graph
    facts = {line.rpartition(" <")[0] for line in lines}
    assert int(value(description, WHOLE, VOID.triples)) == len(facts)


def test_the_description_counts_the_rows_of_mapping_sets_and_the_statements_of_frameworks(
    made: Release, description: set[Triple]
) -> None:
    for name, text in made.files.items():
        if name.startswith("mappings/"):
            graph = PREFIXES["graph"] + name.removesuffix(".sssom.tsv")
            rows = sum(not line.startswith("#") for line in text.splitlines()) - 1
            assert counted(description, graph, SSSOM.Mapping) == rows
    for path in (DATA / "frameworks").glob("*.ttl"):
        statements = len(re.findall(r"\bxw:Statement\b", path.read_text("utf-8")))
        assert counted(description, f"{PREFIXES['graph']}frameworks/{path.stem}", XW.Statement) == statements


def counted(description: set[Triple], graph: str, kind: Iri) -> int:
    """The number of things of a class in a graph, as a class partition says it."""
    partitions = {str(t.object) for t in description if t.subject == Iri(graph) and t.predicate == VOID.classPartition}
    (partition,) = (p for p in partitions if value(description, p, VOID.term("class")) == str(kind))
    return int(value(description, partition, VOID.entities))


def test_the_description_says_the_same_to_rdflib_and_states_version_and_state(
    made: Release, description: set[Triple]
) -> None:
    graph = rdflib.Graph().parse(data=made.files["description.ttl"], format="turtle", publicID=BASE)
    assert {Triple(*map(ours, triple)) for triple in graph} == description
    assert value(description, WHOLE, DCAT.version) == crosswalk.__version__
    assert value(description, WHOLE, DCTERMS.identifier) == open_graph().version


@pytest.mark.parametrize("which", ["made", pytest.param("with_words", marks=needs_quoted)])
def test_the_readme_names_every_file_and_fits_a_screen(which: str, request: pytest.FixtureRequest) -> None:
    files = request.getfixturevalue(which).files
    text = files["README.txt"]
    assert [name for name in files if name not in text and name != "README.txt"] == []
    assert max(map(len, text.splitlines())) <= 110


# Whose words.


def flat(text: str) -> str:
    """The words of a text, whatever stands between them."""
    return " ".join(repository.words(text))


@needs_quoted
def test_nothing_of_the_quoted_words_is_in_a_release_unless_it_is_asked_for(made: Release, with_words: Release) -> None:
    literals = (t.object.value for t in oxigraph.parse((DATA / "quoted" / "ais-psi.ttl").read_bytes()))
    quoted = {flat(words) for words in literals if len(words.split()) >= 6}
    assert len(quoted) > 50
    for name, text in made.files.items():
        held = flat(text)
        assert [words for words in quoted if words in held] == [], name
        assert QUOTED_GRAPH not in text
    assert all(words in flat(with_words.files["crosswalk.ttl"]) for words in quoted)
    assert QUOTED_GRAPH in with_words.files["crosswalk.trig"]


@needs_quoted
def test_a_release_says_whether_words_are_quoted_and_what_licence_they_are_not_under(
    made: Release, with_words: Release
) -> None:
    for name in ("description.ttl", "README.txt"):
        assert "are left out of this release" in flat(made.files[name])
        assert "are excepted from this licence" in flat(with_words.files[name])
    assert "NOTICE.txt" not in made.files
    assert with_words.files["NOTICE.txt"] == (DATA / "quoted" / "NOTICE").read_text("utf-8")
    described = set(oxigraph.parse(with_words.files["description.ttl"].encode(), ".ttl", BASE))
    about = {t.predicate for t in described if t.subject == Iri(QUOTED_GRAPH)}
    assert DCTERMS.rights in about and DCTERMS.license not in about


def data_folder(folder: Path, **files: str) -> str:
    """A data folder with the agents of ours and files of one's own."""
    folder.mkdir()
    shutil.copy(DATA / "agents.ttl", folder)
    for name, text in files.items():
        (folder / name.replace("_", ".", 1)).write_text(text, encoding="utf-8")
    return str(folder)


def test_without_the_folder_of_quoted_words_a_release_is_the_same_and_cannot_quote(
    made: Release, tmp_path: Path
) -> None:
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("quoted"))
    apart = dataset((str(tmp_path / "data"),))
    assert {name: text for name, text in release(apart).files.items() if name in GRAPHS} == {
        name: made.files[name] for name in GRAPHS
    }
    with pytest.raises(DataMissing, match="holds no quoted words"):
        release(apart, with_quoted=True)


def test_a_documents_words_are_left_out_wherever_they_stand(tmp_path: Path) -> None:
    sentence = "<urn:s> <https://purl.org/ctdlasn/terms/competencyText> 'Xylographers wrote this.' , 'And this.' ."
    data = dataset((data_folder(tmp_path / "data", mine_ttl=sentence),))
    assert not any("Xylographers" in text for text in release(data).files.values())


def test_what_a_person_adds_for_a_run_is_in_no_release(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("<urn:mine> a <http://www.w3.org/2004/02/skos/core#ConceptScheme> .")
    with_own = release(dataset(own=(str(tmp_path / "mine.ttl"),)))
    assert not any("urn:mine" in text for text in with_own.files.values())


# What can go wrong.


def test_a_blank_node_is_refused_since_no_two_runs_would_name_it_alike(tmp_path: Path) -> None:
    data = dataset((data_folder(tmp_path / "data", mine_ttl="[] a <urn:c> ."),))
    with pytest.raises(InputError, match=r"^data/mine\.ttl holds a blank node"):
        release(data)


def test_data_that_cannot_be_read_as_meant_are_a_finding_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = data_folder(tmp_path / "data")
    (tmp_path / "data" / "a.sssom.tsv").write_text("#license: x\nsubject_id\n")
    broken = release(dataset((folder,)))
    assert broken.files == {} and {finding.severity for finding in broken.findings} == {"violation"}
    monkeypatch.setattr(api, "release", lambda **_: broken)
    assert main(["build", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.endswith("Nothing was written.\n")
    assert not (tmp_path / "out").exists()


def test_of_a_folder_in_use_only_the_files_of_a_build_are_replaced(
    made: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(api, "release", lambda **_: made)
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "ours.sssom.tsv").write_text("kept")
    (tmp_path / "thesis.docx").write_text("kept")
    (tmp_path / "crosswalk.nq").write_text("old")
    assert main(["build", "--out", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "changed    " + str(tmp_path / "crosswalk.nq") in out and out.count("new  ") == len(made.files) - 1
    assert (tmp_path / "crosswalk.nq").read_text("utf-8") == made.files["crosswalk.nq"]
    assert (tmp_path / "thesis.docx").read_text() == (tmp_path / "mappings" / "ours.sssom.tsv").read_text() == "kept"
    assert main(["build", "--out", str(tmp_path)]) == 0
    assert set(re.findall(r"^\w+", capsys.readouterr().out, re.MULTILINE)) == {"unchanged"}


def test_a_folder_that_cannot_be_written_is_a_sentence(
    made: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(api, "release", lambda **_: made)
    (tmp_path / "file").write_text("")
    assert main(["build", "--out", str(tmp_path / "file")]) == 3
    assert re.fullmatch(r"\S+ cannot be written \(.+\); choose another folder\.\n", capsys.readouterr().err)


def test_the_steps_of_a_release_are_told_one_by_one(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    data = dataset((data_folder(tmp_path / "data"),))
    release(data, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(len(told)))
    assert {total for _, total, _ in told} == {len(told)}
    assert [name for _, _, name in told] == [*(f.name for f in data.files), *GRAPHS, "inferred.trig", "description.ttl"]


# The mapping sets before the public validators.


def sheets(made: Release, folder: Path, wrong: str) -> list[Path]:
    """The mapping sets of the release as files, and at the end one with a wrong confidence in a row."""
    found = []
    for name, text in made.files.items():
        if name.startswith("mappings/"):
            found.append(folder / Path(name).name)
            found[-1].write_text(text, encoding="utf-8", newline="")
    whole = made.files["mappings/ais-psi--iste-coaches-2011--judged.sssom.tsv"]
    spoiled = re.sub(r"\t0\.\d+\t", f"\t{wrong}\t", whole, count=1)
    found.append(folder / "spoiled.sssom.tsv")
    found[-1].write_text(spoiled, encoding="utf-8", newline="")
    return found


def test_every_mapping_set_reads_in_the_public_reader_with_every_row_and_extension(
    made: Release, tmp_path: Path
) -> None:
    import sssom_pydantic

    def read(path: Path) -> tuple[int, int]:
        """How many rows there are, and how many are read; a row that is not valid is passed over."""
        rows, _, described = sssom_pydantic.read(path)
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        assert str(described.id).startswith(PREFIXES["xwid"] + "mapping-set/")
        assert {slot for row in rows for slot in row.extensions or ()} == set(re.findall(r"\bext_\w+", lines[0]))
        return len(lines) - 1, len(rows)

    *good, spoiled = sheets(made, tmp_path, "sure")
    assert [path.name for path in good if len(set(read(path))) > 1] == []
    there, understood = read(spoiled)
    assert understood == there - 1


def test_the_public_validator_finds_nothing_wrong_with_any_mapping_set(made: Release, tmp_path: Path) -> None:
    command = os.environ.get("CROSSWALK_SSSOM_VALIDATOR")
    if not command:
        pytest.skip(
            "Install sssom in an environment of its own (it brings a pytest plugin that would join this one) and set "
            "CROSSWALK_SSSOM_VALIDATOR to its command, for example 'that-environment/bin/sssom validate'."
        )
    *good, spoiled = sheets(made, tmp_path, "1.85")
    ended = {path.name: _validated(command, path) for path in good}
    assert {name: words for name, (code, words) in ended.items() if code} == {}
    assert _validated(command, spoiled)[0] != 0


def _validated(command: str, path: Path) -> tuple[int, str]:
    ended = subprocess.run([*shlex.split(command), str(path)], capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr
