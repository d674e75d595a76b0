"""Document id sets of one segment group: sorted ids for sparse sets, a bitmap for dense ones.

Adding whole arrays is many times quicker than adding at indices, and for dense sets it takes less memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Documents = NDArray[np.integer]
Mask = NDArray[np.bool_]

_FEW = 8
"""Density threshold: sets with at most 1/8 of the documents are stored as sorted ids, others as a bitmap."""


def are_few(documents: int, size: int) -> bool:
    """True if ``documents`` of ``size`` documents are stored as sorted ids rather than as a bitmap."""
    return documents * _FEW <= size


class DocSet(Protocol):
    """A set of documents of a group. A mask has one item for each document of the group."""

    @property
    def bytes(self) -> int:
        """Its memory in bytes."""

    def __len__(self) -> int: ...

    @property
    def docs(self) -> Documents:
        """The documents, ascending."""

    def mark(self, mask: Mask) -> None:
        """Sets the items of its documents in ``mask``."""

    def has(self, doc: int) -> bool:
        """True if a document is in it."""

    def which(self, docs: Documents) -> Mask:
        """A flag for each of some documents: whether it is in the set."""

    def among(self, wanted: Mask) -> Documents:
        """Its documents whose item in ``wanted`` is set, ascending."""


def document_set(docs: Documents, size: int) -> SparseDocSet | DenseDocSet:
    """The set of ``docs``, ascending, in a group of ``size`` documents."""
    if are_few(len(docs), size):
        return SparseDocSet(docs)
    flags = np.zeros(size, dtype=np.bool_)
    flags[docs] = True
    return DenseDocSet(flags)


def flagged(flags: Mask) -> SparseDocSet | DenseDocSet:
    """The set of the documents whose flags are set."""
    documents = int(np.count_nonzero(flags))
    return SparseDocSet(np.flatnonzero(flags)) if are_few(documents, len(flags)) else DenseDocSet(flags)


@dataclass(frozen=True, slots=True)
class DocSets:
    """The documents of every segment group that have something."""

    groups: tuple[DocSet, ...]

    @property
    def bytes(self) -> int:
        """Their memory in bytes."""
        return sum(documents.bytes for documents in self.groups)


class SparseDocSet:
    """A sparse set: sorted document numbers."""

    def __init__(self, docs: Documents) -> None:
        self.docs: NDArray[np.uint16] = docs.astype(np.uint16, copy=False)

    @property
    def bytes(self) -> int:
        return self.docs.nbytes

    def __len__(self) -> int:
        return len(self.docs)

    def mark(self, mask: Mask) -> None:
        mask[self.docs] = True

    def place(self, doc: int) -> int | None:
        """The index of a document in ``docs``; None if it is not there."""
        at = int(self.docs.searchsorted(np.uint16(doc)))
        return at if at < len(self.docs) and self.docs[at] == doc else None

    def has(self, doc: int) -> bool:
        return self.place(doc) is not None

    def which(self, docs: Documents) -> Mask:
        if not len(self.docs):
            return np.zeros(len(docs), dtype=bool)
        found: Mask = self.docs.take(self.docs.searchsorted(docs), mode="clip") == docs
        return found

    def among(self, wanted: Mask) -> Documents:
        return self.docs[wanted[self.docs]]


class DenseDocSet:
    """A dense set: a bitmap with one flag for every document of the group."""

    def __init__(self, flags: Mask) -> None:
        self.flags = flags
        self._count = int(np.count_nonzero(flags))

    @property
    def bytes(self) -> int:
        return self.flags.nbytes

    def __len__(self) -> int:
        return self._count

    @property
    def docs(self) -> Documents:
        return np.flatnonzero(self.flags).astype(np.uint16)

    def mark(self, mask: Mask) -> None:
        mask |= self.flags

    def has(self, doc: int) -> bool:
        return bool(self.flags[doc])

    def which(self, docs: Documents) -> Mask:
        return self.flags[docs]

    def among(self, wanted: Mask) -> Documents:
        return np.flatnonzero(self.flags & wanted).astype(np.uint16)
