"""Aliases, the names of one thing: 이주노조 = MTU = Migrants' Trade Union, from lists and from pairs found in posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from ....deadline import loading
from ....indexer.keys.name_key import name_key
from ..bridge import QueryWord, Variant, Vocabulary
from ..mining.evidence import Evidence
from ..mining.pairs import USED_UNASKED, Keys, keys_of, other_names
from .file import AliasFile, AliasGroup, layered, our_groups, read_aliases
from .key import typed_keys

WEIGHT = 0.9
"""Another name of the same thing."""
RELATED = 0.6
"""A narrower word, a former name, an initialism of many things."""


class Aliases:
    """The groups of malmoi, those of the owner's ``files`` over them, and the pairs that posts give.

    ``evidence`` decides which of the latter are certain.
    """

    name = "aliases"
    most_words = 6

    def __init__(self, files: Sequence[Path] = (), evidence: Evidence | None = None) -> None:
        self._files = tuple(files)
        self._evidence = evidence or Evidence()

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterator[Variant]:
        """The other names of what ``run`` is one name of, each in one spelling."""
        typed = dict.fromkeys(_keys(run))
        best: dict[str, Variant] = {}
        for variant in chain.from_iterable((*self._listed(key), *self._found(key, vocabulary)) for key in typed):
            key = name_key(variant.text)
            if key not in typed and (key not in best or best[key].weight < variant.weight):
                best[key] = variant
        return iter(best.values())

    def _listed(self, key: str) -> Iterator[Variant]:
        for group in self._named.get(key, ()):
            yield from (Variant(name, WEIGHT) for name in group.names)
            yield from (Variant(name, RELATED, why="related") for name in group.related)
        for group in self._related.get(key, ()):
            yield from (Variant(name, RELATED, why="related") for name in group.names)

    def _found(self, key: str, vocabulary: Vocabulary) -> Iterator[Variant]:
        for name, score in other_names(key, vocabulary, self._evidence):
            if score >= USED_UNASKED and keys_of((key, name)) not in self.refused:
                yield Variant(name, WEIGHT * score, why="found in posts")

    @cached_property
    def groups(self) -> Sequence[AliasGroup]:
        """All groups. Raises ConfigError where a file of the owner's cannot be read."""
        groups: Sequence[AliasGroup] = our_groups()
        for file in self.owners:
            groups = layered(groups, file.groups)
        return groups

    @cached_property
    def owners(self) -> Sequence[AliasFile]:
        """The groups in the owner's files. Raises ConfigError if one cannot be read."""
        if not self._files:
            return []
        with loading():
            return [read_aliases(file) for file in self._files]

    @cached_property
    def refused(self) -> set[Keys]:
        """The pairs that the owner does not want."""
        return {keys_of(names) for file in self.owners for names in file.refused}

    @cached_property
    def _named(self) -> dict[str, list[AliasGroup]]:
        return _by_name(self.groups) if self.owners else _our_names()

    @cached_property
    def _related(self) -> dict[str, list[AliasGroup]]:
        return _by_related(self.groups) if self.owners else _our_related()


def _keys(run: Sequence[QueryWord]) -> Iterator[str]:
    """The keys of the run as typed, and without the particle at its end."""
    before = [word.typed for word in run[:-1]]
    return chain.from_iterable(typed_keys(" ".join([*before, last])) for last in (run[-1].typed, run[-1].lemma))


@cache
def _our_names() -> dict[str, list[AliasGroup]]:
    """The bundled groups by the keys of their names, computed once a process."""
    return _by_name(our_groups())


@cache
def _our_related() -> dict[str, list[AliasGroup]]:
    return _by_related(our_groups())


def _by_name(groups: Iterable[AliasGroup]) -> dict[str, list[AliasGroup]]:
    return _by_key((name, group) for group in groups for name in group.names)


def _by_related(groups: Iterable[AliasGroup]) -> dict[str, list[AliasGroup]]:
    return _by_key((name, group) for group in groups for name in group.related)


def _by_key(named: Iterable[tuple[str, AliasGroup]]) -> dict[str, list[AliasGroup]]:
    found: dict[str, list[AliasGroup]] = {}
    for name, group in named:
        found.setdefault(name_key(name), []).append(group)
    return found
