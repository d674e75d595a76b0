"""The search page under /search beside a Flask application, which stays WSGI.

uvicorn flask_app:app
"""

from __future__ import annotations

from a2wsgi import WSGIMiddleware
from flask import Flask
from starlette.applications import Starlette
from starlette.routing import Mount

import malmoi
from malmoi.web import search_app

blog = Flask(__name__)


@blog.get("/")
def home() -> str:
    """A page of the blog, with a search box."""
    return '<form action="/search/"><input name="q" aria-label="검색"><button>검색</button></form>'


index = malmoi.open("archive.idx", create=False)
app = Starlette(routes=[Mount("/search", search_app(index)), Mount("/", WSGIMiddleware(blog))])
