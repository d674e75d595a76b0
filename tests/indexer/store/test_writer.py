"""Writing: documents and deletions go in, one commit comes out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.documents.document import Document
from malmoi.indexer.segments import builder as builder_module
from malmoi.indexer.store import writer as writer_module
from malmoi.indexer.store.layout import OWNED
from malmoi.tests.examples import examples


def post(id_: str, body: str = "봄 여행") -> Document:
    return Document(id=id_, body=body)


def test_commits(shelf: Any) -> None:
    """Each commit has the next number and what all before it left."""
    assert shelf.commit(post("a"), post("b")).number == 1
    assert shelf.commit(post("c")).number == 2
    assert shelf.contents() == dict.fromkeys("abc", "봄 여행")


def test_an_id_is_there_once(shelf: Any) -> None:
    """A document takes the place of the one with its id."""
    shelf.commit(post("a", "봄"), post("b", "물"))
    shelf.commit(post("a", "가을"))
    assert shelf.contents() == {"a": "가을", "b": "물"}


def test_the_last_of_a_session_stays(shelf: Any) -> None:
    """An id that comes twice in one session has its last text, whether its first ones were written already or not."""
    shelf.commit(post("a", "하나"), post("a", "둘"), post("b"), post("a", "셋"))
    assert shelf.contents()["a"] == "셋"
    writer = shelf.writer(memory=0)  # writes a segment after each document
    for body in ("넷", "다섯", "여섯"):
        assert writer.add(post("a", body))
    writer.commit()
    assert shelf.contents()["a"] == "여섯"


def test_back_to_what_it_was(shelf: Any) -> None:
    """A document that is changed and changed back, or deleted and added again, in one session is what it was."""
    shelf.commit(post("a", "봄"), post("b", "물"))
    writer = shelf.writer()
    writer.add(post("a", "가을"))
    writer.add(post("a", "봄"))
    writer.delete(["b"])
    writer.add(post("b", "물"))
    writer.commit()
    assert shelf.contents() == {"a": "봄", "b": "물"}


def test_unchanged(shelf: Any) -> None:
    """Adding what is there already changes nothing and makes no commit; another source of it does."""
    shelf.commit(post("a"))
    writer = shelf.writer()
    assert not writer.add(post("a"))
    assert writer.commit().number == 1
    assert writer.add(post("a"), "elsewhere")
    assert not shelf.writer().add(Document(id="a", body="봄 여행"))


def test_delete(shelf: Any) -> None:
    """Deleting counts what was there, also what this session added; a second time there is nothing."""
    shelf.commit(post("a"), post("b"), post("c"))
    writer = shelf.writer()
    writer.add(post("d"))
    assert writer.delete(["a", "d", "nobody", "a"]) == 2
    assert writer.delete(["a"]) == 0
    writer.commit()
    assert set(shelf.contents()) == {"b", "c"}


def test_delete_everything(shelf: Any) -> None:
    """An index of nothing has no segments, and takes documents again."""
    shelf.commit(post("a"), post("b"))
    assert shelf.commit(delete=["a", "b"]).segments == ()
    shelf.commit(post("a"))
    assert set(shelf.contents()) == {"a"}


def test_ids_are_cleaned_on_both_sides(shelf: Any) -> None:
    """An id as it was given finds, replaces and deletes its document, whatever form its characters had."""
    import unicodedata

    apart = unicodedata.normalize("NFD", "제주.html")
    shelf.commit(post(apart, "봄"))
    assert shelf.snapshot().record(apart).body == "봄"
    assert shelf.snapshot().record("제주.html").body == "봄"
    shelf.commit(post("제주.html", "가을"))
    assert shelf.contents() == {"제주.html": "가을"}
    shelf.commit(delete=[apart])
    assert shelf.contents() == {}


def test_many_ids_are_looked_up_as_a_set(shelf: Any) -> None:
    """More ids at once than are looked up one by one are deleted all the same."""
    ids = [f"p{number}" for number in range(3 * writer_module._FEW)]
    shelf.commit(*map(post, ids))
    assert shelf.writer().delete([*ids[1:], "nobody"]) == len(ids) - 1
    shelf.commit(*(post(id_, "가을") for id_ in ids[:-1]))
    assert shelf.contents() == {**dict.fromkeys(ids, "가을"), ids[-1]: "봄 여행"}


@pytest.mark.parametrize("size", [1, 3])
def test_full_segments(shelf: Any, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """More documents than a segment holds go into several."""
    monkeypatch.setattr(builder_module, "MAX_DOCUMENTS", size)
    monkeypatch.setattr("malmoi.indexer.store.merge_policy.MAX_DOCUMENTS", size)
    commit = shelf.commit(*(post(f"p{number}") for number in range(7)))
    assert sorted(entry.documents for entry in commit.segments) == ([1] * 7 if size == 1 else [1, 3, 3])
    assert len(shelf.contents()) == 7


def test_small_commits_are_merged(shelf: Any) -> None:
    """Posts that come one at a time end in one small segment, and nothing else is left in the folder."""
    for number in range(12):
        shelf.commit(post(f"p{number % 10}", f"글 {number}"))
    assert len(shelf.store.read().segments) == 1
    assert len(shelf.contents()) == 10
    named = {file.name for file in shelf.store.read().files()}
    assert {path.name for path in shelf.store.folder.iterdir() if path.name.endswith(OWNED)} == named


IDS = st.sampled_from("abcdef")
STEPS = st.lists(
    st.tuples(st.just("add"), IDS, st.sampled_from(["봄", "가을", "Trade Union"]))
    | st.tuples(st.just("delete"), IDS, st.just(""))
    | st.tuples(st.sampled_from(["commit", "flush", "forget"]), st.just(""), st.just("")),
    max_size=25,
)


@examples(40, quick=20)
@given(steps=STEPS)
def test_any_session(make_shelf: Callable[[Path], Any], steps: list[tuple[str, str, str]]) -> None:
    """Any order of adding, deleting, committing and giving up leaves what a dictionary would have."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = make_shelf(Path(folder))
        kept: dict[str, str] = {}
        now: dict[str, str] = {}
        writer = shelf.writer()
        for step, id_, body in [*steps, ("commit", "", "")]:
            if step == "add":
                writer.add(post(id_, body))
                now[id_] = body
            elif step == "delete":
                assert writer.delete([id_]) == (now.pop(id_, None) is not None)
            elif step == "flush":
                writer.buffer.flush()
            else:
                if step == "commit":
                    writer.commit()
                    kept = dict(now)
                writer, now = shelf.writer(), dict(kept)
                assert shelf.contents() == kept
