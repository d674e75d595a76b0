"""Inputs that break programs which read them: what ``hostile.py`` gives to ``malmoi index``."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import socket
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, repeat
from pathlib import Path

MB = 1_000_000
_WORDS = (
    "봄 여행 제주 바다 노동조합에서 회의를 했다 골목 이웃 강제출국 학교에 가는 길 도서관 모임 독립영화 상영회 [작은책]"
    " Trade Union harbour letter from the Migrants' Trade Union (MTU) and 12.9(일) 2007년 12월 9일 이주노조(MTU)"
).split()
_SEED = 20071209

Maker = Callable[[Path], object]


def words(count: int) -> str:
    """About ``count`` bytes of lines of words as posts have them, never the same line twice."""
    chance = random.Random(_SEED)
    lines: list[str] = []
    size = 0
    while size < count:
        lines.append(f"{len(lines)} {' '.join(chance.choices(_WORDS, k=40))}")
        size += len(lines[-1].encode()) + 1
    return "\n".join(lines)


def bytes_of(make: Callable[[], bytes]) -> Maker:
    """A file of these bytes."""
    return lambda path: path.write_bytes(make())


def text_of(make: Callable[[], str], encoding: str = "utf-8", errors: str = "surrogatepass") -> Maker:
    """A file of this text."""
    return lambda path: path.write_bytes(make().encode(encoding, errors))


def pieces_of(pieces: Callable[[], Iterable[bytes]]) -> Maker:
    """A file of many pieces, which never are in memory together."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.writelines(pieces())

    return make


def random_text(letters: str, size: int) -> str:
    """Letters drawn at random."""
    return "".join(random.Random(_SEED).choices(letters, k=size))


def flat_html(size: int) -> Iterator[bytes]:
    """Paragraphs without end."""
    piece = "".join(f"<p>{line}</p>\n" for line in words(MB).split("\n")).encode()
    return islice(repeat(piece), max(size // len(piece), 1))


def sparse(size: int) -> Maker:
    """A sparse file, larger than the disk."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def zip_of(members: Iterable[tuple[str, bytes]]) -> Maker:
    """A zip archive."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members:
                archive.writestr(name, data)

    return make


def tar_bomb(count: int, size: int) -> Maker:
    """A compressed archive of many files of one letter."""

    def make(path: Path) -> None:
        with gzip.open(path, "wb", 1) as packed, tarfile.open(fileobj=packed, mode="w|") as archive:
            for number in range(count):
                info = tarfile.TarInfo(f"{number}.txt")
                info.size = size
                archive.addfile(info, io.BytesIO(b"a" * size))

    return make


def tar_claim(size: int, name: str) -> bytes:
    """A tar of a kilobyte whose only file says that it has ``size`` bytes."""
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT) + b"\0" * 512


def links_in_a_loop(path: Path) -> None:
    """A folder with links to itself and around it."""
    path.mkdir()
    (path / "self").symlink_to(path)
    (path / "up").symlink_to("..")
    (path / "a").symlink_to(path / "b")
    (path / "b").symlink_to(path / "a")
    (path / "round.txt").symlink_to(path / "round.txt")


def storms(path: Path) -> None:
    """Six files of 10 MB without a word in them, for several processes at once."""
    path.mkdir()
    for number in range(6):
        letters = random.Random(number).choices(_HANGUL, k=3_300_000)
        (path / f"{number}.txt").write_text("".join(letters), encoding="utf-8")


def socket_at(path: Path) -> None:
    """A socket; its name may be longer than an address can be."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def closed_folder(path: Path) -> None:
    """A folder and a file without read permission (root can read them)."""
    path.mkdir()
    (path / "closed.txt").write_text("아무도 못 읽는 글")
    (path / "closed.txt").chmod(0)
    (path / "closed").mkdir(mode=0)


def refusing(path: Path) -> None:
    """A file that opens but cannot be read, even by root."""
    path.symlink_to("/proc/self/mem")


def names(path: Path) -> None:
    """Names that are no UTF-8, decomposed, long, with line ends, quotes and terminal commands."""
    path.mkdir()
    folder = os.fsencode(path)
    plain = (
        unicodedata.normalize("NFD", "한글이름"),
        "글" * 83,
        "줄\n바꿈",
        "\x1b[31m",
        '"따옴표"',
        " blank ",
        "-n",
        "%s",
    )
    for name in (*map(os.fsencode, plain), "이름".encode("cp949"), b"\xff\xfe\xfd"):
        Path(os.fsdecode(folder + b"/" + name[:250] + b".txt")).write_bytes(
            b"a post with a name: " + repr(name).encode()
        )


def deep_folders(path: Path) -> None:
    """A post below more folders than a path may have letters."""
    here = Path.cwd()
    path.mkdir()
    os.chdir(path)
    try:
        for _ in range(700):
            Path("folder").mkdir()
            os.chdir("folder")
            Path("post.txt").write_text("깊은 곳의 글")
    finally:
        os.chdir(here)


def other_index(path: Path) -> None:
    """The folder of another index."""
    import malmoi

    with malmoi.open(path) as index:
        index.add(malmoi.Document(id="other", body="다른 색인의 글"))


def listing(count: int) -> str:
    """What may be a list of posts."""
    return "\n".join(f"2007/12/{n % 28 + 1:02} title {n}\ntitle {n}\nsome text" for n in range(count))


def aliases(depth: int) -> str:
    """Front matter of which every line is ten of the line before."""
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, depth)]
    return "---\n" + "\n".join(lines) + f"\ntags: *a{depth - 1}\ntitle: bomb\n---\n본문입니다\n"


def entities() -> str:
    """A feed of which every entity is ten of the one before."""
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    item = "<item><title>폭탄 &e11;</title><description>&e11;</description></item>"
    good = "<item><title>좋은 글</title><description>본문</description></item>"
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{bomb}]>'
    return f'{head}<rss version="2.0"><channel><title>t</title>{item}{good}</channel></rss>'


def mailbox() -> bytes:
    """A message with one endless line."""
    head = (
        b"From a@b Mon Jan  1 00:00:00 2007\nSubject: endless\nFrom: a@b\nContent-Type: text/plain; charset=utf-8\n\n"
    )
    return head + words(10 * MB).replace("\n", " ").encode() + b"\n"


def pdf_garbage() -> bytes:
    """What begins as a PDF, and goes on at random."""
    chance = random.Random(_SEED)
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n" % n + chance.randbytes(2000) + b"\nendobj\n" for n in range(5000))


def json_lines() -> Iterator[bytes]:
    """A line of 100 MB, one nested too deep, and a good one."""
    yield b'{"id": "long", "body": "'
    yield from repeat(b"\xea\xb8\x80 " * 250_000, 100)
    yield b'"}\n'
    yield b'{"id": "deep", "body": ' + b"[" * 100_000 + b"\n"
    yield json.dumps({"id": "after-the-long-line", "body": "긴 줄 뒤의 글"}).encode() + b"\n"


def csv_unclosed() -> str:
    """A quote that is never closed."""
    return 'id,title,body\n1,good,"본문"\n2,bad,"' + words(50 * MB)


_HANJA = "".join(map(chr, range(0x4E00, 0x8000)))
_HANGUL = "".join(map(chr, range(0xAC00, 0xD7A4)))

NAMED: dict[str, Maker] = {
    "flat-100mb.html": pieces_of(lambda: flat_html(100 * MB)),
    "flat-under-limit.html": pieces_of(lambda: flat_html(30 * MB)),
    "nested-50000.html": text_of(lambda: "<div>" * 50_000 + "깊은 글" + "</div>" * 50_000),
    "bomb.zip": zip_of((f"{n}.txt", b"0" * (30 * MB)) for n in range(60)),
    "link-loop": links_in_a_loop,
    "pipe.txt": os.mkfifo,
    "closed": closed_folder,
    "refusing.txt": refusing,
    "nul.txt": bytes_of(lambda: b"a post with \0 NUL\0 bytes\n" * 1000),
    "nul.html": bytes_of(lambda: b"<p>a page with \0 NUL\0 bytes</p>\n" * 1000),
    "nul-late.txt": bytes_of(lambda: words(20_000).encode() + b"\0" * 1000),
    "one-word-10mb.txt": text_of(lambda: "a" * (10 * MB)),
    "no-space-10mb.txt": text_of(lambda: random_text("abcdefghijklmnop0123456789가나다라마바사", 7 * MB)),
    "surrogates.jsonl": bytes_of(lambda: rb'{"id": "lone", "body": "\ud800 \udfff \ud83d\ude00 \udc00"}' + b"\n"),
    "surrogates.txt": bytes_of(lambda: "반쪽 ".encode() + b"\xed\xa0\x80\xed\xbf\xbf" * 10 + words(4000).encode()),
    "emoji-10mb.txt": text_of(lambda: "👩\u200d👩\u200d👧\u200d👦👍🏽🇰🇷\U000e0067" * 250_000),
    "combining-5m.txt": text_of(lambda: "가a" + "\u0301\u0316" * 2_500_000),
    "bomb.xml": text_of(entities),
    "log-2gb.txt": sparse(2 << 30),
    "log-200mb.txt": pieces_of(lambda: repeat((words(MB) + "\n").encode(), 200)),
    "names": names,
}
"""Inputs that the project promises to survive."""

MORE: dict[str, Maker] = {
    "hangul-line-10mb.txt": text_of(lambda: random_text(_HANGUL, 3_300_000)),
    "hangul-storms": storms,
    "hanja-10mb.txt": text_of(lambda: random_text(_HANJA, 3_300_000)),
    "paragraphs-1m.html": text_of(lambda: "<p>x</p>" * 1_000_000),
    "words-10mb.txt": text_of(lambda: words(10 * MB)),
    "deep-folders": deep_folders,
    "right-to-left.txt": text_of(lambda: "\u202eمرحبا 가\u200f나\u2067다\u2069\n" * 200_000),
    "brackets.md": text_of(lambda: "[" * 100_000 + "\n" + "![" * 50_000 + "\n" + "[a](" * 50_000),
    "stars.md": text_of(lambda: "*" * 100_000 + "\n" + "*a " * 100_000 + "\n" + "**a" * 50_000 + "_a " * 100_000),
    "ticks.md": text_of(lambda: "".join("`" * n + " a " for n in range(1, 1500)) + "\n```" * 30_000),
    "quotes.md": text_of(lambda: "> " * 200_000 + "\n" + "- " * 200_000 + "<!--" * 100_000),
    "alias-bomb.md": text_of(lambda: aliases(12)),
    "front-matter-10mb.md": text_of(lambda: "---\n" + words(10 * MB).replace("\n", "\nk: ") + "\n---\n본문"),
    "front-matter-nested.md": text_of(lambda: "---\na: " + "[" * 30_000 + "\n---\n본문"),
    "long-and-deep.jsonl": pieces_of(json_lines),
    "bad-lines-20mb.jsonl": bytes_of(lambda: b"x\n" * (10 * MB)),
    "lists.jsonl": bytes_of(lambda: b'{"id": "a", "body": "b", "tags": [' + b"[]," * (10 * MB) + b"1]}"),
    "dotted.md": text_of(lambda: f"+++\n{'a.' * 32_000}a = 1\n+++\n본문"),
    "unclosed.csv": text_of(csv_unclosed),
    "endless-line.mbox": bytes_of(mailbox),
    "garbage.pdf": bytes_of(pdf_garbage),
    "attributes-1m.html": text_of(lambda: "<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">글</p>"),
    "tables-10000.html": text_of(lambda: "<table><tr><td>칸" * 10_000),
    "classes.html": text_of(lambda: f"<p>글</p><p {'class=' * MB}>"),
    "comments.html": text_of(lambda: "<!--" * 200_000 + "<p>글</p>" + "<!" * 200_000 + "<?" * 200_000),
    "open-tags.html": text_of(lambda: "<a href='" * 300_000 + "글" + "<" * 1_000_000),
    "entities.html": text_of(lambda: "<p>" + "&amp" * 1_000_000 + "&#" * 1_000_000),
    "gzip-bomb.tar.gz": tar_bomb(40, 30 * MB),
    "text-bomb.zip": zip_of((f"{n}.txt", (words(30_000) * 300)[: 7 * MB].encode()) for n in range(30)),
    "claim.tar": bytes_of(lambda: tar_claim(1 << 60, "a.txt")),
    "claim-passed-over.tar": bytes_of(lambda: tar_claim(1 << 60, "a.bin")),
    "claim.tgz": bytes_of(lambda: gzip.compress(tar_claim(1 << 60, "a.bin"))),
    "entries-300000.zip": zip_of((f"{n:x}.txt", b"") for n in range(300_000)),
    "entries-unknown.zip": zip_of((f"{n:x}", b"") for n in range(300_000)),
    "nested.zip": zip_of(("inside.zip", b"PK") for _ in range(3)),
    "tags-100000.jsonl": text_of(
        lambda: json.dumps({"id": 1, "body": "글", "tags": [f"t{n}" for n in range(100_000)]})
    ),
    "title-10m.jsonl": text_of(
        lambda: json.dumps({"id": 1, "body": "글", "title": random_text(_HANGUL, 10 * MB)}, ensure_ascii=False)
    ),
    "id-10m.jsonl": text_of(lambda: json.dumps({"id": "가" * (10 * MB), "body": "글"}, ensure_ascii=False)),
    "author-10m.jsonl": text_of(
        lambda: json.dumps({"id": 1, "body": "글", "author": "가" * (10 * MB)}, ensure_ascii=False)
    ),
    "title-10m.html": text_of(lambda: f"<title>{'가' * (10 * MB)}</title><p>글"),
    "keywords-1m.html": text_of(lambda: f"<meta name=keywords content='{','.join(map(str, range(MB)))}'><p>글"),
    "deep.xml": text_of(lambda: f"<rss><item><guid>1</guid><title>글</title>{'<a>' * MB}{'</a>' * MB}</item></rss>"),
    "items-200000.xml": text_of(lambda: f"<rss>{'<item><guid>1</guid><title>글</title></item>' * 200_000}</rss>"),
    "deep.json": text_of(lambda: '{"posts":' * 100_000),
    "wide.json": text_of(lambda: "{" + ",".join(f'"k{n}": "v"' for n in range(MB)) + "}"),
    "lists-5m.json": text_of(lambda: f"[{'[],' * (5 * MB)}1]"),
    "outside.zip": zip_of([("../../outside.txt", "밖의 글".encode()), ("/etc/outside.txt", b"outside")]),
    "other-index": other_index,
    "dangling.txt": lambda path: path.symlink_to("nowhere"),
    "socket.txt": socket_at,
    "cp949.txt": text_of(lambda: "똠방각하 펲시콜라 " + words(2000), "cp949"),
    "euc-kr.html": bytes_of(lambda: '<meta charset="euc-kr"><p>똠방각하와 노동조합</p>'.encode("cp949")),
    "utf-16.txt": text_of(lambda: words(2000), "utf-16"),
    "utf-16-no-mark.txt": text_of(lambda: words(2000), "utf-16-le"),
    "utf-32.txt": text_of(lambda: words(2000), "utf-32"),
    "iso-2022-kr.txt": text_of(lambda: "이주노동자 노동조합 회의", "iso2022_kr"),
    "mojibake.txt": bytes_of(lambda: words(3000).encode("cp949", "replace") + random.Random(1).randbytes(300)),
    "replaced.txt": text_of(lambda: "우리는 \ufffd\ufffd 회의를 \ufffd 했다. " * 200),
    "listing-1m.txt": text_of(lambda: listing(333_000)),
    "dates-1m.txt": text_of(lambda: "\n".join(f"2007/12/{n % 28 + 1:02} title {n % 4000}" for n in range(900_000))),
    "decimals-20mb.txt": text_of(lambda: random_text("0123456789.", 20 * MB)),
    "decimals-spaced-20mb.txt": text_of(lambda: "12.9 3.1 " * (20 * MB // 9)),
    "brackets-storm.txt": text_of(lambda: "가나다라(MTU) (일명 나라) A/B 가/나 (" * 200_000),
    "capitals.txt": text_of(lambda: random_text("ABCDE ", 10 * MB)),
    "capital-words.txt": text_of(lambda: "Apple Berry Cherry Date " * (10 * MB // 24)),
    "capital-random.txt": text_of(lambda: " ".join(w.capitalize() for w in random_text("abcde ", 10 * MB).split())),
    "underscores.txt": text_of(lambda: "a_" * (5 * MB)),
    "spaces.txt": text_of(lambda: "가" + " " * (10 * MB) + "나" + "\n" * (10 * MB)),
}
"""Further hostile inputs."""


def many_files(path: Path) -> None:
    """A folder of 100,000 files."""
    path.mkdir()
    for number in range(100_000):
        (path / f"{number}.txt").write_text(f"{number} 작은 글")
