"""Sets of documents answer the same, whether they are numbers or flags."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.scoring.docsets import DenseDocSet, SparseDocSet, document_set, flagged

SIZE = 40
DOCS = st.sets(st.integers(0, SIZE - 1))


def flags(docs: set[int]) -> np.ndarray:
    """A flag for each document of the group."""
    made = np.zeros(SIZE, dtype=bool)
    made[sorted(docs)] = True
    return made


@given(DOCS, DOCS)
def test_few_as_many(docs: set[int], wanted: set[int]) -> None:
    """Every question has the answer that a set of Python's gives."""
    for documents in (SparseDocSet(np.array(sorted(docs))), DenseDocSet(flags(docs))):
        assert len(documents) == len(docs)
        assert documents.docs.tolist() == sorted(docs)
        assert [doc for doc in range(SIZE) if documents.has(doc)] == sorted(docs)
        assert documents.which(np.array(sorted(wanted), dtype=np.uint16)).tolist() == [
            d in docs for d in sorted(wanted)
        ]
        assert documents.among(flags(wanted)).tolist() == sorted(docs & wanted)
        mask = flags(wanted)
        documents.mark(mask)
        assert mask.tolist() == flags(docs | wanted).tolist()


@given(DOCS)
def test_what_takes_less_memory(docs: set[int]) -> None:
    """Numbers for at most an eighth of the documents."""
    for made in (document_set(np.array(sorted(docs)), SIZE), flagged(flags(docs))):
        assert isinstance(made, SparseDocSet if 8 * len(docs) <= SIZE else DenseDocSet)
        assert made.docs.tolist() == sorted(docs)
        assert made.bytes == (2 * len(docs) if isinstance(made, SparseDocSet) else SIZE)
