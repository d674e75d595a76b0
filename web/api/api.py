"""The JSON API: what ``malmoi search --json`` and the like print, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ...indexer.documents.data import to_json
from ..requests.entity_tags import etag, is_known
from ..requests.library import Library
from ..requests.parameters import read_request, read_similar, read_suggest
from ..requests.problems import RequestError
from .openapi import description

_PRIVATE = ("sources", "skipped", "boilerplate")
"""Statistics that name files of the machine, and are not sent to clients."""


class Api:
    """Answers the requests of programs."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._web = library.index.config.web

    async def search(self, request: Request) -> Response:
        """A page of hits."""
        wanted = read_request(request.query_params.multi_items(), self._web, is_strict=True)
        return await self._answer(request, lambda: self._library.search(wanted).to_json())

    async def suggest(self, request: Request) -> Response:
        """Completions of a typed text."""
        typed, limit = read_suggest(request.query_params.multi_items(), self._web)
        return await self._answer(request, lambda: self._suggestions(typed, limit))

    async def document(self, request: Request) -> Response:
        """A stored document."""
        id_ = request.path_params["id"]
        if not id_.strip():
            raise RequestError(404, "there is no document without an id")
        return await self._answer(request, lambda: self._document(id_))

    async def similar(self, request: Request) -> Response:
        """A page of the documents that are most like one."""
        limit = read_similar(request.query_params.multi_items(), self._web)
        id_ = request.path_params["id"]
        if not id_.strip():
            raise RequestError(404, "there is no document without an id")
        return await self._answer(request, lambda: self._similar(id_, limit))

    async def stats(self, request: Request) -> Response:
        """Statistics of the index, without the names of files."""
        return await self._answer(request, self._stats)

    async def openapi(self, request: Request) -> Response:
        """The description of the API."""
        return as_json(description(self._web, request.scope.get("root_path", "").rstrip("/") or "/"))

    async def _answer(self, request: Request, look: Callable[[], Any]) -> Response:
        """The answer as JSON, or 304 where the client has that of this commit already. Made in a thread."""

        def answer() -> Response:
            tag = etag(self._library.contents().tag)
            headers = {"etag": tag, "cache-control": "no-cache"}
            if is_known(request, tag):
                return Response(status_code=304, headers=headers)
            value = look()
            if value is None:
                raise RequestError(404, "there is no document with this id")
            return as_json(value, headers)

        return await self._library.ask(answer)

    def _suggestions(self, typed: str, limit: int) -> dict[str, Any]:
        found = self._library.suggest(typed, limit)
        return {"prefix": typed, "suggestions": [one.to_json() for one in found]}

    def _document(self, id_: str) -> dict[str, Any] | None:
        document = self._library.index.get(id_)
        if document is None:
            return None
        values = asdict(document) | {"data": to_json(document.data)}
        return {name: value for name, value in values.items() if name != "format" and (value or name != "data")}

    def _similar(self, id_: str, limit: int) -> dict[str, Any] | None:
        page = self._library.similar(id_, limit)
        return page.to_json() if page else None

    def _stats(self) -> dict[str, Any]:
        return {k: v for k, v in self._library.index.stats().to_json().items() if k not in _PRIVATE}


def as_json(value: Any, headers: dict[str, str] | None = None) -> Response:
    """A value as JSON."""
    return Response(json.dumps(value, ensure_ascii=False), headers=headers, media_type="application/json")
