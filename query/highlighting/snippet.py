"""Snippets: the passage of a text that shows best why it matched. A snippet is data; its formatters are methods."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from html import escape
from operator import itemgetter

from ...indexer.text.headings import section
from ...indexer.text.language import language
from ...indexer.text.positions import HANGUL, HANJA
from .finders import Span
from .highlighter import Mark
from .width import advance, retreat, width

_SENTENCE_START = re.compile(r"(?:[.!?。．！？…]['\"’”)\]）］]*\s+|\n+\s*)(?=\S)")
_BLANKS = re.compile(r"\s{2,}|[^\S ]")
"""Blanks that are not one plain space."""
_WORD_START = re.compile(r"\s+(?=\S)")
_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]")
_SEEN = re.compile(r"\S")
_BETWEEN = " … "
_LEAD = 0.4
"""At most this share of a snippet stands before its first mark."""
_ENOUGH = 24
"""Marked characters beyond this make a window no better."""
_CONSIDERED = 400
"""Marks that are looked at for the best window; a text with more repeats itself."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of text in one line. ``marks`` are (start, end) character offsets into ``text``, in order and apart.

    ``cut_start`` and ``cut_end`` tell whether the original goes on before and after it. ``section`` is the title above
    the passage in the original: above the first mark, or above the beginning where there is none.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    cut_start: bool = False
    cut_end: bool = False
    section: str | None = None

    @property
    def lang(self) -> str:
        """The language of the passage, which may be another than the post's: ``ko``, ``en``, ``ko+en`` or ``other``."""
        return language(self.text)

    def to_text(self) -> str:
        """Plain text, with ellipses where it was cut."""
        return self._dressed(self.text)

    def to_ansi(self) -> str:
        """For a terminal, marks in bold yellow."""
        return self._dressed(self._marked("\x1b[1;33m", "\x1b[0m", str))

    def to_html(self) -> str:
        """Escaped HTML, marks in ``<mark>``."""
        return self._dressed(self._marked("<mark>", "</mark>", escape))

    def __html__(self) -> str:
        """As ``to_html``: template engines (Jinja, Django) insert it as it is."""
        return self.to_html()

    def _dressed(self, text: str) -> str:
        return f"{'… ' if self.cut_start else ''}{text}{' …' if self.cut_end else ''}"

    def _marked(self, before: str, after: str, escaped: type[str] | object) -> str:
        assert callable(escaped)
        pieces, at = [], 0
        for start, end in self.marks:
            pieces += [escaped(self.text[at:start]), before, escaped(self.text[start:end]), after]
            at = end
        return "".join([*pieces, escaped(self.text[at:])])


def whole(text: str, marks: Sequence[Mark]) -> Snippet:
    """The whole of a short text, such as a title, with its marks."""
    return _snippet(text, 0, len(text), marks)


def best_window(text: str, marks: Sequence[Mark], columns: int) -> Snippet:
    """The window of ``columns`` that shows most of the query's parts, or the beginning where there is no mark.

    Where a text clauses in Korean and in Latin letters, far from each other, there are two windows of half the size;
    the section is that of the first.
    """
    windows = _windows(text, marks, columns)
    start, end = windows[0]
    passage = next((mark[0] for mark in marks if start <= mark[0] and mark[1] <= end), start)
    first = _snippet(text, start, end, marks, section(text, passage) or None)
    return reduce(_joined, (_snippet(text, *window, marks) for window in windows[1:]), first)


def _windows(text: str, marks: Sequence[Mark], columns: int) -> list[Span]:
    """The best window, or two."""
    start, end = _window(text, marks, columns)
    kinds = {character: _is_syllabic(character) for character in {text[mark[0]] for mark in marks}}
    if len(set(kinds.values())) < 2:
        return [(start, end)]
    sides: tuple[list[Mark], list[Mark]] = [], []
    for mark in marks:
        sides[kinds[text[mark[0]]]].append(mark)
    shown = {kinds[text[mark[0]]] for mark in marks if start <= mark[0] and mark[1] <= end}
    if len(shown) == 1:
        first, second = sorted(_window(text, side, (columns - len(_BETWEEN)) // 2) for side in sides)
        if first[1] <= second[0]:
            return [first, second]
    return [(start, end)]


def _joined(first: Snippet, second: Snippet) -> Snippet:
    at = len(first.text) + len(_BETWEEN)
    marks = (*first.marks, *((start + at, end + at) for start, end in second.marks))
    return Snippet(first.text + _BETWEEN + second.text, marks, first.cut_start, second.cut_end, first.section)


def _is_syllabic(character: str) -> bool:
    return _SYLLABIC.match(character) is not None


def _window(text: str, marks: Sequence[Mark], columns: int) -> Span:
    """From where to where the best window reaches."""
    if len(text) <= 2 * columns and width(_one_line(text)) <= columns:
        return _first_word(text), len(text)
    marks = marks[:_CONSIDERED]
    start = _best_start(text, marks, columns) if marks else _first_word(text)
    return start, _closing(text, start, columns)


def _best_start(text: str, marks: Sequence[Mark], columns: int) -> int:
    """The start of the window that shows the most clauses."""
    wide = (len(text.encode("utf-8", "surrogatepass")) - len(text)) / (2 * len(text))
    reach = int(columns * (1 - _LEAD) / (1 + wide))
    first = _best_first(marks, reach)
    start = _opening(text, first, columns)
    if advance(text, start, columns) == len(text):
        start = min(start, _word_after(text, retreat(text, len(text), columns), first))
    return start


def _best_first(marks: Sequence[Mark], reach: int) -> int:
    """The start of the first mark in the window that shows the most clauses; of several such windows the first.

    Most are different parts of the query, then marked characters.
    """
    by_end = sorted(marks, key=itemgetter(1))
    most = len({group for _, _, group in marks}), _ENOUGH
    inside: dict[int, int] = {}
    best, first, shown, reached = (0, 0), marks[0][0], 0, 0
    for start, end, group in marks:
        while reached < len(by_end) and by_end[reached][1] <= start + reach:
            begin, stop, other = by_end[reached]
            reached += 1
            if begin >= start:
                inside[other] = inside.get(other, 0) + 1
                shown += stop - begin
        worth = len(inside), min(shown, _ENOUGH)
        if worth > best:
            best, first = worth, start
            if best == most:
                break
        if end <= start + reach:
            shown -= end - start
            inside[group] -= 1
            if not inside[group]:
                del inside[group]
    return first


def _opening(text: str, first: int, columns: int) -> int:
    """The start of a window that shows ``first``: its sentence, else a word, within the lead."""
    earliest = retreat(text, first, int(columns * _LEAD))
    for found in _SENTENCE_START.finditer(text, max(earliest - 2, 0), first + 1):
        if earliest <= found.end() <= first:
            return found.end()
    return _word_after(text, earliest, first)


def _word_after(text: str, earliest: int, latest: int) -> int:
    if not text[:earliest].strip():
        return _first_word(text)
    found = _WORD_START.search(text, earliest, latest + 1)
    return found.end() if found and found.end() <= latest else latest


def _first_word(text: str) -> int:
    return len(text) - len(text.lstrip())


def _closing(text: str, start: int, columns: int) -> int:
    """The end of a window of ``columns`` columns, moved to the end of a word if one is near."""
    end = advance(text, start, columns)
    if end < len(text):
        space = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
        return space if space > start + (end - start) * 3 // 4 else end
    return end


def _snippet(text: str, start: int, end: int, marks: Sequence[Mark], above: str | None = None) -> Snippet:
    pieces: list[str] = []
    shown: list[tuple[int, int]] = []
    at, length = start, 0
    for first, last in apart(marks, start, end):
        before, marked = _one_line(text[at:first]), _one_line(text[first:last])
        shown.append((length + len(before), length + len(before) + len(marked)))
        pieces += [before, marked]
        at, length = last, shown[-1][1]
    pieces.append(_one_line(text[at:end]))
    cut_start, cut_end = _SEEN.search(text, 0, start) is not None, _SEEN.search(text, end) is not None
    return Snippet("".join(pieces).rstrip(), tuple(shown), cut_start, cut_end, above)


def apart(marks: Sequence[Mark], start: int, end: int) -> list[list[int]]:
    """The marked stretches between ``start`` and ``end``, in order; those that touch are one."""
    merged: list[list[int]] = []
    for first, last, _ in marks[: bisect_left(marks, (end,))]:
        if last <= start:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(min(last, end), merged[-1][1])
        else:
            merged.append([max(first, start), min(last, end)])
    return merged


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text)
