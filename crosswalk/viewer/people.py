"""Who looks at a page, and what they may do: the rules for a team that signs in, without any server in them.

Somebody is known by the e-mail address that the provider of sign-in vouches for (OpenID Connect Core 1.0, 5.1:
``email`` and ``email_verified``), and may do what the lists of the team say of it. What is not told is not allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

#: How long a sign-in counts, in seconds, from when the provider made it (``iat``): a long working day.
SIGNED_IN_FOR = 12 * 60 * 60

#: By how much the clock of the provider may be ahead of ours, in seconds.
_AHEAD = 5 * 60

#: The longest address that there is (RFC 5321, 4.5.3.1.3: a path of 256 octets with its angle brackets).
LONGEST_ADDRESS = 254


class Standing(Enum):
    """How somebody stands to what the viewer holds."""

    NOBODY = "nobody is signed in"
    UNNAMED = "the provider tells no e-mail address"
    UNVERIFIED = "the provider does not say that the address is theirs"
    EXPIRED = "the sign-in is too long ago"
    UNLISTED = "the address is on no list"
    READER = "may read"
    EDITOR = "may read and write"


#: Who sees what the viewer holds, and who changes it; no other standing is in either.
READS = frozenset({Standing.READER, Standing.EDITOR})
WRITES = frozenset({Standing.EDITOR})


class Team(NamedTuple):
    """Who may read and who may edit, who edits reads too: addresses, or ``@domain`` for everybody of a domain.

    With `vouched` an address of which the provider says nothing more counts as verified, since the provider has it from
    a directory of its own; one that it calls unverified never does.
    """

    read: tuple[str, ...] = ()
    edit: tuple[str, ...] = ()
    vouched: bool = False


class Visitor(NamedTuple):
    """Whoever looks at a page: the address that they signed in with, empty where there is none, and how they stand."""

    address: str
    standing: Standing

    @property
    def may_read(self) -> bool:
        """Whether anything is shown to them."""
        return self.standing in READS

    @property
    def may_write(self) -> bool:
        """Whether they may change what the workspace holds."""
        return self.standing in WRITES


#: Whoever has not signed in.
NOBODY = Visitor("", Standing.NOBODY)


def visitor(claims: Mapping[str, object], team: Team, now: float) -> Visitor:
    """Who somebody is by the claims of their ID token, and what they may do at the time `now` (seconds since 1970).

    `claims` hold ``is_logged_in`` besides, as Streamlit adds it; without it nobody is signed in.

    >>> team = Team(read=("@school.example",), edit=("ab@school.example",))
    >>> claims = {"is_logged_in": True, "iat": 1000, "email": "AB@school.example", "email_verified": True}
    >>> visitor(claims, team, now=2000)
    Visitor(address='ab@school.example', standing=<Standing.EDITOR: 'may read and write'>)
    >>> visitor(claims | {"email_verified": False}, team, now=2000).may_read
    False
    """
    if claims.get("is_logged_in") is not True:
        return NOBODY
    address = normal(claims.get("email"))
    if not address:
        return Visitor("", Standing.UNNAMED)
    if not _verified(claims, team):
        return Visitor(address, Standing.UNVERIFIED)
    if not _fresh(claims.get("iat"), now):
        return Visitor(address, Standing.EXPIRED)
    if listed(address, team.edit):
        return Visitor(address, Standing.EDITOR)
    if listed(address, team.read):
        return Visitor(address, Standing.READER)
    return Visitor(address, Standing.UNLISTED)


def normal(given: object) -> str:
    """An e-mail address as it is compared and written down; empty for what is none.

    Upper and lower case are one, as with every provider of sign-in there is, and nothing else is: no dots are dropped,
    no ``+tag``.

    >>> normal("AB@School.example"), normal("@school.example"), normal("a b@school.example"), normal(None)
    ('ab@school.example', '', '', '')
    """
    if not isinstance(given, str) or not given.isprintable() or len(given) > LONGEST_ADDRESS:
        return ""
    name, _, domain = given.rpartition("@")
    return given.lower() if name and domain and not any(sign.isspace() for sign in given) else ""


def listed(address: str, entries: tuple[str, ...]) -> bool:
    """Whether an address stands in a list, by itself or by its domain; a domain below one that is named is another.

    >>> listed("ab@school.example", ("@school.example",)), listed("ab@x.school.example", ("@school.example",))
    (True, False)
    """
    domain = "@" + address.rpartition("@")[2]
    return any(entry.lower() in (address, domain) for entry in entries)


def _verified(claims: Mapping[str, object], team: Team) -> bool:
    """Whether the address is theirs; some providers write the truth value as a text."""
    said = claims.get("email_verified")
    return said is True or said == "true" or (said is None and team.vouched)


def _fresh(made: object, now: float) -> bool:
    """Whether a sign-in counts still; every ID token tells when it was made (OpenID Connect Core 1.0, 2: ``iat``)."""
    number = isinstance(made, int | float) and not isinstance(made, bool)
    return number and now - SIGNED_IN_FOR <= made <= now + _AHEAD  # type: ignore[operator]
