"""Labels that want to be more than text are text on every page, in what is drawn, suggested and taken home."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from browser import ROOT, SILENT, Visit, free_port, serving, streamlit_run

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
        *(f"crosswalk?from={one}&to={two}&view={view}" for view in ("sections", "beside", "flow", "gaps", "coverage")),
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


#: What Markdown, and Streamlit's own additions to it, are made of.
PIECES = (
    *(
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "~",
        "~~",
        "$",
        "$$",
        "$x^2$",
        "[",
        "]",
        "(",
        ")",
        "](",
        "]:",
        "![",
        "[^1]",
        "[^1]:",
    ),
    *(
        "<",
        "</",
        ">",
        "<b>",
        "<!--",
        "-->",
        "&",
        "&amp;",
        "&#35;",
        "\\",
        "|",
        "#",
        "# ",
        "- ",
        "+ ",
        "1. ",
        "1) ",
        "> ",
    ),
    *("---", "- - -", "***", "===", "->", "<-", "<->", "--", ">=", "<=", "~=", ":", "::", ":::", "{", "}", "{.x}"),
    *(":red", ":red[", ":help", ":small", ":smile:", ":material/home:", ":streamlit:", ":3", ":B2", ":red-badge[x]"),
    *(":color[x]{foreground=red}", "www.a.bc", "http://a.bc", "a@b.example", "mailto:a@b.example"),
    *("a", "b c", " ", " ", " "),
    *("é", "漢", "3.4", "x", "/", "–", ".", ",", "!", "?", "'", '"', "^", "=", "%", "@", ";", "·", "😀"),
)


def labels(number: int) -> list[str]:
    """So many labels of these pieces, the same ones at every run."""
    at_random = random.Random(7)
    made = ("".join(at_random.choices(PIECES, k=at_random.randint(1, 7))) for _ in range(2 * number))
    return [one for one in dict.fromkeys(" ".join(text.split()) for text in made) if one][:number]


def test_a_label_of_a_widget_is_read_as_its_text(chromium: Any, tmp_path: Path) -> None:
    texts = [*labels(400), "3.4 Coach (lead) – a/b", "1. First", "- one", "+ two", "# three", "> four"]
    (tmp_path / "labels.json").write_text(json.dumps(texts), encoding="utf-8")
    script = tmp_path / "labels.py"
    script.write_text(
        "import json, streamlit as st\n"
        "from crosswalk.viewer.markup import as_label, tag\n"
        "for number, text in enumerate(json.load(open('labels.json', encoding='utf-8'))):\n"
        "    st.checkbox(as_label(text), key=str(number))\n"
        "st.html(tag('p', 'end', class_='xw-footer'))\n",
        encoding="utf-8",
    )
    port = free_port()
    with serving([*streamlit_run(script, port), *SILENT], port, tmp_path, {"PYTHONPATH": str(ROOT)}):
        window = Visit(chromium, f"http://127.0.0.1:{port}/")
        window.open("")
        shown = window.page.locator("[data-testid=stCheckbox] [data-testid=stMarkdownContainer]")
        read = [text.replace("\u2060", "").strip() for text in shown.all_text_contents()]
        made = shown.locator(":not(p)").count()
        names = window.page.locator("[data-testid=stCheckbox] input").evaluate_all(
            "all => all.map(one => one.ariaLabel)"
        )
        window.context.close()
    assert read == texts
    assert made == 0, "a label holds a paragraph and nothing else"
    assert names[-6:] == texts[-6:]
