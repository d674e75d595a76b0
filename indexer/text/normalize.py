"""Normalisation (cleaning) of a text before it is analysed, stored and shown. All offsets count in the result.

It is idempotent.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = "\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
_DROPPED = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f\U000e0000-\U000e0fff"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_WIDTH_FORMS = "\uff01-\uff9f\uffe0-\uffee"

_UNCLEAN = re.compile(
    f"[ㆍ{_SPACES}{_DROPPED}{_CONTROLS}{_WIDTH_FORMS}\r\u2028\u2029‘’‚‛“”„‟\ud800-\udfff\uffa0-\uffdc]"
)
_NEWLINES = re.compile("\r\n?|[\u2028\u2029]")
_MARKS_AT_MOST = 30
"""Combining marks in a row, as in the Stream-Safe Text Format of Unicode (UAX 15): sorting them takes squared time."""
_MAY_BE_MARKS = re.compile(rf"[^\0-\u02ff\w\s]{{{_MARKS_AT_MOST + 1},}}")

# Half-width jamo decompose to conjoining jamo under NFKC; these are the letters people mean.
_HALFWIDTH_JAMO = dict(
    zip(
        (
            *range(0xFFA1, 0xFFBF),
            *range(0xFFC2, 0xFFC8),
            *range(0xFFCA, 0xFFD0),
            *range(0xFFD2, 0xFFD8),
            *range(0xFFDA, 0xFFDD),
        ),
        "ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        strict=True,
    )
)


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for characters, clean_form in (
        (_SPACES, " "),
        ("ㆍ", "·"),
        (_DROPPED, ""),
        (_CONTROLS, " "),
        ("‘’‚‛", "'"),
        ("“”„‟", '"'),
        ("\ud800-\udfff", "\ufffd"),
    ):
        table |= dict.fromkeys(_expand(characters), clean_form)
    for code in _expand(_WIDTH_FORMS):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    return table | _HALFWIDTH_JAMO | {0xFFA0: ""}  # a jamo that is not there


def _expand(ranges: str) -> list[int]:
    """The code points of a character class such as ``a-cx``."""
    codes: list[int] = []
    for found in re.finditer("(.)-(.)|(.)", ranges, re.DOTALL):
        first, last, single = found.groups()
        codes.extend([ord(single)] if single else range(ord(first), ord(last) + 1))
    return codes


_TABLE = _table()


def clean(text: str) -> str:
    """``text`` in one normal form: composed, without invisible characters, quotes and widths folded."""
    text = _composed(text)
    if _UNCLEAN.search(text):
        # Few characters need it, and a substitution skips the others quicker than str.translate.
        text = _UNCLEAN.sub(lambda found: _TABLE[ord(found[0])], _NEWLINES.sub("\n", text))
        text = _composed(text)  # a dropped character may have kept two jamo apart
    return text


def _composed(text: str) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _MAY_BE_MARKS.sub(_with_few_marks, text))


def _with_few_marks(found: re.Match[str]) -> str:
    kept, count = [], 0
    for character in found[0]:
        count = count + 1 if unicodedata.combining(character) else 0
        if count <= _MARKS_AT_MOST:
            kept.append(character)
    return "".join(kept)
