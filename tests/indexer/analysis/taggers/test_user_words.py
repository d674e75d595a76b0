"""The file of user words."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from malmoi.errors import ConfigError
from malmoi.indexer.analysis.taggers.tagger import UserWord
from malmoi.indexer.analysis.taggers.user_words import read_user_words


def written(folder: Path, text: str) -> Path:
    path = folder / "words.tsv"
    path.write_bytes(text.encode())
    return path


def test_words(tmp_path: Path) -> None:
    """Tag and parts may be left out; comments, empty lines, a BOM, Windows line ends and NFD do no harm."""
    text = (
        "\ufeff# ours\r\n\r\n이주노조\r\n엠튜\tNNG\r\n강제출국\t\t강제+출국 # two words\r\n두루마기\tNNG\t두루 마기\r\n"
    )
    expected = (
        UserWord("이주노조", "NNP"),
        UserWord("엠튜", "NNG"),
        UserWord("강제출국", "NNP", ("강제", "출국")),
        UserWord("두루마기", "NNG", ("두루", "마기")),
    )
    assert read_user_words(written(tmp_path, text)) == expected
    assert read_user_words(written(tmp_path, unicodedata.normalize("NFD", text))) == expected


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("반MTU", "not a word of Hangul syllables only"),
        ("\tNNG", "not a word of Hangul syllables only"),
        ("달리\tVV", "'VV' is not a tag a user word can have"),
        ("강제출국\tNNG\t강제+추방", "the parts 강제.추방 do not spell 강제출국"),
        ("말\tNNG\t\t말", "more than three columns"),
        ("처음", "'처음' is given twice"),
    ],
)
def test_bad_line(tmp_path: Path, line: str, problem: str) -> None:
    """A line that is wrong is named with its number and with what is wrong."""
    with pytest.raises(ConfigError, match=rf"words\.tsv, line 3: .*{problem}"):
        read_user_words(written(tmp_path, f"처음\n# ...\n{line}\n"))


def test_unreadable_file(tmp_path: Path) -> None:
    """A file that is not there, or not UTF-8, is an error of the setting."""
    with pytest.raises(ConfigError, match="cannot be read"):
        read_user_words(tmp_path / "none.tsv")
    (tmp_path / "cp949.tsv").write_bytes("말모이".encode("cp949"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        read_user_words(tmp_path / "cp949.tsv")
