"""``malmoi suggest``: completions of a typed text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .messages import say
from .program import QueryCommand, open_index, print_json, print_lines, query_of, with_index, with_json
from .screen import Terminal, plain

if TYPE_CHECKING:
    from ..query.suggestions.suggestion import Suggestion


@click.command(cls=QueryCommand)
@click.argument("prefix", nargs=-1, required=True, metavar="PREFIX...")
@click.option(
    "--limit", "-n", type=click.IntRange(min=1), default=10, show_default=True, help="Maximum number of suggestions."
)
@with_index
@with_json
def suggest(prefix: tuple[str, ...], limit: int, folder: Path, config: Path | None, as_json: bool) -> int:
    """Suggest searches for what was typed so far.

    Completes words, also from a half-typed syllable, from initial consonants (ㅇㅈㄴㅈ), from the other keyboard layout
    (dlwnshwh) and from a misspelling. Each suggestion has its number of posts.
    """
    typed = query_of(prefix)
    with open_index(folder, config) as opened:
        found = opened.suggest(typed, limit)
    if as_json:
        print_json({"prefix": typed, "suggestions": [one.to_json() for one in found]})
    else:
        print_lines(suggestion_lines(found, Terminal.current()))
    return 0 if found else 1


def suggestion_lines(found: Sequence[Suggestion], terminal: Terminal) -> Iterator[str]:
    """A line for each suggestion, with its number of posts."""
    for one in found:
        yield f"{plain(one.text)}  {terminal.dim(say('suggested posts', count=one.count))}"
    if not found:
        yield say("no suggestions")
