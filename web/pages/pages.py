"""The pages for a reader: the search, a document, the feed of a search, and the description for browsers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ...errors import ArgumentError, QueryError
from ...query.page import HighlightedDocument, Page
from ..requests.entity_tags import etag, is_known
from ..requests.library import Library
from ..requests.parameters import FACETS, LANGUAGES, MOST_SKIPPED, REQUIRES, SORTS, SearchRequest, read_request
from ..requests.problems import RequestError, request_error
from .paragraphs import paragraphs
from .rendering import Renderer

_NOT_MODIFIED = 304
_FEED_HITS = 30
_FACET_VALUES = 8
_SIMILAR = 5


@dataclass(frozen=True, slots=True)
class SearchView:
    """Contents of a search page: hits; where there are none, the filters to blame and how the query was read."""

    page: Page | None
    excluding: dict[str, int]
    read_as: tuple[tuple[str, str], ...]


class Pages:
    """Answers the requests for pages."""

    def __init__(self, library: Library, renderer: Renderer) -> None:
        self._library = library
        self._renderer = renderer
        self._web = renderer.web

    async def search(self, request: Request) -> Response:
        """The search page, with hits where there is something to search for."""
        wanted = SearchRequest(q=request.query_params.get("q", "")[: self._web.query_chars])
        try:
            wanted = self._wanted(request)
            return await self._answer(request, "search.html", lambda: self._find(wanted), self._search_values, wanted)
        except (ArgumentError, QueryError) as error:
            return await self._refused(request, wanted, request_error(error))

    async def _refused(self, request: Request, wanted: SearchRequest, error: RequestError) -> Response:
        """The search page with what is wrong with the search, so that it can be changed."""
        contents = await self._library.ask(self._library.contents)
        return self._renderer.page(
            request,
            "search.html",
            error.status,
            wanted=wanted,
            footer=self._renderer.updated(request, contents),
            **self._search_values(SearchView(None, {}, ())) | {"problem": self._renderer.message(request, error)},
        )

    async def document(self, request: Request) -> Response:
        """A document with the marks of the query that led to it."""
        wanted = self._wanted(request)
        id_ = request.path_params["id"]
        if not id_.strip():
            raise RequestError(404)
        return await self._answer(
            request, "document.html", lambda: self._document(id_, wanted), self._document_values, wanted
        )

    async def feed(self, request: Request) -> Response:
        """The newest hits of a search as an Atom feed."""
        wanted = self._wanted(request)
        if not wanted.q:
            raise RequestError(400, "a feed needs a query: /feed?q=...")
        newest = replace(wanted, offset=0, sort="newest", limit=min(_FEED_HITS, self._web.limit), require="all")
        return await self._answer(request, "feed.xml", lambda: self._find(newest), self._search_values, wanted)

    async def description(self, request: Request) -> Response:
        """The OpenSearch description, by which a browser offers the page as a search engine."""
        text = self._renderer.text(request, "opensearch.xml", address=str(request.base_url).rstrip("/"))
        return Response(text, media_type="application/opensearchdescription+xml")

    def _wanted(self, request: Request) -> SearchRequest:
        return read_request(request.query_params.multi_items(), self._web, is_strict=False)

    async def _answer(
        self,
        request: Request,
        template: str,
        look: Callable[[], Any],
        values: Callable[..., Any],
        wanted: SearchRequest,
    ) -> Response:
        """A page of what ``look`` finds in the index, or 304 where the client has it already. Made in a thread."""

        def answer() -> Response:
            contents = self._library.contents()
            footer = self._renderer.updated(request, contents)
            tag = etag(contents.tag, footer, self._renderer.texts(request).language)
            headers = {"etag": tag, "vary": "accept-language", "cache-control": "no-cache"}
            if is_known(request, tag):
                return Response(status_code=_NOT_MODIFIED, headers=headers)
            result = look()
            if result is None:
                raise RequestError(404)
            response = self._renderer.page(
                request,
                template,
                wanted=wanted,
                footer=footer,
                updated=contents.updated,
                address=str(request.base_url).rstrip("/"),
                **values(result),
            )
            response.headers.update(headers)
            return response

        return await self._library.ask(answer)

    def _find(self, wanted: SearchRequest) -> SearchView:
        """Runs in a thread."""
        if wanted.is_empty:
            return SearchView(None, {}, ())
        page = self._library.search(replace(wanted, facets=FACETS))
        if page.total:
            return SearchView(page, {}, ())
        return SearchView(page, self._library.excluding(wanted), self._library.read_as(wanted.q))

    def _search_values(self, found: SearchView) -> dict[str, Any]:
        counted = found.page.facets if found.page else {}
        facets = {name: values[:_FACET_VALUES] for name, values in counted.items() if len(values) > 1}
        return {
            "page": found.page,
            "problem": None,
            "facets": facets,
            "excluding": found.excluding,
            "read_as": found.read_as,
            "page_size": self._library.index.config.search.limit,
            "most_skipped": MOST_SKIPPED,
            "sorts": SORTS,
            "requires": REQUIRES,
            "languages": LANGUAGES,
        }

    def _document(self, id_: str, wanted: SearchRequest) -> tuple[HighlightedDocument, Page | None] | None:
        found = self._library.document(id_, wanted)
        return (found, self._library.similar(id_, _SIMILAR)) if found else None

    def _document_values(self, found: tuple[HighlightedDocument, Page | None]) -> dict[str, Any]:
        highlighted, similar = found
        values = {name: _written(value) for name, value in highlighted.document.data.items()}
        return {
            "found": highlighted,
            "document": highlighted.document,
            "data": values,
            "paragraphs": paragraphs(highlighted),
            "similar": similar.hits if similar else (),
        }


def _written(value: object) -> str:
    """The value of a field of one's own as a reader sees it."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
