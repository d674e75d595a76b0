"""PDF, by pypdf: the text of the pages, where they hold text and not only pictures of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ...errors import MissingExtraError, SourceError
from ...indexer.dates.parse import parse_date
from ...indexer.documents.document import Document, Skipped
from ...indexer.text.encoding import decode_quickly
from ..reading.clock import Clock, SlowFileError
from ..reading.fields import scalar
from ..reading.file import File

if TYPE_CHECKING:
    from pypdf import PdfReader as Pages

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else it tells the terminal of every flaw

_PAGES_AT_MOST = 3000
_STREAM_AT_MOST = 16 << 20
_OBJECTS_AT_MOST = 500_000
"""In the drawing of one page."""
_FORMS_AT_MOST = 500
_NO_TITLE = re.compile(
    r"[\W\d_]*|microsoft (?:word|excel|powerpoint) - .*"
    r"|.*\.(?:ai|docx?|dvi|hwpx?|html?|indd|odt|pdf|pptx?|ps|qxd|rtf|tex|txt|xlsx?)"
    r"|(?:untitled|document|presentation|slide|powerpoint|제목|무제|문서|없음|프레젠테이션|슬라이드|[\W\d_])+",
    re.IGNORECASE,
)
"""Titles that programs write if the author gave none, such as a file's name."""
_NO_AUTHOR = re.compile(
    r"[\W\d_]*|(?:windows|microsoft|my|home|user|admin|administrator|owner|unknown|author|pc|hp|samsung|lg"
    r"|사용자|관리자|소유자|[\W\d_])+",
    re.IGNORECASE,
)
_LEFT_OUT = "the file is too long: this page and those after it are left out"
_REASON_AT_MOST = 200
_HEX = re.compile(r"<(?:[0-9A-Fa-f]{2})+>")
"""Bytes in hexadecimal digits, which some programs write as the text itself."""
_KOREAN = re.compile(rb"\xef\xbb\xbf.*|(?:[\0-\x7f]|[\xa1-\xfe]{2})+", re.DOTALL)
"""Text that is written as it should not be: as cp949, or as UTF-8 with a mark."""
_BROKEN_WORD = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


class PdfReader:
    """A PDF, as one document of the text of its pages. Its title is a title that people gave it, not a file's name."""

    suffixes = (".pdf",)
    own_ids = False

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The document, and each page of it that cannot be read."""
        found = _found(file)
        yield from (Skipped(f"{file.key}:{number}", reason) for number, reason in found.skipped)
        if not any(found.pages):
            reason = "has no page that can be read" if found.skipped else "has no text: its pages may be pictures"
            raise SourceError(file.key, reason)
        yield Document(
            id=file.key,
            title=found.title or file.title,
            body="\n\n".join(filter(None, found.pages)),
            date=file.date or found.date,
            author=found.author,
        )


@dataclass(slots=True)
class _Found:
    """The contents of a PDF; ``skipped`` has page numbers and reasons."""

    title: str = ""
    author: str | None = None
    date: str | None = None
    pages: list[str] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def _found(file: File) -> _Found:
    try:
        from pypdf import apply_configuration
    except ImportError:
        raise SourceError(file.key, str(MissingExtraError("PDF", "pdf"))) from None
    data = file.data()
    with apply_configuration(
        zlib_maximum_output_length=_STREAM_AT_MOST,
        lzw_maximum_output_length=_STREAM_AT_MOST,
        run_length_maximum_output_length=_STREAM_AT_MOST,
        array_based_stream_maximum_output_length=_STREAM_AT_MOST,
        stream_parsing_work_maximum_count=_OBJECTS_AT_MOST,
        xform_maximum_invocations_per_extraction=_FORMS_AT_MOST,
    ):
        pdf = _opened(data, file)
        found = _Found()
        _read_facts(pdf, found)
        _read_pages(pdf, found, file.clock)
        return found


def _opened(data: bytes, file: File) -> Pages:
    from pypdf import PdfReader as Pages
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        pdf = Pages(BytesIO(data))
        if pdf.is_encrypted:
            pdf.decrypt("")  # many are locked against printing only
        len(pdf.pages)
    except (DependencyError, FileNotDecryptedError):
        raise SourceError(file.key, "is encrypted") from None
    except Exception as error:  # with a damaged file, pypdf meets any error that Python has
        raise SourceError(file.key, f"is damaged, or no PDF: {_one_line(error)}") from None
    return pdf


def _read_facts(pdf: Pages, found: _Found) -> None:
    """Title, author and date, as far as they can be read."""
    with suppress(Exception):
        facts = pdf.metadata
        if facts is not None:
            title, author = _text(facts.get("/Title")), _text(facts.get("/Author"))
            found.title = "" if _NO_TITLE.fullmatch(title) else title
            found.author = None if _NO_AUTHOR.fullmatch(author) else author
            found.date = parse_date(facts.creation_date)


def _read_pages(pdf: Pages, found: _Found, clock: Clock) -> None:
    for number in range(1, len(pdf.pages) + 1):
        if number > _PAGES_AT_MOST:
            found.skipped.append((number, _LEFT_OUT))
            return
        try:
            clock.check()
            found.pages.append(_lines(pdf.pages[number - 1].extract_text(visitor_operand_before=clock.check)))
        except SlowFileError:
            found.skipped.append((number, _LEFT_OUT))
            return
        except Exception as error:
            found.skipped.append((number, f"the page is damaged: {_one_line(error)}"))


def _text(value: Any) -> str:
    """A fact as people wrote it."""
    value = value.get_object() if value is not None else ""
    written = getattr(value, "original_bytes", b"")
    if _HEX.fullmatch(str(value)):
        return scalar(decode_quickly(bytes.fromhex(str(value)[1:-1])) or "")
    korean = decode_quickly(written) if _KOREAN.fullmatch(written) else None
    return scalar(korean or str(value))


def _lines(text: str) -> str:
    """A page's text without white space at the ends of lines, and with words that a line breaks made whole."""
    return _BROKEN_WORD.sub("", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def _one_line(error: Exception) -> str:
    return " ".join(f"{error}".split())[:_REASON_AT_MOST] or type(error).__name__
