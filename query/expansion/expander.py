"""Query expansion: groups the words of a query into runs, and collects the variants of each that are in the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import lru_cache

from ...deadline import check_deadline
from ...indexer.analysis.analyzer import Analyzer
from ...indexer.analysis.conjugation import lemmas
from ...indexer.text.positions import RUN, Script, script
from ..bridges.bridge import Bridge, QueryWord, Variant
from ..execution.matches import ExpandedTerm
from ..execution.synonyms import Expansions
from ..leaf_queries.leaf import LeafQueries
from ..words.stop_words import is_function_word
from .vocabulary import IndexVocabulary

_REMEMBERED = 1 << 12
"""Number of runs of words whose variants are cached."""

_SPELLINGS = frozenset({"hanja", "north"})
"""Bridges whose variants are the same word in another spelling, so variants of those are variants of the word."""
_MOST_FURTHER = 6
"""Maximum number of variants of a run that are expanded once more."""

_PLURAL = "들"
_VERB = "다"
_PUNCTUATION = ",.;:!?…"
_KOREAN = (Script.HANGUL, Script.HANJA)


class QueryExpander:
    """Asks the bridges for variants, over one snapshot, and caches the answers."""

    def __init__(self, bridges: Sequence[Bridge], leaves: LeafQueries) -> None:
        self._bridges = bridges
        self._leaves = leaves
        self._vocabulary = IndexVocabulary(leaves)
        self._most_words = max((bridge.most_words for bridge in bridges), default=0)
        self._found = lru_cache(maxsize=_REMEMBERED)(self._find)
        self.excluded: frozenset[str] = frozenset()

    def literal(self) -> QueryExpander:
        """An expander without bridges, for an exact search."""
        return QueryExpander((), self._leaves)

    def without(self, texts: Iterable[str]) -> QueryExpander:
        """This expander without the variants that have some texts, in any case. It shares the cache."""
        expander = copy(self)
        expander.excluded = frozenset(map(str.casefold, texts))
        return expander

    def run(self, words: Sequence[str], fields: tuple[str, ...]) -> Sequence[str]:
        """The longest run at the beginning of ``words`` that has variants; the first word if none has."""
        longest = min(len(words), self._most_words)
        return words[: next((n for n in range(longest, 1, -1) if self.variants(words[:n], fields)), 1)]

    def expansions(self, words: Sequence[str], fields: tuple[str, ...]) -> Expansions | None:
        """The variants of a run of words with their common scores; None if it has none."""
        found = self.variants(words, fields)
        if not found:
            return None
        key = ("best", tuple(words), fields, self.excluded)
        members = [(one.variant.weight, one.leaf.scores) for one in found]
        text = " ".join(word.strip(_PUNCTUATION) for word in words)
        return Expansions(text, found, self._leaves.scorer.best(key, members))

    def variants(self, words: Sequence[str], fields: tuple[str, ...]) -> tuple[ExpandedTerm, ...]:
        """The variants of a run of words that are in the index, by falling weight."""
        found = self._found(tuple(words), fields)
        if not self.excluded:
            return found
        return tuple(one for one in found if one.variant.text.casefold() not in self.excluded)

    def pieces(self, word: str, fields: tuple[str, ...]) -> Sequence[str]:
        """The pieces of a compound that has no variant, wanted or not, if any of them has some; else none."""
        if self._found((word,), fields):
            return ()
        pieces = _pieces(word, self._leaves.analyzer)
        return pieces if len(pieces) > 1 and any(self.variants([piece], fields) for piece in pieces) else ()

    def _find(self, words: tuple[str, ...], fields: tuple[str, ...]) -> tuple[ExpandedTerm, ...]:
        words = tuple(word.strip(_PUNCTUATION) for word in words)
        if len(words) == 1 and is_function_word(words[0], self._leaves.analyzer):
            return ()
        run = [query_word(word, self._leaves.analyzer) for word in words]
        typed = self._leaves.sought(" ".join(words))
        found: dict[tuple[str, str], ExpandedTerm] = {}
        first = [*self._asked(run)]
        for bridge, variant in (*first, *self._further(first)):
            check_deadline()
            stream, text = sought = ("words", variant.token) if variant.token else self._leaves.sought(variant.text)
            known = found.get(sought)
            if known and known.variant.weight >= variant.weight:
                continue
            if not _holds(sought, typed) and self._leaves.has(stream, text, fields):
                found[sought] = ExpandedTerm(variant, bridge, self._leaves.leaf(stream, text, fields))
        return tuple(sorted(found.values(), key=lambda one: -one.variant.weight))

    def _asked(self, run: Sequence[QueryWord]) -> Iterator[tuple[str, Variant]]:
        """The variants that each bridge gives, with its name."""
        for bridge in self._bridges:
            if len(run) <= bridge.most_words:
                yield from ((bridge.name, variant) for variant in bridge.variants(run, self._vocabulary))

    def _further(self, found: Sequence[tuple[str, Variant]]) -> Iterator[tuple[str, Variant]]:
        """Variants of variants, if one of the two steps is only a spelling: women, 여성, 女性; 女性, 여성, women."""
        korean = [(name, one) for name, one in found if len(RUN.findall(one.text)) == 1 and script(one.text) in _KOREAN]
        for name, one in sorted(korean, key=lambda pair: -pair[1].weight)[:_MOST_FURTHER]:
            word = query_word(one.text, self._leaves.analyzer)
            for bridge in self._bridges:
                if (name in _SPELLINGS) != (bridge.name in _SPELLINGS):
                    variants = [*bridge.variants([word], self._vocabulary)]
                    if bridge.name == "hanja" and len(variants) > 1:
                        continue  # homophones: 冬至 is no comrade
                    for variant in variants:
                        why = f"then {bridge.name} of {one.text}"
                        yield name, replace(variant, weight=one.weight * variant.weight, why=why)


def _holds(found: tuple[str, str], typed: tuple[str, str]) -> bool:
    """True if every document with ``found`` also has what was typed: migrant worker adds nothing to migrant.

    Both are a stream and the text that is searched in it.
    """
    stream, text = found
    typed_stream, typed_text = typed
    if stream == "words" and text.lower() == typed_text:
        return True  # MTU of mtu
    if script(typed_text) in _KOREAN:
        return stream in ("phrase", "terms") and typed_text in text
    return f" {typed_text} " in f" {text} " and stream in ("stems", "terms", typed_stream)


def _pieces(word: str, analyzer: Analyzer) -> Sequence[str]:
    """The nouns of a compound, or the parts of a word in several scripts; none if one of them is a number."""
    runs = RUN.findall(word)
    if any(script(run) is Script.NUMBER for run in runs):
        return ()  # 일 of 25일 is a day, and not work
    if len(runs) != 1 or script(runs[0]) is not Script.HANGUL:
        return runs
    pieces, end = [], 0
    terms, whole = analyzer.analyze(runs[0]).terms, len(query_word(word, analyzer).lemma)
    for text, at in sorted(terms, key=lambda term: (term[1], -len(term[0]))):
        if at == end and 1 < len(text) < whole:
            pieces.append(text)
            end = at + len(text)
    return pieces if end >= whole else ()


def _verbs(run: str, tagged: str, analyzer: Analyzer) -> tuple[str, ...]:
    """The verbs that a run may be a form of, by the rules of conjugation, or else the one that the tagger sees.

    The tagger alone takes 좋아한다 for 좋다, and 마십니까 for 말다. An auxiliary verb may follow: 가야해요 is 가다.
    """
    auxiliary = next((start for _, tag, start, *_ in analyzer.tagger.tag(run) if tag == "VX" and start), len(run))
    return lemmas(run) or lemmas(run[:auxiliary]) or ((tagged,) if tagged.endswith(_VERB) else ())


def query_word(word: str, analyzer: Analyzer) -> QueryWord:
    """A word as bridges take it; if it is one Korean word, with its noun or its stem."""
    runs = RUN.findall(word)
    if len(runs) != 1 or script(runs[0]) is not Script.HANGUL:
        return QueryWord(word, word)
    tokens = analyzer.analyze(runs[0])
    if not tokens.words:
        verb = tokens.terms[0][0] if tokens.terms else word
        stem = verb.removesuffix(_VERB) or verb
        return QueryWord(word, stem, bool(tokens.terms), _verbs(runs[0], verb, analyzer) if tokens.terms else ())
    noun, at = tokens.words[-1]
    noun = runs[0][: at + len(noun)]
    return QueryWord(word, noun.removesuffix(_PLURAL) if len(noun) > 2 else noun)
