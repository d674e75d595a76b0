"""The search page under /search of a FastAPI application; with Starlette it is the same call of ``mount``.

uvicorn fastapi_app:app
"""

from __future__ import annotations

from fastapi import FastAPI

import malmoi
from malmoi.web import search_app

index = malmoi.open("archive.idx", create=False)
texts = {"ko": {"title": "우리 블로그에서 찾기"}, "en": {"title": "Search our blog"}}

app = FastAPI()
app.mount("/search", search_app(index, texts=texts))


@app.get("/latest")
def latest() -> list[str]:
    """Titles of the newest posts: the library beside the page."""
    return [hit.title for hit in index.search("", since="2000", sort="newest", limit=5)]
