"""The aliases of one index: groups of names, candidate pairs found in posts, and the decisions about them.

The owner's file is TOML, to be read and edited by people. Decisions are appended to it; nothing else in it changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ....arguments import check_number, check_text, items
from ....errors import AliasError
from ....indexer.keys.name_key import name_key
from ....indexer.store.owner_lists import ListWriter
from ....indexer.text.narrow import narrow
from ....indexer.text.normalize import clean
from ..mining.evidence import Evidence
from ..mining.pairs import USED_UNASKED, Keys, NamedHints, Pair, mined_pairs
from .bridge import Aliases
from .file import AliasGroup, is_there, our_groups, parse_aliases, text_of

State = Literal["used", "asked", "accepted", "refused"]
"""State of a pair: used because its score is high, undecided, or decided by the owner."""

_HEADER = "# Aliases: groups of names for one thing, and pairs that are refused. malmoi aliases adds to the end.\n"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of names found in posts. Its number stays the same until the index changes."""

    number: int
    pair: Pair
    state: State

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi aliases --json``."""
        return {"number": self.number, "state": self.state, **asdict(self.pair)}


class AliasBook:
    """The bundled groups, those of the owner's ``file`` (which may not exist yet), and the pairs found in posts."""

    def __init__(
        self, file: Path, hints: NamedHints, evidence: Evidence | None = None, writer: ListWriter | None = None
    ) -> None:
        self.file = file
        self._writer = writer or ListWriter()
        self._hints = hints
        self._evidence = evidence or Evidence()

    @cached_property
    def _aliases(self) -> Aliases:
        return Aliases([self.file] if is_there(self.file) else [])

    def groups(self, name: str = "") -> list[AliasGroup]:
        """The groups that have ``name`` among their names or related words; all groups without ``name``."""
        check_text(name=name)
        groups = self._aliases.groups
        key = name_key(name)
        return [group for group in groups if not name or key in map(name_key, (*group.names, *group.related))]

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The pairs found in posts that are in no bundled group, in the order of their scores."""
        known = _pairs_of(our_groups())
        accepted = _pairs_of(group for file in self._aliases.owners for group in file.groups)
        found = []
        for number, pair in enumerate(mined_pairs(self._hints, self._evidence), 1):
            state: State = "used" if pair.score >= USED_UNASKED else "asked"
            if pair.keys in self._aliases.refused:
                state = "refused"
            if pair.keys in accepted:
                state = "accepted"
            if pair.keys not in known:
                found.append(Candidate(number, pair, state))
        return found

    def accept(self, numbers: Iterable[int]) -> list[Candidate]:
        """Adds a group for each candidate with one of these numbers. Raises AliasError if a number has no candidate."""
        chosen = self._numbered(numbers)
        self._append("group", [one.pair.names for one in chosen if one.state != "accepted"])
        return chosen

    def refuse(self, numbers: Iterable[int]) -> list[Candidate]:
        """Refuses the candidates with these numbers for good.

        Raises AliasError if a number has no candidate, or one that was accepted before.
        """
        chosen = self._numbered(numbers)
        for one in chosen:
            if one.state == "accepted":
                remedy = f"Delete its [[group]] from {self.file} first"
                raise AliasError(one.number, "was accepted before", remedy)
        self._append("refused", [one.pair.names for one in chosen if one.state != "refused"])
        return chosen

    def add(self, names: Sequence[str]) -> None:
        """Adds a group of names. Raises ConfigError if it has fewer than two names, or a name without letters."""
        self._append("group", [list(items("names", names, "names", check_text))])

    def _numbered(self, numbers: Iterable[int]) -> list[Candidate]:
        chosen = list(dict.fromkeys(items("numbers", numbers, "numbers", check_number)))
        by_number = {one.number: one for one in self.candidates}
        for number in chosen:
            if number not in by_number:
                raise AliasError(number, "does not exist", "List the pairs with: malmoi aliases --all")
        return [by_number[number] for number in chosen]

    def _append(self, kind: str, tables: Sequence[Sequence[str]]) -> None:
        if not tables:
            return
        lists = [", ".join(json.dumps(narrow(clean(name)), ensure_ascii=False) for name in names) for names in tables]
        added = "".join(f"\n[[{kind}]]\nnames = [{names}]\n" for names in lists)
        with self._writer.lock(self.file.parent):  # or what another process adds meanwhile would be lost
            before = text_of(self.file) if is_there(self.file) else _HEADER
            parse_aliases(before, self.file)  # an old error in the file must not be reported as part of the addition
            after = before.rstrip("\n") + "\n" + added
            parse_aliases(after, self.file)
            self._writer.write(self.file, after.encode("utf-8", "surrogatepass"))
        for name in ("candidates", "_aliases"):  # cached from the old content of the file
            self.__dict__.pop(name, None)


def _pairs_of(groups: Iterable[AliasGroup]) -> set[Keys]:
    return {keys for group in groups for keys in _pairs(sorted({*map(name_key, (*group.names, *group.related))}))}


def _pairs(keys: Sequence[str]) -> Iterator[Keys]:
    return ((first, second) for at, first in enumerate(keys) for second in keys[at + 1 :])
