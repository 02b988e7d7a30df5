"""The examples in docstrings run, and what the project says of itself in several files agrees."""

from __future__ import annotations

import doctest
import importlib
import re
import tomllib

import pytest
import repository
import yaml

import crosswalk

PROJECT = tomllib.loads(repository.content("pyproject.toml"))["project"]
#: Modules whose docstrings hold examples.
EXEMPLARY = [
    name for name, path in repository.modules().items() if re.search(r"^\s*>>> ", path.read_text("utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("name", EXEMPLARY)
def test_the_examples_of_a_module_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.attempted and not result.failed


def test_the_public_face_is_explained_by_examples() -> None:
    from crosswalk import api

    assert "crosswalk.api" in EXEMPLARY
    assert ">>>" in (api.open_graph.__doc__ or "")
    explained = ("query", "sparql", "statement", "to_rdflib", "to_networkx", "search")
    assert [name for name in explained if ">>>" not in (getattr(api.CrosswalkGraph, name).__doc__ or "")] == []


def test_the_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load(repository.content("CITATION.cff"))
    changes = re.findall(r"^## \[([\d.]+)\]", repository.content("CHANGELOG.md"), re.MULTILINE)
    assert {PROJECT["version"], citation["version"], changes[0]} == {crosswalk.__version__}


def test_the_licence_is_the_same_everywhere_and_stands_in_full() -> None:
    citation = yaml.safe_load(repository.content("CITATION.cff"))
    assert PROJECT["license"] == citation["license"] == "Apache-2.0"
    licence = repository.content("LICENSE")
    assert "Version 2.0, January 2004" in licence and "END OF TERMS AND CONDITIONS" in licence
    assert all((repository.ROOT / name).is_file() for name in PROJECT["license-files"])


def test_the_citation_names_no_invented_person() -> None:
    citation = yaml.safe_load(repository.content("CITATION.cff"))
    assert citation["authors"] == [{"name": "Standards Crosswalk contributors"}]


def test_every_dependency_has_a_lower_bound() -> None:
    lists = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    unbound = [name for names in lists for name in names if ">=" not in name]
    assert unbound == ["standards-crosswalk[test]"]


def test_every_error_is_in_the_tree_that_contributing_points_to() -> None:
    from crosswalk import errors

    tree = errors.__doc__ or ""
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert classes and [cls.__name__ for cls in classes if cls.__name__ not in tree] == []
    assert [cls.__name__ for cls in classes if not (cls.__doc__ or "").strip()] == []
