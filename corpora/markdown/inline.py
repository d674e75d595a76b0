"""The text of a paragraph, heading or table of Markdown: links, emphasis and tags reduced to what is read."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from .extras import without_expressions, without_extras
from .markup import TEMPLATE, without_tags, without_templates

_MARKS = re.compile(r"[\\`*_~\[\]<>&{}|=%$^]|\+\+|:[a-z0-9_+-]+:|8<")
_PLACES = range(0xF0000, 0xFFFFE)
"""Private-use characters that stand for code and escaped characters, which no rule may touch."""
_PLACE = re.compile(f"[{chr(_PLACES.start)}-{chr(_PLACES.stop - 1)}]")

_SPAN = re.compile(r"`([^`]+)`")
_TICKS = re.compile(r"`+")
_VERBATIM = re.compile(
    r"<(?P<tag>code|pre|kbd|samp)(?:\s[^<>]*+)?>(?P<html>[^<]*+(?:<(?!/?(?P=tag)\b)[^<]*+)*+)</(?P=tag)\s*>"
    r"|\{%-?\s*raw\s*-?%\}(?P<raw>(?:[^{]|\{(?!%-?\s*(?:end)?raw))*+)\{%-?\s*endraw\s*-?%\}"
    r"|(?P<math>\$\$[^$]+\$\$"
    r"|(?<![\\$\w])\$(?=[^\s$][^$\n]*\$)(?=[^$\n\\^_{]*+[\\^_{])[^$\n]+(?<=\S)\$(?![A-Za-z0-9_$]))"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_WIKI = re.compile(r"(!?)\[\[(?!\s)([^\[\]\n|\\]*+)(?:\\?\|([^\[\]\n]*+))?\]\](?!\()")
_MEDIA = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|mp[34]|webm|mov|wav|ogg|m4a|pdf|excalidraw|canvas)\b", re.IGNORECASE
)
_TOC = re.compile(r"^[ \t]*(?:@?\[toc\](?:\([^()\n]*\))?|\[\[_?toc_?\]\])[ \t]*$", re.IGNORECASE | re.MULTILINE)
_CALLOUT = re.compile(r"\[![A-Za-z][\w-]*(?:\|[^\[\]\n]*)?\][+-]?(?!\()[ \t]*")
_COMMENT = re.compile(
    r"<!--(?:[^-<]|-(?!->)|<(?!!--))*+-->"
    r"|\{/\*(?:[^*{]|\*(?!/\})|\{(?!/\*))*+\*/\}"
    r"|\{::comment\}(?:[^{]|\{(?!:))*+\{:/(?:comment)?\}"
    r"|(?<![^\s(])%%(?!%)(?:[^%\n]|%(?!%))++%%(?![^\s.,)])"
    r"|(?i:<(?P<raw>script|style)\b[^<>]*+>[^<]*+(?:<(?!/?(?P=raw)\b)[^<]*+)*+</(?P=raw)\s*>)"
)
"""Text that no reader of a page sees: comments of HTML, JSX, kramdown and Obsidian, and scripts."""
_ATTRIBUTE = r"(?:[#.][\w:.-]+|[\w:@-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"
_ATTRIBUTES = re.compile(
    rf"\{{:\s*(?:(?:no_)?toc\b[^{{}}\n]*|{_ATTRIBUTE}(?:\s+(?:{_ATTRIBUTE}|[\w-]+))*\s*)\}}"  # kramdown
    r"|^[ \t]*\{:{1,2}/?\s*[\w-]*[^{}\n가-힣]*\}[ \t]*$"  # the same, alone in a line
    rf"|(?<=[)\]*_={chr(_PLACES.start)}-{chr(_PLACES.stop - 1)}])"
    rf"\{{\s*{_ATTRIBUTE}(?:\s+(?:{_ATTRIBUTE}|[\w-]+))*\s*\}}"  # Pandoc, after a link, emphasis or code
    rf"|[ \t]*\{{\s*(?:#[^\s{{}}]+|\.[\w-]+)(?:\s+{_ATTRIBUTE})*\s*\}}(?=[ \t]*(?:#+[ \t]*)?$)"  # after a heading
    r"|(?<=[ \t])\{#[\w-]+\}",  # in a heading
    re.MULTILINE,
)
_STRING = re.compile(r"\{\s*([\"'`])([^\"'`{}]*)\1\s*\}")
"""An expression of JSX that is a string: ``{' '}``."""
_LABEL = r"((?:[^\[\]]|\[[^\[\]]*+\])*+)"
_DESTINATION = r"(?:<[^<>\n]*>|[^\s()<>]*+(?:\((?:[^\s()]|\([^\s()]*+\))*+\)[^\s()<>]*+)*+)"
_TITLE = r"(?:\"[^\"]*\"|'[^']*'|\([^()]*\))"
_SPACED = (
    r"(?:(?:https?:|\.{0,2}/|#)[^()\n]*|https?:[^\s()<>]*\([^\s()<>]*"
    r"|[^()\n]*\.(?:md|html?|pdf|png|jpe?g|gif|svg|webp|txt|docx?|xlsx?|pptx?|hwpx?|zip|ipynb|mp4)(?:#[^()\n]*)?)"
)
"""A destination that is wrong, as people write it: with spaces in it, or with a bracket that is not closed."""
_TARGET = rf"\(\s*(?:{_DESTINATION}(?:\s+(?P<title>{_TITLE}))?|{_SPACED})\s*(?:=\d*x\d*\s*)?\)"
_IMAGE = re.compile(rf"!\[{_LABEL}\]{_TARGET}")
_LINK = re.compile(rf"(?<!!)\[{_LABEL}\]{_TARGET}")
_REFERENCE = re.compile(rf"!?\[{_LABEL}\](?:\[([^\[\]]*+)\])?")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
_NOTE_INSIDE = re.compile(r"\^\[([^\[\]]++)\]")
_ADDRESS = re.compile(r"<((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:|[\w.+-]+@)[^<>\s]++)>")

_RULE_ROW = re.compile(r"[ \t]*\|?[ \t]*[:=+-]+[ \t|:=+-]*$")
_STARS = re.compile(r"(\*{1,3}|~~)(?=[^\s*~])([^*~]+?)(?<=\S)\1")
_UNDERLINES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_]+?)(?<=\S)\1(?![A-Za-z0-9_])")
_HIGHLIGHT = re.compile(r"(?<![=A-Za-z0-9_!<>])==(?=[^\s=])([^=\n]+?)(?<=\S)==(?![=A-Za-z0-9_])")
_GAPS = re.compile(r" {2,}")


@dataclass(slots=True)
class Names:
    """The names that a page defines: labels of links and of footnotes, tags that it closes; and whether it is MDX."""

    links: AbstractSet[str] = frozenset()
    notes: AbstractSet[str] = frozenset()
    tags: AbstractSet[str] = frozenset()
    mdx: bool = False


@dataclass(slots=True)
class _Kept:
    """Pieces that stay exactly as they are, each behind a placeholder."""

    pieces: list[str] = field(default_factory=list)
    whole: set[int] = field(default_factory=set)
    """The numbers of pieces that hold no others."""

    def hide(self, piece: str) -> str:
        if len(self.pieces) >= len(_PLACES):
            return piece
        self.pieces.append(piece)
        return chr(_PLACES.start + len(self.pieces) - 1)

    def hide_places(self, text: str) -> str:
        """``text`` with placeholders for characters of its own that could be taken for some."""
        if not _PLACE.search(text):
            return text
        text = _PLACE.sub(lambda place: self.hide(place[0]), text)
        self.whole.update(range(len(self.pieces)))
        return text

    def show(self, text: str) -> str:
        """``text`` with its pieces; one may hold another."""
        return _PLACE.sub(self._shown, text) if self.pieces else text

    def _shown(self, place: re.Match[str]) -> str:
        number = ord(place[0]) - _PLACES.start
        if number >= len(self.pieces):
            return place[0]
        return self.pieces[number] if number in self.whole else self.show(self.pieces[number])


def inline(text: str, names: Names | None = None) -> str:
    """The text of a paragraph, line by line, without its marks; a row of a table has tabs between its cells."""
    if not _MARKS.search(text):
        return text
    names = names or Names()
    kept = _Kept()
    text = _verbatim(kept.hide_places(text), kept)
    marked = len(text)
    text = without_extras(text)
    if "[" in text:
        text = _CALLOUT.sub("", text, count=1) if text.startswith("[!") else text
        text = _WIKI.sub(_wiki, _TOC.sub("", text))
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: kept.hide(found[1]), text).replace("\\\n", "\n")
    text = _COMMENT.sub("", text)
    if "{" in text:
        text = _without_braces(text, names)
    if "[" in text:
        text = _links(text, names)
    if "<" in text:
        text = _ADDRESS.sub(lambda found: kept.hide(found[1]), text)
        text = _rows(text, lambda row: without_tags(row, names.tags, breaks=False)) if "|" in text else text
        text = without_tags(text, names.tags)
    elif "|" in text:
        text = _rows(text, lambda row: row)
    if len(text) != marked:
        text = _GAPS.sub(" ", text)
    for rule in (_STARS, _STARS):
        text = rule.sub(r"\2", text) if "*" in text or "~~" in text else text
    text = _UNDERLINES.sub(r"\2", text) if "_" in text else text
    text = _HIGHLIGHT.sub(r"\1", text) if "==" in text else text
    return kept.show(html.unescape(text) if "&" in text else text)


def _without_braces(text: str, names: Names) -> str:
    """``text`` without templates, attributes and, in MDX, expressions."""
    text = _STRING.sub(r"\2", _ATTRIBUTES.sub("", without_templates(text)))
    return without_expressions(text) if names.mdx else text


def _verbatim(text: str, kept: _Kept) -> str:
    """``text`` with placeholders for its code and formulas."""
    if "``" in text or "\\`" in text:
        text = "".join(_code(text, kept))
    elif "`" in text:
        text = _SPAN.sub(lambda span: kept.hide(_trimmed(span[1].replace("\n", " "))), text)
    if "<" in text or "$" in text or "{%" in text:
        text = _VERBATIM.sub(lambda found: _exact(found, kept), text)
    return text


def _exact(found: re.Match[str], kept: _Kept) -> str:
    """Code of HTML and a formula as placeholders; what is raw is no template, and Markdown otherwise."""
    if found["raw"] is not None:
        return TEMPLATE.sub(lambda tag: kept.hide(tag[0]), found["raw"])
    return kept.hide(found[0] if found["html"] is None else html.unescape(without_tags(found["html"])))


def _code(text: str, kept: _Kept) -> Iterator[str]:
    """``text`` in pieces, with placeholders for spans of code: from some backticks to the next run as long."""
    runs = list(_TICKS.finditer(text))
    later: dict[int, list[int]] = defaultdict(list)
    for number in reversed(range(len(runs))):
        later[len(runs[number][0])].append(number)
    start = number = 0
    while number < len(runs):
        run, same = runs[number], later[len(runs[number][0])]
        while same and same[-1] <= number:
            same.pop()
        if same and not _is_escaped(text, run.start()):
            close = runs[same[-1]]
            yield text[start : run.start()]
            yield kept.hide(_trimmed(text[run.end() : close.start()].replace("\n", " ")))
            start, number = close.end(), same[-1]
        number += 1
    yield text[start:]


def _is_escaped(text: str, at: int) -> bool:
    """True if an odd number of backslashes stands before a character."""
    before = text[max(at - 20, 0) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _trimmed(code: str) -> str:
    """Code without the space on both sides that keeps it from backticks."""
    return code[1:-1] if code.startswith(" ") and code.endswith(" ") and code.strip() else code


def _wiki(found: re.Match[str]) -> str:
    embeds, page, name = found.groups()
    if embeds and _MEDIA.search(page):
        return "" if not name or name.strip().replace("x", "").isdecimal() else name
    return name or " ".join(part for part in page.split("#") if part and not part.startswith("^"))


def _links(text: str, names: Names) -> str:
    text = _NOTE.sub(lambda note: "" if note[1] in names.notes or note[1].isdecimal() else note[0], text)
    text = _NOTE_INSIDE.sub(r" \1", text)
    text = _IMAGE.sub(_image, text)
    for _ in range(2):  # a link may stand in the text of another
        text = _LINK.sub(r"\1", text)
    return _REFERENCE.sub(lambda found: _referred(found, names), text) if names.links else text


def _image(found: re.Match[str]) -> str:
    title = (found["title"] or "")[1:-1]
    return found[1] if not title or title == found[1] else f"{found[1]} {title}".strip()


def _referred(found: re.Match[str], names: Names) -> str:
    return found[1] if label(found[2] or found[1]) in names.links else found[0]


def label(text: str) -> str:
    """A label of a link as it is compared."""
    return " ".join(text.split()).casefold()


def _rows(text: str, cell: Callable[[str], str]) -> str:
    """``text`` with tabs between the cells of tables, and without the rules below their heads."""
    lines = text.split("\n")
    barred = [line.lstrip().startswith("|") for line in lines]
    ruled = any("|" in line and _RULE_ROW.match(line) for line in lines)
    if (
        not ruled
        and sum(barred) < 2
        and not any(line.strip().startswith("|") and line.rstrip().endswith("|") for line in lines)
    ):
        return text
    rows = []
    for line, bar in zip(lines, barred, strict=True):
        if "|" in line and (bar or ruled):
            if not _RULE_ROW.match(line):
                row = line.strip().removeprefix("|").removesuffix("|")
                rows.append("\t".join(" ".join(cell(one).split()) for one in row.split("|")))
        else:
            rows.append(line)
    return "\n".join(rows)
