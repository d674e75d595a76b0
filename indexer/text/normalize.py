"""Normalisation (cleaning) of a text before it is analysed, stored and shown. All offsets count in the result.

Every letter and sign stays as it was written; what tokens need beyond that is folded for them alone (``fold``). A text
is composed (NFC). Control characters become blanks, line ends one kind, and half a surrogate pair U+FFFD. Characters
without a form of their own are dropped, but for those that change how their neighbours look (joiners, selectors of
emoji). Cleaning twice changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

_DROPPED = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Soft hyphens, zero-width blanks, marks of direction (which can turn a line around) and of byte order."""
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_UNCLEAN = re.compile(f"[{_DROPPED}{_CONTROLS}\r\u2028\u2029\ud800-\udfff]")
_KEPT_AS = re.compile(f"(?P<dropped>[{_DROPPED}])|(?P<control>[{_CONTROLS}])|(?P<half>[\ud800-\udfff])")
_FORMS = {"dropped": "", "control": " ", "half": "\ufffd"}
_NEWLINES = re.compile("\r\n?|[\u2028\u2029]")
_MARKS_AT_MOST = 30
"""Combining marks in a row, as in the Stream-Safe Text Format of Unicode (UAX 15): sorting them takes squared time."""
_MAY_BE_MARKS = re.compile(rf"[^\0-\u02ff\w\s]{{{_MARKS_AT_MOST + 1},}}")


def clean(text: str) -> str:
    """``text`` in one normal form."""
    text = _composed(text)
    if _UNCLEAN.search(text):
        text = _KEPT_AS.sub(lambda found: _FORMS[found.lastgroup or ""], _NEWLINES.sub("\n", text))
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
