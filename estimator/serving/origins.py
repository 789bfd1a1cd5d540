"""The addresses at which the app is opened."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from estimator.errors import InputError

VARIABLE: Final = "K2_PUBLIC_ORIGIN"
"""Environment variable with the addresses behind a reverse proxy, split by commas."""

LOCAL_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})
PORTS: Final = {"http": 80, "https": 443}
"""The port of an address that names none."""


@dataclass(frozen=True)
class Origin:
    """Scheme, host and port of an address, as browsers compare them."""

    scheme: str
    host: str
    port: int


def origin_of(address: str) -> Origin | None:
    """Return the origin that an address is, None where it is none or more than one.

    >>> origin_of("https://k2.example.org")
    Origin(scheme='https', host='k2.example.org', port=443)
    >>> origin_of("null") is None
    True
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or not _is_bare(parts, address):
        return None
    return Origin(parts.scheme, parts.hostname, PORTS[parts.scheme] if port is None else port)


def _is_bare(parts: SplitResult, address: str) -> bool:
    bare = address.isascii() and not any(sign in address for sign in " \t\r\n\\@")
    return bare and not (parts.path or parts.query or parts.fragment)


@dataclass(frozen=True)
class Origins:
    """The origins that the app has besides those of this machine."""

    public: frozenset[Origin] = frozenset()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Origins":
        """Return the origins that `K2_PUBLIC_ORIGIN` names.

        Raises
        ------
        InputError
            If one of them is no origin.
        """
        found = set()
        for text in filter(None, map(str.strip, environment.get(VARIABLE, "").split(","))):
            origin = origin_of(text.rstrip("/"))
            if origin is None:
                raise InputError(
                    f"{VARIABLE}: {text!r} is no address of a site. Write scheme, host and, where "
                    "it isn't the usual one, port, for example https://k2.example.org."
                )
            found.add(origin)
        return cls(frozenset(found))

    def asked(self, scheme: str, host: str) -> frozenset[Origin]:
        """Return the origins of this app that a request may have been made to, none if to no such.

        On this machine any port will do: a tunnel or a container may show another one than the
        app listens on, and a page of another site can choose the port, not the host.

        Parameters
        ----------
        scheme
            Of the request, ``http`` or ``https``.
        host
            As in the header Host, with the port where it isn't the usual one.
        """
        own = origin_of(f"{scheme}://{host}")
        if own is not None and own.host in LOCAL_HOSTS:
            return frozenset({own})
        return frozenset(one for one in self.public if one == origin_of(f"{one.scheme}://{host}"))
