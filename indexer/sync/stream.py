"""Adding documents from a stream, which has no files to compare: it adds and changes, and removes nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace

from ..documents.document import Document, Skipped
from ..documents.record import Record
from ..store.source_state import SkippedFile
from ..store.writer import Writer
from .report import SyncReport


def add_stream(writer: Writer, found: Iterable[Document | Skipped], root: str) -> SyncReport:
    """Adds documents. ``root`` names the stream in the list of skipped entries, where it replaces the last one's."""
    began = time.monotonic()
    report = SyncReport()
    for one in found:
        if isinstance(one, Skipped):
            report.skipped.append(SkippedFile(root, one.key, one.reason, one.kind))
            continue
        verdict = writer.intake.take(Record.of(one))
        report.added += verdict == "added"
        report.changed += verdict == "changed"
        report.unchanged += verdict == "unchanged"
    before = writer.base.sources
    others = (skipped for skipped in before.skipped if skipped.root != root)
    skipped = sorted([*others, *report.skipped], key=lambda skipped: skipped.root)
    if skipped != before.skipped:
        writer.sources = replace(before, skipped=skipped)
    report.seconds = time.monotonic() - began
    return report
