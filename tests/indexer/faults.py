"""Raises an error at one bytecode of malmoi, as Ctrl-C or memory that runs out would."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import malmoi

_ROOT = str(Path(malmoi.__file__).parent)


class Fault:
    """The bytecodes of malmoi that ran, and the number of the one at which ``error`` is raised."""

    def __init__(self, at: int, error: type[BaseException]) -> None:
        self.at = at
        self.error = error
        self.passed = 0
        self.where = ""

    def enter(self, frame: FrameType, event: str, _argument: Any) -> Any:
        """Traces the functions of malmoi, and no other."""
        if event != "call" or not frame.f_code.co_filename.startswith(_ROOT):
            return None
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return self.step

    def step(self, frame: FrameType, event: str, _argument: Any) -> Any:
        """Counts a bytecode."""
        self.passed += event == "opcode"
        if event == "opcode" and self.passed == self.at:
            self.where = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno} {frame.f_code.co_name}"
            raise self.error
        return self.step


@contextmanager
def fault(at: int = 0, error: type[BaseException] = KeyboardInterrupt) -> Iterator[Fault]:
    """Raises ``error`` at bytecode number ``at``; 0 counts only. It is raised once, and ends the block silently."""
    one = Fault(at, error)
    before = sys.gettrace()
    sys._getframe().f_trace_opcodes = True  # Python 3.12 traces bytecodes only if a frame asked for it before settrace
    sys.settrace(one.enter)
    try:
        yield one
    except error:
        if not one.where:
            raise
    finally:
        sys.settrace(before)
