"""Does an index survive kills, writers beside readers, and changed bytes? Runs for a given time.

    python benchmarks/soak.py --kills 200 --interrupts 200 --seconds 60 --bytes 300

Prints counts; ends with status 1 at the first index that is not exactly one of its commits.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import malmoi

WORDS = "봄 여행 제주 바다 노동조합 회의 Trade Union harbour 오늘 골목 이웃 MTU 강제출국 학교에 unions letter".split()
QUERIES = ("제주", "노동조합", '"봄 여행"', "unions", "trade -제주", "학교*", "MTU")


def text(chance: random.Random, words: int = 120) -> str:
    """Words at random."""
    return " ".join(chance.choices(WORDS, k=words))


def bodies(folder: Path) -> dict[str, str]:
    """All documents of an index, which is opened for this."""
    with malmoi.open(folder, create=False) as index:
        return {record.id: record.body for record in index.searcher().snapshot.records()}


def write(posts: Path, numbers: range, chance: random.Random) -> None:
    """Writes posts anew."""
    for number in numbers:
        (posts / f"{number}.txt").write_text(f"{number} {text(chance)}", encoding="utf-8")


def kills(count: int, work: Path, chance: random.Random) -> dict[str, Any]:
    """``kill -9`` at random instants of ``malmoi index``."""
    posts, folder = work / "posts", work / "killed"
    posts.mkdir()
    write(posts, range(2000), chance)
    command = [sys.executable, "-m", "malmoi", "index", str(posts), "-i", str(folder)]
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - began
    committed = bodies(folder)
    old = new = finished = 0
    for _ in range(count):
        first = chance.randrange(1900)
        write(posts, range(first, first + chance.randint(1, 100)), chance)
        wanted = {path.name: path.read_text(encoding="utf-8") for path in posts.iterdir()}
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.1, 0.6) * whole)
            process.kill()
        finished += process.returncode == 0
        now = bodies(folder)
        if now not in (committed, wanted) or not malmoi.check(folder).is_fine:
            raise SystemExit(f"not a committed set after {old + new} kills: {folder}")
        new += now == wanted
        old += now != wanted
        committed = now
    subprocess.run(command, check=True, capture_output=True)
    wanted = {path.name: path.read_text(encoding="utf-8") for path in posts.iterdir()}
    if bodies(folder) != wanted:
        raise SystemExit(f"the last run did not finish the job: {folder}")
    return {"kills": count, "before the commit": old, "after it": new, "came too late": finished}


def interrupts(count: int, work: Path, chance: random.Random) -> dict[str, Any]:
    """Ctrl-C at random instants of ``malmoi index``, with one process and with two; then a plain run."""
    posts, folder = work / "interrupted-posts", work / "interrupted"
    posts.mkdir()
    for number in range(2500):
        (posts / f"{number}.txt").write_text(f"{number} {text(chance, 800)}", encoding="utf-8")
    wanted = {path.name: path.read_text(encoding="utf-8") for path in posts.iterdir()}
    command = [sys.executable, "-m", "malmoi", "index", str(posts), "-i", str(folder), "--memory", "16"]
    slowest = kept = finished = 0.0
    whole = {}
    for workers in ("1", "2"):
        began = time.monotonic()
        subprocess.run([*command, "--workers", workers], check=True, capture_output=True)
        whole[workers] = time.monotonic() - began
        shutil.rmtree(folder)
    for number in range(count):
        workers = chance.choice(("1", "2"))
        with subprocess.Popen(
            [*command, "--workers", workers], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            time.sleep(chance.uniform(0.1, 1) * whole[workers])
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
            began = time.monotonic()
            errors = process.communicate(timeout=120)[1].decode()
        slowest = max(slowest, time.monotonic() - began)
        if "Traceback" in errors:
            raise SystemExit(f"interruption {number} ended in an error: {errors}")
        finished += process.returncode == 0
        if (folder / "manifest.json").exists():
            kept += len(bodies(folder))
            if not malmoi.check(folder).is_fine:
                raise SystemExit(f"interruption {number} left damage: {folder}")
        subprocess.run([*command, "--workers", "1"], check=True, capture_output=True)
        if bodies(folder) != wanted:
            raise SystemExit(f"interruption {number} lost posts: {folder}")
        shutil.rmtree(folder)
    return {
        "interrupts": count,
        "posts kept, mean": round(kept / count),
        "seconds to stop, at most": round(slowest, 1),
        "came too late": finished,
    }


def writer(folder: Path, stop: Event, done: Any) -> None:
    """Adds, replaces and deletes documents in pairs."""
    chance, commits = random.Random(1), 0
    with malmoi.open(folder) as index:
        while not stop.is_set():
            number = chance.randrange(500)
            if chance.random() < 0.2:
                index.delete(f"{number}-a", f"{number}-b")
            else:
                body = text(chance, 40)
                index.add_all(malmoi.Document(id=f"{number}-{half}", body=body) for half in "ab")
            commits += 1
    done.put(("commits", commits))


def reader(folder: Path, stop: Event, done: Any) -> None:
    """Opens, searches and compares: both documents of a pair exist and agree."""
    reads = 0
    while not stop.is_set():
        found = bodies(folder)
        if any(found.get(f"{id_[:-1]}b") != found.get(f"{id_[:-1]}a") for id_ in found):
            done.put(("broken", reads))
            return
        with malmoi.open(folder, create=False) as index:
            for query in QUERIES:
                index.search(query)
        reads += 1
    done.put(("reads", reads))


def together(seconds: float, work: Path) -> dict[str, int]:
    """One writer and three readers in processes of their own."""
    folder = work / "together"
    with malmoi.open(folder):
        pass
    context = multiprocessing.get_context("spawn")
    stop, done = context.Event(), context.Queue()
    processes = [context.Process(target=target, args=(folder, stop, done)) for target in (writer, *[reader] * 3)]
    for process in processes:
        process.start()
    time.sleep(seconds)
    stop.set()
    for process in processes:
        process.join(60)
    counts = {"commits": 0, "reads": 0, "broken": 0, "files": len(list(folder.iterdir()))}
    while not done.empty():
        name, count = done.get()
        counts[name] += count or 1
    if counts["broken"] or any(process.exitcode for process in processes):
        raise SystemExit(f"a reader or the writer failed: {counts} {folder}")
    return counts


def changed_bytes(count: int, work: Path, chance: random.Random) -> dict[str, int]:
    """Changes one byte of the index: check must find it, and searches must find it or be unaffected."""
    folder = work / "bytes"
    with malmoi.open(folder) as index:
        index.add_all(malmoi.Document(id=str(number), body=text(chance)) for number in range(2000))
        index.delete("3", "4")
        good = [[(hit.id, hit.score) for hit in index.search(query).hits] for query in QUERIES]
    files = [path for path in sorted(folder.iterdir()) if not path.name.startswith("lock")]
    found = right = named = 0
    for number in range(count):
        path = files[number % len(files)]
        data = path.read_bytes()
        at = chance.randrange(len(data))
        path.unlink()
        path.write_bytes(data[:at] + bytes([data[at] ^ chance.randint(1, 255)]) + data[at + 1 :])
        found += not malmoi.check(folder).is_fine
        for query, answer in zip(QUERIES, good, strict=True):
            try:
                with malmoi.open(folder, create=False) as index:
                    hits = [(hit.id, hit.score) for hit in index.search(query).hits]
            except malmoi.DamagedIndexError:
                named += 1
                continue
            if hits != answer:
                raise SystemExit(f"a wrong answer: {path} at byte {at}")
            right += 1
        path.unlink()
        path.write_bytes(data)
    return {"changes": count, "found by check": found, "right answers": right, "named errors": named}


def main() -> None:
    """Reads the arguments and runs the chosen tests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--interrupts", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0, help="of a writer beside readers")
    parser.add_argument("--bytes", type=int, default=0, help="changes of one byte")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="malmoi-soak-"))
    chance = random.Random(asked.seed)
    if asked.kills:
        print(json.dumps(kills(asked.kills, work, chance)), flush=True)
    if asked.interrupts:
        print(json.dumps(interrupts(asked.interrupts, work, chance)), flush=True)
    if asked.seconds:
        print(json.dumps(together(asked.seconds, work)), flush=True)
    if asked.bytes:
        print(json.dumps(changed_bytes(asked.bytes, work, chance)), flush=True)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
