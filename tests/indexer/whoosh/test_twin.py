"""Whoosh over our segments against Whoosh over an index of its own with the same tokens.

The twin never held the documents that are deleted from our segments, and its lengths are not rounded as Whoosh's are
(11 tokens count as 12): so even BM25F scores are the same.
"""

from __future__ import annotations

import copyreg
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import fields, formats, query, scoring
from whoosh.codec import whoosh3
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.query import spans

from malmoi.indexer.analysis.analyzer import Analyzer
from malmoi.indexer.analysis.taggers.tagger import Morpheme
from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import Record
from malmoi.indexer.segments.builder import SegmentBuilder
from malmoi.indexer.segments.columns import encode_columns
from malmoi.indexer.segments.runs import Runs
from malmoi.indexer.segments.segment import Segment
from malmoi.indexer.whoosh.index import WhooshIndex
from malmoi.indexer.whoosh.schema import STREAM_FIELDS
from malmoi.tests.examples import examples


class Pairs:
    """A tagger whose morphemes are pairs of syllables; four syllables are a compound of two pairs."""

    name = "pairs"

    def fingerprint(self) -> dict[str, str]:
        return {}

    def tag(self, text: str) -> list[Morpheme]:
        whole = [Morpheme(text, "NNG", 0, 4, text, (text[:2], text[2:]))] if len(text) == 4 else []
        pairs = [text[at : at + 2] for at in range(0, len(text), 2)]
        return whole or [Morpheme(pair, "NNG", 2 * at, 2 * at + len(pair), pair) for at, pair in enumerate(pairs)]


ANALYZER = Analyzer(Pairs())


def _analyzer() -> Analyzer:
    return ANALYZER


copyreg.pickle(Analyzer, lambda _: (_analyzer, ()))  # Whoosh's own index pickles its schema


class Once(formats.Existence):  # type: ignore[misc]  # Whoosh has no types
    """As in our words: a word counts once in its document, and as often as it occurs in the length."""

    def word_values(self, value: str, analyzer: Any, **options: Any) -> Iterator[tuple[str, int, float, bytes]]:
        counts = Counter(token.text for token in analyzer(value, **options))
        return ((word, count, 1.0, b"") for word, count in counts.items())


WORDS = st.one_of(
    st.text("가나", min_size=1, max_size=4),
    st.sampled_from(["MTU", "Trade", "Union", "union", "unions", "10.1", "金", "同志"]),
)
TERMS = st.one_of(
    st.text("가나", min_size=1, max_size=2), st.sampled_from(["mtu", "union", "unions", "10.1", "金", "없음"])
)
DATES = ("1969-12-31", "2007", "2007-12", "2007-12-13", "2007-12-13T10:20:30", "2024-02-29", None)
DOCUMENTS = st.builds(
    lambda title, body, tags, **rest: Document(
        id="", title=" ".join(title), body=" ".join(body), tags=tuple(tags), **rest
    ),
    title=st.lists(WORDS, max_size=3),
    body=st.lists(WORDS, min_size=2, max_size=10),
    tags=st.lists(st.sampled_from(["봄 여행", "MTU", "나가"]), max_size=2, unique=True),
    date=st.sampled_from(DATES),
    lang=st.sampled_from(["ko", "en", "ko+en"]),
    author=st.sampled_from([None, "Kim"]),
)
SEGMENTS = st.lists(st.lists(st.tuples(DOCUMENTS, st.booleans()), min_size=1, max_size=5), min_size=1, max_size=3)
MOMENTS = st.sampled_from(
    [None, *(datetime(*day) for day in ((1900, 1, 1), (2007, 1, 1), (2007, 12, 13, 10), (2025, 1, 1)))]
)


@st.composite
def leaves(draw: Any) -> query.Query:
    """A query that is not made of others.

    Patterns are scored by their words: Whoosh gives a constant only where two words or more match, and a word that
    stands in deleted documents alone is one that the twin does not have.
    """
    text, other = draw(TERMS), draw(TERMS)
    field = draw(st.sampled_from(sorted(STREAM_FIELDS)))
    placed = draw(st.sampled_from(["body", "body", "body_grams", "title"]))
    term, near = query.Term(placed, text), query.Term(placed, other)
    start, end = draw(MOMENTS), draw(MOMENTS)
    slop = draw(st.integers(1, 3))
    return draw(
        st.sampled_from(
            [
                query.Term(field, text, boost=2.0),
                query.Term("lang", "ko"),
                query.Term("tag", "mtu"),
                query.Every(),
                query.Every(field),
                query.Prefix(field, text[:1], constantscore=False),
                query.Wildcard(field, f"?{text[-1]}*", constantscore=False),
                query.Regex(field, f"{text[0]}.?", constantscore=False),
                query.FuzzyTerm(field, text, maxdist=slop - 1, prefixlength=slop % 2, constantscore=False),
                query.TermRange(field, min(text, other), max(text, other), startexcl=slop > 1, constantscore=False),
                query.Variations(field, "union"),
                query.Phrase(placed, [text, other], slop=slop),
                query.DateRange("date", start, end),
                query.NumericRange("date", 0, 63_000_000_000_000_000),
                spans.SpanFirst(term, limit=slop),
                spans.SpanNear(term, near, slop=slop, ordered=slop > 1),
                spans.SpanNear2([term, near, term], slop=slop, ordered=False),
                spans.SpanOr([term, near]),
                spans.SpanNot(term, near),
                spans.SpanContains(spans.SpanNear(term, near, slop=3), near),
                spans.SpanBefore(term, near),
                spans.SpanCondition(term, near),
                query.Sequence([term, near], slop=slop),
                query.Ordered([term, near]),
            ]
        )
    )


def compound(inner: Any) -> Any:
    """Queries made of ``inner`` ones."""
    lists = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        lists.map(query.And),
        lists.map(query.Or),
        lists.map(query.DisjunctionMax),
        inner.map(query.Not),
        inner.map(lambda of: query.ConstantScoreQuery(of, 3.0)),
        *(st.builds(kind, inner, inner) for kind in (query.AndNot, query.AndMaybe, query.Require, query.Otherwise)),
    )


QUERIES = st.lists(st.one_of(leaves(), st.recursive(leaves(), compound, max_leaves=4)), min_size=4, max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("segments")


@pytest.fixture(scope="module", autouse=True)
def exact_twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoosh keeps a length in a byte, rounded above 10; those of the twin are short enough to be kept as they are.

    And it writes in one folder of temporary files, whichever process does so at the time.
    """

    def temporary(self: RamStorage, name: str | None = None) -> FileStorage:
        return FileStorage(str(tmp_path_factory.mktemp("temporary")))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RamStorage, "temp_storage", temporary)
        patch.setattr(whoosh3, "length_to_byte", lambda length: length or 0)
        patch.setattr(whoosh3, "byte_to_length", lambda byte: byte)
        yield


_FILES = count()


def records(made: Sequence[Sequence[tuple[Document, bool]]]) -> list[list[tuple[Record, bool]]]:
    """The records of each segment, with ids that tell where they are, and whether each is deleted."""
    return [
        [
            (Record.of(Document(**_named(document, f"{at}-{number}"))), gone)
            for number, (document, gone) in enumerate(segment)
        ]
        for at, segment in enumerate(made)
    ]


def _named(document: Document, id_: str) -> dict[str, Any]:
    values = {name: getattr(document, name) for name in ("title", "body", "tags", "date", "lang", "author")}
    return values | {"id": id_}


def ours(made: Sequence[Sequence[tuple[Record, bool]]], folder: Path) -> WhooshIndex:
    """The records in our segments."""
    segments = []
    for segment in made:
        builder = SegmentBuilder(Runs(ANALYZER))
        for record, _ in segment:
            builder.add(record)
        path = folder / f"{next(_FILES)}.segment"
        path.write_bytes(b"".join(encode_columns(builder.columns(), {"documents": len(segment)})))
        segments.append(Segment(path, np.array([at for at, (_, gone) in enumerate(segment) if gone], "<u2")))
    return WhooshIndex(segments, ANALYZER)


def twin(made: Sequence[Sequence[tuple[Record, bool]]], index: WhooshIndex) -> Any:
    """The live records in an index of Whoosh's own: one segment for each of ours."""
    analyzers = {name: field.analyzer for name, field in index.schema.items() if field.analyzer}
    schema = {name: fields.TEXT(analyzer=analyzers[name], phrase=True) for name in STREAM_FIELDS}
    for name in ("title_words", "body_words", "tags_words"):
        schema[name] = fields.FieldType(Once(), analyzers[name], scorable=True)
    values = {name: fields.KEYWORD(analyzer=analyzers[name]) for name in ("tag", "lang", "author")}
    whole = fields.Schema(
        **schema, **values, id=fields.ID(stored=True, sortable=True), date=fields.DATETIME(sortable=True)
    )
    own = RamStorage().create_index(whole)
    for segment in made:
        writer = own.writer()
        for record, gone in segment:
            if not gone:
                writer.add_document(**_values(record))
        writer.commit(merge=False)
    return own


def _values(record: Record) -> dict[str, Any]:
    texts = record.texts()
    values: dict[str, Any] = {name: texts[field.partition(".")[0]] for name, field in STREAM_FIELDS.items()}
    values |= {name: sorted(record.keywords()[name]) for name in ("tag", "lang", "author")}
    if record.timestamp is not None:
        values["date"] = datetime.fromtimestamp(record.timestamp, UTC).replace(tzinfo=None)
    return values | {"id": record.id}


def found(index: Any, asked: query.Query, **options: Any) -> Any:
    """The scores of the ids that a query finds, or the kind of exception that Whoosh's own code ends with.

    Which of two comes first is not told: scores that are equal may differ in their last bit. Compounds of spans may end
    with an exception where a part matches nothing: a NullMatcher has no id.
    """
    with index.searcher(weighting=scoring.BM25F()) as searcher:
        try:
            return {hit["id"]: pytest.approx(hit.score) for hit in searcher.search(asked, **options)}
        except Exception as error:
            return type(error)


@examples(60, quick=20)
@given(made=SEGMENTS, asked=QUERIES)
def test_every_query_finds_what_it_finds_in_whoosh(
    made: list[list[tuple[Document, bool]]], asked: list[query.Query], folder: Path
) -> None:
    """Any query finds the same documents with the same BM25F scores as in an index of Whoosh's own."""
    kept = records(made)
    index = ours(kept, folder)
    own = twin(kept, index)
    for each in asked:
        assert found(index, each, limit=None) == found(own, each, limit=None), each
        best = found(own, each, limit=2)
        if isinstance(best, dict):
            assert list(found(index, each, limit=2).values()) == list(best.values()), each
