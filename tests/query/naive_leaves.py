"""What is looked for, scored by looking at every document: terms, phrases, typed words, and the senses of words.

Written from the formulas (query/scoring/bm25f.py) and the meaning of a word (query/leaf_queries/query_words.py) and of a synonyms
(query/execution/synonyms.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from malmoi.config import Ranking
from malmoi.indexer.analysis.analyzer import Analyzer
from malmoi.indexer.text.fold import fold_text
from malmoi.indexer.text.positions import RUN, Script, script
from malmoi.query.bridges.bridge import SURE_WEIGHT
from malmoi.query.execution.nearness import WEIGHT
from malmoi.query.words.neighbours import near_units
from malmoi.query.words.readings import is_known, readings
from malmoi.query.words.units import Unit
from malmoi.query.words.word_query import inner_grams

from .fake_bridge import Sense, Table
from .naive_found import Found, Leaf, Near, add, best_of
from .naive_text import Text, count_phrase, count_row, count_sequence, position_spans

Fields = tuple[str, ...]
Occurrences = dict[int, float]
"""By document: x, how often it has something, weighed by field and length."""


@dataclass
class Scored:
    """What has something, its idf, and what each scores."""

    x: Mapping[int, float]
    idf: float
    scores: Mapping[int, float]


class NaiveLeaves:
    """Scores what is looked for in some texts by field. Remembers what has scored in the query."""

    def __init__(self, texts: Sequence[dict[str, Text]], analyzer: Analyzer, ranking: Ranking, table: Table) -> None:
        self._texts = texts
        self.analyzer = analyzer
        self._ranking = ranking
        self._table = table
        self._weights = {"title": ranking.title, "tags": ranking.tags, "body": 1.0}
        heaviest = max(self._weights.values())
        self._once = heaviest / (heaviest + ranking.k1)
        self.seen: set[tuple[str, str, Fields]] = set()

    def word(self, word: str, fields: Fields) -> Found:
        """Any of its readings; a telling term is some of it. What was scored before is not again."""
        tokens = [self.analyzer.analyze(run) for run in RUN.findall(fold_text(word))]
        found = Found(set(), set(), set(), is_word=True)
        for reading in readings(word, self.analyzer):
            x = self._sequence(reading.units, fields)
            found.full |= x.keys()
            if reading.is_sure:
                found.sure |= x.keys()
        contents = list(dict.fromkeys(text for run in tokens for text, _ in run.terms))
        found.is_required = bool(contents)
        for name, scored in self._terms(word, contents, fields):
            if not _is_lone_syllable(name):
                found.some |= scored.x.keys()
            self._claim(found, word, ("terms", name, fields), scored)
        grams = [text for run in RUN.findall(fold_text(word)) for text in inner_grams(run, self.analyzer)]
        nouns = [text for run in tokens for text, _ in run.words]
        for stream, texts in (("grams", grams), ("words", nouns)):
            for text in dict.fromkeys(texts):
                x = self._term(stream, text, fields)
                scored = Scored(x, self._idf(len(x)), self._saturated(x, self._idf(len(x))))
                self._claim(found, word, (stream, text, fields), scored)
        found.some |= found.full
        return found

    def _terms(self, word: str, contents: Sequence[str], fields: Fields) -> Iterator[tuple[str, Scored]]:
        """What scores as terms, by the name under which it is claimed."""
        runs = RUN.findall(fold_text(word))
        if len(runs) == 1 and script(runs[0]) is Script.LATIN:
            texts = self.analyzer.english.terms(runs[0])
            yield texts[0], self._any_term(texts, fields)
        elif len(runs) == 1 and script(runs[0]) is Script.HANGUL and not is_known(runs[0], self.analyzer):
            x = self._sequence(readings(word, self.analyzer)[-1].units, fields)
            yield runs[0], Scored(x, self._idf(len(x)), self._saturated(x, self._idf(len(x))))
        else:
            single = {e.text for r in readings(word, self.analyzer) if len(r.units) == 1 for e in r.units[0].entries}
            for text in contents:
                yield text, self._any_term((text, f"~{text}") if f"~{text}" in single else (text,), fields)

    def _any_term(self, texts: Sequence[str], fields: Fields) -> Scored:
        """A term with others that say the same, of which the best by weight counts."""
        found = [(0.6 if text.startswith("~") else 1.0, self._term("terms", text, fields)) for text in texts]
        if len(found) == 1:
            x = found[0][1]
            return Scored(x, self._idf(len(x)), self._saturated(x, self._idf(len(x))))
        idf = self._idf(max(weight * len(x) for weight, x in found))
        scores: dict[int, float] = {}
        for weight, x in found:
            for at, score in self._saturated({at: weight * often for at, often in x.items()}, idf * self._once).items():
                scores[at] = max(scores.get(at, 0.0), score)
        return Scored(scores, idf, scores)

    def near(
        self, words: tuple[str, str], parts: Sequence[Found], fields: Fields, *, pieces: bool = False
    ) -> Near | None:
        """Where two neighbouring words stand side by side, and what that scores."""
        units, joined = near_units(*words, self.analyzer)
        if not units:
            return None
        x = self._sequence(units, fields)
        key = ("near", " ".join(words), fields)
        if key in self.seen:
            return Near(set(x), {}, {})
        self.seen.add(key)
        scores = {at: WEIGHT * score for at, score in self._saturated(x, self._idf(len(x))).items()}
        one = self._sequence(joined, fields) if joined and not pieces else {}
        covered: dict[int, float] = {}
        if one:
            leaves = [leaf for part in parts for leaf in part.leaves if leaf.word in words]
            apart: dict[int, float] = {}
            for leaf in leaves:
                add(apart, leaf.scores)
                add(covered, leaf.covered)
            idf = sum(leaf.idf for leaf in leaves)
            most = idf * (self._ranking.k1 + 1) * self._once
            together = {at: min(score, most) for at, score in self._saturated(one, idf).items()}
            add(scores, {at: max(score - apart.get(at, 0.0), 0.0) for at, score in together.items()})
            weight = sum(leaf.coverage_weight for leaf in leaves)
            covered = {at: weight - covered.get(at, 0.0) for at in one}
        return Near(set(x), scores, covered)

    def _sequence(self, units: Sequence[Unit], fields: Fields) -> Occurrences:
        stream = units[0].entries[0].stream
        if len(units) == 1 and len(units[0].entries) == 1:
            return self._term(stream, units[0].entries[0].text, fields)
        return self._counted("terms" if stream == "words" else stream, lambda text: count_sequence(text, units), fields)

    def _claim(self, found: Found, word: str, key: tuple[str, str, Fields], scored: Scored) -> None:
        """Adds what a term, gram or noun of a word scores and covers, unless it scores in another word."""
        stream, _, _ = key
        if key in self.seen:
            return
        self.seen.add(key)
        weight = self._ranking.grams if stream == "grams" else 1.0
        if stream != "words":
            found.boost += weight
            found.max_score += weight * scored.idf
        scores = {at: weight * score for at, score in scored.scores.items()}
        coverage_weight = scored.idf if stream == "terms" else 0.0
        covered = dict.fromkeys(scored.x, coverage_weight)
        found.leaves.append(Leaf(word, weight * scored.idf, scores, covered, coverage_weight))
        add(found.scores, scores)
        add(found.covered, covered)
        found.coverage_weight += coverage_weight

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
        most = max_score * self._once
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
