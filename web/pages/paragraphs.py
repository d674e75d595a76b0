"""Paragraphs: the text of a document as a page shows it, with its headings, its line breaks and its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ...indexer.text.headings import heading_of
from ...query.page import HighlightedDocument
from .markup import Marks, main_language, marked

_GAP = re.compile(r"\n(?:[^\S\n]*\n)+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a heading above others."""

    html: Markup
    lang: str
    is_heading: bool = False


def paragraphs(found: HighlightedDocument) -> list[Paragraph]:
    """The paragraphs of a document."""
    pieces = list(_pieces(found.document.body))
    made = []
    for number, (start, text) in enumerate(pieces):
        lang = main_language(found.lang, text)
        is_last = number == len(pieces) - 1
        is_heading = not is_last and "\n" not in text and bool(heading_of(text))
        lines, at = [], start
        for line in text.split("\n"):
            lines.append(marked(line, within_line(found.body_marks, at, at + len(line)), lang))
            at += len(line) + 1
        made.append(Paragraph(Markup("<br>").join(lines), lang, is_heading))
    return made


def within_line(marks: Marks, start: int, end: int) -> list[tuple[int, int]]:
    """The marks between two characters of a text, counted from the first one."""
    return [(max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start]


def _pieces(body: str) -> Iterator[tuple[int, str]]:
    """The pieces of a text between blank lines, each with the character where it begins."""
    at = 0
    for gap in [*_GAP.finditer(body), None]:
        end = gap.start() if gap else len(body)
        piece = body[at:end].strip("\n")
        if piece.strip():
            yield body.index(piece, at), piece
        at = gap.end() if gap else end
