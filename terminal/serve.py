"""``malmoi serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import MissingExtraError
from .messages import say
from .program import open_index, with_index
from .watch import check_watch, keep_in_step

if TYPE_CHECKING:
    from ..index import Index
    from ..web.serving.server import Watch

HOST, PORT = "127.0.0.1", 8470


@click.command()
@click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Port to listen on; 0: any."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Number of processes that answer."
)
@click.option("--watch", is_flag=True, help="Update the index whenever a file of its sources changes.")
@with_index
def serve(host: str, port: int, workers: int, watch: bool, folder: Path, config: Path | None) -> int:
    """Serve a search page and a JSON API, until Ctrl-C.

    Whoever can reach the address can read the whole index. New commits are seen at once. Needs the extra web.
    """
    with open_index(folder, config) as opened:
        if watch:
            check_watch(opened)
        serve_index(opened, host, port, workers=workers, watch=keep_in_step if watch else None)
    return 0


def serve_index(
    index: Index, host: str = HOST, port: int = PORT, *, workers: int = 1, watch: Watch | None = None
) -> None:
    """Serves an index until Ctrl-C, and prints its address. Raises MissingExtraError."""
    try:
        from ..web.serving.server import run
    except ImportError as error:
        raise MissingExtraError("malmoi serve", "web") from error
    run(index, host, port, workers=workers, tell=lambda at: click.echo(say("serving", address=at)), watch=watch)
