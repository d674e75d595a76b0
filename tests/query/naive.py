"""Search over a list of documents with dicts, sets and loops: what malmoi's search is meant to compute.

Written from the formulas (query/scoring.py), the meaning of a word (query/plan.py) and of the tree (query/tree.py),
and the order of a page (query/rank.py, config.py). It shares the analyser and the parser with them, and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce

from malmoi.config import Config
from malmoi.indexer.analyzer import Analyzer
from malmoi.indexer.atoms import RUN, Script, script
from malmoi.indexer.clean import clean
from malmoi.indexer.document import Document
from malmoi.query.parse import parse
from malmoi.query.tree import And, Dated, Everything, Has, In, Node, Not, Or, Pattern, Phrase, Word

from .naive_text import Text, atoms, count_pattern, count_phrase, stream_of

FIELDS = ("title", "body", "tags")


@dataclass
class Found:
    """What a node found: documents by number that have it, that have some of it, and what they score and cover."""

    full: set[int]
    some: set[int]
    scores: dict[int, float] = field(default_factory=dict)
    covered: dict[int, float] = field(default_factory=dict)
    importance: float = 0.0
    is_word: bool = False
    is_required: bool = False


@dataclass
class Answer:
    """Every hit in order, as (id, score), how many there are, and whether some of them lack a word."""

    hits: list[tuple[str, float]]
    complete: set[str]
    relaxed: bool

    @property
    def total(self) -> int:
        """How many documents are found."""
        return len(self.hits)


class Naive:
    """A corpus that is searched by looking at every document."""

    def __init__(self, documents: Iterable[Document], analyzer: Analyzer, config: Config) -> None:
        self.documents = list(documents)
        self._config = config
        self._analyzer = analyzer
        self._weights = {"title": config.ranking.title, "tags": config.ranking.tags, "body": 1.0}
        self._texts = [
            {
                "title": Text(" ".join(clean(document.title).split()), analyzer),
                "body": Text(clean(document.body), analyzer),
                "tags": Text("\n".join(map(clean, document.tags)), analyzer),
            }
            for document in self.documents
        ]
        self._all = set(range(len(self.documents)))
        self._seen: set[tuple[str, str, tuple[str, ...]]] = set()

    def search(self, query: str) -> Answer:
        """Everything that ``query`` finds, best first."""
        self._seen = set()
        found = self._find(parse(query, self._config.limits).node, FIELDS)
        relaxed = len(found.full) < self._config.search.enough and len(found.some | found.full) > len(found.full)
        shown = found.some | found.full if relaxed else found.full
        scores = {at: self._score(found, at) for at in shown}
        order = sorted(shown, key=lambda at: (at not in found.full, -scores[at]))
        complete = {self.documents[at].id for at in found.full}
        return Answer([(self.documents[at].id, scores[at]) for at in order], complete, relaxed)

    def _score(self, found: Found, at: int) -> float:
        """The sum of a document's parts times coverage."""
        share = self._config.ranking.coverage if found.importance else 0.0
        covered = found.covered.get(at, 0.0) / found.importance if found.importance else 0.0
        return found.scores.get(at, 0.0) * (1 - share + share * covered)

    def _find(self, node: Node, fields: tuple[str, ...]) -> Found:  # noqa: C901  # one case a node
        match node:
            case Word(text):
                return self._word(text, fields)
            case Phrase(text):
                wanted = list(atoms(text))
                return self._leaf("grams", lambda text: count_phrase(text.atoms, wanted), fields)
            case Pattern(pattern):
                return self._leaf(stream_of(pattern), lambda text: count_pattern(text, pattern), fields)
            case In(name, inner):
                return self._find(inner, (name,))
            case Has(name, value):
                return self._filter(lambda document: value in _values(document, name))
            case Dated(since, until):
                return self._filter(lambda document: _is_dated(document, since, until))
            case Not(inner):
                return self._excluded(inner, fields)
            case And(nodes):
                return self._all_of([self._find(inner, fields) for inner in nodes])
            case Or(nodes):
                return self._any_of([self._find(inner, fields) for inner in nodes])
            case Everything():
                return Found(self._all, self._all)
        raise AssertionError(node)

    def _filter(self, has: Callable[[Document], bool]) -> Found:
        found = {at for at, document in enumerate(self.documents) if has(document)}
        return Found(found, found)

    def _excluded(self, inner: Node, fields: tuple[str, ...]) -> Found:
        """What is excluded scores nothing, here or elsewhere."""
        seen = set(self._seen)
        found = self._all - self._find(inner, fields).full
        self._seen = seen
        return Found(found, found)

    def _word(self, word: str, fields: tuple[str, ...]) -> Found:
        """All of its terms or all of its grams; a telling term is some of it. What was scored before is not again."""
        tokens = [self._analyzer.analyze(run) for run in RUN.findall(word)]
        found = Found(set(), set(), is_word=True)
        for stream in ("terms", "grams", "words"):
            texts = list(dict.fromkeys(text for run in tokens for text, _ in getattr(run, stream)))
            having = []
            for text in texts:
                scores, idf = self._term(stream, text, fields)
                having.append(set(scores))
                if stream == "terms" and not _is_lone_syllable(text):
                    found.some |= scores.keys()
                if (stream, text, fields) not in self._seen:
                    self._seen.add((stream, text, fields))
                    weight = self._config.ranking.grams if stream == "grams" else 1.0
                    _add(found.scores, {at: score * weight for at, score in scores.items()})
                    if stream == "terms":
                        _add(found.covered, dict.fromkeys(scores, idf))
                        found.importance += idf
            if texts and stream != "words":  # the nouns as a whole only score
                found.full |= reduce(set.__and__, having)
            if stream == "terms":
                found.is_required = bool(texts)
        found.some |= found.full
        return found

    def _leaf(self, stream: str, count: Callable[[Text], int], fields: tuple[str, ...]) -> Found:
        scores, idf = self._saturated(stream, count, fields)
        return Found(set(scores), set(scores), scores, dict.fromkeys(scores, idf), idf)

    def _term(self, stream: str, term: str, fields: tuple[str, ...]) -> tuple[dict[int, float], float]:
        return self._saturated(stream, lambda text: getattr(text, stream)[term], fields)

    def _saturated(
        self, stream: str, count: Callable[[Text], int], fields: tuple[str, ...]
    ) -> tuple[dict[int, float], float]:
        """BM25F of something that occurs ``count`` times in a text: scores by document, and its idf."""
        ranking, total = self._config.ranking, len(self.documents)
        occurrences: dict[int, float] = {}
        for name in fields:
            lengths = [texts[name].length(stream) for texts in self._texts]
            for at, texts in enumerate(self._texts):
                if counted := count(texts[name]):
                    relative = lengths[at] / (sum(lengths) / total)
                    discounted = self._weights[name] * counted / (1 - ranking.b + ranking.b * relative)
                    occurrences[at] = occurrences.get(at, 0.0) + discounted
        having = len(occurrences)
        idf = math.log(1 + (total - having + 0.5) / (having + 0.5))
        return {at: idf * x * (ranking.k1 + 1) / (x + ranking.k1) for at, x in occurrences.items()}, idf

    def _all_of(self, parts: list[Found]) -> Found:
        """Every part; words without a content morpheme may be missed, unless there is nothing else."""
        words = [part for part in parts if part.is_word]
        required = [part for part in words if part.is_required] or words
        met = reduce(set.__and__, (part.full for part in parts if not part.is_word), self._all)
        found = Found(
            reduce(set.__and__, (part.full for part in required), met),
            met & reduce(set.__or__, (part.some for part in required)) if required else met,
            importance=sum(part.importance for part in parts),
        )
        for part in parts:
            _add(found.scores, part.scores)
            _add(found.covered, part.covered)
        return found

    def _any_of(self, parts: list[Found]) -> Found:
        """Any part; one of them covers as much as all."""
        found = Found(set(), set(), importance=max((part.importance for part in parts), default=0.0))
        for part in parts:
            found.full |= part.full
            found.some |= part.some
            _add(found.scores, part.scores)
            for at, covered in part.covered.items():
                found.covered[at] = max(covered, found.covered.get(at, 0.0))
        return found


def _add(total: dict[int, float], more: dict[int, float]) -> None:
    for at, value in more.items():
        total[at] = total.get(at, 0.0) + value


def _is_lone_syllable(text: str) -> bool:
    return len(text) == 1 and script(text) is Script.HANGUL


def _values(document: Document, name: str) -> set[str]:
    match name:
        case "tag":
            return {clean(tag).casefold() for tag in document.tags}
        case "lang":
            assert document.lang, "the corpora of the tests say their language"
            return {document.lang, *document.lang.split("+")}
        case "author":
            return {document.author.casefold()} if document.author else set()
    return {document.id}


def _is_dated(document: Document, since: str | None, until: str | None) -> bool:
    """Whether the first day of a document's date is in a range of days, months or years, both included."""
    if not document.date:
        return False
    day = document.date + "-01-01"[len(document.date) - 4 :]
    return (since is None or day >= since) and (until is None or day[: len(until)] <= until)
