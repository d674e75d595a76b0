"""StarDict, a dictionary of three files: .ifo has the metadata, .idx the offsets of definitions, .dict the definitions.

The format is described at https://stardict-4.sourceforge.net/StarDictFileFormat. Synonyms (.syn) are left out.
"""

from __future__ import annotations

import struct
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import GzipFile
from io import BytesIO
from itertools import chain, repeat
from lzma import LZMAError
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from ...errors import SourceError
from ..reading.file import reason, too_large
from .dictionary import Damage, Dictionary, DictionaryEntry

_MAGIC = "StarDict's dict ifo file"
_VERSIONS = ("2.4.2", "3.0.0")
_TEXTS = "mlghx"
"""Types of data that are definitions: plain, plain in another encoding, Pango, HTML, XDXF."""
_ENDINGS = (".ifo", ".idx", ".idx.gz", ".dict", ".dict.dz")
_BYTES_AT_MOST = 512 << 20
_DAMAGE = (BadZipFile, EOFError, LZMAError, RuntimeError, ValueError, tarfile.TarError, struct.error, zlib.error)

Files = Mapping[str, bytes]
"""Files by their names."""


def read_stardict(path: Path) -> Dictionary:
    """The dictionary of an .ifo file; the others stand beside it."""
    with _translate_os_errors(path):
        beside = [path.with_suffix(ending) for ending in _ENDINGS]
        files = {one.name: _limited(path, one.open("rb")) for one in beside if one.is_file()}
    return _dictionary(path, path.with_suffix(".ifo").name, files)


def archived_stardict(path: Path) -> Dictionary:
    """The dictionaries in an archive, of which there is mostly one."""
    with _translate_os_errors(path):
        files = dict(_zipped(path) if path.suffix.lower() == ".zip" else _tarred(path))
    found = [_dictionary(path, name, files) for name in sorted(files) if name.endswith(".ifo")]
    if not found:
        raise SourceError(path, "has no StarDict dictionary (no .ifo file)", "Unpack it, and name the file inside")
    return Dictionary(chain.from_iterable(one.entries for one in found), found[0].origin)


def _zipped(path: Path) -> Iterator[tuple[str, bytes]]:
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(_ENDINGS):
                yield name, _limited(path, archive.open(name))


def _tarred(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(_ENDINGS) and (stream := archive.extractfile(member)):
                yield member.name, _limited(path, stream)


def _dictionary(path: Path, name: str, files: Files) -> Dictionary:
    info = _info(path, files.get(name, b""))
    stem = name.removesuffix(".ifo")
    index = _part(path, files, f"{stem}.idx", ".gz")
    if info.get("idxfilesize") != str(len(index)):
        raise _damaged(path, f"{stem}.idx has {len(index):,} bytes, its .ifo says {info.get('idxfilesize') or 'none'}")
    texts = _Texts(path, index, _part(path, files, f"{stem}.dict", ".dz"), info)
    about = (info.get(key, "") for key in ("bookname", "author", "website", "description"))
    return Dictionary(texts.entries(), "; ".join(filter(None, about)))


def _info(path: Path, data: bytes) -> dict[str, str]:
    first, *lines = data.decode("utf-8-sig", "replace").splitlines() or [""]
    if first.strip() != _MAGIC:
        raise SourceError(path, "is not the .ifo file of a StarDict dictionary")
    info = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    if info.get("version") not in _VERSIONS:
        raise SourceError(path, f"has version {info.get('version')}; read are {' and '.join(_VERSIONS)}")
    return info


def _part(path: Path, files: Files, name: str, packed: str) -> bytes:
    """One of the files of a dictionary, unpacked."""
    if name in files:
        return files[name]
    if name + packed not in files:
        raise SourceError(path, f"lacks {name}", "It belongs beside the .ifo file")
    with _translate_os_errors(path):
        return _limited(path, GzipFile(fileobj=BytesIO(files[name + packed])))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Words and where their definitions are."""

    path: Path
    index: bytes
    data: bytes
    info: Mapping[str, str]

    def entries(self) -> Iterator[DictionaryEntry | Damage]:
        """Every word with its definition."""
        for number, (word, data) in enumerate(self._places(), start=1):
            try:
                texts = [text.decode("utf-8") for text in _definitions(data, self.info.get("sametypesequence", ""))]
                yield DictionaryEntry(word.decode("utf-8"), "\n".join(texts))
            except (ValueError, struct.error):
                yield Damage(f"entry {number}")

    def _places(self) -> Iterator[tuple[bytes, bytes]]:
        form = ">QI" if self.info.get("idxoffsetbits") == "64" else ">II"
        at = 0
        while at < len(self.index):
            end = self.index.find(b"\0", at)
            try:
                offset, size = struct.unpack_from(form, self.index, end + 1)
            except struct.error:
                end = -1
            if end < 0:
                raise _damaged(self.path, f"its .idx ends within a word (byte {at:,})")
            if offset + size > len(self.data):
                raise _damaged(self.path, f"its .idx points to byte {offset:,} of {len(self.data):,} in its .dict")
            yield self.index[at:end], self.data[offset : offset + size]
            at = end + 1 + struct.calcsize(form)


def _definitions(data: bytes, sequence: str) -> Iterator[bytes]:
    """The texts among the data of a word. Without a sequence each has its type before it, and the last one an end."""
    at = 0
    for number, listed in enumerate(sequence or repeat("")):
        if at >= len(data):
            return
        kind = listed or chr(data[at])
        at += not listed
        if number == len(sequence) - 1:
            start, end, after = at, len(data), len(data)
        elif kind.islower():
            start, end = at, data.index(b"\0", at)
            after = end + 1
        else:
            start = at + 4
            end = after = start + int(struct.unpack_from(">I", data, at)[0])
        if kind in _TEXTS:
            yield data[start:end]
        at = after


def _limited(path: Path, stream: IO[bytes] | GzipFile) -> bytes:
    with stream:
        data = stream.read(_BYTES_AT_MOST + 1)
    if len(data) > _BYTES_AT_MOST:
        raise SourceError(path, too_large(len(data), _BYTES_AT_MOST))
    return data


def _damaged(path: Path, problem: str) -> SourceError:
    return SourceError(path, f"is damaged: {problem}", "Get it anew")


@contextmanager
def _translate_os_errors(path: Path) -> Iterator[None]:
    """Turns the exceptions of Python's modules into a SourceError."""
    try:
        yield
    except OSError as error:  # a damaged gzip file is one too
        raise SourceError(path, reason(error) if error.errno else f"is damaged: {error}") from error
    except _DAMAGE as error:
        raise _damaged(path, str(error)) from error
