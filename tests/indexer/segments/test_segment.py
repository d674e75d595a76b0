"""Segments: documents in, the postings of analysing each of them out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malmoi.errors import DamagedIndexError
from malmoi.indexer.analysis.analyzer import STREAMS, Analyzer, capitalised_spans, joined_words
from malmoi.indexer.dates.mentions import moment_tokens
from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import Record
from malmoi.indexer.keys.hints import hint_terms
from malmoi.indexer.segments.fields import KEYWORD_FIELDS, TEXT_FIELDS, UNKNOWN_DATE
from malmoi.indexer.segments.segment import Segment
from malmoi.indexer.text.fold import fold_text
from malmoi.indexer.text.positions import RUN, position_spans
from malmoi.tests.examples import examples

WORDS = st.sampled_from(
    "서울에 서울 강제출국 노동조합을 봄 물 同志 金 MTU Trade Union unions don't 12.9 1,234 G20 Lee Myung-bak 😀".split()
)
TEXT = st.lists(WORDS, max_size=8).map(" ".join)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        id=st.uuids().map(str),
        body=TEXT,
        title=TEXT,
        tags=st.lists(st.sampled_from(["봄 여행", "MTU", "mtu", "노동"]), max_size=3).map(tuple),
        date=st.sampled_from([None, "2007", "1969-12-31", "2007-12-13T10:20:30"]),
        lang=st.sampled_from([None, "ko+en"]),
        author=st.sampled_from([None, "Kim", "김"]),
    ),
    max_size=5,
)

Where = dict[str, dict[int, list[int]]]


def expected(analyzer: Analyzer, records: list[Record], field: str, stream: str) -> Where:
    """Term, document and positions, by analysing every run of every document."""
    found: Where = defaultdict(lambda: defaultdict(list))
    for doc, record in enumerate(records):
        text, position = fold_text(record.texts()[field]), 0
        for run in RUN.findall(text):
            tokens = analyzer.analyze(run)
            for term, at in tokens.stream(stream):
                found[term][doc].append(position + at)
            position += tokens.positions
        longer = (*capitalised_spans(text), *joined_words(text, analyzer.english), *moment_tokens(text))
        for span in longer if stream == "words" else ():
            found[span][doc].append(-1)
    return found


@examples(50, quick=20)
@given(documents=DOCUMENTS)
def test_text_fields(make_segment: Any, analyzer: Analyzer, documents: list[Document]) -> None:
    """Every stream of every text field has the postings of its runs, counted in the positions of the whole text."""
    records = [Record.of(document) for document in documents]
    segment: Segment = make_segment(documents)
    for field in TEXT_FIELDS:
        for stream in STREAMS:
            model = expected(analyzer, records, field, stream)
            postings = segment.postings(f"{field}.{stream}")
            assert {term.decode() for term in postings.terms} == set(model)
            lengths = Counter(dict.fromkeys(range(len(records)), 0))
            for term, where in model.items():
                number = postings.find(term)
                docs, counts = postings.postings(number)
                assert docs.tolist() == sorted(where)
                lengths.update({doc: len(found) for doc, found in where.items()})
                if stream != "words":
                    assert counts.tolist() == [len(where[doc]) for doc in sorted(where)]
                    assert postings.positions(number).tolist() == [at for doc in sorted(where) for at in where[doc]]
            assert postings.has_positions == (stream != "words")
            assert postings.lengths.tolist() == [lengths[doc] for doc in range(len(records))]


@examples(50, quick=20)
@given(documents=DOCUMENTS)
def test_positions_lead_back_to_the_stored_text(make_segment: Any, documents: list[Document]) -> None:
    """Where a gram stands leads back to its characters in the text that is shown."""
    segment: Segment = make_segment(documents)
    postings = segment.postings("body.grams")
    for number, term in enumerate(postings.terms):
        for doc, positions in postings.positions_of(number, postings.docs(number)):
            body = segment.record(doc).body
            spans = position_spans(body)[positions]
            assert all(body[start:].lower().startswith(term.decode()) for start, _ in spans)


@examples(50, quick=20)
@given(documents=DOCUMENTS)
def test_keyword_fields(make_segment: Any, documents: list[Document]) -> None:
    """A value of a keyword field finds the documents that have it; case and repetition do not matter."""
    records = [Record.of(document) for document in documents]
    segment: Segment = make_segment(documents)
    kept = [record.keywords() | {"hints": hint_terms(f"{record.title}\n{record.body}")} for record in records]
    for field in KEYWORD_FIELDS:
        values = {value for keywords in kept for value in keywords[field]}
        assert {term.decode() for term in segment.postings(field).terms} == values
        for value in values:
            having = [doc for doc, keywords in enumerate(kept) if value in keywords[field]]
            assert segment.documents_with(field, value).tolist() == having
        assert segment.documents_with(field, "nobody").tolist() == []


@examples(50, quick=20)
@given(documents=DOCUMENTS)
def test_stored(make_segment: Any, documents: list[Document]) -> None:
    """Records, dates and digests come back as they were."""
    segment: Segment = make_segment(documents)
    records = [Record.of(document) for document in documents]
    assert [segment.record(doc) for doc in range(segment.size)] == records
    stamps = [UNKNOWN_DATE if record.timestamp is None else record.timestamp for record in records]
    assert segment.dates.tolist() == stamps
    assert [row.tobytes() for row in segment.digests] == [document.digest() for document in documents]


@examples(50, quick=20)
@given(documents=DOCUMENTS, data=st.data())
def test_deletions(make_segment: Any, documents: list[Document], data: st.DataObject) -> None:
    """Deletions are beside the file: another view of the same segment has others."""
    gone = data.draw(st.sets(st.sampled_from(range(len(documents))))) if documents else set()
    segment: Segment = make_segment(documents, sorted(gone))
    assert len(segment) == len(documents) - len(gone)
    assert segment.live.nonzero()[0].tolist() == [doc for doc in range(len(documents)) if doc not in gone]
    whole = segment.with_deleted(segment.deleted[:0])
    assert (len(whole), len(segment)) == (len(documents), len(documents) - len(gone))
    assert whole.postings("id") is segment.postings("id")


@examples(20)
@given(text=st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=20))
@example("가\ud800")
def test_any_text_is_stored(make_segment: Any, text: str) -> None:
    """Whatever characters the fields of a document have, it is indexed and stored."""
    document = Document(id=f"id {text}", body=text, title=text, tags=(text,), url=text, author=text)
    segment: Segment = make_segment([document])
    assert segment.record(0) == Record.of(document)


def test_a_record_that_cannot_be_unpacked(make_segment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that pass their checksum and are no record are damage, not a traceback of what unpacks it."""
    segment: Segment = make_segment([Document(id="a", body="가")])
    for stored in (b"", b"x", b"[1]", segment.stored[0][:-1]):
        monkeypatch.setattr(segment, "stored", [stored])
        with pytest.raises(DamagedIndexError, match="document 0"):
            segment.record(0)
