"""The texts of a field give the same places and tokens, in however many blocks they are worked through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.analysis.analyzer import STREAMS, Analyzer
from malmoi.indexer.segments import field_text as module
from malmoi.indexer.segments.field_text import FieldText
from malmoi.indexer.segments.runs import Runs
from malmoi.indexer.text.positions import RUN

TEXTS = st.lists(st.text("학교에 갔다 MTU12.9,(日)\n", max_size=30), max_size=8)


@given(texts=TEXTS, letters=st.integers(0, 40), block=st.integers(1, 9))
def test_any_blocks(analyzer: Analyzer, texts: list[str], letters: int, block: int) -> None:
    """Each token at its position in its document: the positions of the runs before it, and its own in the run."""
    runs = Runs(analyzer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LETTERS", letters)
        patch.setattr(module, "_BLOCK", block)
        field = FieldText(runs)
        for text in texts:
            field.append(text)
        places = field.places()
        assert field.ends.tolist() == [
            sum(len(RUN.findall(one)) for one in texts[: at + 1]) for at in range(len(texts))
        ]
        for name in STREAMS:
            expected = []
            for doc, text in enumerate(texts):
                position = 0
                for run in map(analyzer.analyze, RUN.findall(text)):
                    expected += [(term, doc, position + at) for term, at in run.stream(name)]
                    position += run.positions
            terms = list(runs.streams[name].numbers)
            tokens = [list(map(list, block)) for block in places.tokens(runs.streams[name])]
            found = [(terms[term], doc, at) for part in tokens for term, doc, at in zip(*part, strict=True)]
            assert found == expected
