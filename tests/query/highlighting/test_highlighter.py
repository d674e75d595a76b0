"""The highlighter: what it keeps in memory."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import malmoi


def test_an_index_that_is_closed_keeps_no_analyzer(tmp_path: Path) -> None:
    """Stems are remembered for as long as the index is open, so that opening many indexes does not fill the memory."""
    index = malmoi.Index(tmp_path / "index", malmoi.Config())
    index.add(malmoi.Document(id="a", body="migrant trade unions"))
    assert index.search("migrant trade union").hits[0].snippet.marks
    analyzer = weakref.ref(index._state.analyzer)
    index.close()
    del index
    gc.collect()
    assert analyzer() is None
