"""Bounds on the entries beside the documents of one file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from malmoi.config import Limits
from malmoi.corpora.reading.bounded import bounded
from malmoi.corpora.reading.clock import Clock
from malmoi.indexer.documents.document import Document, Skipped


def test_a_file_of_faults_alone() -> None:
    """A file of which no part can be read is given up after the first parts."""
    endless = (Skipped(f"a:{number}", "is broken") for number in iter(int, 1))
    found = list(bounded("a", endless, Limits(skipped_parts=3)))
    assert len(found) == 4
    assert found[-1] == Skipped("a", "none of its first 3 parts can be read: the rest is left out")


def test_a_file_of_many_drafts() -> None:
    """A post after many drafts is read; of the drafts the first are listed and the others counted."""
    drafts = [Skipped(f"a:{number}", "is a draft", "left_out") for number in range(9)]
    post = Document(id="a#1", body="봄")
    found = list(bounded("a", [*drafts, post], Limits(skipped_parts=3)))
    assert found == [*drafts[:3], post, Skipped("a", "6 more parts of it, after the first 3", "left_out")]


@pytest.mark.parametrize(
    ("field", "value", "kept", "reason"),
    [
        ("body", "가나다 " * 5, "가나다 가나다 가나", "is longer than 10 characters (20): the rest is left out"),
        ("title", "가" * 12, "가" * 10, "the field title is longer than 10 characters (12): the rest is left out"),
        ("author", "나" * 11, "나" * 10, "the field author is longer than 10 characters (11): the rest is left out"),
        (
            "tags",
            ("가나다",) * 4,
            ("가나다", "가나다", "가나"),
            "the field tags is longer than 10 characters (15): the rest is left out",
        ),
        ("url", "/" * 11, None, "the field url is longer than 10 characters (11): it is left out"),
        ("lang", "k" * 11, None, "the field lang is longer than 10 characters (11): it is left out"),
        ("date", "2" * 11, None, "the field date is longer than 10 characters (11): it is left out"),
        (
            "title",
            "가나다라마바",
            "가나다라",
            "the field title is noise: 3 different pairs of letters, more than any language has",
        ),
    ],
)
def test_long_fields(field: str, value: Any, kept: Any, reason: str) -> None:
    """Each text of a document is bounded, with a note; an address, a language or a date is whole or left out."""
    limits = Limits(text_chars=10, text_pairs=3 if "noise" in reason else 100)
    document = Document(id="a", **{"body": "봄", field: value})
    found, note = bounded("a", [document], limits)
    assert found == replace(document, **{field: kept})
    assert isinstance(note, Skipped)
    assert (note.kind, note.key, note.reason.removesuffix(": the rest is left out" * ("noise" in reason))) == (
        "note",
        "a",
        reason,
    )


def test_a_long_id() -> None:
    """A document is skipped whose id is too long: a part of it would be the id of another one."""
    found = list(bounded("a.jsonl", [Document(id="p" * 11, body="봄")], Limits(text_chars=10)))
    assert found == [Skipped("a.jsonl#pp", "its id is longer than 10 characters")]


def test_the_time_of_a_file() -> None:
    """Reading ends when its time is over, with what was read until then; using what was read takes none of it."""

    def endless() -> Iterator[Document]:
        while True:
            end = time.thread_time() + 0.02
            while time.thread_time() < end:
                pass
            yield Document(id="a", body="봄")

    found = []
    for one in bounded("a", endless(), Limits(), Clock(0.05)):
        found.append(one)
        end = time.thread_time() + 0.05
        while time.thread_time() < end:
            pass
    assert 3 <= len(found) <= 5
    assert found[-1] == Skipped("a", "takes longer than 0 s to read: the rest is left out")
