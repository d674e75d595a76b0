"""What every test has: one profile of Hypothesis, without a clock and without a database of old failures."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "malmoi", deadline=None, database=None, max_examples=50, suppress_health_check=list(HealthCheck)
)
settings.load_profile("malmoi")
