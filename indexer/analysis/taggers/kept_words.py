"""User words kept whole, in the same way around every tagger.

No two taggers take a user dictionary alike, and some take none. So a user word is found here, a plain noun with the
same kind of ending stands in for it while the tagger looks at the text (the particle after it is then read as after
any noun), and the word itself is put in its place. MeCab's own user dictionary does no better: which words it keeps
hangs on a cost (at 2000 반이주노조법 falls apart, at -3000 전철연 cuts 전철연결).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import blake2b

from .tagger import Morpheme, UserWord

ALWAYS = 4
"""From this many syllables on, a user word is taken wherever it occurs: 이주노조 in 반이주노조법."""

_HANGUL = re.compile("[가-힣]")
_FOLLOWERS = ("J", "VC", "XS")
_LIGHT_VERBS = frozenset({"하", "되"})
_STAND_INS = {"": "컴퓨터", "ㄹ": "호텔", "other": "볼펜"}

Span = tuple[int, int]
Analyse = Callable[[str], list[Morpheme]]


class KeptWords:
    """A set of user words and the one way to apply it around a tagger's analysis.

    A word of 4 or more syllables is taken wherever it occurs. A shorter one has to begin with the run, or after a
    morpheme of 2 or more syllables, and to end with the run or a morpheme, or before a particle, a suffix or a noun
    of 2 or more syllables: so 이주 does not cut 사이주차, nor 전철연 전철연결. One syllable is taken only as a run
    of its own.
    """

    def __init__(self, words: tuple[UserWord, ...]) -> None:
        self._words = {word.word: word for word in words}
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)
        self._any = re.compile("|".join(map(re.escape, self._words)) or "(?!)")

    def fingerprint(self) -> dict[str, str]:
        """A digest of the words, or nothing where there are none."""
        if not self._words:
            return {}
        listing = "\n".join(f"{w.word}\t{w.tag}\t{'+'.join(w.parts)}" for _, w in sorted(self._words.items()))
        return {"user_words": blake2b(listing.encode("utf-8", "replace"), digest_size=8).hexdigest()}

    def tag(self, text: str, analyse: Analyse) -> list[Morpheme]:
        """The result of ``analyse`` for ``text``, with every user word as one morpheme."""
        plain = analyse(text)
        if not self._any.search(text):
            return plain
        candidates = self._candidates(text, {found.end for found in plain if len(found.surface) > 1})
        if not candidates:
            return plain
        edges = {edge for found in plain for edge in (found.start, found.end)}
        trial = _Substitution(text, candidates, analyse)
        taken = [
            span
            for span, follower in zip(candidates, trial.followers(), strict=True)
            if edges.issuperset(span) or _ends_well(text, span, follower)
        ]
        final = trial if taken == candidates else _Substitution(text, taken, analyse)
        return list(final.restored([self._morpheme(text, span) for span in taken]))

    def _candidates(self, text: str, after: set[int]) -> list[Span]:
        """Occurrences that begin well; of those that overlap, the longest and then the first."""
        taken: list[Span] = []
        free = [True] * len(text)
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                span = start, start + length
                if text[slice(*span)] in self._words and all(free[slice(*span)]) and _begins_well(text, span, after):
                    taken.append(span)
                    free[slice(*span)] = [False] * length
                    after.add(span[1])
        return sorted(taken)

    def _morpheme(self, text: str, span: Span) -> Morpheme:
        word = self._words[text[slice(*span)]]
        return Morpheme(word.word, word.tag, *span, word.word, word.parts)


def _begins_well(text: str, span: Span, after: set[int]) -> bool:
    start, end = span
    first = start == 0 or not _HANGUL.match(text, start - 1)
    if end - start == 1:
        return first and not _HANGUL.match(text, end)
    return first or end - start >= ALWAYS or start in after


def _ends_well(text: str, span: Span, follower: Morpheme | None) -> bool:
    start, end = span
    if end - start >= ALWAYS or not _HANGUL.match(text, end):
        return True
    if follower is None:
        return False
    noun = follower.tag.startswith("NN") and len(follower.surface) > 1
    return noun or follower.tag.startswith(_FOLLOWERS) or follower.lemma in _LIGHT_VERBS


class _Substitution:
    """The analysis of a text in which nouns that the tagger knows stand in for user words."""

    def __init__(self, text: str, spans: list[Span], analyse: Analyse) -> None:
        self._gaps: list[tuple[int, int, int]] = []
        """Stretches between the stand-ins: start and end in the substituted text, distance back to ``text``."""
        built: list[str] = []
        length = at = 0
        for start, end in [*spans, (len(text), len(text))]:
            self._gaps.append((length, length + start - at, at - length))
            built += text[at:start], _stand_in(text[end - 1]) if start < end else ""
            length += len(built[-2]) + len(built[-1])
            at = end
        self._morphemes = analyse("".join(built))

    def followers(self) -> list[Morpheme | None]:
        """For each stand-in the morpheme that begins right after it."""
        beginning = {found.start: found for found in self._morphemes}
        return [beginning.get(start) for start, _, _ in self._gaps[1:]]

    def restored(self, words: list[Morpheme]) -> Iterator[Morpheme]:
        """The morphemes of the original text, ``words`` in the place of their stand-ins."""
        morphemes = iter(self._morphemes)
        found = next(morphemes, None)
        for (start, end, back), word in zip(self._gaps, [*words, None], strict=True):
            while found and found.start < end:
                if min(found.end, end) > max(found.start, start):
                    yield _clipped(found, start, end, back)
                if found.end > end:
                    break
                found = next(morphemes, None)
            if word:
                yield word


def _clipped(found: Morpheme, start: int, end: int, back: int) -> Morpheme:
    """``found`` moved by ``back``; only its part between ``start`` and ``end`` if it runs into a stand-in."""
    first, last = max(found.start, start), min(found.end, end)
    if (first, last) == (found.start, found.end):
        return found._replace(start=first + back, end=last + back)
    surface = found.surface[first - found.start : last - found.start]
    return Morpheme(surface, found.tag, first + back, last + back, surface)


def _stand_in(syllable: str) -> str:
    """A noun that takes the same particles as one ending in ``syllable``: 는 or 은, 로 or 으로."""
    final = (ord(syllable) - ord("가")) % 28
    return _STAND_INS["" if final == 0 else "ㄹ" if final == 8 else "other"]
