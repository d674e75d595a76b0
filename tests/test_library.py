"""The library as an embedder uses it: the contract of ``import malmoi``."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import pytest

import malmoi
from malmoi import Document, Index

POSTS = [
    Document(
        id="a", title="봄 소풍", body="제주에 다녀왔다", date="2007-12-13", url="/a", tags=("여행", "MTU"), lang="ko"
    ),
    Document(id="b", title="Jeju", body="A trip to 제주 in spring", date="2008-05", lang="ko+en", author="Kim Min"),
    Document(id="c", body="제주 이야기", lang="ko"),
    Document(id="d", title="Other", body="<p>Nothing &amp; <b>more</b></p>", format="html", date="2010", lang="en"),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An index of the posts above."""
    with malmoi.open(tmp_path / "blog.idx", config=malmoi.Config()) as index:
        index.add_all(POSTS)
        yield index


def _ids(page: malmoi.Page) -> list[str]:
    return [hit.id for hit in page.hits]


def test_open_makes_an_index_that_stays(tmp_path: Path) -> None:
    """It is made if it is missing, and there again when it is opened again."""
    with malmoi.open(tmp_path / "new" / "blog.idx") as index:
        assert index.stats().documents == 0
        assert index.search("제주").total == 0
        assert index.add(POSTS[0])
    with malmoi.open(str(tmp_path / "new" / "blog.idx"), create=False) as index:
        assert _ids(index.search("제주")) == ["a"]


def test_open_without_create_names_the_folder(tmp_path: Path) -> None:
    """And the command that makes an index."""
    with pytest.raises(malmoi.IndexMissingError, match=r"no index at .*blog\.idx.*malmoi index") as error:
        malmoi.open(tmp_path / "blog.idx", create=False)
    assert isinstance(error.value, malmoi.MalmoiError)
    assert not (tmp_path / "blog.idx").exists()


def test_sync_follows_a_folder(tmp_path: Path) -> None:
    """Files are added, changed and removed; only what changed counts."""
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.txt").write_text("제주 여행", encoding="utf-8")
    (folder / "b.md").write_text("# 봄\n\n제주에 왔다", encoding="utf-8")
    with malmoi.open(tmp_path / "blog.idx") as index:
        report = index.sync(folder)
        assert (report.added, report.changed, report.unchanged, report.removed) == (2, 0, 0, 0)
        assert set(_ids(index.search("제주"))) == {"a.txt", "b.md"}
        (folder / "a.txt").write_text("서울 여행 이야기", encoding="utf-8")
        (folder / "b.md").unlink()
        (folder / "c.txt").write_text("제주", encoding="utf-8")
        report = index.sync(str(folder))
        assert (report.added, report.changed, report.unchanged, report.removed) == (1, 1, 0, 1)
        assert _ids(index.search("제주")) == ["c.txt"]
        report = index.sync(folder)
        assert (report.added, report.changed, report.unchanged, report.removed) == (0, 0, 2, 0)


def test_a_hit_says_everything_about_its_post(index: Index) -> None:
    """What was given, with a snippet, a heading and the reason."""
    page = index.search("제주 소풍", limit=10, since="2007", lang=None, exact=False)
    hit = page.hits[0]
    assert (hit.id, hit.title, hit.url, hit.date, hit.lang, hit.tags) == (
        "a", "봄 소풍", "/a", "2007-12-13", "ko", ("여행", "MTU"),
    )  # fmt: skip
    assert hit.snippet.to_html() == "<mark>제주</mark>에 다녀왔다"
    assert hit.title_highlight.to_html() == "봄 <mark>소풍</mark>"
    assert hit.why == ("제주", "소풍")
    assert hit.score > 0
    assert (page.query, page.did_you_mean) == ("제주 소풍", None)
    crossing = page.also_searched[0]
    assert (crossing.word, crossing.term, crossing.why, crossing.weight) == ("제주", "Jeju", "aliases", 0.9)
    assert index.search("제주 소풍", exact=True).also_searched == ()


def test_a_page_is_json(index: Index) -> None:
    """The object that the command line prints."""
    page = index.search("제주")
    printed = json.loads(json.dumps(page.to_json()))
    assert printed.keys() >= {"query", "total", "took_ms", "also_searched", "did_you_mean", "relaxed", "hits"}
    assert printed["total"] == 3
    hit = printed["hits"][0]
    assert hit.keys() >= {"id", "title", "url", "date", "lang", "score", "snippet", "marks", "why"}
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["제주"]


def test_add_replaces_and_knows_what_is_new(index: Index) -> None:
    """Adding the same again changes nothing; another text under the same id takes its place."""
    assert not index.add(POSTS[0])
    assert index.add(Document(id="a", body="서울"))
    assert "a" not in _ids(index.search("제주"))
    assert _ids(index.search("서울")) == ["a"]
    assert index.add_all([POSTS[0], POSTS[1], Document(id="e", body="새 글")]) == 2
    assert index.stats().documents == 5


def test_a_new_post_is_found_at_once(index: Index, tmp_path: Path) -> None:
    """By the index that added it, and by another that is open."""
    with malmoi.open(tmp_path / "blog.idx") as other:
        assert other.search("울릉도").total == 0
        index.add(Document(id="new", body="울릉도에 왔다"))
        assert _ids(index.search("울릉도")) == _ids(other.search("울릉도")) == ["new"]


def test_delete_counts_what_there_was(index: Index) -> None:
    """Ids that are not there are no error."""
    assert index.delete("a", "c", "nowhere") == 2
    assert _ids(index.search("제주")) == ["b"]
    assert index.delete() == 0
    assert index.delete("a") == 0
    assert index.get("a") is None


def test_a_failed_add_leaves_the_index_as_it_was(index: Index) -> None:
    """Documents come in one commit: all of them or none, and the next writer is not locked out."""

    def broken() -> Iterator[Document]:
        yield Document(id="e", body="제주")
        raise OSError("the source broke")

    with pytest.raises(OSError, match="the source broke"):
        index.add_all(broken())
    assert index.search("제주").total == 3
    assert index.add(Document(id="f", body="제주"))
    assert index.search("제주").total == 4


def test_get_gives_the_document_back(index: Index) -> None:
    """As cleaned plain text."""
    assert index.get("a") == POSTS[0]
    html = index.get("d")
    assert html
    assert (html.body, html.format) == ("Nothing & more", "text")
    assert index.get("nowhere") is None


def test_stats_count(index: Index) -> None:
    """Documents, languages, documents without a date, segments and bytes."""
    stats = index.stats()
    assert (stats.documents, stats.undated, stats.skipped) == (4, 1, ())
    assert stats.by_lang == {"ko": 2, "en": 1, "ko+en": 1, "other": 0}
    assert stats.segments >= 1
    assert stats.bytes > 0


def test_explain_adds_up_or_says_no(index: Index) -> None:
    """A tree for a document that there is, whether it matches or not; None for one that there is not."""
    hit = index.search("제주 소풍").hits[0]
    explanation = index.explain("제주 소풍", hit.id)
    assert explanation
    assert explanation.value == pytest.approx(hit.score, rel=1e-4)
    assert {part.label for part in explanation.parts} == {"제주", "소풍"}
    assert "제주" in str(explanation)
    other = index.explain("제주 소풍", "d")
    assert other
    assert other.value == 0
    assert "does not match" in other.label
    assert index.explain("제주", "nowhere") is None


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, "a b c"),
        ({"limit": 0}, ""),
        ({"limit": 10**12}, "a b c"),
        ({"offset": 3}, ""),
        ({"offset": 10**12, "limit": 10**12}, ""),
        ({"since": "2007-12-13"}, "a b"),
        ({"since": "2007-12-14"}, "b"),
        ({"until": "2007"}, "a"),
        ({"since": "2007-12", "until": "2008-05"}, "a b"),
        ({"lang": "ko"}, "a b c"),
        ({"lang": "en"}, "b"),
        ({"lang": "ko+en"}, "b"),
        ({"tags": ["mtu"]}, "a"),
        ({"tags": ["여"]}, ""),
        ({"tags": ("여행",), "lang": "en"}, ""),
    ],
    ids=str,
)
def test_options_of_a_search(index: Index, options: dict[str, Any], found: str) -> None:
    """Filters are whole values and dates, both ends included; a page may be empty, and its total still counts."""
    page = index.search("제주", **options)
    assert sorted(_ids(page)) == found.split()
    if options.keys() <= {"limit", "offset"}:
        assert page.total == 3


def test_filters_do_not_change_scores(index: Index) -> None:
    """They only leave documents out."""
    scores = {hit.id: hit.score for hit in index.search("제주 소풍").hits}
    for hit in index.search("제주 소풍", lang="ko", tags=["여행"], since="2007").hits:
        assert hit.score == scores[hit.id]


def test_order_by_date(index: Index) -> None:
    """Newest and oldest first; a post without a date comes last either way."""
    assert _ids(index.search("제주", sort="newest")) == ["b", "a", "c"]
    assert _ids(index.search("제주", sort="oldest")) == ["a", "b", "c"]


@pytest.mark.parametrize("option", ["since", "until"])
@pytest.mark.parametrize("value", ["lastweek", "2007-13", "13.12.2007", "*"])
def test_a_bad_date_is_a_named_error(index: Index, option: str, value: str) -> None:
    """A filter that cannot be understood is not left out."""
    with pytest.raises(malmoi.ArgumentError, match=f"argument '{option}': .* is not a date") as error:
        index.search("제주", since=value if option == "since" else None, until=value if option == "until" else None)
    assert repr(value) in str(error.value)
    assert "2007-12-13" in error.value.remedy


BAD = {
    "query": None,
    "limit": "10",
    "offset": 1.5,
    "sort": "price",
    "lang": ["ko"],
    "tags": "여행",
    "author": ("김 민",),
    "ids": "a",
    "since": 2007,
    "until": b"2007",
}


@pytest.mark.parametrize("name", BAD)
def test_an_argument_of_another_kind_is_a_named_error(index: Index, name: str, within: Callable[..., None]) -> None:
    """It says which argument it is, and takes no time: nothing is looked up, and no damage is looked for."""

    def search() -> None:
        with pytest.raises(malmoi.ArgumentError, match=f"argument '{name}': ") as error:
            index.search(**{"query": "제주", name: BAD[name]})  # type: ignore[arg-type]
        assert error.value.argument == name
        assert "at character" not in str(error.value)

    within(0.1, search)


def test_an_id_that_is_no_string_is_a_named_error(index: Index) -> None:
    """As in a search."""
    for call in (lambda: index.get(None), lambda: index.explain("제주", 7)):  # type: ignore[arg-type]
        with pytest.raises(malmoi.ArgumentError, match=r"argument 'id': .* is not text"):
            call()


def test_a_page_is_a_collection_of_hits(index: Index) -> None:
    """Its length, its items and its truth are those of the hits on it, not of all that are found."""
    page = index.search("제주", limit=2)
    assert (len(page), list(page), bool(page), page.total) == (2, list(page.hits), True, 3)
    assert not index.search("제주", limit=0)


def test_a_hit_says_whether_it_has_every_word(index: Index) -> None:
    """A page that is relaxed shows hits with some of the words after those with all of them."""
    page = index.search("제주 소풍")
    assert page.relaxed
    assert [hit.complete for hit in page] == [True] * page.complete_count + [False] * (page.total - page.complete_count)
    shown = page.to_json()
    assert (shown["complete"], shown["offset"]) == (page.complete_count, 0)
    assert [(hit["complete"], hit["author"], hit["tags"]) for hit in shown["hits"]] == [
        (hit.complete, hit.author, list(hit.tags)) for hit in page
    ]


def test_a_bad_query_is_a_malmoi_error(index: Index) -> None:
    """Every public error has one base."""
    for query in ("foo:bar", "date:lastweek"):
        with pytest.raises(malmoi.MalmoiError):
            index.search(query)


def test_a_tag_is_compared_in_one_normal_form(index: Index) -> None:
    """However it was typed."""
    assert _ids(index.search("제주", tags=[unicodedata.normalize("NFD", "여행")])) == ["a"]


def test_a_searcher_keeps_its_snapshot(index: Index) -> None:
    """What is written later, merged and removed does not change what it finds."""
    searcher = index.searcher()
    before = searcher.search("제주", limit=10)
    for number in range(5):
        index.add(Document(id=f"e{number}", body="제주"))
    index.delete("a", "b", "c")
    after = searcher.search("제주", limit=10)
    assert (after.total, after.hits) == (before.total, before.hits)
    assert index.search("제주").total == 5


def test_many_threads_search_while_one_writes(tmp_path: Path) -> None:
    """Every search sees one commit, whole, and never an older one than before."""
    commits, together = 25, 3
    done = Event()
    with malmoi.open(tmp_path / "blog.idx") as index:

        def read() -> int:
            seen, searches = 0, 0
            while not done.is_set() or not searches:
                page = index.search("제주", limit=1000)
                assert len(page.hits) == page.total
                assert page.total % together == 0
                assert page.total >= seen
                assert len({hit.id for hit in page.hits}) == page.total
                seen, searches = page.total, searches + 1
            return searches

        with ThreadPoolExecutor(8) as pool:
            readers = [pool.submit(read) for _ in range(8)]
            try:
                for commit in range(commits):
                    index.add_all(Document(id=f"{commit}-{at}", body=f"제주 {commit}") for at in range(together))
            finally:
                done.set()
            assert sum(reader.result() for reader in readers) >= 8
        assert index.search("제주").total == commits * together


def test_several_threads_write(tmp_path: Path) -> None:
    """Writers of one index wait for each other, and nothing is lost."""
    with malmoi.open(tmp_path / "blog.idx") as index, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: index.add(Document(id=str(number), body="제주")), range(20)))
        assert index.search("제주").total == 20


CLOSED: dict[str, Callable[[Index], object]] = {
    "search": lambda index: index.search("제주"),
    "count": lambda index: index.count("제주"),
    "explain": lambda index: index.explain("제주", "a"),
    "get": lambda index: index.get("a"),
    "get_many": lambda index: index.get_many(["a"]),
    "ids": lambda index: index.ids(),
    "documents": lambda index: index.documents(),
    "len": len,
    "in": lambda index: "a" in index,
    "stats": lambda index: index.stats(),
    "analyze": lambda index: index.analyze("제주"),
    "warm": lambda index: index.warm(),
    "add": lambda index: index.add(POSTS[0]),
    "add_all": lambda index: index.add_all(POSTS),
    "add_stream": lambda index: index.add_stream(BytesIO(b"text")),
    "batch": lambda index: index.batch(),
    "delete": lambda index: index.delete("a"),
    "delete_where": lambda index: index.delete_where("제주"),
    "clear": lambda index: index.clear(),
    "sync": lambda index: index.sync(index.folder.parent),
    "sources": lambda index: index.sources(),
    "aliases": lambda index: index.aliases(),
    "lexicon": lambda index: index.lexicon(),
    "check": lambda index: index.check(),
    "rebuild": lambda index: index.rebuild(),
    "backup": lambda index: index.backup(index.folder.parent / "backup"),
    "searcher": lambda index: index.searcher(),
    "with": lambda index: index.__enter__(),
}


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_index_is_an_error(index: Index, name: str) -> None:
    """Whatever is asked of it; closing it again is none."""
    index.close()
    index.close()
    with pytest.raises(malmoi.StoreError, match=r"the index at .*blog\.idx is closed"):
        CLOSED[name](index)
    assert "closed" in repr(index)


def test_two_indexes_do_not_mix(tmp_path: Path) -> None:
    """Each has its own folder and settings."""
    few = malmoi.Config().override({"search": {"limit": 1}}, "the test")
    with malmoi.open(tmp_path / "a", config=few) as first, malmoi.open(tmp_path / "b") as second:
        first.add_all(POSTS)
        assert len(first.search("제주").hits) == 1
        assert second.search("제주").total == 0
