"""Bytes to text: which encoding were they written in?

A byte order mark decides; then what the bytes can only be; then what the text says of itself, unless its letters
disprove it; then what the bytes allow. Korean legacy text is cp949 under many names: a page that declares ``euc-kr``
may hold any of the 11,172 syllables, of which euc-kr proper has 2,350. Templates and mail programs declare
``iso-8859-1`` above Korean text as well. Nearly all bytes of Japanese and Chinese are cp949 too, and give syllables
that are hardly ever written: a text that declares nothing is known by the letters that are common in its language.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

from .common_letters import COMMON, common_share, reads_as_korean
from .mojibake import repaired

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = re.compile(rb"\A(?:\xef\xbb\xbf)+")
_SEVEN_BIT = b"\x1b$)C"
"""The first bytes of ISO-2022-KR, the encoding of old mail and of archives of it; all its bytes are ASCII."""
_KOREAN = frozenset(
    "cp949 euckr korean ksc5601 ksc56011987 ksc56011989 ksx1001 ms949 uhc windows949 xwindows949 isoir149".split()
)
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
"""Labels that pages use for more than they name."""
_DOUBLE_BYTE = frozenset("cp949 johab gb18030 cp932 euc_jp big5 big5hkscs".split())
_SINGLE_BYTE = re.compile(r"cp125\d|cp874|iso8859-\d+|koi8-[ru]|mac-roman")
_COMMON_SHARE = 0.1
_DIFFERENT = 5
"""Common letters at least: one may stand for a word that a Korean page repeats."""
_KOREAN_AT_LEAST, _OTHERS_AT_MOST = 0.2, 0.05
"""Shares of common syllables, and of common letters of the declared encoding, that disprove the declaration."""
_SAMPLE = 32 << 10
_SNIFF = 8 << 10
_TOLERATED = 0.05
_BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
_TEXT = re.compile("[\t\n\r\x20-\x7e가-힣一-鿿\u3000-\u30ff]")
"""Characters that most of a text is made of, here as in Japan and China."""
_TEXT_SHARE = 0.9


def decode(data: bytes, declared: str = "") -> str | None:
    """``data`` as text, or None where no encoding fits. ``declared`` is a label such as ``euc-kr``."""
    found = decode_quickly(data, declared)
    if found is not None:
        return found
    best = from_bytes(data[:_SAMPLE]).best()
    return None if best is None else data.decode(best.encoding, "replace")


def decode_quickly(data: bytes, declared: str = "") -> str | None:
    """``data`` by its mark, as declared, as UTF-8 or as what its letters tell; None where it is none of them."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if data.startswith(_SEVEN_BIT):
        return data.decode("iso2022_kr", "replace")
    if encoding := wide(data):
        return data.decode(encoding, "replace")
    codec = _codec(declared)
    text = _utf8(data, codec)
    if text is None:
        text = _decoded(data, _candidates(codec, data))
    return None if text is None else repaired(text)


def believed(declared: str, data: bytes) -> str:
    """The label to read the parts of a text with: ``declared``, or ``cp949`` where ``data`` is surely Korean."""
    codec = _codec(declared)
    is_other = codec is not None and codec not in ("utf-8", "cp949")
    return "cp949" if is_other and codec and _is_korean(data[:_SAMPLE], codec) else declared


def looks_binary(data: bytes) -> bool:
    """True where the first 8 KB hold a NUL, and neither a byte order mark nor UTF-16 explains it."""
    has_mark = data.startswith(tuple(mark for mark, _ in _BOMS))
    return b"\0" in data[:_SNIFF] and not has_mark and not wide(data)


def wide(data: bytes) -> str:
    """The kind of UTF-16 that ``data`` is in, by its mark or by its NULs; empty for none.

    Without a mark, most NULs are the upper bytes of letters and spaces; the lower byte of ``가`` is one as well.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE):
        return "utf-16"
    head = data[: min(_SNIFF, len(data) & ~1)]
    zeros = head.count(0)
    if not zeros:
        return ""
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if 2 * high.count(0) > zeros and len(_TEXT.findall(head.decode(encoding, "replace"))) > _TEXT_SHARE * len(high):
            return encoding
    return ""


def _marked(data: bytes, encoding: str) -> str | None:
    """Text after a byte order mark. That of UTF-8 may stand twice, or before another encoding."""
    if encoding == "utf-8":
        return decode_quickly(_MARKS.sub(b"", data))
    return data.decode(encoding, "replace")


def _utf8(data: bytes, declared: str | None) -> str | None:
    """``data`` as UTF-8. Few words of another encoding may be UTF-8 of two bytes a letter: that is not believed."""
    with suppress(UnicodeDecodeError):
        text = data.decode()
        if declared in _DOUBLE_BYTE and not text.isascii() and not _BEYOND_TWO_BYTES.search(text):
            with suppress(UnicodeDecodeError):
                return data.decode(declared)
        return text
    return None


def _decoded(data: bytes, candidates: list[str]) -> str | None:
    """``data`` in the first encoding that fits: without damage, or else with little."""
    for encoding in candidates:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return next((text for encoding in candidates if (text := _almost(data, encoding)) is not None), None)


def _candidates(declared: str | None, data: bytes) -> list[str]:
    """Encodings in the order to try, for bytes that are no whole UTF-8."""
    sample = data[:_SAMPLE]
    if declared is None or declared == "utf-8":
        return ["utf-8", _likeliest(sample)]
    if declared == "cp949":
        return [_likeliest(sample), "utf-8"]
    if _is_korean(sample, declared):
        return ["cp949"]
    return [declared, "utf-8", "cp949"] if declared in _DOUBLE_BYTE else [declared]


def _likeliest(sample: bytes) -> str:
    """cp949, but where its common syllables are missing and common letters of Japanese or Chinese are not."""
    for encoding, letters in COMMON.items():
        text = sample.decode(encoding, "replace")
        if common_share(text, encoding) >= _COMMON_SHARE and sum(letter in text for letter in letters) >= _DIFFERENT:
            return encoding
    return "cp949"


def _is_korean(sample: bytes, declared: str) -> bool:
    """True if bytes are surely cp949, although another encoding is declared."""
    text = sample.decode("cp949", "replace")
    damaged = text.count("\ufffd") > _TOLERATED * (len(text) - len(text.encode("ascii", "ignore")))
    if damaged or not reads_as_korean(text):
        return False
    if declared not in _DOUBLE_BYTE:
        return True
    letters = len(text) - len(text.encode("ascii", "ignore"))
    common = sum(map(text.count, COMMON["cp949"]))
    others = sum(map(sample.decode(declared, "replace").count, COMMON.get(declared, "")))
    return common >= max(2, _KOREAN_AT_LEAST * letters) and others <= _OTHERS_AT_MOST * letters


def _codec(label: str) -> str | None:
    """Python's codec for a label, or None for one that no page has reason to use."""
    if re.sub(r"[^a-z0-9]", "", label.lower()) in _KOREAN:
        return "cp949"
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if name == "utf-8" or name in _DOUBLE_BYTE or _SINGLE_BYTE.fullmatch(name) else None


def _almost(data: bytes, encoding: str) -> str | None:
    """The text with U+FFFD for the damage, where there is little of it: a cut file, a few stray bytes."""
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    foreign = len(text) - sum(map(len, re.findall(r"[\0-\x7f]+", text)))
    return text if bad <= _TOLERATED * foreign else None
