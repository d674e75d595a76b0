"""The structure of a segment: what must hold between its columns, beyond every block having its checksum.

Reading a segment checks checksums and never reads outside of a column; checking this as well would read every
column before the first search. So it is checked when somebody asks, and when reading has gone wrong: numbers that
contradict each other behind valid checksums are then named as damage, while a mistake of malmoi's own stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import numpy as np

from ..errors import DamagedIndexError
from .segments.columns import Array
from .segments.merge import FIELDS
from .segments.postings import Postings
from .segments.segment import Segment

_BY_BAD_NUMBERS = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, TypeError, ValueError)


@contextmanager
def explained(segments: Sequence[Segment]) -> Iterator[None]:
    """What is raised because a segment contradicts itself becomes the DamagedIndexError that says so."""
    try:
        yield
    except _BY_BAD_NUMBERS as error:
        for segment in segments:
            for problem in contradictions(segment):
                raise DamagedIndexError(segment.path, problem) from error
        raise


def contradictions(segment: Segment) -> Iterator[str]:
    """What does not hold in a segment, a sentence each; also where bytes do not match their checksum."""
    for part in (_documents, _stored, *(_field(name) for name in FIELDS)):
        try:
            yield from part(segment)
        except DamagedIndexError as error:
            yield error.problem
        except _BY_BAD_NUMBERS as error:
            yield f"its columns do not fit each other ({error})"


class _field:  # noqa: N801  # stands beside the functions
    """The check of one field."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, segment: Segment) -> Iterator[str]:
        """What does not hold in the field."""
        for problem in _postings(segment.postings(self._name), segment.size):
            yield f"{self._name}: {problem}"
