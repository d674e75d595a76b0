"""Rendering: templates, static files, and what both need of a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from ...config import Web
from ..requests.library import CommitState
from ..requests.problems import RequestError, one_line
from .markup import atom_date, document_path, main_language, marked, safe_url, xml_text
from .texts import Texts, preferred

_HERE = Path(__file__).resolve().parent
STATIC = {"style.css": "text/css", "search.js": "text/javascript", "icon.svg": "image/svg+xml"}
"""The files that are served, with their types."""
_FOREVER = "public, max-age=31536000, immutable"


class Renderer:
    """Makes pages of templates. Those in the folder ``templates`` replace those of malmoi that have the same name."""

    def __init__(
        self,
        web: Web,
        templates: str | Path | None = None,
        texts: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.web = web
        own = [FileSystemLoader(templates)] if templates else []
        self._environment = Environment(
            loader=ChoiceLoader([*own, FileSystemLoader(_HERE / "templates")]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"document_path": document_path, "xml": xml_text, "atom_date": atom_date}
        self._environment.globals |= {"marked": marked, "main_language": main_language}
        self._environment.globals["safe_url"] = lambda url: safe_url(url, web.site)
        self._texts = {language: Texts(language, texts) for language in ("en", "ko")}

    def texts(self, request: Request) -> Texts:
        """The texts in the language of a request."""
        return self._texts[preferred(request.headers.get("accept-language", ""))]

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> Response:
        """A page of HTML."""
        media_type = "text/html" if name.endswith(".html") else "application/atom+xml"
        text = self.text(request, name, **values)
        return Response(text, status, {"vary": "accept-language", "cache-control": "no-cache"}, media_type)

    def failure(self, request: Request, error: RequestError) -> Response:
        """The page of a problem."""
        message, what = self.message(request, error)
        response = self.page(request, "error.html", error.status, message=message, what=what)
        response.headers.update(error.headers)
        return response

    def message(self, request: Request, error: RequestError) -> tuple[str, str]:
        """The error in the reader's language, and in more detail in English."""
        texts = self.texts(request)
        key = f"error {error.status}"
        return texts(key) if texts.has(key) else HTTPStatus(error.status).phrase, one_line(error.what)

    def text(self, request: Request, name: str, **values: Any) -> str:
        """A template with its values."""
        texts = self.texts(request)
        return self._environment.get_template(name).render(
            t=texts,
            base=request.scope.get("root_path", "").rstrip("/"),
            site_title=self.web.title or texts("title"),
            static=static_version(),
            **values,
        )

    def updated(self, request: Request, contents: CommitState) -> str:
        """The line of the footer that says what the index has."""
        texts = self.texts(request)
        line = texts("contents", total=contents.documents, ago=texts.ago(datetime.now(UTC) - contents.updated))
        if contents.indexing is None:
            return line
        return f"{line} – {texts('indexing', percent=int(100 * contents.indexing))}"


@cache
def static_files() -> dict[str, bytes]:
    """The static files by name. No other file is ever read for a request."""
    return {name: (_HERE / "static" / name).read_bytes() for name in STATIC}


@cache
def static_version() -> str:
    """A text that changes with the static files, so that browsers may keep them."""
    return blake2b(b"".join(static_files().values()), digest_size=6).hexdigest()


async def static_file(request: Request) -> Response:
    """One of the static files."""
    name = request.path_params["name"]
    body = static_files().get(name)
    if body is None:
        raise RequestError(404)
    return Response(body, headers={"cache-control": _FOREVER}, media_type=STATIC[name])
