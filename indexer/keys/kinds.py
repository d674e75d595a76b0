"""The secondary index over the terms: the kinds of keys (readings, phonetic keys) that a segment stores.

A new kind is a function like these and a line in ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .hanja import hanja_keys
from .loans import hangul_loans, latin_loans
from .names import hangul_names, latin_names
from .north import beginning_keys

Keyed = tuple[NDArray[np.uint32], NDArray[np.uint32]]
"""Keys, and for each the number of the word that has it. A word may have several keys, or none."""

KeyMaker = Callable[[Sequence[str]], Keyed]
"""Gives the keys of many words at once. Equal keys are a hint, not a proof: whoever finds a word by one looks at it."""

KINDS: Mapping[str, Mapping[str, KeyMaker]] = {
    "words": {
        "hanja": hanja_keys,
        "hangul_name": hangul_names,
        "hangul_loan": hangul_loans,
        "latin_name": latin_names,
        "north": beginning_keys,
    },
    "grams": {"latin_loan": latin_loans},
}
"""By stream: ``words`` has names as they are written, only ``grams`` has every word of Latin letters."""

STREAM_OF: Mapping[str, str] = {kind: stream for stream, kinds in KINDS.items() for kind in kinds}
"""The stream whose words have keys of a kind."""
