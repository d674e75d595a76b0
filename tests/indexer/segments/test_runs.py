"""Runs: each analysed once, and its tokens unfolded again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.analysis.analyzer import STREAMS, Analyzer
from malmoi.indexer.segments.runs import Runs
from malmoi.indexer.text.near_duplicates import run_hash
from malmoi.indexer.text.positions import RUN
from malmoi.tests.examples import examples

TEXTS = st.text("가나다同志々ㅋAbé1, .'\U00020000ᄀ", max_size=40)


@examples(100)
@given(texts=st.lists(TEXTS, max_size=6))
def test_unfolded_as_analysed(texts: list[str], analyzer: Analyzer) -> None:
    """In any order and however often they occur, runs unfold to what the analyzer gives for each."""
    seen = [run for text in texts for run in RUN.findall(text)]
    runs = Runs(analyzer)
    runs.numbers(texts[1::2])
    numbers, sizes = runs.numbers(texts)
    wanted = [analyzer.analyze(run) for run in seen]
    assert sizes.tolist() == [len(RUN.findall(text)) for text in texts]
    assert runs.positions[numbers].tolist() == [tokens.positions for tokens in wanted]
    assert runs.hashes[numbers].tolist() == [run_hash(run) for run in seen]
    for name in STREAMS:
        stream = runs.streams[name]
        terms = list(stream.numbers)
        counts, tokens, offsets = stream.unfold(numbers)
        found = [(terms[token], at) for token, at in zip(tokens.tolist(), offsets.tolist(), strict=True)]
        assert found == [token for each in wanted for token in each.stream(name)]
        assert counts.tolist() == [len(each.stream(name)) for each in wanted]
