"""``malmoi lexicon``: lists, imports, looks up and removes word lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..query.highlighting.width import width
from .messages import say
from .program import pass_on, print_error, print_result, settings, with_index, with_json
from .screen import Terminal, padded, plain

if TYPE_CHECKING:
    from ..corpora.dictionaries.importer import ImportReport
    from ..corpora.dictionaries.word_list import WordList
    from ..lexicon import Lexicon

_NUMBER = 11
"""Width of a column of numbers, in terminal columns."""


@click.group(invoke_without_command=True)
@with_index
@with_json
@click.pass_context
def lexicon(context: click.Context, folder: Path, config: Path | None, as_json: bool) -> int:
    """List the Korean-English word lists, or change them.

    Without a command: the bundled lists, then the imported ones, each with its number of headwords and pairs and its
    origin. Imported lists are kept in the folder of the index, or in the folder bridges.lexicon_folder.
    """
    if not pass_on(context, folder, config, as_json):
        lists = _lexicon(folder, config)
        ours, imported = lists.bundled, lists.imported
        value = {"ours": [one.to_json() for one in ours], "imported": [one.to_json() for one in imported]}
        print_result(value, list_lines([*ours, *imported], Terminal.current()), as_json)
    return 0


@lexicon.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--name", default="", show_default="name of the file", help="Name of the list.")
@with_index
@with_json
def import_(file: Path, name: str, folder: Path, config: Path | None, as_json: bool) -> int:
    """Import a dictionary as a word list.

    FILE is StarDict (.ifo, or an archive), a table (.tsv, .csv) or an extract of Wiktionary (.jsonl). The Korean column
    is detected. Definitions are shortened to translations of a few words. A list of the same name is replaced.
    """
    report = _lexicon(folder, config).import_dictionary(file, name)
    print_result(report.to_json(), import_lines(report), as_json)
    return 0


@lexicon.command()
@click.argument("word", nargs=-1, required=True, metavar="WORD...")
@with_index
@with_json
def lookup(word: Sequence[str], folder: Path, config: Path | None, as_json: bool) -> int:
    """Show the translations of a word, the most usual first.

    Several words are one term.
    """
    from ..indexer.text.narrow import narrow
    from ..indexer.text.normalize import clean

    text = narrow(clean(" ".join(word)))
    found = _lexicon(folder, config).lookup(text)
    translations = [{"text": one, "p": round(p, 3)} for one, p in found.items()]
    print_result({"word": text, "translations": translations}, translation_lines(text, found), as_json)
    if not found:
        print_error(say("no translation", word=text))
    return 0 if found else 1


@lexicon.command()
@click.argument("name", metavar="NAME")
@with_index
@with_json
def remove(name: str, folder: Path, config: Path | None, as_json: bool) -> int:
    """Delete an imported word list."""
    _lexicon(folder, config).remove(name)
    print_result({"removed": name}, [say("list removed", name=name)], as_json)
    return 0


def list_lines(lists: Sequence[WordList], terminal: Terminal) -> Iterator[str]:
    """A table with one line per word list."""
    heads = [say(f"{name} label") for name in ("list", "headwords", "pairs", "origin")]
    rows = [[plain(one.name), f"{one.headwords:,}", f"{one.pairs:,}", plain(one.note)] for one in lists]
    widest = max(width(name) for name, *_ in [heads, *rows])
    for number, (name, headwords, pairs, note) in enumerate([heads, *rows]):
        numbers = "".join(" " * (_NUMBER - width(text)) + text for text in (headwords, pairs))
        line = f"{padded(name, widest)}{numbers}  {note}".rstrip()
        yield line if number else terminal.dim(line)


def import_lines(report: ImportReport) -> Iterator[str]:
    """The counts of an imported list, and for each reason the count of entries left out, with an example."""
    yield say("list imported", name=report.name, headwords=report.headwords, pairs=report.pairs, entries=report.entries)
    if report.left_out:
        yield say("left out")
    for reason, count in report.left_out.most_common():
        yield f"  {say(f'left out {reason}', count=count, example=plain(report.examples[reason]))}"
    yield say("list kept", path=report.path)


def translation_lines(text: str, found: Mapping[str, float]) -> Iterator[str]:
    """One line with a word and its translations."""
    if found:
        yield plain(f"{text}: {'; '.join(found)}")


def _lexicon(folder: Path, config: Path | None) -> Lexicon:
    from ..lexicon import Lexicon

    return Lexicon(folder, settings(config).bridges, settings(config).limits.lock_seconds)
