"""Check finds every changed byte; searching a damaged index is right or a named error; nothing of it is ever run."""

from __future__ import annotations

import ast
import json
import os
import pickle
import random
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi import Document
from malmoi.indexer.segments import columns as columns_module
from malmoi.indexer.segments.columns import Columns, encode_columns
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.layout import BACKUP, MANIFEST
from malmoi.indexer.store.manifest import encode_manifest
from malmoi.tests.examples import examples

ROOT = Path(malmoi.__file__).resolve().parent
QUERIES = ("제주", '"봄 여행"', "unions", "trade -제주", "노동*", "date:2007", "tag:mtu", "오늘 회의")
SENTENCES = (
    "제주에서 만난 사람들과 봄 여행을 이야기했다.",
    "The Trade Union met on Tuesday, and nobody left early.",
    "노동조합이 광장에서 회의를 열었다.",
    "오늘 본 바다는 어제보다 조용했다.",
    "MTU는 이주노동자의 조합이다.",
    "A harbour without boats is only a wall.",
)


def documents(count: int) -> Iterator[Document]:
    """Documents in two languages, with every field that a document can have."""
    chance = random.Random(7)
    for number in range(count):
        yield Document(
            id=f"post-{number}",
            title=chance.choice(("봄 여행", "Harbour", "회의록", "")),
            body=" ".join(chance.choices(SENTENCES, k=chance.randint(1, 6))) + f" {number}",
            date=f"20{chance.randint(5, 20):02}-0{chance.randint(1, 9)}",
            tags=("MTU",) if number % 5 == 0 else ("여행", "바다"),
            author="Lee" if number % 3 else None,
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with every kind of file: segments, deletions, sources, manifest and backup."""
    folder = tmp_path_factory.mktemp("check")
    posts = folder / "posts"
    posts.mkdir()
    for number, sentence in enumerate(SENTENCES):
        (posts / f"{number}.txt").write_text(f"{sentence} {sentence}", encoding="utf-8")
    with malmoi.open(folder / "index") as index:
        index.add_all(documents(300))
        index.sync(posts)
        index.delete("post-3", "post-8")
    return folder / "index"


def bodies(index: malmoi.Index) -> dict[str, str]:
    """Every document's body by its id."""
    return {record.id: record.body for record in index.searcher().snapshot.records()}


def answers(folder: Path) -> list[Any]:
    """What a fixed set of searches answers, or the damaged file that was named instead."""
    try:
        index = malmoi.open(folder, create=False)
    except malmoi.DamagedIndexError:
        return ["damaged"] * (len(QUERIES) + 1)
    found: list[Any] = []
    for query in QUERIES:
        try:
            hits = index.search(query, limit=5).hits
            found.append([(hit.id, hit.score, hit.snippet) for hit in hits])
        except malmoi.DamagedIndexError:
            found.append("damaged")
    try:
        found.append(index.stats())
    except malmoi.DamagedIndexError:
        found.append("damaged")
    return found


def files(folder: Path) -> list[Path]:
    """The files that matter."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("lock"))


def write_anew(path: Path, data: bytes) -> None:
    """Writes a file without touching the bytes that somebody may have mapped."""
    path.unlink()
    path.write_bytes(data)


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ chance.randint(1, 255)]) + data[at + 1 :]


def zeroed(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(max(len(data) - 512, 1))
    return data[:at] + b"\0" * min(512, len(data) - at) + data[at + 512 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


@pytest.mark.parametrize(
    ("change", "times"),
    [
        (flipped, 30),
        (zeroed, 12),
        (cut, 12),
        pytest.param(flipped, 300, marks=pytest.mark.slow),
        pytest.param(zeroed, 40, marks=pytest.mark.slow),
        pytest.param(cut, 40, marks=pytest.mark.slow),
    ],
)
def test_any_change_is_found(made: Path, tmp_path: Path, change: Callable[..., bytes], times: int) -> None:
    """Check reports every changed byte, zeroed stretch and cut file; searches are right or name the damage."""
    folder = tmp_path / "index"
    shutil.copytree(made, folder)
    assert malmoi.check(folder).is_fine
    good, chance = answers(folder), random.Random(11)
    sizes = [path.stat().st_size for path in files(folder)]
    named = 0
    for number in range(times):
        # every file is met, the large ones more often
        path = files(folder)[number % len(sizes)] if number % 3 else chance.choices(files(folder), sizes)[0]
        data = path.read_bytes()
        changed = change(data, chance)
        if changed == data:
            continue
        write_anew(path, changed)
        report = malmoi.check(folder)
        assert [problem.file for problem in report.problems] == [path.name]
        assert report.problems[0].minor == (path.name == BACKUP)
        for answer, right in zip(answers(folder), good, strict=True):
            assert answer in (right, "damaged")
            named += answer == "damaged"
        write_anew(path, data)
    assert named
    assert malmoi.check(folder).is_fine


def test_a_missing_file(made: Path, tmp_path: Path) -> None:
    """A file that is gone is named; without its manifest a folder is a damaged index, and no new one is made there."""
    for number, name in enumerate(path.name for path in files(made)):
        folder = tmp_path / str(number)
        shutil.copytree(made, folder)
        (folder / name).unlink()
        (problem,) = malmoi.check(folder).problems
        assert (problem.file, problem.problem) == (name, "the file is missing")
        if name == MANIFEST:
            with pytest.raises(malmoi.DamagedIndexError, match=r"manifest\.json"):
                malmoi.open(folder)


def test_strays_are_no_damage(made: Path, tmp_path: Path) -> None:
    """A file that a commit left behind is mentioned, and nothing is wrong with that."""
    folder = tmp_path / "index"
    shutil.copytree(made, folder)
    stray = f"{Store(folder).identity}-0123456789abcdef.segment"
    (folder / stray).write_bytes(b"half")
    (folder / "0123456789abcdef.segment").write_bytes(b"somebody else's")
    report = malmoi.check(folder)
    assert report.is_fine
    assert report.strays == (stray,)
    assert report.to_json()["fine"] is True


def test_no_index_to_check(tmp_path: Path) -> None:
    """Where there is no index there is nothing to check, and nothing is made."""
    for upkeep in (malmoi.check, malmoi.repair, malmoi.rebuild):
        with pytest.raises(malmoi.IndexMissingError):
            upkeep(tmp_path / "nowhere")
    assert not list(tmp_path.iterdir())


REPLACED = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 1 << 70) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside a JSON value."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], new: Any, *, remove: bool) -> Any:
    """``value`` with another value in one place, or without it."""
    if not path:
        return new
    copied = dict(value) if isinstance(value, dict) else list(value)
    if len(path) == 1 and remove:
        del copied[path[0]]
    else:
        copied[path[0]] = replaced(copied[path[0]], path[1:], new, remove=remove)
    return copied


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index small enough to be lied about a thousand times."""
    folder = tmp_path_factory.mktemp("small") / "index"
    with malmoi.open(folder) as index:
        index.add_all(documents(150))
        index.delete("post-3")
    return folder


def named_or_right(folder: Path) -> None:
    """Whatever is wrong has a name: no search and no check raises anything but malmoi's own errors."""
    try:
        answers(folder)
        malmoi.check(folder)
    except (malmoi.FormatError, malmoi.FingerprintError):
        pass


@examples(150, quick=50)
@given(data=st.data())
def test_a_manifest_that_lies(small: Path, data: st.DataObject) -> None:
    """A manifest with a valid checksum and any values gives an index or a named error."""
    path = small / MANIFEST
    good = path.read_bytes()
    values = json.loads(good.splitlines()[0])
    place = data.draw(st.sampled_from(sorted(places(values), key=repr)))
    lied = replaced(values, place, data.draw(REPLACED), remove=data.draw(st.booleans()))
    line = json.dumps(lied).encode()
    try:
        write_anew(path, b"%s\n%08x\n" % (line, zlib.crc32(line)))
        named_or_right(small)
    finally:
        write_anew(path, good)


@pytest.mark.parametrize("line", [b"[" * 100_000, b"{}", b"[]", b"null", b"1", b'"x"', b"\xff", b"", b"9" * 5000])
def test_a_manifest_that_is_none(small: Path, tmp_path: Path, line: bytes) -> None:
    """A manifest that is other JSON, or none, is damage."""
    folder = tmp_path / "index"
    shutil.copytree(small, folder)
    (folder / MANIFEST).write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))
    with pytest.raises(malmoi.DamagedIndexError):
        malmoi.open(folder)


def with_segment(small: Path, folder: Path, data: bytes) -> None:
    """The index with another segment file, and a manifest that vouches for it."""
    shutil.copytree(small, folder)
    store = Store(folder)
    commit = store.read()
    (entry,) = commit.segments
    write_anew(folder / entry.file.name, data)
    lied = json.loads(encode_manifest(commit).splitlines()[0])
    lied["segments"][0]["file"] |= {"size": len(data), "checksum": zlib.crc32(data)}
    line = json.dumps(lied).encode()
    (folder / MANIFEST).write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))


def segment_of(small: Path) -> Path:
    (entry,) = Store(small).read().segments
    return small / entry.file.name


@examples(100, quick=30)
@given(data=st.data())
def test_a_header_that_lies(small: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A segment's header with a valid checksum and any values gives an index or a named error."""
    prefix = columns_module._PREFIX
    whole = segment_of(small).read_bytes()
    magic, length, _ = prefix.unpack(whole[: prefix.size])
    header = json.loads(whole[prefix.size : prefix.size + length])
    place = data.draw(st.sampled_from(sorted(places(header), key=repr)))
    lied = json.dumps(replaced(header, place, data.draw(REPLACED), remove=data.draw(st.booleans()))).encode()
    rest = whole[columns_module._aligned(prefix.size + length) :]
    start = prefix.pack(magic, len(lied), zlib.crc32(lied)) + lied
    folder = tmp_path_factory.mktemp("header") / "index"
    with_segment(small, folder, start + b"\0" * (columns_module._aligned(len(start)) - len(start)) + rest)
    named_or_right(folder)
    shutil.rmtree(folder)


@examples(90, quick=25)
@given(data=st.data())
def test_columns_that_lie(small: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Numbers that contradict each other behind valid checksums give an answer or a named error, never a traceback."""
    opened = Columns(segment_of(small))
    columns = {name: opened[name].all().copy() for name in opened}
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(name for name in columns if len(columns[name]))))
        array = columns[name]
        top = np.iinfo(array.dtype)
        at = data.draw(st.integers(0, len(array) - 1))
        match data.draw(st.sampled_from(["value", "reverse", "fill", "cut"])):
            case "value":
                array[at] = data.draw(st.integers(int(top.min), int(top.max)))
            case "reverse":
                columns[name] = array[::-1].copy()
            case "fill":
                array[:] = top.max
            case "cut":
                columns[name] = array[:at].copy()
    folder = tmp_path_factory.mktemp("columns") / "index"
    with_segment(small, folder, b"".join(encode_columns(columns, opened.meta)))
    named_or_right(folder)
    try:
        with malmoi.open(folder) as index:
            index.add(Document(id="one more", body="봄"))
    except malmoi.DamagedIndexError:
        pass
    shutil.rmtree(folder)


class Hostile:
    """Runs a command where it is unpickled."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.proof),)


def use(folder: Path) -> None:
    """Opens an index, reads all that is in it, and writes."""
    with malmoi.open(folder) as index:
        index.stats()
        index.delete("post-5")


def test_nothing_of_an_index_is_run(made: Path, tmp_path: Path) -> None:
    """A pickle in any file of an index is refused and not run, also under a manifest that vouches for it."""
    proof = tmp_path / "it ran"
    hostile = pickle.dumps(Hostile(proof))
    for number, name in enumerate(path.name for path in files(made)):
        for packed in (hostile, zlib.compress(hostile)):
            folder = tmp_path / f"{number}-{len(packed)}"
            shutil.copytree(made, folder)
            before = (folder / name).read_bytes()
            write_anew(folder / name, packed)
            if name not in (MANIFEST, BACKUP):
                line = (folder / MANIFEST).read_bytes().splitlines()[0]
                old = b'"checksum": %d, "name": "%s", "size": %d' % (zlib.crc32(before), name.encode(), len(before))
                new = b'"checksum": %d, "name": "%s", "size": %d' % (zlib.crc32(packed), name.encode(), len(packed))
                assert old in line
                line = line.replace(old, new)
                (folder / MANIFEST).write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))
            assert not malmoi.check(folder).is_fine
            answers(folder)
            if name != BACKUP:
                with pytest.raises(malmoi.DamagedIndexError):
                    use(folder)
            assert not proof.exists()
    with pytest.raises(FileExistsError):
        [pickle.loads(hostile) for _ in range(2)]


def test_no_module_could_run_an_index() -> None:
    """No file of the package imports what unpickles, and none calls eval, exec or numpy's own loaders."""
    banned_modules = {"pickle", "marshal", "shelve", "dill", "joblib"}
    banned_calls = {"eval", "exec", "load_pickle", "fromfile"}
    for path in ROOT.rglob("*.py"):
        inside = path.relative_to(ROOT).parts
        if inside[0] in ("tests", "benchmarks", "scripts", "build", "docs") or inside[0].startswith("."):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            assert not {name.split(".")[0] for name in names} & banned_modules, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in banned_calls, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
                assert (owner, node.func.attr) not in {("np", "load"), ("numpy", "load")}, path
                assert node.func.attr not in banned_calls, path
