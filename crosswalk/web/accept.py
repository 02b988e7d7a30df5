"""Which of the offered media types a client prefers, by its Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# Every repetition is possessive: what it took it never gives back, so that no header takes long to read.
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_PARAMETER = rf"[ \t]*+;[ \t]*+(?:(?P<name>{_TOKEN})=(?P<value>{_TOKEN}|{_QUOTED}))?+"
_RANGE = re.compile(rf"[ \t]*+(?P<range>{_TOKEN}/{_TOKEN})(?P<parameters>(?:{_PARAMETER})*+)[ \t]*+")
_PARAMETERS = re.compile(_PARAMETER)
#: The members of a list (section 5.6.1); a comma within quotes divides nothing.
_MEMBERS = re.compile(rf'(?:[^,"]|{_QUOTED}|")++')
#: A weight is from 0 to 1 with at most three digits after the point (section 12.4.2).
_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


def choose(header: str, offered: Sequence[str]) -> str | None:
    """The offered media type that suits the client best, None where none does; where it says nothing, the first.

    A type takes the weight of the most specific range that matches it; among equal weights the one that was named more
    exactly wins, then the one that is offered first. Parameters other than the weight have no say, and what is
    malformed is passed over.
    """
    wanted = dict(_wanted(header))
    if not wanted:
        return offered[0]
    best, chosen = (0.0, -3), None
    for media_type in offered:
        matching = (media_type, media_type.partition("/")[0] + "/*", "*/*")
        exactness, quality = next(((-i, wanted[one]) for i, one in enumerate(matching) if one in wanted), (-3, 0.0))
        if quality > 0 and (quality, exactness) > best:
            best, chosen = (quality, exactness), media_type
    return chosen


def _wanted(header: str) -> Iterator[tuple[str, float]]:
    """The media ranges, in lower case, each with its weight."""
    for member in _MEMBERS.findall(header):
        if (match := _RANGE.fullmatch(member)) is None:
            continue
        parameters = {one["name"].lower(): one["value"] for one in _PARAMETERS.finditer(match["parameters"]) if one[1]}
        weight = parameters.get("q", "1")
        if _WEIGHT.fullmatch(weight):
            yield match["range"].lower(), float(weight)
