"""Every tagger once per run: the Java ones take seconds to start."""

from __future__ import annotations

from functools import cache

import pytest

from malmoi.errors import MissingExtraError
from malmoi.indexer.analysis.taggers.make import TAGGERS, make_tagger
from malmoi.indexer.analysis.taggers.tagger import Tagger


@cache
def started(name: str) -> Tagger | MissingExtraError:
    try:
        return make_tagger(name)
    except MissingExtraError as error:
        return error


@pytest.fixture(params=list(TAGGERS))
def tagger(request: pytest.FixtureRequest) -> Tagger:
    """Each tagger in turn; a test is skipped for those whose extra is not installed."""
    found = started(request.param)
    if isinstance(found, MissingExtraError):
        pytest.skip(str(found))
    return found


@pytest.fixture
def mecab() -> Tagger:
    """The default tagger, which every installation has."""
    found = started("mecab")
    assert not isinstance(found, MissingExtraError)
    return found
