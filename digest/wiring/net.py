"""The one client for everything that is fetched."""

import os
from collections.abc import Sequence

from digest.errors import UsageError
from digest.sources.net.addresses import Guard, parse_networks
from digest.sources.net.client import Client, user_agent
from digest.sources.net.pace import Pace

ALLOW = "DIGEST_ALLOW_NETWORKS"


def make_client(
    *,
    allow: Sequence[str] = (),
    agent: str | None = None,
    pause_seconds: float = 1.0,
) -> Client:
    """A client that reaches the public internet and the networks in `allow`.

    The variable DIGEST_ALLOW_NETWORKS names further ones, with commas between them. Proxies are
    those of the environment. Raises UsageError where one of these is no network.
    """
    named = [text for text in os.environ.get(ALLOW, "").split(",") if text.strip()]
    try:
        networks = parse_networks([*allow, *named])
    except ValueError as error:
        raise UsageError(str(error), where=ALLOW, hint="127.0.0.0/8, 192.168.1.10") from error
    return Client(
        guard=Guard(allowed=networks),
        pace=Pace(pause_seconds=pause_seconds),
        agent=agent or user_agent(),
    )
