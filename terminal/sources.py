"""``malmoi sources``, ``forget`` and ``show``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..indexer.documents.data import to_json
from .messages import say
from .program import QueryCommand, open_index, print_error, print_json, print_lines, query_of, with_index, with_json
from .screen import Terminal, plain

if TYPE_CHECKING:
    from ..indexer.documents.document import Document
    from ..indexer.store.source_state import IndexedSource


@click.command()
@with_index
@with_json
def sources(folder: Path, config: Path | None, as_json: bool) -> int:
    """List the folders and files that were indexed."""
    with open_index(folder, config) as opened:
        found = opened.sources()
    if as_json:
        print_json({"sources": [source.to_json() for source in found]})
    else:
        print_lines(source_lines(found))
    return 0 if found else 1


@click.command()
@click.argument("source", nargs=-1, required=True, metavar="SOURCE...")
@with_index
@with_json
def forget(source: tuple[str, ...], folder: Path, config: Path | None, as_json: bool) -> int:
    """Delete the posts of a source from the index.

    The files of the source are not touched. SOURCE is a folder or file that malmoi sources lists; it need not exist any
    more.
    """
    with open_index(folder, config) as opened:
        removed = {one: opened.forget(one) for one in source}
    if as_json:
        print_json({"removed": sum(removed.values())})
    else:
        print_lines(say("forgotten", source=plain(one), count=count) for one, count in removed.items())
    return 0


@click.command(cls=QueryCommand)
@click.argument("id")
@with_index
@with_json
def show(id: str, folder: Path, config: Path | None, as_json: bool) -> int:
    """Print a stored post.

    ID is the post ID that malmoi search prints under a title.
    """
    id = query_of([id])
    with open_index(folder, config) as opened:
        found = opened.get(id)
    if found is None:
        print_error(say("no document", id=id))
    if as_json:
        print_json(asdict(found) | {"data": to_json(found.data)} if found else None)
    elif found:
        print_lines(document_lines(found, Terminal.current()))
    return 0 if found else 1


def source_lines(found: Sequence[IndexedSource]) -> Iterator[str]:
    """A line for each source."""
    for source in found:
        yield say("source", source=plain(source.root), posts=source.documents, files=len(source.files))
    if not found:
        yield say("no sources")


def _value(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else json.dumps(value, ensure_ascii=False).strip('"')


def document_lines(document: Document, terminal: Terminal) -> Iterator[str]:
    """The title, the other fields that have a value, and the text."""
    if document.title:
        yield terminal.bold(plain(document.title))
    fields = (document.date, document.lang, document.author, ", ".join(document.tags), document.id, document.url)
    yield from (terminal.dim(plain(value)) for value in fields if value)
    yield from (terminal.dim(plain(f"{name}: {_value(value)}")) for name, value in to_json(document.data).items())
    yield ""
    yield from (plain(line.expandtabs(4)) for line in document.body.split("\n"))
