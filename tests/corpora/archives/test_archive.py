"""Archives: files inside a file."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Limits
from malmoi.corpora.archives import archive as reader
from malmoi.corpora.readers import reader_for
from malmoi.corpora.reading.bounded import bounded
from malmoi.corpora.reading.clock import Clock
from malmoi.corpora.reading.file import File
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.tests.examples import examples

Content = Mapping[str, str | bytes]


def zipped(files: Content, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files: Content, mode: str = "w", encoding: str = "utf-8") -> bytes:
    packed = BytesIO()
    with tarfile.open(  # type: ignore[call-overload]  # any mode
        fileobj=packed, mode=mode, encoding=encoding, format=tarfile.GNU_FORMAT
    ) as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return packed.getvalue()


def gzipped(files: Content) -> bytes:
    return tarred(files, "w:gz")


PACKERS: list[tuple[str, Callable[[Content], bytes]]] = [
    ("글.zip", zipped),
    ("글.tar", tarred),
    ("글.tar.gz", gzipped),
    ("글.tgz", gzipped),
]
every_kind = pytest.mark.parametrize(("key", "packed"), PACKERS, ids=[key for key, _ in PACKERS])


def read(key: str, data: bytes, limit: int = 1 << 20) -> list[Document | Skipped]:
    found = reader_for(key)
    assert found is not None
    return list(found.read(File(key, (len(data), 0), lambda: BytesIO(data), limit)))


def ids(found: list[Document | Skipped]) -> list[str]:
    return [one.id for one in found if isinstance(one, Document)]


@every_kind
def test_members_are_read_as_files(key: str, packed: Callable[[Content], bytes]) -> None:
    """Every file is read by the reader of its kind, and has the archive's key before its own."""
    files = {"글/2007/a.html": "<title>하나</title><p>마당", "2007-12-13-b.md": "비", "t.csv": "제목,본문\n셋,꽃\n"}
    assert read(key, packed(files)) == [
        Document(id=f"{key}/글/2007/a.html", title="하나", body="마당"),
        Document(id=f"{key}/2007-12-13-b.md", title="b", body="비", date="2007-12-13"),
        Document(id=f"{key}/t.csv#1", title="셋", body="꽃"),
    ]


@every_kind
def test_members_are_read_as_the_archive_is(key: str, packed: Callable[[Content], bytes]) -> None:
    """What was said of how to read an archive holds for every file in it."""
    met: list[File] = []

    class Text:
        suffixes = (".txt",)
        own_ids = False

        def read(self, file: File) -> Iterator[Document]:
            met.append(file)
            return iter(())

    data = packed({"a.txt": "글"})
    whole = File(key, (len(data), 7), lambda: BytesIO(data), 100, whole=True)
    assert list(reader.ArchiveReader(lambda name: Text()).read(whole)) == []
    (member,) = met
    assert (member.key, member.stamp, member.limit, member.whole) == (f"{key}/a.txt", (3, 7), 100, True)
    assert member.data().decode() == "글"


@every_kind
def test_own_ids_stay(key: str, packed: Callable[[Content], bytes]) -> None:
    """JSON Lines have the same ids in an archive as outside of it."""
    assert read(key, packed({"a.jsonl": '{"id": "p1", "body": "글"}\n{'})) == [
        Document(id="p1", body="글"),
        Skipped(f"{key}/a.jsonl:2", "is not JSON: Expecting property name enclosed in double quotes at character 2"),
    ]


@every_kind
def test_names_lead_nowhere_else(key: str, packed: Callable[[Content], bytes]) -> None:
    """A name that points out of the archive is one inside it."""
    files = {"../../a.txt": "글", "/etc/b.txt": "글", "./c//d.txt": "글", "\u1100\u1161.txt": "글"}
    assert ids(read(key, packed(files))) == [f"{key}/{name}" for name in ("a.txt", "etc/b.txt", "c/d.txt", "가.txt")]


@every_kind
def test_what_is_left_out(key: str, packed: Callable[[Content], bytes]) -> None:
    """Hidden files and what macOS adds are no part of an archive, as of a folder; files of unknown endings are counted."""
    hidden: Content = {".a.txt": "글", "b/.git/c.txt": "글", "__MACOSX/d.txt": "글", "__MACOSX/e.png": "글"}
    assert read(key, packed(hidden)) == []
    reason = "3 of its files have endings that no reader knows: .png 2, none 1"
    assert read(key, packed({**hidden, "e.png": "글", "f/g.PNG": "글", "README": "글"})) == [
        Skipped(key, reason, "left_out")
    ]


@every_kind
def test_a_file_that_cannot_be_read_is_skipped_alone(key: str, packed: Callable[[Content], bytes]) -> None:
    """A file in an archive has the limits of any other file; archives are read one level deep."""
    found = read(
        key, packed({"a.txt": "", "b.txt": "가" * 1000, "c.zip": zipped({"d.txt": "글"}), "e.txt": "글"}), limit=2000
    )
    assert found == [
        Skipped(f"{key}/a.txt", "is empty"),
        Skipped(f"{key}/b.txt", "is larger than 2,000 bytes (3,000)"),
        Skipped(f"{key}/c.zip", "is an archive in an archive"),
        Document(id=f"{key}/e.txt", title="e", body="글"),
    ]


def test_names_of_korean_windows() -> None:
    """Names in cp949, which a zip does not tell from others, are read right; so are its folders."""
    name = "소식\\똠방각하.txt".encode("cp949")
    data = zipped({"n" * len(name): "글"}).replace(b"n" * len(name), name)
    assert ids(read("글.zip", data)) == ["글.zip/소식/똠방각하.txt"]
    utf8 = "소식.txt".encode()
    assert ids(read("글.zip", zipped({"n" * len(utf8): "글"}).replace(b"n" * len(utf8), utf8))) == ["글.zip/소식.txt"]
    assert ids(read("글.tar", tarred({"소식.txt": "글"}, encoding="cp949"))) == ["글.tar/소식.txt"]


def test_links_devices_and_folders() -> None:
    """Only files are read; a link in an archive leads nowhere."""
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo(f"{kind!r}.txt")
            info.type, info.linkname = kind, "/etc/hostname"
            archive.addfile(info)
    assert read("글.tar", packed.getvalue()) == []
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/hostname")
        archive.writestr("b.txt/", "")
    assert read("글.zip", packed.getvalue()) == []


def test_locked_and_unknown_methods() -> None:
    """A file that is encrypted, or packed by a method that may unpack to anything, says so."""
    data = bytearray(zipped({"a.txt": "글"}))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert read("글.zip", bytes(data)) == [Skipped("글.zip/a.txt", "is encrypted")]
    assert read("글.zip", zipped({"a.txt": "글"}, zipfile.ZIP_BZIP2)) == [
        Skipped("글.zip/a.txt", "is compressed by a method that is not read (12)")
    ]


NOISE = {
    f"{number}.txt": "".join(chr(0xAC00 + number * 97 + place * 31 % 9000) for place in range(2000))
    for number in range(9)
}


@pytest.mark.parametrize(("key", "packed"), PACKERS[1:3])
def test_a_tar_that_is_cut_short(key: str, packed: Callable[[Content], bytes]) -> None:
    """What comes before the cut is read, and the archive is named."""
    data = packed(NOISE)
    found = read(key, data[: len(data) // 2])
    assert 3 <= len(ids(found)) <= 5
    assert isinstance(found[-1], Skipped)
    assert found[-1].key == key
    assert found[-1].reason.startswith("is damaged: ")
    assert found[-1].reason.endswith(". The rest is left out")


def test_a_damaged_header_of_a_tar() -> None:
    """A header that cannot be read is not taken for the end."""
    data = bytearray(tarred(NOISE))
    place = data.index(b"4.txt")
    data[place : place + 512] = b"x" * 512
    found = read("글.tar", bytes(data))
    assert len(ids(found)) == 4
    assert found[-1] == Skipped(
        "글.tar", "is damaged: something follows its end, or a header is damaged. The rest is left out"
    )


def test_a_damaged_file_in_a_zip() -> None:
    """A file whose bytes are not those that were packed is named, and the others are read."""
    data = bytearray(zipped(NOISE, zipfile.ZIP_STORED))
    data[data.index(b"4.txt") + 100] ^= 1
    found = read("글.zip", bytes(data))
    assert len(ids(found)) == 8
    assert [one for one in found if isinstance(one, Skipped)] == [
        Skipped("글.zip/4.txt", "is damaged: Bad CRC-32 for file '4.txt'")
    ]


@pytest.mark.parametrize("key", [key for key, _ in PACKERS])
@pytest.mark.parametrize("data", [b"", b"PK", b"a" * 2000, zipped(NOISE)[:5000], gzip.compress(b"", mtime=0)])
def test_no_archive(key: str, data: bytes) -> None:
    """What is no archive is refused."""
    with pytest.raises(SourceError) as caught:
        read(key, data)
    assert caught.value.reason.startswith("is damaged, or no archive: ")
    assert not caught.value.may_pass


@every_kind
def test_bombs(key: str, packed: Callable[[Content], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive gives so many files, so many bytes, and so many for each of its own, and no more."""
    files = {f"{number}.txt": b"0" * 50_000 for number in range(100)}
    data = packed(files)
    monkeypatch.setattr(reader, "_RATIO_AT_MOST", 20 if key != "글.tar" else 0.1)
    found = read(key, data, limit=100_000)
    assert len(ids(found)) < 60
    assert isinstance(found[-1], Skipped)
    assert found[-1].key == key
    assert found[-1].reason.startswith("unpacks to more than ")
    monkeypatch.setattr(reader, "_RATIO_AT_MOST", 1000)
    monkeypatch.setattr(reader, "_BYTES_AT_MOST", 1_000_000)
    assert read(key, data, limit=100_000)[-1] == Skipped(
        key, "unpacks to more than 1,000,000 bytes: the rest is left out"
    )
    monkeypatch.undo()
    file = File(key, (len(data), 0), lambda: io.BytesIO(data), 1 << 20, entries=10)
    found = list(reader.ArchiveReader(reader_for).read(file))
    assert len(found) == 11
    assert found[-1] == Skipped(key, "has more than 10 files: the rest is left out")


def test_headers_without_end() -> None:
    """A tar whose header says that it is gigabytes long is not held in memory."""
    info = tarfile.TarInfo("a.txt")
    info.type, info.size = tarfile.XHDTYPE, 1 << 33
    data = gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + b"1" * (8 << 20))
    with pytest.raises(SourceError, match="a header is too long"):
        read("글.tgz", data, limit=32 << 20)


@pytest.mark.parametrize("name", ["a.txt", "a.bin"])
@pytest.mark.parametrize("size", [1 << 33, 1 << 60, (1 << 63) - 1])
def test_a_size_beyond_the_end(within: Callable[..., None], name: str, size: int) -> None:
    """A tar of a kilobyte whose header claims gigabytes and more ends at once, read or passed over, packed or not."""
    info = tarfile.TarInfo(name)
    info.size = size
    data = info.tobuf(tarfile.GNU_FORMAT) + b"\0" * 512
    for key, content in (("글.tar", data), ("글.tgz", gzip.compress(data))):
        within(1, lambda key=key, content=content: read(key, content))
        *_, damage = (one for one in read(key, content) if isinstance(one, Skipped) and one.kind == "unreadable")
        assert damage.reason.startswith("is damaged: it is cut short, or a header claims more than there is")


def test_an_archive_that_takes_too_long() -> None:
    """When the time of a file is over, what follows in an archive is left out, and said to be."""
    data = tarred({f"{number}.txt": "글" for number in range(9)})
    file = File("글.tar", (len(data), 0), lambda: io.BytesIO(data), 1 << 20, clock=Clock(-1.0))
    found = list(bounded("글.tar", reader.ArchiveReader(reader_for).read(file), Limits(), file.clock))
    assert found == [Skipped("글.tar", "takes longer than -1 s to read: the rest is left out")]


def test_sizes_that_lie() -> None:
    """A zip whose list says less than there is gives no more than it says; one that says more is damaged."""
    for size, reason in ((10, "Bad CRC-32"), (5000, "it is cut short")):
        data = bytearray(zipped({"a.txt": "0" * 1000}))
        place = data.index(b"PK\1\2") + 24
        data[place : place + 4] = struct.pack("<I", size)
        (found,) = read("글.zip", bytes(data))
        assert isinstance(found, Skipped)
        assert found.reason.startswith(f"is damaged: {reason}")


def test_a_list_without_end() -> None:
    """A zip whose list of files is larger than any is refused before it is read."""
    data = b"a" * (17 << 20)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, len(data), 0, 0)
    with pytest.raises(SourceError, match="its list of files is too long"):
        read("글.zip", data + end)


def test_a_disk_that_fails() -> None:
    """What the system refuses is told as such, so that what was indexed before is kept."""

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 2000:
                raise OSError(5, "Input/output error")
            return super().read(size)

    data = tarred(NOISE)

    def opened() -> BinaryIO:
        return Failing(data)

    found = reader_for("글.tar")
    assert found is not None
    with pytest.raises(SourceError) as caught:
        list(found.read(File("글.tar", (len(data), 0), opened, 1 << 20)))
    assert caught.value.may_pass
    assert caught.value.reason == "cannot be read: Input/output error"


@examples(60)
@given(st.sampled_from(PACKERS), st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=20))
def test_any_damage(kind: tuple[str, Callable[[Content], bytes]], changes: list[tuple[int, int]]) -> None:
    """Whatever byte is changed, an archive is read or refused."""
    key, packed = kind
    data = bytearray(packed({"a.txt": "글", "b/c.html": "<p>글", "d.jsonl": '{"id": 1, "body": "글"}'}))
    for place, value in changes:
        data[-1 - place % len(data)] = value
    with suppress(SourceError):
        assert len(read(key, bytes(data))) <= 5
