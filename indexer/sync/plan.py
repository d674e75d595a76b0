"""Plan: the files that the sources have now, compared with those of the last run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from ..documents.document import Skipped, Source, SourceFile, UnknownFile
from ..store.source_state import UNREAD, FileState, SourceState
from .boilerplate import ReadPage, is_due, is_page, learn_from
from .owners import Place
from .report import SyncOptions

_MOST_ENDINGS = 50
"""Different endings that are counted apart."""
_LISTED = 20
"""Files of one unknown ending that are listed by name."""
_UNKNOWN = "no reader knows its ending"
_NEW = FileState(UNREAD, ())


class Plan:
    """The work of a sync: all files in their order, those that are unchanged, and the boilerplate to leave out.

    The pages from which boilerplate is learned are kept until they are handed out, so that each is read once.
    """

    def __init__(self, sources: Sequence[Source], before: SourceState, options: SyncOptions) -> None:
        sources = _united(sources, before.files)
        self.roots = list(dict.fromkeys(source.root for source in sources))
        self.absorbed = [
            root for root in before.files if root not in self.roots and any(source.covers(root) for source in sources)
        ]
        """Sources that are parts of these: their files belong to these from now on."""
        self._parts: dict[str, list[str]] = {}
        for source in sources:
            self._parts.setdefault(source.root, []).append(source.part)
        self.files: dict[Place, SourceFile] = {}
        self.left: list[tuple[str, Skipped]] = []
        """Entries that the source itself leaves out, such as links."""
        self.unknown: dict[str, dict[str, int]] = {}
        """Of each source that is read whole how many files have an ending that no reader knows."""
        self._endings: list[dict[str, int]] = []
        for source in sources:
            self._walk(source)
        self.boilerplate = {root: known for root, known in before.boilerplate.items() if root in self.roots}
        self._read: dict[Place, ReadPage] = {}
        whole = (root for root, parts in self._parts.items() if "" in parts)
        unread = {place for root in whole for place in self._learn(root, before, options)}
        self.unchanged = {
            place
            for place, file in self.files.items()
            if not options.thorough and place not in unread and _stamp(before, place) == file.stamp
        }
        self._blocks = {root: frozenset(known.blocks) for root, known in self.boilerplate.items()}
        self.bytes = sum(file.stamp[0] for file in self.files.values())
        self.bytes_to_read = sum(file.stamp[0] for place, file in self.files.items() if place not in self.unchanged)

    def reads(self, root: str, key: str) -> bool:
        """True if a file of this key, or a part of one, belongs to what is read in this run."""
        return any(
            not part or key == part or (key.startswith(part) and key[len(part)] in "/:#")
            for part in self._parts.get(root, ())
        )

    def blocks(self, root: str, file: SourceFile) -> frozenset[str]:
        """The boilerplate to leave out of a file."""
        return self._blocks.get(root, frozenset()) if is_page(file) else frozenset()

    def hand_out(self, place: Place) -> SourceFile:
        """A file to be read, or its documents where it was read already; they are given once."""
        return self._read.pop(place, None) or self.files[place]

    def all_unknown(self) -> dict[str, int]:
        """Number of files of each unknown ending, in all sources."""
        counts: Counter[str] = Counter()
        for endings in self._endings:
            counts.update(endings)
        return dict(counts)

    def _walk(self, source: Source) -> None:
        endings: Counter[str] = Counter()
        for found in source.walk():
            if isinstance(found, UnknownFile):
                endings[found.ending] += 1
                if endings[found.ending] <= _LISTED:
                    self.left.append((source.root, Skipped(found.key, _UNKNOWN, "unknown")))
            elif isinstance(found, Skipped):
                self.left.append((source.root, found))
            else:
                self.files[source.root, found.key] = found
        self._endings.append(dict(_commonest(endings)))
        if not source.part:
            self.unknown[source.root] = self._endings[-1]

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


def _united(sources: Sequence[Source], known: Iterable[str]) -> list[Source]:
    """The sources, each as a part of the largest one that contains it, of these and of those that are known."""
    folders = {*known, *(source.root for source in sources)}
    found: dict[tuple[str, str], Source] = {}
    for source in sources:
        around = (str(folder) for folder in reversed(PurePath(source.root).parents))
        wider = (source.within(folder) for folder in around if folder in folders)
        one = next((part for part in wider if part), source)
        found[one.root, one.part] = one
    whole = {root for root, part in found if not part}
    return [one for (root, part), one in found.items() if not part or root not in whole]


def _stamp(state: SourceState, place: Place) -> tuple[int, int]:
    root, key = place
    return state.files.get(root, {}).get(key, _NEW).stamp


def _commonest(endings: Counter[str]) -> Iterator[tuple[str, int]]:
    """The commonest endings with their counts, and the sum of all others as ``*``."""
    yield from endings.most_common(_MOST_ENDINGS)
    if len(endings) > _MOST_ENDINGS:
        yield "*", endings.total() - sum(count for _, count in endings.most_common(_MOST_ENDINGS))
