"""Statistics of an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..segments.fields import UNKNOWN_DATE
from ..store.snapshot import Snapshot
from ..store.source_state import SkippedFile
from ..sync.boilerplate import lines_of
from ..text.near_duplicates import firsts

LANGUAGES = ("ko", "en", "ko+en", "other")


@dataclass(frozen=True, slots=True)
class Stats:
    """Statistics of an index.

    ``bytes`` is the size of its files; ``undated`` counts documents without a date, ``reposts`` those with the same
    text as another; ``boilerplate`` are the lines that are left out of the pages of a source.
    """

    documents: int
    by_lang: dict[str, int]
    undated: int
    reposts: int
    segments: int
    bytes: int
    sources: tuple[str, ...]
    skipped: tuple[SkippedFile, ...]
    boilerplate: dict[str, tuple[str, ...]]
    fingerprint: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi stats --json``."""
        return {
            "documents": self.documents,
            "by_lang": self.by_lang,
            "undated": self.undated,
            "reposts": self.reposts,
            "segments": self.segments,
            "bytes": self.bytes,
            "sources": list(self.sources),
            "skipped": [skipped.to_json() for skipped in self.skipped],
            "boilerplate": {root: list(lines) for root, lines in self.boilerplate.items()},
            "fingerprint": self.fingerprint,
        }


def statistics(snapshot: Snapshot) -> Stats:
    """The statistics of a snapshot."""
    by_lang = dict.fromkeys(LANGUAGES, 0)
    undated = 0
    for segment in snapshot.segments:
        has = {lang: segment.live[segment.documents_with("lang", lang)].sum() for lang in LANGUAGES}
        for lang in ("ko", "en"):  # a bilingual post is found by either language, and counted once
            has[lang] -= has["ko+en"]
        for lang, count in has.items():
            by_lang[lang] += int(count)
        undated += int(np.count_nonzero((segment.dates == UNKNOWN_DATE) & segment.live))
    return Stats(
        documents=len(snapshot),
        by_lang=by_lang,
        undated=undated,
        reposts=_reposts(snapshot),
        segments=len(snapshot.segments),
        bytes=sum(file.size for file in snapshot.commit.files()),
        sources=tuple(sorted(snapshot.sources.files)),
        skipped=tuple(snapshot.sources.skipped),
        boilerplate={root: lines_of(known) for root, known in sorted(snapshot.sources.boilerplate.items())},
        fingerprint=dict(snapshot.commit.fingerprint),
    )


def _reposts(snapshot: Snapshot) -> int:
    """Documents whose text another one has too, all but one of each text."""
    pairs = [segment.sketches[segment.live] for segment in snapshot.segments]
    titles, sketches = np.concatenate([np.empty((0, 2), np.uint64), *pairs]).T
    return int(np.count_nonzero(firsts(titles, sketches) != np.arange(len(titles))))
