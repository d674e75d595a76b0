"""How much of a processor does it take to read the files of a folder, without indexing them?

    python benchmarks/reading.py FOLDER [--rounds N]

Prints for each ending how many files and documents there are, and the processor time a file, the best of N rounds.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import PurePath

import malmoi
from malmoi.benchmarks.measure import head, row
from malmoi.corpora.files import open_source
from malmoi.indexer.documents.document import Document


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    files: dict[str, int] = {}
    documents: dict[str, int] = {}
    best: dict[str, float] = {}
    for _ in range(given.rounds):
        files, documents, seconds = read(given.folder)
        best = {ending: min(spent, best.get(ending, spent)) for ending, spent in seconds.items()}
    head("ending", "files", "documents", "CPU ms a file")
    for ending, spent in best.items():
        row(ending, str(files[ending]), str(documents[ending]), f"{1000 * spent / files[ending]:.2f}")


def read(folder: str) -> tuple[dict[str, int], dict[str, int], dict[str, float]]:
    """Reads every file; counts of files and documents, and processor seconds, by ending."""
    files: dict[str, int] = defaultdict(int)
    documents: dict[str, int] = defaultdict(int)
    seconds: dict[str, float] = defaultdict(float)
    for file in open_source(folder).files():
        ending = PurePath(file.key).suffix.lower()
        began = time.thread_time()
        with suppress(malmoi.SourceError):
            documents[ending] += sum(isinstance(one, Document) for one in file.documents())
        seconds[ending] += time.thread_time() - began
        files[ending] += 1
    return files, documents, seconds


if __name__ == "__main__":
    main()
