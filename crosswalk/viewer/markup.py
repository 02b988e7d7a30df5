"""HTML and Markdown in which text from the data stays text: everything is escaped unless it was built here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from string import Formatter
from typing import TypeAlias

_VOID = frozenset({"br", "hr", "input"})

#: Streamlit reads these in a text even where the punctuation is escaped: addresses, :names: and arrows.
_LATE = re.compile(r"(?<=www)(?=\.)|(?<=http)(?=s?:)|(?<=:)(?=[\w+/-]+:)|(?=@)|(?<=[-<>=~])(?=[->=~])", re.IGNORECASE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\u2060"


class Markup(str):
    """HTML that was built by `tag` and may stand as it is; any other string is text."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """An element: ``tag("a", label, href=url)``.

    Children that are `Markup` stand as they are, other strings are escaped, None vanishes. An attribute that is None or
    False is left out; a trailing underscore is dropped (``class_``), others become hyphens (``aria_label``).
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape("" if value is True else str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """The children one after another, escaped as in `tag`."""
    return Markup("".join(_flat(children)))


def filled(sentence: str, /, **parts: Child) -> Markup:
    """A sentence whose places hold elements: ``filled("Search, or {browse}.", browse=link(…))``."""
    pieces: list[Child] = []
    for text, name, _form, _conversion in Formatter().parse(sentence):
        pieces += [text, parts[name] if name else None]
    return join(*pieces)


def _flat(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, str):
            yield html.escape(child)
        else:
            yield from _flat(child)


def as_markdown(text: str) -> str:
    """The text so that Streamlit's Markdown (with its :names:, $formulas$ and bare addresses) shows just the text.

    Punctuation is escaped; where Streamlit looks again after the escapes are read, an invisible word joiner stands
    between. Line ends become spaces.
    """
    one_line = " ".join(text.split())
    return _PUNCTUATION.sub(r"\\\1", _LATE.sub(_WORD_JOINER, one_line))


#: What comes alive in a label that Streamlit reads as Markdown: what stands in pairs (an underscore within a word does
#: not), an escape, a tag, an entity, a link, and a :directive: of one of Streamlit's names or with a text of its own.
#: What would begin a list, a heading or a quotation is text in every label.
_ALIVE = re.compile(
    r"[*`~$]|(?<![^\W_])_|_(?![^\W_])|\\(?=[!-/:-@\[-`{-~]|\Z)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=[(:])"
    r"|:(?=[:a-z]|[^\s\[{:]+[\[{])|(?<=:):"
)
_PAIRED = "*_`~$"


def as_label(text: str) -> str:
    """The text so that it is just the text as the label of a widget, whose Markdown source is the widget's name, too.

    A name is read aloud, and so nothing is escaped that would be text anyway. Line ends become spaces.
    """
    one_line = " ".join(text.split())
    alone = {sign for sign in _PAIRED if one_line.count(sign) == 1}
    parted = _LATE.sub(_WORD_JOINER, one_line)
    return _ALIVE.sub(lambda found: found[0] if found[0] in alone else f"\\{found[0]}", parted)
