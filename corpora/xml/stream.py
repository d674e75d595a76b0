"""XML as text, piece by piece: which encoding, which kind, and one post after the other in bounded memory.

No document type is read, so no entity is expanded and nothing is fetched. One broken post spoils only itself.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from ...errors import SourceError
from ...indexer.text.encoding import believed, decode_quickly, looks_binary, wide
from ..reading.file import File, reason

_CHUNK = 64 << 10
_SAFE = (b">", b"\n", b" ")
"""Bytes that are no part of a longer character, in UTF-8 as in cp949: where bytes may be cut."""
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""")
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:>|\[.*?\]\s*+>))*+", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"""<([^\W\d][\w.:-]*+)((?:[^<>"']|"[^<"]*+"|'[^<']*+')*+)>""")
_LONGEST_MARK = 64
_ENDS = {"<![CDATA[": re.compile(r"\]\]>"), "<!--": re.compile("-->")}


@dataclass(frozen=True, slots=True)
class Root:
    """The element around everything else: ``prefix`` is that of its name (``atom:``), ``attributes`` are as written."""

    prefix: str
    name: str
    attributes: str
    declares_entities: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One element with its tags, and the line it starts in; or the fault that keeps it from being read."""

    line: int
    text: str
    fault: str = ""


def texts(file: File) -> Iterator[str]:
    """The whole file, in chunks that are cut between characters."""
    with file.open() as stream:
        try:
            data = stream.read(_CHUNK)
            if encoding := wide(data):
                decoder = codecs.getincrementaldecoder(encoding)("replace")
                yield from map(decoder.decode, chain([data], iter(partial(stream.read, _CHUNK), b"")))
                return
            if looks_binary(data):
                raise SourceError(file.key, "is binary, not text")
            found = _DECLARED.match(data)
            declared = found[1].decode("ascii") if found else ""
            while data:
                cut = max(map(data.rfind, _SAFE)) + 1 or len(data)
                declared = believed(declared, data[:cut])
                yield _decoded(data[:cut], declared)
                more = stream.read(_CHUNK)
                if not more and cut < len(data):
                    yield _decoded(data[cut:], declared)
                data = data[cut:] + more if more else b""
        except OSError as error:
            raise SourceError(file.key, reason(error)) from error


def _decoded(data: bytes, declared: str) -> str:
    text = decode_quickly(data, declared)
    return data.decode("utf-8", "replace") if text is None else text


def root_of(head: str) -> Root | None:
    """The root of the XML that begins with ``head``; None where it is no XML."""
    prolog = _PROLOG.match(head)
    start = prolog.end() if prolog else 0
    found = _ROOT.match(head, start)
    if not found:
        return None
    prefix, colon, name = found[1].rpartition(":")
    return Root(prefix + colon, name, found[2], "<!ENTITY" in head[:start])


def pieces(
    chunks: Iterable[str], root: Root, names: tuple[str, ...], left_out: tuple[str, ...], limit: int
) -> Iterator[Piece]:
    """Every element that has one of ``names``, without the elements ``left_out`` inside it.

    One that is larger than ``limit`` or never ends has a fault in place of its text, and so has the end of the file
    where it does not end as XML does.
    """
    root_name = root.prefix + root.name
    line, is_passing = 1, False
    element: _Element | None = None
    for text, mark in _tokens(chunks, _marks((*names, *left_out), root_name)):
        name, ends = mark.strip("</> \t\r\n"), mark.startswith("</")
        line += text.count("\n")
        if element and not is_passing:
            element.add(text)
        if name in left_out:
            is_passing = not ends
            continue
        begins = name in names and not ends
        if element and (begins or name == root_name):
            yield Piece(element.line, "", "does not end")
            element = None
        if begins:
            element, is_passing = _Element(line, limit), False
        if element and not is_passing:
            element.add(mark)
        if element and ends and name in names:
            yield element.piece()
            element = None
        if name == root_name:
            return
    yield Piece(element.line if element else line, "", f"the file ends before </{root_name}>")


class _Element:
    """An element that is being read: its text so far, or nothing where that is more than ``limit`` characters."""

    def __init__(self, line: int, limit: int) -> None:
        self.line = line
        self._limit = limit
        self._kept: list[str] = []
        self._size = 0

    def add(self, text: str) -> None:
        """Adds what comes next."""
        self._kept.append(text)
        self._size += len(text)
        if self._size > self._limit:
            self._kept.clear()

    def piece(self) -> Piece:
        """The whole element, or its fault."""
        if self._size > self._limit:
            return Piece(self.line, "", f"is larger than {self._limit:,} bytes")
        return Piece(self.line, "".join(self._kept))


def _marks(names: tuple[str, ...], end: str) -> re.Pattern[str]:
    either = "|".join(map(re.escape, names))
    return re.compile(rf"<!\[CDATA\[|<!--|<(?:{either})(?=[\s>])|</(?:{either}|{re.escape(end)})\s{{0,8}}>")


def _tokens(chunks: Iterable[str], marks: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Text with the mark after it, or with none where a chunk ends. Inside CDATA and comments only their end is one."""
    rest, wanted = "", marks
    for chunk in chunks:
        rest += chunk
        start = 0
        while found := wanted.search(rest, start):
            yield rest[start : found.start()], found[0]
            start = found.end()
            wanted = _ENDS.get(found[0], marks)
        keep = max(start, len(rest) - _LONGEST_MARK)
        yield rest[start:keep], ""
        rest = rest[keep:]
    yield rest, ""
