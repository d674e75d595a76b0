"""The word lists of an index: ``Index.lexicon()`` returns them, ``malmoi lexicon`` prints them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import check_path, check_text
from .config import Bridges, Limits
from .corpora.dictionaries.word_list import LEXICON, WordList, word_lists
from .errors import IndexMissingError, SourceError
from .indexer.store.folder import Store
from .indexer.store.owner_lists import ListWriter
from .indexer.text.narrow import narrow
from .indexer.text.normalize import clean
from .query.expansion.registry import Lists

if TYPE_CHECKING:
    from .corpora.dictionaries.importer import ImportReport


class Lexicon:
    """The bundled word lists between Korean and English, and those imported for one index or a shared folder.

    Imported lists are in ``folder``: ``lexicon/`` in the index folder, or the setting ``bridges.lexicon_folder``.
    Without an index the bundled lists can still be read. A change counts from the next search on.
    """

    def __init__(self, index: Path, settings: Bridges, lock_seconds: float = Limits().lock_seconds) -> None:
        self._index = index
        self._is_shared = bool(settings.lexicon_folder)
        self._writer = ListWriter(None if self._is_shared else Store(index), lock_seconds)
        self._lists = Lists(index, LEXICON, settings)
        self.folder = self._lists.lexicon_folder

    @property
    def bundled(self) -> Sequence[WordList]:
        """The word lists of malmoi, by name."""
        return word_lists(LEXICON)

    @property
    def imported(self) -> Sequence[WordList]:
        """The imported word lists, by name."""
        return [one for one in word_lists(self.folder) if one.path in self._lists.own_lexicon]

    def lookup(self, text: str) -> dict[str, float]:
        """The translations of a word or term, likeliest first, each with its probability (0 to 1)."""
        check_text(text=text)
        lexicons, word = self._lists.lexicons, narrow(clean(text))
        return dict(lexicons.english_of(word) or lexicons.korean_of(word))

    def import_dictionary(self, file: str | Path, name: str = "") -> ImportReport:
        """Makes a word list of a dictionary file. A list called ``name`` (default: the file's name) is replaced.

        Raises SourceError if the file is no dictionary that can be read, IndexMissingError if there is neither an index
        nor a shared folder to keep the list in, and StoreError if the list cannot be written.
        """
        from .corpora.dictionaries.importer import import_dictionary

        check_path(file=file)
        check_text(name=name)
        if not self._is_shared and not Store(self._index).exists():
            raise IndexMissingError(self._index)
        return import_dictionary(Path(file).expanduser(), self.folder, self._write, name)

    def _write(self, path: Path, data: bytes) -> None:
        with self._writer.lock(self.folder):
            self._writer.write(path, data)

    def remove(self, name: str) -> None:
        """Deletes an imported word list. Raises SourceError if no imported list has this name."""
        check_text(name=name)
        paths = {one.name: one.path for one in self.imported}
        if name not in paths:
            raise SourceError(self.folder, f"has no word list {name!r}", "List the word lists with: malmoi lexicon")
        with self._writer.lock(self.folder):
            self._writer.remove(paths[name])
