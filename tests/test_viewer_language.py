"""The languages of the viewer: complete catalogues, one language a visit, and what is shown in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from crosswalk import open_graph
from crosswalk.viewer import SCRIPT, catalogue, labels, language, markup, phrases, state
from crosswalk.viewer.language import LANGUAGES
from crosswalk.vocabulary import STATEMENT_TYPES

OTHERS = [name for name in LANGUAGES if name != language.ENGLISH]

#: A page each, with parameters that fill it, and its heading in French and Spanish.
PAGES: dict[str, tuple[dict[str, str], str, str]] = {
    "overview": ({}, "Correspondances entre référentiels", "Correspondencias entre marcos"),
    "standards": ({"fw": "ib-psp-2014"}, "Normes", "Estándares"),
    "standard": ({"id": "foo"}, "Norme introuvable", "No existe ese estándar"),
    "framework": ({"id": "foo"}, "Référentiel introuvable", "No existe ese marco"),
    "mapping": ({"a": "ais-psi:3.4", "b": "ais-psi:3.4"}, "Deux fois le même énoncé", "Dos veces el mismo enunciado"),
    "pair": ({"from": "ais-psi", "to": "ib-psp-2014"}, "Correspondances", "Correspondencias"),
    "graph": ({}, "Graphe", "Grafo"),
    "rubrics": ({}, "Grilles", "Rúbricas"),
    "evidence": ({"view": "import"}, "Pièces justificatives", "Evidencias"),
    "growth": ({}, "Progression", "Crecimiento"),
    "report": ({}, "Rapport", "Informe"),
    "query": ({"name": "list_gaps"}, "Requêtes", "Consultas"),
    "about": ({"topic": "words"}, "Données et à propos", "Datos y acerca de"),
}


def opened(page: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(SCRIPT, default_timeout=60)
    if page != "overview":
        app.run()
        app.switch_page(f"app_pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return html.unescape("\n".join(str(part.value) for part in app.html if "<style>" not in str(part.value)))


def forms(string: Any) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def places(sentence: str) -> set[tuple[str | None, str | None, str | None]]:
    """The placeholders of a sentence, with how each is written."""
    return {(name, form, conversion) for _, name, form, conversion in Formatter().parse(sentence) if name is not None}


# Catalogues


@pytest.mark.parametrize("name", OTHERS)
def test_every_sentence_has_a_translation_with_the_same_placeholders(name: str) -> None:
    held = {message.id: message for message in catalogue.read(name) if message.id}
    assert set(held) == set(catalogue.messages())
    for message in held.values():
        assert not message.fuzzy, message.id
        written = forms(message.string)
        assert len(written) == (1 if isinstance(message.id, str) else 2), message.id
        for translation, sentence in zip(written, forms(message.id), strict=True):
            assert translation.strip(), message.id
            assert places(translation) == places(sentence), message.id


@pytest.mark.parametrize("name", OTHERS)
def test_a_catalogue_is_what_bringing_it_up_to_date_writes(name: str) -> None:
    with open(catalogue.path(name), "rb") as file:
        assert file.read() == catalogue.updated(name), "run python -m crosswalk.viewer.catalogue"


def test_sentences_are_found_by_their_marks_within_f_strings_too() -> None:
    source = (
        "_('One.'); marked('Two.'); counted('{n} a', '{n} b', 3)\nx = f\"{_('Three.')} {unmarked('Four.')}\"\n_(name)"
    )
    assert set(catalogue.marked_in(source)) == {"One.", "Two.", ("{n} a", "{n} b"), "Three."}


def test_plurals_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {}
    for name in LANGUAGES:
        monkeypatch.setattr(language, "_current", _Fixed(name))
        told[name] = [language.counted("{n} claim", "{n} claims", number) for number in (0, 1, 1234)]
    assert told["en"] == ["0 claims", "1 claim", "1,234 claims"]
    assert told["fr"] == ["0 affirmation", "1 affirmation", "1\u202f234 affirmations"]
    assert told["es"] == ["0 afirmaciones", "1 afirmación", "1.234 afirmaciones"]


@pytest.mark.parametrize(
    ("name", "whole", "part", "long", "share"),
    [
        ("en", "13,035", "0.55", "1,234.5", "55%"),
        ("fr", "13\u202f035", "0,55", "1\u202f234,5", "55 %"),
        ("es", "13.035", "0,55", "1.234,5", "55 %"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(
    monkeypatch: pytest.MonkeyPatch, name: str, whole: str, part: str, long: str, share: str
) -> None:
    monkeypatch.setattr(language, "_current", _Fixed(name))
    assert [language.figure(13035), language.figure(0.55), language.figure(1234.5, 1)] == [whole, part, long]
    assert language.figure(1.0) == "1" and language.figure(1.0, 1) == f"1{part[1]}0" and language.figure(0) == "0"
    assert language.percent(0.553).replace("\xa0", " ").replace("\u202f", " ") == share


@given(st.integers(0, 10**9) | st.floats(0, 1e6).map(lambda number: round(number, 4)))
def test_a_number_has_all_its_digits_in_every_language(number: float) -> None:
    for name, grouping in (("fr", r"\s"), ("es", r"\.")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(language, "_current", _Fixed(name))
            written = re.sub(grouping, "", language.figure(number))
        assert float(written.replace(",", ".")) == number


class _Fixed:
    """A language that does not change, in place of that of a run."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get(self) -> str:
        return self.name


# The language of a visit


def test_the_browser_s_language_counts_where_it_is_one_of_ours() -> None:
    assert [language.of_locale(locale) for locale in ("fr-CA", "es_MX", "en-GB", "FR")] == ["fr", "es", "en", "fr"]
    assert [language.of_locale(locale) for locale in (None, "", "de-DE", "x")] == ["en"] * 4


def test_an_address_carries_the_language_on_only_where_somebody_chose_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert state.href("standard", id="ais-psi:3.4") == "standard?id=ais-psi:3.4"
    assert state.beginning("standard", "id") == "standard?id="
    monkeypatch.setattr(language, "_named", _Fixed("fr"))
    assert state.href("standard", id="ais-psi:3.4") == "standard?id=ais-psi:3.4&lang=fr"
    assert state.href("standard", lang="es") == "standard?lang=es"
    assert state.beginning("standard", "id") == "standard?lang=fr&id="


def links(content: str) -> Iterable[str]:
    return re.findall(r'href="([^"]*)"', content)


def test_links_keep_a_language_that_was_chosen_and_the_menu_leads_to_the_others() -> None:
    app = opened("standard", id="ais-psi:3.4", lang="es")
    page = said(app)
    assert {"standard?id=ais-psi:3.4&lang=en", "standard?id=ais-psi:3.4&lang=fr"} <= set(links(page))
    others = [link for link in links(page) if "lang=es" not in link]
    assert [link for link in others if not re.search(r"lang=(en|fr)$", link)] == []
    assert 'lang="es" hreflang="es" aria-current="true"' in page
    assert 'name="lang" value="es"' in page


def test_an_unknown_language_is_told_and_the_page_is_english() -> None:
    app = opened("standards", lang="tlh")
    assert [warning.value for warning in app.warning] == [
        markup.as_markdown("There is no language 'tlh' here; choose one of those above.")
    ]
    assert "<h1>Standards</h1>" in said(app)
    assert not any("lang=tlh" in link for link in links(said(app)))


# What is shown


@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_french(page: str) -> None:
    parameters, french, _spanish = PAGES[page]
    app = opened(page, lang="fr", **parameters)
    assert f"<h1>{french}</h1>" in said(app)
    assert not any("fault" in error.value for error in app.error)


@pytest.mark.parametrize("page", ["overview", "pair", "about"])
def test_pages_speak_spanish(page: str) -> None:
    parameters, _french, spanish = PAGES[page]
    assert f"<h1>{spanish}</h1>" in said(opened(page, lang="es", **parameters))


def test_a_label_of_another_language_is_told_by_its_language_and_an_english_page_has_no_marks() -> None:
    english, french = (said(opened("standard", id="ais-psi:3.4", lang=name)) for name in ("en", "fr"))
    text = "Assistive technology for diverse learners"
    assert f'<span lang="en" class="xw-foreign">{text}</span></h1>' in french
    assert f" {text}</h1>" in english and "xw-foreign" not in english


def test_a_label_in_the_page_s_language_is_preferred_and_an_unknown_language_is_not_guessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {"fr": {"x:1": "Bonjour"}, "es": {"x:2": "Hola"}, "en": {"x:1": "Hello", "x:3": "Bye"}}
    monkeypatch.setattr(labels, "_labels", lambda version, name: known[name])
    monkeypatch.setattr(language, "_current", _Fixed("fr"))
    assert labels.label("x:1", "Hello") == "Bonjour"
    assert labels.label("x:2", "Hola") == markup.tag("span", "Hola", lang="es", class_="xw-foreign")
    assert labels.label("x:3", "<Bye>") == markup.tag("span", "<Bye>", lang="")
    assert labels.label("x:4", None) is None


def test_a_sentence_with_elements_in_it_keeps_text_as_text() -> None:
    made = markup.filled("<b> {link} or {word}.", link=markup.tag("a", "here"), word="<i>")
    assert made == "&lt;b&gt; <a>here</a> or &lt;i&gt;."


# What stays English


@pytest.mark.parametrize("name", OTHERS)
def test_kinds_of_statement_are_translated_and_those_not_known_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shorts = ("ais-psi:3.4", "ib-psp-2014:C3.11")
    kinds = {
        str(row["type_label"]) for one in shorts for row in open_graph().records("describe_statement", statement=one)
    }
    kinds |= {str(row["level_label"]) for row in open_graph().records("list_frameworks")}
    assert kinds <= set(phrases.STATEMENTS) and len(phrases.STATEMENTS) == len(STATEMENT_TYPES)
    assert phrases.statements_of("criterion", 2) == "2 criteria" and phrases.statements_of("odd", 2) == "2 odds"
    monkeypatch.setattr(language, "_current", _Fixed(name))
    expected = {"fr": ("indicateur", "79 pratiques"), "es": ("indicador", "79 prácticas")}[name]
    assert (phrases.statement_kind("indicator"), phrases.statements_of("practice", 79)) == expected
    assert phrases.statement_kind("odd") == "odd"


@pytest.mark.parametrize("name", OTHERS)
def test_errors_proofs_and_citations_are_marked_as_english_on_a_page_in_another_language(name: str) -> None:
    wrong = opened("standard", id="ais-psi:3.44", lang=name)
    assert not wrong.warning and re.search(r'role="alert"><span lang="en"[^>]*>There is no statement', said(wrong))
    proofs = said(opened("mapping", a="ais-psi:3.4", b="ib-psp-2020:0202-02", lang=name))
    proofs += said(opened("mapping", a="ais-psi:3.4", b="ib-psp-2014:C3.11", lang=name))
    english = re.sub(r'<span lang="en"[^>]*>.*?</span>|<[^>]*>|<datalist.*?</datalist>', " ", proofs, flags=re.DOTALL)
    for words in (
        " judges: ",
        "Nothing follows for",
        "Together they",
        " in the printed text ",
        "confidence",
        "about AIS",
    ):
        assert words in proofs and words not in english
    assert opened("standard", id="ais-psi:3.44").warning[0].value.startswith("There is no statement")
