"""The server of ``malmoi serve``: uvicorn over the application of one index, in one process or several."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from ..errors import MalmoiError
from ..query.memory import keep_memory
from .app import search_app
from .workers import supervise

if TYPE_CHECKING:
    from ..index import Index

_IDLE_SECONDS = 15
"""After which a connection that sends nothing is closed."""
_STOP_SECONDS = 5
"""Time for requests that are being answered when the server is stopped."""
_CONNECTIONS = 1000


class ServeError(MalmoiError):
    """The server cannot listen."""


def run(index: Index, host: str, port: int, workers: int, tell: Callable[[str], object]) -> None:
    """Answers requests until the process is told to stop. ``tell`` gets the address. Raises ServeError."""
    listening = _listen(host, port)
    bound = listening.getsockname()[1]
    tell(f"http://{f'[{host}]' if ':' in host else host}:{bound}/")
    with listening:
        if workers > 1:
            supervise(workers, _answer, index, listening)
        else:
            _answer(index, listening)


def _answer(index: Index, listening: socket.socket) -> None:
    """Answers requests in this process, until SIGINT or SIGTERM; those that have begun are finished."""
    keep_memory()
    index.warm()
    config = uvicorn.Config(
        search_app(index, check_host=True),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise ServeError(f"{host} is no address: {error.strerror or error}", "Name another one with --host") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(socket.SOMAXCONN)
    except OSError as error:
        listening.close()
        what = f"{host} port {port} cannot be used: {error.strerror or error}"
        raise ServeError(what, "Name another port with --port") from error
    listening.set_inheritable(True)
    return listening
