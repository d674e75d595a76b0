"""The search page under /search beside a Django project: the asgi.py of the project.

uvicorn mysite.asgi:application
"""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application
from starlette.applications import Starlette
from starlette.routing import Mount

import malmoi
from malmoi.web import search_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
index = malmoi.open("archive.idx", create=False)
application = Starlette(routes=[Mount("/search", search_app(index)), Mount("/", get_asgi_application())])
