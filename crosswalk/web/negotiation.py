"""Which of several media types is sent: what a client accepts, with its q-values (RFC 9110 §12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

#: An Accept header with more ranges than this is read no further.
_MOST_RANGES = 50

#: A header longer than this, in characters, is read anew each time.
_USUAL = 300

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"\s*({_WORD})/({_WORD})\s*")
_QUALITY = re.compile(r"\s*[qQ]\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*")
#: A quoted string, which goes on to the end where nothing closes it; a sign between parts; or what stands between. Each
#: takes what it can and gives nothing back, so that no character is looked at twice, whatever stands in a header.
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+"?+|[,;]|[^,;"]++', re.DOTALL)


class MediaRange(NamedTuple):
    """A range of media types such as ``text/*;q=0.5``; the quality is from 0 to 1."""

    type: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How closely the range fits a media type: 3 exactly, 2 by its type, 1 as any, 0 not at all."""
        type_, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == ("*", "*"):
            return 1
        if self.type != type_:
            return 0
        return 2 if self.subtype == "*" else 3 * (self.subtype == subtype)


def ranges(accept: str) -> Iterator[MediaRange]:
    """The ranges of an Accept header; a part that is none, or has a quality that is none, is passed over.

    Parameters other than q, such as a charset, do not narrow a range here: every answer is in UTF-8.
    """
    for parts in islice(_listed(accept), _MOST_RANGES):
        named = _RANGE.fullmatch(parts[0])
        if named is None or (named[1] == "*" and named[2] != "*"):
            continue
        weights = [part for part in parts[1:] if re.match(r"\s*[qQ]\s*=", part)]
        told = _QUALITY.fullmatch(weights[0]) if weights else None
        if weights and told is None:
            continue
        yield MediaRange(named[1].lower(), named[2].lower(), float(told[1]) if told else 1.0)


def pieces(accept: str) -> Iterator[str]:
    """The pieces of a header, which together are the header: quoted strings, commas, semicolons, what is between."""
    return (found[0] for found in _PIECE.finditer(accept))


def _listed(accept: str) -> Iterator[list[str]]:
    """What stands between commas, each as what stands in it between semicolons (RFC 9110 §5.6.1); none is empty."""
    parts, begun, at = list[str](), 0, 0
    for piece in chain(pieces(accept), ","):
        if piece in (",", ";"):
            parts.append(accept[begun:at])
            begun = at + 1
        if piece == ",":
            if parts != [""]:
                yield parts
            parts = []
        at += len(piece)


def quality(asked: Sequence[MediaRange], media_type: str) -> float:
    """How much a media type is wanted: the quality of the range that fits it most closely; 0 where none does."""
    fitting = [(one.fits(media_type), one.quality) for one in asked if one.fits(media_type)]
    return max(fitting)[1] if fitting else 0.0


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The media type that is wanted most, of those alike the first; None where none of them is acceptable.

    Without a header, or with one that has no range in it, the first offer is.
    """
    accept = accept or ""
    return (_chosen if len(accept) <= _USUAL else _choose)(accept, tuple(offers))


def _choose(accept: str, offers: Sequence[str]) -> str | None:
    asked = tuple(ranges(accept))
    if not asked:
        return offers[0]
    best = max(offers, key=lambda offer: quality(asked, offer))  # of those alike max gives the first
    return best if quality(asked, best) > 0 else None


#: Programs send the same few headers again and again.
_chosen = lru_cache(maxsize=200)(_choose)
