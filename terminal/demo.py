"""``malmoi demo``: indexes the bundled samples and runs some searches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from .messages import say
from .program import open_index, print_lines, with_config
from .serve import serve_index

if TYPE_CHECKING:
    from ..index import Index
    from .screen import Terminal

SAMPLES = Path(__file__).resolve().parent.parent / "corpora" / "samples" / "posts"
_HITS = 2
_SEARCHES = (
    ("demo aliases", "이주노조"),
    ("demo translated", "deportation"),
    ("demo north", "노동신문"),
    ("demo names", "이명박"),
    ("demo hanja", "동지"),
    ("demo dates", "토요일 장터"),
    ("demo compound", "강제출국"),
    ("demo phrase", '"도서관 친구들"'),
    ("demo filters", "도서관 학교 -축구 since:2019"),
)


@click.command()
@click.option(
    "--index",
    "-i",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    show_default="a temporary folder",
    help="Folder for the index.",
)
@click.option("--serve", "is_served", is_flag=True, help="Serve the samples on a search page, until Ctrl-C.")
@with_config
def demo(folder: Path | None, is_served: bool, config: Path | None) -> int:
    """Index the bundled samples and run some searches."""
    with ExitStack() as stack:
        kept = folder or Path(stack.enter_context(TemporaryDirectory(prefix="malmoi-demo-")))
        opened = stack.enter_context(open_index(kept, config, create=True))
        if is_served:
            opened.sync(SAMPLES)
            serve_index(opened)
            return 0
        _show(opened, f" -i {folder}" if folder else "")
    print_lines(_how_to_go_on(folder))
    return 0


def _show(opened: Index, where: str) -> None:
    from .output import report_lines
    from .screen import Terminal

    terminal = Terminal.current()
    report = opened.sync(SAMPLES)
    print_lines(terminal.wrap(say("demo begins")))
    print_lines(report_lines(report, opened.stats(), "broken on purpose"))
    for key, query in _SEARCHES:
        print_lines(_search(opened, key, query, where, terminal))


def _search(opened: Index, key: str, query: str, where: str, terminal: Terminal) -> Iterator[str]:
    from .output import page_lines

    yield ""
    yield terminal.dim(f"── {say(key)}")
    yield terminal.bold(f"$ malmoi search {_quoted(query)} -n {_HITS}{where}")
    yield from page_lines(opened.search(query, limit=_HITS), terminal)


def _quoted(query: str) -> str:
    return f"'{query}'" if set(query) & set(' "') else query


def _how_to_go_on(folder: Path | None) -> Iterator[str]:
    commands = {
        "malmoi demo --serve": "demo serves",
        "malmoi index FOLDER": "demo indexes",
        "malmoi search QUERY": "demo finds",
        "malmoi explain QUERY ID": "demo explains",
    }
    yield ""
    yield say("demo ends")
    for command, key in commands.items():
        yield f"  {command:<26}{say(key)}"
    if folder:
        yield f"  {say('demo keeps', folder=folder)}"
