"""The fields of a document: which a segment has, and what stands for a date that is not known."""

from __future__ import annotations

import numpy as np

from ..analysis.analyzer import STREAMS

TEXT_FIELDS = ("title", "body", "tags")
"""The searched fields; each has the postings of every stream, as ``title.terms``."""
KEYWORD_FIELDS = ("id", "tag", "lang", "author", "source", "hints")
"""Fields of whole values, for filters; and what a post hints at about names (see ``keys/hints.py``)."""
POSTING_FIELDS = (*(f"{field}.{stream}" for field in TEXT_FIELDS for stream in STREAMS), *KEYWORD_FIELDS)
"""Everything that has postings."""
UNKNOWN_DATE = np.iinfo(np.int64).min
