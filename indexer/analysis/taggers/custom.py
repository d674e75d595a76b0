"""A tagger of the embedder's own: a Python object, with the user words around it as around every tagger."""

from __future__ import annotations

from collections.abc import Iterable

from ....arguments import shown
from ....errors import AnalysisError, ConfigError
from .kept_words import KeptWords
from .tagger import Morpheme, Tagger, UserWord


class CustomTagger:
    """Checks what the object gives, so that a mistake in it is an AnalysisError that names it."""

    def __init__(self, tagger: Tagger, user_words: tuple[UserWord, ...] = ()) -> None:
        self._tagger = tagger
        self._words = KeptWords(user_words)
        self.name = str(getattr(tagger, "name", type(tagger).__name__))
        self._fingerprint = self._identified()

    def fingerprint(self) -> dict[str, str]:
        return {"tagger": self.name, **self._fingerprint, **self._words.fingerprint()}

    def _identified(self) -> dict[str, str]:
        """The fingerprint of the object. Raises ConfigError where it has none."""
        try:
            found = self._tagger.fingerprint()
        except Exception as error:  # whatever the object raises
            raise ConfigError("analysis.tagger", f"fingerprint() of {self.name} failed ({error})") from error
        if not isinstance(found, dict) or not all(isinstance(one, str) for pair in found.items() for one in pair):
            raise ConfigError("analysis.tagger", f"fingerprint() of {self.name} gives {shown(found)}, no dict of texts")
        return found

    def tag(self, text: str) -> list[Morpheme]:
        return self._words.tag(text, self._analyse)

    def _analyse(self, text: str) -> list[Morpheme]:
        try:
            return _checked(self._tagger.tag(text), len(text))
        except Exception as error:  # whatever the object raises
            remedy = "It takes any text and gives malmoi.Morpheme objects in order"
            raise AnalysisError(f"the tagger {self.name} failed on {shown(text)} ({error})", remedy) from error


def _checked(found: Iterable[Morpheme], length: int) -> list[Morpheme]:
    """The morphemes. Raises TypeError or ValueError where they do not fit the text."""
    morphemes = [Morpheme(*one) for one in found]
    end = 0
    for one in morphemes:
        if not all(isinstance(text, str) for text in (one.surface, one.tag, one.lemma, *one.parts)):
            raise TypeError(f"{shown(one)} has other values than texts")
        if not end <= one.start <= one.end <= length:
            raise ValueError(f"{shown(one)} is out of order or outside of the text")
        end = one.end
    return morphemes
