"""The OpenAPI document of the API."""

from __future__ import annotations

from typing import Any

from ... import __version__
from ...config import Web
from ..requests.parameters import (
    FACETS,
    LANGUAGES,
    MOST_CHARS,
    MOST_SKIPPED,
    MOST_SUGGESTIONS,
    MOST_TAGS,
    REQUIRES,
    SORTS,
)

_TEXT = {"type": "string"}
_WHOLE = {"type": "integer", "minimum": 0}
_TEXTS = {"type": "array", "items": _TEXT}
_MARKS = {"type": "array", "items": {"type": "array", "items": _WHOLE, "minItems": 2, "maxItems": 2}}
_DAY = r"^\s*(\d{4}([-./]\d{1,2}([-./]\d{1,2}.*)?)?)?\s*$"


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


_HIT = _object(
    {
        "id": _TEXT,
        "title": _TEXT,
        "url": _or_null(_TEXT),
        "date": _or_null(_TEXT),
        "lang": {"type": "string", "enum": list(LANGUAGES)},
        "author": _or_null(_TEXT),
        "tags": _TEXTS,
        "score": {"type": "number"},
        "complete": {"type": "boolean"},
        "section": _or_null(_TEXT),
        "snippet": _TEXT,
        "snippet_lang": _TEXT,
        "marks": _MARKS,
        "title_marks": _MARKS,
        "why": _TEXTS,
        "reposts": _TEXTS,
        "cut_start": {"type": "boolean"},
        "cut_end": {"type": "boolean"},
    }
)
_HIT["properties"]["data"] = {"type": "object"}  # only where the document has fields of its own
_EXPANSION = _object({"for": _TEXT, "term": _TEXT, "why": _TEXT, "weight": {"type": "number"}})
_COUNTS = {"type": "array", "items": _object({"value": _TEXT, "count": _WHOLE})}
_PAGE = _object(
    {
        "query": _TEXT,
        "total": _WHOLE,
        "took_ms": {"type": "number"},
        "also_searched": {"type": "array", "items": _EXPANSION},
        "did_you_mean": _or_null(_TEXT),
        "relaxed": {"type": "boolean"},
        "complete": _WHOLE,
        "offset": _WHOLE,
        "notes": _TEXTS,
        "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
    }
)
_PAGE["properties"]["facets"] = {"type": "object", "additionalProperties": _COUNTS}  # only where they were asked for
_DOCUMENT = _object(
    {
        "id": _TEXT,
        "body": _TEXT,
        "title": _TEXT,
        "date": _or_null(_TEXT),
        "url": _or_null(_TEXT),
        "tags": _TEXTS,
        "lang": _or_null(_TEXT),
        "author": _or_null(_TEXT),
    }
)
_DOCUMENT["properties"]["data"] = _HIT["properties"]["data"]
_NEW = {
    "type": "object",
    "required": ["id", "body"],
    "additionalProperties": False,
    "properties": {**_DOCUMENT["properties"], "format": {"enum": ["text", "html"]}},
}
_SUGGESTION = _object({"text": _TEXT, "kind": _TEXT, "count": _WHOLE, "why": _TEXT})
_SUGGESTIONS = _object({"prefix": _TEXT, "suggestions": {"type": "array", "items": _SUGGESTION}})
_STATS = _object(
    {
        "documents": _WHOLE,
        "by_lang": {"type": "object", "additionalProperties": _WHOLE},
        "undated": _WHOLE,
        "reposts": _WHOLE,
        "segments": _WHOLE,
        "bytes": _WHOLE,
        "fingerprint": {"type": "object", "additionalProperties": _TEXT},
    }
)
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
}
_HEALTH = {
    "type": "object",
    "required": ["status"],
    "properties": {
        "status": {"enum": ["ok", "failing"]},
        "documents": _WHOLE,
        "updated": _TEXT,
        "indexing": {"type": "number"},
    },
}
_SCHEMAS = {
    "Page": _PAGE,
    "Suggestions": _SUGGESTIONS,
    "Hit": _HIT,
    "Document": _DOCUMENT,
    "Stats": _STATS,
    "NewDocument": _NEW,
    "Added": _object({"documents": _WHOLE, "changed": _WHOLE}),
    "Deleted": _object({"deleted": _WHOLE}),
    "Problem": _PROBLEM,
    "Health": _HEALTH,
}


def description(web: Web, address: str) -> dict[str, Any]:
    """The document for an API at ``address``, with the limits of the settings."""
    id_ = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    suggest = [
        {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": web.query_chars}},
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": MOST_SUGGESTIONS}},
    ]
    most = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": web.limit}}
    paths = {
        "/api/similar/{id}": {"get": _get("similar", "Documents like one.", "Page", [id_, most], (400, 404, 503))},
        "/api/search": {"get": _get("search", "Search the index.", "Page", _search_parameters(web), (400, 503))},
        "/api/suggest": {"get": _get("suggest", "Completions.", "Suggestions", suggest, (400, 503))},
        "/api/documents/{id}": {"get": _get("document", "One stored document.", "Document", [id_], (404, 503))},
        "/api/stats": {"get": _get("stats", "Statistics of the index.", "Stats", [], (503,))},
        "/healthz": {"get": _get("healthz", "Whether the index can be read.", "Health", [], ())},
    }
    if web.token:
        for path, changes in _changes(id_).items():
            paths[path] = {**paths.get(path, {}), **changes}
    return {
        "openapi": "3.1.0",
        "info": {"title": web.title or "malmoi", "version": __version__, "license": {"name": "GPL-3.0-or-later"}},
        "servers": [{"url": address}],
        "paths": paths,
        "components": {"schemas": _SCHEMAS, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _changes(id_: dict[str, Any]) -> dict[str, Any]:
    """The operations that change the index."""
    one, several = {"$ref": "#/components/schemas/NewDocument"}, {"type": "array", "maxItems": 10_000}
    body = {"application/json": {"schema": {"anyOf": [one, {**several, "items": one}]}}}
    return {
        "/api/documents": {
            "post": {
                **_get("add", "Add or replace documents.", "Added", [], (400, 401, 408, 413, 415, 503)),
                "requestBody": {"required": True, "content": body},
                "security": [{"token": []}],
            }
        },
        "/api/documents/{id}": {
            "delete": {
                **_get("delete", "Delete a document.", "Deleted", [id_], (401, 404, 503)),
                "security": [{"token": []}],
            }
        },
    }


def _get(name: str, summary: str, answer: str, parameters: list[dict[str, Any]], problems: tuple[int, ...]) -> Any:
    responses: dict[str, Any] = {"200": _response("The answer.", "application/json", answer)}
    if name != "healthz":
        responses["304"] = {"description": "The answer is still the one with the entity tag of the request."}
    else:
        responses["503"] = _response("The index cannot be read.", "application/json", answer)
    for status in (*problems, 414, 421, 429):
        responses[str(status)] = _response("A problem.", "application/problem+json", "Problem")
    return {"operationId": name, "summary": summary, "parameters": parameters, "responses": responses}


def _response(text: str, media_type: str, schema: str) -> dict[str, Any]:
    content = {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": text, "content": content}


def _search_parameters(web: Web) -> list[dict[str, Any]]:
    flag = {"type": "string", "enum": ["0", "1", "true", "false"]}
    text = {"type": "string", "maxLength": MOST_CHARS}
    day = {"type": "string", "pattern": _DAY, "maxLength": MOST_CHARS}
    schemas: dict[str, tuple[str, dict[str, Any]]] = {
        "q": ("The query, in malmoi's query language.", {"type": "string", "maxLength": web.query_chars}),
        "limit": ("Maximum number of hits.", {"type": "integer", "minimum": 1, "maximum": web.limit}),
        "offset": ("Number of hits to skip.", {"type": "integer", "minimum": 0, "maximum": MOST_SKIPPED}),
        "sort": ("Order of the hits.", {"type": "string", "enum": list(SORTS)}),
        "since": ("Posts of this date or later: 2007, 2007-12 or 2007-12-13.", day),
        "until": ("Posts of this date or earlier.", day),
        "lang": ("Posts in this language.", {"type": "string", "enum": list(LANGUAGES)}),
        "tag": ("Posts with all of these tags.", {"type": "array", "items": text, "maxItems": MOST_TAGS}),
        "author": ("Posts of this author.", text),
        "require": ("Posts with all words only, or with any.", {"type": "string", "enum": list(REQUIRES)}),
        "without": ("Variants to leave out.", {"type": "array", "items": text, "maxItems": MOST_TAGS}),
        "facets": (
            "Fields whose values are counted.",
            {"type": "array", "items": {"type": "string", "enum": list(FACETS)}},
        ),
        "exact": ("Search the typed words only, without variants.", flag),
        "reposts": ("Show posts with the same text one by one.", flag),
    }
    return [{"name": n, "in": "query", "description": text, "schema": schema} for n, (text, schema) in schemas.items()]
