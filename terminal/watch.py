"""``malmoi watch``."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import MalmoiError, MissingExtraError, SourceError
from .messages import say, say_error
from .program import bytes_left, open_index, print_error, print_lines, progress_bar, with_index
from .screen import plain

if TYPE_CHECKING:
    from watchfiles import Change

    from ..index import Index
    from ..indexer.store.source_state import FileState, IndexedSource, SkippedFile
    from ..indexer.sync.sync import Progress
    from ..web.serving.shared_progress import SharedProgress

_LISTED = 20
_QUIET_MS = 200
"""An editor that saves under another name and renames is done within this time."""
_MOST_MS = 2000
"""Seconds after which changed files are read even if changes go on."""
_TICK_MS = 500
_POLL_S = 2


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path))
@click.option("--poll", is_flag=True, help="Check for changes every 2 seconds (for network drives).")
@click.option("--follow", is_flag=True, help="Follow links that leave a source.")
@with_index
def watch(sources: tuple[Path, ...], poll: bool, follow: bool, folder: Path, config: Path | None) -> int:
    """Update the index whenever a file changes, until Ctrl-C.

    Starts with a run of malmoi index. Then it reads each changed file at once and prints one line for it. After an
    error it prints the error and tries again. Needs the extra watch, or --poll.
    """
    from ..corpora.files import open_source

    roots = [open_source(source).root for source in sources]
    rounds = _polls() if poll else _rounds(roots, os.path.realpath(folder))
    try:
        next(rounds)  # from here on no change is missed
        with open_index(folder, config, create=True) as opened:
            click.echo(say("watching"))
            with progress_bar(bytes_left) as progress:
                failure = _sync(opened, roots, progress, follow=follow)
            for is_changed in rounds:
                if is_changed or failure:
                    failure = _sync(opened, roots, follow=follow, known=failure)
    except KeyboardInterrupt:
        pass
    return 0


def check_watch(index: Index) -> None:
    """Raises SourceError where an index has no sources, and MissingExtraError where they cannot be watched."""
    if not index.sources():
        raise SourceError(str(index.folder), "has no sources to watch", "Index a folder first: malmoi index FOLDER")
    _watcher()


def keep_in_step(index: Index, running: SharedProgress) -> None:
    """Keeps an index in step with its sources until SIGINT or SIGTERM; ``running`` shows each update while it runs."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    roots = [source.root for source in index.sources()]
    try:
        rounds = _rounds(roots, os.path.realpath(index.folder))
        next(rounds)
        failure = "not yet read"
        for is_changed in chain([True], rounds):
            if is_changed or failure:
                with running:
                    failure = _sync(index, roots, running.update, follow=False, known=failure)
    except KeyboardInterrupt:
        pass
    except MalmoiError as error:
        print_error(say_error(error))


def _sync(
    index: Index, roots: Sequence[str], progress: Progress | None = None, *, follow: bool, known: str = ""
) -> str:
    """Syncs, and prints a line for each file that changed. Returns the error; prints it unless it is ``known``."""
    try:
        before = index.sources()
        report = index.sync(*roots, workers=os.cpu_count() or 1, follow=follow, progress=progress)
        after = index.sources()
    except (MalmoiError, OSError) as error:
        failure = say_error(error) if isinstance(error, MalmoiError) else str(error)
        if failure != known:
            print_error(failure)
        return failure
    if report.added or report.changed or report.removed or _skipped(before) != _skipped(after):
        print_lines(change_lines(before, after))
    return ""


def change_lines(before: Sequence[IndexedSource], after: Sequence[IndexedSource]) -> Iterator[str]:
    """A line for each file that was added, changed, removed or skipped; the number of the others if they are many."""
    files = {source.root: source.files for source in before}
    lines = [line for source in after for line in _file_lines(files.get(source.root, {}), source.files)]
    new = [skipped for skipped in _skipped(after) if skipped not in set(_skipped(before))]
    lines += [say("file skipped", file=plain(s.key), reason=plain(s.reason)) for s in new]
    yield from lines[:_LISTED]
    if len(lines) > _LISTED:
        yield say("more files", count=len(lines) - _LISTED)


def _skipped(sources: Sequence[IndexedSource]) -> list[SkippedFile]:
    return [one for source in sources for one in source.skipped if one.kind != "unknown"]


def _file_lines(old: Mapping[str, FileState], new: Mapping[str, FileState]) -> Iterator[str]:
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            what = "file changed" if key in old and key in new else "file added" if key in new else "file removed"
            yield say(what, file=plain(key))


def _polls() -> Iterator[bool]:
    """True every other second, or as often as leaves half of the time for something else."""
    while True:
        began = time.monotonic()
        yield True
        time.sleep(max(time.monotonic() - began, _POLL_S))


def _rounds(roots: Sequence[str], index: str) -> Iterator[bool]:
    """True if something changed: when it does, and about twice a second. A folder may go away and come back."""
    folders = sorted({root if os.path.isdir(root) else os.path.dirname(root) for root in roots})

    def matters(_change: object, path: str) -> bool:
        return not _is_in(path, index) and any(_is_seen(path, root) for root in roots)

    while True:
        places = list(map(_place, folders))
        try:
            with closing(_events(folders, matters, any(map(os.path.isdir, roots)))) as events:
                for changes in events:
                    yield bool(changes)
                    if list(map(_place, folders)) != places:
                        break
        except FileNotFoundError:
            pass
        except OSError as error:
            raise SourceError(folders[0], f"cannot be watched: {error}", "Try --poll") from error
        time.sleep(_TICK_MS / 1000)
        yield True


def _events(
    folders: Sequence[str], matters: Callable[[object, str], bool], recursive: bool
) -> Generator[set[tuple[Change, str]], None, None]:
    """The paths that changed since the last time; an empty set if none did."""
    return _watcher()(
        *folders,
        watch_filter=matters,
        debounce=_MOST_MS,
        step=_QUIET_MS,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
        recursive=recursive,
        ignore_permission_denied=True,
    )


def _watcher() -> Callable[..., Generator[set[tuple[Change, str]], None, None]]:
    try:
        from watchfiles import watch
    except ImportError as error:
        raise MissingExtraError("malmoi watch", "watch") from error
    return watch


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_seen(path: str, root: str) -> bool:
    """True if a sync of ``root`` would look at ``path``: not where it or a folder on the way to it is hidden."""
    return _is_in(path, root) and not any(part.startswith(".") for part in path[len(root) :].split(os.sep))


def _place(folder: str) -> tuple[int, int] | None:
    """The identity of the folder that has this name now."""
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return found.st_dev, found.st_ino
