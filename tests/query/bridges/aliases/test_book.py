"""The book of aliases: what its owner sees, and that decisions are remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from malmoi.errors import AliasError, ConfigError
from malmoi.query.bridges.aliases.book import AliasBook
from malmoi.query.bridges.aliases.bridge import Aliases
from malmoi.query.bridges.bridge import QueryWord

from ..mining.post_hints import PostHints

TEXTS = {
    "a": "The Pottery Makers' Guild (PMG) met",
    "b": "어제 도자모임(TDM)이 열렸다",
    "c": "어제 바다모임(SCL)이 열렸다",
    "d": "The Korean Confederation of Trade Unions (KCTU)",
}


class Posts(PostHints):
    """The vocabulary of posts, of which aliases only want the hints."""

    def words(self, kind: str, keys: object) -> set[str]:
        return set()

    def has(self, text: str) -> bool:
        return False


@pytest.fixture
def mined() -> Posts:
    return Posts((id_, "", text) for id_, text in TEXTS.items())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "aliases.toml"


def states(book: AliasBook) -> dict[str, str]:
    return {min(one.pair.names, key=len): one.state for one in book.candidates}


def number(book: AliasBook, name: str) -> int:
    return next(one.number for one in book.candidates if name in one.pair.names)


def found(book: AliasBook, word: str, mined: Posts) -> set[str]:
    """What a search finds after the book was written in."""
    bridge = Aliases([book.file] if book.file.exists() else [])
    return {variant.text for variant in bridge.variants([QueryWord(word, word)], mined)}


def test_sure_pairs_are_used_and_others_asked_about(mined: Posts, file: Path) -> None:
    """A sure pair is searched at once, the rest waits; what our groups say already is not listed."""
    book = AliasBook(file, mined)
    assert states(book) == {"PMG": "used", "TDM": "asked", "SCL": "asked"}
    assert found(book, "PMG", mined) == {"Pottery Makers' Guild"}
    assert not found(book, "TDM", mined)
    assert not file.exists()


def test_decisions_are_remembered(mined: Posts, file: Path) -> None:
    """Accepted pairs are searched, refused ones never again, also by the next program; numbers do not move."""
    book = AliasBook(file, mined)
    numbers = {name: number(book, name) for name in ("PMG", "TDM", "SCL")}
    assert [one.pair.names for one in book.accept([numbers["TDM"]])] == [("도자모임", "TDM")]
    book.refuse([numbers["PMG"], numbers["SCL"]])
    for current in (book, AliasBook(file, mined)):
        assert states(current) == {"PMG": "refused", "TDM": "accepted", "SCL": "refused"}
        assert {name: number(current, name) for name in numbers} == numbers
        assert found(current, "tdm", mined) == {"도자모임"}
        assert not found(current, "PMG", mined)


def test_a_decision_is_made_once(mined: Posts, file: Path) -> None:
    """What was decided already is not written again; a refused pair may be accepted later, not the other way."""
    book = AliasBook(file, mined)
    number_ = number(book, "TDM")
    book.refuse([number_])
    once = file.read_text(encoding="utf-8")
    book.refuse([number_])
    assert file.read_text(encoding="utf-8") == once
    book.accept([number_])
    once = file.read_text(encoding="utf-8")
    book.accept([number_])
    assert file.read_text(encoding="utf-8") == once
    assert found(book, "tdm", mined) == {"도자모임"}
    with pytest.raises(AliasError, match="Delete its"):
        book.refuse([number_])


def test_what_the_owner_wrote_stays(mined: Posts, file: Path) -> None:
    """Decisions go to the end of the file; comments and groups before them stay as they were."""
    written = '# mine\n[[group]]\nnames = ["산악회", "AC \\"Alp\\""]  # the hikers\n'
    file.write_text(written, encoding="utf-8")
    book = AliasBook(file, mined)
    book.add(["뜨개모임", 'The "Knitters"'])
    assert file.read_text(encoding="utf-8").startswith(written)
    assert found(book, "뜨개모임", mined) == {'The "Knitters"'}
    assert found(book, "산악회", mined) == {'AC "Alp"'}
    book.accept(())
    book.add(["강아지\udcffモ", "Puppies\x7f"])
    assert AliasBook(file, mined).groups("puppies")
    assert not list(file.parent.glob("*.new"))


def test_groups_by_name(mined: Posts, file: Path) -> None:
    """All groups, or those with a name, however it is spelled."""
    book = AliasBook(file, mined)
    (group,) = book.groups("migrants trade union")
    assert "이주노조" in group.names
    assert len(book.groups()) >= 150
    assert not book.groups("뜨개모임")


def test_what_cannot_be_done_changes_nothing(mined: Posts, file: Path) -> None:
    """A number that no pair has, a group of one name, a file that is wrong already: an error, and the file as it was."""
    book = AliasBook(file, mined)
    with pytest.raises(AliasError, match="pair 99 does not exist"):
        book.accept([number(book, "TDM"), 99])
    with pytest.raises(ConfigError, match="two names"):
        book.add(["혼자"])
    assert not file.exists()
    file.write_text("[[group]", encoding="utf-8")
    with pytest.raises(ConfigError, match="not TOML"):
        AliasBook(file, mined).add(["뜨개모임", "Knitters"])
    assert file.read_text(encoding="utf-8") == "[[group]"


def test_a_pair_as_json(mined: Posts, file: Path) -> None:
    """The shape of a pair in JSON."""
    book = AliasBook(file, mined)
    one = next(one for one in book.candidates if "PMG" in one.pair.names).to_json()
    assert one == {
        "number": one["number"],
        "state": "used",
        "names": ("Pottery Makers' Guild", "PMG"),
        "score": 0.95,
        "count": 1,
        "posts": ("a",),
    }
