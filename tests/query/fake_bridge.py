"""A bridge over a table, for the words of the random corpora, and what search should make of the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from malmoi.query.bridges.bridge import QueryWord, Variant, Vocabulary


@dataclass(frozen=True)
class Sense:
    """A variant, and how it is looked for: the stream, and what there (``stems`` are a row of terms)."""

    text: str
    weight: float
    stream: str
    sought: str


Table = Mapping[str, Sequence[Sense]]
"""What some words are called as well; several words with a blank between them."""

TABLE: Table = {
    "이주노조": [Sense("MTU", 0.9, "words", "MTU"), Sense("union", 0.5, "terms", "union")],
    "노조": [Sense("unions", 0.45, "terms", "union"), Sense("없는말", 1.0, "phrase", "없는말")],
    "MTU": [Sense("이주노조", 0.9, "phrase", "이주노조")],
    "union": [Sense("노조", 0.5, "terms", "노조"), Sense("同志", 0.3, "phrase", "同志")],
    "강제 출국": [Sense("deportation", 0.8, "terms", "deport")],
    "강제출국": [Sense("deported", 0.5, "terms", "deport"), Sense("the union", 0.4, "stems", "the union")],
    "출국": [Sense("the deported", 0.6, "stems", "the deport")],
    "deported": [Sense("강제 출국", 0.76, "phrase", "강제출국")],
    "밥 물": [Sense("C++", 0.5, "terms", "c++"), Sense("金", 0.2, "phrase", "金")],
    "밥": [Sense("물", 0.3, "terms", "물")],
    "물": [Sense("밥", 1.0, "terms", "밥")],
    "同志": [Sense("학교", 0.95, "terms", "학교")],
    "학교": [Sense("同志", 0.95, "phrase", "同志"), Sense("金", 0.5, "phrase", "金")],
}
PIECES = {
    "MTU지도부": ["MTU", "지도부"],
    "강제출국은": ["강제", "출국"],
    "강제출국을": ["강제", "출국"],
    "강제출국": ["강제", "출국"],
}
"""The pieces of those words of the corpora that have any in the table."""


class FakeBridge:
    """Crosses by a table."""

    name = "fake"
    most_words = 2

    def __init__(self, table: Table = TABLE) -> None:
        self._table = table

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterator[Variant]:
        for sense in self._table.get(" ".join(word.typed for word in run), ()):
            yield Variant(sense.text, sense.weight)
