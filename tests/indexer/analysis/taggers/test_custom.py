"""A tagger and user words that are Python objects."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

import malmoi
from malmoi import Document, Morpheme, UserWord
from malmoi.config import Analysis, Config


class Syllables:
    """A tagger to which each pair of syllables is a noun."""

    name = "syllables"

    def fingerprint(self) -> dict[str, str]:
        return {"version": "1"}

    def tag(self, text: str) -> list[Morpheme]:
        pairs = [(start, text[start : start + 2]) for start in range(0, len(text), 2)]
        return [Morpheme(pair, "NNG", start, start + len(pair), pair) for start, pair in pairs]


class Broken(Syllables):
    """A tagger that gives or raises what it is made with."""

    def __init__(self, found: Any) -> None:
        self.found = found

    def tag(self, text: str) -> list[Morpheme]:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found  # type: ignore[no-any-return]


def config(tagger: Any = "mecab", words: Any = "") -> Config:
    return Config(analysis=Analysis(tagger=tagger, user_words=words))


def test_a_tagger_of_ones_own(tmp_path: Path) -> None:
    """It cuts documents and queries, and an index of another one is refused."""
    with malmoi.open(tmp_path / "index", config=config(Syllables())) as index:
        index.add(Document(id="a", body="가나다라마바"))
        assert index.search("다라").total == 1
        assert [term for run in index.analyze("가나다라").runs for term, _ in run.terms] == ["가나", "다라"]
        with pickle.loads(pickle.dumps(index)) as again:
            assert again.search("다라").total == 1
    with pytest.raises(malmoi.FingerprintError, match="syllables"):
        malmoi.open(tmp_path / "index", config=Config())


def test_user_words_of_ones_own(tmp_path: Path) -> None:
    """Strings and objects, with any tagger."""
    words = ["뷁뷁단", UserWord("이주여협", "NNP", ("이주", "여협"))]
    for tagger in ("mecab", Syllables()):
        with malmoi.open(tmp_path / f"{type(tagger).__name__}", config=config(tagger, words)) as index:
            (run,) = index.analyze("뷁뷁단").runs
            assert run.terms == (("뷁뷁단", 0),)
            (run,) = index.analyze("이주여협").runs
            assert {"이주", "여협"} <= {term for term, _ in run.terms}


def test_workers_have_them_too(tmp_path: Path) -> None:
    """A process that reads a share gets the settings with the objects in them."""
    settings = config(Syllables(), ["뷁뷁단"])
    assert pickle.loads(pickle.dumps(settings)).analysis.user_words == ("뷁뷁단",)


@pytest.mark.parametrize(
    "found",
    [
        ValueError("mine"), None, 5, ["x"], [("x", "NNG", 0, 99, "x")], [("x", "NNG", -1, 1, "x")], [(5, "NNG", 0, 1, "x")],
        [Morpheme("나", "NNG", 1, 2, "나"), Morpheme("가", "NNG", 0, 1, "가")],
    ],
)  # fmt: skip
def test_a_tagger_that_is_wrong(tmp_path: Path, found: Any) -> None:
    """An AnalysisError names it, and nothing is written."""
    with malmoi.open(tmp_path / "index", config=config(Broken(found))) as index:
        with pytest.raises(malmoi.AnalysisError, match="the tagger syllables failed on '가나'"):
            index.add(Document(id="a", body="가나"))
        assert len(index) == 0


@pytest.mark.parametrize("tagger", [5, None, object(), Syllables])
def test_what_is_no_tagger(tmp_path: Path, tagger: Any) -> None:
    """It is a ConfigError."""
    with pytest.raises(malmoi.ConfigError, match=r"analysis\.tagger"):
        malmoi.open(tmp_path / "index", config=config(tagger))


@pytest.mark.parametrize("words", [[5], ["latin"], [""], [UserWord("가", "VV")], [UserWord("가나", "NNG", ("가",))], 5])
def test_what_is_no_user_word(tmp_path: Path, words: Any) -> None:
    """It is a ConfigError that names the word."""
    with pytest.raises(malmoi.ConfigError, match=r"analysis\.user_words"):
        malmoi.open(tmp_path / "index", config=config(words=words))
