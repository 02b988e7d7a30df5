"""A plain install works from any folder, brings nothing but the package, and leaves the quoted document behind."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
import repository

#: What of the shipped folders stays out of the wheel: reason.
LEFT_OUT: dict[str, str] = {
    "data/quoted/ais-growth-model.txt": "the school's document; what is read from it ships",
    "data/quoted/ais-growth-model.repairs.csv": "quotes the document, and is needed only beside it",
}
SHIPPED = ("crosswalk", "ontology", "queries", "data", ".streamlit")


def _run(*command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=settings, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree without reaching the network."""
    target = tmp_path_factory.mktemp("wheel")
    built = _run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target), folder=repository.ROOT
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with the wheel; the libraries it needs are those of the one that runs the tests."""
    folder = tmp_path_factory.mktemp("installed")
    made = _run(sys.executable, "-m", "venv", "--without-pip", folder, folder=folder)
    assert made.returncode == 0, made.stderr
    put = _run(
        *(sys.executable, "-m", "pip", "--python", folder / "bin" / "python"),
        *("install", "--quiet", "--no-deps", "--no-index", wheel),
        folder=folder,
    )
    assert put.returncode == 0, put.stderr
    packages = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    libraries = [*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])]
    Path(packages, "libraries-of-the-tests.pth").write_text("\n".join(libraries) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """An empty folder, far from any clone."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def _crosswalk(installed: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    cache = str(folder.parent / "cache")
    return _run(installed / "bin" / "crosswalk", *arguments, folder=folder, CROSSWALK_CACHE=cache, PYTHONPATH="")


def test_the_wheel_has_one_top_level_name(wheel: Path) -> None:
    names = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"crosswalk"}


def test_the_wheel_holds_every_file_of_the_shipped_folders_and_no_other(wheel: Path) -> None:
    held = {
        name.removeprefix("crosswalk/")
        for name in zipfile.ZipFile(wheel).namelist()
        if not name.partition("/")[0].endswith(".dist-info")
    }
    expected = {
        name.removeprefix("crosswalk/")
        for name in repository.tracked()
        if name.startswith(tuple(f"{folder}/" for folder in SHIPPED)) or name in ("app.py", "CITATION.cff")
    }
    assert held == expected - set(LEFT_OUT)
    assert set(LEFT_OUT) <= expected or not (repository.ROOT / "data" / "quoted").exists()


def test_the_wheel_carries_its_licences(wheel: Path) -> None:
    names = [name.partition("/licenses/")[2] for name in zipfile.ZipFile(wheel).namelist() if "/licenses/" in name]
    assert sorted(names) == ["LICENSE", "data/LICENSE", "data/quoted/NOTICE"]


def test_the_installed_command_shows_a_statement_from_an_empty_folder(installed: Path, elsewhere: Path) -> None:
    shown = _crosswalk(installed, "show", "ais-psi:3.4", folder=elsewhere)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert all(code in shown.stdout for code in ("3.4", "iste-coaches-2011:3d", "ib-psp-2014:C3.15"))
    assert list(elsewhere.iterdir()) == []


def test_the_installed_package_finds_its_own_files_even_within_a_clone(installed: Path, elsewhere: Path) -> None:
    (elsewhere / "ontology").mkdir()
    (elsewhere / "ontology" / "crosswalk.ttl").write_text("this is not Turtle", encoding="utf-8")
    code = "from crosswalk import resources; print(resources.root())"
    found = _run(installed / "bin" / "python", "-P", "-c", code, folder=elsewhere, PYTHONPATH="")
    assert found.stdout.strip().startswith(str(installed)), found.stderr
    assert _crosswalk(installed, "show", "ais-psi:3.4", folder=elsewhere).returncode == 0


def test_a_clone_that_is_not_installed_finds_the_files_beside_the_package(elsewhere: Path) -> None:
    code = "from crosswalk import resources; print(resources.root())"
    found = _run(sys.executable, "-c", code, folder=elsewhere, PYTHONPATH=str(repository.ROOT))
    assert found.stdout.strip() == str(repository.ROOT), found.stderr


def test_a_package_whose_files_are_gone_says_so_in_one_sentence(elsewhere: Path) -> None:
    shutil.copytree(repository.ROOT / "crosswalk", elsewhere / "crosswalk")
    code = "from crosswalk.cli.main import run; run()"
    shown = _run(sys.executable, "-c", code, "show", "ais-psi:3.4", folder=elsewhere, PYTHONPATH="")
    assert shown.returncode == 3 and shown.stdout == ""
    assert shown.stderr.startswith("The ontology and data were found neither in") and shown.stderr.count("\n") == 1


def test_everything_answers_when_the_quoted_texts_are_taken_out(wheel: Path, elsewhere: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(elsewhere)
    shutil.rmtree(elsewhere / "crosswalk" / "data" / "quoted")
    code = "from crosswalk.cli.main import run; run()"
    for command in (("validate",), ("show", "ais-psi:3.4"), ("map", "ais-psi", "ib-psp-2014"), ("search", "assistive")):
        done = _run(
            *(sys.executable, "-c", code, *command), folder=elsewhere, PYTHONPATH="", CROSSWALK_CACHE=str(elsewhere)
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout.strip()


def test_a_warm_show_imports_none_of_the_heavy_libraries(installed: Path, elsewhere: Path) -> None:
    heavy = ("streamlit", "pandas", "rdflib", "pyshacl", "networkx", "numpy", "dataclasses")
    code = (
        "import sys; from crosswalk.cli.main import main; main(['show', 'ais-psi:3.4']); "
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    cache = str(elsewhere.parent / "cache")
    for _ in range(2):  # the first builds the store, the second is what a person meets every day
        shown = _run(installed / "bin" / "python", "-c", code, folder=elsewhere, CROSSWALK_CACHE=cache, PYTHONPATH="")
    assert shown.stderr.strip() == "[]"
