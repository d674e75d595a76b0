"""Translations: under which words of a list a word of the query is looked up, and how many are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from malmoi.query.bridges.bridge import QueryWord
from malmoi.query.bridges.lexicon.bridge import LexiconBridge

from ..fake import FakeVocabulary

LIST = """\
차\tcar
차다\tbe cold; kick
먹다\teat
말\thorse
말하다\tspeak
노동\tlabour
노동하다\ttoil
마라톤\tmarathon
깨끗하다\tclean
빨리\tquickly
하나\tmany
둘\tmany; none
셋\tnone; several; many
넷\tnone; several; many
"""


@pytest.fixture
def bridge(tmp_path: Path) -> LexiconBridge:
    """The bridge over the list above."""
    (tmp_path / "list.tsv").write_text(LIST, encoding="utf-8")
    return LexiconBridge([tmp_path])


@pytest.mark.parametrize(
    ("word", "translations"),
    [
        (QueryWord("깨끗이", "깨끗이", is_stem=True), "clean"),
        (QueryWord("빨리", "빨리", is_stem=True), "quickly"),
        (QueryWord("차", "차"), "car"),
        (QueryWord("차를", "차"), "car"),
        (QueryWord("찼다", "차", is_stem=True), "cold kick"),
        (QueryWord("먹었다", "먹", is_stem=True), "eat"),
        (QueryWord("말", "말"), "horse"),
        (QueryWord("말했다", "말"), "horse speak"),
        (QueryWord("노동을", "노동"), "labour toil"),
        (QueryWord("먹고", "먹고", is_stem=True, verbs=("먹다",)), "eat"),
    ],
)
def test_dictionary_forms(bridge: LexiconBridge, word: QueryWord, translations: str) -> None:
    """다 is put to stems alone, 하다 to nouns of two syllables: 차 is a car, and neither cold nor a kick."""
    found = bridge.variants([word], FakeVocabulary(*translations.split()))
    assert sorted(variant.text for variant in found) == translations.split()


def test_the_most_usual_are_given_though_no_post_has_them(bridge: LexiconBridge) -> None:
    """A post may have them in another spelling, as 마라손; of the others only what posts have."""
    assert [one.text for one in bridge.variants([QueryWord("marathon", "marathon")], FakeVocabulary())] == ["마라톤"]
    many = QueryWord("many", "many")
    assert [one.text for one in bridge.variants([many], FakeVocabulary())] == ["하나", "둘", "셋"]
    assert [one.text for one in bridge.variants([many], FakeVocabulary("넷"))] == ["하나", "둘", "셋", "넷"]
