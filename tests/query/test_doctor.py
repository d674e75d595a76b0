"""The recall check: ``index.doctor``."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Config
from malmoi.index import Index
from malmoi.indexer.documents.document import Document
from malmoi.query.searcher import Searcher
from malmoi.query.syntax.tree import Node, Word
from malmoi.tests.examples import examples
from malmoi.tests.query.corpora import DOCUMENTS, new_index

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples" / "posts"


def test_every_word_of_the_samples_is_found(tmp_path: Path) -> None:
    """All kinds of words of both languages find the post that they stand in."""
    with Index(tmp_path, Config()) as index:
        index.sync(SAMPLES)
        report = index.doctor(1000)
        assert (report.words, report.lost, report.is_fine) == (1000, (), True)
        assert index.doctor(1000) == report


def test_a_lost_word_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that does not find its document is listed with the field and what was searched."""
    with Index(tmp_path, Config()) as index:
        index.add(Document(id="a", title="봄", body="(개정하려는), 그리고 MTU:"))
        whole = Searcher._compile
        monkeypatch.setattr(
            Searcher, "_compile", lambda self, node, *rest, **more: whole(self, _other(node), *rest, **more)
        )
        report = index.doctor()
    assert {(one.word, one.id, one.field) for one in report.lost} == {("개정하려는", "a", "body")}
    assert report.words == 4
    assert "개정하다" in report.lost[0].reason


def _other(node: Node) -> Node:
    return Word("없는말") if node == Word("개정하려는") else node


def test_an_empty_index(tmp_path: Path) -> None:
    """Without a document there is nothing to search, and nothing is lost; deleted ones are not asked."""
    with Index(tmp_path, Config()) as index:
        assert index.doctor().words == 0
        index.add(Document(id="a", body="이야기"))
        index.delete("a")
        assert index.doctor().is_fine


@given(st.lists(DOCUMENTS, min_size=1, max_size=8))
@examples(20, quick=6)
def test_words_of_any_document_are_found(documents: list[Document]) -> None:
    """Every word of random documents finds the document it was taken from."""
    with new_index() as index:
        index.add_all(documents)
        assert index.doctor(200).lost == ()
