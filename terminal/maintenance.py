"""``malmoi check``, ``rebuild`` and ``backup``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .messages import say
from .program import print_json, print_lines, progress_bar, settings, with_index, with_json

if TYPE_CHECKING:
    from ..indexer.problem import CheckReport, Problem
    from ..indexer.report import BackupReport, RepairReport

_LISTED = 20


@click.command()
@click.option("--repair", is_flag=True, help="Save what can be read, and say what cannot.")
@with_index
@with_json
def check(repair: bool, folder: Path, config: Path | None, as_json: bool) -> int:
    """Compare every byte of the index with what was written.

    Names each damaged file and what to do. --repair keeps damaged files beside the index under another name. Exit
    status: 0 where all is well or was put right, 1 where there is damage or something was lost.
    """
    from .. import maintenance

    if not repair:
        found = maintenance.check(folder)
        print_json(found.to_json()) if as_json else print_lines(check_lines(found))
        return 0 if found.is_fine else 1
    done = maintenance.repair(folder, config=settings(config))
    print_json(done.to_json()) if as_json else print_lines(repair_lines(done))
    return 0 if done.is_whole else 1


@click.command()
@with_index
@with_json
def rebuild(folder: Path, config: Path | None, as_json: bool) -> int:
    """Analyse every stored post again.

    Needed after a change of the analysis; the sources are not read. Searches have the old index until the new one
    is complete.
    """
    from .. import maintenance

    with progress_bar() as progress:
        documents = maintenance.rebuild(folder, config=settings(config), progress=progress)
    print_json({"documents": documents}) if as_json else print_lines([say("rebuilt", count=documents)])
    return 0


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@with_index
@with_json
def backup(target: Path, folder: Path, config: Path | None, as_json: bool) -> int:
    """Copy the index to DIR, while writing may go on.

    DIR is new, empty or an earlier backup. Every file is compared with its checksum. To restore is to search or
    index with --index DIR. On one file system files are linked, which saves from mistakes but not from a broken disk.
    """
    from .. import maintenance

    report = maintenance.backup(folder, target, config=settings(config))
    print_json(report.to_json()) if as_json else print_lines(backup_lines(report, target))
    return 0


def check_lines(report: CheckReport) -> Iterator[str]:
    """What a check found: each problem, and below it what to do."""
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
    """What was damaged, and what became of it."""
    if report.check.is_fine:
        yield from check_lines(report.check)
        return
    for problem in report.check.problems:
        yield f"{problem.file}: {problem.problem}"
    counted = {"saved": report.saved, "returned": len(report.returned), "kept aside": len(report.aside)}
    for key, count in counted.items():
        if count:
            yield say(key, count=count)
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
    """What a backup holds."""
    yield say("backed up", posts=report.documents, files=report.files, folder=target)
    if report.linked:
        yield say("linked", count=report.linked)
