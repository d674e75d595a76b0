"""What every test has: profiles of Hypothesis, temporary folders in memory, and a bound on the time of a call."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Nothing of malmoi is imported here: what is imported before the tests are collected counts as not covered.

DEFAULT = 50
EXPLORED = 10
"""Factor of the profile ``explore``, for a pinned number too (see examples.py)."""

# The same examples each time, so that a run judges the change and not its luck. scripts/test uses ``quick``, .ci/run
# ``thorough``; --hypothesis-profile=explore looks for new examples, and for ten times more (see examples.py).
settings.register_profile(
    "quick",
    deadline=None,
    database=None,
    max_examples=DEFAULT,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("thorough", settings.get_profile("quick"))
settings.register_profile("explore", settings.get_profile("quick"), derandomize=False, max_examples=DEFAULT * EXPLORED)
settings.load_profile("quick")

MEMORY = Path("/dev/shm")
ENOUGH = 1 << 30
"""Free bytes from which temporary folders are put into memory."""


def pytest_configure() -> None:
    """Puts temporary folders into memory, if there is such a folder and TMPDIR names no other, and gives queries time."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
    os.environ.setdefault("MALMOI_LIMITS_DEADLINE_MS", "60000")  # a busy machine ends no search


@pytest.fixture
def within() -> Callable[..., None]:
    """``within(seconds, call)`` holds if one of three calls takes less processor time than that.

    What the machine does beside, or the collector finds in the heap of a thousand other tests, is not the work of
    the call.
    """

    def check_time(seconds: float, call: Callable[[], object]) -> None:
        taken: list[float] = []
        gc.freeze()
        try:
            while len(taken) < 3 and min(taken, default=seconds) >= seconds:
                began = time.process_time()
                call()
                taken.append(time.process_time() - began)
        finally:
            gc.unfreeze()
        assert min(taken) < seconds, f"took {', '.join(f'{one:.2f}' for one in taken)} s, allowed are {seconds:g}"

    return check_time
