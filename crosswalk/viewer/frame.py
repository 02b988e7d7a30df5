"""What stands around every page: the search box above, the data version and rights below, and errors as sentences."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence

import streamlit as st

from crosswalk.api import own_data
from crosswalk.errors import CrosswalkError, EnvironmentFault
from crosswalk.viewer import labels, language, setting, titles, whose
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Markup, as_markdown, filled, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href, parameter, parts

FOLDER = os.path.dirname(os.path.abspath(__file__))

#: Of more statements than this none are suggested: the list goes out with every page.
_MOST_SUGGESTIONS = 1500

_LOG = logging.getLogger(__name__)


def style() -> None:
    """The style of our own HTML."""
    from pathlib import Path

    st.html(Path(FOLDER, "style.css"))


def header(page: str, unknown_language: str | None = None) -> None:
    """The search box, which leads to ``standards?q=…``.

    `page` is the path of the page below; on the search page the box keeps the words and the framework.
    """
    if unknown_language:
        say_wrong(_("There is no language {name!r} here; choose one of those above.").format(name=unknown_language))
    searching = page == "standards"
    framework = parameter("fw") if searching else None
    st.html(
        tag(
            "form",
            tag("label", _("Search standards"), for_="xw-search"),
            tag(
                "input",
                id="xw-search",
                name="q",
                type="search",
                value=parameter("q") if searching else None,
                placeholder=_("A code or words: 3.4, assistive, ais-psi:3.4"),
                autocomplete="off",
                list="xw-codes",
                aria_keyshortcuts="/",
                title=_("Press / to come here from anywhere"),
            ),
            _suggestions(graph().version),
            tag("input", type="hidden", name="fw", value=framework) if framework else None,
            tag("input", type="hidden", name="lang", value=language.named()) if language.named() else None,
            tag("button", _("Search"), type="submit", class_="xw-button"),
            action="standards",
            method="get",
            role="search",
            class_="xw-search",
            data_inside=True,
        )
    )


def languages(page: str) -> Markup:
    """This very page in each language; the one that it is in is marked."""
    kept = {key: value for key, value in st.query_params.items() if key not in ("lang", *parts())}
    address = {name: href(page, **kept, lang=name) for name in language.LANGUAGES}
    items = [
        tag("li", link(address[name], own, lang=name, hreflang=name, aria_current=_mark(name)))
        for name, own in language.LANGUAGES.items()
    ]
    return tag("nav", tag("ul", items), class_="xw-languages", aria_label=_("Language"))


def _mark(name: str) -> str | None:
    return "true" if name == language.current() else None


@st.cache_data(max_entries=2, show_spinner=False)
def _suggestions(version: str) -> Markup | None:
    """The statements as a list that the browser suggests from while somebody types; None where they are too many."""
    held = {row["framework"]: int(str(row["statements"])) for row in graph().records("list_frameworks")}
    if sum(held.values()) > _MOST_SUGGESTIONS:
        return None
    rows = graph().records("list_statements")
    options = [tag("option", f"{row['label']} – {row['framework']}", value=str(row["statement"])) for row in rows]
    return tag("datalist", options, id="xw-codes", lang=None if own_data() else language.ENGLISH)


def footer() -> None:
    """Whose words these are, and which version of the data answered."""
    st.html(
        tag(
            "p",
            whose.in_general(),
            " ",
            filled(
                _("Nothing here is produced or endorsed by the publishers named. Data version {version}."),
                version=tag("code", _(graph().data_version)),
            ),
            " ",
            link(href("query"), _("Ask the graph yourself")),
            ".",
            class_="xw-footer",
        )
    )


def guarded(run: Callable[[], object]) -> bool:
    """Run a page, and tell whether all went well.

    What goes wrong is said in a sentence, never as a traceback (that goes to the server's log).
    """
    try:
        run()
        return True
    except CrosswalkError as error:
        say_error(error)
    except Exception:
        _LOG.exception("A page failed")
        st.error(
            _(
                "This page could not be shown because of a fault in the program; go to the overview, and report what "
                "the terminal says that runs the viewer."
            )
        )
    return False


def say_error(error: object, grave: bool = True, then: str = "") -> None:
    """An error of the program in its own words: English ones, marked as such on a page in another language.

    One that is not `grave` is something in the address, or in a file, that cannot be used. `then` is what the page
    adds to it. A fault of the machine may name its neighbours, which is not for everybody.
    """
    if setting.public() and isinstance(error, EnvironmentFault):
        _LOG.error("%s", error)
        st.error(_("This cannot be answered at present; whoever runs this viewer finds the reason in its log."))
    elif language.current() == language.ENGLISH:
        (st.error if grave else st.warning)(as_markdown(f"{error} {then}"))
    else:  # Streamlit's own boxes cannot say in which language their text is
        st.html(tag("div", labels.english(str(error)), " ", then, class_="xw-alert", role="alert"))


def say_errors(errors: Sequence[object]) -> None:
    """Several errors as `say_error` says one, in one box."""
    if language.current() == language.ENGLISH:
        st.error("\n".join(f"- {as_markdown(str(one))}" for one in errors))
    else:
        told = [tag("li", labels.english(str(one))) for one in errors]
        st.html(tag("div", tag("ul", told), class_="xw-alert", role="alert"))


def say_wrong(sentence: str) -> None:
    """A sentence about something in the address that cannot be used."""
    st.warning(as_markdown(sentence))


def heading(text: str, level: int = 2) -> None:
    """A heading whose text comes from the data; the first of a page names the window, too, where nothing else does."""
    if level == 1:
        titles.heading(text)
    st.html(tag(f"h{level}", text))
