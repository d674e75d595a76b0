"""An index of the samples, served in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import malmoi

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "samples" / "posts"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[malmoi.Index]:
    """The samples, which no test changes."""
    with malmoi.open(tmp_path_factory.mktemp("web") / "samples", config=malmoi.Config()) as index:
        index.sync(SAMPLES)
        yield index
