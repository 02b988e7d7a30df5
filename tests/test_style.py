"""The habits of the house that can be counted."""

from __future__ import annotations

import ast
import re
import statistics

import pytest
import repository

MODULES = repository.modules()
PYTHON = [name for name in repository.tracked() if name.endswith(".py")]

#: Words that belong to one machine or one registry and never to the repository, spelled so as not to find themselves.
FOREIGN = tuple(
    "".join(parts)
    for parts in (
        ("/wo", "rk/"),
        ("/ho", "me/"),
        ("/ro", "ot/"),
        ("/tmp/", "venv"),
        ("C:\\", "Users"),
        ("py", "pi.org"),
        ("python", "hosted"),
        ("--index", "-url"),
        ("--extra-index", "-url"),
        ("--find", "-links"),
        ("reg", "istry.npmjs"),
    )
)


def functions(source: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, nested ones too."""
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def long_functions(source: str, limit: int = 60) -> list[str]:
    """The functions of more lines than the limit."""
    return [f.name for f in functions(source) if (f.end_lineno or f.lineno) - f.lineno >= limit]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_what_it_is_for(module: str) -> None:
    docstring = ast.get_docstring(ast.parse(MODULES[module].read_text("utf-8"))) or ""
    first = docstring.split("\n\n")[0]
    assert len(first.split()) >= 4 and first.rstrip().endswith((".", ":", "?")), docstring


@pytest.mark.parametrize("module", MODULES)
def test_every_function_says_what_it_returns(module: str) -> None:
    assert [f.name for f in functions(MODULES[module].read_text("utf-8")) if f.returns is None] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_file_is_one_concept(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= 350


def test_half_of_the_files_are_short() -> None:
    assert statistics.median(len(path.read_text("utf-8").splitlines()) for path in MODULES.values()) <= 150


@pytest.mark.parametrize("name", PYTHON)
def test_a_function_fits_a_screen(name: str) -> None:
    assert long_functions(repository.content(name)) == []


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_a_drawer_for_odds_and_ends(module: str) -> None:
    assert not re.search(r"\b(utils?|helpers?|misc|common|tools)\b", module)


@pytest.mark.parametrize("module", MODULES)
def test_no_error_is_swallowed_whole(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    handlers = (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler))
    broad = [h for h in handlers if h.type is None or getattr(h.type, "id", "") in ("Exception", "BaseException")]
    assert [h.lineno for h in broad if all(isinstance(statement, ast.Pass) for statement in h.body)] == []


@pytest.mark.parametrize("name", repository.tracked())
def test_a_file_names_no_machine_and_no_registry(name: str) -> None:
    text = repository.content(name)
    assert [word for word in FOREIGN if word in text] == []


def test_the_public_face_is_listed_and_works() -> None:
    import crosswalk

    assert crosswalk.__all__ == sorted(crosswalk.__all__)
    assert all(callable(getattr(crosswalk, name)) for name in crosswalk.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = crosswalk.nonsense


# The rules themselves, on snippets that break them.


def test_a_long_function_is_found() -> None:
    assert long_functions("def f():\n" + "    x = 1\n" * 60) == ["f"]
    assert long_functions("def f():\n" + "    x = 1\n" * 59) == []


def test_a_nested_function_without_a_return_annotation_is_found() -> None:
    found = functions("class C:\n    def f(self) -> int:\n        def g(): ...\n")
    assert [f.name for f in found if f.returns is None] == ["g"]


def test_the_foreign_words_would_be_found() -> None:
    assert any(word in "see /" + "home/someone/x" for word in FOREIGN)
