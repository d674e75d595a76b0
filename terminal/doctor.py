"""``malmoi doctor``: are the words of the stored texts found?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .messages import say
from .program import open_index, print_result, with_index, with_json
from .screen import plain

if TYPE_CHECKING:
    from ..query.doctor import DoctorReport


@click.command()
@click.option(
    "--words", type=click.IntRange(min=1), default=1000, show_default=True, help="Number of words to search for."
)
@with_index
@with_json
def doctor(words: int, folder: Path, config: Path | None, as_json: bool) -> int:
    """Search words of the stored posts, and list those that are not found.

    Draws words from the posts and searches each for the post that it stands in. What is not found is a fault of malmoi.
    The damage of files is what malmoi check looks for. Exit status: 0 if every word was found, else 1.
    """
    with open_index(folder, config) as opened:
        found = opened.doctor(words)
    print_result(found.to_json(), doctor_lines(found), as_json)
    return 0 if found.is_fine else 1


def doctor_lines(found: DoctorReport) -> Iterator[str]:
    """A line for each word that was not found, and one for all."""
    for one in found.lost:
        yield plain(say("lost word", word=one.word, id=one.id, field=one.field, reason=one.reason))
    yield say("searched words", words=found.words, posts=found.documents, lost=len(found.lost))
