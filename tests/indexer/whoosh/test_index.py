"""Whoosh's parser, sorting, stored fields and statistics over our segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query, scoring, sorting
from whoosh.qparser import FuzzyTermPlugin, OrGroup, QueryParser

from malmoi.errors import StoreError
from malmoi.indexer.analysis.analyzer import Analyzer
from malmoi.indexer.analysis.taggers.tagger import Morpheme
from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import Record
from malmoi.indexer.segments.builder import SegmentBuilder
from malmoi.indexer.segments.columns import encode_columns
from malmoi.indexer.segments.runs import Runs
from malmoi.indexer.segments.segment import Segment
from malmoi.indexer.whoosh.index import WhooshIndex
from malmoi.indexer.whoosh.parser import parser, phrase
from malmoi.tests.examples import examples


class Particles:
    """A tagger that knows one particle."""

    name = "particles"

    def fingerprint(self) -> dict[str, str]:
        return {}

    def tag(self, text: str) -> list[Morpheme]:
        end = len(text) - 1 if text.endswith("를") else len(text)
        particle = [Morpheme("를", "JKO", end, len(text), "를")] if end < len(text) else []
        return [Morpheme(text[:end], "NNG", 0, end, text[:end]), *particle]


ANALYZER = Analyzer(Particles())
POSTS = [
    Document(
        id="나",
        title="강제 출국",
        body="노조를 만났다. 강제 출국 반대",
        date="2007-12-13",
        tags=("봄 여행",),
        author="Lee",
    ),
    Document(id="가", title="강제출국", body="강제출국 MTU 성명, MTU unions", date="2008", lang="ko+en", url="/b"),
    Document(id="gone", title="노조", body="노조 노조 노조 강제 출국", date="2009-01-02"),
    Document(id="다", title="Trade Union", body="출국 강제. Migrants' Trade Union", date="2007-01-02T03:04:05"),
    Document(id="라", title="여행", body="노동절 노동자 노조", tags=("MTU", "나들이")),
]


def segment(posts: Sequence[Document], path: Path, deleted: Sequence[int] = ()) -> Segment:
    builder = SegmentBuilder(Runs(ANALYZER))
    for post in posts:
        builder.add(Record.of(post))
    path.write_bytes(b"".join(encode_columns(builder.columns(), {"documents": len(posts)})))
    return Segment(path, np.array(deleted, "<u2"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> WhooshIndex:
    """Two segments; the third document of the first is deleted."""
    folder = tmp_path_factory.mktemp("index")
    return WhooshIndex([segment(POSTS[:3], folder / "a", [2]), segment(POSTS[3:], folder / "b")], ANALYZER)


def ids(index: WhooshIndex, asked: query.Query | str, **options: object) -> str:
    """The ids that a query finds, in order."""
    asked = parser(index.schema).parse(asked) if isinstance(asked, str) else asked
    with index.searcher() as searcher:
        return "".join(hit["id"] for hit in searcher.search(asked, **options))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("노조", "나라"),
        ("노조를", "나라"),
        ("노동*", "라"),
        ("노?자", "라"),
        ("노동?", "라"),
        ("*국", "가나다"),
        ("강제*국", "가"),
        ("UNION*", "가다"),
        ("unions", "가다"),
        ("강제 OR 노조", "나다라"),
        ("노조 NOT 강제", "라"),
        ("[노동 TO 노동절]", "라"),
        ('tag:"봄 여행"', "나"),
        ("tag:mtu OR tag:나들이", "라"),
        ("author:LEE", "나"),
        ("lang:en", "가다"),
        ("lang:ko", "가나다라"),
        ("lang:ko NOT lang:en", "나라"),
        ("id:가", "가"),
        ('body_words:"Trade Union"', "다"),
        ("body_words:MTU", "가"),
        ("body_grams:출국", "가나다"),
        ("date:2007", "나다"),
        ("date:20071213", "나"),
        ("date:[20070102 TO 20071213]", "나다"),
        ("date:[2008 TO]", "가"),
        ("date:[TO 2007]", "나다"),
        ("date:[TO]", "가나다"),
        ("title:강제출국", "가"),
        ("*", "가나다라"),
    ],
)
def test_the_parser_makes_the_terms_of_the_segments(index: WhooshIndex, asked: str, found: str) -> None:
    """Query strings find what they say, wildcards in Korean and ranges of dates among them."""
    assert "".join(sorted(ids(index, asked))) == found


def test_whooshs_own_parser_works_on_the_schema(index: WhooshIndex) -> None:
    """A plain QueryParser, with plugins and groups of its own, makes the same terms; patterns are not analysed."""
    plain = QueryParser("body", index.schema, group=OrGroup)
    plain.add_plugin(FuzzyTermPlugin())
    assert ids(index, plain.parse("노동젉~ 성명")) in {"라가", "가라"}
    assert plain.parse("노조를*") == query.Prefix("body", "노조를")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('"강제 출국"', "가나"),
        ('"강제출국"', "가나"),
        ('"출국 강제"', "다"),
        ('title:"강제 출국"', "가나"),
        ('"강제 반대"', ""),
        ('"강제 반대"~3', "나"),
        ('"Migrants\' Trade Union"', "다"),
        ('"MTU unions"', "가"),
        ('"노조"', "나라"),
        ('"…"', ""),
        ('date:"2007-12-13"', "나"),
    ],
)
def test_a_phrase_is_the_same_atoms_in_the_same_order(index: WhooshIndex, asked: str, found: str) -> None:
    """A phrase is found whether its words are written apart or together."""
    assert "".join(sorted(ids(index, asked))) == found


def test_a_boost_of_a_phrase_multiplies_its_score(index: WhooshIndex) -> None:
    """``"강제 출국"^2`` scores twice as much."""
    once, twice = (index.matches(phrase(index.schema, "body", "강제 출국", boost=boost)) for boost in (1.0, 2.0))
    assert [2 * scores for _, scores in once] == [pytest.approx(scores) for _, scores in twice]


@pytest.mark.parametrize(
    ("by", "reverse", "found"),
    [("date", False, "다나가라"), ("date", True, "가나다라"), ("id", False, "가나다라"), ("id", True, "라다나가")],
)
def test_hits_sort_by_date_and_id(index: WhooshIndex, by: str, reverse: bool, found: str) -> None:
    """Both ways; a document without a date comes last both ways."""
    assert ids(index, query.Every(), sortedby=sorting.FieldFacet(by, reverse=reverse)) == found


def test_hits_group_by_fields_without_a_column(index: WhooshIndex) -> None:
    """Whoosh counts the values of tags and dates."""
    with index.searcher() as searcher:
        facets = {"tag": sorting.FieldFacet("tag", allow_overlap=True), "date": sorting.FieldFacet("date")}
        result = searcher.search(query.Every(), groupedby=facets)
        assert set(result.groups("tag")) == {"봄 여행", "mtu", "나들이", None}
        days = {datetime(2007, 12, 13), datetime(2008, 1, 1), datetime(2007, 1, 2, 3, 4, 5)}
        assert set(result.groups("date")) == {*days, None}


def test_stored_fields_are_the_records(index: WhooshIndex) -> None:
    """A hit gives what was stored, its date as it was written; what is missing is left out."""
    with index.searcher() as searcher:
        assert searcher.document(id="가") == {
            "id": "가",
            "title": "강제출국",
            "body": "강제출국 MTU 성명, MTU unions",
            "date": "2008",
            "lang": "ko+en",
            "url": "/b",
            "tags": (),
        }
        assert searcher.document(id="gone") is None


def test_deleted_documents_do_not_count(index: WhooshIndex, tmp_path: Path) -> None:
    """Scores and statistics are those of an index that never had the deleted documents, in one segment or two."""
    whole = WhooshIndex([segment([post for post in POSTS if post.id != "gone"], tmp_path / "whole")], ANALYZER)
    for asked in (query.Term("body", "노조"), query.Or([query.Term("body", "강제"), query.Term("body", "mtu")])):
        scores = np.concatenate([scores for _, scores in index.matches(asked)])
        assert scores.tolist() == whole.matches(asked)[0][1].tolist()
    with index.reader() as reader, whole.reader() as other:
        assert reader.doc_count() == reader.doc_count_all() == index.doc_count() == 4
        assert reader.doc_frequency("body", "노조") == other.doc_frequency("body", "노조") == 2
        assert list(reader.lexicon("body")) == list(other.lexicon("body"))
        assert reader.field_length("body") == other.field_length("body")
        assert (reader.min_field_length("body"), reader.max_field_length("body")) == (3, 6)
        infos = [each.term_info("body", "노조") for each in (reader, other)]
        assert infos[0].__dict__ == infos[1].__dict__


def test_matches_are_numbered_as_the_segment_numbers_them(tmp_path: Path) -> None:
    """After a deleted document too; a weighting may be given."""
    index = WhooshIndex(
        [segment(POSTS, tmp_path / "all", [0, 2]), segment(POSTS[:1], tmp_path / "none", [0])], ANALYZER
    )
    (docs, scores), (none, _) = index.matches(query.Term("body", "mtu"), scoring.Frequency())
    assert (docs.tolist(), scores.tolist(), none.tolist()) == ([1], [2.0], [])
    assert index.matches(query.Term("id", "라"))[0][0].tolist() == [4]


def test_spans_are_atoms(index: WhooshIndex) -> None:
    """A term knows at which positions it stands, and its characters when a text is cut again."""
    with index.reader() as reader:
        matcher = reader.postings("body_grams", "강제")
        assert [(span.start, span.end) for span in matcher.spans()] == [(6, 6)]
    tokens = index.schema["body"].tokenize("노조를 만났다. unions", positions=True, chars=True)
    assert [(t.text, t.pos, t.startchar, t.endchar) for t in tokens] == [
        ("노조", 0, 0, 2),
        ("만났다", 3, 4, 7),
        ("~만나다", 3, 4, 7),
        ("union", 6, 9, 15),
    ]


MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(2999, 12, 31)).map(lambda moment: moment.replace(microsecond=0))


@examples(50)
@given(
    moments=st.lists(MOMENTS | MOMENTS.map(lambda moment: moment.replace(year=2007, month=12, day=13)), max_size=12),
    bounds=st.tuples(MOMENTS, MOMENTS),
    near=st.booleans(),
    excluded=st.tuples(st.booleans(), st.booleans()),
)
def test_date_ranges_hold_exactly_their_dates(
    tmp_path: Path,
    moments: list[datetime],
    bounds: tuple[datetime, datetime],
    near: bool,
    excluded: tuple[bool, bool],
) -> None:
    """To the second, at any distance, with bounds that are dates of documents and with bounds that are not."""
    start, end = sorted(moments[:2] if near and len(moments) > 1 else bounds)
    posts = [Document(id=str(at), body="", date=moment.isoformat()) for at, moment in enumerate(moments)]
    index = WhooshIndex([segment([*posts, Document(id="undated", body="")], tmp_path / f"{uuid4()}")], ANALYZER)
    (docs, _), *_ = index.matches(query.DateRange("date", start, end, *excluded))
    first, last = start + excluded[0] * timedelta(microseconds=1), end - excluded[1] * timedelta(microseconds=1)
    assert docs.tolist() == [at for at, moment in enumerate(moments) if first <= moment <= last]


def test_an_index_without_documents_finds_nothing(tmp_path: Path) -> None:
    """No segment, or only a segment whose documents are all deleted."""
    for empty in (WhooshIndex([], ANALYZER), WhooshIndex([segment(POSTS[:1], tmp_path / "one", [0])], ANALYZER)):
        assert empty.is_empty()
        assert empty.doc_count_all() == 0
        for asked in ("노조", "노*", '"강제 출국"', "date:2007", "*", "노조~"):
            assert not ids(empty, asked, sortedby="date")
            assert not any(len(docs) for docs, _ in empty.matches(parser(empty.schema).parse(asked)))


def test_whoosh_cannot_write(index: WhooshIndex) -> None:
    """Every way to write through Whoosh is refused with malmoi's own error."""
    ways: list[Callable[[], object]] = [
        index.writer,
        lambda: index.delete_by_term("id", "가"),
        lambda: index.add_field("new", "ID"),
    ]
    for write in ways:
        with pytest.raises(StoreError, match="only read"):
            write()


def test_a_snapshot_is_always_up_to_date(index: WhooshIndex) -> None:
    """Refreshing a searcher gives the same one."""
    with index.searcher() as searcher:
        assert searcher.up_to_date()
        assert searcher.refresh() is searcher
