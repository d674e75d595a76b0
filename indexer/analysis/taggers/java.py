"""KoNLPy's Java taggers: Okt, Komoran, Hannanum and Kkma, which share their guards and the way to offsets.

They get one run of Hangul at a time, and not a long one. On blanks and emoji Komoran and Kkma raise and Hannanum
never returns; on 50 syllables without a blank Kkma takes minutes and Hannanum overruns its chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any, ClassVar

from ....errors import AnalysisError
from . import jvm, tags
from .align import places
from .kept_words import KeptWords
from .pieces import pieces, stretches
from .tagger import Morpheme, UserWord

Form = tuple[str, str]
"""A morpheme as a tagger gives it: its form and its own tag."""


class JavaTagger:
    """Base class of the four Java taggers. Thread-safe, one call at a time; AnalysisError after a fork."""

    name: ClassVar[str]
    konlpy: ClassVar[str]
    translation: ClassVar[Mapping[str, str]] = {}
    longest: ClassVar[int] = 30
    """Syllables in one call."""

    def __init__(self, user_words: tuple[UserWord, ...] = ()) -> None:
        self._words = KeptWords(user_words)
        jvm.start()
        try:
            with jvm.lock:
                self._tagger: Any = jvm.konlpy_class(self.konlpy)()
                self._forms("말")
        except Exception as error:  # whatever Java throws
            remedy = "If other code of this process starts Java, make the tagger before it does"
            raise AnalysisError(f"KoNLPy's {self.konlpy} cannot be started ({error})", remedy) from error

    def fingerprint(self) -> dict[str, str]:
        return {"tagger": self.name, "konlpy": version("konlpy"), **self._words.fingerprint()}

    def tag(self, text: str) -> list[Morpheme]:
        jvm.check_process()
        return self._words.tag(text, self._analyse)

    def _analyse(self, text: str) -> list[Morpheme]:
        return list(self._morphemes(text))

    def _morphemes(self, text: str) -> Iterator[Morpheme]:
        for kind, start, stretch in stretches(text):
            if kind != "HANGUL":
                yield Morpheme(stretch, kind, start, start + len(stretch), stretch)
                continue
            for offset, run in pieces(stretch, self.longest):
                yield from self._run(run, start + offset)

    def _run(self, run: str, offset: int) -> Iterator[Morpheme]:
        forms = self._safe_forms(run) or [(run, "NA")]
        for index, start, end in places(run, [form for form, _ in forms]):
            form, tag = forms[index]
            tag = tags.sejong(tag, self.translation)
            yield Morpheme(run[start:end], tag, offset + start, offset + end, self._lemma(form, tag))

    def _safe_forms(self, run: str) -> list[Form]:
        try:
            with jvm.lock:
                return [(str(form), str(tag)) for form, tag in self._forms(run) if form]
        except Exception as error:  # whatever Java throws
            if "OutOfMemory" in repr(error):
                raise AnalysisError(f"Java ran out of memory in {self.konlpy}", "Use the tagger 'mecab'") from error
            return []

    def _forms(self, run: str) -> list[Form]:
        forms: list[Form] = self._tagger.pos(run)
        return forms

    def _lemma(self, form: str, tag: str) -> str:  # noqa: ARG002  # some taggers need it
        return form


class OktTagger(JavaTagger):
    """Open Korean Text: a verb with its endings is one morpheme."""

    name = "okt"
    konlpy = "Okt"
    translation = tags.OKT

    def _forms(self, run: str) -> list[Form]:
        forms: list[Form] = self._tagger.pos(run, stem=True)
        return forms

    def _lemma(self, form: str, tag: str) -> str:  # some taggers need it
        return form.removesuffix("다") if tag in ("VV", "VA") else form


class KomoranTagger(JavaTagger):
    """Komoran of Shineware; its tags are Sejong tags."""

    name = "komoran"
    konlpy = "Komoran"


class HannanumTagger(JavaTagger):
    """Hannanum of KAIST: keeps compounds whole, and takes unknown words as nouns."""

    name = "hannanum"
    konlpy = "Hannanum"
    translation = tags.HANNANUM

    def _forms(self, run: str) -> list[Form]:
        forms: list[Form] = self._tagger.pos(run, ntags=22)
        return forms


class KkmaTagger(JavaTagger):
    """Kkma of Seoul National University: careful and slow, with 5 to 20 seconds and a gigabyte to start."""

    name = "kkma"
    konlpy = "Kkma"
    translation = tags.KKMA
    longest = 10
