"""Owners: which file has an id. An id that another file has gets the source's name before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from ..store.source_state import SourceState

Place = tuple[str, str]
"""The root of a source, and the key of a file in it."""


class Owners:
    """Every id that is taken, and the file that has it."""

    def __init__(self, state: SourceState, is_read_again: Callable[[Place], bool]) -> None:
        """At first only files that are not read again have their ids, so that an id may move between the others."""
        self._owners = {
            id_: (root, key)
            for root, known in state.files.items()
            for key, file in known.items()
            if not is_read_again((root, key))
            for id_ in file.ids
        }

    def free_id(self, place: Place, wanted: str) -> str:
        """``wanted``, or the first of ``folder/wanted``, ``folder/wanted~2`` ... that no other file has."""
        name, number = wanted, 1
        while self._owners.setdefault(name, place) != place:
            folder = PurePath(place[0]).name
            name = f"{folder}/{wanted}" if number == 1 else f"{folder}/{wanted}~{number}"
            number += 1
        return name
