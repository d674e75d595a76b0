"""Statistics: what is in an index, counted without reading it."""

from __future__ import annotations

from typing import Any

from malmoi.indexer.documents.document import Document
from malmoi.indexer.maintenance.stats import statistics
from malmoi.indexer.store.source_state import SkippedFile, SourceState


def test_counts(shelf: Any) -> None:
    """Each document is counted once by its language; deleted ones are not."""
    langs = ["ko", "ko", "en", "ko+en", "ko+en", "ko+en", "other"]
    shelf.commit(
        *(Document(id=f"p{at}", body="x", lang=lang, date="2007" if at % 2 else None) for at, lang in enumerate(langs))
    )
    shelf.commit(*(Document(id=f"m{at}", body="x", lang="en", date="2007") for at in range(200)))
    shelf.commit(delete=["p0", "p3", "m0"])
    counted = statistics(shelf.snapshot())
    assert counted.by_lang == {"ko": 1, "en": 200, "ko+en": 2, "other": 1}
    assert counted.documents == sum(counted.by_lang.values()) == 204
    assert counted.undated == 3
    assert counted.segments == len(shelf.store.read().segments)
    assert counted.fingerprint == shelf.analyzer.fingerprint()
    names = [file.name for file in shelf.store.read().files()]
    assert counted.bytes == sum((shelf.store.folder / name).stat().st_size for name in names)


def test_sources(shelf: Any) -> None:
    """Sources are listed by name, and what was skipped with its reason."""
    writer = shelf.writer()
    writer.sources = SourceState({"/b": {}, "/a": {}}, [SkippedFile("/a", "x.html", "is empty")])
    writer.commit()
    values = statistics(shelf.snapshot()).to_json()
    assert values["sources"] == ["/a", "/b"]
    assert values["skipped"] == [{"source": "/a", "file": "x.html", "reason": "is empty", "kind": "unreadable"}]
    assert values["documents"] == 0


def test_an_empty_index(shelf: Any) -> None:
    """An index of nothing has all languages at zero."""
    shelf.commit()
    assert statistics(shelf.snapshot()).by_lang == {"ko": 0, "en": 0, "ko+en": 0, "other": 0}
