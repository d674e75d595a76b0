"""What is suggested finds something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.documents.document import Document
from malmoi.query.suggestions.keyboard import keys
from malmoi.tests.examples import examples
from malmoi.tests.query.corpora import COMMITS, DOCUMENTS, WORDS, new_index

TYPED = st.builds(
    lambda word, end, in_latin, head: f"{head} {(keys(word) if in_latin else word)[:end]}".strip(),
    st.sampled_from(WORDS),
    st.integers(1, 6),
    st.booleans(),
    st.sampled_from(["", "", "노조", "union", "ㄴㅈ"]),
)


@given(COMMITS, st.lists(TYPED, min_size=3, max_size=6))
@examples(20, quick=6)
def test_a_suggestion_finds_documents(commits: list[list[Document | str]], typed: list[str]) -> None:
    """Each suggestion is a query that finds at least one live document, whatever was replaced and deleted."""
    with new_index() as index:
        for commit in commits:
            with index.batch() as batch:
                for one in commit:
                    batch.add(one) if isinstance(one, Document) else batch.delete(one)
        for text in typed:
            for suggestion in index.suggest(text):
                assert suggestion.count > 0
                page = index.search(suggestion.text, limit=1)
                assert page.complete_count, suggestion
                assert page.did_you_mean is None


@given(st.lists(DOCUMENTS, min_size=2, max_size=6), st.lists(TYPED, min_size=2, max_size=4))
@examples(20, quick=6)
def test_a_better_query_finds_documents(documents: list[Document], typed: list[str]) -> None:
    """A better query has every word in some document; without one nothing is said."""
    with new_index() as index:
        index.add_all(documents)
        for text in typed:
            page = index.search(text, limit=1)
            if page.did_you_mean:
                assert index.search(page.did_you_mean, limit=1).complete_count > page.complete_count * bool(
                    not page.notes
                )
