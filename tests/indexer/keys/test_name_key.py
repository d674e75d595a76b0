"""The keys of names: which spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.keys.name_key import name_key
from malmoi.tests.examples import examples


@pytest.mark.parametrize(
    "names",
    [
        ["이주노조", "이주 노조", "이주-노조"],
        ["MTU", "M.T.U.", "M. T. U."],
        ["Migrants' Trade Union", "migrant trade unions", "The Migrants Trade-Union", "Migrant's trade union"],
        ["5.18", "5 18"],
        ["제주4.3항쟁", "제주 4.3 항쟁", "제주 4 3 항쟁"],
        ["反MTU", "反 mtu"],
    ],
)
def test_one_name(names: list[str]) -> None:
    """Spacing, case, points, hyphens, apostrophes and plurals make no other name."""
    assert len(set(map(name_key, names))) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("ITS", "its"), ("WHO", "who"), ("4.3", "43"), ("이주노조", "이주"), ("MTU", "MT"), ("the", "a")]
)
def test_two_names(one: str, other: str) -> None:
    """An initialism is not the word in small letters, and a date not a number."""
    assert name_key(one) != name_key(other)


@examples(60)
@given(st.text(max_size=20))
def test_any_name_has_a_key(name: str) -> None:
    """A key has no tabs, and is empty only where there is neither letter nor digit."""
    key = name_key(name)
    assert "\t" not in key
    assert key or not any(c.isalpha() or c.isdigit() for c in name)
