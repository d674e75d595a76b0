"""A pattern (wildcard query, prefix query): ``이주*``, ``*노조``, ``depor?``, matched against the terms of a field.

Korean and Hanja are matched against nouns and morphemes without their particles, everything else against words as
written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from ...deadline import check_deadline
from ...indexer.segments.columns import Array
from ...indexer.segments.postings import Postings
from ...indexer.segments.segment import Segment
from ...indexer.segments.terms import Terms
from ...indexer.text.positions import HANGUL, HANJA, RUN
from ..scoring.scorer import Counts

_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]")
_LITERAL = re.compile(r"[^*?]*")
_CHECKED = 256
"""Terms that are matched between two looks at the deadline."""


def find_pattern(segment: Segment, fields: tuple[str, ...], pattern: str, most: int) -> Counts:
    """The matches of the pattern in each field; clipped if more than ``most`` terms match it."""
    streams = ("terms", "words") if _SYLLABIC.search(pattern) else ("grams",)
    counted = {}
    clipped = False
    for field in fields:
        total = np.zeros(segment.size, dtype=np.int64)
        for stream in streams:
            postings = segment.postings(f"{field}.{stream}")
            numbers = list(islice(_matching(postings.terms, pattern.lower()), most + 1))
            clipped |= len(numbers) > most
            np.maximum(total, _counts(postings, numbers[:most], segment.size), out=total)  # a noun is in both streams
        docs = np.flatnonzero(total)
        counted[f"{field}.{streams[0]}"] = docs, total[docs]
    return Counts(counted, clipped)


def beginning(pattern: str) -> str | None:
    """The beginning of a pattern of several runs whose only wildcards are at its end (17대 of 17대*); else None.

    A pattern of one run is matched against the terms, and need not begin so.
    """
    text = pattern.rstrip("*?")
    return text if len(RUN.findall(text)) > 1 and not set(text) & set("*?") else None


def is_scattered(pattern: str) -> bool:
    """True if a pattern has several runs and wildcards before its end, which no index of words can find."""
    return beginning(pattern) is None and len(RUN.findall(pattern.replace("*", "").replace("?", ""))) > 1


def _matching(terms: Terms, pattern: str) -> Iterable[int]:
    """The numbers of the terms that match, in their order."""
    found = _LITERAL.match(pattern)
    assert found
    first, last = terms.prefix_range(found.group().encode("utf-8", "surrogatepass"))
    if pattern == f"{found.group()}*":
        return range(first, last)
    return _fitting(terms, first, last, expression(pattern))


def _fitting(terms: Terms, first: int, last: int, expression: re.Pattern[str]) -> Iterator[int]:
    """Those of terms number ``first`` up to ``last`` that a regular expression matches."""
    for number, term in enumerate(terms.slice(first, last), first):
        if number % _CHECKED == 0:
            check_deadline()
        if expression.fullmatch(term.decode("utf-8", "surrogatepass")):
            yield number


def expression(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression that never goes back over what a ``*`` has passed."""
    pieces = [re.escape(piece).replace(r"\?", ".") for piece in pattern.split("*")]
    middle = "".join(f"(?>.*?{piece})" for piece in pieces[1:-1])
    return re.compile(f"{pieces[0]}{middle}.*{pieces[-1]}" if len(pieces) > 1 else pieces[0], re.DOTALL | re.IGNORECASE)


def _counts(postings: Postings, numbers: Sequence[int], size: int) -> Array:
    """The number of occurrences of any of the terms in each document: shape (size,)."""
    total = np.zeros(size, dtype=np.int64)
    for first, last in _stretches(numbers):
        check_deadline()
        docs, counts = postings.stretch(first, last)
        total += np.bincount(docs, counts, size).astype(np.int64)
    return total


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Unbroken stretches of ascending numbers: the first, and one past the last."""
    first = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[first], numbers[at - 1] + 1
            first = at
