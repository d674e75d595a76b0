"""Markup of texts: marks, the language of each stretch, and addresses that are safe to link to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup, escape

from ...indexer.text.positions import HANGUL, HANJA

Marks = Sequence[tuple[int, int]]

_KOREAN = f"[{HANGUL}{HANJA}]"
_LETTER = "A-Za-z\u00c0-\u024f"
_LATIN = re.compile(rf"[{_LETTER}](?:[{_LETTER}\d '’.,:;“”&/-]*[{_LETTER}])?")
_SYLLABLES = re.compile(rf"{_KOREAN}(?:[\W\d]*{_KOREAN})*")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that no address has; browsers skip some of them, so that ``java\\nscript:`` would be a script."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FULL = re.compile(r"[\d-]{10}T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_SCHEMES = ("http", "https")
_DOTS = ("", ".", "..")


def marked(text: str, marks: Marks = (), within: str = "") -> Markup:
    """Escaped text with ``<mark>``, and with ``lang`` on stretches of another language than ``within``, ko or en."""
    spans = list(_foreign(text, within)) if within in ("ko", "en") else []
    if not marks and not spans:
        return escape(text)
    lang = ' lang="en"' if within == "ko" else ' lang="ko"'
    edges = sorted({0, len(text), *(at for span in (*marks, *spans) for at in span)})
    pieces = []
    for start, end in pairwise(edges):
        piece = str(escape(text[start:end]))
        attribute = lang if _is_in(start, spans) else ""
        if _is_in(start, marks):
            pieces.append(f"<mark{attribute}>{piece}</mark>")
        else:
            pieces.append(f"<span{attribute}>{piece}</span>" if attribute else piece)
    return Markup("".join(pieces))  # noqa: S704  # every piece is escaped


def _foreign(text: str, within: str) -> Iterator[tuple[int, int]]:
    """The stretches in the other language: words of Latin letters in Korean, or of Hangul and Hanja in English."""
    return (found.span() for found in (_LATIN if within == "ko" else _SYLLABLES).finditer(text))


def _is_in(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def main_language(lang: str, text: str = "") -> str:
    """The one language of a text, for the attribute ``lang``: Korean of a bilingual one, none where it is unknown."""
    if lang in ("ko", "en"):
        return lang
    return "ko" if lang == "ko+en" or re.search(_KOREAN, text) else ""


def safe_url(url: str | None, site: str) -> str | None:
    """The address of a post as a link; None for schemes but http and https, and for a relative one without ``site``."""
    if not url or _UNSAFE.search(url) or url.startswith("//"):
        return None
    try:
        if not urlsplit(url).scheme:
            url = urljoin(site, url) if site else ""
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme in _SCHEMES:
        return url if parts.netloc else None
    is_path = not parts.scheme and url.startswith("/") and not url.startswith("//")
    return url if is_path else None


def document_path(id_: str) -> str:
    """The last part of the address of a document. Slashes stay, unless a browser would take the path for another."""
    is_plain = not any(part in _DOTS for part in id_.split("/"))
    return quote(id_, safe="/" if is_plain else "", errors="replace")


def xml_text(text: str) -> str:
    """A text without the characters that XML cannot have."""
    return _NO_XML.sub("", text)


def atom_date(date: str | None, otherwise: datetime) -> str:
    """The date of a post as a feed needs it, with a time and an offset; ``otherwise`` where there is none."""
    day = date[:10] if date else ""
    if len(day) < len("2007-12-09"):
        return f"{day}-01-01"[:10] + "T00:00:00Z" if day else otherwise.isoformat(timespec="seconds")
    return date if date and _FULL.fullmatch(date) else f"{day}T00:00:00Z"
