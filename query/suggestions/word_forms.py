"""Inflected words as texts have them (surface forms), which the index vocabulary lacks: 개정하려는, 국민에게.

They are read from a sample of the documents, so frequent ones are known and nothing is stored for them. They help with
misspelt words, and come after the nouns where a word is completed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

import numpy as np

from ...indexer.segments.segment import Segment

_SAMPLED = 2000
"""Maximum number of documents that are read, spread over the index: .3 s of processor time for bills."""
_CHARACTERS = 4000
"""Characters of each that are read."""
_WEIGHT = 0.05
"""Weight of a form, relative to a noun in as many documents."""
_FORM = re.compile(r"(?<!\w)[가-힣]{3,12}(?!\w)")


def word_forms(segments: Sequence[Segment], known: Container[str]) -> dict[str, float]:
    """The forms that are not ``known``, each with its weight."""
    live = [(segment, doc) for segment in segments for doc in segment.live.nonzero()[0].tolist()]
    chosen = np.unique(np.linspace(0, len(live) - 1, min(_SAMPLED, len(live)), dtype=np.int64)).tolist()
    counts: Counter[str] = Counter()
    for segment, doc in (live[at] for at in chosen):
        record = segment.record(doc)
        counts.update({form for text in (record.title, record.body) for form in _FORM.findall(text[:_CHARACTERS])})
    scale = _WEIGHT * len(live) / max(len(chosen), 1)
    return {form: count * scale for form, count in counts.items() if form not in known}
