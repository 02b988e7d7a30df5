"""Name and password for a server of others: where they come from, and how they go out.

Basic authentication (RFC 7617) unless the server asks for Digest (RFC 7616), as Virtuoso does at its protected
addresses; it is asked first without them, so that a password never goes out in a weaker way than the server wants.
"""

from __future__ import annotations

import base64
import os
import threading
import urllib.request
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

#: The endpoint that is asked where none is named, and who asks it.
ADDRESS = "CROSSWALK_ENDPOINT"
USER, PASSWORD = "CROSSWALK_ENDPOINT_USER", "CROSSWALK_ENDPOINT_PASSWORD"

_AUTHORIZATION = "Authorization"


def own_endpoint() -> str | None:
    """The address in CROSSWALK_ENDPOINT, which is asked where neither data nor an endpoint is named."""
    return os.environ.get(ADDRESS, "").strip() or None


class Credentials:
    """Name and password for an address; false where there are none. They are in no message and no representation."""

    def __init__(self, address: str) -> None:
        """Those that the address holds, else those of the environment where they are meant for its host."""
        parts = urlsplit(address)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        if not self._user and _is_meant_for(address):
            self._user, self._password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
        self._digest: tuple[urllib.request.AbstractDigestAuthHandler, dict[str, str]] | None = None
        self._lock = threading.Lock()
        self.asked = not self._user

    def __bool__(self) -> bool:
        return bool(self._user)

    def learn(self, headers: Mapping[str, str]) -> bool:
        """Take in how a server answered; whether it asks for Digest, which then is how all that follows goes out."""
        self.asked = True
        scheme, _, rest = headers.get("WWW-Authenticate", "").partition(" ")
        if not self._user or scheme.lower() != "digest":
            return False
        challenge = urllib.request.parse_keqv_list([one for one in urllib.request.parse_http_list(rest) if "=" in one])
        if not {"realm", "nonce"} <= set(challenge):
            return False
        with self._lock:
            self._digest = (
                urllib.request.AbstractDigestAuthHandler(_AnyAddress(self._user, self._password)),
                challenge,
            )
        return True

    def authorise(self, request: urllib.request.Request) -> None:
        """Put name and password on a request. Raises ValueError where the server's Digest is of an unknown kind."""
        if not self._user:
            return
        with self._lock:  # the handler counts how often a nonce is used
            if self._digest is None:
                pair = base64.b64encode(f"{self._user}:{self._password}".encode()).decode("ascii")
                request.add_header(_AUTHORIZATION, f"Basic {pair}")
                return
            handler, challenge = self._digest
            made = handler.get_authorization(request, challenge)
        if made is None:
            raise ValueError("digest without a password, or of an algorithm that is not known")
        # For this address alone: a redirect must not carry it.
        request.add_unredirected_header(_AUTHORIZATION, f"Digest {made}")


class _AnyAddress(urllib.request.HTTPPasswordMgr):
    """One name and password, whatever the realm: the object that holds it sends to one address only."""

    def __init__(self, user: str, password: str) -> None:
        super().__init__()
        self._pair = (user, password)

    def find_user_password(self, realm: str, authuri: str) -> tuple[str, str]:
        """The pair, wherever it is asked for."""
        return self._pair


def _is_meant_for(address: str) -> bool:
    """Whether the environment's password may go there: to the host that the environment names, if it names one."""
    named = os.environ.get(ADDRESS, "").strip()
    return not named or _origin(named) == _origin(address)


def _origin(address: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(address.strip())
        return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", None, None
