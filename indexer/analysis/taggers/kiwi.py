"""Kiwi (kiwipiepy): no Java, reads spacing errors well; the slowest to load of those without Java."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from typing import Any

from ....errors import MissingExtraError
from . import tags
from .kept_words import KeptWords
from .pieces import blanked, pieces
from .tagger import Morpheme, UserWord

LONGEST = 10_000
"""Characters in one call; its memory grows with them."""


class KiwiTagger:
    """Kiwi with its own model, on one thread, which makes it safe after a fork."""

    name = "kiwi"

    def __init__(self, user_words: tuple[UserWord, ...] = ()) -> None:
        self._words = KeptWords(user_words)
        try:
            import_module("kiwipiepy_model")
            self._kiwi: Any = import_module("kiwipiepy").Kiwi(num_workers=1)
        except ImportError as error:
            raise MissingExtraError("the tagger 'kiwi'", "kiwi") from error

    def fingerprint(self) -> dict[str, str]:
        packages = {name: version(name) for name in ("kiwipiepy", "kiwipiepy_model")}
        return {"tagger": self.name, **packages, **self._words.fingerprint()}

    def tag(self, text: str) -> list[Morpheme]:
        return self._words.tag(text, self._analyse)

    def _analyse(self, text: str) -> list[Morpheme]:
        return [found for offset, piece in pieces(blanked(text), LONGEST) for found in self._morphemes(piece, offset)]

    def _morphemes(self, piece: str, offset: int) -> Iterator[Morpheme]:
        for form, name, start, end in _whole_syllables(self._kiwi.tokenize(piece)):
            tag = tags.sejong("SW" if name.startswith("W_") else name.partition("-")[0], tags.KIWI)
            yield Morpheme(piece[start:end], tag, offset + start, offset + end, form)


def _whole_syllables(tokens: list[Any]) -> Iterator[tuple[str, str, int, int]]:
    """Form, tag, start and end; tokens that share a syllable (하+었 in 했) are one, called after the first."""
    current: tuple[str, str, int, int] | None = None
    for token in tokens:
        start, end = token.start, token.start + token.len
        if current and start < current[3]:
            current = (*current[:3], max(current[3], end))
        elif end > start:
            if current:
                yield current
            current = (token.form, token.tag, start, end)
    if current:
        yield current
