"""Which addresses may be connected to: those of the public internet, and what the user allows."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from digest.sources.net.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], Sequence[str]]

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_RELAYED = ipaddress.IPv4Network("192.88.99.0/24")


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host as the system knows them. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Says where a connection may go.

    `allowed` are networks that are reached although they are not public: 127.0.0.0/8 for a
    program on this machine, 192.168.1.0/24 for one in the house.
    """

    allowed: tuple[Network, ...] = ()
    resolver: Resolver = resolve

    def find(self, host: str, port: int, *, seconds: float, where: str) -> tuple[str, ...]:
        """The addresses of a host, each of them allowed; connect to these and no others.

        Raises FetchError where there is none in time, or where one of them is not allowed: a name
        with a public and an internal address is a trap.
        """
        addresses = self._resolve(host, port, seconds=seconds, where=where)
        for address in addresses:
            if not self.allows(address):
                raise FetchError(
                    f"'{host}' is an address inside this network ({address})",
                    where=where,
                    hint="if it is meant, allow it: network: {allow: [ADDRESS/BITS]} in "
                    "schedule.yaml, or DIGEST_ALLOW_NETWORKS",
                )
        return addresses

    def allows(self, text: str) -> bool:
        """Whether an address may be connected to."""
        try:
            address: Address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            return False
        unwrapped = _unwrap(address)
        if any(each in network for each in (address, unwrapped) for network in self.allowed):
            return True
        return _is_public(address) and _is_public(unwrapped)

    def _resolve(self, host: str, port: int, *, seconds: float, where: str) -> tuple[str, ...]:
        found: list[str] = []
        failed: list[str] = []

        def look_up() -> None:
            try:
                found.extend(self.resolver(host, port))
            except (OSError, UnicodeError, ValueError) as error:
                failed.append(str(error))

        # The system's resolver knows no deadline of ours; a thread that is late is left behind.
        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            raise FetchError(f"'{host}' was not found in time", where=where, temporary=True)
        if failed or not found:
            raise FetchError(f"there is no host '{host}'", where=where, temporary=True)
        return tuple(found)


def parse_networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Networks as `127.0.0.0/8` or single addresses. Raises ValueError for anything else."""
    return tuple(ipaddress.ip_network(text.strip(), strict=False) for text in texts)


def _unwrap(address: Address) -> Address:
    """The IPv4 address that an IPv6 address carries, where it carries one."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    carried = address.ipv4_mapped or address.sixtofour
    if carried is not None:
        return carried
    if address.teredo is not None:
        return address.teredo[1]
    if address in _TRANSLATED or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped or address in _TRANSLATED:
            return True  # as public as the address it carries
        if address.is_site_local:
            return False
    elif address in _RELAYED:
        return False
    never = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not never
