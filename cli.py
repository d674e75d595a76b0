"""The command line. Each command parses its arguments, calls the library and prints the result."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from . import __version__
from .terminal.aliases import aliases
from .terminal.demo import demo
from .terminal.doctor import doctor
from .terminal.lexicon import lexicon
from .terminal.maintenance import backup, check, rebuild
from .terminal.messages import say
from .terminal.program import (
    INDEX,
    Program,
    QueryCommand,
    bytes_left,
    iso_date,
    open_index,
    print_error,
    print_json,
    print_lines,
    progress_bar,
    query_of,
    settings,
    speak_utf8,
    with_index,
    with_json,
)
from .terminal.serve import serve
from .terminal.similar import similar
from .terminal.sources import forget, show, sources
from .terminal.suggest import suggest
from .terminal.watch import watch

_EPILOG = """\b
Examples:
  malmoi index ~/blog-export
  malmoi search 이주노조 강제출국
  malmoi search '"강제 출국" -서울 since:2007'

\b
Exit status: 0 success, 1 nothing found or damage found, 2 wrong use or
failure, 130 stopped with Ctrl-C.
Completion: add eval "$(_MALMOI_COMPLETE=bash_source malmoi)" to the startup
file of your shell (zsh_source for zsh, fish_source for fish).
MALMOI_LANG=ko or MALMOI_LANG=en sets the language of messages."""


@click.group(cls=Program, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def program() -> None:
    """Search text that mixes Korean and English."""


@program.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(allow_dash=True))
@click.option(
    "--workers", type=click.IntRange(min=1), show_default="number of CPUs", help="Maximum number of worker processes."
)
@click.option(
    "--memory",
    type=click.IntRange(min=16),
    metavar="MB",
    show_default="352; setting limits.memory_mb",
    help="Memory for the documents being indexed, in MB.",
)
@click.option("--thorough", is_flag=True, help="Read all files, including those that look unchanged.")
@click.option(
    "--whole",
    is_flag=True,
    help="Do not split listing pages into posts. To undo, run again with --thorough.",
)
@click.option("--follow", is_flag=True, help="Follow links that leave a source.")
@click.option(
    "--column",
    "columns",
    metavar="FIELD=NAME,...",
    default="",
    show_default="none; setting sources.columns",
    help="Columns of tables and keys of JSON, for example body=pledge,title=name.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@with_index
@with_json
def index(
    sources: tuple[str, ...],
    workers: int | None,
    memory: int | None,
    thorough: bool,
    whole: bool,
    follow: bool,
    columns: str,
    dry_run: bool,
    folder: Path,
    config: Path | None,
    as_json: bool,
) -> int:
    """Update the index from folders and files.

    Adds, updates and deletes documents; reads only files that changed since the last run. Use - to read standard input
    (JSON Lines or one text). This adds and updates documents but deletes none.
    """
    from .corpora.files import open_source
    from .terminal.output import report_lines

    if "-" in sources and len(sources) > 1:
        raise click.UsageError("- cannot be combined with other sources")
    for source in sources:
        if source != "-":
            open_source(source, columns=columns)  # fails before an empty index is made for a mistyped name
    limits = {"memory_mb": memory} if memory else {}
    with open_index(folder, config, create=not dry_run, limits=limits) as opened:
        if sources == ("-",):
            report = opened.add_stream(sys.stdin.buffer, columns=columns)
        else:
            with progress_bar(bytes_left) as progress:
                report = opened.sync(
                    *sources,
                    workers=workers or os.cpu_count() or 1,
                    thorough=thorough,
                    whole=whole,
                    follow=follow,
                    columns=columns,
                    dry_run=dry_run,
                    progress=progress,
                )
        if as_json:
            print_json(report.to_json())
            return 0
        if dry_run:
            print_lines([say("dry run")])
        print_lines(report_lines(report, opened.stats(), _skipped_command(folder)))
    return 0


@program.command(cls=QueryCommand)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option(
    "--limit",
    "-n",
    type=click.IntRange(min=1),
    show_default="10; setting search.limit",
    help="Maximum number of hits.",
)
@click.option(
    "--offset", type=click.IntRange(min=0), default=0, show_default=True, help="Number of hits to skip first."
)
@click.option(
    "--sort",
    metavar="ORDER",
    default="relevance",
    show_default=True,
    help="Order of the hits: relevance, newest, oldest, or a field of your own (-price: falling).",
)
@click.option(
    "--since",
    metavar="DATE",
    callback=iso_date,
    help="Find posts of this date or later: 2007, 2007-12 or 2007-12-13.",
)
@click.option("--until", metavar="DATE", callback=iso_date, help="Find posts of this date or earlier.")
@click.option("--lang", type=click.Choice(["ko", "en", "ko+en", "other"]), help="Find posts in this language.")
@click.option("--tag", "tags", multiple=True, help="Find posts with this tag. Repeat to require several tags.")
@click.option("--author", help="Find posts of this author, also as one of several.")
@click.option("--id", "ids", multiple=True, help="Find posts among these ids only.")
@click.option(
    "--require",
    type=click.Choice(["all", "any"]),
    show_default="all, or any if there are few",
    help="Find posts with all words only, or with any of them.",
)
@click.option("--reposts", is_flag=True, help="Show posts with the same text one by one.")
@click.option("--exact", is_flag=True, help="Search the typed words only, without variants.")
@click.option(
    "--facets",
    metavar="NAME,...",
    default="",
    help="Count the hits by year, lang, tag, author, source or your own fields.",
)
@with_index
@with_json
def search(query: tuple[str, ...], folder: Path, config: Path | None, as_json: bool, **options: object) -> int:
    """Search the index.

    A query has words, "phrases", -excluded words, this OR that, title:word and since:2007. Arguments are joined with
    blanks. If an excluded word could be read as an option, put -- before the query.
    """
    from .terminal.output import page_lines
    from .terminal.screen import Terminal

    for name in ("tags", "ids"):
        options[name] = options[name] or None
    options["near_duplicates"] = not options.pop("reposts")
    options["facets"] = [name.strip() for name in str(options["facets"]).split(",") if name.strip()]
    if not query and not any(options[name] for name in ("tags", "ids", "author", "lang", "since", "until")):
        raise click.UsageError("Missing argument 'QUERY...', or an option that filters.")
    with open_index(folder, config) as opened:
        page = opened.search(query_of(query), **options)  # type: ignore[arg-type]  # click has checked them
    if as_json:
        print_json(page.to_json())
    else:
        print_lines(page_lines(page, Terminal.current()))
    return 0 if page.hits else 1


@program.command(cls=QueryCommand)
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@with_index
@with_json
def analyze(text: tuple[str, ...], folder: Path, config: Path | None, as_json: bool) -> int:
    """Show how a text is tokenized, in posts and in queries.

    terms are morphemes and stems, grams are syllable bigrams, words are whole words without particles. Works without an
    index, too.
    """
    from .errors import IndexMissingError
    from .index import analyze as analyze_text
    from .terminal.output import analysis_lines
    from .terminal.screen import Terminal

    typed = query_of(text)
    try:
        with open_index(folder, config) as opened:
            analysis = opened.analyze(typed)
    except IndexMissingError:
        analysis = analyze_text(typed, config=settings(config))
    if as_json:
        print_json(analysis.to_json())
    else:
        print_lines(analysis_lines(analysis, Terminal.current()))
    return 0 if analysis.runs else 1


@program.command(cls=QueryCommand)
@click.argument("query")
@click.argument("id")
@click.option("--exact", is_flag=True, help="Score the typed words only, without variants.")
@with_index
@with_json
def explain(query: str, id: str, exact: bool, folder: Path, config: Path | None, as_json: bool) -> int:
    """Explain the score of one post.

    Prints the score of the post ID for QUERY as a tree whose leaves add up to it.
    """
    from dataclasses import asdict

    with open_index(folder, config) as opened:
        explanation = opened.explain(query_of([query]), query_of([id]), exact=exact)
    if as_json:
        print_json(asdict(explanation) if explanation else None)
    elif explanation:
        print_lines(str(explanation).splitlines())
    if not explanation:
        print_error(say("no document", id=query_of([id])))
    return 0 if explanation else 1


@program.command()
@click.option("--skipped", is_flag=True, help="List the files that were skipped, with the reasons.")
@click.option("--boilerplate", is_flag=True, help="List the lines that are removed from the pages of each source.")
@with_index
@with_json
def stats(skipped: bool, boilerplate: bool, folder: Path, config: Path | None, as_json: bool) -> int:
    """Show statistics of the index."""
    from .terminal.output import boilerplate_lines, skipped_lines, stats_lines
    from .terminal.screen import Terminal

    with open_index(folder, config) as opened:
        counted = opened.stats()
    if as_json:
        print_json(counted.to_json())
    elif skipped:
        print_lines(skipped_lines(counted.skipped))
    elif boilerplate:
        print_lines(boilerplate_lines(counted.boilerplate, Terminal.current()))
    else:
        print_lines(stats_lines(counted, str(folder), _skipped_command(folder), Terminal.current()))
    return 0


_COMMANDS = (
    suggest,
    similar,
    sources,
    forget,
    show,
    aliases,
    lexicon,
    check,
    doctor,
    rebuild,
    backup,
    demo,
    serve,
    watch,
)
for command in _COMMANDS:
    program.add_command(command)


def main() -> None:
    """Runs the program ``malmoi``."""
    speak_utf8()
    program(prog_name="malmoi")


def _skipped_command(folder: Path) -> str:
    """The command that lists what was skipped."""
    return "malmoi stats --skipped" + ("" if str(folder) == INDEX else f" -i {folder}")
