"""Alias files: what is wrong with one is told with its place, and ours is in order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from malmoi.errors import ConfigError
from malmoi.indexer.keys.name_key import name_key
from malmoi.indexer.text.normalize import clean
from malmoi.query.bridges.aliases.file import AliasGroup, our_groups, read_aliases


def test_a_group_by_hand(tmp_path: Path) -> None:
    """Names, related words and a note; names are cleaned as texts are."""
    file = tmp_path / "aliases.toml"
    file.write_text(
        '\ufeff[[group]]\nnames = [" 바다  모임", "Sea’s Club"]\nrelated = ["SC"]\nnote = "since 2007"\n'
        '[[refused]]\nnames = ["기자회견", "MWTV"]\n',
        encoding="utf-8",
    )
    read = read_aliases(file)
    assert read.groups == (AliasGroup(("바다 모임", "Sea's Club"), ("SC",), "since 2007"),)
    assert read.refused == (("기자회견", "MWTV"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[group]]\nnames = ["가", "나"]\n[[group]]\nnames = "이주노조"', "number 2"),
        ('[[group]]\nnames = ["이주노조"]', "two names"),
        ("[[group]]\n", "two names"),
        ('[[group]]\nname = ["가", "나"]', "group.name"),
        ('[[group]]\nnames = ["가", 1]', "not a list of names"),
        ('[[group]]\nnames = ["가", "!!"]', "'!!'"),
        ('[[group]]\nnames = ["가", "나"]\nreplaces = "yes"', "replaces"),
        ('[[group]]\nnames = ["가", "나"]\nnote = 3', "note"),
        ('[group]\nnames = ["가", "나"]', "two brackets"),
        ("[[groups]]\n", "groups"),
        ('[[refused]]\nnames = ["가"]', "two names"),
        ('[[group]]\nnames = ["가" "나"]', "line 2"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    """An error names the file, the group or line, the key and what to write."""
    file = tmp_path / "aliases.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        read_aliases(file)
    assert told in str(raised.value)
    assert str(file) in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is missing or in another encoding is named."""
    with pytest.raises(ConfigError, match="cannot be read"):
        read_aliases(tmp_path / "none.toml")
    file = tmp_path / "aliases.toml"
    file.write_bytes('[[group]]\nnames = ["가", "나"]'.encode("cp949"))
    with pytest.raises(ConfigError, match="UTF-8"):
        read_aliases(file)


def test_our_groups_are_in_order() -> None:
    """Ours are many, clean, without a name twice in a group, and most cross between Korean and English."""
    groups = our_groups()
    assert len(groups) >= 150
    crossing = 0
    for group in groups:
        names = (*group.names, *group.related)
        assert all(clean(name) == name for name in names)
        twice = [key for key, count in Counter(map(name_key, names)).items() if count > 1]
        assert not twice, f"{group.names[0]}: {twice}"
        crossing += len({name.isascii() for name in names}) == 2
    assert crossing >= 150


def test_no_two_of_our_groups_share_an_initialism() -> None:
    """An initialism of several things is a related word, or stands in one group only."""
    initialisms = Counter(name for group in our_groups() for name in group.names if name.isupper() and name.isascii())
    assert not [name for name, count in initialisms.items() if count > 1]
