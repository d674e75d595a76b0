"""Problems: what went wrong with a request, as problem+json (RFC 9457) for the API and as a page for a reader."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response
from starlette.types import Scope

from ...errors import ArgumentError, LockedError, MalmoiError, QueryError, QueryTimeout
from .library import BusyError

_RETRY = {"Retry-After": "2"}
_HIDDEN = "The index cannot be read. The log of the server says why"
"""Sent to a client for an error of the store, whose message names paths of the machine."""


class RequestError(Exception):
    """A request that gets an error status. ``what`` is a sentence for the client."""

    def __init__(self, status: int, what: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.headers = dict(headers or {})


def request_error(error: MalmoiError) -> RequestError:
    """The HTTP status and problem of an error of the library."""
    if isinstance(error, QueryTimeout | BusyError | LockedError):
        return RequestError(503, "the index is being written" if isinstance(error, LockedError) else str(error), _RETRY)
    if isinstance(error, ArgumentError | QueryError):
        return RequestError(400, str(error))
    return RequestError(500, _HIDDEN)


def is_for_programs(scope: Scope) -> bool:
    """True for the routes that answer programs, whose problems are JSON."""
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path.startswith(("/api/", "/healthz", "/metrics"))


def problem(error: RequestError) -> Response:
    """The problem as JSON."""
    title = HTTPStatus(error.status).phrase
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": error.status}
    if error.what:
        body["detail"] = one_line(error.what)
    return Response(
        json.dumps(body, ensure_ascii=False), error.status, error.headers, media_type="application/problem+json"
    )


def one_line(text: str) -> str:
    """A message without line breaks and control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", text)
