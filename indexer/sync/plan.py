"""Plan: the files that the sources have now, compared with those of the last run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..documents.document import Skipped, Source, SourceFile, UnknownFile
from ..store.source_state import UNREAD, FileState, SourceState
from .boilerplate import ReadPage, is_due, is_page, learn_from
from .owners import Place
from .report import SyncOptions

_MOST_ENDINGS = 50
"""Different endings that are counted apart."""
_NEW = FileState(UNREAD, ())


class Plan:
    """The work of a sync: all files in their order, those that are unchanged, and the boilerplate to leave out.

    The pages from which boilerplate is learned are kept until they are handed out, so that each is read once.
    """

    def __init__(self, sources: Sequence[Source], before: SourceState, options: SyncOptions) -> None:
        self.roots = list(dict.fromkeys(source.root for source in sources))
        self.files: dict[Place, SourceFile] = {}
        self.left: list[tuple[str, Skipped]] = []
        """Entries that the source itself leaves out, such as links."""
        self.unknown: dict[str, dict[str, int]] = {}
        """Of each source how many files have an ending that no reader knows."""
        for source in {source.root: source for source in sources}.values():
            self._walk(source)
        self.boilerplate = {root: known for root, known in before.boilerplate.items() if root in self.roots}
        self._read: dict[Place, ReadPage] = {}
        unread = {place for root in self.roots for place in self._learn(root, before, options)}
        self.unchanged = {
            place
            for place, file in self.files.items()
            if not options.thorough and place not in unread and _stamp(before, place) == file.stamp
        }
        self._blocks = {root: frozenset(known.blocks) for root, known in self.boilerplate.items()}
        self.bytes = sum(file.stamp[0] for file in self.files.values())
        self.bytes_to_read = sum(file.stamp[0] for place, file in self.files.items() if place not in self.unchanged)

    def blocks(self, root: str, file: SourceFile) -> frozenset[str]:
        """The boilerplate to leave out of a file."""
        return self._blocks.get(root, frozenset()) if is_page(file) else frozenset()

    def hand_out(self, place: Place) -> SourceFile:
        """A file to be read, or its documents where it was read already; they are given once."""
        return self._read.pop(place, None) or self.files[place]

    def all_unknown(self) -> dict[str, int]:
        """Number of files of each unknown ending, in all sources."""
        counts: Counter[str] = Counter()
        for endings in self.unknown.values():
            counts.update(endings)
        return dict(counts)

    def _walk(self, source: Source) -> None:
        endings: Counter[str] = Counter()
        for found in source.walk():
            if isinstance(found, UnknownFile):
                endings[found.ending] += 1
            elif isinstance(found, Skipped):
                self.left.append((source.root, found))
            else:
                self.files[source.root, found.key] = found
        self.unknown[source.root] = dict(_commonest(endings))

    def _learn(self, root: str, before: SourceState, options: SyncOptions) -> Iterator[Place]:
        """Learns the boilerplate of a source where that is due. Where it is another than before, all pages are read."""
        pages = [file for (of, _), file in self.files.items() if of == root and is_page(file)]
        known = before.boilerplate.get(root)
        if not is_due(known, len(pages), thorough=options.thorough):
            return
        new, read = learn_from(pages)
        self.boilerplate[root] = new
        self._read |= {(root, page.key): page for page in read}
        if set(new.blocks) != set(known.blocks if known else ()):
            yield from ((root, page.key) for page in pages)


def _stamp(state: SourceState, place: Place) -> tuple[int, int]:
    root, key = place
    return state.files.get(root, {}).get(key, _NEW).stamp


def _commonest(endings: Counter[str]) -> Iterator[tuple[str, int]]:
    """The commonest endings with their counts, and the sum of all others as ``*``."""
    yield from endings.most_common(_MOST_ENDINGS)
    if len(endings) > _MOST_ENDINGS:
        yield "*", endings.total() - sum(count for _, count in endings.most_common(_MOST_ENDINGS))
