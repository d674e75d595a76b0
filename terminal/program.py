"""Shared parts of all commands: common options, the index, printing, and the handling of errors.

A command returns its exit status: 0, or 1 if it found nothing. An error is one line on standard error and status 2.
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
from .screen import escaped, plain, printable

if TYPE_CHECKING:
    from ..config import Config
    from ..index import Index
    from ..indexer.sync.sync import Progress

INDEX = ".malmoi"
FAILED = 2
INTERRUPTED = 130
_STEPS = 500
"""Maximum number of updates of a progress bar."""
_IS_WORD = "\0"
"""Prefix that marks an argument as a word of the query. No argument of a process can contain this character."""

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class Program(click.Group):
    """The top-level group. It turns errors into one line on standard error; only bugs of malmoi show a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command and exits with its status."""
        try:
            ctx.exit(super().invoke(ctx) or 0)
        except MalmoiError as error:
            message, status = say_error(error), FAILED
        except KeyboardInterrupt:
            message, status = say("stopped"), INTERRUPTED
        except BrokenPipeError:
            # The reader has closed the pipe. Flushing the rest of the buffer at exit must not fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except MemoryError:
            message, status = say("no memory"), FAILED
        except OSError as error:
            message, status = f"{error.filename or 'system'}: {error.strerror or error}", FAILED
        print_error(message)
        ctx.exit(status)


class QueryCommand(click.Command):
    """A command whose words may begin with a minus: ``malmoi search 서울 -제주``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parses arguments. One that begins with a minus and no letter of an option is a word of the query."""
        letters = {name[1] for option in self.get_params(ctx) for name in option.opts if name[:1] == "-" != name[1:2]}
        kept = "-0123456789" + "".join(letters)
        marked = (_IS_WORD + arg if arg[:1] == "-" and arg[1:2] not in kept else arg for arg in args)
        return super().parse_args(ctx, list(marked))


def query_of(words: Iterable[str]) -> str:
    """The typed query: the words of a query command, joined with blanks."""
    return " ".join(words).replace(_IS_WORD, "")


def iso_date(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Converts a date with points or slashes to ISO 8601. Raises BadParameter on anything else."""
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
    """Adds the options --index, --config and --no-color to a command."""
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
    """Adds the options --config and --no-color to a command."""
    file = click.option(
        "--config",
        type=click.Path(path_type=Path),
        show_default="MALMOI_CONFIG, or ./malmoi.toml if present",
        help="Settings file.",
    )
    plain = click.option(
        "--no-color", is_flag=True, expose_value=False, callback=_without_colours, help="Print without colours."
    )
    return file(plain(command))


def with_json(command: Decorated) -> Decorated:
    """Adds the option --json to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def pass_on(context: click.Context, folder: Path, config: Path | None, as_json: bool) -> bool:
    """Makes the options of a group the defaults of its subcommand. False if there is no subcommand."""
    if context.invoked_subcommand:
        given = {"folder": folder, "config": config, "as_json": as_json}
        context.default_map = {context.invoked_subcommand: given}
    return bool(context.invoked_subcommand)


def _without_colours(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        context.color = False  # subcommands inherit it, and Terminal.current obeys it


def settings(config: Path | None) -> Config:
    """Settings from a file and the environment."""
    from ..config import load

    return load(config)


def open_index(
    folder: Path, config: Path | None, *, create: bool = False, limits: Mapping[str, int] | None = None
) -> Index:
    """Opens the index of a command. ``limits`` are values of flags, which override the settings."""
    from ..index import open_index

    chosen = settings(config).override({"limits": limits or {}}, "the command line")
    return open_index(folder, config=chosen, create=create)


def print_json(value: Any) -> None:
    """Prints a value as JSON on one line."""
    click.echo(escaped(json.dumps(value, ensure_ascii=False)))


def print_result(value: Any, lines: Iterable[str], as_json: bool) -> None:
    """Prints the result of a command, as JSON or as lines."""
    if as_json:
        print_json(value)
    else:
        print_lines(lines)


def print_lines(lines: Iterable[str]) -> None:
    """Prints lines, with the colours that they contain."""
    has_colours = sys.stdout.isatty()
    for line in lines:
        click.echo(printable(line, has_colours=has_colours), color=True)


def print_error(message: str) -> None:
    """Prints the error in one line on standard error."""
    click.echo(f"malmoi: {plain(' '.join(message.split()))}", err=True)


@contextmanager
def progress_bar(left: Callable[[int], str] | None = None) -> Iterator[Progress | None]:
    """A progress bar on standard error, or None if that is no terminal. ``left`` formats the remaining amount."""
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
    """The remaining bytes, as a progress bar shows them."""
    return say("bytes left", size=size(count))


def size(count: float) -> str:
    """A number of bytes with its unit, such as ``1.2 MB``."""
    for unit in ("bytes", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if count >= 10 or unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"


def speak_utf8() -> None:
    """Makes standard output and error accept any text: switches to UTF-8 if their encoding has no Korean."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # closed, as by >&-
            continue
        try:
            "말모이".encode(stream.encoding)
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # the console's are TextIOWrapper
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
