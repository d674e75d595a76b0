"""Front matter: the fields above a post, in YAML, TOML or JSON, as generators of sites write them.

YAML that is not valid is read key by key, so that ``title: C++: 첫걸음`` and ``title: [공지] 모임`` give their titles.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_LONGEST = 64 << 10
_FENCED = re.compile(
    r"\s*?^(---|\+\+\+|;;;)(?:yaml|toml|json)?[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_UNOPENED = re.compile(r"((?:[\w-]+:(?:[ \t].*)?\n|[ \t]+\S.*\n|- .*\n)+)---[ \t]*(?:\n|\Z)")
"""Hexo needs no line of hyphens above."""
_HEADER = re.compile(r"(?:(?:title|date)[ \t]*:.*\n)(?:[A-Za-z_]+[ \t]*:.*\n)+(?=\n|\Z)", re.IGNORECASE)
"""The lines of Pelican and MultiMarkdown, up to a blank one."""
_KEY = re.compile(r"([^\s:#\-\[\]{}\"'&*!|>%@`][^:\n]{0,60}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_QUOTED = re.compile(r"([\"'])((?:(?!\1).)*)\1?")
"""A value in quotation marks, of which the second may be missing."""
_BRACKETS_AT_MOST = 500
"""PyYAML's time grows with the square of how deep lists nest."""
_DOTS_AT_MOST = 200
"""In one line. The time and the memory that tomllib takes grow with the square of how many parts a key has."""
_NAME_MARKS = re.compile(r"[-_\s]+")
_KNOWN = frozenset(
    "title date layout tags tag categories category author authors permalink slug url draft published publish created"
    " createdat updated lastmod description summary subtitle excerpt toc comments lang aliases cssclass id weight type"
    " sidebarposition sidebarlabel outline image cover pubdate publishdate status template pagetitle head"
    " 제목 날짜 태그".split()
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a post by their names, in small letters without hyphens, underscores and spaces.

    ``text`` is the post below them. ``fault`` says what could not be read as it is written, or is empty.
    """

    text: str
    values: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


def front_matter(text: str) -> FrontMatter:
    """The fields above a text, and the text. What looks like front matter and is none stays in the text."""
    head = text[:_LONGEST]
    if head.startswith("{"):
        return _json(text)
    if found := _FENCED.match(head):
        read = _toml if found[1] == "+++" else _yaml
        inside = found[2]
        if inside.lstrip().startswith("{") and inside.rstrip().endswith("}"):
            inner = _json(inside.strip())
            return FrontMatter(text[found.end() :], inner.values) if inner.values else FrontMatter(text)
        return read(inside, text, found.end())
    if found := _UNOPENED.match(head):
        read_ = _yaml(found[1], text, found.end())
        return read_ if read_.values.keys() & {"title", "date"} else FrontMatter(text)
    if found := _HEADER.match(head):
        return FrontMatter(text[found.end() :], _named(dict(_lines(found[0]))))
    return FrontMatter(text)


def _yaml(inside: str, text: str, end: int) -> FrontMatter:
    values, fault = _mapping(inside)
    rest = text[end:]
    if values is None:
        chunks = list(_chunks(inside))
        values = _named({key: value for key, value, _ in chunks if key})
        if not values.keys() & _KNOWN:
            return FrontMatter(text)
        left = "".join(lines for key, _, lines in chunks if not key and not lines.lstrip().startswith("#"))
        rest = f"{left}\n{rest}" if left.strip() else rest
        return FrontMatter(rest, values, f"has front matter that is not valid YAML{fault}: it was read line by line")
    named = _named(values)
    if not values and inside.strip():
        return FrontMatter(text)  # comments only, or the headings of a text
    if values and not named.keys() & _KNOWN and any(" " in str(key) for key in values):
        return FrontMatter(text)
    return FrontMatter(rest, named)


def _mapping(text: str) -> tuple[dict[Any, Any] | None, str]:
    """The mapping in ``text``, or None and the place of the fault.

    Every scalar is the text that was written: ``title: 12:30`` is no number of seconds.
    """
    import yaml

    if text.count("[") + text.count("{") > _BRACKETS_AT_MOST:
        return None, ""
    try:
        values = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - strings, lists, dicts
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        return None, f" (line {mark.line + 2})" if mark else ""
    if values in ("", None):
        return {}, ""
    return (values, "") if isinstance(values, dict) else (None, "")


def _chunks(text: str) -> Iterator[tuple[str, Any, str]]:
    """Each key with its value and its lines; no key for lines that have none."""
    chunk: list[str] = []
    for line in [*text.splitlines(keepends=True), "end:"]:
        if chunk and (_KEY.match(line.rstrip("\n")) or not (line[:1].isspace() or line.startswith(("-", "#")))):
            yield _chunk(chunk)
            chunk = []
        chunk.append(line)


def _chunk(lines: list[str]) -> tuple[str, Any, str]:
    whole = "".join(lines)
    found = _KEY.match(lines[0].rstrip("\n"))
    if found is None:
        return "", None, whole
    values, _ = _mapping(whole)
    if values:
        return *next(iter(values.items())), whole
    below = [line.strip().removeprefix("- ") for line in lines[1:] if line.strip()]
    value = (found[2] or "").strip()
    if quoted := _QUOTED.fullmatch(value):
        value = quoted[2]
    elif value.startswith("[") and "]" not in value:
        value = value[1:]
    return found[1], value or below, whole


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, _, value = line.partition(":")
        yield key.strip(), value.strip()


def _toml(inside: str, text: str, end: int) -> FrontMatter:
    if any(line.count(".") > _DOTS_AT_MOST for line in inside.split("\n")):
        return FrontMatter(text)
    try:
        values = _named(tomllib.loads(inside))
        return FrontMatter(text[end:], values) if values or not inside.strip() else FrontMatter(text)
    except (ValueError, RecursionError):
        pairs = dict(line.split("=", 1) for line in inside.splitlines() if re.match(r"[\w-]+\s*=", line))
        values = _named({key.strip(): value.strip().strip("\"'") for key, value in pairs.items()})
        if not values.keys() & _KNOWN:
            return FrontMatter(text)
        return FrontMatter(text[end:], values, "has front matter that is not valid TOML: it was read line by line")


def _json(text: str) -> FrontMatter:
    """An object of JSON at the start of a text, and the text below."""
    if not re.match(r"\{\s*\"", text):
        return FrontMatter(text)
    try:
        values, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return FrontMatter(text)
    named = _named(values)
    rest = text[end:]
    return FrontMatter(rest, named) if named.keys() & _KNOWN and not rest[:1].strip() else FrontMatter(text)


def _named(values: dict[Any, Any]) -> dict[str, Any]:
    """The values by their plain names; of two with one name the first."""
    named: dict[str, Any] = {}
    for key, value in values.items():
        named.setdefault(_NAME_MARKS.sub("", str(key)).lower(), _present(value))
    return named


def _present(value: object) -> object:
    return None if isinstance(value, str) and value.lower() in ("", "~", "null") else value
