"""Changes over HTTP: documents are added and deleted by whoever has the token of the settings."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from anyio import Lock, move_on_after, to_thread
from starlette.requests import Request
from starlette.responses import Response

from ...errors import ConfigError
from ...index import Index
from ...indexer.documents.document import Document
from ..requests.problems import RequestError
from .api import as_json

MOST_BYTES = 8 << 20
"""Maximum size of the body of a request in bytes."""
BODY_SECONDS = 60
SHORTEST_TOKEN = 16
_NAMES = {field.name for field in fields(Document)}


class Changes:
    """Answers the requests that change the index. One change at a time; searches do not wait for it."""

    def __init__(self, index: Index) -> None:
        """Raises ConfigError if the token is too short."""
        self._index = index
        self._token = index.config.web.token
        self._lock: Lock | None = None
        if len(self._token) < SHORTEST_TOKEN:
            raise ConfigError("web.token", f"has fewer than {SHORTEST_TOKEN} characters")

    async def add(self, request: Request) -> Response:
        """Adds or replaces a document, or a list of documents, in one commit."""
        self._check(request)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise RequestError(415, "the body has to be application/json")
        given = _parsed(await _body(request))
        documents = [_document(one) for one in (given if isinstance(given, list) else [given])]
        changed = await self._alone(lambda: self._index.add_all(documents))
        return as_json({"documents": len(documents), "changed": changed})

    async def delete(self, request: Request) -> Response:
        """Deletes a document."""
        self._check(request)
        id_ = request.path_params["id"]
        if not id_.strip() or not await self._alone(lambda: self._index.delete(id_)):
            raise RequestError(404, "there is no document with this id")
        return as_json({"deleted": 1})

    async def _alone(self, change: Any) -> int:
        """Makes a change in a thread, after those that came before."""
        self._lock = self._lock or Lock()
        async with self._lock:
            changed: int = await to_thread.run_sync(change)
            return changed

    def _check(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        is_right = hmac.compare_digest(token.strip().encode("latin-1", "replace"), self._token.encode("utf-8"))
        if scheme.lower() != "bearer" or not is_right:
            raise RequestError(401, "this needs the token of the settings", {"WWW-Authenticate": "Bearer"})


async def _body(request: Request) -> bytes:
    """The body of a request; RequestError as soon as it is too large or too late."""
    body = bytearray()
    with move_on_after(BODY_SECONDS):
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise RequestError(413, f"the body has more than {MOST_BYTES:,} bytes")
        return bytes(body)
    raise RequestError(408, f"the body did not arrive in {BODY_SECONDS} seconds")


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestError(400, f"the body is not JSON: {error}") from None


def _document(given: object) -> Document:
    if not isinstance(given, Mapping):
        raise RequestError(400, "a document is an object with an id and a body")
    unknown = sorted(set(given) - _NAMES)
    if unknown or not {"id", "body"} <= set(given):
        listed = f"unknown: {', '.join(unknown)}" if unknown else "id and body are needed"
        raise RequestError(400, f"a document has other fields ({listed})")
    tags = given.get("tags", ())
    document = Document(**{**given, "tags": tuple(tags) if isinstance(tags, list) else tags})
    document.check()
    return document
