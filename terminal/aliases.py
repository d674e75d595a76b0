"""``malmoi aliases``: lists pairs of names found in posts, shows groups of names, and records decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .messages import say
from .program import open_index, pass_on, print_error, print_result, with_index, with_json
from .screen import plain

if TYPE_CHECKING:
    from ..query.bridges.aliases.book import AliasBook, Candidate
    from ..query.bridges.aliases.file import AliasGroup

_LISTED = 20
_WIDEST = 4


@click.group(invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help=f"List all pairs, not only the first {_LISTED} of each kind.")
@with_index
@with_json
@click.pass_context
def aliases(context: click.Context, everything: bool, folder: Path, config: Path | None, as_json: bool) -> int:
    """List pairs of names found in posts, or decide about them.

    Without a command: the pairs that are used already, then the pairs that wait for a decision, each with its number.
    Decisions and added groups are written to a file that you may edit.
    """
    if not pass_on(context, folder, config, as_json):
        with open_index(folder, config) as opened:
            book = opened.aliases()
            value = {"file": str(book.file), "pairs": [one.to_json() for one in book.candidates]}
            listed = len(book.candidates) if everything else _LISTED
            print_result(value, candidate_lines(book.candidates, listed), as_json)
    return 0


@aliases.command()
@click.argument("name", nargs=-1, required=True, metavar="NAME...")
@with_index
@with_json
def lookup(name: Sequence[str], folder: Path, config: Path | None, as_json: bool) -> int:
    """Show the groups that contain a name.

    Several words are one name.
    """
    wanted = " ".join(name)
    with open_index(folder, config) as opened:
        groups = opened.aliases().groups(wanted)
    print_result({"groups": [asdict(group) for group in groups]}, group_lines(groups), as_json)
    if not groups:
        print_error(say("alias unknown", name=wanted))
    return 0 if groups else 1


@aliases.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME NAME...")
@with_index
@with_json
def add(names: Sequence[str], folder: Path, config: Path | None, as_json: bool) -> int:
    """Add a group: two or more names of one thing."""
    if len(names) < 2:
        raise click.UsageError("a group needs two names or more")
    with open_index(folder, config) as opened:
        book = opened.aliases()
        book.add(names)
    return _report(book, as_json, added=names)


@aliases.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="N...")
@with_index
@with_json
def accept(numbers: Sequence[int], folder: Path, config: Path | None, as_json: bool) -> int:
    """Accept the pairs with these numbers: each becomes a group."""
    with open_index(folder, config) as opened:
        book = opened.aliases()
        accepted = book.accept(numbers)
    return _report(book, as_json, accepted=accepted)


@aliases.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="N...")
@with_index
@with_json
def refuse(numbers: Sequence[int], folder: Path, config: Path | None, as_json: bool) -> int:
    """Refuse the pairs with these numbers: they are never used.

    This holds for pairs of any number of posts.
    """
    with open_index(folder, config) as opened:
        book = opened.aliases()
        refused = book.refuse(numbers)
    return _report(book, as_json, refused=refused)


def _report(
    book: AliasBook,
    as_json: bool,
    added: Sequence[str] = (),
    accepted: Sequence[Candidate] = (),
    refused: Sequence[Candidate] = (),
) -> int:
    """Prints what was written to the file of aliases."""
    decided = {"accepted": accepted, "refused": refused}
    value = {key: [one.to_json() for one in candidates] for key, candidates in decided.items()}
    lines = [say(f"alias {key}", pair=_equal(one.pair.names)) for key, found in decided.items() for one in found]
    if added:
        lines.append(say("alias added", pair=_equal(added)))
    lines.append(say("aliases kept", file=plain(str(book.file))))
    print_result({"file": str(book.file), "added": list(added), **value}, lines, as_json)
    return 0


def group_lines(groups: Sequence[AliasGroup]) -> Iterator[str]:
    """One line per group, followed by lines for its related words and its note."""
    for group in groups:
        yield _equal(group.names)
        if group.related:
            yield f"  {say('alias related', names=plain(', '.join(group.related)))}"
        if group.note:
            yield f"  {plain(group.note)}"


def candidate_lines(candidates: Sequence[Candidate], listed: int) -> Iterator[str]:
    """Up to ``listed`` used pairs and as many undecided ones, each with its number and the count of its posts."""
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
