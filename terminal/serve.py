"""``malmoi serve``."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import MissingExtraError
from .messages import say
from .program import open_index, with_index

PORT = 8470


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Port to listen on; 0: any."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Number of processes that answer."
)
@with_index
def serve(host: str, port: int, workers: int, folder: Path, config: Path | None) -> int:
    """Serve a search page and a JSON API, until Ctrl-C.

    Whoever can reach the address can read the whole index. New commits are seen at once.
    """
    try:
        from ..web.server import run
    except ImportError as error:
        raise MissingExtraError("malmoi serve", "web") from error

    with open_index(folder, config) as opened:
        run(opened, host, port, workers, lambda address: click.echo(say("serving", address=address)))
    return 0
