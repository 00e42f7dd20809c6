"""What a site asks robots not to fetch (RFC 9309)."""

import threading
from urllib.robotparser import RobotFileParser

from digest.sources.net.client import Client, Limits
from digest.sources.net.errors import FetchError
from digest.sources.net.url import parse_url

_NAME = "digest-zh"
_LIMITS = Limits(seconds=10.0, most_bytes=512_000)


class Robots:
    """Asks each site once for its robots.txt."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._rules: dict[str, RobotFileParser | FetchError] = {}

    def check(self, url: str) -> None:
        """Raises FetchError where the site does not want this page fetched.

        A site without robots.txt allows everything; one that cannot give it just now allows
        nothing.
        """
        target = parse_url(url)
        rules = self._find_rules(target.origin)
        if isinstance(rules, FetchError):
            what = rules.what if rules.status is None else "its robots.txt cannot be read just now"
            raise FetchError(what, where=url, hint=rules.hint, temporary=rules.temporary)
        if not rules.can_fetch(_NAME, target.url):
            raise FetchError(
                "the site asks robots not to fetch this page (robots.txt)",
                where=url,
                hint="save the page from a browser, and name the file",
            )

    def _find_rules(self, origin: str) -> RobotFileParser | FetchError:
        with self._lock:
            if origin in self._rules:
                return self._rules[origin]
        rules = self._fetch(origin)
        with self._lock:
            return self._rules.setdefault(origin, rules)

    def _fetch(self, origin: str) -> RobotFileParser | FetchError:
        rules = RobotFileParser()
        try:
            reply = self._client.get(f"{origin}/robots.txt", limits=_LIMITS)
        except FetchError as error:
            if error.status is None or error.temporary:
                return error
            rules.parse([])
        else:
            rules.parse(reply.content.decode("utf-8", "replace").splitlines())
        return rules
