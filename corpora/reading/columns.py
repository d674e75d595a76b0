"""Columns of tables and keys of objects: which of them is the text, the title, the date?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from ...arguments import shown
from ...errors import ConfigError

COLUMNS = {
    "id": "id uuid guid docid documentid articleid postid 글번호 문서번호",
    "title": "title subject headline 제목",
    "body": "body content contents text 내용 본문 contenthtml contenttext bodyhtml html fulltext articlebody 본문내용"
    " bodytext rawtext markdown selftext transcript passage paragraph paragraphs messages 원문"
    " description message comment comments abstract summary 설명 댓글 의견 요약",
    "date": "date datetime published publishedat datepublished created createdat postdate pubdate"
    " 날짜 일자 일시 작성일 작성일자 작성일시 등록일 등록일자 등록일시 게시일",
    "url": "url link address permalink 주소 링크",
    "tags": "tags tag category categories keywords labels 태그 분류 카테고리 말머리",
    "author": "author authors writer creator 글쓴이 작성자 저자",
    "lang": "lang language 언어",
    "format": "format",
}
"""Each field with the names that its column may have, in small letters and without spaces and marks, best first."""
_RANKS = {name: (field, rank) for field, names in COLUMNS.items() for rank, name in enumerate(names.split())}
_MARKS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]")
_TITLE_AT_MOST = 100
_DISTINCT = 0.5
"""Share of the values of a column that are different, at least, for titles."""

Chosen = tuple[tuple[str, str], ...]
"""Fields and the names of their columns, as they were chosen: ``(("body", "pledge"), ("title", "name"))``."""
Fields = dict[str, list[int]]
"""The columns of each field by number, best first; those of tags, which are merged, in their order."""


def chosen_columns(columns: str | Mapping[str, str], where: str = "") -> Chosen:
    """``body=pledge,title=name`` as pairs. Raises ConfigError for another form and for a field that does not exist."""
    if not isinstance(columns, str | Mapping):
        raise ConfigError("sources.columns", f"{shown(columns)} is neither text nor a mapping", where)
    if isinstance(columns, str):
        pairs = [
            tuple(part.strip() for part in pair.partition("=")[::2]) for pair in columns.split(",") if pair.strip()
        ]
    else:
        pairs = [(field, str(name)) for field, name in columns.items()]
    for field, name in pairs:
        if field not in COLUMNS or not name:
            raise ConfigError(
                "sources.columns", f"{field}={name} is not FIELD=COLUMN (fields: {', '.join(COLUMNS)})", where
            )
    return tuple((field, name) for field, name in pairs)


@lru_cache(maxsize=256)
def fields_of(names: tuple[str, ...], chosen: Chosen = ()) -> Fields:
    """The columns of each field: the chosen ones, or those with a known name. Do not change it."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    taken = {_key(name) or name: field for field, name in chosen}
    for column, name in enumerate(names):
        if field := taken.get(_key(name)) or taken.get(str(column + 1)):
            ranked.setdefault(field, []).append((-1, column))
        elif known := _RANKS.get(_key(name)):
            ranked.setdefault(known[0], []).append((known[1], column))
    best_first = {field: [column for _, column in sorted(pairs)] for field, pairs in ranked.items()}
    return {field: sorted(columns) if field == "tags" else columns for field, columns in best_first.items()}


def guessed(names: Sequence[str], fields: Fields, rows: Iterable[Sequence[object]], shortest: int) -> Fields:
    """``fields`` with the column that looks most like the text, and perhaps one that looks like titles.

    The text is the column of no other field with the longest values, on average ``shortest`` characters or more;
    numbers, dates and addresses are none. Titles are shorter and mostly different. Without a text ``fields`` is given.
    """
    values: dict[int, list[str]] = {}
    known = {column for columns in fields.values() for column in columns}
    for row in rows:
        for column, value in enumerate(row[: len(names)]):
            if column not in known and isinstance(value, str) and value.strip():
                values.setdefault(column, []).append(value.strip())
    lengths = {column: _length(texts) for column, texts in values.items()}
    body = max(lengths, key=lambda column: lengths[column], default=-1)
    if body < 0 or lengths[body] < shortest:
        return fields
    titles = [column for column in sorted(values) if column != body and _are_titles(values[column], lengths[column])]
    title = {"title": titles[:1]} if titles and "title" not in fields else {}
    return {**fields, "body": [body], **title}


def is_markup(name: str) -> bool:
    """True if a column of this name holds HTML, as ``content_html`` of JSON Feed does."""
    return _key(name).endswith("html")


def _length(texts: Sequence[str]) -> float:
    """The average length of texts; 0 where most have no letters, or no blank in what looks like an address."""
    worded = [text for text in texts if _LETTERS.search(text) and not text.startswith(("http://", "https://", "/"))]
    return sum(map(len, texts)) / len(texts) if 2 * len(worded) > len(texts) else 0.0


def _are_titles(texts: Sequence[str], length: float) -> bool:
    return 0 < length <= _TITLE_AT_MOST and len(set(texts)) >= _DISTINCT * len(texts)


def _key(name: str) -> str:
    return _MARKS.sub("", name.lower())
