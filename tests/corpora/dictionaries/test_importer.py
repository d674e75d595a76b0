"""Importing dictionaries: word lists of our own form, and a report of what was left out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.dictionaries.importer import ImportReport, import_dictionary, list_name
from malmoi.corpora.dictionaries.word_list import lines, problems, word_lists
from malmoi.errors import SourceError
from malmoi.tests.examples import examples

from .stardict_writer import stardict, write

KENGDIC = """\
id\tsurface\thanja\tgloss\tlevel\tcreated\tsource
1\t추방\t追放\texile, deportation\t\t2009-01-01 20:23:14\tmr.hanja-1@example:1
2\t배\t\tpear\tA\t2009-01-01 20:23:14\tmr.hanja-2@example:2
3\t배\t\\N\tship, boat, Pear\tA\t2009-01-01 20:23:14\tmr.hanja-3@example:3
4\t배\t\tbelly; abdomen; stomach\tA\t2009-01-01 20:23:14\tmr.hanja-4@example:4
5\t가가대소\t呵呵大笑\ta loud laugh that goes on for long\t\t2009-01-01 20:23:14\tmr.hanja-5@example:5
6\t-스럽다\t\tbeing like\t\t2009-01-01 20:23:14\tmr.hanja-6@example:6
7\t배
"""
WIKTIONARY = [
    {"word": "추방", "lang_code": "ko", "senses": [{"glosses": ["law", "deportation; expulsion"]}]},
    {"word": "추방된", "lang_code": "ko", "senses": [{"glosses": ["deported"], "form_of": [{"word": "추방되다"}]}]},
    {"word": "strike", "lang_code": "en", "translations": [{"lang_code": "ko", "word": "파업"}, {"code": "fr"}]},
    {"word": "to hit", "lang_code": "en", "senses": [{"translations": [{"code": "ko", "word": "치다"}]}]},
    {"word": "grève", "lang_code": "fr", "senses": [{"glosses": ["strike"]}]},
]


def kept(path: Path, data: bytes) -> None:
    """Keeps a list."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def imported(path: Path, text: str | bytes) -> ImportReport:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    report = import_dictionary(path, path.parent / "lists", kept)
    assert not list(problems(report.path))
    return report


def list_of(report: ImportReport) -> dict[str, str]:
    return {line.korean: "; ".join(line.english) for line in lines(report.path)}


def test_a_table_of_many_columns(tmp_path: Path) -> None:
    """The columns are found by what is in them; rows of one word join, the first of each before the second of any."""
    report = imported(tmp_path / "kengdic.tsv", KENGDIC)
    assert list_of(report) == {"추방": "exile; deportation", "배": "pear; ship; belly; boat"}
    assert (report.name, report.entries, report.headwords, report.pairs) == ("kengdic", 8, 2, 6)
    assert report.left_out == {"translation": 2, "headword": 1, "damaged": 1, "repeat": 1, "more": 2}
    assert report.examples == {
        "translation": "surface",
        "headword": "-스럽다",
        "damaged": "line 8",
        "repeat": "배: Pear",
        "more": "배: abdomen",
    }


def test_english_headwords(tmp_path: Path) -> None:
    """Where English stands first the list is turned round; ranks stay."""
    text = "deportation\t추방; 강제 출국 (gangje chulguk)\nexile\t유배, 추방\nto banish\t추방하다\n"
    found = list_of(imported(tmp_path / "en.txt", text))
    assert found == {"추방": "deportation; exile", "강제 출국": "deportation", "유배": "exile", "추방하다": "banish"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_commas_and_encodings(tmp_path: Path, encoding: str, line_end: str) -> None:
    """A table with commas has quotes; it may be in cp949."""
    text = line_end.join(["korean,english", '추방,"exile, deportation"', '파업,"strike', "봄,spring", ""])
    report = imported(tmp_path / "d.csv", text.encode(encoding))
    assert list_of(report) == {"추방": "exile; deportation", "봄": "spring"}
    assert report.examples["damaged"] == "line 3"


def test_licence(tmp_path: Path) -> None:
    """A comment about the licence, and what is known of the source, head the list."""
    imported(tmp_path / "a.tsv", "# made by hand\n# Licence: CC0\n추방\texile\n")
    imported(tmp_path / "b.jsonl", json.dumps(WIKTIONARY[0]))
    notes = [one.note for one in word_lists(tmp_path / "lists")]
    assert notes == ["imported from a.tsv; Licence: CC0", "imported from b.jsonl; Wiktionary, CC BY-SA 4.0 and GFDL"]


@pytest.mark.parametrize("name", ["w.jsonl", "w.jsonl.gz"])
def test_wiktionary(tmp_path: Path, name: str) -> None:
    """Korean words have their last glosses, English ones their translations; forms of other words are left out."""
    text = "\n".join([*map(json.dumps, WIKTIONARY), "{damaged", "[]", ""]).encode()
    report = imported(tmp_path / name, gzip.compress(text) if name.endswith(".gz") else text)
    assert list_of(report) == {"추방": "deportation; expulsion", "파업": "strike", "치다": "hit"}
    assert report.left_out == {"translation": 2, "damaged": 2}


ENGLISH = st.text("abcdefghij", min_size=2, max_size=8).filter(lambda word: word not in {"ad", "adj", "be", "ai"})
KOREAN = st.text("추방파업이주노동자강제출국", min_size=1, max_size=5)


@given(st.dictionaries(KOREAN, st.lists(ENGLISH, min_size=1, max_size=4, unique=True), min_size=1, max_size=6))
@examples(40)
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, generated: dict[str, list[str]]) -> None:
    """What goes into a StarDict dictionary is what the list has, in the same order."""
    entries = [
        (word, [("h", "".join(f"<li>{one}</li>" for one in translations).encode())])
        for word, translations in generated.items()
    ]
    folder = tmp_path_factory.mktemp("import")
    report = import_dictionary(write(folder, stardict(entries, sequence="h"), "dict"), folder / "lists", kept)
    assert list_of(report) == {word: "; ".join(translations) for word, translations in generated.items()}
    assert not report.left_out


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.tsv", b"", "no column of Korean"),
        ("a.tsv", "추방\t유배\n".encode(), "no column of Korean"),
        ("a.tsv", b"exile\tbanishment\n", "no column of Korean"),
        ("a.tsv", "추방\texile\n".encode("utf-16"), "not text in UTF-8"),
        ("a.jsonl", b'{"word": "a"}\n', "no short translations"),
        ("a.jsonl.gz", b"no gzip", "damaged"),
        ("a.pdf", b"%PDF", "not a kind of dictionary"),
    ],
)
def test_what_is_no_dictionary(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    """It is refused with the reason, and a list of that name stays as it was."""
    before = imported(tmp_path / "a.tsv", "추방\texile\n").path.read_bytes()
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=told):
        import_dictionary(tmp_path / name, tmp_path / "lists", kept)
    assert [path.read_bytes() for path in (tmp_path / "lists").iterdir()] == [before]


def test_no_file(tmp_path: Path) -> None:
    """A folder and a file that is not there are refused."""
    for path, told in ((tmp_path, "is a folder"), (tmp_path / "none.tsv", "is not there")):
        with pytest.raises(SourceError, match=told):
            import_dictionary(path, tmp_path / "lists", kept)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("kengdic.tsv", "kengdic"),
        ("stardict-ko-en-2.4.2.tar.xz", "stardict-ko-en-2-4-2"),
        ("../../내 목록", "내-목록"),
        ("w.jsonl.gz", "w"),
        ("...", "list"),
    ],
)
def test_names(file: str, name: str) -> None:
    """A name of a list never leaves its folder."""
    assert list_name(file) == name
