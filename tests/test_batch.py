"""A batch is one commit or nothing, and other writers do not wait for what happens inside its block."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi import Document, Index

from .examples import examples


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An index of three posts."""
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as opened:
        opened.add_all(Document(id=id_, body=f"제주 {id_}", tags=("old",) if id_ != "c" else ()) for id_ in "abc")
        yield opened


def commits(index: Index) -> int:
    """The number of the last commit."""
    return index.searcher().snapshot.commit.number


def test_a_batch_is_one_commit(index: Index) -> None:
    """Whatever is in it, in its order."""
    before = commits(index)
    with index.batch() as batch:
        batch.add(Document(id="d", body="서울"))
        batch.delete("a", "nowhere")
        batch.delete_where("tag:old")
        batch.add(Document(id="a", body="다시"))
    assert sorted(index.ids()) == ["a", "c", "d"]
    assert commits(index) == before + 1
    assert (batch.added, batch.deleted) == (2, 2)


def test_a_batch_that_fails_is_nothing(index: Index) -> None:
    """What its block raises goes through as it is."""
    before = commits(index)

    def attempt() -> None:
        with index.batch() as batch:
            batch.clear()
            batch.add(Document(id="d", body="서울"))
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        attempt()
    assert sorted(index.ids()) == ["a", "b", "c"]
    assert commits(index) == before


def test_a_batch_without_changes_writes_nothing(index: Index) -> None:
    """No commit, and no lock."""
    before = commits(index)
    with index._state.store.lock(1), index.batch():
        pass
    assert commits(index) == before


def test_a_batch_does_not_lock_before_its_end(index: Index) -> None:
    """Somebody else writes while the block goes on; the batch then changes what it finds."""
    with index.batch() as batch:
        batch.delete_where("제주")
        with malmoi.open(index.folder) as other:
            assert other.add(Document(id="e", body="제주 e"))
    assert index.ids() == []
    assert batch.deleted == 4


def test_a_generator_may_take_its_time(index: Index) -> None:
    """``add_all`` does not lock while it waits for documents, which may even write to the same index."""

    def documents() -> Iterator[Document]:
        yield Document(id="d", body="하나")
        index.add(Document(id="other", body="둘"))
        yield Document(id="e", body="셋")

    assert index.add_all(documents()) == 2
    assert sorted(index.ids()) == ["a", "b", "c", "d", "e", "other"]


def test_a_batch_is_over_after_its_block(index: Index) -> None:
    """And takes nothing before it."""
    batch = index.batch()
    with pytest.raises(malmoi.StoreError, match="only inside its with block"):
        batch.delete("a")
    with batch:
        batch.delete("a")
    with pytest.raises(malmoi.StoreError, match="only inside its with block"):
        batch.add(Document(id="d", body="x"))


def test_a_large_batch_is_kept_in_a_file(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit into memory; the result is the same."""
    monkeypatch.setattr("malmoi.batch._IN_MEMORY", 1000)
    texts = {f"p{number}": f"글 {number} " * 20 for number in range(50)}
    assert index.add_all(Document(id=id_, body=text) for id_, text in texts.items()) == 50
    assert len(index) == 53
    found = index.get("p7")
    assert found
    assert found.body == texts["p7"]


def test_add_without_replace(index: Index) -> None:
    """What is there stays; what was deleted before in the same batch is not there."""
    assert not index.add(Document(id="a", body="새 글"), replace=False)
    assert (
        index.add_all(
            [Document(id="a", body="x"), Document(id="d", body="y"), Document(id="d", body="z")], replace=False
        )
        == 1
    )
    found = index.get("d")
    assert found
    assert found.body == "y"
    with index.batch() as batch:
        batch.delete("a")
        batch.add(Document(id="a", body="새 글"), replace=False)
    found = index.get("a")
    assert found
    assert found.body == "새 글"


def test_clear(index: Index, tmp_path: Path) -> None:
    """No document is left, and a source that was read is read again."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "x.txt").write_text("봄", encoding="utf-8")
    index.sync(tmp_path / "posts")
    assert index.clear() == 4
    assert (len(index), index.sources(), index.clear()) == (0, [], 0)
    assert index.sync(tmp_path / "posts").added == 1


def test_delete_where(index: Index) -> None:
    """A query with filters, every word of it as typed; a query of which some would be left out deletes nothing."""
    index.add(Document(id="e", body="Jeju"))
    assert index.delete_where("제주 a") == 1
    assert index.delete_where("서울") == 0
    assert index.delete_where("제주 서울") == 0
    assert index.delete_where(tags=["old"]) == 1
    assert index.delete_where("", tags=["nowhere"]) == 0
    assert sorted(index.ids()) == ["c", "e"]
    assert index.delete_where("제주 -서울") == 1
    for query in ('"제주', "제주 OR", "(제주", "제주 " * 3000, "(" * 70 + "제주" + ")" * 70):
        with pytest.raises(malmoi.QueryError, match="not searched as it is typed"):
            index.delete_where(query)
    for query in ("", " "):
        with pytest.raises(malmoi.ArgumentError, match=r"'query'.*clear\(\)"):
            index.delete_where(query)
    assert index.ids() == ["e"]


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from("abcd"), st.sampled_from(["봄", "여름"]), st.booleans()),
        st.tuples(st.just("delete"), st.sampled_from("abcd")),
        st.tuples(st.just("where"), st.sampled_from(["봄", "여름"])),
        st.tuples(st.just("clear")),
    ),
    max_size=12,
)


@examples(60, quick=15)
@given(batches=st.lists(CHANGES, min_size=1, max_size=3))
def test_a_batch_does_what_a_dictionary_does(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[tuple[Any, ...]]]
) -> None:
    """Changes of any kind in any order leave the documents that they leave in a dictionary."""
    expected: dict[str, str] = {}
    with malmoi.open(tmp_path_factory.mktemp("batch") / "index", config=malmoi.Config()) as index:
        for changes in batches:
            with index.batch() as batch:
                for change in changes:
                    match change:
                        case "add", id_, body, replace:
                            batch.add(Document(id=id_, body=body), replace=replace)
                            if replace or id_ not in expected:
                                expected[id_] = body
                        case "delete", id_:
                            batch.delete(id_)
                            expected.pop(id_, None)
                        case "where", word:
                            batch.delete_where(word)
                            expected = {id_: body for id_, body in expected.items() if body != word}
                        case _:
                            batch.clear()
                            expected = {}
            assert {one.id: one.body for one in index.documents()} == expected
        assert index.check().is_fine
