"""Mojibake: text that a program decoded wrongly before it was saved, decoded again as it should have been."""

from __future__ import annotations

import re

from .common_letters import is_improbable, reads_as_korean

_HEAD = 2000
"""Characters that tell whether a text may be mojibake."""
_LATIN = "".join(
    bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
)
_TO_BYTES = {ord(letter): letter.encode("cp1252")[0] for letter in _LATIN}
"""Letters of Windows that Latin-1 has control characters for."""
_SUSPECT = re.compile(f"[\x80-\xff{_LATIN}]{{2}}")
_HANGUL = re.compile("[가-힣]")
_ACCENTED = re.compile(f"[\x80-\xff{_LATIN}]")
_ROWS = re.compile(f"[\x80-\xff{_LATIN}]{{4,}}+")
_ACCENTED_AT_LEAST = 20
_SEQUENCES_AT_LEAST = 3
"""A text of fewer letters that were encoded twice may be about them; syllables, of three bytes each, count twice."""


def repaired(text: str) -> str:
    """``text`` as it was before it was decoded wrongly; ``text`` where nothing, or too little, shows that it was.

    Read are UTF-8 and cp949 that were taken for Latin letters, and UTF-8 that was taken for cp949. All of a text has to
    be such: what quotes a few wrong letters stays as it is.
    """
    if text.isascii():
        return text
    head = text[:_HEAD]
    if not _HANGUL.search(head):
        return _from_latin(text) if _SUSPECT.search(head) else text
    return _from_hangul(text) if is_improbable(head) else text


def is_garbled(text: str) -> bool:
    """True for a text that was decoded wrongly, as far as its letters tell.

    That is Hangul without common syllables, or rows of four and more accented letters: no language has words of them.
    """
    if text.isascii():
        return False
    rows = sum(map(len, _ROWS.findall(text)))
    accented = len(_ACCENTED.findall(text)) if rows else 0
    return (rows >= _ACCENTED_AT_LEAST and rows > accented / 2) or is_improbable(text)


def _from_latin(text: str) -> str:
    try:
        data = text.translate(_TO_BYTES).encode("latin-1")
    except UnicodeEncodeError:
        return text
    try:
        found = data.decode()
    except UnicodeDecodeError:
        found = data.decode("cp949", "replace")
        return found if reads_as_korean(found) and "\ufffd" not in found else text
    sequences = len(found) - len(found.encode("ascii", "ignore")) + len(_HANGUL.findall(found))
    return found if sequences >= _SEQUENCES_AT_LEAST else text


def _from_hangul(text: str) -> str:
    try:
        return text.encode("cp949").decode()
    except UnicodeError:
        return text
