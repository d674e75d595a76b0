"""Boilerplate removal: finds the lines that most pages of a source share (menus, footers) and removes them.

A short line is boilerplate only beside the neighbour that it has on most pages: ``서울`` between two cities of a menu
is dropped, in a post it stays. A long line says enough by itself. What is learned is a set of *blocks*: such a line,
or two lines with a line end between them, of which one is empty at the edge of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from ...errors import SourceError
from ..documents.document import Document, Skipped, SourceFile
from ..store.source_state import Boilerplate

_PAGES = (".html", ".htm", ".xhtml", ".txt", ".text")
_FEWEST = 8
"""A source of fewer pages shows no pattern."""
_SAMPLE = 200
_LARGEST = 256 << 10
"""Bytes of a page that is looked at, so that the lines of a sample fit into memory."""
_AT_LEAST = 5
_LONG = 25
_WORD = re.compile(r"\w")


def is_page(file: SourceFile) -> bool:
    """True if a file is a page of its own, made from the mould of its site perhaps."""
    return not file.own_ids and file.key.lower().endswith(_PAGES)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that was read to learn from it. It gives its documents again without another read."""

    key: str
    stamp: tuple[int, int]
    own_ids: bool
    found: tuple[Document | Skipped, ...]

    def documents(self) -> Iterator[Document | Skipped]:
        """The documents that the file gave when it was read."""
        return iter(self.found)


def is_due(known: Boilerplate | None, pages: int, *, thorough: bool) -> bool:
    """True if to learn: the first time, whenever the number of pages has doubled, and with ``thorough``."""
    return pages >= _FEWEST and (thorough or known is None or pages >= 2 * known.pages)


def learn_from(pages: Sequence[SourceFile]) -> tuple[Boilerplate, list[ReadPage]]:
    """The boilerplate of a source with these pages, from a sample spread evenly; and the pages that were read."""
    small = [page for page in pages if page.stamp[0] <= _LARGEST]
    sample = small[:: max(len(small) // _SAMPLE, 1)][:_SAMPLE]
    read = []
    for page in sample:
        with suppress(SourceError, MemoryError):  # reported when the page is read for the index
            read.append(ReadPage(page.key, page.stamp, page.own_ids, tuple(page.documents())))
    return Boilerplate(len(pages), tuple(learn(map(_text, read)))), read


def _text(page: ReadPage) -> str:
    return "\n".join(one.body for one in page.found if isinstance(one, Document))


def learn(texts: Iterable[str]) -> Iterator[str]:
    """The blocks that are in more than half of the texts, and in five; texts that are the same count as one."""
    different = set(texts)
    counts = Counter(block for text in sorted(different) for block in dict.fromkeys(_blocks(_lines(text))))
    enough = max(len(different) // 2 + 1, _AT_LEAST)
    return (block for block, count in counts.items() if count >= enough)


def strip(text: str, blocks: AbstractSet[str]) -> str:
    """``text`` without its lines that are in a block; all of it where nothing else is left."""
    if not blocks:
        return text
    lines = text.split("\n")
    places = [place for place, line in enumerate(lines) if _WORD.search(line)]
    words = _lines(text)
    around = ["", *words, ""]
    dropped = {
        place
        for place, before, line, after in zip(places, around, words, around[2:], strict=False)
        if line in blocks or f"{before}\n{line}" in blocks or f"{line}\n{after}" in blocks
    }
    if len(dropped) == len(places) or not dropped:
        return text
    return "\n".join(line for place, line in enumerate(lines) if place not in dropped).strip("\n")


def lines_of(boilerplate: Boilerplate) -> tuple[str, ...]:
    """The lines of all blocks, each once, about as they stand on a page."""
    return tuple(dict.fromkeys(line for block in boilerplate.blocks for line in block.split("\n") if line))


def _lines(text: str) -> list[str]:
    """The lines that say something, without blanks around and between their words."""
    return [" ".join(line.split()) for line in text.split("\n") if _WORD.search(line)]


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    for before, line in pairwise(["", *lines, ""]):
        yield f"{before}\n{line}"
        if len(line) >= _LONG:
            yield line
