"""The guard: what holds for every request and every answer, whatever the route.

It checks the host and the size of a request, limits the rate where that is switched on, and adds the headers that
keep a browser from running or loading anything but the page's own files.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .requests.problems import RequestError

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
MOST_QUERY = 16 << 10
"""Maximum length of a query string in bytes; 1,000 syllables take 9,000."""
_WINDOW = 60.0
_MOST_CLIENTS = 10_000
"""Number of addresses whose requests are counted at a time."""

Failure = Callable[[Scope, Exception], Response]
"""Makes the answer to a request that is refused or that failed."""


class Guard:
    """ASGI middleware with the checks and the headers.

    ``hosts`` None: any host, which the application around may have checked. What the application raises becomes an
    answer here, so that it has the headers, too.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str] | None, rate: int, failure: Failure) -> None:
        self._app = app
        self._hosts = hosts
        self._rate = RateLimit(rate) if rate else None
        self._failure = failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        has_begun = False

        async def with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        if refused:
            await self._failure(scope, refused)(scope, receive, with_headers)
            return
        try:
            await self._app(scope, receive, with_headers)
        except Exception as error:
            if has_begun:
                raise
            await self._failure(scope, error)(scope, receive, with_headers)

    def _refused(self, scope: Scope) -> RequestError | None:
        """Why a request is refused, or None."""
        if self._hosts is not None and not is_allowed(Headers(scope=scope).get("host", ""), self._hosts):
            return RequestError(421, "this host name is not among web.hosts")
        if len(scope.get("query_string", b"")) > MOST_QUERY:
            return RequestError(414, f"the query string has more than {MOST_QUERY:,} bytes")
        wait = self._rate.seconds((scope.get("client") or ("",))[0]) if self._rate else 0
        if wait:
            return RequestError(429, "there were too many requests", {"Retry-After": str(wait)})
        return None


def is_allowed(host: str, hosts: frozenset[str]) -> bool:
    """True for a listed name, localhost and IP addresses: those cannot be the names of somebody else's site."""
    name = host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
    name = name.lower().rstrip(".")
    if name == "localhost" or name in hosts or "*" in hosts:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class RateLimit:
    """Counts the requests of each client in windows of a minute."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._counts: MutableMapping[str, int] = {}
        self._began = clock()

    def seconds(self, client: str) -> int:
        """Counts a request. 0 if it may be answered, else the seconds until the next one may."""
        now = self._clock()
        if now - self._began >= _WINDOW or len(self._counts) >= _MOST_CLIENTS:
            self._counts, self._began = {}, now
        self._counts[client] = self._counts.get(client, 0) + 1
        return 0 if self._counts[client] <= self._most else max(1, round(_WINDOW - (now - self._began)))


def cors(origins: str) -> dict[str, Any] | None:
    """The settings of Starlette's CORSMiddleware for ``web.origins``; None if no page of another origin may call."""
    listed = origins.split()
    return {"allow_origins": listed, "allow_methods": ["GET"]} if listed else None
