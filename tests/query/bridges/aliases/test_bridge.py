"""Aliases: which names find each other, and what stays apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.keys.name_key import name_key
from malmoi.query.bridges.aliases.bridge import RELATED, WEIGHT, Aliases
from malmoi.query.bridges.aliases.file import our_groups
from malmoi.query.bridges.bridge import QueryWord
from malmoi.tests.examples import examples

from ..mining.post_hints import PostHints


class Posts(PostHints):
    """The vocabulary of posts, of which aliases only want the hints."""

    def words(self, kind: str, keys: object) -> set[str]:
        return set()

    def has(self, text: str) -> bool:
        return False


OURS = Aliases()
NONE = Posts([])


def other_names(typed: str, bridge: Aliases = OURS, lemma: str = "", posts: Posts = NONE) -> dict[str, float]:
    """The variants of words with blanks between them; ``lemma`` is that of the last."""
    words = typed.split()
    run = [QueryWord(word, word) for word in words[:-1]] + [QueryWord(words[-1], lemma or words[-1])]
    return {variant.text: variant.weight for variant in bridge.variants(run, posts)}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("이주노조", "MTU"),
        ("MTU", "이주노조"),
        ("민주노총", "KCTU"),
        ("노동신문", "Rodong Sinmun"),
        ("대선", "presidential election"),
        ("migrant workers", "이주노동자"),
        ("deportation", "강제출국"),
        ("고용허가제", "Employment Permit System"),
        ("노동부", "고용노동부"),
        ("Pusan", "부산"),
        ("5.18", "Gwangju Uprising"),
        ("6월 항쟁", "June Democratic Uprising"),
        ("조선로동당", "Workers' Party of Korea"),
        ("동지", "同志"),
    ],
)
def test_names_find_each_other(typed: str, found: str) -> None:
    """Full names, short names and initialisms in both languages are names of one thing."""
    assert other_names(typed)[found] == WEIGHT


@pytest.mark.parametrize(
    "typed",
    [
        "이주 노조",
        "mtu",
        "M.T.U.",
        "Migrants' Trade Union",
        "Migrants Trade Union",
        "migrant trade unions",
        "the Migrants' Trade Union",
        "MIGRANTS TRADE UNION",
    ],
)
def test_spelling_does_not_matter(typed: str) -> None:
    """Case, spacing, apostrophes, plurals and points do not keep a name from being found."""
    assert "이주노동자노동조합" in other_names(typed)


@pytest.mark.parametrize("word", ["it", "its", "who", "us", "at", "aids", "It", "Who", "sofa", "art"])
def test_an_english_word_is_no_initialism(word: str) -> None:
    """WHO and ITS are names where they stand in capitals; who and its are words."""
    assert not other_names(word)


def test_capitals_mean_the_initialism() -> None:
    """What is a word in small letters is a name in capitals."""
    assert "세계보건기구" in other_names("WHO")
    assert "산업연수제" in other_names("ITS")
    assert "미국" in other_names("US")


def test_a_particle_does_not_matter() -> None:
    """A word is looked up as typed and without its particle, at the end of a run too."""
    assert "KCTU" in other_names("민주노총에서", lemma="민주노총")
    assert "MTU" in other_names("이주 노조가", lemma="노조")


def test_dates_of_history_keep_their_point() -> None:
    """4.3 is a name and 43 a number; a middle dot or blank stands for the point."""
    assert "Jeju Uprising" in other_names("4.3")
    assert "Jeju Uprising" in other_names("제주 4 3")
    assert not other_names("43")


def test_related_words_weigh_less() -> None:
    """A narrower word finds the names and is found by them, below them."""
    assert other_names("강제추방")["repatriation"] == RELATED
    assert other_names("repatriated")["강제추방"] == RELATED
    assert other_names("다함께")["AT"] == RELATED


def test_unknown_words_have_no_other_names() -> None:
    """What is in no group crosses nowhere."""
    assert not other_names("뜨개질")
    assert not other_names("knitting needle")


def test_pairs_of_posts_count_by_their_score(tmp_path: Path) -> None:
    """A sure pair of posts is one more name, weighed by how sure it is, unless the owner refused it."""
    posts = Posts([("a", "", "The Pottery Makers' Guild (PMG) met, and 도자모임(TDM) too")])
    assert other_names("pmg", posts=posts) == {"Pottery Makers' Guild": pytest.approx(WEIGHT * 0.95)}
    assert not other_names("TDM", posts=posts)
    file = tmp_path / "mine.toml"
    file.write_text('[[refused]]\nnames = ["PMG", "Pottery Makers Guild"]', encoding="utf-8")
    assert not other_names("pmg", Aliases([file]), posts=posts)


def test_the_owners_file_adds(tmp_path: Path) -> None:
    """A group of the owner's that shares a name with one of ours joins it; another one stands alone."""
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[group]]\nnames = ["MTU", "엠티유"]\n[[group]]\nnames = ["바다모임", "Sea Club"]\n', encoding="utf-8"
    )
    bridge = Aliases([file])
    assert "엠티유" in other_names("Migrants' Trade Union", bridge)
    assert "이주노조" in other_names("엠티유", bridge)
    assert other_names("sea clubs", bridge) == {"바다모임": WEIGHT}


def test_the_owners_file_overrides(tmp_path: Path) -> None:
    """A group that replaces is all there is for its names; with one name it only takes ours away."""
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[group]]\nnames = ["MTU", "산악회"]\nreplaces = true\n[[group]]\nnames = ["KCTU"]\nreplaces = true\n',
        encoding="utf-8",
    )
    bridge = Aliases([file])
    assert other_names("MTU", bridge) == {"산악회": WEIGHT}
    assert not other_names("이주노조", bridge)
    assert not other_names("민주노총", bridge)


def test_a_later_file_goes_over_an_earlier_one(tmp_path: Path) -> None:
    """Files are laid over each other in their order."""
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text('[[group]]\nnames = ["바다모임", "Sea Club"]\n', encoding="utf-8")
    second.write_text('[[group]]\nnames = ["Sea Club", "SC"]\n', encoding="utf-8")
    assert other_names("바다모임", Aliases([first, second])) == {"Sea Club": WEIGHT, "SC": WEIGHT}


NAMES = [name for group in our_groups() for name in group.names]


@examples(40)
@given(st.sampled_from(NAMES), st.data())
def test_every_name_finds_its_group(name: str, data: st.DataObject) -> None:
    """Whatever name of a group is typed, all its other names are found."""
    keys = {name_key(variant) for variant in other_names(name)} | {name_key(name)}
    for group in our_groups():
        if name in group.names:
            assert keys.issuperset(map(name_key, group.names))


@examples(60)
@given(st.text(max_size=30))
def test_anything_may_be_typed(text: str) -> None:
    """No text makes it fail, and what was typed is no variant of itself."""
    if text.split():
        assert text not in other_names(text)


def test_bundled_groups_are_keyed_once_a_process() -> None:
    """Indexes without aliases of their own share the table of keys, which takes 10 ms to make."""
    assert Aliases()._named is Aliases()._named
    assert Aliases()._related is Aliases()._related
