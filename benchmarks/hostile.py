"""Does ``malmoi index`` bear whatever it meets? Each hostile input alone, then all that is promised in one folder.

    python benchmarks/hostile.py [--work FOLDER] [--only NAME ...] [--more] [--many] [--together] [--folders]

Each input stands in a folder with good posts. It has to be indexed or named as skipped, the good posts have to be
found, the run has to end with status 0 within its time, its processor and its memory; else this ends with status 1.
``--more`` adds inputs that nobody promised to bear, ``--many`` a folder of 100,000 files. Without ``--only`` the folder
of an index is attacked too (``hostile_folders.py``); ``--folders`` does only that.
"""

from __future__ import annotations

import argparse
import os
import shutil
import stat
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import malmoi
from malmoi.benchmarks.hostile_folders import folders_kept
from malmoi.benchmarks.hostile_inputs import MB, MORE, NAMED, Maker, many_files
from malmoi.benchmarks.measure import Cost, head, row, run

GOOD = {
    f"good-{number}.md": f"---\ntitle: 좋은 글 {number}\n---\n노동조합 회의를 했다 {number}\n" for number in range(3)
}
SECONDS, SECONDS_A_MB, SECONDS_A_FILE = 10.0, 3.0, 0.001
TOGETHER_SECONDS = 120.0
MEMORY = 1000 * MB
HANGS = 600.0
LEFT_OUT = ("other-index",)
"""What is passed over without a word, as the manual says."""


def main() -> None:
    """Reads the arguments and prints what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, help="where the inputs are made; else in a temporary folder")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--more", action="store_true")
    parser.add_argument("--many", action="store_true")
    parser.add_argument("--together", action="store_true", help="leave out each one alone")
    parser.add_argument("--folders", action="store_true", help="only attack the folder of an index")
    given = parser.parse_args()
    more = MORE if given.more or given.only else {}
    makers = NAMED | more | ({"many": many_files} if given.many or given.only else {})
    chosen = {name: makers[name] for name in given.only or makers}
    if given.work:
        given.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=given.work) as folder:
        kept = given.folders or measured(Path(folder), chosen, alone=not given.together, together=not given.only)
        kept = (bool(given.only) or folders_kept(Path(folder))) and kept
        if not kept:
            raise SystemExit(1)


def measured(work: Path, makers: dict[str, Maker], *, alone: bool, together: bool) -> bool:
    """Whether every bound was kept."""
    head("input", "MB", "outcome", "wall s", "CPU s", "peak MB", "broken")
    kept = True
    for name, maker in makers.items() if alone else ():
        source = work / "source"
        made(source, {name: maker})
        kept = is_kept(work, source, name, allowed(source)) and kept
        shutil.rmtree(source)
    if together:
        source = work / "all"
        made(source, {name: maker for name, maker in makers.items() if name in NAMED})
        kept = is_kept(work, source, "all that are promised", TOGETHER_SECONDS, together=True) and kept
    return kept


def made(source: Path, makers: dict[str, Maker]) -> None:
    """A folder with the inputs and good posts."""
    source.mkdir()
    for name, maker in makers.items():
        maker(source / name)
    for name, text in GOOD.items():
        (source / name).write_text(text, encoding="utf-8")


def disk_bytes(source: Path) -> int:
    """Bytes of all regular files, as far as the disk holds them."""
    total = 0
    for folder, _, names in os.walk(source):
        for name in names:
            with suppress(OSError):  # a path may be longer than the system takes
                found = Path(folder, name).lstat()
                total += min(found.st_size, found.st_blocks * 512) * stat.S_ISREG(found.st_mode)
    return total


def allowed(source: Path) -> float:
    """Seconds of a processor that a folder may take."""
    files = sum(len(names) for _, _, names in os.walk(source))
    return SECONDS + SECONDS_A_MB * disk_bytes(source) / MB + SECONDS_A_FILE * files


def is_kept(work: Path, source: Path, name: str, seconds: float, *, together: bool = False) -> bool:
    """Indexes a folder and prints the row of its table. One input alone is bounded in seconds of a processor."""
    index = work / "index"
    command = [sys.executable, "-m", "malmoi", "index", str(source), "-i", str(index), "--json"]
    broken: list[str] = []
    cost = Cost()
    try:
        cost = run(["sh", "-c", 'exec "$@" > /dev/null', "sh", *command], HANGS)
    except SystemExit as error:
        broken.append(str(error.code).partition(":")[0])
    outcome = told(index, broken)
    broken += ["neither indexed nor named"] * (not outcome and name not in LEFT_OUT)
    broken += [f"over {seconds:.0f} s"] * ((cost.wall if together else cost.cpu) > seconds)
    broken += [f"over {MEMORY // MB:,} MB"] * (max(cost.own, *cost.peaks.values(), 0) > MEMORY)
    peak = max(cost.peaks.values(), default=0)
    cells = (f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{peak / MB:,.0f} ({cost.own / MB:,.0f} own)")
    row(name, f"{disk_bytes(source) / MB:,.1f}", outcome, *cells, "; ".join(broken) or "-")
    shutil.rmtree(index, ignore_errors=True)
    return not broken


def told(index: Path, broken: list[str]) -> str:
    """What an index says of what was read."""
    try:
        with malmoi.open(index, create=False) as opened:
            stats = opened.stats()
            ids = {record.id for record in opened.searcher().snapshot.records()}
    except malmoi.MalmoiError as error:
        broken.append(type(error).__name__)
        return "-"
    broken += [f"{name} is missing" for name in GOOD if name not in ids]
    indexed = len(ids - set(GOOD))
    return "; ".join([f"{indexed} indexed"] * bool(indexed) + reasons((one.key, one.reason) for one in stats.skipped))


def reasons(skipped: Iterable[tuple[str, str]]) -> list[str]:
    """Reasons, the first with its name, and how often each was given."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for key, reason in skipped:
        counts[reason] += 1
        first.setdefault(reason, key)
    shown = [
        f"{first[reason]!a:.60}: {reason:.90}" + (f" ({count} times)" if count > 1 else "")
        for reason, count in counts.items()
    ]
    return shown[:6] + [f"and {len(shown) - 6} more reasons"] * (len(shown) > 6)


if __name__ == "__main__":
    main()
