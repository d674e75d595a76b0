"""``malmoi similar``."""

from __future__ import annotations

from pathlib import Path

import click

from .messages import say
from .program import QueryCommand, open_index, print_error, print_json, print_lines, query_of, with_index, with_json
from .screen import Terminal


@click.command(cls=QueryCommand)
@click.argument("id")
@click.option(
    "--limit", "-n", type=click.IntRange(min=1), default=10, show_default=True, help="Maximum number of posts."
)
@click.option(
    "--offset", type=click.IntRange(min=0), default=0, show_default=True, help="Number of posts to skip first."
)
@click.option("--lang", type=click.Choice(["ko", "en", "ko+en", "other"]), help="Find posts in this language.")
@with_index
@with_json
def similar(
    id: str, limit: int, offset: int, lang: str | None, folder: Path, config: Path | None, as_json: bool
) -> int:
    """Find posts like the post ID, in Korean and in English.

    ID is the post ID that malmoi search prints under a title. Searches for the words that are frequent in the post and
    rare elsewhere, and names them.
    """
    from .output import page_lines

    id = query_of([id])
    with open_index(folder, config) as opened:
        page = opened.similar(id, limit, offset=offset, lang=lang)
    if page is None:
        print_error(say("no document", id=id))
    if as_json:
        print_json(page.to_json() if page else None)
    elif page is not None:
        print_lines(page_lines(page, Terminal.current(), has_exact=False))
    return 0 if page else 1
