"""Search over a list of documents with dicts, sets and loops: what malmoi's search is meant to compute.

Written from the meaning of the tree (query/syntax/tree.py), of what stands side by side (query/compile.py), and the order of a
page (query/rank.py, config.py); what words mean and score is in naive_leaves.py. It shares the analyser and the parser
with malmoi's search, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from malmoi.config import Config
from malmoi.indexer.analysis.analyzer import Analyzer
from malmoi.indexer.documents.document import Document
from malmoi.indexer.text.normalize import clean
from malmoi.query.bridges.bridge import SURE_WEIGHT
from malmoi.query.syntax.as_words import as_words, has_conditions
from malmoi.query.syntax.parse import parse
from malmoi.query.syntax.tree import And, Dated, Everything, Has, In, Node, Not, Or, Pattern, Phrase, Word
from malmoi.query.words.stop_words import stop_words

from .fake_bridge import PIECES, Table
from .naive_found import Found, Near, best_of, either, every, joined
from .naive_leaves import NaiveLeaves
from .naive_text import Text, count_pattern, count_phrase, position_spans, stream_of

FIELDS = ("title", "body", "tags")


@dataclass
class Answer:
    """Every hit in order, as (id, score), those that have one of the words surely, and how many may have them."""

    hits: list[tuple[str, float]]
    sure: set[str]
    complete_count: int
    relaxed: bool

    @property
    def total(self) -> int:
        """How many documents are found."""
        return len(self.hits)


class Naive:
    """A corpus that is searched by looking at every document."""

    def __init__(self, documents: Iterable[Document], analyzer: Analyzer, config: Config, table: Table) -> None:
        self.documents = list(documents)
        self._config = config
        texts = [
            {
                "title": Text(" ".join(clean(document.title).split()), analyzer),
                "body": Text(clean(document.body), analyzer),
                "tags": Text("\n".join(map(clean, document.tags)), analyzer),
            }
            for document in self.documents
        ]
        self._all = set(range(len(self.documents)))
        self._leaves = NaiveLeaves(texts, analyzer, config.ranking, table)

    def search(self, query: str) -> Answer:
        """Everything that ``query`` finds, best first."""
        self._leaves.seen = set()
        node = parse(query, self._config.limits).node
        found = self._find(node, FIELDS)
        fell_back = False
        if has_conditions(node, Phrase, Pattern) and not found.full | found.some:
            self._leaves.seen = set()
            found = self._find(as_words(node), FIELDS)
            fell_back = bool(found.full | found.some)
        relaxed = len(found.full) < self._config.search.enough and len(found.some | found.full) > len(found.full)
        shown = found.some | found.full if relaxed else found.full
        scores = {at: self._score(found, at) for at in shown}
        order = sorted(shown, key=lambda at: (at not in found.sure, -scores[at]))
        sure = {self.documents[at].id for at in found.sure}
        complete, relaxed = (0, True) if fell_back else (len(found.full), relaxed)
        return Answer([(self.documents[at].id, scores[at]) for at in order], sure, complete, relaxed)

    def _score(self, found: Found, at: int) -> float:
        """The sum of a document's parts times coverage."""
        share = self._config.ranking.coverage if found.coverage_weight else 0.0
        covered = min(found.covered.get(at, 0.0) / found.coverage_weight, 1.0) if found.coverage_weight else 0.0
        return found.scores.get(at, 0.0) * (1 - share + share * covered)

    def _find(self, node: Node, fields: tuple[str, ...]) -> Found:  # noqa: C901  # one case a node
        match node:
            case Word(text):
                return self._meant(text, fields)
            case Phrase(text):
                wanted = list(position_spans(text))
                typed = self._leaves.leaf("grams", lambda text: count_phrase(text.positions, wanted), fields)
                return self._leaves.synonyms(text.split(), typed, fields)
            case Pattern(pattern):
                return self._leaves.leaf(stream_of(pattern), lambda text: count_pattern(text, pattern), fields)
            case In(name, inner):
                return self._find(inner, (name,))
            case Has(name, value):
                return self._filter(lambda document: value in _values(document, name))
            case Dated(since, until):
                return self._filter(lambda document: _is_dated(document, since, until))
            case Not(inner):
                return self._excluded(inner, fields)
            case And(nodes):
                return self._side_by_side(nodes, fields)
            case Or(nodes):
                return either([self._find(inner, fields) for inner in nodes])
            case Everything():
                return Found(self._all, self._all, self._all)
        raise AssertionError(node)

    def _filter(self, has: Callable[[Document], bool]) -> Found:
        found = {at for at, document in enumerate(self.documents) if has(document)}
        return Found(found, found, found)

    def _excluded(self, inner: Node, fields: tuple[str, ...]) -> Found:
        """What is excluded scores nothing, here or elsewhere; only what is sure is excluded."""
        seen, self._leaves.seen = self._leaves.seen, set()
        found = self._all - self._find(inner, fields).sure
        self._leaves.seen = seen
        return Found(found, found, found)

    def _side_by_side(self, nodes: Sequence[Node], fields: tuple[str, ...]) -> Found:
        """Every node; words that mean something together are one, from the left, the longest first."""
        parts: list[Found] = []
        near: list[tuple[Found, Found, Near]] = []
        for are_words, group in groupby(nodes, key=lambda node: isinstance(node, Word)):
            waiting = list(group)
            stops = self._stop_words([node.text for node in waiting if isinstance(node, Word)], nodes)
            before = ""
            while waiting:
                texts = [node.text for node in waiting if isinstance(node, Word)] if are_words else []
                known = (n for n in range(len(texts), 1, -1) if self._leaves.senses(texts[:n], fields))
                length = next(known, 1)
                if are_words and length == 1 and stops[-len(waiting)]:
                    before = ""
                    del waiting[0]
                    continue
                parts.append(self._run(texts[:length], fields) if length > 1 else self._find(waiting[0], fields))
                if before and (pair := self._leaves.near((before, texts[0]), parts[-2:], fields)):
                    near.append((parts[-2], parts[-1], pair))
                before = texts[length - 1] if texts else ""
                del waiting[:length]
        return every(parts, self._all, near)

    def _stop_words(self, words: Sequence[str], nodes: Sequence[Node]) -> list[bool]:
        """Which words are left out: the stop words, where there is something else."""
        found = stop_words(words, self._leaves.analyzer)
        others = [node for node in nodes if isinstance(node, Phrase | Pattern | In | Or)]
        return found if len(nodes) > 1 and (others or not all(found)) else [False] * len(words)

    def _run(self, words: Sequence[str], fields: tuple[str, ...]) -> Found:
        """Words that mean something together; where what they mean is sure, one alone is only what was typed."""
        is_sure = max(weight for weight, _ in self._leaves.senses(words, fields)) >= SURE_WEIGHT
        parts = [(self._leaves.word if is_sure else self._meant)(word, fields) for word in words]
        return self._leaves.synonyms(words, joined(parts, self._all), fields)

    def _meant(self, word: str, fields: tuple[str, ...]) -> Found:
        """A word with its senses; where it has none, with those of its pieces."""
        before = set(self._leaves.seen)
        typed = self._leaves.word(word, fields)
        pieces = PIECES.get(word, ())
        if self._leaves.senses([word], fields) or not any(self._leaves.senses([piece], fields) for piece in pieces):
            return self._leaves.synonyms([word], typed, fields)
        seen, self._leaves.seen = self._leaves.seen, before  # what scores as a piece scores as typed, too
        literal = [self._leaves.word(piece, fields) for piece in pieces]
        self._leaves.seen |= seen
        parts = [self._leaves.synonyms([piece], found, fields) for piece, found in zip(pieces, literal, strict=True)]
        pairs = zip(pairwise(parts), pairwise(pieces), strict=True)
        near = [
            (left, right, self._leaves.near(words, [left, right], fields, pieces=True))
            for (left, right), words in pairs
        ]
        return best_of(typed, joined(parts, self._all, [(left, right, pair) for left, right, pair in near if pair]))


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
