"""Variants that are left out: ``without`` of a search."""

from __future__ import annotations

from pathlib import Path

import pytest

import malmoi


@pytest.fixture
def index(tmp_path: Path) -> malmoi.Index:
    made = malmoi.open(tmp_path / "index", config=malmoi.Config())
    made.add_all(
        [
            malmoi.Document(id="typed", body="이주노조 사무실"),
            malmoi.Document(id="short", body="the office of the MTU"),
            malmoi.Document(id="long", body="the Migrants' Trade Union here"),
        ]
    )
    return made


def test_a_variant_is_left_out(index: malmoi.Index) -> None:
    """A variant of ``without``, in any case, is neither searched nor listed; the others are."""
    assert {hit.id for hit in index.search("이주노조")} == {"typed", "short", "long"}
    page = index.search("이주노조", without=["mtu"])
    assert {hit.id for hit in page} == {"typed", "long"}
    assert [one.term for one in page.also_searched] == ["Migrants' Trade Union"]
    assert index.count("이주노조", without=["MTU"]) == 2
    assert {hit.id for hit in index.search("이주노조")} == {"typed", "short", "long"}


def test_all_variants_left_out_is_an_exact_search(index: malmoi.Index) -> None:
    """Without any of its variants a query finds what it finds exactly."""
    terms = [one.term for one in index.search("이주노조").also_searched]
    found, exact = index.search("이주노조", without=terms), index.search("이주노조", exact=True)
    assert [(hit.id, hit.score) for hit in found] == [(hit.id, hit.score) for hit in exact]


def test_the_marks_of_a_document(index: malmoi.Index) -> None:
    """``highlight`` marks the whole text, without the variants that are left out; None where there is no document."""
    found = index.highlight("이주노조", "short")
    assert found
    assert [found.document.body[start:end] for start, end in found.body_marks] == ["MTU"]
    left = index.highlight("이주노조", "short", without=["MTU"])
    assert left
    assert not left.body_marks
    assert index.highlight("이주노조", "none") is None


def test_a_wrong_value_is_an_error(index: malmoi.Index) -> None:
    """One text is not a list of texts."""
    with pytest.raises(malmoi.ArgumentError, match="without"):
        index.search("이주노조", without="MTU")


def test_the_version_changes_with_a_commit(index: malmoi.Index) -> None:
    """``version`` is the same until something is written, and the same in another object."""
    before = index.version()
    with malmoi.open(index.folder, config=malmoi.Config()) as other:
        assert other.version() == before
    index.add(malmoi.Document(id="new", body="새 글"))
    after = index.version()
    assert after != before
    index.aliases().add(["뜨개모임", "KNC"])
    assert index.version() not in (before, after)
