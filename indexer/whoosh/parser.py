"""Whoosh's query parser with phrases that are exact to the position.

Whoosh counts a phrase in words, one position each; here 강제 takes two token positions. Whoosh's own phrases would look
for 출국 one position after 강제 and find nothing, so these keep the distances of the text.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from whoosh import query
from whoosh.fields import Schema
from whoosh.qparser import PhrasePlugin, QueryParser, attach
from whoosh.query.spans import SpanNear

from ..segments.fields import TEXT_FIELDS
from ..text.positions import position_count


def parser(schema: Schema, field: str = "body", **options: Any) -> QueryParser:
    """A QueryParser for the schema of an index. ``options`` are those of QueryParser."""
    made = QueryParser(field, schema, **options)
    made.remove_plugin_class(PhrasePlugin)
    made.add_plugin(AtomPhrasePlugin())
    return made


def phrase(schema: Schema, field: str, text: str, slop: int = 1, boost: float = 1.0) -> query.Query:
    """Documents with the positions of ``text`` in order. A slop of 1 lets nothing stand between them, as in Whoosh.

    A text field is looked up in its grams; in a field without positions ``text`` is one whole value.
    """
    name = f"{field}_grams" if field in TEXT_FIELDS else field
    kind = schema[name]
    if kind.self_parsing():
        return kind.parse_query(name, text, boost=boost)
    if not kind.supports("positions"):
        (value,) = kind.process_text(text, mode="query", tokenize=False)
        return query.Term(name, value, boost=boost)
    tokens = _cover([(token.text, token.pos) for token in kind.tokenize(text, positions=True, mode="query")])
    terms = [query.Term(name, term, boost=boost) for term, _ in tokens]
    if not terms:
        return query.NullQuery
    found = terms[0]
    for ((_, before), (_, position)), term in zip(pairwise(tokens), terms[1:], strict=True):
        found = SpanNear(found, term, slop=position - before + slop - 1, mindist=position - before)
    return found


def _cover(tokens: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Enough of the tokens to name every position: of the bigrams of a run every other one, and the last.

    강제출국 is 강제 and 출국 two positions later, which a document that writes 강제 출국 has as well.
    """
    kept: list[tuple[str, int]] = []
    covered = 0
    for at, (term, position) in enumerate(tokens):
        if at + 1 == len(tokens) or tokens[at + 1][1] > covered:
            kept.append((term, position))
            covered = position + position_count(term)
    return kept


class _PhraseNode(PhrasePlugin.PhraseNode):
    def query(self, parser: QueryParser) -> query.Query:
        field = self.fieldname or parser.fieldname
        return attach(phrase(parser.schema, field, self.text, self.slop, self.boost), self)


class _PhraseTagger(PhrasePlugin.PhraseTagger):
    def create(self, parser: QueryParser, match: Any) -> _PhraseNode:
        return _PhraseNode(match["text"], match.start("text"), int(match["slop"] or 1))


class AtomPhrasePlugin(PhrasePlugin):
    """``"강제 출국"`` and ``"강제 출국"~3``, counted in positions."""

    PhraseTagger = _PhraseTagger
