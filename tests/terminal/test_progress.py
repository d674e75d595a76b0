"""The progress bar: what is done, and how much and how long there is to go; on a terminal only."""

from __future__ import annotations

import re
import sys
from io import StringIO
from itertools import count

import pytest

from malmoi.terminal.program import bytes_left, progress_bar, size


class Screen(StringIO):
    """Standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def a_screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A terminal in place of standard error; not as a fixture, because pytest puts its own there before a test."""
    screen = Screen()
    monkeypatch.setenv("MALMOI_LANG", "en")
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def shown(screen: Screen) -> list[str]:
    """Every state that the bar was seen in."""
    return [re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", line).strip() for line in re.split("[\r\n]", screen.getvalue())]


def test_bytes_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar says the share that is done, the time left and the bytes left, and nothing is left at the end."""
    screen, seconds = a_screen(monkeypatch), count()
    monkeypatch.setattr("time.time", lambda: float(next(seconds)))
    with progress_bar(bytes_left) as tell:
        assert tell
        for done in (0, 20_000_000, 30_000_000, 80_000_000):
            tell(done, 80_000_000)
    states = [line for line in shown(screen) if line]
    assert any("25%" in line and line.endswith("60 MB left") for line in states)
    assert any(re.search(r"37%  \d\d:\d\d:\d\d  50 MB left$", line) for line in states)
    assert states[-1].startswith("reading")
    assert "100%" in states[-1]
    assert "left" not in states[-1]


def test_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted in documents says nothing of bytes."""
    screen = a_screen(monkeypatch)
    with progress_bar() as tell:
        assert tell
        for done in range(11):
            tell(done, 10)
    assert "50%" in screen.getvalue()
    assert "left" not in screen.getvalue()


def test_it_does_not_draw_every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files there are, the bar is drawn a bounded number of times."""
    screen = a_screen(monkeypatch)
    with progress_bar(bytes_left) as tell:
        assert tell
        for done in range(0, 1_000_001, 10):
            tell(done, 1_000_000)
    assert len(shown(screen)) < 2000


def test_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn into a file or a pipe."""
    screen = StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_bar(bytes_left) as tell:
        assert tell is None
    assert screen.getvalue() == ""


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 KB"), (25_000, "25 KB"), (3.2e9, "3.2 GB")]
)
def test_sizes(number: float, told: str) -> None:
    """A size has two digits at least, and the unit that fits."""
    assert size(number) == told
