"""Ledger: what is known of the sources while they are read, and the state that a commit remembers of them.

The state of a file changes in one step, after all of its documents are in segments. So a run may be interrupted
anywhere: ``interrupted`` gives a state in which no document is without its file, and no file counts as read whose
documents are not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from ..documents.document import Skipped
from ..store.source_state import UNREAD, FileState, SkippedFile, SourceState
from .owners import Place
from .plan import Plan

Ids = Iterable[str]


class Ledger:
    """The files of the sources in a plan: as they were before, until they are kept, read or given up."""

    def __init__(self, before: SourceState, plan: Plan) -> None:
        self._before = before
        self._plan = plan
        self._files = {root: dict(before.files.get(root, {})) for root in plan.roots}
        self._skipped_before = _by_file(before.skipped, plan.files.keys())
        self._skipped: dict[Place, list[SkippedFile]] = {}
        """Of each file that is settled."""
        self._met: set[Place] = set()
        """Files whose state stays when the run is finished."""

    def keep(self, place: Place) -> FileState:
        """A file that is unchanged; its state."""
        self._skipped[place] = self._skipped_before.get(place, [])
        self._met.add(place)
        root, key = place
        return self._files[root][key]

    def read(self, place: Place, stamp: tuple[int, int], ids: Ids, skipped: Iterable[Skipped]) -> None:
        """A file that was read to its end, and whose documents are in segments."""
        root, key = place
        self._files[root][key] = FileState(stamp, tuple(ids))
        self._skipped[place] = [_skipped(root, one) for one in skipped]
        self._met.add(place)

    def give_up(self, place: Place, ids: Ids, skipped: Iterable[Skipped], *, may_pass: bool) -> None:
        """A file, or a folder (its key ends with a slash), that could not be read to its end.

        It is read again the next time. Where the failure may pass, what it gave before is kept.
        """
        root, key = place
        self._skipped[place] = [_skipped(root, one) for one in skipped]
        known = self._before.files.get(root, {}) if may_pass else {}
        kept = [name for name in known if name.startswith(key)] if key.endswith("/") else [key] if key in known else []
        for name in kept:
            self._files[root][name] = FileState(UNREAD, tuple(dict.fromkeys((*known[name].ids, *ids))))
            self._met.add((root, name))
        if key not in known:
            self._files[root][key] = FileState(UNREAD, tuple(ids))
            self._met.add(place)

    def finished(self) -> SourceState:
        """The state after a run that read everything: files that are gone are forgotten."""
        files = {
            root: {
                key: state
                for key, state in states.items()
                if not self._plan.reads(root, key)
                or ((root, key) in self._met and (state.ids or state.stamp != UNREAD))
            }
            for root, states in self._files.items()
        }
        return self._state(files, self.skipped())

    def interrupted(self, new_documents: Iterable[tuple[str, str]]) -> SourceState:
        """The state after a run that ended early. ``new_documents`` are the source and id of those it has written.

        A file is read again the next time where a document of it is new and the file was not read to its end, and
        where a document that it had before belongs to no file now.
        """
        files = {root: dict(states) for root, states in self._files.items()}
        places = {source_name(place): place for place in self._plan.files}
        written: dict[Place, dict[str, None]] = {}
        for source, id_ in new_documents:
            if source in places:
                written.setdefault(places[source], {})[id_] = None
        for (root, key), ids in written.items():
            _own(files[root], key, ids)
        have = set(chain.from_iterable(state.ids for states in files.values() for state in states.values()))
        for root, states in files.items():
            for key, state in self._before.files.get(root, {}).items():
                _own(states, key, dict.fromkeys(id_ for id_ in state.ids if id_ not in have))
        for root in self._plan.absorbed:  # until the new files of these documents have been read
            states = {
                key: replace(state, ids=tuple(id_ for id_ in state.ids if id_ not in have))
                for key, state in self._before.files[root].items()
            }
            files[root] = {key: state for key, state in states.items() if state.ids}
        unsettled = (s for place, s in self._skipped_before.items() if place not in self._skipped)
        return self._state(files, [*self.skipped(), *chain.from_iterable(unsettled)])

    def skipped(self) -> list[SkippedFile]:
        """The skipped parts of the settled files, in the order of the files."""
        left = [_skipped(root, one) for root, one in self._plan.left]
        return [*left, *chain.from_iterable(self._skipped.get(place, ()) for place in self._plan.files)]

    def _state(self, files: Mapping[str, dict[str, FileState]], skipped: Sequence[SkippedFile]) -> SourceState:
        before, plan = self._before, self._plan
        others = [one for one in before.skipped if one.root not in plan.absorbed and not plan.reads(one.root, one.key)]
        every = {root: known for root, known in before.files.items() if root not in plan.absorbed}
        every.update(files)
        return SourceState(
            every,
            sorted([*others, *skipped], key=lambda one: one.root),
            {root: known for root, known in (before.boilerplate | plan.boilerplate).items() if root in every},
            {root: known for root, known in (before.unknown | plan.unknown).items() if root in every},
        )


def source_name(place: Place) -> str:
    """The name by which a document remembers its file."""
    return "\n".join(place)


def ids_of(state: SourceState) -> dict[str, None]:
    """The ids of all files."""
    return {id_: None for files in state.files.values() for file in files.values() for id_ in file.ids}


def _own(states: dict[str, FileState], key: str, ids: Mapping[str, None]) -> None:
    """Gives ids to a file. If it did not have them all, it is read again."""
    known = states[key].ids if key in states else ()
    if not ids.keys() <= set(known):
        states[key] = FileState(UNREAD, tuple(dict.fromkeys((*known, *ids))))


def _skipped(root: str, one: Skipped) -> SkippedFile:
    return SkippedFile(root, one.key, one.reason, one.kind)


def _by_file(skipped: Iterable[SkippedFile], places: AbstractSet[Place]) -> dict[Place, list[SkippedFile]]:
    """Entries by the file that they are of, the longest part of their key that is a file."""
    found: dict[Place, list[SkippedFile]] = {}
    for one in skipped:
        place = next(((one.root, key) for key in _parents(one.key) if (one.root, key) in places), None)
        if place:
            found.setdefault(place, []).append(one)
    return found


def _parents(key: str) -> Iterator[str]:
    """``a.zip/b.csv:2``, ``a.zip/b.csv``, ``a.zip``."""
    yield key
    yield from (key[:end] for end in range(len(key) - 1, 0, -1) if key[end] in ":/#")
