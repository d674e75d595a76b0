"""Search over a list of documents with dicts, sets and loops: what malmoi's search is meant to compute.

Written from the formulas (query/scoring.py), the meaning of a word (query/reading.py), of a concept (query/concept.py)
and of the tree (query/tree.py), and the order of a page (query/rank.py, config.py). It shares the analyser and the
parser with them, and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import groupby

from malmoi.config import Config
from malmoi.indexer.analyzer import Analyzer
from malmoi.indexer.atoms import RUN, Script, script
from malmoi.indexer.clean import clean
from malmoi.indexer.document import Document
from malmoi.query.bridges.bridge import SURE
from malmoi.query.parse import parse
from malmoi.query.tree import And, Dated, Everything, Has, In, Node, Not, Or, Pattern, Phrase, Word

from .fake_bridge import PIECES, Sense, Table
from .naive_text import Text, atoms, count_pattern, count_phrase, count_row, stream_of

FIELDS = ("title", "body", "tags")


@dataclass
class Found:
    """What a node found: documents by number that have it, that surely do, that have some of it, and their scores."""

    full: set[int]
    some: set[int]
    sure: set[int]
    scores: dict[int, float] = field(default_factory=dict)
    covered: dict[int, float] = field(default_factory=dict)
    importance: float = 0.0
    mass: float = 0.0
    potential: float = 0.0
    frequency: int = 0
    is_word: bool = False
    is_required: bool = False


@dataclass
class Answer:
    """Every hit in order, as (id, score), those that surely have every word, and how many may have them."""

    hits: list[tuple[str, float]]
    sure: set[str]
    complete: int
    relaxed: bool

    @property
    def total(self) -> int:
        """How many documents are found."""
        return len(self.hits)


class Naive:
    """A corpus that is searched by looking at every document."""

    def __init__(self, documents: Iterable[Document], analyzer: Analyzer, config: Config, table: Table) -> None:
        self.documents = list(documents)
        self._table = table
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
        order = sorted(shown, key=lambda at: (at not in found.sure, -scores[at]))
        sure = {self.documents[at].id for at in found.sure}
        return Answer([(self.documents[at].id, scores[at]) for at in order], sure, len(found.full), relaxed)

    def _score(self, found: Found, at: int) -> float:
        """The sum of a document's parts times coverage."""
        share = self._config.ranking.coverage if found.importance else 0.0
        covered = found.covered.get(at, 0.0) / found.importance if found.importance else 0.0
        return found.scores.get(at, 0.0) * (1 - share + share * covered)

    def _find(self, node: Node, fields: tuple[str, ...]) -> Found:  # noqa: C901  # one case a node
        match node:
            case Word(text):
                return self._meant(text, fields)
            case Phrase(text):
                wanted = list(atoms(text))
                typed = self._leaf("grams", lambda text: count_phrase(text.atoms, wanted), fields)
                return self._concept(text.split(), typed, fields)
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
                return self._all_of(list(self._side_by_side(nodes, fields)))
            case Or(nodes):
                return self._any_of([self._find(inner, fields) for inner in nodes])
            case Everything():
                return Found(self._all, self._all, self._all)
        raise AssertionError(node)

    def _filter(self, has: Callable[[Document], bool]) -> Found:
        found = {at for at, document in enumerate(self.documents) if has(document)}
        return Found(found, found, found)

    def _excluded(self, inner: Node, fields: tuple[str, ...]) -> Found:
        """What is excluded scores nothing, here or elsewhere; only what is sure is excluded."""
        seen, self._seen = self._seen, set()
        found = self._all - self._find(inner, fields).sure
        self._seen = seen
        return Found(found, found, found)

    def _side_by_side(self, nodes: Sequence[Node], fields: tuple[str, ...]) -> Iterator[Found]:
        """Every node; words that mean something together are one, from the left, the longest first."""
        for are_words, group in groupby(nodes, key=lambda node: isinstance(node, Word)):
            waiting = list(group)
            while waiting:
                texts = [node.text for node in waiting if isinstance(node, Word)] if are_words else []
                known = (n for n in range(len(texts), 1, -1) if self._senses(texts[:n], fields))
                length = next(known, 1)
                yield self._run(texts[:length], fields) if length > 1 else self._find(waiting[0], fields)
                del waiting[:length]

    def _run(self, words: Sequence[str], fields: tuple[str, ...]) -> Found:
        """Words that mean something together; where what they mean is sure, one alone is only what was typed."""
        is_sure = max(sense.weight for sense, _, _ in self._senses(words, fields)) >= SURE
        parts = [(self._word if is_sure else self._meant)(word, fields) for word in words]
        return self._concept(words, replace(self._all_of(parts), is_word=True), fields)

    def _meant(self, word: str, fields: tuple[str, ...]) -> Found:
        """A word with its senses; where it has none, with those of its pieces."""
        before = set(self._seen)
        typed = self._word(word, fields)
        pieces = PIECES.get(word, ())
        if self._senses([word], fields) or not any(self._senses([piece], fields) for piece in pieces):
            return self._concept([word], typed, fields)
        seen, self._seen = self._seen, before  # what scores as a piece scores as typed, too
        literal = [self._word(piece, fields) for piece in pieces]
        self._seen |= seen
        parts = [self._concept([piece], found, fields) for piece, found in zip(pieces, literal, strict=True)]
        return _best_of(typed, self._all_of(parts))

    def _senses(self, words: Sequence[str], fields: tuple[str, ...]) -> list[tuple[Sense, dict[int, float], float]]:
        """What else a run of words is called in some document, with the scores of that and its idf."""
        found = [(sense, *self._sense(sense, fields)) for sense in self._table.get(" ".join(words), ())]
        return [one for one in found if one[1]]

    def _sense(self, sense: Sense, fields: tuple[str, ...]) -> tuple[dict[int, float], float]:
        wanted = sense.sought.split()
        match sense.stream:
            case "phrase":
                return self._saturated("grams", lambda text: count_phrase(text.atoms, list(atoms(sense.text))), fields)
            case "stems":
                return self._saturated("terms", lambda text: count_row(text.row, wanted), fields)
        return self._term(sense.stream, sense.sought, fields)

    def _concept(self, words: Sequence[str], typed: Found, fields: tuple[str, ...]) -> Found:
        """What was typed, or the best of its senses by weight: they share one idf, and score as often as it does."""
        senses, total = self._senses(words, fields), len(self.documents)
        if not senses:
            return typed
        having = min(total, typed.frequency + sum(sense.weight * len(scores) for sense, scores, _ in senses))
        idf = math.log(1 + (total - having + 0.5) / (having + 0.5))
        most = min(typed.mass * idf, typed.potential)
        best: dict[int, float] = {}
        for sense, scores, own_idf in senses:
            for at, score in scores.items():
                best[at] = max(best.get(at, 0.0), most * sense.weight * score / own_idf)
        sure = {at for sense, scores, _ in senses if sense.weight >= SURE for at in scores}
        importance = idf * max(1.0, typed.mass / 3)
        covered = dict.fromkeys(best, importance)
        crossed = Found(set(best), set(best), sure, best, covered, importance, frequency=len(best))
        return _best_of(typed, crossed)

    def _word(self, word: str, fields: tuple[str, ...]) -> Found:
        """All of its terms or all of its grams; a telling term is some of it. What was scored before is not again."""
        tokens = [self._analyzer.analyze(run) for run in RUN.findall(word)]
        found = Found(set(), set(), set(), is_word=True)
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
                    found.mass += weight
                    found.potential += weight * idf
                    _add(found.scores, {at: score * weight for at, score in scores.items()})
                    if stream == "terms":
                        _add(found.covered, dict.fromkeys(scores, idf))
                        found.importance += idf
            if texts and stream != "words":  # the nouns as a whole only score
                found.full |= reduce(set.__and__, having)
                found.frequency = max(found.frequency, min(map(len, having)))
            if stream == "terms":
                found.is_required = bool(texts)
        found.some |= found.full
        found.sure = set(found.full)
        return found

    def _leaf(self, stream: str, count: Callable[[Text], int], fields: tuple[str, ...]) -> Found:
        scores, idf = self._saturated(stream, count, fields)
        covered = dict.fromkeys(scores, idf)
        return Found(
            {*scores}, {*scores}, {*scores}, scores, covered, idf, mass=1.0, potential=idf, frequency=len(scores)
        )

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
        conditions = [part for part in parts if not part.is_word]
        met = reduce(set.__and__, (part.full for part in conditions), self._all)
        found = Found(
            reduce(set.__and__, (part.full for part in required), met),
            met & reduce(set.__or__, (part.some for part in required)) if required else met,
            reduce(set.__and__, (part.sure for part in (*required, *conditions)), self._all),
            importance=sum(part.importance for part in parts),
            mass=sum(part.mass for part in parts),
            potential=sum(part.potential for part in parts),
            frequency=min(part.frequency for part in parts),
            is_required=True,
        )
        for part in parts:
            _add(found.scores, part.scores)
            _add(found.covered, part.covered)
        return found

    def _any_of(self, parts: list[Found]) -> Found:
        """Any part; one of them covers as much as all."""
        found = Found(set(), set(), set(), importance=max((part.importance for part in parts), default=0.0))
        for part in parts:
            found.full |= part.full
            found.sure |= part.sure
            found.some |= part.some
            _add(found.scores, part.scores)
            for at, covered in part.covered.items():
                found.covered[at] = max(covered, found.covered.get(at, 0.0))
        return found


def _best_of(typed: Found, other: Found) -> Found:
    """Either of two, as one thing."""
    importance = min(typed.importance, other.importance)
    scores, covered = ({
        at: max(one.get(at, 0.0), two.get(at, 0.0)) for at in one | two
    } for one, two in ((typed.scores, other.scores), (typed.covered, other.covered)))  # fmt: skip
    return replace(
        typed,
        full=typed.full | other.full,
        some=typed.some | other.some,
        sure=typed.sure | other.sure,
        scores=scores,
        covered={at: min(part, importance) for at, part in covered.items()},
        importance=importance,
        frequency=max(typed.frequency, other.frequency),
    )


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
