"""Bounds on what one file may give, whatever its reader: how long a text, how many faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..config import Limits
from ..indexer.document import Document, Skipped

_UNREADABLE = "\ufffd"
_UNREADABLE_SHARE = 0.005
"""Characters that could not be read, of all; with fewer a text may well be about them."""


def bounded(key: str, found: Iterable[Document | Skipped], limits: Limits) -> Iterator[Document | Skipped]:
    """What a file of this key gave, each text cut where it is too long.

    Told beside the documents: what was cut, and texts that are damaged or were decoded wrongly. Of faults beyond
    ``limits.skipped_parts`` only the number is told; where nothing else was found until then, it is read no further.
    """
    documents = faults = 0
    most = limits.skipped_parts
    for one in found:
        if isinstance(one, Document):
            documents += 1
            yield replace(one, body=one.body[: limits.text_chars])
        for fault in [one] if isinstance(one, Skipped) else _faults(key, one, limits.text_chars):
            faults += 1
            if faults <= most:
                yield fault
            elif not documents:
                yield Skipped(key, f"none of its first {most:,} parts can be read: the rest is left out")
                return
    if faults > most:
        yield Skipped(key, f"{faults - most:,} more parts of it, after the first {most:,}")


def _faults(key: str, document: Document, most: int) -> Iterator[Skipped]:
    place = document.id if document.id.startswith(key) else f"{key}#{document.id}"
    if len(document.body) > most:
        yield Skipped(place, f"is longer than {most:,} characters ({len(document.body):,}): the rest is left out")
    unreadable = document.body.count(_UNREADABLE)
    if unreadable > len(document.body) * _UNREADABLE_SHARE:
        share = unreadable / len(document.body)
        yield Skipped(place, f"is indexed with {share:.1%} unreadable characters: damaged, or in another encoding")
