"""Blocks of Markdown that hold others, by marks that CommonMark does not know.

``:::tip 제목`` (VitePress, Docusaurus), ``!!! note "제목"`` and ``=== "탭"`` (MkDocs), ``[^1]: 각주``, and ``: 정의``
below its word (kramdown). The marks go, titles stay, and what they hold is read as blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.rules_block import StateBlock

_FENCE = re.compile(r"(:{3,})[ \t]*(?:\{[^{}\n]*\}|[A-Za-z][\w-]*)?(?P<label>\[[^\[\]\n]*\])?(?P<rest>[^\n]*)")
_LEAF = re.compile(r"::[A-Za-z][\w-]*(?P<label>\[[^\[\]\n]*\])?(?:\{[^{}\n]*\})?[ \t]*$")
_TITLE = re.compile(r"title\s*=\s*[\"']([^\"'\n]*)[\"']")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?|===[+!]?)[ \t]+(?:[a-z][\w -]*)?(?:\"([^\"\n]*)\")?[ \t]*$")
_DEFINITION = re.compile(r":[ \t]+(?=\S)")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]:[ \t]*")
_INDENT = 4


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``:::tip 제목`` and ``:::``, a directive (``::video[제목]``), or a definition."""
    line = _line(state, start)
    found = _FENCE.match(line) or _LEAF.match(line)
    if found is None:
        return _definition(state, start, end, silent)
    title = (found["label"] or "")[1:-1]
    title = title or next(iter(_TITLE.findall(line)), "")
    rest = re.sub(r"^\{[^{}]*\}|:{3,}$", "", found.groupdict().get("rest") or "").strip()
    return silent or _titled(state, start, f"{title} {rest}".strip())


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _DEFINITION.match(_line(state, start))
    return found is not None and (silent or _marked(state, start, end, found.end()))


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote: its mark is remembered, so that those in the text are known."""
    found = _NOTE.match(_line(state, start))
    if found is None:
        return False
    state.env["defined"]["notes"].add(found[1])
    return silent or _marked(state, start, end, found.end())


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A box of MkDocs, with its title in quotes; what is indented below is in it."""
    found = _ADMONITION.match(_line(state, start))
    if found is None or (found[0].startswith("=") and found[1] is None):
        return False
    if not silent:
        _titled(state, start, found[1] or "")
        _inside(state, start + 1, end, state.blkIndent + _INDENT)
    return True


CONTAINERS: dict[str, Callable[[StateBlock, int, int, bool], bool]] = {
    ":": _container,
    "[": _note,
    "!": _admonition,
    "?": _admonition,
    "=": _admonition,
}
"""Rules of the parser by the character that their blocks begin with."""


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _titled(state: StateBlock, start: int, title: str) -> bool:
    state.line = start + 1
    if title:
        token = state.push("inline", "", 0)
        token.content, token.map = title, [start, start + 1]
    return True


def _marked(state: StateBlock, start: int, end: int, length: int) -> bool:
    """Reads the blocks after a mark of some characters: the rest of its line, and what is indented below."""
    before = state.bMarks[start], state.tShift[start], state.sCount[start]
    at = before[0] + before[1] + length
    state.line = start + 1
    if at < state.eMarks[start]:
        indent = state.blkIndent + _INDENT
        state.bMarks[start], state.tShift[start], state.sCount[start] = at, 0, indent
        _inside(state, start, end, indent)
        state.bMarks[start], state.tShift[start], state.sCount[start] = before
    return True


def _inside(state: StateBlock, start: int, end: int, indent: int) -> None:
    """Reads lines as blocks up to the first that is less indented."""
    outer, state.blkIndent = state.blkIndent, indent
    state.level += 1
    state.line = start
    state.md.block.tokenize(state, start, end)
    state.level -= 1
    state.blkIndent = outer
