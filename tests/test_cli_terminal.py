"""Lines that fit a terminal, and messages in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi import errors
from malmoi.cli import program
from malmoi.errors import FormatError, IndexMissingError, MissingExtraError, SourceError
from malmoi.query.highlighting.snippet import Snippet
from malmoi.query.highlighting.width import width
from malmoi.terminal.messages import ERRORS, MESSAGES, language, say, say_error
from malmoi.terminal.program import Program
from malmoi.terminal.screen import Terminal, plain, wrapped

TEXTS = st.text(alphabet="가나 다ab  同\u0301.", max_size=80)


def commands(command: click.Command) -> Iterator[click.Command]:
    """A command and all below it."""
    yield command
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from commands(below)


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@given(TEXTS, st.integers(2, 20))
def test_wrapped_lines_fit_and_lose_nothing(text: str, columns: int) -> None:
    """Every line fits, and the lines have all that is not blank."""
    lines = [line.text for line in wrapped(Snippet(text), columns)]
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.data())
def test_marks_stay_on_what_they_marked(text: str, data: st.DataObject) -> None:
    """What is marked before wrapping is marked after it, blanks aside."""
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    lines = wrapped(Snippet(text, ((first, last),), cut_start=True, cut_end=True), 10)
    marked = "".join(line.text[start:end] for line in lines for start, end in line.marks)
    assert marked.replace(" ", "") == text[first:last].replace(" ", "")


def test_an_ellipsis_never_stands_alone() -> None:
    """It goes to the next line together with the word before it."""
    lines = wrapped(Snippet("가나다라 마바사아", cut_end=True), 17)
    assert [line.text for line in lines] == ["가나다라", "마바사아 …"]


def test_colours_return_after_a_mark() -> None:
    """A mark inside a bold title does not end the bold."""
    terminal = Terminal(has_colours=True)
    bold = terminal.bold(terminal.marked(Snippet("봄 여행", ((0, 1),))))
    assert bold == "\x1b[1m\x1b[1;33m봄\x1b[0m\x1b[1m 여행\x1b[0m"
    assert Terminal().bold("봄") == "봄"


def test_names_cannot_control_the_terminal() -> None:
    """Escape sequences and changes of direction in a file's name are shown, not obeyed."""
    assert plain("a\x1b[2J\u202eb\n") == "a\ufffd[2J\ufffdb\ufffd"


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    """A message that is filled in for one language is filled in for the other."""
    english, korean = MESSAGES[key]
    assert placeholders(english) == placeholders(korean)


@pytest.mark.parametrize("error", [
    IndexMissingError("x"),
    FormatError("x", 2, 1),
    MissingExtraError("kkma", "java"),
    errors.LockedError("x", "process 1"),
    errors.DamagedIndexError("x", "it is cut"),
])  # fmt: skip
def test_errors_are_told_in_korean(error: errors.MalmoiError, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each translated error is filled in from its own attributes."""
    monkeypatch.setenv("MALMOI_LANG", "ko")
    assert type(error).__name__ in ERRORS
    assert say_error(error) != str(error)
    monkeypatch.setenv("MALMOI_LANG", "en")
    assert say_error(error) == str(error)


def test_an_error_without_translation_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Better English than nothing."""
    monkeypatch.setenv("MALMOI_LANG", "ko")
    assert say_error(SourceError("x", "is a pipe")) == "x: is a pipe"


def test_translated_errors_exist() -> None:
    """The table names classes of errors.py."""
    assert all(hasattr(errors, name) for name in ERRORS)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({"LANG": "C", "LC_ALL": "ko_KR.EUC-KR"}, "ko"),
        ({"LC_ALL": "ko_KR.UTF-8", "MALMOI_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], expected: str) -> None:
    """MALMOI_LANG, LC_ALL, LC_MESSAGES, LANG: the first that is set."""
    assert language(environ) == expected


def test_numbers_have_separators_and_plurals(monkeypatch: pytest.MonkeyPatch) -> None:
    """1 post, 1,204 posts, 글 1,204편."""
    monkeypatch.setenv("MALMOI_LANG", "en")
    assert say("found", total=1, ms=3) == "1 post (3 ms)"
    assert say("found", total=1204, ms=3) == "1,204 posts (3 ms)"
    monkeypatch.setenv("MALMOI_LANG", "ko")
    assert say("found", total=1204, ms=3) == "글 1,204편 (3밀리초)"


def test_every_command_has_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """``--no-color`` is an option of every command and of its subcommands, and turns the colours of a terminal off."""
    for command in commands(program):
        if not isinstance(command, Program):
            assert "--no-color" in {name for option in command.params for name in option.opts}, command.name
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Terminal.current().has_colours
    with click.Context(program) as context:
        context.color = False
        assert not Terminal.current().has_colours


@pytest.mark.parametrize("command", list(commands(program)), ids=lambda command: command.name or "malmoi")
def test_help_is_imperative(command: click.Command) -> None:
    """Every help text begins with a verb, ends with a point, and every default that is no flag is shown."""
    texts = [command.help or "", *(one.help or "" for one in command.params if isinstance(one, click.Option))]
    for text in texts:
        first = text.split()[0]
        assert first[0].isupper() and first.lower() not in {"what", "where", "whether", "else", "those", "only"}, text
        assert text.partition("\n\n")[0].rstrip().endswith("."), text
