"""What is looked for, scored by looking at every document: terms, phrases, typed words, and the senses of words.

Written from the formulas (query/scoring/bm25f.py) and the meaning of a word (query/execution/query_words.py) and of a synonyms
(query/execution/synonyms.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from malmoi.config import Ranking
from malmoi.indexer.analysis.analyzer import Analyzer
from malmoi.indexer.text.positions import RUN, Script, script
from malmoi.query.bridges.bridge import SURE_WEIGHT

from .fake_bridge import Sense, Table
from .naive_found import Found, add, best_of
from .naive_text import Text, count_phrase, count_row, position_spans

Fields = tuple[str, ...]
Occurrences = dict[int, float]
"""By document: x, how often it has something, weighed by field and length."""


class NaiveLeaves:
    """Scores what is looked for in some texts by field. Remembers what has scored in the query."""

    def __init__(self, texts: Sequence[dict[str, Text]], analyzer: Analyzer, ranking: Ranking, table: Table) -> None:
        self._texts = texts
        self._analyzer = analyzer
        self._ranking = ranking
        self._table = table
        self._weights = {"title": ranking.title, "tags": ranking.tags, "body": 1.0}
        self.seen: set[tuple[str, str, Fields]] = set()

    def word(self, word: str, fields: Fields) -> Found:
        """All of its terms or all of its grams; a telling term is some of it. What was scored before is not again."""
        tokens = [self._analyzer.analyze(run) for run in RUN.findall(word)]
        found = Found(set(), set(), set(), is_word=True)
        for stream in ("terms", "grams", "words"):
            texts = list(dict.fromkeys(text for run in tokens for text, _ in getattr(run, stream)))
            having: list[set[int]] = []
            for text in texts:
                x = self._term(stream, text, fields)
                having.append(set(x))
                if stream == "terms" and not _is_lone_syllable(text):
                    found.some |= x.keys()
                if (stream, text, fields) not in self.seen:
                    self.seen.add((stream, text, fields))
                    self._score(found, stream, x)
            if texts and stream != "words":  # the nouns as a whole only score
                found.full |= set.intersection(*having)
            if stream == "terms":
                found.is_required = bool(texts)
        found.some |= found.full
        found.sure = set(found.full)
        return found

    def _score(self, found: Found, stream: str, x: Occurrences) -> None:
        """Adds what a term, gram or noun of a word scores and covers."""
        weight, idf = self._ranking.grams if stream == "grams" else 1.0, self._idf(len(x))
        if stream != "words":
            found.boost += weight
            found.max_score += weight * idf
        add(found.scores, {at: weight * score for at, score in self._saturated(x, idf).items()})
        if stream == "terms":
            add(found.covered, dict.fromkeys(x, idf))
            found.coverage_weight += idf

    def leaf(self, stream: str, count: Callable[[Text], int], fields: Fields) -> Found:
        """What is counted in texts, as one thing."""
        x = self._counted(stream, count, fields)
        idf, having = self._idf(len(x)), set(x)
        covered = dict.fromkeys(x, idf)
        return Found(having, having, having, self._saturated(x, idf), covered, idf, boost=1.0, max_score=idf)

    def senses(self, words: Sequence[str], fields: Fields) -> list[tuple[float, Occurrences]]:
        """What else a run of words is called in some document: the weight and the occurrences of each."""
        found = [(sense.weight, self._sense(sense, fields)) for sense in self._table.get(" ".join(words), ())]
        return [(weight, x) for weight, x in found if x]

    def _sense(self, sense: Sense, fields: Fields) -> Occurrences:
        wanted = sense.sought.split()
        match sense.stream:
            case "phrase":
                return self._counted(
                    "grams", lambda text: count_phrase(text.positions, list(position_spans(sense.text))), fields
                )
            case "stems":
                return self._counted("terms", lambda text: count_row(text.row, wanted), fields)
        return self._term(sense.stream, sense.sought, fields)

    def synonyms(self, words: Sequence[str], typed: Found, fields: Fields) -> Found:
        """What was typed, or the best of its senses by weight, which have one idf and score no more than it can."""
        senses = self.senses(words, fields)
        if not senses:
            return typed
        idf = self._idf(max(weight * len(x) for weight, x in senses))
        max_score = min(typed.max_score, typed.boost * idf)
        heaviest = max(self._weights.values())
        most = max_score * heaviest / (heaviest + self._ranking.k1)
        scores: dict[int, float] = {}
        for weight, x in senses:
            for at, score in self._saturated({at: weight * often for at, often in x.items()}, most).items():
                scores[at] = max(scores.get(at, 0.0), score)
        sure = {at for weight, x in senses if weight >= SURE_WEIGHT for at in x}
        coverage_weight = typed.coverage_weight * max_score / max(typed.max_score, 1e-9)
        crossed = Found(set(scores), set(scores), sure, scores, dict.fromkeys(scores, coverage_weight), coverage_weight)
        return best_of(typed, crossed)

    def _term(self, stream: str, term: str, fields: Fields) -> Occurrences:
        return self._counted(stream, lambda text: getattr(text, stream)[term], fields)

    def _counted(self, stream: str, count: Callable[[Text], int], fields: Fields) -> Occurrences:
        found: Occurrences = {}
        for name in fields:
            lengths = [texts[name].length(stream) for texts in self._texts]
            for at, texts in enumerate(self._texts):
                if counted := count(texts[name]):
                    relative = lengths[at] / (sum(lengths) / len(self._texts))
                    discounted = self._weights[name] * counted / (1 - self._ranking.b + self._ranking.b * relative)
                    found[at] = found.get(at, 0.0) + discounted
        return found

    def _idf(self, having: float) -> float:
        return math.log(1 + (len(self._texts) - having + 0.5) / (having + 0.5))

    def _saturated(self, x: Occurrences, idf: float) -> dict[int, float]:
        k1 = self._ranking.k1
        return {at: idf * often * (k1 + 1) / (often + k1) for at, often in x.items()}


def _is_lone_syllable(text: str) -> bool:
    return len(text) == 1 and script(text) is Script.HANGUL
