"""``malmoi check``, ``rebuild`` and ``backup``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .messages import say
from .program import print_result, progress_bar, settings, with_index, with_json

if TYPE_CHECKING:
    from ..indexer.maintenance.problem import CheckReport, Problem
    from ..indexer.maintenance.report import BackupReport, RepairReport

_LISTED = 20


@click.command()
@click.option("--repair", is_flag=True, help="Repair the index: keep the documents that can be read, list the others.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    type=click.Path(),
    help="With --repair: read the lost documents again from this source of the index. May be given several times.",
)
@with_index
@with_json
def check(repair: bool, sources: tuple[str, ...], folder: Path, config: Path | None, as_json: bool) -> int:
    """Verify the checksums of the index.

    Lists each damaged file and the remedy. --repair keeps damaged files in the folder under another name. Exit
    status: 0 if the index is intact or was repaired without loss, 1 if it is damaged or documents were lost.
    """
    from .. import maintenance

    if sources and not repair:
        raise click.UsageError("--source needs --repair.")
    if not repair:
        found = maintenance.check(folder)
        print_result(found.to_json(), check_lines(found), as_json)
        return 0 if found.is_fine else 1
    done = maintenance.repair(folder, sources=sources, config=settings(config))
    print_result(done.to_json(), repair_lines(done), as_json)
    return 0 if done.is_whole else 1


@click.command()
@with_index
@with_json
def rebuild(folder: Path, config: Path | None, as_json: bool) -> int:
    """Analyse all stored documents again.

    Run this after a change of the section [analysis] or [sources] of the settings. The sources are not read. Searches
    use the old index until the new one is complete.
    """
    from .. import maintenance

    with progress_bar() as progress:
        documents = maintenance.rebuild(folder, config=settings(config), progress=progress)
    print_result({"documents": documents}, [say("rebuilt", count=documents)], as_json)
    return 0


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@with_index
@with_json
def backup(target: Path, folder: Path, config: Path | None, as_json: bool) -> int:
    """Copy the index to DIR, also while it is being written.

    DIR is new, empty or an earlier backup. The checksum of every file is verified. To restore, use the copy with
    --index DIR. On the same file system files are hard-linked, which protects against mistakes but not against a broken
    disk.
    """
    from .. import maintenance

    report = maintenance.backup(folder, target, config=settings(config))
    print_result(report.to_json(), backup_lines(report, target), as_json)
    return 0


def check_lines(report: CheckReport) -> Iterator[str]:
    """The result of a check: each problem, followed by its remedy."""
    yield from _problem_lines(report.problems)
    if report.is_fine:
        yield say("intact", posts=report.documents, files=report.files)
    if report.strays:
        yield say("strays", count=len(report.strays))


def _problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems:
        yield f"{problem.file}: {problem.problem}"
        yield f"  {say(f'remedy {problem.kind}')}"


def repair_lines(report: RepairReport) -> Iterator[str]:
    """The result of a repair: the problems, and the documents that were saved, read again or lost."""
    if report.check.is_fine:
        yield from check_lines(report.check)
        return
    for problem in report.check.problems:
        yield f"{problem.file}: {problem.problem}"
    counted = {"saved": report.saved, "returned": len(report.returned), "kept aside": len(report.aside)}
    for key, count in counted.items():
        if count:
            yield say(key, count=count)
    if report.went_back:
        yield say("went back")
    yield from _listed("lost", report.lost)
    if report.nameless:
        yield say("nameless", count=report.nameless)
    yield from _listed("doubtful", report.doubtful)
    roots = sorted({root for root, _ in report.unread})
    if report.unread and not report.is_whole:
        yield say("read again", sources=" ".join(roots))
    if report.is_whole:
        yield say("whole")


def _listed(key: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        yield say(key, count=len(ids))
        yield from (f"  {id_}" for id_ in ids[:_LISTED])
    if len(ids) > _LISTED:
        yield f"  {say('and others', count=len(ids) - _LISTED)}"


def backup_lines(report: BackupReport, target: Path) -> Iterator[str]:
    """The result of a backup: its documents, its files, and how many of them are links."""
    yield say("backed up", posts=report.documents, files=report.files, folder=target)
    if report.linked:
        yield say("linked", count=report.linked)
