"""What every test has: a profile of Hypothesis, and a way to say how long a piece of work may take."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

# The same examples each time, so that a run judges the change and not its luck;
# --hypothesis-profile=explore looks for new ones, and many more.
settings.register_profile(
    "malmoi",
    deadline=None,
    database=None,
    max_examples=50,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("explore", settings.get_profile("malmoi"), derandomize=False, max_examples=500)
settings.load_profile("malmoi")


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
