"""Health and metrics: whether the index can be searched, and how many requests were answered in which time."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...errors import MalmoiError
from ..requests.library import Library
from .api import as_json

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Upper bounds of the buckets of times, in seconds."""
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """ASGI middleware that counts requests by route and status, and their times by route."""

    def __init__(self, app: ASGIApp, library: Library) -> None:
        self._app = app
        self._library = library
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: dict[str, list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))
        self._seconds: dict[str, float] = defaultdict(float)
        self._began = time.time()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request and counts it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        scope["malmoi.metrics"] = self
        try:
            await self._app(scope, receive, counted)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._count(route, status, time.perf_counter() - began)

    def _count(self, route: str, status: int, seconds: float) -> None:
        self._requests[route, status] += 1
        self._buckets[route][bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[route] += seconds

    def lines(self, documents: int, commit_time: float) -> list[str]:
        """The text format of Prometheus."""
        lines = ["# TYPE malmoi_requests_total counter"]
        lines += [
            f'malmoi_requests_total{{route="{route}",status="{status}"}} {count}'
            for (route, status), count in sorted(self._requests.items())
        ]
        lines.append("# TYPE malmoi_request_seconds histogram")
        for route, counts in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip((*_BOUNDS, "+Inf"), counts, strict=True):
                total += count
                lines.append(f'malmoi_request_seconds_bucket{{route="{route}",le="{bound}"}} {total}')
            lines.append(f'malmoi_request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}')
            lines.append(f'malmoi_request_seconds_count{{route="{route}"}} {total}')
        gauges = {
            "documents": documents,
            "commit_timestamp_seconds": round(commit_time, 3),
            "start_timestamp_seconds": round(self._began, 3),
            "requests_waiting": self._library.waiting,
        }
        for name, value in gauges.items():
            lines += [f"# TYPE malmoi_{name} gauge", f"malmoi_{name} {value}"]
        return lines


class Health:
    """Answers the requests of whoever watches the server."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def healthz(self, _request: Request) -> Response:
        """Health: 200 if the index can be read, with its number of documents."""
        try:
            contents = await self._library.ask(self._library.contents)
        except MalmoiError:
            response = as_json({"status": "failing"})
            response.status_code = 503
            return response
        answer: dict[str, Any] = {"status": "ok", "documents": contents.documents}
        answer["updated"] = contents.updated.isoformat(timespec="seconds")
        if contents.indexing is not None:
            answer["indexing"] = round(contents.indexing, 3)
        return as_json(answer, {"cache-control": "no-store"})

    async def metrics(self, request: Request) -> Response:
        """Counters and times since the start of this process, for Prometheus."""
        contents = await self._library.ask(self._library.contents)
        metrics: Metrics = request.scope["malmoi.metrics"]
        text = "\n".join(metrics.lines(contents.documents, contents.updated.timestamp())) + "\n"
        return Response(text, headers={"cache-control": "no-store", "content-type": _TYPE})
