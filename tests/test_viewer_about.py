"""Data & about, and Rubrics: what they say is what the graph, the files and CITATION.cff say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import repository
import yaml
from test_viewer import opened, shown

from crosswalk import open_graph, words
from crosswalk.api import release
from crosswalk.sources import citation_file
from crosswalk.viewer import about, glossary, rubrics


def test_every_framework_stands_with_its_rights_and_the_counts_of_claims_are_those_of_the_graph() -> None:
    graph, page = open_graph(), shown(opened("about"))
    for row in graph.records("list_frameworks"):
        assert str(row["rights"]) in page.text and f"framework?id={row['framework']}" in page.links
    claims = graph.records("filter_mappings")
    printed = sum(row["kind"] == "xw:printed" for row in claims)
    assert f"{printed} claims are printed" in page.text
    assert f"{len(claims) - printed} claims are judged" in page.text
    assert graph.version in page.text


def test_every_word_that_pages_use_of_claims_is_in_the_list() -> None:
    listed = {word for *_, held in glossary.PARTS for word in held}
    tables = (words.RELATIONS, words.KINDS, words.DERIVED, words.SETS, words.STATUSES, words.REACHES, words.CHANGES)
    assert listed >= {word for table in tables for word in table.values()} | {words.DENIED, words.NOTHING_FOUND}
    page = shown(opened("about", topic="words"))
    for word in listed:
        assert word.definition in page.text


def test_the_files_are_those_of_a_release_with_their_hashes() -> None:
    page = shown(opened("about", topic="files"))
    for name, text in release().files.items():
        assert name in page.text and hashlib.sha256(text.encode()).hexdigest() in page.text


def test_the_data_are_checked_when_asked() -> None:
    app = opened("about", topic="checks")
    assert not app.success
    app.button[0].click().run()
    assert app.success[0].value == "The shipped data: nothing to report."


def test_a_citation_says_what_the_citation_file_says() -> None:
    held = yaml.safe_load(Path(repository.ROOT, "CITATION.cff").read_text(encoding="utf-8"))
    (data,) = [one for one in held["references"] if one["type"] == "data"]
    version = open_graph().data_version
    cited = about.cited()
    for text in (citation_file.sentence(cited, version), citation_file.bibtex(cited, version)):
        for part in (data["title"], data["authors"][0]["name"], data["version"], data["license"], version[:12]):
            assert part in text
    page = shown(opened("about", topic="cite"))
    assert citation_file.sentence(cited, version) in page.text and "@misc{" in page.text


@pytest.mark.parametrize("topic", ["use", "accessibility"])
def test_the_other_topics_open(topic: str) -> None:
    assert len(shown(opened("about", topic=topic)).text) > 500


def test_a_topic_that_there_is_not_is_told() -> None:
    assert "There is no topic" in opened("about", topic="x").warning[0].value


def test_the_rubric_holds_every_cell_once_with_what_it_bears_on() -> None:
    rows = [row for row in open_graph().records("list_criteria") if row["subject"] == "ais-psi:PSI3"]
    page = shown(opened("rubrics", part="PSI3"))
    for row in rows:
        assert str(row["label"]) in page.text
        if row["text"]:
            assert str(row["text"]) in page.text
        if row["statement"]:
            assert f"standard?id={row['statement']}" in page.links
    found = rubrics.criteria(rows)
    assert sum(len(cells) for one in found for cells in one.cells.values()) == len({row["cell"] for row in rows})


def test_a_rubric_without_words_at_a_level_or_without_indicators_says_so() -> None:
    rows = open_graph().records("list_criteria")
    for subject in sorted(map(str, {row["subject"] for row in rows})):
        page = shown(opened("rubrics", part=subject))
        mine = rubrics.criteria([row for row in rows if row["subject"] == subject])
        assert ("tied to no indicator" in page.text) == any(not one.statements for one in mine)
        gaps = sum(level not in one.cells for one in mine for level in rubrics.levels(rows))
        assert page.text.count("The rubric has no words at this level.") == gaps


def test_what_the_address_of_a_rubric_cannot_mean_is_told() -> None:
    app = opened("rubrics", id="nowhere", part="PSI99")
    assert len(app.warning) == 2 and "PSI1" in shown(app).text
