"""Spelling correction of a query ("did you mean"): another query for one whose words are in no document.

Only a word that no document has, in any shape or by any bridge, is replaced, so a right word is left alone. It is read
in the other keyboard layout, as the beginning of a word, by its initial consonants, and as misspelt, also before
particles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from ...config import Typing
from ...indexer.analysis.analyzer import Analyzer
from ...indexer.analysis.particles import are_particles, may_follow
from ...indexer.text.narrow import narrow
from ...indexer.text.normalize import clean
from ..scoring.docsets import Mask
from ..syntax.lex import tokens
from ..syntax.own_fields import Kinds
from ..syntax.prose import is_prose, prose_tokens
from ..syntax.tokens import Kind, Token
from ..syntax.tree import Node
from .completions import Completion
from .keyboard import has_hangul, keys, typed
from .suggester import Suggester

_PLAIN = re.compile(r"[\w'-]+")
_WHOLE_HANGUL = re.compile("[가-힣]{2,}")
_LATIN = re.compile("[a-z]{2,}")
_FAR_MORE = 50
"""A query in the other layout is better where this many times as many documents have it, even if some have what was
typed."""
_FEW = 3
"""Documents up to which a query is compared with the other layout."""
_MOST = 5
"""Words that are compared for each word that no document has."""
_LONGEST, _WORDS = 100, 8
"""Characters and words of a query that is looked at, so that a pasted sentence costs nothing."""
_PARTICLE = 1.0
"""Cost of taking the end of a word for particles, as of ``completions``."""


class QueryCorrector:
    """Finds better queries over one snapshot.

    ``documents`` gives the documents of each group that match a query and pass some filters.
    """

    def __init__(
        self,
        suggester: Suggester,
        analyzer: Analyzer,
        documents: Callable[[str, Sequence[Node]], Sequence[Mask]],
        settings: Typing,
    ) -> None:
        self._help = settings
        self._suggester = suggester
        self._analyzer = analyzer
        self._documents = documents

    def better(self, query: str, filters: Sequence[Node], found: int, kinds: Kinds) -> str | None:
        """A query for what was probably meant, if it finds more; else None.

        ``found`` is the number of documents that have every word and pass the filters; ``kinds`` are those of the
        fields of one's own.
        """
        text = clean(query)
        words = _words(text, kinds) if found <= _FEW and len(query) <= _LONGEST else []
        if len(words) > _WORDS:
            return None
        replaced = [(one, self._other(one.text, found)) for one in words]
        better = text
        for token, other in reversed(replaced):
            if other:
                better = better[: token.position] + other + better[token.position + len(token.text) :]
        return better if better != text and self._count(better, filters) > found else None

    def _other(self, word: str, found: int) -> str | None:
        """The text to search for instead of a word, or None."""
        own = self._count(word)
        for other in self._other_layouts(word, own) if self._help.layout else ():
            if self._count(other) > own * _FAR_MORE:
                return other
        return None if found or own else next(self._corrected(word), None)

    def _other_layouts(self, word: str, own: int) -> Iterator[str]:
        """A word as the other keyboard layout would show it, if it is a word; ``own`` documents have it as typed."""
        pressed = keys(word)
        hangul, latin = typed(pressed), pressed.lower()
        if hangul != word and _WHOLE_HANGUL.fullmatch(hangul):
            yield hangul
        if not own and has_hangul(word) and _LATIN.fullmatch(latin) and self._suggester.has_latin(latin):
            yield latin

    def _corrected(self, word: str) -> Iterator[str]:
        """Corrections of a word, the likeliest first."""
        found = [(one.score, one.text) for one in self._likely(word)]
        for end in range(len(word) - 1, 1, -1):
            if are_particles(word[end:]):
                stems = (one for one in self._likely(word[:end]) if one.why == "spelling")
                found += [
                    (one.score - _PARTICLE, one.text + word[end:]) for one in stems if may_follow(one.text, word[end:])
                ]
        return (text for _, text in sorted(found, reverse=True))

    def _likely(self, word: str) -> Iterator[Completion]:
        is_known = self._is_known(word)
        found = self._suggester.completions(word, _MOST)
        return (one for one in found if not (is_known and one.why == "spelling"))

    def _is_known(self, word: str) -> bool:
        """True if the tagger knows a word as one common noun: it may be right, and in no document."""
        if not _WHOLE_HANGUL.fullmatch(word):
            return False
        (first, *more) = self._analyzer.tagger.tag(word)
        return not more and first[1] == "NNG"

    def _count(self, text: str, filters: Sequence[Node] = ()) -> int:
        return sum(int(np.count_nonzero(mask)) for mask in self._documents(text, filters))


def _words(text: str, kinds: Kinds) -> list[Token]:
    """The words of a query that are searched as words: no phrases, values of fields, patterns and exclusions."""
    narrowed = narrow(text)
    found, before = [], None
    for token in prose_tokens(text, kinds) if is_prose(narrowed, kinds) else tokens(text, kinds):
        if token.kind is Kind.WORD and before not in (Kind.FIELD, Kind.NOT) and _PLAIN.fullmatch(token.text):
            found.append(token)
        before = token.kind
    return found
