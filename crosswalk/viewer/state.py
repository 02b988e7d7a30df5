"""The address is the state: what a page shows is read from its parameters, and every choice is written back to them.

A link that is opened cold, a click, Back and Reload therefore show the same. Widgets hold nothing of their own: before
each run they are set to what the address says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote, urlencode

import streamlit as st

from crosswalk.viewer.language import _, named

_REDIRECT = "redirect"


def href(page: str, /, **parameters: object) -> str:
    """The relative address of a page: ``standard?id=ais-psi:3.4``; parameters that are None or empty are left out.

    Where somebody chose a language, the address carries it on.
    """
    given = {key.rstrip("_"): str(value) for key, value in parameters.items() if value not in (None, "")}
    if language := named():
        given.setdefault("lang", language)
    query = urlencode(given, quote_via=quote, safe=":/,")
    return (page or ".") + (f"?{query}" if query else "")


def parameter(name: str) -> str | None:
    """A parameter of the address, or None where it is missing or blank."""
    return (st.query_params.get(name) or "").strip() or None


def put(**parameters: str | None) -> None:
    """Write parameters into the address; None takes one away."""
    for key, value in parameters.items():
        name = key.rstrip("_")
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def choose(
    label: str,
    options: Sequence[str],
    name: str,
    shown: Callable[[str], str] = str,
    placeholder: str | None = None,
) -> tuple[str | None, str | None]:
    """A select box bound to the parameter `name`; gives the value chosen, and a value in the address that is none.

    Whoever calls says in a sentence what is wrong with the second.
    """
    key, wanted = f"choose {name}", parameter(name)
    unknown = wanted if wanted is not None and wanted not in options else None
    current = None if unknown else wanted
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    chosen = st.selectbox(
        label,
        list(options),
        key=key,
        index=None,
        format_func=shown,
        placeholder=placeholder or _("Choose …"),
        on_change=lambda: put(**{name: st.session_state[key]}),
    )
    return chosen, unknown


def redirect(address: str) -> None:
    """Let the browser go to another page in place of this one, so that Back does not come here again."""
    st.session_state[_REDIRECT] = address


def take_redirect() -> str | None:
    """The address that `redirect` left, once."""
    address: str | None = st.session_state.pop(_REDIRECT, None)
    return address
