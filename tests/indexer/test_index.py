"""An index as an embedder holds it: opened, written, searched, refused."""

from __future__ import annotations

import errno
import io
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import malmoi
from malmoi import Config, Document, FingerprintError, IndexMissingError, LockedError, SourceError, StoreError

PATIENT = Config()
HASTY = Config().override({"limits": {"lock_seconds": 0.05}}, "the test")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blog.idx"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A folder with a page, a note and some JSON Lines."""
    blog = tmp_path / "blog"
    (blog / "2007").mkdir(parents=True)
    (blog / "2007" / "spring.html").write_text(
        "<html><head><title>봄 여행</title></head><body><p>제주에서 만난 사람들</p></body></html>", encoding="utf-8"
    )
    (blog / "note.md").write_text("# Harbour\n\nThe trade union met at the harbour.\n", encoding="utf-8")
    (blog / "posts.jsonl").write_text(
        '{"id": "p1", "body": "가을 산길"}\nbroken\n{"id": "p2", "body": "겨울 바다"}\n', encoding="utf-8"
    )
    return blog


def write(path: Path, text: str) -> None:
    """Writes a file anew, with another modification time than before."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_made_if_missing(folder: Path) -> None:
    """Opening makes the index, folder and all; without ``create`` a missing one is an error."""
    with pytest.raises(IndexMissingError):
        malmoi.open(folder, config=PATIENT, create=False)
    assert not folder.exists()
    with malmoi.open(folder, config=PATIENT) as index:
        assert index.stats().documents == 0
        assert index.search("봄").total == 0
    with malmoi.open(folder, config=PATIENT, create=False) as index:
        assert index.stats().documents == 0


def test_no_place_for_an_index(tmp_path: Path) -> None:
    """Where no index can be, because a file stands there, it is said as malmoi's own error."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "odd" / "manifest.json").mkdir(parents=True)
    for folder, said in (("file", "Not a directory"), ("file/below", "Not a directory"), ("odd", "is a folder")):
        with pytest.raises(StoreError, match=f"the index at .*{folder} cannot be .*: {said}"):
            malmoi.open(tmp_path / folder, config=PATIENT)


def test_a_full_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is malmoi's own error, and leaves the index as it was."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with malmoi.open(folder, config=PATIENT) as index:
        index.add(Document(id="a", body="봄"))
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(StoreError, match="cannot be written: No space left on device"):
                index.add(Document(id="b", body="물"))
        assert index.stats().documents == 1
        assert index.add(Document(id="b", body="물"))


def test_add_get_delete(folder: Path) -> None:
    """A document that was added is found, given back as it is stored, replaced and deleted."""
    with malmoi.open(folder, config=PATIENT) as index:
        document = Document(id="p1", title="봄", body="제주를 걷다", date="2007-12-13", tags=("여행",), url="/p1")
        assert index.add(document)
        assert not index.add(document)
        assert index.search("제주에").total == 1
        assert index.get("p1") == replace(document, lang="ko")
        assert index.add(replace(document, body="부산을 걷다"))
        assert (index.search("제주").total, index.search("부산").total) == (0, 1)
        assert index.add_all([document, Document(id="p2", body="물")]) == 2
        assert index.delete("p1", "nobody") == 1
        assert index.get("p1") is None
        assert index.stats().documents == 1


def test_sync_folders(folder: Path, blog: Path) -> None:
    """Folders are read, changed, renamed and removed with their files; ids are paths inside the source."""
    with malmoi.open(folder, config=PATIENT) as index:
        report = index.sync(blog)
        assert (report.added, len(report.skipped)) == (4, 1)
        assert report.skipped[0].key == "posts.jsonl:2"
        assert index.get("2007/spring.html").title == "봄 여행"  # type: ignore[union-attr]
        assert index.search("unions").hits[0].id == "note.md"
        again = index.sync(blog)
        assert (again.unchanged, again.added, again.changed, again.skipped) == (4, 0, 0, report.skipped)
        write(blog / "2007" / "spring.html", "<p>부산에서 만난 사람들</p>")
        (blog / "note.md").rename(blog / "harbour.md")
        write(blog / "posts.jsonl", '{"id": "p2", "body": "겨울 바다"}\n')
        report = index.sync(blog)
        assert (report.added, report.changed, report.unchanged, report.removed) == (1, 1, 1, 2)
        assert not report.skipped
        assert {hit.id for hit in index.search("*").hits} <= {"2007/spring.html", "harbour.md", "p2"}
        assert index.stats().documents == 3


def test_sync_of_a_missing_source(folder: Path, blog: Path) -> None:
    """A source that is not there is an error, and takes nothing out of the index."""
    with malmoi.open(folder, config=PATIENT) as index:
        index.sync(blog)
        with pytest.raises(SourceError):
            index.sync(blog, blog / "nowhere")
        shutil.rmtree(blog)
        with pytest.raises(SourceError):
            index.sync(blog)
        assert index.stats().documents == 4


def test_a_folder_whose_name_is_no_text(folder: Path, tmp_path: Path) -> None:
    """A source under a name that is no UTF-8, as old archives have, is indexed like another."""
    raw = tmp_path / os.fsdecode(b"\xb0\xa1\xb3\xaa")
    try:
        raw.mkdir()
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    (raw / "a.txt").write_text("봄 여행", encoding="utf-8")
    with malmoi.open(folder, config=PATIENT) as index:
        assert index.sync(os.fsdecode(raw)).added == 1
        assert index.sync(os.fsdecode(raw)).unchanged == 1
        assert index.stats().sources == (os.fsdecode(raw),)


def test_a_raised_limit(folder: Path, blog: Path) -> None:
    """A file that was too large is read once the limit is raised, though it has not changed."""
    write(blog / "large.txt", "봄 여행 " * 1000)
    small = Config().override({"limits": {"file_bytes": 1000}}, "the test")
    with malmoi.open(folder, config=small) as index:
        assert [one.key for one in index.sync(blog).skipped if "larger" in one.reason] == ["large.txt"]
    with malmoi.open(folder, config=PATIENT) as index:
        assert index.sync(blog).added == 1
        assert index.get("large.txt")


def test_another_one_sees_a_commit(folder: Path) -> None:
    """Two that hold one folder see each other's commits from the next search on."""
    with malmoi.open(folder, config=PATIENT) as one, malmoi.open(folder, config=PATIENT) as other:
        held = other.searcher()
        one.add(Document(id="a", body="봄"))
        assert other.search("봄").total == 1
        assert held.search("봄", limit=1).total == 0


def test_an_index_that_was_made_anew(folder: Path) -> None:
    """An index that was deleted and made again under the same name is not taken for the one from before."""
    with malmoi.open(folder, config=PATIENT) as index:
        index.add(Document(id="a", body="봄"))
        assert index.search("봄").total == 1
        shutil.rmtree(folder)
        with malmoi.open(folder, config=PATIENT) as anew:
            anew.add(Document(id="b", body="물"))
        assert (index.search("봄").total, index.search("물").total) == (0, 1)


def test_another_analysis(folder: Path, tmp_path: Path) -> None:
    """An index is refused by another analysis, which says what differs; its own opens it again."""
    words = tmp_path / "words.tsv"
    words.write_text("이주노조\tNNP\n", encoding="utf-8")
    other = Config().override({"analysis": {"user_words": str(words)}}, "the test")
    with malmoi.open(folder, config=PATIENT) as index:
        index.add(Document(id="a", body="이주노조"))
    with pytest.raises(FingerprintError, match="malmoi rebuild") as caught:
        malmoi.open(folder, config=other)
    assert set(caught.value.differences) == {"user_words"}
    assert len(set(caught.value.differences["user_words"])) == 2
    assert malmoi.open(folder, config=PATIENT).stats().documents == 1


def test_one_that_fails_lets_go(folder: Path) -> None:
    """An exception while documents are read commits nothing and leaves the lock free."""

    def failing() -> object:
        yield Document(id="a", body="봄")
        raise ZeroDivisionError

    with malmoi.open(folder, config=HASTY) as index:
        with pytest.raises(ZeroDivisionError):
            index.add_all(failing())  # type: ignore[arg-type]
        assert index.stats().documents == 0
        assert index.add(Document(id="b", body="봄"))


def test_a_second_writer(folder: Path) -> None:
    """While one writes another waits, and fails naming the holder; searching goes on."""
    with malmoi.open(folder, config=HASTY) as index:
        index.add(Document(id="a", body="봄"))

        class Line(io.BytesIO):
            """A stream that is read while the index is locked."""

            def read(self, size: int | None = -1) -> bytes:
                with pytest.raises(LockedError, match=f"process {os.getpid()}"):
                    malmoi.open(folder, config=HASTY).add(Document(id="c", body="봄"))
                assert index.search("봄").total == 1
                return super().read(size)

            read1 = read

        assert index.add_stream(Line('{"id": "b", "body": "봄"}'.encode())).added == 1
        assert index.search("봄").total == 2


def test_another_writer_goes_first_while_documents_are_waited_for(folder: Path) -> None:
    """The index is not locked while the caller makes its documents."""
    with malmoi.open(folder, config=HASTY) as index:

        def adding() -> Iterator[Document]:
            yield Document(id="b", body="봄")
            malmoi.open(folder, config=HASTY).add(Document(id="c", body="봄"))

        assert index.add_all(adding()) == 1
        assert index.search("봄").total == 2


def test_threads(folder: Path) -> None:
    """Threads that search while another one writes never see half a commit, nor an error."""
    with malmoi.open(folder, config=PATIENT) as index:
        index.add_all([Document(id="a", body="봄 0"), Document(id="b", body="봄 0")])
        wrong: list[object] = []
        done = threading.Event()

        def search() -> None:
            while not done.is_set():
                try:
                    totals = index.search("봄").total, index.stats().documents
                    found = {record.body for record in index.searcher().snapshot.records()}
                    if totals != (2, 2) or len(found) != 1:
                        wrong.append((totals, found))
                except Exception as error:
                    wrong.append(error)

        threads = [threading.Thread(target=search) for _ in range(2)]
        for thread in threads:
            thread.start()
        for number in range(1, 30):
            index.add_all([Document(id="a", body=f"봄 {number}"), Document(id="b", body=f"봄 {number}")])
        done.set()
        for thread in threads:
            thread.join()
        assert not wrong


def test_deleting_and_indexing_again(folder: Path, blog: Path, tmp_path: Path) -> None:
    """The sources are the truth: an index made anew answers as one that grew commit by commit."""
    with malmoi.open(folder, config=PATIENT) as grown, malmoi.open(tmp_path / "anew", config=PATIENT) as anew:
        grown.sync(blog)
        write(blog / "note.md", "The union left the harbour.")
        grown.sync(blog)
        anew.sync(blog)
        for query in ("harbour", "제주", "바다 OR 산길", "union"):
            found = [
                [(hit.id, pytest.approx(hit.score), hit.snippet.text) for hit in index.search(query).hits]
                for index in (grown, anew)
            ]
            assert found[0] == found[1], query


def test_memory_that_runs_out(folder: Path, blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that runs out while something is written is a named error with the setting that helps."""

    def write_segment(*_: object) -> None:
        raise MemoryError

    with malmoi.open(folder, config=PATIENT) as index:
        with monkeypatch.context() as patch:
            patch.setattr("malmoi.indexer.store.folder.Store.write_segment", write_segment)
            for call in (lambda: index.sync(blog), lambda: index.add(Document(id="a", body="봄"))):
                with pytest.raises(StoreError, match=r"memory ran out while indexing.*limits\.memory_mb"):
                    call()
        assert index.stats().documents == 0
        assert index.sync(blog).added == 4


def test_a_file_that_takes_too_much_memory(folder: Path, blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read for want of memory is skipped with that as the reason, and read again the next time."""

    def read(*_: object) -> None:
        raise MemoryError

    with malmoi.open(folder, config=PATIENT) as index:
        with monkeypatch.context() as patch:
            patch.setattr("malmoi.corpora.markdown.reader.MarkdownReader.read", read)
            report = index.sync(blog)
        assert (report.added, report.count("unreadable")) == (3, 2)
        assert {skipped.reason for skipped in report.skipped if skipped.key == "note.md"} == {
            "needs more memory than there is"
        }
        assert index.sync(blog).added == 1


def test_sources(folder: Path, blog: Path) -> None:
    """An index lists its sources with their files."""
    with malmoi.open(folder, config=PATIENT) as index:
        assert index.sources() == []
        (blog / "a.png").write_bytes(b"")
        index.sync(blog)
        (source,) = index.sources()
        assert (source.root, source.documents, source.unknown_endings) == (str(blog), 4, {".png": 1})
        assert sorted(source.files) == ["2007/spring.html", "note.md", "posts.jsonl"]
        assert [skipped.key for skipped in source.skipped] == ["a.png", "posts.jsonl:2"]


def test_links_that_leave_a_source(folder: Path, blog: Path, tmp_path: Path) -> None:
    """A link to a file elsewhere is listed; with ``follow`` its posts are there, and without it they go again."""
    (tmp_path / "elsewhere.md").write_text("남의 글", encoding="utf-8")
    (blog / "link.md").symlink_to(tmp_path / "elsewhere.md")
    with malmoi.open(folder, config=PATIENT) as index:
        assert index.sync(blog).count("left_out") == 1
        assert index.sync(blog, follow=True).added == 1
        report = index.sync(blog)
        assert (report.removed, report.count("left_out")) == (1, 1)
