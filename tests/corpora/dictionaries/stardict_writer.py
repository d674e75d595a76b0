"""Writes StarDict dictionaries, for tests."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Sequence
from pathlib import Path

Fields = Sequence[tuple[str, bytes]]
"""What is said of a word: types with their data."""


def stardict(
    entries: Sequence[tuple[str, Fields]], *, sequence: str = "", bits: int = 32, **info: str
) -> dict[str, bytes]:
    """The files of a dictionary named ``d``."""
    index = data = b""
    for word, fields in entries:
        packed = b"".join(
            _field(kind, value, typed=not sequence, last=bool(sequence) and at == len(fields) - 1)
            for at, (kind, value) in enumerate(fields)
        )
        index += word.encode() + b"\0" + struct.pack(">QI" if bits == 64 else ">II", len(data), len(packed))
        data += packed
    given = {"version": "3.0.0" if bits == 64 else "2.4.2", "bookname": "d", "wordcount": str(len(entries))}
    given |= {"idxfilesize": str(len(index))} | ({"sametypesequence": sequence} if sequence else {}) | info
    given |= {"idxoffsetbits": "64"} if bits == 64 else {}
    ifo = "StarDict's dict ifo file\n" + "".join(f"{key}={value}\n" for key, value in given.items())
    return {"d.ifo": ifo.encode(), "d.idx": index, "d.dict": data}


def write(folder: Path, files: dict[str, bytes], *packed: str) -> Path:
    """Writes the files, some of them compressed: ``idx`` as .idx.gz, ``dict`` as .dict.dz. Gives the .ifo file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        ending = name.partition(".")[2]
        more = {"idx": ".gz", "dict": ".dz"}[ending] if ending in packed else ""
        (folder / (name + more)).write_bytes(gzip.compress(data) if more else data)
    return folder / "d.ifo"


def _field(kind: str, value: bytes, *, typed: bool, last: bool) -> bytes:
    head = kind.encode() if typed else b""
    if last:
        return head + value
    return head + (value + b"\0" if kind.islower() else struct.pack(">I", len(value)) + value)
