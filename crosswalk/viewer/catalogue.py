"""All that is to be translated, and catalogues brought up to date with it: ``python -m crosswalk.viewer.catalogue``.

The sentences stand in two places: the modules of the viewer, where they are marked, and the tables of words that other
steps hold and the viewer shows (`words`, the kinds of record, what a list says of a statement, kinds of file,
the questions of the library).
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from crosswalk import words
from crosswalk.evidence import checklists, kinds, standing
from crosswalk.graph import queries
from crosswalk.reports.rendering import FORMATS
from crosswalk.viewer.language import ENGLISH, FOLDER, LANGUAGES
from crosswalk.words import Wording

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

#: A sentence, or its singular and its plural.
Message: TypeAlias = "str | tuple[str, str]"

_VIEWER = os.path.dirname(os.path.abspath(__file__))

#: What marks a sentence (see `language`).
_MARKS = ("_", "marked", "counted")

#: The kinds of record whose fields are asked for in forms.
_KINDS = (kinds.EVIDENCE, kinds.CYCLE, kinds.RATING, kinds.GOAL, kinds.PROBLEM)

#: What may become of a row of a sheet, and of a file that was attached.
_STATES = ("new", "changed", "unchanged", "wrong", "missing")


def messages() -> dict[Message, list[str]]:
    """Every sentence that the viewer can show, with the files that it stands in."""
    found: dict[Message, list[str]] = {}
    for message, place in (*_marked(), *_in_tables()):
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)
    return found


def _marked() -> Iterator[tuple[Message, str]]:
    for folder, _folders, names in os.walk(_VIEWER):
        for name in sorted(names):
            if name.endswith(".py"):
                path = os.path.join(folder, name)
                place = os.path.relpath(path, os.path.dirname(_VIEWER)).replace(os.sep, "/")
                with open(path, encoding="utf-8") as file:
                    yield from ((message, place) for message in marked_in(file.read()))


def marked_in(source: str) -> Iterator[Message]:
    """The sentences that a module marks, those within the braces of an f-string too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
            given = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if node.func.id == "counted" and len(given) >= 2:
                yield given[0], given[1]
            elif node.func.id != "counted" and given:
                yield given[0]


def _in_tables() -> Iterator[tuple[Message, str]]:
    for name in queries.names():
        query = queries.load(name)
        for text in (query.question, *(parameter.meaning for parameter in query.parameters)):
            yield text, "queries"
    yield from ((said, "graph/queries.py") for said in queries.TYPES.values())
    for table in vars(words).values():
        for said in table.values() if isinstance(table, dict) else (table,):
            if isinstance(said, Wording):
                yield from ((text, "words.py") for text in (said.words, said.definition) if text)
    yield from ((said, "words.py") for said in (*words.JUSTIFICATIONS.values(), words.DISAGREEMENT, words.UNNAMED))
    for kind in _KINDS:
        for field in kind.fields:
            yield from ((text, "evidence/kinds.py") for text in (field.label, field.help) if text)
        yield from ((status, "evidence/kinds.py") for status in kind.statuses)
    yield from ((status, "evidence/standing.py") for status in standing.STATUSES)
    yield from ((state, "evidence/checklists.py") for state in checklists.STATES)
    yield from ((state, "evidence/sheets.py") for state in _STATES)
    yield from ((form.words, "reports/rendering.py") for form in FORMATS.values())


def path(language: str) -> str:
    """Where the catalogue of a language is."""
    return os.path.join(FOLDER, f"{language}.po")


def read(language: str) -> Catalog:
    """The catalogue of a language as it is; an empty one where there is none yet."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if not os.path.exists(path(language)):
        return Catalog(locale=language, fuzzy=False)
    with open(path(language), "rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> bytes:
    """The catalogue with just the sentences that are to be translated, each with the translation that it has."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    old = read(language)
    new = Catalog(locale=language, header_comment=old.header_comment, fuzzy=False)
    new.mime_headers = old.mime_headers  # how many plurals there are
    for message, places in sorted(messages().items(), key=lambda item: (item[1], _singular(item[0]))):
        held = old.get(_singular(message))
        string = held.string if held and isinstance(held.id, str) == isinstance(message, str) else None
        new.add(message, string, [(place, 0) for place in places])
    written = BytesIO()
    write_po(written, new, width=100, include_lineno=False, sort_output=False, omit_header=False)
    kept = (line for line in written.getvalue().decode().splitlines(True) if not line.startswith(_DATED))
    return "".join(kept).encode()


def _singular(message: Message) -> str:
    return message if isinstance(message, str) else message[0]


#: Lines of the head that say when and by whom, and would change every time.
_DATED = ('"POT-Creation', '"PO-Rev', '"Last-Tr', '"Language-Team', '"Generated-By', '"Report-Msgid', '"Project-Id')


def main() -> None:
    """Bring every catalogue up to date: new sentences are added without a translation, those not used any more go."""
    for language in LANGUAGES:
        if language != ENGLISH:
            content = updated(language)
            with open(path(language), "wb") as file:
                file.write(content)


if __name__ == "__main__":
    main()
