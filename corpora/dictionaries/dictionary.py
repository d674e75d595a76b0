"""The protocol of a dictionary: headwords with definitions, read from a file."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ...errors import SourceError
from ..reading.file import reason


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """A headword and what is said of it, as it stands there: with markup, numbers, labels and examples.

    Whichever of the two is Korean, the other is English.
    """

    headword: str
    definition: str


@dataclass(frozen=True, slots=True)
class Damage:
    """A line or an entry that cannot be read; the others can."""

    where: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The contents of a file. ``origin`` is its own statement of origin and licence, or empty.

    While the entries are read, SourceError says what is wrong with the file.
    """

    entries: Iterator[DictionaryEntry | Damage]
    origin: str = ""


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked where it is gzip. What goes wrong is a SourceError."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield stream  # type: ignore[misc]  # GzipFile reads as any other
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(path, f"is damaged: {error}", "Get it anew") from error
    except OSError as error:
        raise SourceError(path, reason(error)) from error
