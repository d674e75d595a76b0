"""The text of a message: which of its parts is read, and in which encoding."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.message import Message
from typing import Any

from ...indexer.text.encoding import decode_quickly

_WORD = re.compile(r"=\?([\w.:-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=", re.IGNORECASE | re.ASCII)
_SHIFTED = re.compile(r"iso-2022-(?:kr|jp)", re.IGNORECASE)
"""Seven-bit encodings of old mail. Their bytes are valid ASCII, so only the declaration identifies them."""
_UNDECLARED = ("us-ascii", "ascii", "unknown-8bit", "default")
"""Encodings that programs declare if they do not know the encoding."""
HEADER_AT_MOST = 16 << 10
"""Characters of a header that are read."""
_SIGNATURE = "-- "


def header(message: Message[Any, Any], name: str) -> str:
    """A header as it was sent, or nothing; bytes that are no ASCII are kept as lone surrogates."""
    return " ".join(_raw(message, name)[:HEADER_AT_MOST].split())


def is_cut(message: Message[Any, Any], name: str) -> bool:
    """True if a header exceeds HEADER_AT_MOST."""
    return len(_raw(message, name)) > HEADER_AT_MOST


def _raw(message: Message[Any, Any], name: str) -> str:
    return next((value for key, value in message.raw_items() if key.lower() == name), "")


def decoded(value: str) -> str:
    """A header's text: encoded words and bytes decoded, also where a syllable is cut between two words."""
    pieces: list[tuple[str, bytes]] = []
    end = 0
    for word in _WORD.finditer(value):
        data = _word(word[2], word[3])
        if data is None:
            continue
        gap = value[end : word.start()]
        if gap.strip() or not end:
            pieces.append(("", _bytes(gap)))
        charset = word[1].lower()
        if pieces and pieces[-1][0] == charset:
            data = pieces.pop()[1] + data
        pieces.append((charset, data))
        end = word.end()
    pieces.append(("", _bytes(value[end:])))
    return "".join(_text(data, charset) for charset, data in pieces)


def body(part: Message[Any, Any]) -> str:
    """The text of a message or of a part: plain text where there is a choice, nothing of what is attached."""
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return ""
    if part.is_multipart():
        return _joined(part) if part.get_content_maintype() == "multipart" else ""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or kind not in ("text/plain", "text/html"):
        return ""
    charset = part.get_content_charset() or ""
    if kind == "text/html":
        return _html(content, charset)
    text = _text(content, charset).replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format")).lower() == "flowed":
        text = unflowed(text, cut=str(part.get_param("delsp")).lower() == "yes")
    return text.strip()


def attachments(message: Message[Any, Any]) -> Iterator[str]:
    """The names of what a message carries besides its text: attached files, and messages that it forwards."""
    for part in message.get_payload() if message.get_content_maintype() == "multipart" else ():
        if not isinstance(part, Message):
            continue
        name = " ".join(decoded(part.get_filename() or "").split())
        is_picture = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
        is_attached = part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message"
        if is_attached or (name and not is_picture):
            yield name or part.get_content_type()
        else:
            yield from attachments(part)


def unflowed(text: str, *, cut: bool = False) -> str:
    """Text whose lines were broken with a space at their end (RFC 3676), as whole paragraphs.

    Quotations keep their marks. ``cut``: the space belongs to the break, as it does in languages without spaces.
    """
    lines: list[str] = []
    open_at: str | None = None
    for line in text.split("\n"):
        rest = line.lstrip(">")
        marks = line[: len(line) - len(rest)]
        rest = rest.removeprefix(" ")
        if open_at == marks and rest != _SIGNATURE:
            lines[-1] += rest
        else:
            lines.append(f"{marks} {rest}" if marks else rest)
        open_at = marks if rest.endswith(" ") and rest != _SIGNATURE else None
        if cut and open_at is not None:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _joined(part: Message[Any, Any]) -> str:
    """The text of several parts: of alternatives the best, otherwise of all."""
    children: list[Message[Any, Any]] = part.get_payload()  # type: ignore[assignment]  # a list where it is_multipart
    if part.get_content_subtype() == "alternative":
        best_first = sorted(children, key=lambda child: child.get_content_type() != "text/plain")
        return next(filter(None, map(body, best_first)), "")
    return "\n\n".join(filter(None, map(body, children)))


def _html(content: bytes, charset: str) -> str:
    from ...indexer.html.page import extract  # lxml takes a while to import

    page = extract(_text(content, charset) if charset else content)
    return f"{page.title}\n\n{page.text}".strip()


def _word(kind: str, written: str) -> bytes | None:
    """The bytes of an encoded word; None where it is none."""
    try:
        if kind in "qQ":
            return binascii.a2b_qp(written, header=True)
        return binascii.a2b_base64(written + "=" * (-len(written) % 4))
    except ValueError:
        return None


def _text(data: bytes, charset: str) -> str:
    if _SHIFTED.fullmatch(charset):
        return data.decode(charset, "replace")
    text = decode_quickly(data, "" if charset.lower() in _UNDECLARED else charset)
    return data.decode("utf-8", "replace") if text is None else text


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
