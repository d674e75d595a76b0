"""Bounds on what one file may give, whatever its reader: how long a text, how many faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from ..config import Limits
from ..indexer.document import Document, SkipKind, Skipped
from ..indexer.text.mojibake import is_garbled

_UNREADABLE = "\ufffd"
_UNREADABLE_SHARE = 0.005
"""Characters that could not be read, of all; with fewer a text may well be about them."""
_HEAD = 2000
"""Number of characters by which a wrong encoding is detected."""


def bounded(key: str, found: Iterable[Document | Skipped], limits: Limits) -> Iterator[Document | Skipped]:
    """What a file of this key gave, each text cut where it is too long.

    Notes are added for texts that were cut, are damaged or were decoded wrongly. At most ``limits.skipped_parts``
    entries are listed; the others are counted. A file is read no further where that many parts cannot be read and
    no document was found.
    """
    documents = faults = 0
    most = limits.skipped_parts
    last: SkipKind = "unreadable"
    for one in found:
        cut = ""
        if isinstance(one, Document):
            documents += 1
            body, cut = _cut(one.body, limits)
            yield one if body is one.body else replace(one, body=body)
        for fault in [one] if isinstance(one, Skipped) else _faults(key, one, cut):
            faults, last = faults + 1, fault.kind
            if faults <= most:
                yield fault
            elif not documents and fault.kind == "unreadable":
                yield Skipped(key, f"none of its first {most:,} parts can be read: the rest is left out")
                return
    if faults > most:
        yield Skipped(key, f"{faults - most:,} more parts of it, after the first {most:,}", last)


def _cut(text: str, limits: Limits) -> tuple[str, str]:
    """What is kept of a text, and why the rest is left out, or nothing."""
    most, pairs = limits.text_chars, limits.text_pairs
    kept = _without_noise(text[:most], pairs)
    if len(kept) < min(len(text), most):
        return kept, f"is noise: {pairs:,} different pairs of letters, more than any language has"
    return kept, f"is longer than {most:,} characters ({len(text):,})" * (len(text) > most)


def _without_noise(text: str, most: int) -> str:
    """A text up to where it has more different pairs of neighbours, every one of which is a term."""
    if len(text) <= most:
        return text
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    firsts = np.unique(codes[:-1] << np.uint64(32) | codes[1:], return_index=True)[1]
    return text if len(firsts) <= most else text[: int(np.sort(firsts)[most]) + 1]


def _faults(key: str, document: Document, cut: str) -> Iterator[Skipped]:
    place = document.id if document.id.startswith(key) else f"{key}#{document.id}"
    if cut:
        yield Skipped(place, f"{cut}: the rest is left out", "note")
    if is_garbled(document.body[:_HEAD]):
        reason = "is probably in another encoding: its letters form no words. Save it as UTF-8"
        yield Skipped(place, reason, "note")
    unreadable = document.body.count(_UNREADABLE)
    if unreadable > len(document.body) * _UNREADABLE_SHARE:
        share = unreadable / len(document.body)
        reason = f"is indexed with {share:.1%} unreadable characters: damaged, or in another encoding"
        yield Skipped(place, reason, "note")
