"""Hostile input, in small: it is indexed or named, and the time it takes grows as it does.

``benchmarks/hostile.py`` gives malmoi the same and more in full size.
"""

from __future__ import annotations

import io
import os
import random
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import malmoi
from malmoi.config import Config, Limits
from malmoi.corpora.readers import reader_for
from malmoi.corpora.reading.bounded import bounded
from malmoi.corpora.reading.file import File
from malmoi.errors import SourceError
from malmoi.indexer.analysis.analyzer import capitalised_spans
from malmoi.indexer.dates.mentions import moment_tokens
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.indexer.keys.hints import hint_terms
from malmoi.indexer.text.normalize import clean

SECONDS_A_MB = 6.0
"""Twice what is allowed on a quiet machine."""
FLOOR = 0.5

STORMS: dict[str, Callable[[int], str]] = {
    "combining.txt": lambda size: "가a" + "\u0301\u0316" * (size // 4),
    "one-mark.txt": lambda size: "가" + "\u0301" * (size // 2),
    "digits.txt": lambda size: "12.9 3.1 " * (size // 9),
    "decimals.txt": lambda size: "1.1." * (size // 4),
    "capitals.txt": lambda size: "Apple Berry " * (size // 12),
    "brackets.txt": lambda size: "가나(MTU) (일명 나라) A/B (" * (size // 40),
    "underscores.txt": lambda size: "a_" * (size // 2),
    "blank.txt": lambda size: "가" + " " * size + "나" + "\n" * size,
    "listing.txt": lambda size: "".join(f"2007/12/{n % 28 + 1:02} t {n}\nt {n}\ntext\n" for n in range(size // 30)),
    "ticks.md": lambda size: "".join("`" * n + " a " for n in range(1, int((2 * size) ** 0.5))),
    "fences.md": lambda size: "\n```" * (size // 4),
    "links.md": lambda size: "[a](" * (size // 4),
    "stars.md": lambda size: "*a " * (size // 3),
    "dots.md": lambda size: f"+++\n{'a.' * min(size // 2, 32_000)}a = 1\n+++\n글",
    "yaml.md": lambda size: f"---\na: {'[' * size}\n---\n글",
    "classes.html": lambda size: f"<p>글</p><p {'class=' * (size // 6)}>",
    "nested.html": lambda size: "<div>" * (size // 5) + "글",
    "tables.html": lambda size: "<table><tr><td>칸" * (size // 18),
    "comments.html": lambda size: "<p>글</p>" + "<!--" * (size // 4),
    "attributes.html": lambda size: f"<p {' '.join(f'a{n}' for n in range(size // 7))}>글</p>",
    "deep.jsonl": lambda size: '{"id": "a", "body": ' + "[" * size,
    "quote.csv": lambda size: "id,title,body\n1,a,글\n2,b," + '"가 나\n' * (size // 9),
    "line.mbox": lambda size: "From a 00:00 2007\nSubject: s\n\n" + "글 " * (size // 4),
    "items.xml": lambda size: "<rss><channel>" + "<item>" * (size // 6),
    "title.jsonl": lambda size: f'{{"id": 1, "body": "글", "title": "{"가" * (size // 3)}"}}',
    "tags.jsonl": lambda size: f'{{"id": 1, "body": "글", "tags": [{", ".join(f"{n}" for n in range(size // 7))}]}}',
    "title.html": lambda size: f"<title>{'가' * (size // 3)}</title><p>글",
    "keywords.html": lambda size: f"<meta name=keywords content='{','.join(f'{n}' for n in range(size // 7))}'><p>글",
    "deep.xml": lambda size: f"<rss><item><guid>1</guid><title>글</title>{'<a>' * (size // 3)}</item></rss>",
    "deep.json": lambda size: '{"a":' * (size // 5),
    "wide.json": lambda size: "{" + ",".join(f'"{n}": "a"' for n in range(size // 13)) + "}",
    "objects.json": lambda size: "[" + "{}," * (size // 3) + "1]",
    "cells.csv": lambda size: "title,body" + "," * (size // 2) + "\na,b" + "," * (size // 2),
    "rows.csv": lambda size: "a,b\n" * (size // 4),
    "links.html": lambda size: "<a href=/b>글</a><h2><a href=/c>" * (size // 32),
    "garbage.pdf": lambda size: "%PDF-1.7\n" + "1 0 obj <<" * (size // 10),
}


def read(name: str, data: bytes, limits: Limits = Limits()) -> list[Document | Skipped]:  # noqa: B008 - it is frozen
    """What a file gives; a refusal as one Skipped."""
    reader = reader_for(name)
    assert reader is not None
    file = File(name, (len(data), 0), lambda: io.BytesIO(data), limits.file_bytes)
    try:
        return list(bounded(name, reader.read(file), limits))
    except SourceError as error:
        return [Skipped(name, error.reason)]


def indexed(text: str) -> None:
    """Everything that looks through a whole text."""
    text = clean(text)
    for found in (capitalised_spans(text), moment_tokens(text), hint_terms(text)):
        for _ in found:
            pass


@pytest.mark.parametrize("name", STORMS)
def test_a_storm_takes_time_as_it_is_long(within: Callable[..., None], name: str) -> None:
    """Whatever repeats in a file, reading and looking through it takes seconds for each megabyte, not minutes."""
    data = STORMS[name](100_000).encode("utf-8", "surrogatepass")

    def look_through() -> None:
        found = read(name, data)
        assert found
        for document in found:
            if isinstance(document, Document):
                indexed(document.body)

    within(FLOOR + SECONDS_A_MB * len(data) / 1e6, look_through)


def test_marks_beyond_thirty_are_dropped() -> None:
    """A base keeps thirty combining marks, in their canonical order; cleaning again changes nothing."""
    once = clean("e" + "\u0301\u0316" * 100 + "e\u0301")
    assert once.startswith("é\u0316")
    assert once.endswith("é")
    assert sum(map(bool, map(unicodedata.combining, once))) == 29  # one is part of é
    assert clean(once) == once
    assert clean("각\u200b나") == "각나"


def test_a_long_text_is_cut_and_told() -> None:
    """Of a text over limits.text_chars the rest is left out, with the limit in the reason; the file is indexed."""
    limits = replace(Limits(), text_chars=10)
    document, skipped = read("a.txt", "가나다라마바사아자차카타".encode(), limits)
    assert isinstance(document, Document)
    assert document.body == "가나다라마바사아자차"
    assert skipped == Skipped("a.txt", "is longer than 10 characters (12): the rest is left out", "note")


def test_noise_is_cut_and_told() -> None:
    """A text with more different pairs of letters than any language has is left out from there on; a text is not."""
    syllables = [chr(code) for code in range(ord("가"), ord("힣"))]
    noise = "".join(random.Random(1).choices(syllables, k=300_000))
    document, skipped, _ = read("a.txt", noise.encode(), Limits())
    assert isinstance(document, Document)
    assert 262_144 < len(document.body) < 263_000
    assert noise.startswith(document.body)
    reason = "is noise: 262,144 different pairs of letters, more than any language has: the rest is left out"
    assert skipped == Skipped("a.txt", reason, "note")
    assert len(read("a.txt", ("제주에서 봄 여행을 했다. " * 50_000).encode(), Limits())) == 1


def test_a_text_in_another_encoding_is_told() -> None:
    """Hangul without the syllables that are common in Korean is told, with what to do; it is indexed as it was read."""
    garbled = ("東京都千代田区 経済産業省 予算概要 一般会計歳出 社会保障関係費 " * 10).encode("euc_jp")
    document, skipped = read("a.txt", garbled, Limits())
    assert isinstance(document, Document)
    reason = "is probably in another encoding: its letters form no words. Save it as UTF-8"
    assert skipped == Skipped("a.txt", reason, "note")


@pytest.mark.parametrize(
    "text",
    [
        "제주에서 봄 여행을 했다. 골목에서 이웃을 만났다.",
        "김철수 박영희 최민호 장미란 곽재우 홍길동 남궁옥분 황보혜정 독고탁 선우휘",
        "컴퓨터 프로그램 인터넷 네트워크 메모리 키보드 마우스 모니터 프린터 스캐너 커널 컴파일러",
        "春望 國破山河在 城春草木深 感時花 恨別鳥驚心",
        "ㅋㅋㅋ ㅎㅎㅎ ㅠㅠ ㅇㅇ — “quoted”",
        "We meet at 서울역 on Monday — bring your own 도시락.",
    ],
)
def test_korean_of_any_kind_is_not_told(text: str) -> None:
    """Names, loanwords, Hanja, chats and a few words among English are Korean as it is written."""
    assert len(read("a.txt", (text + "\n").encode() * 20, Limits())) == 1


def test_faults_are_named_up_to_a_limit() -> None:
    """Of a file with more bad lines than limits.skipped_parts, the others are counted, and good lines go on.

    Where none is good until then, it is no such file.
    """
    limits = replace(Limits(), skipped_parts=2)
    found = read("a.jsonl", b"x\n" + b'{"id": "a", "body": "b"}\n' + b"x\n" * 5, limits)
    assert [one.key for one in found if isinstance(one, Skipped)] == ["a.jsonl:1", "a.jsonl:3", "a.jsonl"]
    assert found[-1] == Skipped("a.jsonl", "4 more parts of it, after the first 2")
    assert [one.id for one in found if isinstance(one, Document)] == ["a"]
    found = read("a.jsonl", b"x\n" * 5 + b'{"id": "a", "body": "b"}\n', limits)
    assert found[-1] == Skipped("a.jsonl", "none of its first 2 parts can be read: the rest is left out")
    assert len(found) == 3


def test_a_line_of_lists_is_refused() -> None:
    """JSON that would fill the memory with empty lists is refused before it is read."""
    assert read("a.jsonl", b'{"id": "a", "tags": [' + b"[]," * 1_000_000 + b"1]}") == [
        Skipped("a.jsonl:1", "has more than 1,000,000 lists and objects")
    ]


def test_unreadable_characters_are_told() -> None:
    """A text with replacement characters is indexed, and their share is told; one of them in a long text is not."""
    damaged = ("우리는 회의를 했다. " * 20).encode("cp949") + b"\xff\xff\xff"
    document, skipped = read("a.txt", damaged)
    assert isinstance(document, Document)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("is indexed with 1.")
    assert "unreadable characters" in skipped.reason
    assert len(read("a.txt", ("글 " * 500 + "\ufffd").encode())) == 1
    own = read("a.jsonl", '{"id": "p1", "body": "글 \ufffd"}'.encode())
    assert isinstance(own[1], Skipped)
    assert own[1].key == "a.jsonl#p1"


def test_a_file_that_shrinks_is_read_or_named(tmp_path: Path) -> None:
    """A file that is cut or removed between listing and reading is what it is by then, or gone."""
    from malmoi.corpora.files import open_source

    for name in ("cut.txt", "gone.txt"):
        (tmp_path / name).write_text("긴 글 " * 1000, encoding="utf-8")
    cut, gone = open_source(tmp_path).files()
    (tmp_path / "cut.txt").write_text("짧은 글", encoding="utf-8")
    (tmp_path / "gone.txt").unlink()
    assert [one.body for one in cut.documents() if isinstance(one, Document)] == ["짧은 글"]
    with pytest.raises(SourceError, match="gone"):
        list(gone.documents())


def test_a_folder_of_them(tmp_path: Path) -> None:
    """A sync over hostile files ends; each is indexed or named with its reason, and the good ones are found."""
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "good.md").write_text("---\ntitle: 좋은 글\n---\n노동조합 회의", encoding="utf-8")
    (posts / "large.html").write_bytes(b"<p>a</p>" * 20_000)
    (posts / "nested.html").write_text("<div>" * 50_000 + "깊은 곳", encoding="utf-8")
    (posts / "nul.txt").write_bytes(b"a\0b" * 100)
    (posts / "unclosed.csv").write_text('id,title,body\n1,a,"본문', encoding="utf-8")
    (posts / "bomb.xml").write_text(
        '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>'
        "<item><title>폭탄</title><description>&b;</description></item></channel></rss>",
        encoding="utf-8",
    )
    with zipfile.ZipFile(posts / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zeros.txt", b"0" * (2 << 20))
        bomb.writestr("../../good.txt", "밖의 글")
    (posts / "self").symlink_to(posts)
    (posts / "dangling.txt").symlink_to("nowhere")
    os.mkfifo(posts / "pipe.txt")
    for name in ("이름".encode("cp949"), b"\xff\xfe"):
        (posts / os.fsdecode(name + b".txt")).write_text("이름이 다른 글", encoding="utf-8")
    config = replace(Config(), limits=replace(Limits(), file_bytes=1 << 19))
    (posts / "long.txt").write_bytes(b"a" * (1 << 20))
    with malmoi.open(tmp_path / "index", config=config) as index:
        report = index.sync(posts)
        assert [hit.id for hit in index.search("노동조합").hits] == ["good.md"]
    told = {one.key: one.reason for one in report.skipped}
    assert told.keys() == {
        "bomb.xml:1", "bomb.zip/zeros.txt", "dangling.txt", "long.txt", "nul.txt", "pipe.txt", "unclosed.csv:2",
    }  # fmt: skip
    assert "524,288 bytes" in told["long.txt"]
    assert "no text does" in told["bomb.zip/zeros.txt"]
    assert report.added == 7
