"""``malmoi lexicon``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import IndexMissingError, SourceError
from ..query.highlighting.width import width
from .messages import say
from .program import print_json, print_lines, settings, with_index, with_json
from .screen import Terminal, padded, plain

if TYPE_CHECKING:
    from ..corpora.dictionaries.importer import ImportReport
    from ..corpora.dictionaries.word_list import WordList
    from ..query.bridges.lists import Lists

_NUMBER = 11
"""Columns of a number."""


@click.group(invoke_without_command=True)
@with_index
@with_json
@click.pass_context
def lexicon(context: click.Context, folder: Path, config: Path | None, as_json: bool) -> int:
    """List the word lists between Korean and English, or change them.

    Without a command: every list, malmoi's own and those that were imported, with its headwords, its pairs of words
    and where it is from. Imported lists stand beside the index, or in the folder of the settings.
    """
    from ..corpora.dictionaries.word_list import LEXICON, word_lists

    if context.invoked_subcommand:  # it takes what stands before it, too
        given = {"folder": folder, "config": config, "as_json": as_json}
        context.default_map = {context.invoked_subcommand: given}
    else:
        ours, imported = word_lists(LEXICON), word_lists(_lists(folder, config).lexicon_folder)
        if as_json:
            print_json({"ours": [one.to_json() for one in ours], "imported": [one.to_json() for one in imported]})
        else:
            print_lines(list_lines([*ours, *imported], Terminal.current()))
    return 0


@lexicon.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What the list is called; else as the file.")
@with_index
@with_json
def import_(file: Path, name: str, folder: Path, config: Path | None, as_json: bool) -> int:
    """Make a word list of a dictionary.

    FILE is StarDict (.ifo, or an archive), a table (.tsv, .csv) or an extract of Wiktionary (.jsonl). Which column or
    side is Korean is found out. Definitions are cut to short translations. A list of the same name is replaced.
    """
    from ..corpora.dictionaries.importer import import_dictionary
    from ..indexer.store.folder import Store

    if not settings(config).bridges.lexicon_folder and not Store(folder).exists():
        raise IndexMissingError(folder)
    report = import_dictionary(file, _lists(folder, config).lexicon_folder, name)
    print_json(report.to_json()) if as_json else print_lines(import_lines(report))
    return 0


@lexicon.command()
@click.argument("word", nargs=-1, required=True, metavar="WORD...")
@with_index
@with_json
def lookup(word: Sequence[str], folder: Path, config: Path | None, as_json: bool) -> int:
    """Show what a word, or several as one term, is in the other language, the most usual first."""
    from ..indexer.text.normalize import clean

    text = clean(" ".join(word))
    lexicons = _lists(folder, config).lexicons
    found = lexicons.english_of(text) or lexicons.korean_of(text)
    if as_json:
        print_json({"word": text, "translations": [{"text": one, "p": round(p, 3)} for one, p in found.items()]})
    else:
        print_lines(translation_lines(text, found))
    if not found:
        click.echo(f"malmoi: {say('no translation', word=plain(text))}", err=True)
    return 0 if found else 1


@lexicon.command()
@click.argument("name", metavar="NAME")
@with_index
@with_json
def remove(name: str, folder: Path, config: Path | None, as_json: bool) -> int:
    """Remove an imported list."""
    from ..corpora.dictionaries.word_list import word_lists

    lists = _lists(folder, config).lexicon_folder
    imported = {one.name: one.path for one in word_lists(lists)}
    if name not in imported:
        raise SourceError(lists, f"has no word list {name!r}", "See those that there are with: malmoi lexicon")
    imported[name].unlink()
    print_json({"removed": name}) if as_json else print_lines([say("list removed", name=name)])
    return 0


def list_lines(lists: Sequence[WordList], terminal: Terminal) -> Iterator[str]:
    """A table with a list a line."""
    heads = [say(f"{name} label") for name in ("list", "headwords", "pairs", "origin")]
    rows = [[plain(one.name), f"{one.headwords:,}", f"{one.pairs:,}", plain(one.note)] for one in lists]
    widest = max(width(name) for name, *_ in [heads, *rows])
    for number, (name, headwords, pairs, note) in enumerate([heads, *rows]):
        numbers = "".join(" " * (_NUMBER - width(text)) + text for text in (headwords, pairs))
        line = f"{padded(name, widest)}{numbers}  {note}".rstrip()
        yield line if number else terminal.dim(line)


def import_lines(report: ImportReport) -> Iterator[str]:
    """What a list has got, and what was left out of it, each with an example."""
    yield say("list imported", name=report.name, headwords=report.headwords, pairs=report.pairs, entries=report.entries)
    if report.left_out:
        yield say("left out")
    for reason, count in report.left_out.most_common():
        yield f"  {say(f'left out {reason}', count=count, example=plain(report.examples[reason]))}"
    yield say("list kept", path=report.path)


def translation_lines(text: str, found: Mapping[str, float]) -> Iterator[str]:
    """A word with its translations."""
    if found:
        yield plain(f"{text}: {'; '.join(found)}")


def _lists(index: Path, config: Path | None) -> Lists:
    from ..corpora.dictionaries.word_list import LEXICON
    from ..query.bridges.lists import Lists

    return Lists(index, LEXICON, settings(config).bridges)
