"""Word lists: their form, what is told of it, and writing them whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from malmoi.corpora.dictionaries.word_list import Line, encode_word_list, lines, problems, word_lists


def written(folder: Path, text: str) -> Path:
    path = folder / "a.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list(tmp_path: Path) -> None:
    """Comments are no lines; a list that is well has no problems."""
    path = written(tmp_path, "# subject: a test\n추방\tdeportation; expulsion\n# more\nMP3 재생기\tMP3 player\n")
    assert list(lines(path)) == [
        Line(2, "추방", ("deportation", "expulsion")),
        Line(4, "MP3 재생기", ("MP3 player",)),
    ]
    assert not list(problems(path))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("추방", "'추방' is not 'Korean, tab, english; english'"),
        ("", "'' is not 'Korean, tab, english; english'"),
        ("추방\t", "is not 'Korean, tab, english; english'"),
        ("추방\ta; ; b", "is not 'Korean, tab, english; english'"),
        ("추방\tdeportation;expulsion", "is not 'Korean, tab, english; english'"),
        ("deportation\t추방", "'deportation' is not a Korean word"),
        ("2007\tyear", "'2007' is not a Korean word"),
        ("아주 긴 말은 낱말이 아니다\tno word", "is not a Korean word"),
        ("봄\tspring", "봄 stands in line 1 already"),
        ("추방\ta; b; c; d; e", "more than 4 translations"),
        ("추방\texile; exile", "one twice"),
        ("추방\tto send out of the country", "has more than 4 words"),
        ("추방\texile ", "blanks around it"),
    ],
)
def test_problems(tmp_path: Path, line: str, told: str) -> None:
    """Each wrong line is named with its file and number, and what is wrong with it."""
    (problem,) = problems(written(tmp_path, f"봄\tspring\n{line}\n"))
    assert problem.startswith("a.tsv:2: ")
    assert told in problem


def test_encoding(tmp_path: Path) -> None:
    """A list has its note on top, and is read as it was written."""
    path = tmp_path / "a.tsv"
    path.write_bytes(encode_word_list("from\nhere", [("추방", ["deportation", "expulsion"])]))
    assert path.read_bytes() == "# from here\n추방\tdeportation; expulsion\n".encode()
    (found,) = word_lists(path.parent)
    assert (found.name, found.headwords, found.pairs, found.note) == ("a", 1, 2, "from here")


def test_a_list_without_a_note(tmp_path: Path) -> None:
    """One that somebody wrote by hand may have none."""
    written(tmp_path, "추방\texile\n")
    assert [one.note for one in word_lists(tmp_path)] == [""]
    assert word_lists(tmp_path / "none") == []
