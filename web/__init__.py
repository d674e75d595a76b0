"""The search page and the JSON API over HTTP, an ASGI application: ``search_app(index)``. Needs the extra ``web``."""

from ..errors import MissingExtraError

try:
    from .app import search_app
except ModuleNotFoundError as error:
    raise MissingExtraError("malmoi.web", "web") from error

__all__ = ["search_app"]
