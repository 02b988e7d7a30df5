"""The address is the state: what a page shows is read from its parameters, and every choice is written back to them.

A link that is opened cold, a click, Back and Reload therefore show the same. Widgets hold nothing of their own: before
each run they are set to what the address says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import quote, urlencode

import streamlit as st

from crosswalk.viewer.language import _, named

_REDIRECT = "redirect"

#: The parameter that says which part of a long list is shown; where a page has several lists, others end in ``-page``.
PAGE = "page"


def href(page: str, /, **parameters: object) -> str:
    """The relative address of a page: ``standard?id=ais-psi:3.4``; parameters that are None or empty are left out.

    A parameter whose value is a tuple stands there once for each of its values.

    Where somebody chose a language, the address carries it on.
    """
    given = [
        (key.rstrip("_"), str(one))
        for key, value in parameters.items()
        for one in (value if isinstance(value, tuple) else (value,))
        if one not in (None, "")
    ]
    language = named()
    if language and all(key != "lang" for key, _value in given):
        given.append(("lang", language))
    return _written(page, tuple(given))


@lru_cache(maxsize=4096)
def _written(page: str, given: tuple[tuple[str, str], ...]) -> str:
    """An address, kept, since a page writes hundreds and the next run the same ones."""
    query = urlencode(given, quote_via=quote, safe=":/,")
    return (page or ".") + (f"?{query}" if query else "")


def beginning(page: str, name: str, **parameters: object) -> str:
    """The beginning of an address, to which the value of the parameter `name` is added: ``standard?id=``."""
    address = href(page, **parameters)
    return f"{address}{'&' if '?' in address else '?'}{name}="


def again(**changed: object) -> str:
    """The relative address of the page that is shown, with parameters changed; one that is None is taken away."""
    kept = {name: tuple(st.query_params.get_all(name)) for name in st.query_params}
    return href("", **{**kept, **changed}).removeprefix(".") or "?"


def parameter(name: str) -> str | None:
    """A parameter of the address, or None where it is missing or blank."""
    return (st.query_params.get(name) or "").strip() or None


def several(name: str) -> tuple[str, ...]:
    """The values of a parameter that may stand in the address more than once, each once."""
    return tuple(dict.fromkeys(value.strip() for value in st.query_params.get_all(name) if value.strip()))


def parts() -> tuple[str, ...]:
    """The parameters of the address that say which part of a list is shown: another order or choice begins anew."""
    return tuple(name for name in st.query_params if name == PAGE or name.endswith(f"-{PAGE}"))


def put(**parameters: str | Sequence[str] | None) -> None:
    """Write what somebody chose into the address, in one step of the history; lists begin with their first part.

    A parameter with several values stands there as often as it has any; None takes one away.
    """
    before = {name: st.query_params.get_all(name) for name in st.query_params}
    given = {key.rstrip("_"): value for key, value in parameters.items()}
    chosen = {name: [value] if isinstance(value, str) else list(value or ()) for name, value in given.items()}
    after = {name: values for name, values in before.items() if name not in parts()} | chosen
    if (kept := {name: values for name, values in after.items() if values}) != before:
        st.query_params.from_dict(kept)


def choose(
    label: str,
    options: Sequence[str],
    name: str,
    shown: Callable[[str], str] = str,
    placeholder: str | None = None,
    drops: str = "",
) -> tuple[str | None, str | None]:
    """A select box bound to the parameter `name`; gives the value chosen, and a value in the address that is none.

    Whoever calls says in a sentence what is wrong with the second. Another choice takes away the parameter `drops`,
    in the same step of the history.
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
        on_change=lambda: put(**{drops: None, name: st.session_state[key]}),
    )
    return chosen, unknown


def choose_several(label: str, options: Sequence[str], name: str, shown: Callable[[str], str] = str) -> None:
    """Buttons bound to the parameter `name`, of which several may be pressed; values that are no options count not."""
    key = f"choose {name}"
    current = [value for value in several(name) if value in options]
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    st.pills(
        label,
        list(options),
        key=key,
        selection_mode="multi",
        format_func=shown,
        wrap=True,
        on_change=lambda: put(**{name: st.session_state[key]}),
    )


def redirect(address: str) -> None:
    """Let the browser go to another page in place of this one, so that Back does not come here again."""
    st.session_state[_REDIRECT] = address


def take_redirect() -> str | None:
    """The address that `redirect` left, once."""
    address: str | None = st.session_state.pop(_REDIRECT, None)
    return address
