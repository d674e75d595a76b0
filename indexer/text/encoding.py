"""Bytes to text: which encoding were they written in?

A byte order mark decides; then what the text says of itself; then what the bytes allow. Korean legacy text is
cp949 under many names: a page that declares ``euc-kr`` may hold any of the 11,172 syllables, of which euc-kr
proper has 2,350. Nearly all bytes of Japanese and Chinese are cp949 too, and give syllables that are hardly ever
written: a text that says nothing of itself is told by the letters that are common in its language.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEVEN_BIT = b"\x1b$)C"
"""How ISO-2022-KR, the encoding of old mail and of archives of it, begins; all its bytes are ASCII."""
_KOREAN = frozenset(
    "cp949 euckr korean ksc5601 ksc56011987 ksc56011989 ksx1001 ms949 uhc windows949 xwindows949 isoir149".split()
)
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
"""Labels that pages use for more than they name."""
_DOUBLE_BYTE = frozenset("cp949 johab gb18030 cp932 euc_jp big5 big5hkscs".split())
_SINGLE_BYTE = re.compile(r"cp125\d|cp874|iso8859-\d+|koi8-[ru]|mac-roman")
_KANA = "のはをがてとれるなかもうらくりまきよどわおみめべ"
COMMON = {
    "cp949": "이다는을의에가고지하한로기사은도시어자리서나대인아정그스들해라부과를수일보제주전장국있게만여상원으면"
    "했적니조안동거구오우소까성신요없생말관연문공경더비무",
    "cp932": _KANA,
    "euc_jp": _KANA,
    "gb18030": "的一是不了在人有我他这大来上到说们为子和你地出道也时年得就那要下以生会自着学对可她里小么多能都然于起"
    "还发成事只作当想看用主行又如前本经面同三已从动两长",
    "big5": "的一是了在人有我他這大來上國個到說們為子和你地出道也時年得就那要下以生會自著去過對可她裡後小多能好都"
    "然沒於起發成事只作當想看開用主行又如前本見經面同三已從動兩長",
}
"""Letters that are common in what is written in an encoding, and of which no bytes are common in cp949.

They are 60 to 70 % of the syllables of Korean, 20 % of a list of Korean names, 20 to 40 % of Japanese and Chinese; and
in a wrong encoding 5 % at most.
"""
_COMMON_SHARE = 0.1
_EVIDENCE = 20
"""Letters beyond ASCII that a text has at least, to be read as anything but cp949."""
_DIFFERENT = 5
"""Common letters at least: one may stand for a word that a Korean page repeats."""
_SAMPLE = 32 << 10
_SNIFF = 8 << 10
_TOLERATED = 0.05


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
            return data[len(mark) :].decode(encoding, "replace")
    if data.startswith(_SEVEN_BIT):
        return data.decode("iso2022_kr", "replace")
    codec = _codec(declared)
    if codec is None or codec == "utf-8":
        with suppress(UnicodeDecodeError):
            return data.decode()
    candidates = _candidates(codec, data)
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return next((text for encoding in candidates if (text := _almost(data, encoding)) is not None), None)


def looks_binary(data: bytes) -> bool:
    """True where the first 8 KB hold a NUL and no byte order mark explains it."""
    return b"\0" in data[:_SNIFF] and not data.startswith(tuple(mark for mark, _ in _BOMS))


def common_share(text: str, encoding: str = "cp949") -> float:
    """The share of letters that are common in what is written in an encoding, of all beyond ASCII; 0 for too few."""
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(text.count, COMMON[encoding])) / foreign if foreign >= _EVIDENCE else 0.0


def _candidates(declared: str | None, data: bytes) -> list[str]:
    """Encodings in the order to try. A single-byte one accepts any bytes, so UTF-8 goes before it."""
    if declared is None or declared == "utf-8":
        return ["utf-8", _likeliest(data[:_SAMPLE])]
    if declared in _DOUBLE_BYTE:
        return list(dict.fromkeys([declared, "utf-8", "cp949"]))
    return ["utf-8", declared]


def _likeliest(sample: bytes) -> str:
    """cp949, but where its common syllables are missing and common letters of Japanese or Chinese are not."""
    for encoding, letters in COMMON.items():
        text = sample.decode(encoding, "replace")
        if common_share(text, encoding) >= _COMMON_SHARE and sum(letter in text for letter in letters) >= _DIFFERENT:
            return encoding
    return "cp949"


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
