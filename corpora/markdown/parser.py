"""The blocks of Markdown: a parser of CommonMark (markdown-it) with rules for what generators of sites add.

Tables are left to ``inline``: by the rules of GitHub, a row would lose the cells that its head does not have.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, code, reference
from markdown_it.token import Token

from .containers import CONTAINERS
from .inline import label
from .regions import REGIONS, region

_DEEPEST = 60
"""Quotes and lists in one another; what is deeper is a paragraph."""
_DEFINITION = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]:\s*(<[^<>\n]*>|\S+)\s*(\"[^\"]*\"|'[^']*'|\([^()]*\))?")
_ADDRESS = re.compile(r"<|#|[\w.+-]+:|.*[/.]")


def blocks(markdown: str, *, mdx: bool = False) -> tuple[list[Token], dict[str, set[str]]]:
    """The tokens of a page, and the labels of its links and footnotes: ``{"links": ..., "notes": ...}``.

    MDX has no indented code, and lines that import and export.
    """
    defined: dict[str, set[str]] = {"links": set(), "notes": set()}
    return _parser(mdx).parse(markdown, {"defined": defined, "mdx": mdx}), defined


@cache
def _parser(mdx: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 4 * _DEEPEST})
    parser.disable(["inline", "html_block", *(["code"] if mdx else [])])
    rules = parser.block.ruler
    rules.at("reference", _reference)
    if not mdx:
        rules.at("code", _code)
    rules.before("fence", "dialect", _dialect, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return parser


def _dialect(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for what begins with a sign that CommonMark has no block for."""
    if state.level > _DEEPEST:
        return _as_paragraph(state, start, end, silent)
    at = state.bMarks[start] + state.tShift[start]
    sign = state.src[at : at + 1]
    if sign in REGIONS and not state.is_code_block(start) and region(state, start, end, silent):
        return True
    rule = CONTAINERS.get(sign)
    return rule is not None and not state.is_code_block(start) and rule(state, start, end, silent)


def _as_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not silent:
        state.line = end
        token = state.push("inline", "", 0)
        token.content, token.map = state.getLines(start, end, state.blkIndent, False), [start, end]
    return True


def _code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Indented code, but not the lines of HTML that are indented below others."""
    at = state.bMarks[start] + state.tShift[start]
    above = state.tokens[-2] if len(state.tokens) > 1 else None
    if state.src[at : at + 1] == "<" and above and above.type == "inline" and above.content.startswith("<"):
        return False
    return code(state, start, end, silent)


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A definition of a link, unless what it gives is no address: ``[주의]: 조심`` is text."""
    if not reference(state, start, end, silent):
        return False
    if silent:
        return True
    found = _DEFINITION.match(state.getLines(start, state.line, state.blkIndent, False).strip())
    if found and not _ADDRESS.match(found[2]):
        token = state.push("inline", "", 0)
        token.content, token.map = (
            state.getLines(start, state.line, state.blkIndent, False).strip(),
            [start, state.line],
        )
        return True
    if found:
        state.env["defined"]["links"].add(label(found[1]))
        if found[3] and found[1].strip() not in ("//", "comment"):
            token = state.push("inline", "", 0)
            token.content, token.map = found[3][1:-1], [start, state.line]
    return True
