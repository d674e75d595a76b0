"""Sync: the index agrees with its sources, and only what changed is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Config
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped, SourceFile, UnknownFile
from malmoi.indexer.store.source_state import sources_of
from malmoi.indexer.sync.sync import SyncOptions, SyncReport, sync
from malmoi.tests.examples import examples


@dataclass
class FakeFile:
    """A file of a fake source: its documents by id, or something else that it gives."""

    key: str
    gives: Any
    version: int = 1
    read: int = 0
    own_ids: bool = True

    @property
    def stamp(self) -> tuple[int, int]:
        return (100, self.version)

    def documents(self) -> Iterator[Document | Skipped]:
        self.read += 1
        for item in self.gives.items() if isinstance(self.gives, dict) else self.gives:
            if isinstance(item, Exception):
                raise item
            yield item if isinstance(item, Skipped | Document) else Document(id=item[0], body=item[1])


@dataclass
class FakeSource:
    """A source that is whatever a test says."""

    root: str
    found: dict[str, FakeFile] = field(default_factory=dict)
    others: list[UnknownFile | Skipped] = field(default_factory=list)
    part: str = ""

    def covers(self, _path: str) -> bool:
        return False

    def within(self, _folder: str) -> None:
        return None

    def walk(self) -> Iterator[SourceFile | UnknownFile | Skipped]:
        return iter([*self.found.values(), *self.others])

    def put(self, key: str, gives: Any) -> FakeFile:
        """A file, or another version of it."""
        version = self.found[key].version + 1 if key in self.found else 1
        self.found[key] = FakeFile(key, gives, version)
        return self.found[key]

    def page(self, key: str, body: str = "봄 여행") -> FakeFile:
        """A file that is one document, with its key as the id."""
        return self.put(key, {key: body})


@pytest.fixture
def blog() -> FakeSource:
    return FakeSource("/home/blog")


def run(shelf: Any, *sources: FakeSource, progress: Any = None) -> SyncReport:
    """Syncs, which commits."""
    return sync(shelf.writer(), sources, Config(), SyncOptions(), progress)


def counts(report: SyncReport) -> str:
    """added, changed, unchanged and removed in one line."""
    return f"+{report.added} ~{report.changed} ={report.unchanged} -{report.removed}"


def test_added_changed_unchanged_removed(shelf: Any, blog: FakeSource) -> None:
    """A sync adds what is new, replaces what is different, keeps the rest unread and removes what is gone."""
    for key in "abcd":
        blog.page(key)
    assert counts(run(shelf, blog)) == "+4 ~0 =0 -0"
    blog.page("a", "가을 여행")
    blog.page("b")  # touched: another stamp, the same content
    del blog.found["c"]
    blog.page("e")
    assert counts(run(shelf, blog)) == "+1 ~1 =2 -1"
    assert shelf.contents() == {"a": "가을 여행", "b": "봄 여행", "d": "봄 여행", "e": "봄 여행"}
    assert blog.found["d"].read == 1
    assert blog.found["b"].read == 1


def test_nothing_changed(shelf: Any, blog: FakeSource) -> None:
    """A sync of what is there already reads no file and makes no commit."""
    blog.page("a")
    run(shelf, blog)
    assert counts(run(shelf, blog)) == "+0 ~0 =1 -0"
    assert shelf.store.read().number == 1
    assert blog.found["a"].read == 1


def test_renamed(shelf: Any, blog: FakeSource) -> None:
    """A page that is renamed has its new name as its id; the old one is gone."""
    blog.page("old.html")
    run(shelf, blog)
    del blog.found["old.html"]
    blog.page("new.html")
    assert counts(run(shelf, blog)) == "+1 ~0 =0 -1"
    assert set(shelf.contents()) == {"new.html"}


def test_a_renamed_file_of_many_documents(shelf: Any, blog: FakeSource) -> None:
    """Documents with ids of their own keep them when their file is renamed."""
    posts = {"p1": "봄", "p2": "물"}
    blog.put("2007.jsonl", posts)
    run(shelf, blog)
    del blog.found["2007.jsonl"]
    blog.put("posts.jsonl", posts)
    report = run(shelf, blog)
    assert shelf.contents() == posts
    assert report.removed == 0
    assert counts(run(shelf, blog)) == "+0 ~0 =2 -0"


@pytest.mark.parametrize(("old", "new"), [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")])
def test_a_document_that_moves_between_files(shelf: Any, blog: FakeSource, old: str, new: str) -> None:
    """A document that moves to another file keeps its id, whichever of the files is read first."""
    for key in ("a.jsonl", "b.jsonl"):
        blog.put(key, {f"stays in {key}": "물"})
    blog.put(old, {"p": "봄", "q": "물"})
    run(shelf, blog)
    blog.put(old, {"q": "물"})
    blog.put(new, {"p": "봄"})
    run(shelf, blog)
    assert shelf.contents() == {"p": "봄", "q": "물"}
    del blog.found[old]
    assert counts(run(shelf, blog)) == "+0 ~0 =1 -1"
    assert shelf.contents() == {"p": "봄"}


def test_ids_of_two_sources(shelf: Any, blog: FakeSource) -> None:
    """Where two sources have an id in common both documents stay, the second with its source's name before it."""
    news, more = FakeSource("/home/news"), FakeSource("/backup/news")
    for source, body in ((blog, "봄"), (news, "물"), (more, "밥")):
        source.page("index.html", body)
    assert counts(run(shelf, blog, news, more)) == "+3 ~0 =0 -0"
    kept = {"index.html": "봄", "news/index.html": "물", "news/index.html~2": "밥"}
    assert shelf.contents() == kept
    news.page("index.html", "가을")
    assert counts(run(shelf, news)) == "+0 ~1 =0 -0"
    assert shelf.contents() == {**kept, "news/index.html": "가을"}
    del news.found["index.html"]
    run(shelf, news)
    assert set(shelf.contents()) == {"index.html", "news/index.html~2"}


def test_ids_of_two_files(shelf: Any, blog: FakeSource) -> None:
    """Two files with an id in common lose neither document."""
    blog.put("a.jsonl", {"p": "봄"})
    blog.put("b.jsonl", {"p": "물"})
    run(shelf, blog)
    assert shelf.contents() == {"p": "봄", "blog/p": "물"}
    blog.put("b.jsonl", {"p": "물"})
    assert counts(run(shelf, blog)) == "+0 ~0 =2 -0"


def test_ids_that_are_one_when_cleaned(shelf: Any, blog: FakeSource) -> None:
    """Two ids that differ only in what cleaning folds lose neither document, and are removed with their files."""
    apart = unicodedata.normalize("NFD", "제주")
    blog.put("a.jsonl", {"제주": "봄"})
    blog.put("b.jsonl", {apart: "물"})
    run(shelf, blog)
    assert shelf.contents() == {"제주": "봄", "blog/제주": "물"}
    del blog.found["b.jsonl"]
    assert counts(run(shelf, blog)) == "+0 ~0 =1 -1"


def test_an_id_twice_in_one_file(shelf: Any, blog: FakeSource) -> None:
    """The last document of an id in a file stays, however often the file is read."""
    twice = [Document(id="p", body="봄"), Document(id="p", body="가을")]
    for _ in range(3):
        blog.put("a.jsonl", twice)
        run(shelf, blog)
        assert shelf.contents() == {"p": "가을"}


def test_other_sources_are_left_alone(shelf: Any, blog: FakeSource) -> None:
    """A sync of one source touches neither another one nor what was added by hand."""
    news = FakeSource("/home/news")
    blog.page("a")
    news.page("b")
    run(shelf, blog, news)
    shelf.commit(Document(id="by hand", body="봄"))
    blog.found.clear()
    assert counts(run(shelf, blog)) == "+0 ~0 =0 -1"
    assert set(shelf.contents()) == {"b", "by hand"}


def test_what_is_skipped(shelf: Any, blog: FakeSource) -> None:
    """What cannot be read is listed with its reason; the rest of the file and of the run goes on."""
    blog.put("a.html", [SourceError("a.html", "is empty")])
    blog.put("b.jsonl", [("p", "봄"), Skipped("b.jsonl:2", "is no JSON"), ("q", "물")])
    blog.put("c.jsonl", [("r", "밥"), SourceError("c.jsonl", "is gone")])
    blog.page("d")
    report = run(shelf, blog)
    assert counts(report) == "+4 ~0 =0 -0"
    listed = [("a.html", "is empty"), ("b.jsonl:2", "is no JSON"), ("c.jsonl", "is gone")]
    assert [(one.key, one.reason) for one in report.skipped] == listed
    assert {one.root for one in report.skipped} == {"/home/blog"}
    assert shelf.snapshot().sources.skipped == report.skipped
    assert set(shelf.contents()) == {"p", "q", "r", "d"}


def test_kinds_of_what_is_skipped(shelf: Any, blog: FakeSource) -> None:
    """A draft, a note and a failure are counted apart, also when the file is unchanged."""
    entries = [Skipped("a.jsonl:2", "is a draft", "left_out"), Skipped("a.jsonl:3", "is long", "note")]
    blog.put("a.jsonl", [("p", "봄"), *entries, Skipped("a.jsonl:4", "is no JSON")])
    for _ in range(2):
        report = run(shelf, blog)
        assert [report.count(kind) for kind in ("unreadable", "left_out", "note")] == [1, 1, 1]
    assert [skipped.kind for skipped in shelf.snapshot().sources.skipped] == ["left_out", "note", "unreadable"]


def test_what_a_source_leaves_out(shelf: Any, blog: FakeSource) -> None:
    """Files of unknown endings are counted by ending, and links are listed, in every report and in the index."""
    blog.page("a")
    link = Skipped("b", "is a link", "left_out")
    blog.others = [link, *(UnknownFile(f"{number}.DOCX") for number in range(3)), UnknownFile("Makefile")]
    for _ in range(2):
        report = run(shelf, blog)
        assert report.unknown_endings == {".docx": 3, "": 1}
        assert [skipped.key for skipped in report.skipped] == ["b", "0.DOCX", "1.DOCX", "2.DOCX", "Makefile"]
        assert (report.count("left_out"), report.count("unknown")) == (1, 4)
    (source,) = sources_of(shelf.snapshot().sources)
    assert (source.root, source.documents, list(source.files)) == ("/home/blog", 1, ["a"])
    assert (source.skipped[0].key, source.unknown_endings) == ("b", {".docx": 3, "": 1})
    blog.others = []
    run(shelf, blog)
    (source,) = sources_of(shelf.snapshot().sources)
    assert (source.skipped, source.unknown_endings) == ((), {})


def test_very_many_endings(shelf: Any, blog: FakeSource) -> None:
    """The commonest fifty endings are counted apart, and the others together."""
    blog.others = [*(UnknownFile(f"a.e{number}") for number in range(60)), *[UnknownFile("b.png")] * 2]
    counts = run(shelf, blog).unknown_endings
    assert (len(counts), counts[".png"], counts["*"], sum(counts.values())) == (51, 2, 11, 62)


def test_skipped_is_kept_while_a_file_is_unchanged(shelf: Any, blog: FakeSource) -> None:
    """A file that is not read again is still listed; one that is mended or removed is not."""
    blog.put("a.html", [SourceError("a.html", "is empty")])
    blog.put("b.jsonl", [("p", "봄"), Skipped("b.jsonl:2", "is no JSON")])
    blog.put("b.jsonl2", [Skipped("b.jsonl2:1", "is no JSON")])
    first = run(shelf, blog)
    again = run(shelf, blog)
    assert again.skipped == first.skipped
    assert shelf.store.read().number == 1
    blog.put("b.jsonl", [("p", "봄")])
    del blog.found["a.html"]
    assert [one.key for one in run(shelf, blog).skipped] == ["b.jsonl2:1"]
    assert [one.key for one in shelf.snapshot().sources.skipped] == ["b.jsonl2:1"]


def test_skipped_inside_an_unchanged_archive(shelf: Any, blog: FakeSource) -> None:
    """What was left out of an archive is listed as long as the archive is unchanged."""
    left_out = [Skipped("old.zip/a/b.jsonl:2", "is no JSON"), Skipped("old.zip/c.html", "is empty")]
    blog.put("old.zip", [("p", "봄"), *left_out])
    blog.put("old.zip2", [Skipped("old.zip2/d.html", "is empty")])
    first = run(shelf, blog)
    assert run(shelf, blog).skipped == first.skipped
    blog.put("old.zip", [("p", "봄")])
    assert [one.key for one in run(shelf, blog).skipped] == ["old.zip2/d.html"]


def refused(key: str, reason: str) -> SourceError:
    """The error of a file that the system does not give."""
    error = SourceError(key, reason)
    error.__cause__ = PermissionError(reason)
    return error


def test_a_file_that_fails_later(shelf: Any, blog: FakeSource) -> None:
    """A file that can no longer be read to its end keeps what it gave before, and is read again the next time."""
    blog.put("a.jsonl", [("p", "봄"), ("q", "봄")])
    blog.page("b/c.html")
    run(shelf, blog)
    broken = blog.put("a.jsonl", [("p", "가을"), ("r", "물"), refused("a.jsonl", "is gone")])
    del blog.found["b/c.html"]
    blog.put("b/", [refused("b/", "cannot be read")])
    for _ in range(2):
        report = run(shelf, blog)
        assert report.removed == 0
        assert shelf.contents() == {"p": "가을", "q": "봄", "r": "물", "b/c.html": "봄 여행"}
    assert broken.read == 2
    assert len(report.skipped) == 2
    del blog.found["b/"]
    blog.put("a.jsonl", [("q", "봄")])
    assert counts(run(shelf, blog)) == "+0 ~0 =1 -3"
    assert shelf.contents() == {"q": "봄"}


def test_a_file_that_became_unfit(shelf: Any, blog: FakeSource) -> None:
    """A file whose content is no longer text loses its documents, and is tried again the next time."""
    blog.put("a.jsonl", [("p", "봄")])
    run(shelf, blog)
    broken = blog.put("a.jsonl", [SourceError("a.jsonl", "is empty")])
    assert [run(shelf, blog).removed for _ in range(2)] == [1, 0]
    assert broken.read == 2


def test_a_source_that_fails(shelf: Any, blog: FakeSource) -> None:
    """Where a whole source cannot be listed nothing is committed: its documents are not taken for removed."""
    blog.page("a")
    run(shelf, blog)

    class Closed(FakeSource):
        def walk(self) -> Iterator[SourceFile | UnknownFile | Skipped]:
            raise SourceError(self.root, "cannot be read")

    with pytest.raises(SourceError, match="/home/blog: cannot be read"):
        run(shelf, Closed("/home/blog"))
    assert set(shelf.contents()) == {"a"}


def test_an_empty_source(shelf: Any, blog: FakeSource) -> None:
    """A source without files is remembered as one."""
    assert counts(run(shelf, blog)) == "+0 ~0 =0 -0"
    assert shelf.snapshot().sources.files == {"/home/blog": {}}


def test_a_file_of_many_documents_takes_bounded_memory(shelf: Any, blog: FakeSource) -> None:
    """The documents of one file are written in parts where they are too many for the memory that is allowed."""
    writer = shelf.writer(memory=1 << 18)
    held: list[int] = []

    def posts() -> Iterator[Document]:
        for number in range(40):
            held.append(writer.buffer._builder.memory)
            yield Document(id=f"blog.html#{number}", body="봄 여행 " * 100)

    blog.put("blog.html", posts()).own_ids = False
    assert sync(writer, [blog], Config(), SyncOptions()).added == 40
    assert len(shelf.contents()) == 40
    assert max(held) < 1 << 19


def test_progress(shelf: Any, blog: FakeSource) -> None:
    """Progress is told after every file, in bytes, and ends at the total."""
    for key in "abc":
        blog.page(key)
    told: list[tuple[int, int]] = []
    run(shelf, blog, progress=lambda done, total: told.append((done, total)))
    assert told == [(100, 300), (200, 300), (300, 300)]


def test_progress_inside_a_file(shelf: Any, blog: FakeSource, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a file of many documents progress is told as it goes, never beyond the file's end and never back."""
    monkeypatch.setattr("malmoi.indexer.sync.meter._STEP", 20)
    blog.put("a.jsonl", [(f"p{number}", "봄 여행") for number in range(20)])
    blog.page("b")
    told: list[int] = []
    run(shelf, blog, progress=lambda done, total: told.append(done))
    assert told == [30, 60, 90, 100, 200]


def test_a_report_as_json(shelf: Any, blog: FakeSource) -> None:
    """A report is what ``malmoi index --json`` prints."""
    blog.put("a.jsonl", [("p", "봄"), Skipped("a.jsonl:2", "is no JSON")])
    report = run(shelf, blog)
    values = report.to_json()
    assert values.pop("seconds") >= 0
    assert values == {
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "removed": 0,
        "skipped": [{"source": "/home/blog", "file": "a.jsonl:2", "reason": "is no JSON", "kind": "unreadable"}],
        "unknown_endings": {},
    }
    assert report.documents == 1


FILES = st.dictionaries(
    st.sampled_from(["a.jsonl", "b.jsonl", "c.jsonl"]),
    st.dictionaries(st.sampled_from(["p", "q", "r"]), st.sampled_from(["봄", "가을"]), max_size=3),
)


@examples(60)
@given(versions=st.lists(FILES, min_size=1, max_size=4))
def test_the_sources_are_the_truth(
    make_shelf: Any, tmp_path_factory: Any, versions: list[dict[str, dict[str, str]]]
) -> None:
    """Whatever came before, the documents are those that an index made anew would have, and each is counted."""
    shelf, blog = make_shelf(tmp_path_factory.mktemp("truth") / "index"), FakeSource("/home/blog")
    for version in versions:
        for key in blog.found.keys() - version.keys():
            del blog.found[key]
        for key in sorted(version):
            if key not in blog.found or blog.found[key].gives != version[key]:
                blog.put(key, version[key])
        blog.found = dict(sorted(blog.found.items()))
        report = run(shelf, blog)
        bodies = sorted(body for posts in version.values() for body in posts.values())
        assert sorted(shelf.contents().values()) == bodies
        assert report.documents == len(bodies)
    ids = {id_ for posts in versions[-1].values() for id_ in posts}
    assert {id_.rpartition("/")[2].partition("~")[0] for id_ in shelf.contents()} == ids


def test_a_document_that_cannot_be_stored(shelf: Any, blog: FakeSource) -> None:
    """It is listed with its reason, and the run goes on."""
    blog.put("a.jsonl", [Document(id="\u200b", body="봄"), Document(id="p", body="여름")])
    report = run(shelf, blog)
    assert shelf.contents() == {"p": "여름"}
    assert ["no character" in one.reason for one in report.skipped] == [True]
