"""``malmoi aliases``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .messages import say
from .program import open_index, print_json, print_lines, with_index, with_json
from .screen import plain

if TYPE_CHECKING:
    from ..query.bridges.aliases.book import AliasBook, Candidate
    from ..query.bridges.aliases.file import Group

_LISTED = 20
_WIDEST = 4


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--accept", multiple=True, type=int, metavar="N", help="The pair with this number is right.")
@click.option("--refuse", multiple=True, type=int, metavar="N", help="The pair with this number is wrong.")
@click.option("--add", is_flag=True, help="The names given are one thing.")
@click.option("--all", "everything", is_flag=True, help="List all pairs, not only the first of them.")
@with_index
@with_json
def aliases(
    names: tuple[str, ...],
    accept: tuple[int, ...],
    refuse: tuple[int, ...],
    add: bool,
    everything: bool,
    folder: Path,
    config: Path | None,
    as_json: bool,
) -> int:
    """Show what names are one thing, and decide about those found in posts.

    With NAME: the groups that have it. Without: pairs of names that the posts themselves give, those that are used
    already and those that wait for a decision. What is decided or added is kept in a file that may be edited by hand.
    """
    if add and len(names) < 2:
        raise click.UsageError("--add needs two names or more")
    with open_index(folder, config) as opened:
        book = opened.aliases()
        if accept or refuse or add:
            return _decide(book, names if add else (), accept, refuse, as_json)
        if names:
            return _show(book, names, as_json)
        if as_json:
            print_json({"file": str(book.file), "pairs": [one.to_json() for one in book.candidates]})
        else:
            print_lines(candidate_lines(book.candidates, len(book.candidates) if everything else _LISTED))
    return 0


def _decide(book: AliasBook, names: Sequence[str], accept: Sequence[int], refuse: Sequence[int], as_json: bool) -> int:
    accepted, refused = book.accept(accept), book.refuse(refuse)
    if names:
        book.add(names)
    if as_json:
        decided = {"accepted": accepted, "refused": refused}
        lists = {key: [one.to_json() for one in candidates] for key, candidates in decided.items()}
        print_json({"file": str(book.file), "added": list(names), **lists})
        return 0
    print_lines(say("alias accepted", pair=_equal(one.pair.names)) for one in accepted)
    print_lines(say("alias refused", pair=_equal(one.pair.names)) for one in refused)
    if names:
        print_lines([say("alias added", pair=_equal(names))])
    print_lines([say("aliases kept", file=book.file)])
    return 0


def _show(book: AliasBook, names: Sequence[str], as_json: bool) -> int:
    groups = book.groups(" ".join(names))
    if as_json:
        print_json({"groups": [asdict(group) for group in groups]})
    else:
        print_lines(group_lines(groups))
    if not groups:
        click.echo(f"malmoi: {say('alias unknown', name=' '.join(names))}", err=True)
    return 0 if groups else 1


def group_lines(groups: Sequence[Group]) -> Iterator[str]:
    """Each group in a line, its related words below."""
    for group in groups:
        yield _equal(group.names)
        if group.related:
            yield f"  {say('alias related', names=plain(', '.join(group.related)))}"
        if group.note:
            yield f"  {plain(group.note)}"


def candidate_lines(candidates: Sequence[Candidate], listed: int) -> Iterator[str]:
    """The pairs that are used, and those that wait, each with its number and some of its posts."""
    for state in ("used", "asked"):
        chosen = [one for one in candidates if one.state == state]
        if chosen:
            yield say(f"aliases {state}")
            yield from map(_candidate_line, chosen[:listed])
        if len(chosen) > listed:
            yield f"  {say('more aliases', count=len(chosen) - listed)}"
    decided = {state: sum(one.state == state for one in candidates) for state in ("accepted", "refused")}
    if any(decided.values()):
        yield say("aliases decided", **decided)
    if not candidates:
        yield say("no aliases")


def _candidate_line(one: Candidate) -> str:
    where = say("alias posts", count=one.pair.count, post=plain(one.pair.posts[0]))
    return f"{one.number:>{_WIDEST}}  {_equal(one.pair.names)}  ({where})"


def _equal(names: Sequence[str]) -> str:
    return plain(" = ".join(names))
