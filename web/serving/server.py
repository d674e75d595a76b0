"""The server of ``malmoi serve``: uvicorn over the application of one index, in one process or several."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from ...errors import MalmoiError
from ...query.memory import keep_memory
from ..app import search_app
from .impatient import ImpatientProtocol
from .shared_progress import SharedProgress
from .workers import Workers, stop_by_signal

if TYPE_CHECKING:
    from ...index import Index

_IDLE_SECONDS = 15
"""After which a connection that sends nothing is closed."""
_STOP_SECONDS = 5
"""Time for requests that are being answered when the server is stopped."""
_CONNECTIONS = 1000
_HEADER_BYTES = 32 << 10

Watch = Callable[["Index", SharedProgress], None]
"""Keeps an index in step with its sources, until the process is told to stop."""


class ServeError(MalmoiError):
    """The server cannot listen."""


def run(
    index: Index, host: str, port: int, *, workers: int, tell: Callable[[str], object], watch: Watch | None = None
) -> None:
    """Answers requests until SIGINT or SIGTERM. ``tell`` gets the address. Raises ServeError.

    ``watch`` runs in a process of its own, so that searching never waits for it.
    """
    progress = SharedProgress()
    with _listen(host, port) as listening, Workers() as others:
        tell(f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/")
        if watch:
            others.start(1, watch, index, progress)
        if workers > 1:
            others.start(workers, answer, index, listening, progress)
            others.supervise(stop_by_signal())
        else:
            answer(index, listening, progress)


def answer(index: Index, listening: socket.socket, progress: SharedProgress) -> None:
    """Answers requests in this process, until SIGINT or SIGTERM; those that have begun are finished."""
    keep_memory()
    index.warm()
    config = uvicorn.Config(
        search_app(index, check_host=True, indexing=progress.share),
        http=ImpatientProtocol,
        ws="none",
        h11_max_incomplete_event_size=_HEADER_BYTES,
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
    return listening
