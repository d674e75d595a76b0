"""The fields of a document that a segment has, and the value of an unknown date."""

from __future__ import annotations

import numpy as np

from ..analysis.analyzer import STREAMS
from ..documents.data import KINDS, Kind

TEXT_FIELDS = ("title", "body", "tags")
"""The searched fields; each has the postings of every stream, as ``title.terms``."""
KEYWORD_FIELDS = ("id", "tag", "lang", "author", "source", "hints")
"""Fields of whole values, for filters; and ``hints``, the candidate aliases of a post (see ``keys/hints.py``)."""
POSTING_FIELDS = (*(f"{field}.{stream}" for field in TEXT_FIELDS for stream in STREAMS), *KEYWORD_FIELDS)
"""All fields that have posting lists."""
DATA_FIELDS = "data:"
"""Begins the posting lists of a field of one's own; its kind and its name follow, as in ``data:number:price``."""
UNKNOWN_DATE = np.iinfo(np.int64).min


def data_field(name: str, kind: Kind) -> str:
    """The posting field of a field of one's own."""
    return f"{DATA_FIELDS}{kind}:{name}"


def own_field(posting_field: str) -> tuple[str, Kind] | None:
    """The name and the kind of a field of one's own; None for other posting fields."""
    if not posting_field.startswith(DATA_FIELDS):
        return None
    kind, _, name = posting_field.removeprefix(DATA_FIELDS).partition(":")
    return next(((name, known) for known in KINDS if known == kind), None)
