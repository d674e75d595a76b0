"""Regions of Markdown that are no paragraphs: comments, scripts, formulas, code in template tags, imports of MDX."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock

from .markup import TAG, without_tags

REGIONS = frozenset("<{%$`ie")
"""The characters that a region begins with."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """The beginning and end of a region, and the part of it that stays: nothing, code, the text of HTML, or all."""

    begin: re.Pattern[str]
    end: re.Pattern[str]
    keeps: str


_KINDS = [
    _Kind(re.compile(begin, re.MULTILINE), re.compile(end, re.MULTILINE), keeps)
    for begin, end, keeps in (
        (r"<!--", r"-->", ""),
        (r"<(?i:script)\b", r"</(?i:script)\s*>", ""),
        (r"<(?i:style)\b", r"</(?i:style)\s*>", ""),
        (r"<(?i:pre)\b[^<>]*>", r"</(?i:pre)\s*>", "html"),
        (r"\{/\*", r"\*/\}", ""),
        (r"\{%-?\s*comment\b", r"\{%-?\s*endcomment\s*-?%\}", ""),
        (r"\{::comment\}", r"\{:/(?:comment)?\}", ""),
        (r"%%[ \t]*$", r"^[ \t]*%%[ \t]*$", ""),
        (r"\{%-?\s*highlight\b[^%]*%\}", r"\{%-?\s*endhighlight\s*-?%\}", "code"),
        (r"\{%-?\s*codeblock\b[^%]*%\}", r"\{%-?\s*endcodeblock\s*-?%\}", "code"),
        (r"\{\{[<%]\s*highlight\b[^{}]*\}\}", r"\{\{[<%]\s*/\s*highlight\s*[>%]\}\}", "code"),
        (r"\$\$", r"\$\$", "all"),
    )
]
_FENCE = re.compile(r"(`{3,}+)([^`\n]*`(?!``)[^\n]*)$")
"""A fence with a backtick in what stands after it: by CommonMark it is none, by many generators it is."""
_MOST_LINES = 500
"""Of one statement of a module."""
_MODULE = re.compile(r"(?:import|export)\s+[\w*{\"'$]")
_IMPORT = re.compile(r"import\s+(?:[\"'][^\"'\n]+[\"']|[\w*{$][^\n]*?\bfrom\s*[\"'][^\"'\n]+[\"'])\s*;?\s*$")


def region(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule of the parser for regions of several lines. One that is never closed is none."""
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at] in "ie":
        return not silent and _module(state, start, end)
    if state.src[at] == "`":
        return _fence(state, start, end, silent)
    for kind in _KINDS:
        if found := kind.begin.match(state.src, at, state.eMarks[start]):
            last = _last(state, kind, found.end(), end)
            return (
                last is not None and (last > start or kind.keeps == "code") and _taken(state, start, last, kind, silent)
            )
    return state.src[at] == "<" and _long_tag(state, start, end, silent)


def _last(state: StateBlock, kind: _Kind, at: int, end: int) -> int | None:
    """The line in which a region ends; a kind that is not closed from here on is not looked for again."""
    unclosed: set[tuple[re.Pattern[str], int]] = state.env.setdefault("unclosed", set())
    if (kind.begin, end) in unclosed:
        return None
    found = kind.end.search(state.src, at, state.eMarks[end - 1])
    if found is None:
        unclosed.add((kind.begin, end))
        return None
    return bisect_right(state.bMarks, found.start(), 0, end) - 1


def _taken(state: StateBlock, start: int, last: int, kind: _Kind, silent: bool) -> bool:
    """Takes the lines of a region; what follows it in its last line is a paragraph."""
    if silent:
        return True
    text = state.getLines(start, last + 1, state.sCount[start], False)
    begun = kind.begin.match(text)
    closed = kind.end.search(text, begun.end()) if begun else None
    state.line = last + 1
    if begun is None or closed is None:  # its lines belong to a list or a quote that ends before
        _push(state, "inline", text, start, last + 1)
        return True
    inner = text[begun.end() : closed.start()]
    if kind.keeps == "html":
        inner = html.unescape(without_tags(inner))
    if kind.keeps:
        _push(state, "code_block", text[: closed.end()] if kind.keeps == "all" else inner.strip("\n"), start, last + 1)
    if tail := text[closed.end() :].strip():
        _push(state, "inline", tail, last, last + 1)
    return True


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A fence whose first line has backticks in it as well; one that is not closed is a paragraph."""
    found = _FENCE.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if found is None or found[1] in found[2]:
        return False
    unclosed: set[tuple[str, int]] = state.env.setdefault("unclosed fences", set())
    for line in range(start + 1, end if (found[1], end) not in unclosed else 0):
        mark = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        if len(mark) >= len(found[1]) and not mark.strip("`"):
            if not silent:
                _push(state, "fence", state.getLines(start + 1, line, state.sCount[start], True), start, line + 1)
                state.tokens[-1].info, state.line = found[2], line + 1
            return True
    unclosed.add((found[1], end))
    return False


def _module(state: StateBlock, start: int, end: int) -> bool:
    """Lines of a module's imports and exports: anywhere in MDX, else only where a page begins with imports."""
    at, stop = state.bMarks[start], state.eMarks[start]
    if state.tShift[start] or not (_MODULE if state.env["mdx"] else _IMPORT).match(state.src, at, stop):
        return False
    if not state.env["mdx"] and state.tokens:
        return False
    state.line = _module_end(state, start, end)
    return True


def _module_end(state: StateBlock, start: int, end: int) -> int:
    """The line after a statement: the next blank one, or the first after that with which all brackets are closed."""
    line, depth, blank = start, 0, 0
    while line < min(end, start + _MOST_LINES):
        if state.isEmpty(line):
            if depth <= 0:
                return line
            blank = blank or line
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        if line > start and not state.env["mdx"] and not _IMPORT.match(text):
            return line
        depth += sum(map(text.count, "{[(")) - sum(map(text.count, ")]}"))
        line += 1
    return line if depth <= 0 else blank or line


def _long_tag(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A tag of several lines, so that a ``>`` that begins one of them is no quote."""
    at = state.bMarks[start] + state.tShift[start]
    found = TAG.match(state.src, at, state.eMarks[end - 1])
    if found is None or found.end() <= state.eMarks[start] or "\n\n" in found[0]:
        return False
    if not silent:
        last = bisect_right(state.bMarks, found.end() - 1, start, end) - 1
        _push(state, "inline", state.getLines(start, last + 1, state.blkIndent, False).strip(), start, last + 1)
        state.line = last + 1
    return True


def _push(state: StateBlock, kind: str, content: str, start: int, end: int) -> None:
    token = state.push(kind, "", 0)
    token.content, token.map = content, [start, end]
