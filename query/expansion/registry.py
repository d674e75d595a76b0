"""The lists that an index goes by: ours, and what its owner keeps beside the index or names in the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from ...config import Bridges
from ...indexer.store.layout import ALIASES, LEXICON
from ...indexer.store.owner_lists import owner_lists
from ..bridges.aliases.bridge import Aliases
from ..bridges.bridge import Bridge
from ..bridges.dates import Dates
from ..bridges.hanja import HanjaBridge
from ..bridges.lexicon.bridge import LexiconBridge
from ..bridges.mining.evidence import Evidence, evidence_of
from ..bridges.north import NorthBridge
from ..bridges.romanized.bridge import Romanized


class Lists:
    """Aliases and word lists of one index, and every bridge over them.

    ``lexicon`` is the folder of our word lists. A new bridge is a class like the others, a switch in
    ``config.Bridges`` and a line in ``bridges``.
    """

    def __init__(self, folder: Path, lexicon: Path, settings: Bridges) -> None:
        self._settings = settings
        self._lexicon = lexicon
        self._folder = folder
        self.alias_file = Path(settings.alias_file).expanduser() if settings.alias_file else folder / ALIASES
        self.lexicon_folder = (
            Path(settings.lexicon_folder).expanduser() if settings.lexicon_folder else folder / LEXICON
        )

    @property
    def stamp(self) -> object:
        """A key that changes whenever the owner changes a list."""
        return _stamp([self.alias_file, *self.own_lexicon])

    @property
    def lexicons(self) -> LexiconBridge:
        """The word lists."""
        own = [self.lexicon_folder] if self.own_lexicon else []
        return LexiconBridge([self._lexicon, *own], _stamp(self.own_lexicon))

    @property
    def own_lexicon(self) -> Sequence[Path]:
        """The word lists of the owner."""
        if self._settings.lexicon_folder:
            return sorted(self.lexicon_folder.glob("*.tsv"))
        return [path for path in owner_lists(self._folder) if path.parent == self.lexicon_folder]

    @property
    def own_aliases(self) -> Sequence[Path]:
        """The file of the owner's aliases, if there is one; one that the settings name has to be there."""
        if self._settings.alias_file:
            return [self.alias_file]
        return [path for path in owner_lists(self._folder) if path == self.alias_file]

    @property
    def evidence(self) -> Evidence:
        """The evidence of the word lists about pairs of names."""
        return evidence_of(self.lexicons.english_of)

    def bridges(self) -> tuple[Bridge, ...]:
        """The bridges that are switched on."""
        lexicon = self.lexicons
        aliases = self.own_aliases
        made: Mapping[str, Callable[[], Bridge]] = {
            "hanja": HanjaBridge,
            "north": NorthBridge,
            "dates": Dates,
            "aliases": lambda: Aliases(aliases, evidence_of(lexicon.english_of)),
            "romanized": lambda: Romanized(lexicon.korean_of, lexicon.english_of),
            "lexicon": lambda: lexicon,
        }
        return tuple(make() for name, make in made.items() if getattr(self._settings, name))


def _stamp(paths: Iterable[Path]) -> object:
    """A value that changes when one of some files does."""
    return tuple((path, *_size_and_time(path)) for path in paths)


def _size_and_time(path: Path) -> Iterable[int]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_size, found.st_mtime_ns
