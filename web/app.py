"""The ASGI application of an index: its routes, and what stands around them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from ..errors import MalmoiError
from .api.api import Api
from .api.changes import Changes
from .api.health import Health, Metrics
from .guard import Guard, cors
from .pages.pages import Pages
from .pages.rendering import Renderer, static_file
from .requests.library import Library
from .requests.problems import RequestError, is_for_programs, problem, request_error

if TYPE_CHECKING:
    from ..index import Index

_log = logging.getLogger("malmoi.web")


def search_app(
    index: Index,
    *,
    templates: str | Path | None = None,
    texts: Mapping[str, Mapping[str, str]] | None = None,
    check_host: bool = False,
    indexing: Callable[[], float | None] | None = None,
) -> Starlette:
    """An ASGI application with the search page and the API of an open index, which it changes only with a token.

    Mount it under any prefix of another ASGI application. The section ``web`` of the index's settings configures it.
    ``templates`` is a folder: a template in it replaces the one of the same name in ``malmoi/web/pages/templates``.
    ``texts`` are texts of the page by language and key, for example ``{"ko": {"title": "글 찾기"}}``. ``check_host``
    answers requests only under the names in ``web.hosts``, localhost and IP addresses, as ``malmoi serve`` does.
    ``indexing`` gives the share of a running update of the index, from 0 to 1, or None; the page and /healthz show it.
    """
    web = index.config.web
    library = Library(index, indexing)
    renderer = Renderer(web, templates, texts)
    pages, api, health = Pages(library, renderer), Api(library), Health(library)
    routes = [
        Route("/", pages.search),
        Route("/d/{id:path}", pages.document),
        Route("/feed", pages.feed),
        Route("/opensearch.xml", pages.description),
        Route("/static/{name}", static_file),
        Route("/api/search", api.search),
        Route("/api/suggest", api.suggest),
        Route("/api/similar/{id:path}", api.similar),
        Route("/api/documents/{id:path}", api.document),
        *_changing(index),
        Route("/api/stats", api.stats),
        Route("/api/openapi.json", api.openapi),
        Route("/healthz", health.healthz),
        Route("/metrics", health.metrics),
    ]

    def failure(scope: Scope, error: Exception) -> Response:
        told = _as_request_error(error)
        return problem(told) if is_for_programs(scope) else renderer.failure(Request(scope), told)

    def failed(request: Request, error: Exception) -> Response:
        return failure(request.scope, error)

    hosts = frozenset(web.hosts.lower().split()) if check_host else None
    middleware = [
        Middleware(Metrics, library=library),
        Middleware(Guard, hosts=hosts, rate=web.rate, failure=failure),
    ]
    if shared := cors(web.origins):
        middleware.append(Middleware(CORSMiddleware, **shared))
    return Starlette(routes=routes, middleware=middleware, exception_handlers={HTTPException: failed})


def _changing(index: Index) -> list[Route]:
    """The routes that change the index, if the settings have a token."""
    if not index.config.web.token:
        return []
    changes = Changes(index)
    return [
        Route("/api/documents", changes.add, methods=["POST"]),
        Route("/api/documents/{id:path}", changes.delete, methods=["DELETE"]),
    ]


def _as_request_error(error: Exception) -> RequestError:
    """The problem that is sent for an exception; one that is not the client's fault is logged, too."""
    if isinstance(error, RequestError):
        return error
    if isinstance(error, HTTPException):
        return RequestError(error.status_code, "", error.headers)
    if isinstance(error, MalmoiError):
        told = request_error(error)
        if told.status == 500:
            _log.error("%s", error)
        return told
    _log.error("a request failed", exc_info=error)
    return RequestError(500)
