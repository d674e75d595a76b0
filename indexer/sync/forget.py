"""Forgetting a source: its documents leave the index, its files stay where they are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ...errors import SourceError
from ..store.source_state import SourceState
from ..store.writer import Writer
from .ledger import ids_of

Value = TypeVar("Value")


def forget(writer: Writer, source: str | Path) -> int:
    """Deletes the documents of a source, and what is remembered of it, in one commit. Returns how many there were.

    The source need not exist any more. Raises SourceError where the index has none of this path.
    """
    before = writer.base.sources
    root = str(source) if str(source) in before.files else os.path.realpath(Path(source).expanduser())
    if root not in before.files:
        raise SourceError(source, "is no source of this index", "List the sources with: malmoi sources")
    left = replace(
        before,
        files=_without(before.files, root),
        skipped=[one for one in before.skipped if one.root != root],
        boilerplate=_without(before.boilerplate, root),
        unknown=_without(before.unknown, root),
    )
    have = ids_of(left)
    removed = writer.delete([id_ for id_ in ids_of(SourceState({root: before.files[root]})) if id_ not in have])
    writer.sources = left
    writer.commit()
    return removed


def _without(values: Mapping[str, Value], root: str) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name != root}
