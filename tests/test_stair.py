"""Imports form a stair: a module imports only from steps below its own, and everything has the one place it belongs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest
import repository

#: The steps, lowest first; what stands right may import what stands left. CONTRIBUTING.md shows the same line.
STAIR: tuple[tuple[str, ...], ...] = (
    ("errors", "terms", "vocabulary", "words", "resources"),
    ("model", "relations"),
    ("sources", "formats", "alignment"),
    ("graph",),
    ("quality",),
    ("evidence",),
    ("reports",),
    ("crosswalk_graph",),
    ("api",),
    ("web", "viewer", "cli"),
)

#: Steps up that are meant, as (importing module, imported module): reason.
UPWARD: dict[tuple[str, str], str] = {
    ("crosswalk", "crosswalk.api"): "the package's one public name, imported when it is asked for",
}

#: Where alone a library may be imported.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "pyoxigraph": ("crosswalk.graph.oxigraph",),
    "SPARQLWrapper": ("crosswalk.graph.endpoint",),
    "streamlit": ("crosswalk.viewer", "app"),
    "yaml": ("crosswalk.formats", "crosswalk.sources"),
    "sqlite3": ("crosswalk.evidence.database", "crosswalk.evidence.faults"),
    "shifty": ("crosswalk.quality",),
    "pyshacl": ("crosswalk.quality",),
    "argparse": ("crosswalk.cli",),
    "starlette": ("crosswalk.web", "crosswalk.viewer", "crosswalk.cli.serve"),
    "anyio": ("crosswalk.web",),
    "babel": ("crosswalk.viewer.language", "crosswalk.viewer.catalogue"),
    "xlsxwriter": ("crosswalk.formats.sheets", "crosswalk.reports.xlsx"),
    "openpyxl": ("crosswalk.formats.sheets",),
    "docx": ("crosswalk.reports.docx",),
    "typst": ("crosswalk.reports.pdf",),
}

#: Libraries that cost a short command more than its work: imported inside the function that uses them.
COSTLY = frozenset(
    (
        "SPARQLWrapper",
        "babel",
        "dataclasses",
        "docx",
        "openpyxl",
        "networkx",
        "numpy",
        "pandas",
        "platformdirs",
        "pyshacl",
        "rapidfuzz",
        "rdflib",
        "scipy",
        "shifty",
        "tqdm",
        "typst",
        "xlsxwriter",
        "yaml",
    )
)

#: Modules that make triples: reason. The first two turn values into triples; the others have triples to begin with.
TRIPLE_MAKERS: dict[str, str] = {
    "crosswalk.graph.triples": "the seam itself",
    "crosswalk.evidence.triples": "the seam of the records of a workspace, by their table of fields",
    "crosswalk.graph.description": "the description of a release, which is RDF by its standards",
    "crosswalk.graph.document": "what a document about a resource says of itself, which is RDF by its standards",
    "crosswalk.graph.service_description": "what an endpoint says of itself, which is RDF by its standard",
    "crosswalk.graph.adapt": "what plain SKOS entails and only our own data states: triples in, triples out",
    "crosswalk.graph.oxigraph": "hands over the triples that a parser or a query gives",
    "crosswalk.quality.claims": "the plain triple that a record in the graph stands for, to be judged and never kept",
    "crosswalk.quality.closure": "what SKOS triples entail: triples in, triples out",
    "crosswalk.quality.inference": "an entailed match as the plain triple it would be, to be judged and never kept",
    "crosswalk.quality.projection": "names the blank nodes of triples, so that an engine's report can be read back",
    "crosswalk.quality.report": "the report of a validation, which is RDF by its standard",
    "crosswalk.quality.shapes": "hands back the triples of a shape's path",
}

MODULES = repository.modules()


class Import(NamedTuple):
    """An import statement's target, its line, and whether it runs when the module is loaded."""

    target: str
    line: int
    eager: bool


def imports(source: str, known: frozenset[str] = frozenset(MODULES)) -> Iterator[Import]:
    """Every import of a module, those inside functions and for type checkers too; targets are modules where known."""
    yield from _walk(ast.parse(source), True, known)


def _walk(node: ast.AST, eager: bool, known: frozenset[str]) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, eager)
        elif isinstance(child, ast.ImportFrom):
            base = "." * child.level + (child.module or "")
            for alias in child.names:
                full = f"{base}.{alias.name}"
                if base == "crosswalk" and alias.name == "open_graph":
                    full = "crosswalk.api"
                yield Import(full if full in known else base, child.lineno, eager)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typing_only = isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")
            yield from _walk(child, eager and not inside and not typing_only, known)


@cache
def arrows(docstring: str) -> frozenset[tuple[str, str]]:
    """The pairs (left, right) of a docstring's arrow lines, with what follows from them: right may import left.

    Arrows count in a line, or between double backticks, that holds names, commas and arrows alone.
    """
    pairs: set[tuple[str, str]] = set()
    quoted = [" ".join(span.split()) for span in re.findall("``(.+?)``", docstring, re.DOTALL)]
    for line in [*docstring.splitlines(), *quoted]:
        parts = [[name.strip() for name in part.split(",")] for part in line.split("→")]
        if not all(name.isidentifier() for names in parts for name in names):
            continue
        for lefts, rights in pairwise(parts):
            pairs |= {(left, right) for left in lefts for right in rights}
    while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs |= more
    return frozenset(pairs)


def step(module: str) -> int:
    """The step a module stands on; the package itself, which holds no code of its own, stands on the lowest."""
    if module == "app":
        return len(STAIR)
    name = module.removeprefix("crosswalk").removeprefix(".").partition(".")[0]
    return next((i for i, names in enumerate(STAIR) if name in names), 0 if not name else -1)


def problem(importer: str, target: str, docstrings: dict[str, str]) -> str | None:
    """What is wrong with an import of our own modules, or None."""
    if step(target) > step(importer):
        return f"{importer} imports {target}, which stands on a higher step"
    if "app" in (importer, target) or (step(target) < step(importer) and "crosswalk" not in (importer, target)):
        return None
    ours, theirs = importer.split("."), target.split(".")
    depth = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    if depth in (len(ours), len(theirs)):  # a package and a module of its own
        return None
    package = ".".join(ours[:depth])
    if (theirs[depth], ours[depth]) in arrows(docstrings.get(package, "")):
        return None
    return f"{importer} imports {target}; the docstring of {package} has no arrow {theirs[depth]} → {ours[depth]}"


@cache
def _docstrings() -> dict[str, str]:
    return {name: ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "" for name, path in MODULES.items()}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_stands_below_it(module: str) -> None:
    docstrings = _docstrings()
    found = [
        f"line {line}: {wrong}"
        for target, line, _ in imports(MODULES[module].read_text("utf-8"))
        if target.partition(".")[0] in ("crosswalk", "app") and (module, target) not in UPWARD
        if (wrong := problem(module, target, docstrings))
    ]
    assert found == []


@pytest.mark.parametrize("module", MODULES)
def test_every_module_stands_on_a_step(module: str) -> None:
    assert step(module) >= 0, f"{module} has no place in STAIR; give it one, here and in CONTRIBUTING.md"


def test_every_exception_from_the_stair_is_still_needed() -> None:
    present = {(name, target) for name, path in MODULES.items() for target, _, _ in imports(path.read_text("utf-8"))}
    assert set(UPWARD) <= present
    assert all(MODULES[maker] and makes_triples(MODULES[maker].read_text("utf-8")) for maker in TRIPLE_MAKERS)


def test_contributing_shows_the_stair() -> None:
    shown = " → ".join(", ".join(names) for names in (*STAIR, ("app.py",)))
    assert shown in repository.content("CONTRIBUTING.md")


def test_no_package_draws_a_circle() -> None:
    for name, docstring in _docstrings().items():
        assert not [left for left, right in arrows(docstring) if left == right], name


@pytest.mark.parametrize("module", MODULES)
def test_a_library_is_imported_only_where_it_belongs(module: str) -> None:
    found = [
        f"line {line}: {target} belongs to {' and '.join(LIBRARIES[library])}"
        for target, line, _ in imports(MODULES[module].read_text("utf-8"))
        if (library := target.partition(".")[0]) in LIBRARIES
        if not any(module == place or module.startswith(place + ".") for place in LIBRARIES[library])
    ]
    assert found == []


@pytest.mark.parametrize("module", [name for name in MODULES if name != "app" and ".viewer" not in name])
def test_a_costly_library_is_imported_where_it_is_used(module: str) -> None:
    eager = [i for i in imports(MODULES[module].read_text("utf-8")) if i.eager]
    assert [f"line {i.line}: {i.target}" for i in eager if i.target.partition(".")[0] in COSTLY] == []


def calls(source: str, name: str) -> list[int]:
    """The lines that call something of that name, bare or as an attribute."""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [node.lineno for node in found if getattr(node.func, "id", getattr(node.func, "attr", "")) == name]


def makes_triples(source: str) -> list[int]:
    """The lines that make a triple of `terms`: ``Triple(…)``, or ``Triple._make(…)``, or ``terms.Triple(…)``."""
    made = [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in ("_make", "_replace")
        if getattr(node.value, "id", getattr(node.value, "attr", "")) == "Triple"
    ]
    return calls(source, "Triple") + made


@pytest.mark.parametrize("module", [name for name in MODULES if not name.startswith("crosswalk.cli")])
def test_only_the_command_line_prints(module: str) -> None:
    assert calls(MODULES[module].read_text("utf-8"), "print") == []


@pytest.mark.parametrize("module", [name for name in MODULES if name not in TRIPLE_MAKERS])
def test_triples_are_made_in_one_place(module: str) -> None:
    assert makes_triples(MODULES[module].read_text("utf-8")) == []


# The rules themselves, on snippets that break them.

KNOWN = frozenset(("crosswalk.graph", "crosswalk.graph.store", "crosswalk.api", "crosswalk.model", "crosswalk.cli"))


def test_imports_are_found_inside_functions_and_for_type_checkers() -> None:
    source = (
        "from typing import TYPE_CHECKING\n"
        "from crosswalk.graph import store\n"
        "if TYPE_CHECKING:\n    import crosswalk.model\n"
        "def late():\n    from crosswalk import open_graph\n"
        "class C:\n    import pandas\n"
    )
    assert list(imports(source, KNOWN)) == [
        Import("typing", 1, True),
        Import("crosswalk.graph.store", 2, True),
        Import("crosswalk.model", 4, False),
        Import("crosswalk.api", 6, False),
        Import("pandas", 8, True),
    ]


def test_a_step_up_is_found_even_where_an_arrow_is_drawn() -> None:
    assert problem("crosswalk.model", "crosswalk.graph.store", {"crosswalk": "graph → model"}) is not None
    assert problem("crosswalk.graph.store", "crosswalk.api", {}) is not None
    assert problem("crosswalk.api", "app", {}) is not None


def test_a_step_down_needs_no_arrow() -> None:
    assert problem("crosswalk.graph.store", "crosswalk.model", {}) is None
    assert problem("crosswalk.cli.show", "crosswalk.api", {}) is None
    assert problem("app", "crosswalk.viewer.main", {}) is None


def test_siblings_need_an_arrow_in_the_docstring_of_their_package() -> None:
    assert problem("crosswalk.graph.store", "crosswalk.graph.oxigraph", {}) is not None
    assert problem("crosswalk.graph.store", "crosswalk.graph.oxigraph", {"crosswalk.graph": "oxigraph → store"}) is None
    assert problem("crosswalk.graph.oxigraph", "crosswalk.graph.store", {"crosswalk.graph": "oxigraph → store"})
    assert problem("crosswalk.sources.labels", "crosswalk.formats.sssom", {}) is not None
    assert problem("crosswalk.cli.app", "crosswalk.viewer.launch", {"crosswalk": "viewer → cli"}) is None


def test_modules_of_a_nested_package_answer_to_the_nearest_common_package() -> None:
    drawn = {"crosswalk.viewer": "state → app_pages"}
    assert problem("crosswalk.viewer.app_pages.query", "crosswalk.viewer.state", drawn) is None
    assert problem("crosswalk.viewer.app_pages.query", "crosswalk.viewer.app_pages.overview", drawn) is not None


def test_arrows_may_be_chained_and_shared() -> None:
    found = arrows("What it is.\n\n    a → b, c\n    c → d\n")
    assert found == {("a", "b"), ("a", "c"), ("c", "d"), ("a", "d")}
    assert arrows("Read ``a →\n    b, c`` so.") == {("a", "b"), ("a", "c")}
    assert arrows("A short form → its IRI, as a → b shows.") == frozenset()


def test_triples_and_prints_are_found_however_they_are_written() -> None:
    assert makes_triples("Triple(a, b, c)\nterms.Triple(a, b, c)\nTriple._make(x)\n") == [1, 2, 3]
    assert calls("def f():\n    print('x')\n", "print") == [2]
