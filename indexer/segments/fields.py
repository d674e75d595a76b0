"""The fields of a document that a segment has, and the value of an unknown date."""

from __future__ import annotations

import numpy as np

from ..analysis.analyzer import STREAMS

TEXT_FIELDS = ("title", "body", "tags")
"""The searched fields; each has the postings of every stream, as ``title.terms``."""
KEYWORD_FIELDS = ("id", "tag", "lang", "author", "source", "hints")
"""Fields of whole values, for filters; and ``hints``, the candidate aliases of a post (see ``keys/hints.py``)."""
POSTING_FIELDS = (*(f"{field}.{stream}" for field in TEXT_FIELDS for stream in STREAMS), *KEYWORD_FIELDS)
"""All fields that have posting lists."""
UNKNOWN_DATE = np.iinfo(np.int64).min
