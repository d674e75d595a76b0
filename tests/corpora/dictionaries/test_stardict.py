"""StarDict: what a writer put in is what is read, and damage is refused with a reason."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.dictionaries.dictionary import Damage, DictionaryEntry
from malmoi.corpora.dictionaries.kinds import open_dictionary
from malmoi.errors import SourceError
from malmoi.tests.examples import examples

from .stardict_writer import stardict, write

ENTRIES = [("추방", [("m", b"exile; deportation")]), ("파업", [("m", b"strike")])]
READ = [DictionaryEntry("추방", "exile; deportation"), DictionaryEntry("파업", "strike")]

words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12)
texts = words.map(str.encode)


def entries_of(path: Path) -> list[DictionaryEntry | Damage]:
    return list(open_dictionary(path).entries)


@given(
    st.lists(st.tuples(words, st.tuples(texts, st.binary(max_size=9), texts)), min_size=1, max_size=5),
    st.booleans(),
    st.sampled_from([32, 64]),
    st.sets(st.sampled_from(["idx", "dict"])),
)
@examples(40)
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory,
    generated: list[tuple[str, tuple[bytes, bytes, bytes]]],
    with_sequence: bool,
    bits: int,
    packed: set[str],
) -> None:
    """Whatever the types, the width of offsets and the compression, words come back with their texts."""
    entries = [
        (word, [("t", b"sound"), ("m", one), ("P", picture), ("h", other)]) for word, (one, picture, other) in generated
    ]
    files = stardict(entries, sequence="tmPh" if with_sequence else "", bits=bits)
    path = write(tmp_path_factory.mktemp("stardict"), files, *packed)
    wanted = [DictionaryEntry(word, f"{one.decode()}\n{other.decode()}") for word, (one, _, other) in generated]
    assert entries_of(path) == wanted


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tar.gz", ".tar.xz", ".tar.bz2"])
def test_archives(tmp_path: Path, ending: str) -> None:
    """A dictionary is read where it is packed, in a folder or not."""
    write(tmp_path / "d", stardict(ENTRIES, sequence="m"), "dict")
    path = tmp_path / f"d{ending}"
    if ending == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted((tmp_path / "d").iterdir()):
                archive.write(file, f"d/{file.name}")
    else:
        with tarfile.TarFile.open(path, f"w:{ending.removeprefix('.tar').removeprefix('.')}") as archive:  # type: ignore[call-overload]  # made of the ending
            archive.add(tmp_path / "d", "d")
    assert entries_of(path) == READ


def test_where_it_is_from(tmp_path: Path) -> None:
    """The name, the author and the description of a dictionary come with it."""
    path = write(tmp_path, stardict(ENTRIES, author="Kim", description="CC BY 4.0"))
    assert open_dictionary(path).origin == "d; Kim; CC BY 4.0"


def test_an_entry_that_is_not_utf8(tmp_path: Path) -> None:
    """It is told, and the others are read."""
    path = write(tmp_path, stardict([*ENTRIES, ("봄", [("m", b"\xff\xfe")])], sequence="m"))
    assert entries_of(path) == [*READ, Damage("entry 3")]


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("d.idx", lambda data: data[:-1], "bytes, its .ifo says"),
        ("d.idx", lambda data: b"", "0 bytes"),
        ("d.idx", lambda data: data.replace(b"\0\0", b"\x7f\0", 1), "points to byte"),
        ("d.idx", lambda data: data.replace(b"\0", b"x"), "ends within a word"),
        ("d.dict", lambda data: data[:-1], "points to byte"),
        ("d.ifo", lambda data: data.replace(b"2.4.2", b"9.9"), "version 9.9"),
        ("d.ifo", lambda data: b"", "is not the .ifo file"),
        ("d.ifo", lambda data: data.replace(b"idxfilesize", b"x"), "says none"),
    ],
)
def test_damage(tmp_path: Path, file: str, change: Callable[[bytes], bytes], told: str) -> None:
    """Files that do not fit each other are refused, and the reason says which."""
    files = stardict(ENTRIES, sequence="m")
    path = write(tmp_path, files | {file: change(files[file])})
    with pytest.raises(SourceError, match=told):
        entries_of(path)


@pytest.mark.parametrize("name", ["d.dict.dz", "d.idx.gz"])
@pytest.mark.parametrize("at", [0, 12, -6])
def test_damaged_compression(tmp_path: Path, name: str, at: int) -> None:
    """A changed byte of a compressed file is found."""
    path = write(tmp_path, stardict(ENTRIES * 50, sequence="m"), "idx", "dict")
    data = bytearray((tmp_path / name).read_bytes())
    data[at] ^= 0xFF
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError):
        entries_of(path)


@pytest.mark.parametrize("missing", ["d.idx", "d.dict"])
def test_a_missing_file(tmp_path: Path, missing: str) -> None:
    """Which one is told."""
    path = write(tmp_path, stardict(ENTRIES, sequence="m"))
    (tmp_path / missing).unlink()
    with pytest.raises(SourceError, match=f"lacks {missing}"):
        entries_of(path)


@pytest.mark.parametrize("name", ["d.zip", "d.tar.xz", "d.tar.gz"])
def test_archives_that_are_none(tmp_path: Path, name: str) -> None:
    """What is no archive, or has no dictionary, is refused."""
    (tmp_path / name).write_bytes(b"no archive")
    with pytest.raises(SourceError, match="damaged"):
        entries_of(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(SourceError, match=r"no \.ifo file"):
        entries_of(tmp_path / "empty.zip")
