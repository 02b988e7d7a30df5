"""Whose words stand where: no publisher's sentence anywhere, the school's own in one folder that can be taken out."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
import repository

from crosswalk import open_graph
from crosswalk.crosswalk_graph import CrosswalkGraph
from crosswalk.graph import queries

DOCUMENT = repository.ROOT / "data" / "quoted" / "ais-growth-model.txt"

#: The folders that may quote the growth model: the document with what is read from it, and the answers of its tests.
QUOTING = ("data/quoted/", "tests/expected/")

#: Phrases of the growth model that everything must be able to say: reason.
COMMON: dict[str, str] = {
    "the Technology Integrationist Professional Growth Model at Atlanta International School": "names the document",
    "Exceeds, Meets, Approaches, Does not meet": "the names of the four rubric levels",
}

#: Phrases of the publishers' texts that name a document: reason.
TITLES: dict[str, str] = {
    "NETS for Administrators: Technology Director profile": "the title of the profile",
    "Roles of a technology integration specialist": "names the post by its title",
}

_PARENTHESES = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
#: Addresses of the domains that are reserved for examples (RFC 2606) are nobody's.
_EMAIL = re.compile(r"[\w.+-]+@(?!(?:[\w-]+\.)*example\.(?:com|net|org)\b)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.I)
_PHONE = re.compile(r"(?<![\w.-])(?:\+\d{1,3}[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w.-])")


def shared_runs(text: str, other: str, length: int) -> list[str]:
    """The runs of so many words that two texts share, sorted."""
    return sorted(" ".join(run) for run in repository.runs(text, length) & repository.runs(other, length))


def own_words(document: str) -> set[tuple[str, ...]]:
    """The six-word runs of the growth model, its citations (which mapping sets print) and `COMMON` left out."""
    allowed = set().union(*(repository.runs(phrase, 6) for phrase in COMMON))
    return repository.runs(_PARENTHESES.sub(" | ", document), 6) - allowed


def _seeds() -> list[Path]:
    corpora = os.environ.get("CROSSWALK_CORPORA")
    folder = Path(corpora).parent / "seeds" if corpora else None
    if folder is None or not folder.is_dir():
        pytest.skip("The publishers' texts are not here; CROSSWALK_CORPORA names the folder beside which they lie.")
    return [path for pattern in ("iste-*.txt", "mps-*", "*-blog.txt") for path in sorted(folder.glob(pattern))]


def test_no_file_holds_five_successive_words_of_a_publisher() -> None:
    seeds = {path.name: path.read_text("utf-8", errors="replace") for path in _seeds()}
    assert len(seeds) >= 4
    # The growth model itself borrows from these texts: what it says is its own matter where it may be quoted.
    borrowed = repository.runs(DOCUMENT.read_text("utf-8"), 5) if DOCUMENT.is_file() else set()
    named = set().union(*(repository.runs(title, 5) for title in TITLES))
    found = []
    for seed, text in seeds.items():
        theirs = repository.runs(text, 5) - named
        for name in repository.tracked():
            runs = repository.runs(repository.content(name), 5) & theirs
            runs -= borrowed if name.startswith(QUOTING) else set()
            found += [f"{name} has “{' '.join(run)}” of {seed}" for run in sorted(runs)]
    assert found == []


def test_the_growth_model_is_quoted_in_its_own_folder_alone() -> None:
    if not DOCUMENT.is_file():
        pytest.skip("data/quoted/ was taken out; there is nothing to compare with.")
    theirs = own_words(DOCUMENT.read_text("utf-8"))
    found = [
        f"{name} quotes “{' '.join(run)}”"
        for name in repository.tracked()
        if not name.startswith(QUOTING)
        for run in sorted(repository.runs(repository.content(name), 6) & theirs)
    ]
    assert found == []


#: The licences of what is bundled, which have to stand with the names of those who gave them.
LICENCES = "crosswalk/viewer/frontend/built/LICENSES.txt"


@pytest.mark.parametrize("name", [name for name in repository.tracked() if name != LICENCES])
def test_a_file_names_nobody_by_address_or_telephone(name: str) -> None:
    text = repository.content(name)
    # Nobody can have an address below the names that are kept for examples (RFC 2606, section 2).
    addresses = [found for found in _EMAIL.findall(text) if not found.lower().endswith((".example", "@example.org"))]
    assert addresses + _PHONE.findall(text) == []


def test_the_quoted_folder_says_whose_words_it_holds() -> None:
    if not DOCUMENT.is_file():
        pytest.skip("data/quoted/ was taken out; there is no notice to read.")
    notice = " ".join((DOCUMENT.parent / "NOTICE").read_text("utf-8").split())
    assert "Atlanta International School" in notice and "endorsed" in notice
    assert all(name in notice for name in os.listdir(DOCUMENT.parent) if name != "NOTICE")


def test_the_licence_of_our_data_excepts_what_is_quoted() -> None:
    text = repository.content("data/LICENSE")
    assert "https://creativecommons.org/licenses/by/4.0/" in text and "data/quoted/" in text


# Without data/quoted/ everything still answers.


@pytest.fixture(scope="module")
def unquoted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the data without the quoted folder."""
    folder = tmp_path_factory.mktemp("unquoted") / "data"
    shutil.copytree(repository.ROOT / "data", folder, ignore=shutil.ignore_patterns("quoted"))
    assert not (folder / "quoted").exists()
    return folder


@pytest.fixture(scope="module")
def wordless(unquoted: Path) -> CrosswalkGraph:
    """The graph of that copy."""
    return open_graph(str(unquoted), cache=False)


def test_a_statement_is_shown_without_its_words(wordless: CrosswalkGraph) -> None:
    bare, whole = wordless.statement("ais-psi:3.4"), open_graph().statement("ais-psi:3.4")
    assert bare.facts["text"] is None and bare.facts["title"] is None
    assert bare.facts["label"] == whole.facts["label"]
    assert bare.mappings == whole.mappings and bare.unresolved == whole.unresolved
    assert len(bare.rubric) == len(whole.rubric) and not any(cell["text"] for cell in bare.rubric)


def test_mappings_and_search_answer_without_the_words(wordless: CrosswalkGraph) -> None:
    rows = wordless.records("list_mappings", from_framework="ais-psi", to_framework="ib-psp-2014", with_kind="printed")
    assert len(rows) == 79 and all(row["subject_label"] and row["object_label"] for row in rows)
    assert wordless.search("assistive")[0].short == "ais-psi:3.4"


def test_the_data_is_sound_without_the_words(unquoted: Path) -> None:
    from crosswalk.graph import dataset
    from crosswalk.quality.validation import validate_dataset

    data = dataset.read(dataset.dataset((str(unquoted),)))
    report = validate_dataset(data.triples, findings=data.findings, places=data.places)
    assert report.conforms and report.findings == ()


#: What to ask of each kind of parameter, and of some by name.
ASKED = {"statement": "ais-psi:3.4", "framework": "ais-psi", "language": "en"}
NAMED = {"to_framework": "ib-psp-2014", "hub_framework": "iste-coaches-2011", "cited": "ib-psp-2014:B2.8"}


@pytest.mark.parametrize("name", queries.names())
def test_every_query_answers_without_the_words(name: str, wordless: CrosswalkGraph) -> None:
    query = queries.load(name)
    given = {p.name: NAMED.get(p.name, ASKED.get(p.type, p.default)) for p in query.parameters if not p.optional}
    bare, whole = wordless.query(name, **given), open_graph().query(name, **given)
    assert (bare.variables, len(bare.rows)) == (whole.variables, len(whole.rows))


# The rules themselves, on texts that break them.


def test_a_shared_run_is_found_across_punctuation_and_case() -> None:
    assert shared_runs("One two, three: FOUR five", "… two three four five six", 4) == ["two three four five"]
    assert shared_runs("one two three four", "one two three five", 4) == []


def test_a_citation_of_the_document_is_not_a_quotation() -> None:
    assert own_words("A (ISTE 1a / B1.5, C1.1(a), C3.4) B") == set()
    assert own_words("one two three four five six") == {("one", "two", "three", "four", "five", "six")}


def test_addresses_and_telephones_would_be_found() -> None:
    assert _EMAIL.findall("write to someone" + "@" + "school.edu today") != []
    assert _EMAIL.findall("write to someone@example.org today") == []
    assert _PHONE.findall("call 414-" + "555-0100 or (414) " + "555-0100") != []
    assert _PHONE.findall("0401-02-0112 and 2014-01-01 and 100200300400") == []
