"""The program as a process: pipes, encodings, signals, completion, and what a search loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from malmoi.terminal.demo import SAMPLES

PROGRAM = (sys.executable, "-m", "malmoi")
HEAVY = ("bs4", "lxml", "whoosh", "yaml", "konlpy", "jpype")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An index of the bundled samples; tests only read it."""
    folder = str(tmp_path_factory.mktemp("samples") / "index")
    assert malmoi("index", str(SAMPLES), "-i", folder).returncode == 0
    return folder


def environment(**changes: str) -> dict[str, str]:
    path = os.pathsep.join(filter(None, map(os.path.abspath, sys.path)))
    return {**os.environ, "MALMOI_LANG": "en", "PYTHONPATH": path, **changes}


def malmoi(*args: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *args], capture_output=True, check=False, env=environment(**changes), timeout=60)


def test_a_reader_that_goes_away_is_no_error(samples: str) -> None:
    """``malmoi search x | head -1`` ends without a word on standard error."""
    command = [*PROGRAM, "search", "도서관", "-n", "50", "-i", samples]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), error) == (0, b"")


@pytest.mark.parametrize("changes", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}])
def test_korean_is_printed_whatever_the_locale(samples: str, changes: dict[str, str]) -> None:
    """Standard output that has no Korean is made UTF-8."""
    done = malmoi("search", "同志", "-n", "1", "-i", samples, **changes)
    assert done.returncode == 0
    assert "편지 속의 同志" in done.stdout.decode()


def test_a_korean_locale_gives_korean_messages(samples: str) -> None:
    """LANG alone is enough."""
    done = malmoi("search", "xyzzyx", "-i", samples, MALMOI_LANG="", LC_ALL="", LC_MESSAGES="", LANG="ko_KR.UTF-8")
    assert (done.returncode, done.stdout.decode()) == (1, "검색 결과가 없습니다: xyzzyx\n")


def test_a_pipe_gets_no_colours(samples: str) -> None:
    """Escape sequences are for terminals."""
    assert b"\x1b" not in malmoi("search", "도서관", "-i", samples).stdout


def test_the_environment_names_the_index(samples: str) -> None:
    """MALMOI_INDEX stands for --index."""
    assert json.loads(malmoi("stats", "--json", MALMOI_INDEX=samples).stdout)["documents"] > 70


@pytest.mark.parametrize(
    ("words", "expected"),
    [("malmoi search --si", "--since"), ("malmoi ana", "analyze"), ("malmoi index --js", "--json")],
)
def test_the_shell_completes_commands_and_options(words: str, expected: str) -> None:
    """Click's own completion works for the name of the program."""
    count = str(len(words.split()) - 1)
    done = malmoi(_MALMOI_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count)
    assert done.stdout.decode().split() == [f"plain,{expected}"]


def test_a_search_loads_nothing_that_it_does_not_need(samples: str) -> None:
    """A cold search stays quick: no HTML parser, no YAML, no Whoosh, no JVM."""
    code = (
        "import sys; from malmoi.cli import program;"
        "program(['search', '도서관', '-i', sys.argv[1]], standalone_mode=False);"
        f"print('loaded:', [name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, samples], capture_output=True, check=True, env=environment(), timeout=60
    )
    assert done.stdout.decode().endswith("loaded: []\n")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_keeps_what_was_committed(samples: str, tmp_path: Path) -> None:
    """Ctrl-C while standard input is read is one line and 130; the index has its last commit."""
    folder = str(tmp_path / "index")
    before = tmp_path / "a.txt"
    before.write_text("먼저", encoding="utf-8")
    malmoi("index", str(before), "-i", folder)
    process = subprocess.Popen(
        [*PROGRAM, "index", "-", "-i", folder],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    _wait_for_lock(Path(folder), process)
    process.send_signal(2)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, b"malmoi: stopped; what was committed is kept\n")
    assert json.loads(malmoi("stats", "--json", "-i", folder).stdout)["documents"] == 1


def _wait_for_lock(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Until ``process`` writes to the index."""
    import time

    holder = folder / "lock.json"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            if json.loads(holder.read_text(encoding="utf-8"))["pid"] == process.pid:
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.02)
    raise AssertionError("the program never began to write")
