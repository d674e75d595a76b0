"""Bounds on what one file may give, whatever its reader: how long a text, how many faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from ...config import Limits
from ...indexer.documents.document import Document, SkipKind, Skipped
from ...indexer.text.mojibake import is_garbled
from .clock import Clock, SlowFileError

_UNREADABLE = "\ufffd"
_UNREADABLE_SHARE = 0.005
"""Share of U+FFFD above which a text is reported as damaged."""
_HEAD = 2000
"""Number of characters by which a wrong encoding is detected."""

_SECONDS_A_MB = 2.0
"""Processor time that reading a megabyte may take on top of ``limits.file_seconds``: ten times what it takes."""


def bounded(
    key: str, found: Iterable[Document | Skipped], limits: Limits, clock: Clock | None = None
) -> Iterator[Document | Skipped]:
    """The documents of a file, each text cut to the limit.

    Notes are added for texts that were cut, are damaged or were decoded wrongly. At most ``limits.skipped_parts``
    entries are listed; the others are counted. A file is read no further where that many parts cannot be read and
    no document was found, and where the time of ``clock`` is over.
    """
    documents = faults = 0
    most = limits.skipped_parts
    last: SkipKind = "unreadable"
    for one in _in_time(key, found, clock or Clock()):
        for part in _checked(key, one, limits) if isinstance(one, Document) else [one]:
            if isinstance(part, Document):
                documents += 1
                yield part
                continue
            faults, last = faults + 1, part.kind
            if faults <= most:
                yield part
            elif not documents and part.kind == "unreadable":
                yield Skipped(key, f"none of its first {most:,} parts can be read: the rest is left out")
                return
    if faults > most:
        yield Skipped(key, f"{faults - most:,} more parts of it, after the first {most:,}", last)


def time_allowed(size: int, limits: Limits) -> Clock:
    """The clock for a file of ``size`` bytes."""
    return Clock(limits.file_seconds + _SECONDS_A_MB * size / 1e6)


def _in_time(key: str, found: Iterable[Document | Skipped], clock: Clock) -> Iterator[Document | Skipped]:
    """The documents that are found until the time is over."""
    clock.resume()
    try:
        for one in found:
            clock.pause()
            yield one
            clock.resume()
            clock.check()
    except SlowFileError as error:
        yield Skipped(key, f"{error}: the rest is left out")


def _checked(key: str, document: Document, limits: Limits) -> Iterator[Document | Skipped]:
    """A document, each of its texts cut where it is too long, and notes about it."""
    place = document.id if document.id.startswith(key) else f"{key}#{document.id}"
    if len(document.id) > limits.text_chars:
        yield Skipped(place[: limits.text_chars], f"its id is longer than {limits.text_chars:,} characters")
        return
    cut = _cut_fields(document, limits)
    values = {field: value for field, (value, _) in cut.items()}
    yield replace(document, **values) if values else document
    for field, (_, reason) in cut.items():
        yield Skipped(place, reason if field == "body" else f"the field {field} {reason}", "note")
    yield from (Skipped(place, reason, "note") for reason in _doubts(document))


def _cut_fields(document: Document, limits: Limits) -> dict[str, tuple[Any, str]]:
    """The part of each field that is kept, and the reason if the rest is left out."""
    cut: dict[str, tuple[Any, str]] = {}
    if _length(document) <= min(limits.text_chars, limits.text_pairs):  # nearly all
        return cut
    for field in ("body", "title", "author", "tags"):
        text = "\n".join(document.tags) if field == "tags" else getattr(document, field) or ""
        kept, reason = _cut(text, limits)
        if reason:
            cut[field] = tuple(kept.split("\n")) if field == "tags" else kept, f"{reason}: the rest is left out"
    for field in ("url", "lang", "date"):  # a part of one of these would be another one
        length = len(getattr(document, field) or "")
        if length > limits.text_chars:
            cut[field] = None, f"is longer than {limits.text_chars:,} characters ({length:,}): it is left out"
    return cut


def _length(document: Document) -> int:
    """About how many characters all fields have together."""
    texts = (document.body, document.title, document.author, document.url, document.lang, document.date)
    return sum(len(text) + 1 for text in (*texts, *document.tags) if text)


def _cut(text: str, limits: Limits) -> tuple[str, str]:
    """The part of a text that is kept, and the reason if the rest is left out."""
    most, pairs = limits.text_chars, limits.text_pairs
    kept = _without_noise(text[:most], pairs)
    if len(kept) < min(len(text), most):
        return kept, f"is noise: {pairs:,} different pairs of letters, more than any language has"
    if len(text) > most:
        return kept, f"is longer than {most:,} characters ({len(text):,})"
    return text, ""


def _without_noise(text: str, most: int) -> str:
    """Cuts a text at ``most`` distinct character bigrams, every one of which is a term."""
    if len(text) <= most:
        return text
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    firsts = np.unique(codes[:-1] << np.uint64(32) | codes[1:], return_index=True)[1]
    return text if len(firsts) <= most else text[: int(np.sort(firsts)[most]) + 1]


def _doubts(document: Document) -> Iterator[str]:
    """Reasons to doubt that a text was read as it was written."""
    if is_garbled(document.body[:_HEAD]):
        yield "is probably in another encoding: its letters form no words. Save it as UTF-8"
    unreadable = document.body.count(_UNREADABLE)
    if unreadable > len(document.body) * _UNREADABLE_SHARE:
        share = unreadable / len(document.body)
        yield f"is indexed with {share:.1%} unreadable characters: damaged, or in another encoding"
