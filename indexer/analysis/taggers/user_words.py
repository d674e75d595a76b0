"""Reads a user dictionary: one word per line, with a tag and the parts that it may be cut into."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from ....arguments import shown
from ....errors import ConfigError
from .tagger import UserWord
from .tags import UNINFLECTED

_HANGUL = re.compile("[가-힣]+")


def read_user_words(path: str | Path) -> tuple[UserWord, ...]:
    """The words of a file of lines ``word<TAB>tag<TAB>parts``; ConfigError names the line that is wrong.

    Tag (default NNP) and parts are optional; parts are separated by ``+`` or blanks and spell the word when put
    together. ``#`` begins a comment. An empty line says nothing.
    """
    words: dict[str, UserWord] = {}
    for number, line in _lines(path):
        try:
            word = _word(line)
            if word.word in words:
                raise ValueError(f"{word.word!r} is given twice")  # noqa: TRY301
        except ValueError as error:
            raise ConfigError("analysis.user_words", str(error), f"{path}, line {number}") from None
        words[word.word] = word
    return tuple(words.values())


def user_words_of(words: Iterable[str | UserWord]) -> tuple[UserWord, ...]:
    """Words that were given in Python. Raises ConfigError, which names the word that is wrong."""
    found: dict[str, UserWord] = {}
    for given in words:
        if not isinstance(given, str | UserWord):
            raise ConfigError("analysis.user_words", f"{shown(given)} is neither text nor a UserWord")
        word = UserWord(given) if isinstance(given, str) else given
        try:
            found[word.word] = _word("\t".join((word.word, word.tag, "+".join(word.parts))))
        except (ValueError, TypeError) as error:
            raise ConfigError("analysis.user_words", str(error)) from None
    return tuple(found.values())


def _lines(path: str | Path) -> Iterator[tuple[int, str]]:
    """Numbers and texts of the lines that say something."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError("analysis.user_words", f"cannot be read: {error.strerror}", str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("analysis.user_words", f"is not UTF-8 (byte {error.start})", str(path)) from error
    for number, line in enumerate(unicodedata.normalize("NFC", text).split("\n"), 1):
        said = line.partition("#")[0].rstrip()
        if said:
            yield number, said


def _word(line: str) -> UserWord:
    """The user word of one line, or ValueError with what is wrong with it."""
    columns = [column.strip() for column in line.split("\t")]
    word, tag, parts, *more = (*columns, "", "") if len(columns) < 3 else columns
    if any(more):
        raise ValueError("there are more than three columns (word, tag, parts)")
    if not _HANGUL.fullmatch(word):
        raise ValueError(f"{word!r} is not a word of Hangul syllables only, as user words are")
    if tag and tag not in UNINFLECTED:
        raise ValueError(f"{tag!r} is not a tag a user word can have ({', '.join(sorted(UNINFLECTED))})")
    cut = tuple(parts.replace("+", " ").split())
    if cut and "".join(cut) != word:
        raise ValueError(f"the parts {'+'.join(cut)} do not spell {word}")
    return UserWord(word, tag or "NNP", cut)
