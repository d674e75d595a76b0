"""Width folding: quotation marks, blanks and full-width characters as a keyboard types them, each as one character.

A text and its narrow form have the same length, so a place in one is a place in the other.
"""

from __future__ import annotations

import re
import unicodedata

from .normalize import clean

_BLANKS = "\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
_QUOTES, _DOUBLE_QUOTES = "‘’‚‛", "“”„‟"
_WIDTH_FORMS = "\uff01-\uff9f\uffe0-\uffee"
_JAMO_FORMS = "\uffa1-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc"
_JAMO = "ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
"""The letters that half-width jamo stand for; NFKC makes other code points of them, which are not typed."""


def _expand(ranges: str) -> list[str]:
    """The characters of a character class such as ``a-cx``."""
    found = re.finditer("(.)-(.)|(.)", ranges)
    pairs = [(one[1] or one[3], one[2] or one[3]) for one in found]
    return [chr(code) for first, last in pairs for code in range(ord(first), ord(last) + 1)]


NARROW = {
    **dict.fromkeys(_expand(_BLANKS), " "),
    **dict.fromkeys(_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **{wide: unicodedata.normalize("NFKC", wide) for wide in _expand(_WIDTH_FORMS)},
    **dict(zip(_expand(_JAMO_FORMS), _JAMO, strict=True)),
}
"""Each wide character and what it is typed as."""
_WIDE = re.compile(f"[{_BLANKS}{_QUOTES}{_DOUBLE_QUOTES}{_WIDTH_FORMS}{_JAMO_FORMS}]")


def narrow(text: str) -> str:
    """``text`` with narrow characters in place of wide ones."""
    # Few texts have any, and a substitution skips the other characters quicker than str.translate.
    return text if text.isascii() or not _WIDE.search(text) else _WIDE.sub(lambda found: NARROW[found[0]], text)


def keyword(value: str) -> str:
    """The form in which filters compare a whole value: case, width and the form of quotation marks do not matter."""
    return narrow(clean(value)).casefold()
