"""Markdown syntax reduced to the text a reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_FENCED = re.compile(
    r"^[ >]*+(?:[-*+] )?[ ]*+(`{3,}|~{3,})[^`\n]*+\n(.*?)(?:^[ >]*+\1[`~]*[ \t]*$\n?|\Z)", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_TABLE_RULE = re.compile(r"[ \t]*+[|:-][ \t|:-]*+$")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_BULLET = re.compile(r"\s*+[-*+][ \t]++(?:\[[ xX]\][ \t]++)?")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]]++\]:[ \t]*+")
_ADDRESS = re.compile(r" {0,3}\[[^\[\]]++\]:[ \t]*+\S")

_CODE = re.compile(r"(?<!`)(`++)(.{1,2000}?)(?<!`)\1(?!`)")
_ESCAPED = re.compile(r"(\\)([!-/:-@\[-`{-~])")
_TARGET = r"(?:\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|\[[^\[\]]*+\])"
_STARS = r"(\*{1,3}|~~)(?=[^\s*~])([^*~]+?)(?<=\S)\1"
_RULES = [
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"\{\{[<%][^{}]*+\}\}|\{%[^{}%]*+%\}", ""),
        (r"!\[([^\[\]]*+)\]" + _TARGET, r"\1"),
        (r"\[\^[^\[\]]++\]", ""),
        (r"\[([^\[\]]*+)\]" + _TARGET, r"\1"),
        (r"<((?:https?|mailto):[^<>\s]++)>", r"\1"),
        (r"<[bB][rR]\s*+/?>", "\n"),
        (r"</?[A-Za-z][^<>]*+>", ""),
        (_STARS, r"\2"),
        (_STARS, r"\2"),
        (r"(?<!\w)(_{1,3})(?=[^\s_])([^_]+?)(?<=\S)\1(?!\w)", r"\2"),
    )
]
"""What goes and what of it stays: generators' tags, images, footnote marks, links, addresses, HTML, emphasis (twice,
for one inside the other).
"""
_PLACES = range(0xF0000, 0xFFFFE)
"""Private-use characters that stand for code and escaped characters, which no rule may touch."""
_PLACE = re.compile(f"[{chr(_PLACES.start)}-{chr(_PLACES.stop - 1)}]")


def plain(markdown: str, title: str = "") -> tuple[str, str]:
    """The first heading of level 1, or nothing, and the text.

    The heading is left out of the text where it is the title: where ``title`` is empty, or says the same. Other
    headings have blank lines around them.
    """
    heading = ""
    lines: list[str] = []
    for line, level in _lines(markdown):
        if level == 1 and not heading:
            heading = " ".join(line.split())
            if heading == (title or heading):
                continue
        lines += ["", line.rstrip(), ""] if level else [line.rstrip()]
    return heading, re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _lines(markdown: str) -> Iterator[tuple[str, int]]:
    """Each line of text with its level as a heading; 0 where it is none."""
    start = 0
    markdown = _PLACE.sub("", markdown)
    for fenced in _FENCED.finditer(markdown):
        yield from _prose(markdown[start : fenced.start()])
        for line in fenced[2].rstrip("\n").split("\n"):
            yield line, 0
        start = fenced.end()
    yield from _prose(markdown[start:])


def _prose(markdown: str) -> Iterator[tuple[str, int]]:
    for begin, end in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        markdown = _without(markdown, begin, end)
    lines = markdown.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if _ADDRESS.match(line) and not _FOOTNOTE.match(line):
            continue
        if _RULE.match(line) or _UNDERLINE.match(line) or _TABLE_RULE.match(line):
            continue
        text, level = _block(line)
        if not level and text.strip() and _UNDERLINE.match(below):
            level = 1 if "=" in below else 2
        yield _inline(text), level


def _block(line: str) -> tuple[str, int]:
    """A line without the marks of quote, list, footnote, table row or heading, and its level as a heading."""
    for mark in (_QUOTE, _BULLET, _FOOTNOTE):
        if found := mark.match(line):
            line = line[found.end() :]
    if heading := _HEADING.match(line):
        text = line[heading.end() :].rstrip()
        bare = text.rstrip("#")
        return (text if bare and not bare.endswith((" ", "\t")) else bare.rstrip()), len(heading[1])
    row = line.strip()
    if len(row) > 1 and row.startswith("|") and row.endswith("|"):
        return "\t".join(cell.strip() for cell in row[1:-1].split("|")), 0
    return line.removesuffix("\\"), 0


def _inline(line: str) -> str:
    """A line without its marks of emphasis, links and the like."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[2])
        return chr(_PLACES.start + len(kept) - 1) if len(kept) < len(_PLACES) else found[2]

    line = _ESCAPED.sub(keep, _CODE.sub(keep, line))
    for rule, rest in _RULES:
        line = rule.sub(rest, line)
    line = html.unescape(line)
    return _PLACE.sub(lambda place: kept[ord(place[0]) - _PLACES.start], line) if kept else line


def _without(text: str, begin: str, end: str) -> str:
    """``text`` without what stands between two marks; a mark that is never closed stays."""
    parts, start = [], 0
    while (opened := text.find(begin, start)) >= 0 and (closed := text.find(end, opened + len(begin))) >= 0:
        parts.append(text[start:opened])
        start = closed + len(end)
    return "".join(parts) + text[start:]
