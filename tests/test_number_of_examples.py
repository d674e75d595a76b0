"""The number of examples of property tests: the profiles, and that no test pins a number that they do not scale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from malmoi.tests.examples import examples

HERE = Path(__file__).resolve().parent


@pytest.fixture
def profile() -> Iterator[None]:
    """Puts the profile of this run back."""
    current = settings.get_current_profile_name()
    yield
    settings.load_profile(current)


@pytest.mark.usefixtures("profile")
@pytest.mark.parametrize(
    ("name", "unpinned", "pinned", "slow"),
    [("quick", 50, 40, 5), ("thorough", 50, 40, 90), ("explore", 500, 400, 900)],
)
def test_the_profile_scales_every_number(name: str, unpinned: int, pinned: int, slow: int) -> None:
    """Also a number that a test gives."""
    settings.load_profile(name)
    assert settings().max_examples == unpinned
    assert examples(40).max_examples == pinned
    assert examples(90, quick=5).max_examples == slow


def test_no_test_pins_its_number_otherwise() -> None:
    """A number that is given to Hypothesis directly would be the same in every profile."""
    allowed = {"conftest.py", "examples.py", Path(__file__).name}
    pinned = [path for path in HERE.rglob("*.py") if "max_examples=" in path.read_text(encoding="utf-8")]
    assert not {path.name for path in pinned} - allowed, "give the number with @examples of tests/examples.py"
