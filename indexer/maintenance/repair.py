"""Repair: makes an index whole again out of what can still be read, in one commit.

A document is saved where the blocks that hold it match their checksums. It is analysed again, into a new segment.
Where documents would be lost and the commit before is whole, the index goes back to that one. What the index remembers
of the sources is made to fit, so that the next sync reads again the files whose documents were lost. Damaged files stay
beside the index under another name, and the report names every document that was lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import replace

from ...errors import DamagedIndexError, StoreError
from ..analysis.analyzer import Analyzer
from ..store.disk import Written, translate_os_errors
from ..store.folder import Store
from ..store.layout import BACKUP, MANIFEST
from ..store.manifest import Commit, SegmentEntry
from ..store.snapshot import decode_sources, encode_sources
from ..store.source_state import UNREAD, FileState, SourceState
from .check import CommitCheck, backup_commit, check, keyword_values
from .rebuild import analysed
from .report import RepairReport
from .salvage import DamagedSegment, SavedDocument, doubtful, savable

ASIDE = ".damaged"
"""Ending of the names under which damaged files are kept."""


def repair(store: Store, analyzer: Analyzer, memory: int) -> RepairReport:
    """Repairs the index in a folder. Whoever calls it holds the store's lock.

    Raises DamagedIndexError where manifest and backup are both damaged, for then nobody knows what belongs to the
    index, and StoreError where a file cannot be read, for then nobody knows whether it is damaged.
    """
    found = check(store, holds_lock=True)
    for problem in found.problems:
        if problem.kind == "unreadable":
            raise StoreError(f"{store.folder / problem.file} is not repaired: {problem.problem}", problem.remedy)
    report = RepairReport(found)
    commit = store.last()
    if commit is None:
        raise DamagedIndexError(store.folder / MANIFEST, "its backup is damaged too: delete it and index again")
    if found.is_fine:
        return report
    with translate_os_errors(store.folder, "read"):
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
        """Writes the repaired commit and keeps the damaged files under another name."""
        before = self._sources()
        intact, damaged = self._divided()
        live = {id_: source for entry in intact for id_, source in self._live_documents(entry)}
        chosen = savable(damaged, live.keys(), before)
        saved = {id_: place.segment.sources[place.doc] for id_, place in chosen.items()}
        self._report_losses(damaged, chosen, live.keys() | chosen.keys(), before)
        earlier = None if self._report.is_whole else self._earlier()
        if earlier:
            self._go_back(earlier, live.keys() | chosen.keys(), before)
            return
        records = (record for place in chosen.values() if (record := place.segment.record(place.doc)))
        written = analysed(self._store, records, self._analyzer, self._memory)
        self._publish(
            replace(
                self._commit,
                fingerprint=self._analyzer.fingerprint() if damaged else self._commit.fingerprint,
                segments=(*intact, *written),
                sources=self._repaired_sources(before, live | saved),
            )
        )

    def _publish(self, commit: Commit) -> None:
        self._report.aside = tuple(
            self._keep_aside(name) for name in sorted(self._damaged - {BACKUP}) if self._has(name)
        )
        self._store.publish(replace(commit, number=self._commit.number + 1))

    def _earlier(self) -> Commit | None:
        """The commit of the manifest's backup, where it is another one and every file of it is as it was written.

        A system that stops in the middle of a commit may leave a manifest whose files never reached the disk.
        """
        earlier = backup_commit(self._store)
        if earlier is None or earlier == self._commit:
            return None
        with ExitStack() as stack:
            _, files = self._store.hold(stack, lambda: earlier)
            return None if any(CommitCheck(self._store, earlier, files).problems()) else earlier

    def _go_back(self, earlier: Commit, there: AbstractSet[str], before: SourceState | None) -> None:
        """Makes the commit before the current one again, and reports what only the lost one had."""
        kept = {id_ for entry in earlier.segments for id_, _ in self._live_documents(entry)}
        remembered = self._read_sources(earlier.sources) if earlier.sources else SourceState()
        report = self._report
        known = {*report.lost, *there}
        report.saved, report.doubtful, report.went_back = 0, (), True
        report.nameless = max(report.nameless - len(kept - known), 0)
        report.lost = tuple(sorted(known - kept))
        report.unread = tuple(
            (root, key)
            for root, files in (before.files if before else {}).items()
            for key, state in files.items()
            if remembered.files.get(root, {}).get(key) != state
        )
        self._publish(earlier)

    def _sources(self) -> SourceState | None:
        """The state of the sources; None where its file is damaged."""
        file = self._commit.sources
        if not file:
            return SourceState()
        if file.name in self._damaged:
            return None
        return self._read_sources(file)

    def _read_sources(self, file: Written) -> SourceState:
        return decode_sources(self._store.folder / file.name, self._store.read_file(file))

    def _divided(self) -> tuple[list[SegmentEntry], list[DamagedSegment]]:
        """The segments that stay as they are, and the damaged ones.

        Where one must be analysed again and the analysis is another by now, all must.
        """
        damaged = [entry for entry in self._commit.segments if _files(entry) & self._damaged]
        if damaged and self._analyzer.fingerprint() != self._commit.fingerprint:
            damaged = list(self._commit.segments)
        intact = [entry for entry in self._commit.segments if entry not in damaged]
        return intact, [DamagedSegment(self._store, entry, self._damaged) for entry in damaged]

    def _live_documents(self, entry: SegmentEntry) -> Iterator[tuple[str, str]]:
        """The id and the source of every document of an intact segment."""
        segment = self._store.segment(entry)
        sources = dict(keyword_values(segment, "source"))
        return ((id_, sources.get(doc, "")) for doc, id_ in keyword_values(segment, "id") if segment.live[doc])

    def _report_losses(
        self,
        damaged: Sequence[DamagedSegment],
        chosen: Mapping[str, SavedDocument],
        there: AbstractSet[str],
        before: SourceState | None,
    ) -> None:
        """Reports the documents that are saved, lost and uncertain."""
        unreadable = [id_ for one in damaged for doc, id_ in one.ids.items() if doc not in one.sources]
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
        self._report.doubtful = tuple(sorted(doubtful(damaged, chosen)))

    def _repaired_sources(self, before: SourceState | None, survivors: Mapping[str, str]) -> Written | None:
        """The sources file of the repaired commit: files that lost a document, or were forgotten, have no stamp."""
        state = _without_stamps(before, set(self._report.lost)) if before else _sources_of(survivors)
        files = [(root, key, file) for root, found in state.files.items() for key, file in found.items()]
        old = before.files if before else {}
        self._report.unread = tuple((root, key) for root, key, file in files if old.get(root, {}).get(key) != file)
        if before == state:
            return self._commit.sources
        return self._store.disk.write(self._store.new_name(".sources"), [encode_sources(state)])

    def _has(self, name: str) -> bool:
        return (self._store.folder / name).exists()

    def _keep_aside(self, name: str) -> str:
        self._store.disk.link(name, name + ASIDE)
        return name + ASIDE


def _files(entry: SegmentEntry) -> set[str]:
    return {entry.file.name, entry.deleted.name} if entry.deleted else {entry.file.name}


def _sources_of(survivors: Mapping[str, str]) -> SourceState:
    """The state of the sources as far as the documents know it: which file each is from, without stamps."""
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
