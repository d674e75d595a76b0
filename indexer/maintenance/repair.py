"""Repair: an index made whole again out of what can still be read, in one commit.

A document is saved where the blocks that hold it match their checksums; it is analysed again, into a new segment.
What the index remembers of the sources is made to fit, so that the next sync reads again the files whose documents
were lost. Damaged files stay beside the index under another name, and nothing that was lost is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ...errors import DamagedIndexError
from ..analysis.analyzer import Analyzer
from ..report import RepairReport
from ..store.disk import Written
from ..store.folder import BACKUP, MANIFEST, Store
from ..store.manifest import Commit, SegmentEntry
from ..store.snapshot import decode_sources, encode_sources
from ..store.source_state import UNREAD, FileState, SourceState
from .check import check, keyword_values, last_commit
from .rebuild import analysed
from .salvage import Place, Remains, doubtful, savable

ASIDE = ".damaged"
"""Ending of the names under which damaged files are kept."""


def repair(store: Store, analyzer: Analyzer, memory: int) -> RepairReport:
    """Repairs the index in a folder. Whoever calls it holds the store's lock.

    Raises DamagedIndexError where manifest and backup are both damaged, for then nobody knows what belongs to it.
    """
    found = check(store)
    report = RepairReport(found)
    commit = last_commit(store)
    if commit is None:
        raise DamagedIndexError(store.folder / MANIFEST, "its backup is damaged too: delete it and index again")
    if found.is_fine:
        return report
    _Repair(store, commit, report, analyzer, memory).run()
    return report


class _Repair:
    """One repair of one commit."""

    def __init__(self, store: Store, commit: Commit, report: RepairReport, analyzer: Analyzer, memory: int) -> None:
        self._store = store
        self._commit = commit
        self._report = report
        self._analyzer = analyzer
        self._memory = memory
        self._damaged = {problem.file for problem in report.check.problems}

    def run(self) -> None:
        """Writes the repaired commit and puts the damaged files aside."""
        before = self._sources()
        intact, remains = self._sorted()
        live = {id_: source for entry in intact for id_, source in self._survivors(entry)}
        chosen = savable(remains, live.keys(), before)
        saved = {id_: place.remains.sources[place.doc] for id_, place in chosen.items()}
        self._tell(remains, chosen, live.keys() | chosen.keys(), before)
        records = (record for place in chosen.values() if (record := place.remains.record(place.doc)))
        written = analysed(self._store, records, self._analyzer, self._memory)
        commit = Commit(
            self._commit.number + 1,
            self._analyzer.fingerprint() if remains else self._commit.fingerprint,
            (*intact, *written),
            self._remembered(before, live | saved),
        )
        self._report.aside = tuple(self._keep(name) for name in sorted(self._damaged - {BACKUP}) if self._has(name))
        self._store.publish(commit)
        self._store.clean(commit)

    def _sources(self) -> SourceState | None:
        """What was remembered of the sources; None where that is lost."""
        file = self._commit.sources
        if not file:
            return SourceState()
        if file.name in self._damaged:
            return None
        return decode_sources(self._store.folder / file.name, (self._store.folder / file.name).read_bytes())

    def _sorted(self) -> tuple[list[SegmentEntry], list[Remains]]:
        """The segments that stay as they are, and what is left of the others.

        Where one must be analysed again and the analysis is another by now, all must.
        """
        damaged = [entry for entry in self._commit.segments if _files(entry) & self._damaged]
        if damaged and self._analyzer.fingerprint() != self._commit.fingerprint:
            damaged = list(self._commit.segments)
        intact = [entry for entry in self._commit.segments if entry not in damaged]
        return intact, [Remains(self._store, entry, self._damaged) for entry in damaged]

    def _survivors(self, entry: SegmentEntry) -> Iterator[tuple[str, str]]:
        """The id and the source of every document of an intact segment."""
        segment = self._store.segment(entry)
        sources = dict(keyword_values(segment, "source"))
        return ((id_, sources.get(doc, "")) for doc, id_ in keyword_values(segment, "id") if segment.live[doc])

    def _tell(
        self,
        remains: Sequence[Remains],
        chosen: Mapping[str, Place],
        there: AbstractSet[str],
        before: SourceState | None,
    ) -> None:
        """Puts into the report what was saved, and what was not."""
        unreadable = [id_ for one in remains for doc, id_ in one.ids.items() if doc not in one.sources]
        named = {id_ for id_ in unreadable if id_ is not None} - there
        nameless = unreadable.count(None)
        if nameless and before:
            by_source = {id_ for files in before.files.values() for file in files.values() for id_ in file.ids}
            found = by_source - there - named
            nameless = max(nameless - len(found), 0)
            named |= found
        self._report.saved = len(chosen)
        self._report.lost = tuple(sorted(named))
        self._report.nameless = nameless
        self._report.doubtful = tuple(sorted(doubtful(remains, chosen)))

    def _remembered(self, before: SourceState | None, survivors: Mapping[str, str]) -> Written | None:
        """The sources file of the repaired commit: files that lost a document, or were forgotten, have no stamp."""
        state = _without_stamps(before, set(self._report.lost)) if before else _forgotten(survivors)
        files = [(root, key, file) for root, found in state.files.items() for key, file in found.items()]
        old = before.files if before else {}
        self._report.unread = tuple((root, key) for root, key, file in files if old.get(root, {}).get(key) != file)
        if before == state:
            return self._commit.sources
        return self._store.disk.write(self._store.new_name(".sources"), [encode_sources(state)])

    def _has(self, name: str) -> bool:
        return (self._store.folder / name).exists()

    def _keep(self, name: str) -> str:
        self._store.disk.link(name, name + ASIDE)
        return name + ASIDE


def _files(entry: SegmentEntry) -> set[str]:
    return {entry.file.name, entry.deleted.name} if entry.deleted else {entry.file.name}


def _forgotten(survivors: Mapping[str, str]) -> SourceState:
    """What documents still tell of the files they came from."""
    ids: dict[tuple[str, str], list[str]] = {}
    for id_, source in survivors.items():
        root, _, key = source.partition("\n")
        if source:
            ids.setdefault((root, key), []).append(id_)
    state = SourceState()
    for (root, key), found in ids.items():
        state.files.setdefault(root, {})[key] = FileState(UNREAD, tuple(found))
    return state


def _without_stamps(state: SourceState, lost: AbstractSet[str]) -> SourceState:
    """``state`` with the files of lost documents as if they had not been read."""
    files = {
        root: {key: replace(file, stamp=UNREAD) if lost & set(file.ids) else file for key, file in found.items()}
        for root, found in state.files.items()
    }
    return replace(state, files=files)
