"""The file that says how a team signs in: the provider of OpenID Connect, and who may read and who may edit.

It is read and checked when the viewer starts, and lies outside every repository; its secrets are handed to the server
and stand in no message.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

from crosswalk.errors import EnvironmentFault, InputError, UnreadableFile
from crosswalk.viewer.people import Team, normal

#: The variable of the environment that names the file.
VARIABLE = "CROSSWALK_SIGN_IN"

#: Where the provider sends people back to; Streamlit answers there.
CALLBACK = "/oauth2callback"

#: The fewest characters of a secret that cookies are signed with: 128 bits as hexadecimal digits.
SHORTEST_SECRET = 32

#: What a file of this kind holds at most, in bytes.
_LARGEST = 1 << 20

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

#: The tables of the file with their keys, and whether each must be there.
KEYS: dict[str, dict[str, bool]] = {
    "provider": {
        "client_id": True,
        "client_secret": True,
        "server_metadata_url": True,
        "address": True,
        "cookie_secret": True,
        "vouches": False,
    },
    "people": {"read": False, "edit": False},
}

_HOW_TO_MAKE_ONE = 'make one with: python -c "import secrets; print(secrets.token_hex())"'


class SignIn(NamedTuple):
    """How a team signs in: the provider's settings, the public address of the viewer, and the team."""

    client_id: str
    client_secret: str
    server_metadata_url: str
    address: str
    cookie_secret: str
    team: Team

    def __repr__(self) -> str:
        return f"SignIn({self.address!r}, {self.server_metadata_url!r})"  # never the secrets

    @property
    def host(self) -> str:
        """The host of the public address."""
        return urlsplit(self.address).hostname or ""


def named() -> str | None:
    """The file that CROSSWALK_SIGN_IN names, None where nobody signs in."""
    return os.environ.get(VARIABLE) or None


def current() -> SignIn | None:
    """How people sign in to this viewer; None where they do not. Read once: a change counts from the next start.

    Raises UnreadableFile, InputError.
    """
    path = named()
    return _kept(os.path.abspath(path)) if path else None


@cache
def _kept(path: str) -> SignIn:
    return read(path)


def secrets(settings: SignIn | None) -> dict[str, Any] | None:
    """The settings as ``st.App(secrets=…)`` takes them; in a table, so that none becomes an environment variable.

    Raises EnvironmentFault where the packages that sign people in are not installed.
    """
    if settings is None:
        return None
    _need_packages()
    return {
        "auth": {
            "redirect_uri": settings.address + CALLBACK,
            "cookie_secret": settings.cookie_secret,
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
            "server_metadata_url": settings.server_metadata_url,
        }
    }


def _need_packages() -> None:
    from importlib.util import find_spec

    if missing := [name for name in ("authlib", "httpx") if find_spec(name) is None]:
        raise EnvironmentFault(
            f"Signing in needs packages that are not installed ({', '.join(missing)}); "
            "get them with: python -m pip install 'standards-crosswalk[team]'"
        )


def read(path: str) -> SignIn:
    """The settings of a file. Raises UnreadableFile, and InputError with a sentence for each slip in it."""
    import tomllib

    try:
        with open(path, "rb") as file:
            text = file.read(_LARGEST + 1)
        if len(text) > _LARGEST:
            raise UnreadableFile(f"{path} is larger than any sign-in file; give the TOML file that describes yours.")
        held = tomllib.loads(text.decode("utf-8"))
    except OSError as error:
        raise UnreadableFile(
            f"The sign-in file {path} cannot be read ({error.strerror}); give --sign-in a file that can."
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        # What the parser says would quote the file, and with it a secret.
        raise UnreadableFile(f"The sign-in file {path} is no TOML; the README shows what it looks like.") from None
    slips = [*_slips(held)]
    if slips:
        raise InputError(f"The sign-in file {path} cannot be used. " + " ".join(slips))
    provider, people = held["provider"], held["people"]
    readers, editors = (tuple(entry.strip().lower() for entry in people.get(name, ())) for name in KEYS["people"])
    return SignIn(
        provider["client_id"], provider["client_secret"], provider["server_metadata_url"],
        _origin(provider["address"]), provider["cookie_secret"],
        Team(readers, editors, vouched=provider.get("vouches", False)),
    )  # fmt: skip


def readable_by_others(path: str) -> bool:
    """Whether other accounts of this machine may read the file; never where permissions are not of that kind."""
    return os.name == "posix" and bool(os.stat(path).st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _slips(held: Mapping[str, Any]) -> Iterator[str]:
    """A sentence for everything that is wrong; none of them shows a value that is secret."""
    for name in held:
        if name not in KEYS:
            yield f"{name!r} is no part of it; it has [provider] and [people]."
    whole = True
    for name, keys in KEYS.items():
        table = held.get(name)
        if not isinstance(table, dict):
            whole = False
            yield f"[{name}] is missing; it holds {', '.join(keys)}."
            continue
        for key in table:
            if key not in keys:
                yield f"[{name}] has no key {key!r}; it can hold {', '.join(keys)}."
        for key, needed in keys.items():
            if needed and (not isinstance(table.get(key), str) or not table[key].strip()):
                whole = False
                yield f"{key} of [{name}] is missing or empty; give it as a text."
    if whole:
        yield from _provider_slips(held["provider"])
        yield from _people_slips(held["people"])


def _provider_slips(provider: Mapping[str, Any]) -> Iterator[str]:
    if len(provider["cookie_secret"]) < SHORTEST_SECRET:
        yield f"cookie_secret is shorter than {SHORTEST_SECRET} characters; {_HOW_TO_MAKE_ONE}."
    elif len(set(provider["cookie_secret"])) < 8:
        yield f"cookie_secret has the same few signs over and over; {_HOW_TO_MAKE_ONE}."
    for key in ("server_metadata_url", "address"):
        parts = _split(provider[key])
        if parts is None or parts.username is not None or parts.fragment:
            yield f"{key} is no web address; write it whole, beginning with https."
        elif parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            yield f"{key} is not https, so others could read what is sent there; only a loopback address may be http."
        elif key == "address" and (parts.path.strip("/") or parts.query):
            yield (
                "address has a path; give the scheme and the host alone, as in https://crosswalk.school.example, and "
                f"register it with {CALLBACK} at the provider."
            )
    if not isinstance(provider.get("vouches", False), bool):
        yield "vouches is neither true nor false."


def _people_slips(people: Mapping[str, Any]) -> Iterator[str]:
    for key in people.keys() & KEYS["people"].keys():
        entries = people[key]
        if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
            yield f'{key} is no list of texts; write it as {key} = ["ab@school.example", "@school.example"].'
        elif not entries:
            yield f"{key} is an empty list; name somebody, or leave the key out."
        else:
            for entry in entries:
                if not _is_entry(entry.strip()):
                    yield f"{entry[:80]!r} of {key} is neither an e-mail address nor @ and a domain."
    if not people.keys() & KEYS["people"].keys():
        yield "[people] names nobody; give read, edit or both."


def _is_entry(entry: str) -> bool:
    """Whether it is an address, or ``@domain``; ``@`` alone, which would be everybody's, is neither."""
    return bool(normal(f"x{entry}" if entry.startswith("@") else entry)) and entry.count("@") == 1


def _origin(address: str) -> str:
    """An address as browsers name the origin of a page (RFC 6454): scheme, host, and the port if it is unusual."""
    parts = urlsplit(address)
    usual = {"https": 443, "http": 80}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, usual) else "")


def _split(address: str) -> SplitResult | None:
    """The parts of an address that has a host, and a port that is one if it has any."""
    try:
        parts = urlsplit(address)
        plain = address.isascii() and address.isprintable() and " " not in address
        return parts if parts.hostname and parts.port != 0 and plain else None
    except ValueError:
        return None
