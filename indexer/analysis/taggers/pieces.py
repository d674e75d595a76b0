"""Cutting text before an analyser sees it, so that none of them gets more or other characters than it can take."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNREADABLE = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_STRETCH = re.compile(
    "(?P<HANGUL>[가-힣ㄱ-ㅎㅏ-ㅣ]+)|(?P<SL>[A-Za-z]+)|(?P<SN>[0-9]+)|(?P<SH>[一-鿿]+)|(?P<NA>[^\\s가-힣ㄱ-ㅎㅏ-ㅣA-Za-z0-9一-鿿]+)"
)


def blanked(text: str) -> str:
    """``text`` with a plain blank for each blank, control character and lone surrogate; offsets stay."""
    # Runs of letters, which are nearly all, need no regular expression to be told from others.
    return text if text.isalnum() else _UNREADABLE.sub(" ", text)


def pieces(text: str, limit: int) -> Iterator[tuple[int, str]]:
    """``text`` in pieces of at most ``limit`` characters with their offsets, cut after a blank where there is one."""
    start = 0
    while len(text) - start > limit:
        end = text.rfind(" ", start, start + limit) + 1 or start + limit
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def stretches(text: str) -> Iterator[tuple[str, int, str]]:
    """Kind, offset and text of each stretch: HANGUL, or the tag of what needs no analysis (SL, SN, SH, NA)."""
    for match in _STRETCH.finditer(text):
        yield match.lastgroup or "NA", match.start(), match.group()
