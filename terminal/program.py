"""What every command shares: the index it works on, how it prints, and what becomes of an error.

A command returns its exit status: 0, or 1 where it found nothing. An error is one line on standard error and 2.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import MalmoiError
from .messages import say, say_error

if TYPE_CHECKING:
    from ..config import Config
    from ..index import Index
    from ..indexer.sync.sync import Progress

INDEX = ".malmoi"
FAILED = 2
INTERRUPTED = 130
_STEPS = 500
"""So often a progress bar moves at most."""
_IS_WORD = "\0"
"""Put before a minus that is part of the query; no argument can hold it."""

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Program(click.Group):
    """A group of commands that never shows a traceback for what is not a mistake of malmoi's own."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command and leaves with its exit status."""
        try:
            ctx.exit(super().invoke(ctx) or 0)
        except MalmoiError as error:
            message, status = say_error(error), FAILED
        except KeyboardInterrupt:
            message, status = say("stopped"), INTERRUPTED
        except BrokenPipeError:
            # Who reads has seen enough. What is left in the buffer must not fail again when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except OSError as error:
            message, status = f"{error.filename or 'system'}: {error.strerror or error}", FAILED
        click.echo(f"malmoi: {' '.join(message.split())}", err=True)
        ctx.exit(status)


class QueryCommand(click.Command):
    """A command with words that may begin with a minus: ``malmoi search 서울 -제주``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the arguments; what begins with one minus and no letter of an option is a word of the query."""
        letters = {name[1] for option in self.get_params(ctx) for name in option.opts if name[:1] == "-" != name[1:2]}
        kept = "-0123456789" + "".join(letters)
        marked = (_IS_WORD + arg if arg[:1] == "-" and arg[1:2] not in kept else arg for arg in args)
        return super().parse_args(ctx, list(marked))


def query_of(words: Iterable[str]) -> str:
    """The words of a query command as they were typed."""
    return " ".join(words).replace(_IS_WORD, "")


def iso_date(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """A date that may have points or slashes, as the index wants it."""
    if not value:
        return None
    from ..indexer.dates.ranges import period

    iso = "-".join(part.zfill(2) for part in re.split(r"[-./]", value.rstrip(".")))
    if "T" in value or ":" in value:
        iso = value
    if not period(iso):
        raise click.BadParameter(f"{value!r} is not a date such as 2007, 2007-12 or 2007-12-13.")
    return iso


def with_index(command: Decorated) -> Decorated:
    """Gives a command --index and --config."""
    index = click.option(
        "--index",
        "-i",
        "folder",
        default=INDEX,
        envvar="MALMOI_INDEX",
        show_default=True,
        show_envvar=True,
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the index.",
    )
    return index(with_config(command))


def with_config(command: Decorated) -> Decorated:
    """Gives a command --config."""
    file = click.Path(path_type=Path)
    return click.option("--config", type=file, help="Settings; else malmoi.toml where it is here.")(command)


def with_json(command: Decorated) -> Decorated:
    """Gives a command --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def settings(config: Path | None) -> Config:
    """Settings from a file and the environment."""
    from ..config import load

    return load(config)


def open_index(
    folder: Path, config: Path | None, *, create: bool = False, limits: Mapping[str, int] | None = None
) -> Index:
    """The index that a command works on; ``limits`` are flags that go before the settings."""
    from ..index import open_index

    chosen = settings(config).override({"limits": limits or {}}, "the command line")
    return open_index(folder, config=chosen, create=create)


def print_json(value: Any) -> None:
    """One JSON object in one line, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False))


def print_lines(lines: Iterable[str]) -> None:
    """Lines whose colours, if any, are meant."""
    for line in lines:
        click.echo(line, color=True)


@contextmanager
def progress_bar(left: Callable[[int], str] | None = None) -> Iterator[Progress | None]:
    """A bar with the time left on standard error where that is a terminal; ``left`` says how much else is left."""
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        bars: list[Any] = []

        def tell(done: int, total: int) -> None:
            if not bars:
                bar = click.progressbar(length=total, label=say("reading"), file=sys.stderr, item_show_func=shown)
                bars.append(stack.enter_context(bar))
            if done == total or done - bars[0].pos > total // _STEPS:
                bars[0].update(done - bars[0].pos, total - done)

        def shown(rest: int | None) -> str | None:
            return left(rest) if left and rest else None

        yield tell


def bytes_left(count: int) -> str:
    """How many bytes a progress bar still has to go."""
    return say("bytes left", size=size(count))


def size(count: float) -> str:
    """A number of bytes as people read it."""
    for unit in ("bytes", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if count >= 10 or unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"


def speak_utf8() -> None:
    """Lets standard output and error say anything: in UTF-8 where their encoding has no Korean."""
    for stream in (sys.stdout, sys.stderr):
        try:
            "말모이".encode(stream.encoding)
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # the console's are TextIOWrapper
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
