"""Which language a visit has, and what the pages say in it; the catalogues are ``locale/<language>.po``.

A sentence is marked where it is shown, ``_("No claim relates {a} and {b}.").format(a=…, b=…)``, and is translated then,
in the language of the run. A table that is made when its module is loaded marks its words with ``marked("…")``, and
whoever shows one of them writes ``_(title)``. What stands in the catalogue of no language is shown in English.
"""

from __future__ import annotations

import gettext
import os
from contextvars import ContextVar
from functools import cache

import streamlit as st

#: The languages, each by its own name; English is what the sources say.
LANGUAGES: dict[str, str] = {"en": "English", "fr": "Français", "es": "Español"}
ENGLISH = "en"

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")

_CHOSEN = "language chosen"

#: The language of this run, and the one that somebody chose; to ask the visit for them at each sentence would be slow.
_current: ContextVar[str] = ContextVar("current language", default=ENGLISH)
_named: ContextVar[str | None] = ContextVar("language named", default=None)


def begin() -> str | None:
    """Settle the language of this run: that of the address, else that chosen before, else the browser's, else English.

    Gives a language of the address that is none of ours, so that it can be said.
    """
    asked = (st.query_params.get("lang") or "").strip()
    if asked in LANGUAGES:
        st.session_state[_CHOSEN] = asked
    chosen: str | None = st.session_state.get(_CHOSEN)
    _named.set(chosen)
    _current.set(chosen or of_locale(st.context.locale))
    return asked if asked and asked not in LANGUAGES else None


def of_locale(locale: str | None) -> str:
    """The language of a browser's locale: ``fr-CA`` → ``fr``; English for any that is not ours."""
    spoken = (locale or "").replace("_", "-").partition("-")[0].lower()
    return spoken if spoken in LANGUAGES else ENGLISH


def current() -> str:
    """The language of this run."""
    return _current.get()


def named() -> str | None:
    """The language that somebody chose, which every address of ours carries on; None where nobody did."""
    return _named.get()


def _(sentence: str) -> str:
    """The sentence in the language of this run."""
    return _catalogue(_current.get()).gettext(sentence) if sentence else ""  # the empty one names the catalogue itself


def counted(one: str, many: str, number: int, **values: object) -> str:
    """``counted("{n} claim", "{n} claims", 1234)`` → ``1,234 claims``, with the plural of the language of this run."""
    sentence = _catalogue(_current.get()).ngettext(one, many, number)
    return sentence.format(n=figure(number), **values)


def figure(number: float, decimals: int | None = None) -> str:
    """A number as the language of this run writes it: ``1,234`` or ``0.55``, in French with a blank and a comma.

    `decimals` is how many it has after the sign; None for as many as it needs.
    """
    if _current.get() == ENGLISH:
        return f"{number:,}".removesuffix(".0") if decimals is None else f"{number:,.{decimals}f}"
    from babel.numbers import format_decimal

    pattern = "#,##0.#" if decimals is None else f"#,##0{'.' if decimals else ''}{'0' * decimals}"
    return format_decimal(number, pattern, locale=_current.get(), decimal_quantization=decimals is not None)


def percent(share: float) -> str:
    """A share as the language of this run writes it: ``55%``, in French and Spanish with a blank."""
    if _current.get() == ENGLISH:
        return f"{share:.0%}"
    from babel.numbers import format_percent

    return format_percent(share, locale=_current.get())


def marked(sentence: str) -> str:
    """The sentence as it is: it only tells the catalogues that it is to be translated where it is shown."""
    return sentence


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The sentences of a language, read from its catalogue once."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with open(os.path.join(FOLDER, f"{language}.po"), "rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
