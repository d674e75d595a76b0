"""Postings: what a field's columns answer is what a dictionary of lists does."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.segments import postings as module
from malmoi.indexer.segments.columns import Columns, encode_columns
from malmoi.indexer.segments.invert import invert
from malmoi.indexer.segments.postings import MAX_DOCUMENTS, Postings

Tokens = list[list[list[str]]]
"""For each document, for each of its positions, the terms that stand there."""
TOKENS = st.lists(
    st.lists(st.lists(st.sampled_from(["가", "나", "다라", "mtu", "10.1"]), max_size=2), max_size=6), max_size=6
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to write to."""
    return tmp_path_factory.mktemp("postings") / "a.segment"


def write(path: Path, tokens: Tokens, *, positions: bool) -> Postings:
    """The tokens inverted, written, and opened again."""
    flat = [
        (term, doc, at) for doc, positions in enumerate(tokens) for at, terms in enumerate(positions) for term in terms
    ]
    numbers: dict[str, int] = {}
    term = np.array([numbers.setdefault(term, len(numbers)) for term, _, _ in flat], dtype=np.uint32)
    docs = np.array([doc for _, doc, _ in flat], dtype=np.uint32)
    places = np.array([at for _, _, at in flat], dtype=np.uint32)
    half = len(flat) // 2
    blocks = [(term[part], docs[part], places[part]) for part in (slice(half, None), slice(half))]
    columns = invert([term.encode() for term in numbers], blocks, len(tokens), positions=positions)
    path.unlink(missing_ok=True)
    path.write_bytes(b"".join(encode_columns({f"f.{name}": array for name, array in columns.items()}, {})))
    return Postings(Columns(path), "f")


def model(tokens: Tokens) -> dict[str, dict[int, list[int]]]:
    """Term, document and positions."""
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for doc, positions in enumerate(tokens):
        for at, terms in enumerate(positions):
            for term in terms:
                found[term][doc].append(at)
    return found


@given(tokens=TOKENS)
def test_with_positions(path: Path, tokens: Tokens) -> None:
    """Documents, counts, positions and lengths are those of the tokens."""
    postings, expected = write(path, tokens, positions=True), model(tokens)
    assert postings.has_positions
    assert [term.decode() for term in postings.terms] == sorted(expected, key=str.encode)
    assert postings.lengths.tolist() == [sum(map(len, positions)) for positions in tokens]
    for term, where in expected.items():
        number = postings.find(term)
        docs, counts = postings.postings(number)
        assert docs.tolist() == postings.docs(number).tolist() == sorted(where)
        assert counts.tolist() == [len(where[doc]) for doc in sorted(where)]
        assert postings.document_frequency(number) == len(where)
        assert postings.positions(number).tolist() == [at for doc in sorted(where) for at in where[doc]]


@given(tokens=TOKENS, docs=st.sets(st.integers(0, 7)), dense=st.sampled_from([0, 2, 32]))
def test_positions_in_some_documents(path: Path, tokens: Tokens, docs: set[int], dense: int) -> None:
    """The positions in any documents; none where the term is not. However few of the occurrences they are."""
    postings, expected = write(path, tokens, positions=True), model(tokens)
    wanted = np.zeros(MAX_DOCUMENTS, dtype=bool)
    wanted[list(docs)] = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_DENSE", dense)
        for term, where in expected.items():
            number = postings.find(term)
            few = np.array(sorted(docs), dtype=np.uint16)
            assert [*postings.positions_of(number, few)] == [(doc, where[doc]) for doc in sorted(docs & where.keys())]
            found = [column.tolist() for column in postings.occurrences(number, number + 1, wanted)]
            pairs = [(doc, at) for doc in sorted(docs & where.keys()) for at in where[doc]]
            assert found == [[doc for doc, _ in pairs], [at for _, at in pairs]]
        found = [column.tolist() for column in postings.occurrences(0, len(postings.terms), wanted)]
        terms = (expected[term.decode()] for term in postings.terms)
        pairs = [(doc, at) for where in terms for doc in sorted(docs & where.keys()) for at in where[doc]]
        assert found == [[doc for doc, _ in pairs], [at for _, at in pairs]]


@given(tokens=TOKENS, docs=st.sets(st.integers(0, 7)))
def test_documents_of_terms(path: Path, tokens: Tokens, docs: set[int]) -> None:
    """A stretch of terms marks every document that has any of them; and a term says whether it meets some documents."""
    postings, expected = write(path, tokens, positions=True), model(tokens)
    mask, wanted = (np.zeros(MAX_DOCUMENTS, dtype=bool) for _ in range(2))
    postings.mark(mask, 0, len(postings.terms))
    assert np.flatnonzero(mask).tolist() == sorted({doc for where in expected.values() for doc in where})
    wanted[list(docs)] = True
    numbers = range(len(postings.terms))
    assert list(postings.met(numbers, wanted)) == [
        number for number in numbers if docs & set(postings.docs(number).tolist())
    ]


@given(tokens=TOKENS)
def test_without_positions(path: Path, tokens: Tokens) -> None:
    """A field of whole values says in which documents a term is, once each."""
    postings, expected = write(path, tokens, positions=False), model(tokens)
    assert not postings.has_positions
    for term, where in expected.items():
        number = postings.find(term)
        docs, counts = postings.postings(number)
        assert docs.tolist() == sorted(where)
        assert counts.tolist() == [1] * len(where)
        with pytest.raises(ValueError, match="no positions"):
            postings.positions(number)


def test_a_term_that_is_not_there(path: Path) -> None:
    """The number of an unknown term is -1, in an empty field too."""
    assert write(path, [], positions=True).find("가") == -1
    assert write(path, [[["가"]]], positions=True).find("나") == -1
