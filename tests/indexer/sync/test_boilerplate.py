"""Boilerplate: what stands on most pages of a site goes, what a page says stays."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi.config import Config
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.indexer.store.source_state import Boilerplate
from malmoi.indexer.sync.boilerplate import is_due, learn, learn_from, lines_of, strip
from malmoi.indexer.sync.sync import SyncOptions, sync

MENU = ("바람골 소식", "처음", "서울", "부산", "광주", "글쓴이에게")
FOOTER = ("이 누리집의 글은 출처를 밝히면 누구나 나눌 수 있습니다.", "© 바람골")


def page(number: int, *middle: str) -> str:
    """The text of a page of a site with a menu, a footer and between them a title and a story."""
    words = random.Random(number).sample("봄 여름 가을 겨울 바다 마을 시장 책방 노래 골목 다리 언덕 밥상".split(), 6)
    return "\n".join([*MENU, f"{number}번째 글", " ".join(words), *middle, " ".join(words[::-1]), *FOOTER])


def html(number: int, *middle: str) -> str:
    """That page as old web pages were made: a table, and nothing that tells a menu from a story."""
    cells = "".join(f"<tr><td>{line}</td></tr>" for line in page(number, *middle).split("\n"))
    return f"<html><head><title>{number}번째 글</title></head><body><table>{cells}</table></body></html>"


def test_menus_and_footers() -> None:
    """The menu above and the footer below every story are dropped, all of what is between them stays."""
    blocks = frozenset(learn(page(number) for number in range(12)))
    for number in range(20):
        kept = strip(page(number, "서울", "부산에 갔다"), blocks).split("\n")
        assert kept[0] == f"{number}번째 글"
        assert kept[2:4] == ["서울", "부산에 갔다"]
        assert len(kept) == 5


def test_a_short_line_counts_beside_its_neighbour() -> None:
    """A line of a menu stays where it stands in a story, and so do two that are no neighbours in the menu."""
    blocks = frozenset(learn(page(number) for number in range(12)))
    story = "봄\n서울\n가을\n처음\n부산\n겨울"
    assert strip(story, blocks) == story
    assert strip("봄\n서울\n부산\n겨울", blocks) == "봄\n겨울"


def test_a_long_line_counts_anywhere() -> None:
    """A sentence that is on most pages is dropped wherever it stands, and however it is spaced."""
    shuffled = [random.Random(number).sample([FOOTER[0], *page(number).split("\n")[6:-2]], 4) for number in range(12)]
    blocks = frozenset(learn(map("\n".join, shuffled)))
    assert strip(f"하나\n  {FOOTER[0].replace(' ', '  ')}\n둘", blocks) == "하나\n둘"


@pytest.mark.parametrize(
    ("pages", "having", "is_learned"), [(12, 7, True), (12, 6, False), (7, 4, False), (8, 5, True)]
)
def test_how_many_pages_it_takes(pages: int, having: int, is_learned: bool) -> None:
    """A block is learned that is in more than half of the pages, and in five at least."""
    block = "안내\n연락처"
    texts = [f"글 {number}\n{block if number < having else '다른 말'}\n끝 {number}" for number in range(pages)]
    assert (block in set(learn(texts))) is is_learned


def test_copies_are_no_pattern() -> None:
    """What a text says is not boilerplate because the text is there many times."""
    assert not list(learn([page(1)] * 20 + [page(2), page(3)]))


def test_signs_are_no_lines() -> None:
    """Braces and rules, which stand on many pages for good reasons, are neither learned nor dropped."""
    blocks = frozenset(learn(f"이름{number}\n{{\n}}\n---\n끝{number}" for number in range(12)))
    assert not blocks
    assert strip("}\n안내\n---", frozenset({"\n안내", "{\n}"})) == "}\n안내\n---"


def test_a_page_of_nothing_else() -> None:
    """A page that has only boilerplate is left whole rather than emptied."""
    blocks = frozenset(learn(page(number) for number in range(12)))
    assert strip("\n".join(MENU), blocks) == "\n".join(MENU)


@given(st.lists(st.text(alphabet="가나\n }", max_size=20), max_size=12))
def test_what_is_left_was_there(texts: list[str]) -> None:
    """Lines are only left out, in no text all of them, and never one that is in a single text."""
    blocks = frozenset(learn([*texts, *(f"{text}\n가나\n나가" for text in texts)]))
    for text in texts:
        left = strip(text, blocks)
        rest = iter(text.split("\n"))
        assert all(line in rest for line in left.split("\n")) or not left
        assert bool(left.strip()) == bool(text.strip())
        assert strip(f"{text}\n홀로", blocks).endswith("홀로")


def test_the_lines() -> None:
    """The lines of the blocks are told once each, as they stand on a page."""
    known = Boilerplate(12, tuple(learn(page(number) for number in range(12))))
    assert lines_of(known) == (*MENU, *FOOTER)


def test_when_it_is_due() -> None:
    """It is learned from eight pages on, and again where pages have doubled or everything is read."""
    known = Boilerplate(10, ())
    assert [is_due(None, pages, thorough=False) for pages in (7, 8)] == [False, True]
    assert [is_due(known, pages, thorough=False) for pages in (7, 10, 19, 20)] == [False, False, False, True]
    assert [is_due(known, pages, thorough=True) for pages in (7, 10)] == [False, True]


@dataclass
class FakePage:
    """A page that is in no folder."""

    key: str
    gives: list[Any]
    size: int = 100
    own_ids: bool = False
    read: int = 0

    @property
    def stamp(self) -> tuple[int, int]:
        return (self.size, 1)

    def documents(self) -> Iterator[Document | Skipped]:
        self.read += 1
        for one in self.gives:
            if isinstance(one, Exception):
                raise one
            yield one


def test_a_sample_is_read() -> None:
    """Of many pages 200 are read, from all over; large ones and those that cannot be read teach nothing."""
    pages = [FakePage(f"{number}.html", [Document(id="x", body=page(number))]) for number in range(500)]
    pages[10].gives.insert(0, Skipped("10.html", "is odd"))
    pages[20].gives.append(SourceError("20.html", "is gone"))
    pages[30].size = 1 << 20
    known, read = learn_from(pages)
    assert known.pages == 500
    assert lines_of(known) == (*MENU, *FOOTER)
    assert sum(one.read for one in pages) == 200
    assert sum(one.read for one in pages[300:]) > 40
    assert not pages[30].read
    assert len(read) == 200 - sum(one.read for one in pages[20:21])
    again = {page.key: page for page in pages}
    assert [tuple(one.documents()) for one in read] == [tuple(again[one.key].documents()) for one in read]


def test_each_page_is_read_once(shelf: Any) -> None:
    """Pages from which boilerplate is learned are not read again for the index."""
    pages = [FakePage(f"{number}.html", [Document(id=f"{number}.html", body=page(number))]) for number in range(12)]
    pages[3].gives.append(SourceError("3.html", "is gone"))
    source = SimpleNamespace(
        root="/site", part="", covers=lambda _: False, within=lambda _: None, walk=lambda: iter(pages)
    )
    report = sync(shelf.writer(), [source], Config(), SyncOptions())
    assert [one.read for one in pages] == [2 if number == 3 else 1 for number in range(12)]
    assert (report.added, len(report.skipped)) == (12, 1)
    assert all(MENU[1] not in body for body in shelf.contents().values())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with six pages."""
    (tmp_path / "site").mkdir()
    grow(tmp_path / "site", 0, 6)
    return tmp_path / "site"


def grow(site: Path, first: int, last: int) -> None:
    """More pages for a site."""
    for number in range(first, last):
        (site / f"{number:03}.html").write_text(html(number, "서울"), encoding="utf-8")


def bodies(folder: Path) -> list[list[str]]:
    """The lines of every page in an index."""
    with malmoi.open(folder, config=Config()) as index:
        return sorted(record.body.split("\n") for record in index.searcher().snapshot.records())


def test_a_site_that_grows(site: Path, tmp_path: Path) -> None:
    """A site is cleaned when it has pages enough, those before too; then only what is new is read."""
    with malmoi.open(tmp_path / "index", config=Config()) as index:
        assert index.sync(site).added == 6
        assert index.stats().boilerplate == {}
        grow(site, 6, 10)
        report = index.sync(site)
        assert (report.added, report.changed) == (4, 6)
        assert index.stats().boilerplate == {str(site): (*MENU, *FOOTER)}
        assert all("서울" in lines and len(lines) == 4 for lines in bodies(tmp_path / "index"))
        grow(site, 10, 12)
        report = index.sync(site)
        assert (report.added, report.changed, report.unchanged) == (2, 0, 10)
        grow(site, 12, 30)  # it has doubled, and what is learned is the same
        report = index.sync(site)
        assert (report.added, report.changed, report.unchanged) == (18, 0, 12)
        assert index.sync(site, thorough=True).unchanged == 30
    with malmoi.open(tmp_path / "again", config=Config()) as again:
        again.sync(site)
    assert bodies(tmp_path / "again") == bodies(tmp_path / "index")


def test_other_kinds_of_files(tmp_path: Path) -> None:
    """Posts that were written as such, in Markdown or JSON Lines, are left as they are."""
    blog = tmp_path / "blog"
    blog.mkdir()
    for number in range(20):
        (blog / f"{number}.md").write_text(f"# {number}\n\n{page(number)}", encoding="utf-8")
        (blog / f"{number}.txt").write_text(f"{number}\n\n{page(number)}", encoding="utf-8")
    with malmoi.open(tmp_path / "index", config=Config()) as index:
        index.sync(blog)
        kept = {record.id: MENU[1] in record.body for record in index.searcher().snapshot.records()}
    assert {id_ for id_, has_menu in kept.items() if has_menu} == {f"{number}.md" for number in range(20)}
