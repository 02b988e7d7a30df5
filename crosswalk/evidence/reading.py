"""From what a person typed to the value of a field: each problem a finding that names the field and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from crosswalk.errors import InputError
from crosswalk.evidence.kinds import LONGEST, MOST_VALUES, Field, Kind, fields_for
from crosswalk.evidence.triples import number
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.model import Finding
from crosswalk.vocabulary import expand

#: Numbers from here on are mistakes.
_MOST = 1_000_000_000_000

_YES = frozenset(("yes", "y", "true", "1", "x", "oui", "sí", "si"))
_NO = frozenset(("no", "n", "false", "0", "non"))

#: One support in a line of text: ``ais-psi:3.4``, ``ais-psi:3.4 = Meets``.
_SUPPORT = re.compile(r"^(?P<statement>[^=]+?)\s*(?:=\s*(?P<level>.+))?$")


class Read(NamedTuple):
    """The values that were read, by field, and what is wrong with the others."""

    values: dict[str, Any]
    findings: tuple[Finding, ...]


def read(kind: Kind, given: Mapping[str, Any], vocabulary: Vocabulary, where: str = "") -> Read:
    """The values of a record's fields from text, or from values of JSON; `where` is put before each place.

    A value that is None or blank is left out. Unknown fields are findings, and so is one of another evidence type.
    """
    values: dict[str, Any] = {}
    findings: list[Finding] = []

    def wrong(field: str, message: str, hint: str, code: str = "record-value") -> None:
        findings.append(Finding("violation", code, f"{where}{field}", message, hint))

    for name, value in given.items():
        field = kind.field(name)
        if field is None:
            wrong(name, f"There is no field {name!r} in {kind.words}.", "Leave it out.", "record-field")
        elif not _blank(value):
            try:
                values[name] = _value(kind, field, value, vocabulary)
            except InputError as error:
                wrong(name, str(error), field.help)
    own = {field.name for field in fields_for(kind, str(values.get("type", "")))}
    if "type" in values or kind.field("type") is None:
        for name in [name for name in values if name not in own]:
            wrong(name, f"{name} does not belong to the type {values['type']}.", "Leave it empty.", "record-field")
    return Read(values, tuple(findings))


def _blank(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not clean(value))


def clean(text: str, lines: bool = False) -> str:
    """Text without control characters and odd blanks, composed (NFC); a single line unless `lines`.

    >>> clean("  a\\tb\\x00 ")
    'a b'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():  # most texts are, and need no look at each sign
        text = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else "" for c in text)
    text = unicodedata.normalize("NFC", text)
    return text.strip() if lines else " ".join(text.split())


def _value(kind: Kind, field: Field, value: Any, vocabulary: Vocabulary) -> Any:
    if field.type == "supports":
        return _supports(value, vocabulary)
    if field.type == "attachments":
        found = _several(value)
        if not all(isinstance(one, Mapping) and {"name", "sha256"} <= set(one) for one in found):
            raise InputError("A file cannot be written in words; attach it.")
        return [dict(one) for one in found]
    reader = _READERS.get(field.type)
    if field.many:
        return sorted({_text(field, one) for one in _several(value)})
    if reader:
        return reader(kind, value, vocabulary)
    return _text(field, value)


def _several(value: Any) -> list[Any]:
    found = re.split(r"[;\n]", value) if isinstance(value, str) else list(value) if isinstance(value, list) else [value]
    found = [one for one in found if not _blank(one)]
    if len(found) > MOST_VALUES:
        raise InputError(f"There are {len(found):,} of them, and no more than {MOST_VALUES} can be kept.")
    return found


def _text(field: Field, value: Any) -> str:
    text = clean(str(value), lines=field.type == "text")
    longest = LONGEST.get(field.type, LONGEST["line"])
    if len(text) > longest:
        raise InputError(f"It has {len(text):,} characters, and no more than {longest:,} can be kept.")
    return text


def _date(_kind: Kind, value: Any, _vocabulary: Vocabulary) -> str:
    text = clean(str(value))
    try:
        found = date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d([T ]00:00(:00)?)?", text) else None
    except ValueError:
        found = None
    if found is None:
        raise InputError(f"{text[:40]!r} is no date; write year, month and day, such as 2026-03-31.")
    return found.isoformat()


def _boolean(_kind: Kind, value: Any, _vocabulary: Vocabulary) -> bool:
    word = clean(str(value)).lower()
    if word not in _YES | _NO:
        raise InputError(f"{word[:40]!r} is neither yes nor no.")
    return word in _YES


def _decimal(_kind: Kind, value: Any, _vocabulary: Vocabulary) -> int | float:
    text = clean(str(value))
    try:
        found = number(text)
    except (ArithmeticError, ValueError):
        raise InputError(f"{text[:40]!r} is no number; write digits, with a point before decimals.") from None
    if abs(found) > _MOST:
        raise InputError(f"{text[:40]} is too large a number.")
    return round(found, 6) if isinstance(found, float) else found


def _integer(kind: Kind, value: Any, vocabulary: Vocabulary) -> int:
    found = _decimal(kind, value, vocabulary)
    if not isinstance(found, int):
        raise InputError(f"{found} is no whole number.")
    return found


def _status(kind: Kind, value: Any, _vocabulary: Vocabulary) -> str:
    word = clean(str(value))
    found = next((status for status in kind.statuses if status.lower() == word.lower()), None)
    if found is None:
        raise InputError(f"{word[:40]!r} is no status of {kind.words}; it can be {', '.join(kind.statuses)}.")
    return found


def _supports(value: Any, vocabulary: Vocabulary) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in _several(value):
        if isinstance(one, str):
            match = _SUPPORT.match(clean(one))
            one = match.groupdict() if match else {"statement": one}
        if not isinstance(one, Mapping) or _blank(one.get("statement")):
            raise InputError(f"{str(one)[:60]!r} names no statement.")
        statement = vocabulary.statement(clean(str(one["statement"])))
        if vocabulary.shown(statement) in vocabulary.frameworks:
            raise InputError(f"{statement} names a framework, not a statement; write {statement}:<code>.")
        support = {"statement": statement}
        if not _blank(one.get("level")):
            support["level"] = vocabulary.level(clean(str(one["level"])), statement)
        if not _blank(one.get("reason")):
            support["reason"] = clean(str(one["reason"]), lines=True)[: LONGEST["text"]]
        found[statement] = support
    return list(found.values())


def _statement(_kind: Kind, value: Any, vocabulary: Vocabulary) -> str:
    return vocabulary.statement(clean(str(value)))


def _type(_kind: Kind, value: Any, vocabulary: Vocabulary) -> str:
    return vocabulary.evidence_type(clean(str(value)))


def _place(_kind: Kind, value: Any, vocabulary: Vocabulary) -> str:
    return vocabulary.place(clean(str(value)))


def _level(_kind: Kind, value: Any, vocabulary: Vocabulary) -> str:
    return vocabulary.level(clean(str(value)))


def _iri(_kind: Kind, value: Any, vocabulary: Vocabulary) -> str:
    """A record of the graph by its IRI or short form (``xwid:mapping/…``), or a statement by its short form."""
    given = clean(str(value))
    if given.startswith("xwid:") and " " not in given:
        return expand(given).value
    return given if "://" in given else vocabulary.statement(given)


_READERS: dict[str, Callable[[Kind, Any, Vocabulary], Any]] = {
    "date": _date,
    "boolean": _boolean,
    "decimal": _decimal,
    "integer": _integer,
    "status": _status,
    "statement": _statement,
    "type": _type,
    "place": _place,
    "level": _level,
    "iri": _iri,
}


def merged(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A body with the values given put in: supports and other lists are added to, and nothing left out is deleted."""
    body = dict(before)
    for name, value in given.items():
        held = body.get(name)
        if name == "supports" and held:
            by_statement = {one["statement"]: one for one in held}
            body[name] = list(
                (
                    by_statement
                    | {one["statement"]: {**by_statement.get(one["statement"], {}), **one} for one in value}
                ).values()
            )
        elif isinstance(value, list) and name != "supports":
            body[name] = _union(held if isinstance(held, list) else (), value)
        else:
            body[name] = value
    return body


def _union(held: Iterable[Any], value: Iterable[Any]) -> list[Any]:
    seen: list[Any] = []
    for one in (*held, *value):
        if one not in seen:
            seen.append(one)
    return sorted(seen) if all(isinstance(one, str) for one in seen) else seen
