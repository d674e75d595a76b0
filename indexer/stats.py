"""Statistics of an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .segments.builder import UNKNOWN_DATE
from .snapshot import Snapshot
from .sources import SkippedFile

LANGUAGES = ("ko", "en", "ko+en", "other")


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in an index. ``bytes`` is the size of its files; ``undated`` counts documents without a date."""

    documents: int
    by_lang: dict[str, int]
    undated: int
    segments: int
    bytes: int
    sources: tuple[str, ...]
    skipped: tuple[SkippedFile, ...]
    fingerprint: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi stats --json``."""
        return {
            "documents": self.documents,
            "by_lang": self.by_lang,
            "undated": self.undated,
            "segments": self.segments,
            "bytes": self.bytes,
            "sources": list(self.sources),
            "skipped": [{"source": s.root, "file": s.key, "reason": s.reason} for s in self.skipped],
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
        segments=len(snapshot.segments),
        bytes=sum(file.size for file in snapshot.commit.files()),
        sources=tuple(sorted(snapshot.sources.files)),
        skipped=tuple(snapshot.sources.skipped),
        fingerprint=dict(snapshot.commit.fingerprint),
    )
