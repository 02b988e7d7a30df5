"""Labels that want to be more than text are text on every page, in what is drawn, suggested and taken home."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from browser import ROOT, Visit, free_port, serving, streamlit_run

from crosswalk import open_graph

pytestmark = pytest.mark.browser

LABELS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "markdown": "![i](http://example.org/i.png) [l](javascript:alert(3)) **b** `c` $x^2$ :smile: :material/home:",
    "formula": '=HYPERLINK("http://example.org/","x")',
    "turned": "\u202eright to left\u202c \u05d0\u05d1\u05d2 \u0627\u0644\u0639",
    "long": "word " * 1000,
    "unbroken": "x" * 600,
    "emoji": "👩🏽‍🏫 🧑‍🤝‍🧑 é",
    "blank": "",
    "quotes": "\"'&amp;<>\\ \t|",
}

ALIVE = "script, img, iframe, [href^=javascript], .katex"


def turtle() -> str:
    """Two vocabularies with a statement for every label in each, and a plain match between the two of each label."""
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <http://example.org/hostile/> ."]
    for scheme in "st":
        lines.append(f":{scheme} a skos:ConceptScheme ; skos:prefLabel {quoted(LABELS['script'] + scheme)}@en .")
        for name, label in LABELS.items():
            lines.append(
                f':{scheme}-{name} a skos:Concept ; skos:inScheme :{scheme} ; skos:notation "{scheme}.{name}" ; '
                f"skos:prefLabel {quoted(label)}@en ; skos:scopeNote {quoted(label)}@en ."
            )
    lines += [f":s-{name} skos:broadMatch :t-{name} ." for name in LABELS]
    return "\n".join(lines) + "\n"


def quoted(label: str) -> str:
    escaped = label.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "own.ttl"
    path.write_text(turtle(), encoding="utf-8")
    return path


def test_no_label_comes_alive_on_any_page(chromium: Any, own: Path) -> None:
    graph = open_graph(data=[str(own)], cache=False)
    frameworks = graph.records("list_frameworks")
    one, two = sorted(str(row["framework"]) for row in frameworks if LABELS["script"] in str(row["label"]))
    pages = [
        "",
        f"standards?fw={one}",
        "standards?q=HYPERLINK",
        f"framework?id={one}",
        f"crosswalk?from={one}&to={two}",
        *(f"crosswalk?from={one}&to={two}&view={view}" for view in ("sections", "flow", "gaps", "coverage")),
        f"graph?from={one}&to={two}",
        f"mapping?a={one}:s.script&b={two}:t.script",
        "query?name=list_statements&in_framework=" + one,
        "about",
        *(f"standard?id={one}:s.{name}" for name in LABELS),
    ]
    port = free_port()
    with serving(streamlit_run(ROOT / "app.py", port), port, ROOT, {"CROSSWALK_DATA": str(own)}):
        window = Visit(chromium, f"http://127.0.0.1:{port}/", width=390)
        window.page.on("dialog", lambda dialog: window.wrong.append(dialog.message))
        alive = []
        for address in pages:
            (window.move if address else window.open)(address)
            made = window.page.locator(f"[data-testid=stMain] :is({ALIVE})").count()
            if made or "Traceback" in window.text or window.overflow():
                alive.append((address, made, window.overflow()))
        window.move(f"crosswalk?from={one}&to={two}")
        with window.page.expect_download() as safe:
            window.page.get_by_role("button", name="CSV for spreadsheets").first.click()
        content = Path(safe.value.path()).read_text(encoding="utf-8-sig")
        outcome = (window.wrong, window.hosts())
        shown = window.text
        window.context.close()
    assert alive == []
    assert outcome == ([], {"127.0.0.1"})
    assert LABELS["script"] in shown and LABELS["markdown"] in shown
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert "'" + LABELS["formula"] in cells and not any(cell.startswith("=") for cell in cells)
