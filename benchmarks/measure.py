"""Costs of a piece of work: wall time, CPU time, memory, bytes on the disk. Used by the other benchmarks."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

_SAMPLE_SECONDS = 0.2
ROUNDS = 5
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of measured processes: as of this one, but compiled modules are kept, as after an installation."""


@dataclass(slots=True)
class Cost:
    """Seconds of a process and its descendants, and the memory of each, in bytes."""

    wall: float = 0.0
    cpu: float = 0.0
    peaks: dict[int, int] = field(default_factory=dict)
    """Peak resident memory of each process, with mapped files."""
    together: int = 0
    """Peak of all processes together; shared memory counts once."""
    own: int = 0
    """The same without mapped files, which the system can reclaim."""
    was_stopped: bool = False

    def __str__(self) -> str:
        peaks = " + ".join(f"{peak / 1e6:,.0f}" for _, peak in sorted(self.peaks.items()) if peak > 30e6)
        together = f"together {self.together / 1e6:,.0f}, own {self.own / 1e6:,.0f}"
        return f"wall {self.wall:.1f} s, CPU {self.cpu:.1f} s, peak MB {peaks}, {together}"


def run(command: Sequence[str], seconds: float = math.inf) -> Cost:
    """Runs a program and watches it and its children; after ``seconds`` it is interrupted as if by Ctrl-C."""
    cost, began = Cost(), time.monotonic()
    process = subprocess.Popen(command, env=COMPILED)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        cost.wall = time.monotonic() - began
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            break
        _sample(process.pid, cost)
        if cost.wall > seconds and not cost.was_stopped:
            cost.was_stopped = True
            process.send_signal(signal.SIGINT)
        time.sleep(_SAMPLE_SECONDS)
    cost.cpu = usage.ru_utime + usage.ru_stime
    if process.returncode and not cost.was_stopped:
        raise SystemExit(f"ended with status {process.returncode}: {' '.join(command)}")
    return cost


def _sample(pid: int, cost: Cost) -> None:
    """Records the memory of a process and its descendants, from /proc."""
    together, own, pids = 0, 0, [pid]
    for one in pids:
        try:
            lines = Path(f"/proc/{one}/status").read_text().splitlines()
            shared_once = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            pids += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
        except OSError:  # it has ended meanwhile
            continue
        sizes = {
            line.partition(":")[0]: line for line in (*lines, *shared_once) if line.startswith(("Vm", "Rss", "Pss"))
        }
        if "VmHWM" in sizes:
            cost.peaks[one] = max(cost.peaks.get(one, 0), _bytes(sizes["VmHWM"]))
            together += _bytes(sizes["Pss"])
            own += _bytes(sizes["RssAnon"])
    cost.together = max(cost.together, together)
    cost.own = max(cost.own, own)


def _bytes(line: str) -> int:
    return int(line.split()[1]) * 1024


def size(folder: Path) -> int:
    """Bytes of all files below a folder, or of one file."""
    files = [folder] if folder.is_file() else [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files)


CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": time.thread_time}
"""``cpu`` is the CPU time of the thread that runs the query, which excludes waiting for other processes."""


def milliseconds(work: Callable[[], object], clock: str = "wall") -> float:
    """Time of one call, in milliseconds."""
    now = CLOCKS[clock]
    began = now()
    work()
    return (now() - began) * 1000


def rounds(
    ask: Callable[[str], object], queries: Sequence[str], count: int = ROUNDS, clock: str = "wall"
) -> tuple[list[float], list[float]]:
    """Milliseconds of each query in a first round, and of all of them in ``count`` rounds after it."""
    first = [milliseconds(partial(ask, query), clock) for query in queries]
    return first, [milliseconds(partial(ask, query), clock) for _ in range(count) for query in queries]


def percentile(values: Iterable[float], share: float) -> float:
    """The percentile: the smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def row(*cells: str) -> None:
    """Prints a row of a Markdown table."""
    print(f"| {' | '.join(cells)} |", flush=True)


def head(*cells: str) -> None:
    """Prints the head of a Markdown table."""
    row(*cells)
    print("|" + "---|" * len(cells), flush=True)


def both(values: Sequence[float]) -> str:
    """p50 / p95."""
    return f"{percentile(values, 0.5):.2f} / {percentile(values, 0.95):.2f}"
