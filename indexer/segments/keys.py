"""The keys of a stream's words: for every kind the keys in order, and the word that each belongs to.

Columns of a stream such as ``body.words``, for a kind such as ``hanja``:

    hanja.keys      K   keys, ascending
    hanja.numbers   K   for each key the number of its word in the stream's dictionary
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np

from ..keys.kinds import KINDS, STREAM_OF
from .columns import Array, Columns, smallest
from .terms import Terms


def key_columns(columns: Mapping[str, Array], stream: str) -> dict[str, Array]:
    """The columns of keys for a stream of a field whose dictionary is in ``columns``; none where it has no keys."""
    if stream not in KINDS:
        return {}
    text, offsets = columns["text"].tobytes(), columns["offsets"].tolist()
    words = [text[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(offsets)]
    made: dict[str, Array] = {}
    for kind, make in KINDS[stream].items():
        keys, numbers = make(words)
        order = np.argsort(keys, kind="stable")
        made |= {f"{kind}.keys": keys[order].astype("<u4"), f"{kind}.numbers": smallest(numbers[order])}
    return made


def keyed_stream(field: str, kind: str) -> str:
    """The stream of a field whose words have keys of a kind."""
    return f"{field}.{STREAM_OF[kind]}"


def words_with(columns: Columns, field: str, terms: Terms, kind: str, keys: Iterable[int]) -> Iterator[str]:
    """The words of a stream of a field that have any of ``keys``."""
    known = columns[f"{field}.{kind}.keys"].all()
    wanted = np.unique(np.fromiter(keys, dtype=np.uint32))
    firsts, lasts = np.searchsorted(known, wanted, "left"), np.searchsorted(known, wanted, "right")
    numbers = columns[f"{field}.{kind}.numbers"]
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        for number in numbers[first:last].tolist() if last > first else ():
            yield terms[number].decode("utf-8", "surrogatepass")
