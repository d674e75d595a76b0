"""What holds for every bridge. A new one is tested here as soon as it is in ``lists.py`` and has an example below."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Bridges, Config
from malmoi.corpora.dictionaries.word_list import LEXICON
from malmoi.query.bridges.bridge import Bridge, QueryWord, Variant
from malmoi.query.expansion.registry import Lists
from malmoi.tests.examples import examples

from .example_bridge import Units
from .fake import FakeVocabulary

NOWHERE = Path("there is no such folder")
MOST_SECONDS = 0.05
EXAMPLES = {
    "hanja": ("동지", "同志"),
    "north": ("노동신문", "로동신문"),
    "dates": ("토요일", "Saturday"),
    "aliases": ("이주노조", "MTU"),
    "romanized": ("이명박", "Lee Myung-bak"),
    "lexicon": ("추방", "deportation"),
    "units": ("킬로미터", "km"),
}
"""For each bridge what is typed, and what a post has in its place."""

VOCABULARY = FakeVocabulary(
    *(word for example in EXAMPLES.values() for word in example), "金", "北京", "Rodong", "library"
)
ODD = {
    "nothing": "",
    "blank": " ",
    "symbols": "!?~*[](){}|\\.,:;'\"`@#$%^&+=-_/<>",
    "control": "\x00\t\r\n\u200b",
    "lone surrogate": "\ud800",
    "surrogate in a word": "이주\udfff노조",
    "jamo": "ㅇㅈㄴㅈ",
    "decomposed": "\u110b\u1175\u110c\u116e",
    "emoji": "👩‍👩‍👧🏳️‍🌈",
    "digits": "20071209" * 125,
    "Hangul": "이주노조" * 250,
    "North": "로녀리" * 333,
    "Hanja": "勞動女性" * 250,
    "letters": "a" * 1000,
    "capitals": "MTU" * 333,
    "hyphens": "Lee-" * 250,
    "date": "12.9(日)" * 142,
    "combining": "e" + "\u0301" * 999,
    "mixed": "反MTU집회2007" * 100,
}


def bridges() -> list[Bridge]:
    """Every bridge of the package, and the one to copy."""
    return [*Lists(NOWHERE, LEXICON, Bridges()).bridges(), Units()]


BRIDGES = {bridge.name: bridge for bridge in bridges()}
each_bridge = pytest.mark.parametrize("name", BRIDGES)


def ask(bridge: Bridge, *words: str) -> list[Variant]:
    """What a bridge makes of some words."""
    return list(bridge.variants([QueryWord(word, word) for word in words], VOCABULARY))


def assert_fine(found: list[Variant]) -> None:
    """Variants have a text and a weight."""
    for variant in found:
        assert variant.text.strip(), f"{variant} has no text to show"
        assert 0 < variant.weight <= 1, f"{variant}: a weight is above 0 and at most 1"


def test_every_bridge_has_a_switch_and_an_example() -> None:
    """``config.Bridges`` switches every bridge of the package by its name; EXAMPLES has a crossing of each."""
    switches = {field.name for field in fields(Bridges) if isinstance(field.default, bool)}
    assert set(BRIDGES) - {"units"} == switches, "a bridge needs a switch in config.Bridges and a line in lists.py"
    assert set(BRIDGES) == set(EXAMPLES), "give the bridge an example in EXAMPLES"


@pytest.mark.parametrize("name", sorted(set(BRIDGES) - {"units"}))
def test_a_switch_turns_its_bridge_off(name: str) -> None:
    """A bridge that is switched off is not asked, and the others stay."""
    left = {
        bridge.name
        for bridge in Lists(NOWHERE, LEXICON, Config().override({"bridges": {name: False}}, "test").bridges).bridges()
    }
    assert left == set(BRIDGES) - {"units", name}


@each_bridge
def test_it_crosses(name: str) -> None:
    """What was typed leads to what the posts say."""
    typed, other = EXAMPLES[name]
    assert other in {variant.text for variant in ask(BRIDGES[name], typed)}


@each_bridge
@pytest.mark.parametrize("odd", ODD)
def test_it_takes_whatever_is_typed(name: str, odd: str) -> None:
    """Whatever a word is, a bridge gives variants or none; it never raises."""
    assert_fine(ask(BRIDGES[name], ODD[odd]))


@each_bridge
@examples(40)
@given(words=st.lists(st.text(st.characters(exclude_categories=()), max_size=8), min_size=1, max_size=8))
def test_it_takes_runs_of_words(name: str, words: list[str]) -> None:
    """So it is with as many words as it takes at once."""
    bridge = BRIDGES[name]
    assert bridge.most_words >= 1
    assert_fine(ask(bridge, *words[: bridge.most_words]))


@each_bridge
def test_the_same_again(name: str) -> None:
    """A bridge says the same each time, however often it was made: answers are remembered."""
    typed, _ = EXAMPLES[name]
    again = {bridge.name: bridge for bridge in bridges()}[name]
    assert ask(BRIDGES[name], typed) == ask(BRIDGES[name], typed) == ask(again, typed)


@each_bridge
@pytest.mark.parametrize("odd", ["example", *ODD])
def test_it_answers_soon(name: str, odd: str) -> None:
    """With its tables loaded a bridge answers within 50 ms of processor time, whatever it is asked."""
    word = EXAMPLES[name][0] if odd == "example" else ODD[odd]
    bridge = BRIDGES[name]
    ask(bridge, word)
    assert min(taken(bridge, word) for _ in range(3)) < MOST_SECONDS


def taken(bridge: Bridge, word: str) -> float:
    """Processor seconds of one answer."""
    began = time.thread_time()
    ask(bridge, *[word] * bridge.most_words)
    return time.thread_time() - began


READ = """
import sys
from pathlib import PurePath

read = []
sys.addaudithook(lambda event, args: read.append(PurePath(str(args[0]))) if event == "open" else None)


def tables():
    return [path.name for path in read if path.parent.name in ("bridges", "aliases", "keys", "lexicon") and ".py" not in path.name]


from malmoi.tests.query.bridges.test_every_bridge import ask, bridges

made = bridges()
print(tables())
for bridge in made:
    ask(bridge, "이주노조")
print("aliases.toml" in tables())
"""


def test_tables_are_loaded_when_they_are_asked_for() -> None:
    """Importing and making every bridge reads no table: a search that asks none of them does not wait for their tables."""
    found = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\nTrue\n"
