"""The secondary index over the term dictionary: the kinds of keys (readings, phonetic keys) that a segment stores.

A new kind is a function like these and a line in ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .hanja import hanja_keys
from .names import hangul_names, latin_names
from .north import beginning_keys

Keyed = tuple[NDArray[np.uint32], NDArray[np.uint32]]
"""Keys, and for each the number of the word that has it. A word may have several keys, or none."""

KeyMaker = Callable[[Sequence[str]], Keyed]
"""Gives the keys of many words at once. Equal keys are a hint, not a proof: whoever finds a word by one looks at it."""

KINDS: Mapping[str, KeyMaker] = {
    "hanja": hanja_keys,
    "hangul_name": hangul_names,
    "latin_name": latin_names,
    "north": beginning_keys,
}
